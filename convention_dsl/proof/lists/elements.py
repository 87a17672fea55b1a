"""Elements of lists that the solver finds: those for which a weighted sum of terms is negative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Expr, Value
from convention_dsl.core.program import Binding, Program
from convention_dsl.proof import enumeration, smt
from convention_dsl.proof.leaves import Assignment, Path
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.order import Order, order
from convention_dsl.proof.question import Question, pairs, pose
from convention_dsl.proof.solver import Assigned, Outcome, Session
from convention_dsl.proof.symbolic import Number, OutsideMethod
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import ListSum
from convention_dsl.types import ListType

Elements = tuple[tuple[str, Expr], ...]
SIZE = "#"
"""The number of elements of all lists, as one more sum."""
Weights = Mapping[str, Fraction]

_DOUBLINGS = 12
"""How often a violation is asked to be twice as large."""


@dataclass(frozen=True)
class Element:
    """An element of a list (or one of each list of a chain) and its terms, by the sums' names."""

    kind: Elements
    values: Mapping[str, Value]
    vector: Mapping[str, Fraction]

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two elements add the same to every sum."""
        return (self.kind, tuple(sorted(self.vector.items())))


@dataclass(frozen=True)
class Context:
    """What elements are asked under: a program, how much that may cost, conditions on the rest.

    `inputs` are those that are no list, `conditions` what is assumed of them, `at` their values.
    """

    program: Program
    obligation: Obligation
    inputs: tuple[Binding, ...]
    limits: Limits
    deadline: float
    total: TotalCases
    conditions: tuple[Expr, ...] = ()


def term(each: ListSum) -> Expr:
    """Return what one element adds to a sum."""
    one = build.literal_number(1) if each.body is None else each.body
    if each.filter is None:
        return one
    return build.if_(each.filter, one, build.literal_number(0, each.type.kind))


def element_bindings(kind: Elements) -> tuple[Binding, ...]:
    """Return the elements of a chain as inputs."""
    found = []
    for name, domain in kind:
        assert isinstance(domain.type, ListType)
        found.append(Binding(name, domain.type.element))
    return tuple(found)


class Elementary:
    """The elements of one kind, asked about several times."""

    def __init__(self, context: Context, kind: Elements, sums: Sequence[ListSum]) -> None:
        self.context = context
        self.kind = kind
        self.sums = tuple(each for each in sums if each.elements == kind)
        self.obligation = Obligation(
            id=f"{context.obligation.id}.element",
            kind="element",
            inputs=(*element_bindings(kind), *context.inputs),
            hypotheses=context.conditions,
            claim=build.literal_boolean(False),
            open_parameters=context.obligation.open_parameters,
        )
        exprs = [term(each) for each in self.sums]
        self.question: Question = pose(
            context.program, self.obligation, total=context.total, also=exprs
        )
        self.order: Order = order(
            context.program, self.obligation, self.question.inputs.leaves, pairs(self.obligation)
        )
        self.session = Session(self.question.script.text, context.limits, context.deadline)
        self.session.require([premise.literal for premise in self.question.premises])
        self.wanted: dict[Path, Assigned] = {
            path: Assigned(symbol, self.question.inputs.leaves[path].is_binary)
            for path, symbol in self.question.inputs.symbols.items()
        }

    def violating(self, weights: Weights) -> Element | None:
        """Return an element whose weighted terms add up to less than zero, None where none does.

        The one returned is among the worst: the sum is asked to be twice as low while it can be.
        """
        objective, scale = self._objective(weights)
        if isinstance(objective, int) and objective >= 0:
            return None
        found: Element | None = None
        bound = -1
        self.session.push()
        try:
            for _ in range(_DOUBLINGS):
                if not self._can(smt.at_most(objective, bound), first=found is None):
                    break
                found = self.element(self.session.values(self.wanted))
                worth = weighted(weights, found.vector) * scale
                bound = 2 * worth.numerator
        finally:
            self.session.pop()
        return found

    def other_than(self, known: Sequence[Mapping[str, Fraction]]) -> Element | None:
        """Return an element whose terms are none of those known; None where all are."""
        self.session.push()
        try:
            for vector in known:
                self.session.require([smt.negation(self.has(vector))])
            if not self._can(True, first=True):
                return None
            return self.element(self.session.values(self.wanted))
        finally:
            self.session.pop()

    def has(self, vector: Mapping[str, Fraction]) -> smt.Bool:
        """Return whether the element has these terms."""
        numbers = zip(self.sums, self._numbers(), strict=True)
        return smt.conjunction(
            smt.equal(number.term, _whole(vector[each.name] / number.unit))
            for each, number in numbers
        )

    def element(self, assignment: Assignment) -> Element:
        """Return the element of an assignment, its terms calculated by the evaluator."""
        inputs, parameters = enumeration.values(self.question, self.order, assignment)
        names = [name for name, _ in self.kind]
        values = {name: inputs[name] for name in names}
        return Element(self.kind, values, self._vector(inputs, parameters))

    def with_values(self, values: Mapping[str, Value]) -> Element:
        """Return the element with these values, where its terms depend on nothing else."""
        return Element(self.kind, values, self._vector(values, {}))

    def _vector(
        self, inputs: Mapping[str, Value], parameters: Mapping[str, Value]
    ) -> dict[str, Fraction]:
        program = with_parameters(self.context.program, parameters)
        vector = {SIZE: Fraction(1)}
        for each in self.sums:
            value = evaluate(program, term(each), inputs)
            assert isinstance(value, Fraction)
            vector[each.name] = value
        return vector

    def _can(self, condition: smt.Bool, *, first: bool) -> bool:
        self.session.require([condition])
        match self.session.check():
            case Outcome.SAT:
                return True
            case Outcome.UNSAT:
                return False
            case Outcome.UNKNOWN:
                if first:
                    raise OutsideMethod(self.session.last_unknown)
                return False

    def _numbers(self) -> list[Number]:
        found = []
        for each in self.question.terms:
            if not isinstance(each, Number) or each.denominator is not None:
                raise OutsideMethod("division in a term")
            found.append(each)
        return found

    def _objective(self, weights: Weights) -> tuple[smt.Int, int]:
        """Return the weighted sum times a scale that makes it whole, and the scale."""
        terms = [
            (weights.get(each.name, Fraction(0)) * number.unit, number.term)
            for each, number in zip(self.sums, self._numbers(), strict=True)
        ]
        terms.append((weights.get(SIZE, Fraction(0)), 1))
        scale = lcm(*(factor.denominator for factor, _ in terms))
        parts = [smt.times((factor * scale).numerator, each) for factor, each in terms]
        return smt.plus(*parts), scale


def weighted(weights: Weights, vector: Weights) -> Fraction:
    """Return the weighted sum of an element's terms."""
    terms = (weight * vector.get(name, Fraction(0)) for name, weight in weights.items())
    return sum(terms, Fraction(0))


def with_parameters(program: Program, parameters: Mapping[str, Value]) -> Program:
    """Return the program with the values of the open parameters."""
    chosen = {k: v for k, v in parameters.items() if isinstance(v, bool | Fraction)}
    return with_values(program, chosen) if chosen else program


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise ValueError(f"not a whole number of steps: {value}")
    return value.numerator
