"""Between which values an amount lies, whatever the lists that satisfy some hypotheses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program, Status
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.lists.decision import settled
from convention_dsl.proof.lists.elements import with_parameters
from convention_dsl.proof.lists.frontier import Asked, Edge, Limit, least_bound
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Counterexample, Verdict
from convention_dsl.types import NumberType

_LARGEST = Fraction(10**13)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value, each with inputs that have it (to within a step).

    None on a side: no bound, or none found.
    """

    low: Fraction | None
    high: Fraction | None
    lowest: Counterexample | None = None
    highest: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class Ranging:
    """What ranges: the inputs, lists among them, and the hypotheses that they satisfy."""

    inputs: tuple[Binding, ...]
    hypotheses: tuple[Expr, ...]


def bounds(
    program: Program,
    ranging: Ranging,
    exprs: Sequence[Expr],
    step: Fraction,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Bounds, ...]:
    """Return the bounds of some numbers, each to within `step` (exact where a case attains it)."""
    found = _Bounding(program, ranging, step, limits)
    return tuple(found.of(expr) for expr in exprs)


class _Bounding:
    def __init__(self, program: Program, ranging: Ranging, step: Fraction, limits: Limits) -> None:
        self.program = program
        self.ranging = ranging
        self.step = step
        self.limits = limits
        self.deadline = monotonic() + limits.seconds
        self.total = TotalCases(program)
        self.pool = Pool()

    def of(self, expr: Expr) -> Bounds:
        """Return the bounds of a number."""
        some = self._decide(build.literal_boolean(False)).counterexample
        if some is None:
            return Bounds(None, None)
        high = self._greatest(expr, some, 1)
        low = self._greatest(expr, some, -1)
        return Bounds(
            None if low is None else -low.value,
            None if high is None else high.value,
            None if low is None else low.fails.counterexample,
            None if high is None else high.fails.counterexample,
        )

    def _greatest(self, expr: Expr, some: Counterexample, sign: int) -> Edge | None:
        """Return the greatest value of a number times a sign."""
        assert isinstance(expr.type, NumberType)
        kind = expr.type.kind

        def at(bound: Fraction) -> Verdict:
            limit = build.literal_number(bound * sign, kind)
            pair = (expr, limit) if sign > 0 else (limit, expr)
            return self._decide(build.apply(Operator.LESS_EQUAL, pair))

        def limit(case: Counterexample) -> Limit:
            value = evaluate(with_parameters(self.program, case.parameters), expr, case.inputs)
            assert isinstance(value, Fraction)
            return Limit(value * sign, attained=False)

        return least_bound(Asked(at, limit, self.step), some, _LARGEST)

    def _decide(self, claim: Expr) -> Verdict:
        if monotonic() > self.deadline:
            return Verdict(Status.UNKNOWN)
        obligation = Obligation(
            id=".bounds",
            kind="bounds",
            inputs=self.ranging.inputs,
            hypotheses=self.ranging.hypotheses,
            claim=claim,
        )
        limits = replace(self.limits, minimal_grounds=False)
        return settled(self.program, obligation, limits, self.total, self.pool)
