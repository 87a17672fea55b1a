"""For which values of one input a property holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from time import perf_counter

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link_expression
from convention_dsl.core.nodes import Expr, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program, PropertyDef, Status
from convention_dsl.proof.instantiate import Instances
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Dimension
from convention_dsl.proof.lists.decision import settled
from convention_dsl.proof.lists.elements import with_parameters
from convention_dsl.proof.lists.frontier import Asked, Edge, Limit, frontier
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.region import Path, Point, region
from convention_dsl.proof.lists.sums import Abstract, abstract, as_aggregate
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Counterexample, ListSum, Reason, Threshold, Verdict
from convention_dsl.types import NumberType, Type

_HOLDING = (Status.PROVED, Status.VACUOUS)
_FEW = 100
"""Values are tried one by one where there are at most so many steps between them."""


def decide_threshold(
    program: Program,
    property_: PropertyDef,
    obligation: Obligation,
    limits: Limits,
    total: TotalCases,
) -> Verdict:
    """Return the verdict on a property that asks for which values of an input it holds.

    `obligation` has the input among its inputs. Proved: the threshold was found; refuted: the
    property holds for no value; vacuous: where it holds, nothing satisfies its hypotheses.
    """
    assert property_.threshold is not None
    start = perf_counter()
    asked = _Threshold(program, property_.threshold, obligation, limits, total)
    return replace(asked.verdict(), seconds=perf_counter() - start)


class _Threshold:
    def __init__(
        self,
        program: Program,
        binding: Binding,
        obligation: Obligation,
        limits: Limits,
        total: TotalCases,
    ) -> None:
        assert isinstance(binding.type, NumberType)
        self.program = program
        self.binding = binding
        self.type: NumberType = binding.type
        self.obligation = obligation
        self.limits = replace(limits, largest_shortfall=False)
        self.total = total
        self.pool = Pool()
        self.instances = Instances()

    def verdict(self) -> Verdict:
        low, high = self.type.low, self.type.high
        if low is None or high is None:
            return _unknown(self.binding.name)
        ends = self.at(low), self.at(high)
        if any(end.status is Status.UNKNOWN for end in ends):
            return next(end for end in ends if end.status is Status.UNKNOWN)
        held = tuple(end.status in _HOLDING for end in ends)
        if held == (True, True):
            return self._always()
        if held == (False, False):
            return self._never()
        at_least = held[1]
        if not self._is_monotone(at_least=at_least):
            return self._by_trying()
        return self._between(ends, at_least=at_least)

    # Values ---------------------------------------------------------------------------------------

    def at(self, value: Fraction) -> Verdict:
        """Return whether the property holds with one value of the input."""
        obligation = self._with(self.obligation, build.literal_number(value, self.type.kind))
        return self._named(
            settled(self.program, obligation, self.limits, self.total, self.pool), value
        )

    def shown(self, value: Fraction) -> Verdict:
        """Return the verdict with one value of the input, with all that a reader is shown."""
        from convention_dsl.proof.engine import decide

        obligation = self._with(self.obligation, build.literal_number(value, self.type.kind))
        return self._named(decide(self.program, obligation, self.limits, self.total), value)

    def _named(self, verdict: Verdict, value: Fraction) -> Verdict:
        found = verdict.counterexample
        if found is None:
            return verdict
        inputs = {**found.inputs, self.binding.name: value}
        return replace(verdict, counterexample=replace(found, inputs=inputs))

    def _with(self, obligation: Obligation, value: Expr) -> Obligation:
        kept = tuple(b for b in obligation.inputs if b.name != self.binding.name)
        scope: dict[str, Type] = {b.name: b.type for b in kept}

        def put(expr: Expr) -> Expr:
            found = self.instances.of(expr, {self.binding.name: value})
            return link_expression(self.program, found, scope)

        hypotheses = tuple(map(put, obligation.hypotheses))
        return replace(obligation, inputs=kept, hypotheses=hypotheses, claim=put(obligation.claim))

    def _always(self) -> Verdict:
        from convention_dsl.proof.engine import decide

        verdict = decide(self.program, self.obligation, self.limits, self.total)
        if verdict.status not in _HOLDING:
            return self._by_trying()
        return replace(verdict, threshold=self._threshold(None, at_least=True, always=True))

    def _never(self) -> Verdict:
        if not (self._is_monotone(at_least=True) or self._is_monotone(at_least=False)):
            return self._by_trying()
        shown = self.shown(self.type.low or Fraction(0))
        return replace(shown, threshold=self._threshold(None, at_least=True))

    def _by_trying(self) -> Verdict:
        """Try every value, where they are few: nothing is then assumed of those between."""
        low, high, step = self.type.low, self.type.high, self.type.step
        if low is None or high is None or step is None or (high - low) / step > _FEW:
            return _unknown(self.binding.name)
        values = [low + step * number for number in range(int((high - low) / step) + 1)]
        verdicts = [self.at(value) for value in values]
        if any(verdict.status is Status.UNKNOWN for verdict in verdicts):
            return _unknown(self.binding.name)
        held = [verdict.status in _HOLDING for verdict in verdicts]
        changes = [n for n in range(1, len(held)) if held[n] is not held[n - 1]]
        if len(changes) > 1:
            return _unknown(self.binding.name)
        if not changes:
            threshold = self._threshold(None, at_least=True, always=held[0])
            return replace(self.shown(low), threshold=threshold)
        first = changes[0]
        here, there = (first, first - 1) if held[first] else (first - 1, first)
        edge = Edge(
            values[here] * (1 if held[first] else -1), verdicts[here], False, verdicts[there]
        )
        return self._at_edge(edge, 1 if held[first] else -1)

    def _threshold(
        self, value: Fraction | None, *, at_least: bool, always: bool = False
    ) -> Threshold:
        return Threshold(self.binding.name, self.type, value, at_least, always)

    # The frontier ---------------------------------------------------------------------------------

    def _between(self, ends: tuple[Verdict, Verdict], *, at_least: bool) -> Verdict:
        """Return the verdict at the frontier, values taken with a sign so that it holds above."""
        assert self.type.low is not None and self.type.high is not None
        sign = 1 if at_least else -1
        pairs = list(zip((self.type.low * sign, self.type.high * sign), ends, strict=True))
        failing, holding = pairs if at_least else pairs[::-1]
        found = abstract(self.program, self.obligation)

        def limit(counterexample: Counterexample) -> Limit | None:
            return self._limit(found, counterexample, sign)

        asked = Asked(lambda v: self.at(v * sign), limit, self.type.step or Fraction(1))
        edge = frontier(asked, failing, holding)
        if edge is None:
            return _unknown(self.binding.name)
        return self._at_edge(edge, sign)

    def _at_edge(self, edge: Edge, sign: int) -> Verdict:
        threshold = self._threshold(edge.value * sign, at_least=sign > 0)
        beyond = self._beyond(edge, sign)
        threshold = replace(threshold, exact=edge.exact, beyond=beyond)
        verdict = self.shown(edge.value * sign)
        if verdict.status not in _HOLDING:
            return _unknown(self.binding.name)
        return replace(verdict, threshold=threshold)

    def _beyond(self, edge: Edge, sign: int) -> Counterexample | None:
        """Return a counterexample at the last multiple of the step where the property fails."""
        step = self.type.step or Fraction(1)
        value = -((-edge.value) // step) * step - step
        ends = [end * sign for end in (self.type.low, self.type.high) if end is not None]
        verdict = self.shown(max(value, min(ends)) * sign)
        return verdict.counterexample or edge.fails.counterexample

    def _limit(self, found: Abstract, counterexample: Counterexample, sign: int) -> Limit | None:
        """Return up to which value of the input a counterexample is one."""
        inputs: dict[str, Value] = dict(counterexample.inputs)
        for each in found.sums:
            inputs[each.name] = _sum(self.program, each, counterexample)
        here: Dimension = (self.binding.name,)
        point = Point(inputs, counterexample.parameters, here)
        path = Path(
            self.program, found.hypotheses, found.claim, found.inputs, found.bindings, point
        )
        limits: list[Limit] = []
        for atom in region(path, relaxed=False).atoms:
            slope = atom.form.coefficients.get(here, Fraction(0)) * sign
            if slope < 0:
                limits.append(Limit(-atom.form.constant / slope, not atom.strict))
        return min(limits, key=lambda each: (each.value, each.attained), default=None)

    # Growing --------------------------------------------------------------------------------------

    def _is_monotone(self, *, at_least: bool) -> bool:
        """Return whether what holds at a value holds beyond it: shown on hypotheses and claim."""
        from convention_dsl.proof.engine import decide

        found = abstract(self.program, self.obligation)
        name = self.binding.name
        if any(name in self.instances.free(e) for es in found.mixed.values() for e in es):
            return False
        other = build.variable(f"{name}′", self.type)
        here = build.variable(name, self.type)
        order = (here, other) if at_least else (other, here)
        moved = [self.instances.of(e, {name: other}) for e in found.hypotheses]
        claim = self.instances.of(found.claim, {name: other})
        still = build.conjunction([*found.hypotheses, _implies(found.claim, claim)])
        obligation = Obligation(
            id=f"{self.obligation.id}.monotone",
            kind="monotone",
            inputs=(*found.inputs, Binding(other.name, self.type), *found.bindings),
            hypotheses=(build.apply(Operator.LESS_EQUAL, order), *moved),
            claim=still,
            open_parameters=self.obligation.open_parameters,
        )
        verdict = decide(self.program, obligation, self.limits, self.total)
        return verdict.status in _HOLDING


def _implies(one: Expr, two: Expr) -> Expr:
    return build.disjunction([build.negation(one), two])


def _sum(program: Program, each: ListSum, counterexample: Counterexample) -> Fraction:
    chosen = with_parameters(program, counterexample.parameters)
    value = evaluate(chosen, as_aggregate(each), counterexample.inputs)
    assert isinstance(value, Fraction)
    return value


def _unknown(name: str) -> Verdict:
    return Verdict(Status.UNKNOWN, reason=Reason("threshold", {"name": name}))
