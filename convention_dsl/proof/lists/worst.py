"""How far a refuted comparison of amounts is from holding, whatever the list."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from time import monotonic

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import AggregateKind, Apply, Expr, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, Status
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.elements import with_parameters
from convention_dsl.proof.lists.frontier import Asked, Edge, Limit, least_bound
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.simplest import plain_list
from convention_dsl.proof.lists.task import Task
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Counterexample, Verdict, Worst
from convention_dsl.types import CENT, ListType, NumberKind, NumberType

_COUNT = AggregateKind.COUNT
_SECONDS = 4.0
_UNLIMITED = 10**9
"""A list that can have so many elements has no limit that matters."""
_LARGEST = Fraction(10**13)
_LARGEST_PER_ELEMENT = Fraction(10**6)


def worst(task: Task, found: Counterexample, pool: Pool) -> Worst | None:
    """Return the largest shortfall of a refuted comparison of amounts; None where none is found."""
    sides = _sides(task.obligation.claim)
    if sides is None:
        return None
    return _Worst(task, sides, found, pool).result()


def _sides(claim: Expr) -> tuple[Expr, Expr] | None:
    """Return the sides of `lower ≤ higher` where both are amounts."""
    match claim:
        case Apply(operator=Operator.LESS | Operator.LESS_EQUAL, arguments=(lower, higher)):
            amounts = all(
                isinstance(side.type, NumberType) and side.type.kind is NumberKind.AMOUNT
                for side in (lower, higher)
            )
            return (lower, higher) if amounts else None
        case _:
            return None


class _Worst:
    def __init__(
        self, task: Task, sides: tuple[Expr, Expr], found: Counterexample, pool: Pool
    ) -> None:
        self.task = task
        self.pool = pool
        self.program: Program = task.program
        self.total: TotalCases = task.total
        self.lower, self.higher = sides
        self.found = found
        self.limits: Limits = replace(task.limits, seconds=_SECONDS, minimal_grounds=False)
        self.deadline = monotonic() + _SECONDS

    def result(self) -> Worst | None:
        lists = [b for b in self.task.obligation.inputs if isinstance(b.type, ListType)]
        if len(lists) != 1:
            return None
        (binding,) = lists
        size = build.aggregate(
            kind=_COUNT,
            variable_name=binding.name.lower() + "′",
            domain=build.variable(binding.name, binding.type),
            body=build.literal_number(1),
        )
        measured = None
        edge = self._edge(None)
        if edge is None and self._is_unlimited(size):
            measured = size
            edge = self._edge(size)
        if edge is None or edge.value <= 0:
            return None
        case = self._attaining(edge, measured)
        if case is None:
            return None
        amount = NumberType(NumberKind.AMOUNT, step=CENT)
        return Worst(edge.value, amount, case, measured is not None)

    def _is_unlimited(self, size: Expr) -> bool:
        many = build.apply(Operator.LESS_EQUAL, (build.literal_number(_UNLIMITED), size))
        impossible = replace(
            self.task.obligation,
            hypotheses=(*self.task.obligation.hypotheses, many),
            claim=build.literal_boolean(False),
        )
        return self._decide(impossible).status is Status.REFUTED

    def _edge(self, size: Expr | None) -> Edge | None:
        """Return the least allowance with which the comparison holds."""
        largest = _LARGEST if size is None else _LARGEST_PER_ELEMENT
        asked = Asked(
            lambda value: self._at(value, size),
            lambda case: Limit(self._shortfall(case, size), attained=False),
            CENT,
        )
        return least_bound(asked, self.found, largest)

    def _at(self, allowance: Fraction, size: Expr | None) -> Verdict:
        claim = self._claim(Operator.LESS_EQUAL, allowance, size)
        return self._decide(replace(self.task.obligation, claim=claim))

    def _claim(self, operator: Operator, allowance: Fraction, size: Expr | None) -> Expr:
        """Return the comparison with an allowance (for each element, with a size)."""
        extra: Expr = build.literal_amount(allowance)
        if size is not None:
            extra = build.apply(Operator.MULTIPLY, (extra, size))
        higher = build.apply(Operator.ADD, (self.higher, extra))
        return build.apply(operator, (self.lower, higher))

    def _decide(self, obligation: Obligation) -> Verdict:
        from convention_dsl.proof.lists.decision import settled

        if monotonic() > self.deadline:
            return Verdict(Status.UNKNOWN)
        return settled(self.program, obligation, self.limits, self.total, self.pool)

    def _shortfall(self, case: Counterexample, size: Expr | None) -> Fraction:
        """Return by how much a case misses the comparison (for each element, with a size)."""
        program = with_parameters(self.program, case.parameters)
        lower, higher = (self._number(program, e, case) for e in (self.lower, self.higher))
        count = Fraction(1) if size is None else self._number(program, size, case)
        return (lower - higher) / count if count else Fraction(0)

    def _number(self, program: Program, expr: Expr, case: Counterexample) -> Fraction:
        value: Value = evaluate(program, expr, case.inputs)
        assert isinstance(value, Fraction)
        return value

    def _attaining(self, edge: Edge, size: Expr | None) -> Counterexample | None:
        """Return a case with the shortfall of the edge, None where it is only approached."""
        known = [case for case in (edge.fails.counterexample, self.found) if case is not None]
        case = next((c for c in known if self._shortfall(c, size) == edge.value), None)
        case = case or self._tight(edge.value, size)
        if case is None or self._shortfall(case, size) != edge.value:
            return None
        plain = plain_list(self.task, self.pool, case)
        return plain if self._shortfall(plain, size) == edge.value else case

    def _tight(self, value: Fraction, size: Expr | None) -> Counterexample | None:
        """Return a case that has a shortfall and no less."""
        obligation = replace(self.task.obligation, claim=self._claim(Operator.LESS, value, size))
        if size is not None:
            some = build.apply(Operator.LESS_EQUAL, (build.literal_number(1), size))
            obligation = replace(obligation, hypotheses=(*obligation.hypotheses, some))
        return self._decide(obligation).counterexample
