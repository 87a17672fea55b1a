"""What a reference population brings to the two sides of a claim, class by class.

Each class of the population stands for typical elements: those that satisfy its condition and are
otherwise as by default, at the ends of the ranges that the texts tell apart. The totals go from the
least to the greatest that the counts of the classes, and the count of all, allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr, Field, Literal, Value
from convention_dsl.core.program import (
    Binding,
    Invariant,
    Library,
    PopulationClass,
    PopulationDef,
    Program,
    PropertyDef,
)
from convention_dsl.core.traverse import walk
from convention_dsl.report.classes import cells_of, plain_record, plain_value
from convention_dsl.report.gains import universal
from convention_dsl.report.margins import Comparison, Linear, Share, comparisons, setting_of
from convention_dsl.types import ListType, NumberType

Inputs = Mapping[str, Value]
_MOST = 300
"""How many typical elements of a class are looked at."""


@dataclass(frozen=True, slots=True)
class ClassAmount:
    """A class and what one typical element of it brings to a side, at least and at most."""

    own: PopulationClass
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class EnvelopeSide:
    """A side of a claim: what does not depend on the list, then each class."""

    expr: Expr
    fixed: Fraction
    classes: tuple[ClassAmount, ...]
    counts: tuple[int, ...]
    """How many of each class the least total has."""
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Envelope:
    """Both sides of a claim about a list that follows a population."""

    population: PopulationDef
    left: EnvelopeSide
    right: EnvelopeSide
    type: NumberType


def envelope_of(
    library: Library, program: Program, definition: PropertyDef, given: Mapping[str, Value]
) -> Envelope | None:
    """Return what the population of a property brings; None where it has none, or no sums."""
    population = _population(library, definition)
    subject = _subject(definition, population) if population else None
    claimed = [each for each in comparisons(definition.claim) if each.type.has_dimension]
    if population is None or subject is None or len(claimed) != 1:
        return None
    work = _Work(library, program, definition, population, subject)
    return work.envelope(claimed[0], given)


def _population(library: Library, definition: PropertyDef) -> PopulationDef | None:
    found = (library.population(name) for name in definition.populations)
    return next((each for each in found if each.classes), None)


def _subject(definition: PropertyDef, population: PopulationDef) -> Binding | None:
    lists = [each for each in definition.inputs if isinstance(each.type, ListType)]
    same = [each for each in lists if each.type == population.list_input.type]
    return same[0] if len(lists) == len(same) == 1 else None


@dataclass(frozen=True)
class _Work:
    library: Library
    program: Program
    definition: PropertyDef
    population: PopulationDef
    subject: Binding

    def envelope(self, comparison: Comparison, given: Mapping[str, Value]) -> Envelope | None:
        others = {
            each.name: given.get(each.name, plain_value(self.library, each.type))
            for each in self.definition.named
        }
        inputs: dict[str, Value] = {**others, self.subject.name: ()}
        linear = Linear(self.program, (self.subject.name,))
        sides = []
        for expr in (comparison.left, comparison.right):
            shares = linear.shares(expr, setting_of(inputs))
            side = None if shares is None else self._side(expr, linear, shares, inputs)
            if side is None:
                return None
            sides.append(side)
        left, right = sides
        if not any(amount.high for side in sides for amount in side.classes):
            return None
        return Envelope(self.population, left, right, comparison.type)

    def _side(
        self, expr: Expr, linear: Linear, shares: list[Share], inputs: Inputs
    ) -> EnvelopeSide | None:
        fixed = self._value(expr, inputs)
        amounts: list[ClassAmount] = []
        for own in self.population.classes:
            found = [linear.added(shares, each) for each in self._typical(own, inputs)]
            known = [each for each in found if each is not None]
            if not known:
                return None
            amounts.append(ClassAmount(own, min(known), max(known)))
        if not isinstance(fixed, Fraction):
            return None
        size = _size(self.population)
        least = _counts(amounts, [each.low for each in amounts], size, is_least=True)
        most = _counts(amounts, [each.high for each in amounts], size, is_least=False)
        low = sum((n * each.low for n, each in zip(least, amounts, strict=True)), fixed)
        high = sum((n * each.high for n, each in zip(most, amounts, strict=True)), fixed)
        return EnvelopeSide(expr, fixed, tuple(amounts), tuple(least), low, high)

    def _typical(self, own: PopulationClass, inputs: Inputs) -> Iterator[Value]:
        """Yield the plain elements of a class, at the ends of what the texts tell apart."""
        assert isinstance(self.subject.type, ListType)
        element = self.subject.type.element
        plain, definition = plain_record(self.library, element), self.library.record(element.name)
        conditions = [each.condition for each in self.population.classes]
        axes = cells_of(self.program, conditions, definition)
        read = _fields(conditions)
        axes = {name: cells for name, cells in axes.items() if name in read}
        seen = 0
        for choice in product(*axes.values()):
            for end in ("low", "high"):
                values = (getattr(cell, end) for cell in choice)
                record = {**plain, **dict(zip(axes, values, strict=True))}
                if seen < _MOST and self._is_of(own, record, definition.invariants, inputs):
                    seen += 1
                    yield record

    def _is_of(
        self, own: PopulationClass, record: Value, invariants: Sequence[Invariant], inputs: Inputs
    ) -> bool:
        if self._value(own.condition, {self.population.element: record}) is not True:
            return False
        if any(self._value(each.condition, {"self": record}) is not True for each in invariants):
            return False
        values = {**inputs, self.subject.name: (record,)}
        return all(
            self._value(part, values) is not False
            for each in self.definition.hypotheses
            for part in universal(each)
        )

    def _value(self, expr: Expr, values: Mapping[str, Value]) -> Value:
        try:
            return evaluate(self.program, expr, values)
        except (EvaluationError, KeyError):
            return None


def _fields(conditions: Sequence[Expr]) -> set[str]:
    return {node.name for each in conditions for node in walk(each) if isinstance(node, Field)}


def _size(population: PopulationDef) -> tuple[Fraction, Fraction | None]:
    """Return how many elements there are at least and at most, as the population counts them."""
    low, high = Fraction(0), None
    for condition in population.conditions:
        for each in comparisons(condition):
            for counted, other, is_left in (
                (each.left, each.right, True),
                (each.right, each.left, False),
            ):
                if not _is_count_of_all(counted) or not isinstance(other, Literal):
                    continue
                assert isinstance(other.value, Fraction)
                is_most = is_left is not each.swapped
                if each.operator.value == "equal":
                    return other.value, other.value
                low, high = (low, other.value) if is_most else (other.value, high)
    return low, high


def _is_count_of_all(expr: Expr) -> bool:
    return isinstance(expr, Aggregate) and expr.kind is AggregateKind.COUNT and expr.filter is None


def _counts(
    classes: Sequence[ClassAmount],
    amounts: Sequence[Fraction],
    size: tuple[Fraction, Fraction | None],
    *,
    is_least: bool,
) -> list[int]:
    """Return how many of each class make the least (or the greatest) total."""
    least, most = size
    counts = [each.own.at_least if is_least else each.own.at_most for each in classes]
    order = sorted(range(len(classes)), key=lambda i: amounts[i])
    if is_least:
        missing = max(0, int(least) - sum(counts))
        for i in order:
            added = min(missing, classes[i].own.at_most - counts[i])
            counts[i], missing = counts[i] + added, missing - added
        return counts
    extra = 0 if most is None else max(0, sum(counts) - int(most))
    for i in order:
        taken = min(extra, counts[i] - classes[i].own.at_least)
        counts[i], extra = counts[i] - taken, extra - taken
    return counts
