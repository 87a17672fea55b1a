"""What a reference population brings to the two sides of a claim, class by class.

Each class of the population stands for typical elements: those that satisfy its condition, at the
ends of the ranges that the population's conditions tell apart, and otherwise as by default. The
totals go from the least to the greatest that any number of typical elements brings under all linear
conditions of the population: its counts, its shares. Beside them stands what is proved of every
list that satisfies the hypotheses, whoever its elements are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from convention_dsl.core import build
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Expr, Field, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import (
    Binding,
    Library,
    PopulationClass,
    PopulationDef,
    Program,
    PropertyDef,
)
from convention_dsl.core.substitute import substituted
from convention_dsl.core.traverse import walk
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.bounds import Ranging, bounds
from convention_dsl.report.classes import cells_of, plain_record, plain_value
from convention_dsl.report.gains import universal
from convention_dsl.report.margins import Comparison, Linear, comparisons, setting_of
from convention_dsl.report.simplex import AtMost, Best, greatest
from convention_dsl.types import ListType, NumberType

_STEP = Fraction(1)
"""Totals are bounded to the euro, where no list has the bound itself."""
_SECONDS = 15.0
_MOST = 120
"""How many kinds of typical elements are looked at."""


Interval = tuple[Fraction | None, Fraction | None]
"""From where to where an amount may be; None: no limit was found on that side."""


@dataclass(frozen=True, slots=True)
class ClassAmount:
    """A class: what a typical element brings to a side, and all of them in the least total."""

    own: PopulationClass
    low: Fraction
    high: Fraction
    total: Fraction


@dataclass(frozen=True, slots=True)
class EnvelopeSide:
    """A side of a claim: what does not depend on the list, each class, from where to where."""

    expr: Expr
    fixed: Fraction
    classes: tuple[ClassAmount, ...]
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Envelope:
    """Both sides of a claim about a list that follows a population."""

    population: PopulationDef
    left: EnvelopeSide
    right: EnvelopeSide
    type: NumberType
    proved: tuple[Interval, ...] = ()
    """The bounds of both sides over all lists meant; none where there are other inputs."""


@dataclass(frozen=True, slots=True)
class _Typical:
    """A typical element and the class that it is of."""

    number: int
    record: Value


def envelope_of(
    library: Library, program: Program, definition: PropertyDef, given: Mapping[str, Value]
) -> Envelope | None:
    """Return what the population of a property brings; None where it has none, or no sums.

    `given` are values for the other inputs; those that it lacks are plain.
    """
    named = [library.population(name) for name in definition.populations]
    classes = next((each.classes for each in named if each.classes), ())
    lists = [each for each in definition.inputs if isinstance(each.type, ListType)]
    claimed = [each for each in comparisons(definition.claim) if each.type.has_dimension]
    if not classes or len(lists) != 1 or len(claimed) != 1:
        return None
    (subject,) = lists
    if subject.type != named[0].list_input.type:
        return None
    others: dict[str, Value] = {
        each.name: given.get(each.name, plain_value(library, each.type))
        for each in definition.named
    }
    inputs = {**others, subject.name: ()}
    work = _Work(library, program, definition, named[0], classes, subject, inputs)
    return work.envelope(claimed[0])


@dataclass(frozen=True)
class _Work:
    library: Library
    program: Program
    definition: PropertyDef
    population: PopulationDef
    classes: tuple[PopulationClass, ...]
    subject: Binding
    inputs: Mapping[str, Value]

    def envelope(self, comparison: Comparison) -> Envelope | None:
        """Return the envelope of the two sides."""
        typical = list(self._typical())
        if len({each.number for each in typical}) < len(self.classes) or len(typical) > _MOST:
            return None
        conditions = [*self._counts(typical), *self._conditions(typical)]
        sides = [
            self._side(expr, typical, conditions) for expr in (comparison.left, comparison.right)
        ]
        left, right = sides
        if left is None or right is None:
            return None
        if not any(each.high for side in (left, right) for each in side.classes):
            return None
        proved = self._proved((comparison.left, comparison.right))
        return Envelope(self.population, left, right, comparison.type, proved)

    def _proved(self, sides: Sequence[Expr]) -> tuple[Interval, ...]:
        """Return the bounds of both sides, whatever the list; none where other inputs vary."""
        if len(self.definition.inputs) > 1:
            return ()
        definition, threshold = self.definition, self.definition.threshold
        exprs = [*definition.hypotheses, *sides]
        if threshold is not None and isinstance(threshold.type, NumberType):
            value = self.inputs[threshold.name]
            assert isinstance(value, Fraction)
            literal = build.literal_number(value, threshold.type.kind)
            exprs = [substituted(each, threshold.name, literal) for each in exprs]
        ranging = Ranging((self.subject,), tuple(exprs[:-2]))
        found = bounds(self.program, ranging, exprs[-2:], _STEP, Limits(seconds=_SECONDS))
        return tuple((each.low, each.high) for each in found)

    def _side(
        self, expr: Expr, typical: Sequence[_Typical], conditions: Sequence[AtMost]
    ) -> EnvelopeSide | None:
        linear = Linear(self.program, (self.subject.name,))
        shares = linear.shares(expr, setting_of(self.inputs))
        fixed = self._value(expr, self.inputs)
        if shares is None or not isinstance(fixed, Fraction):
            return None
        amounts = [linear.added(shares, each.record) for each in typical]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < len(amounts):
            return None
        least = greatest([-amount for amount in known], conditions)
        most = greatest(known, conditions)
        if least is None or most is None:
            return None
        classes = tuple(self._amounts(typical, known, least))
        return EnvelopeSide(expr, fixed, classes, fixed - least.value, fixed + most.value)

    def _amounts(
        self, typical: Sequence[_Typical], amounts: Sequence[Fraction], least: Best
    ) -> Iterator[ClassAmount]:
        for number, own in enumerate(self.classes):
            mine = [i for i, each in enumerate(typical) if each.number == number]
            found = [amounts[i] for i in mine]
            total = sum((amounts[i] * least.unknowns[i] for i in mine), Fraction(0))
            yield ClassAmount(own, min(found), max(found), total)

    # Conditions -----------------------------------------------------------------------------------

    def _counts(self, typical: Sequence[_Typical]) -> Iterator[AtMost]:
        """Yield that each class has its count."""
        for number, own in enumerate(self.classes):
            weights = tuple(Fraction(each.number == number) for each in typical)
            yield AtMost(weights, Fraction(own.at_most))
            yield AtMost(tuple(-weight for weight in weights), -Fraction(own.at_least))

    def _conditions(self, typical: Sequence[_Typical]) -> Iterator[AtMost]:
        """Yield the linear conditions of the population."""
        name = self.population.list_input.name
        linear, setting = Linear(self.program, (name,)), setting_of({name: ()})
        for each in (found for cond in self.population.conditions for found in comparisons(cond)):
            first, second = (each.right, each.left) if each.swapped else (each.left, each.right)
            sides = [linear.shares(side, setting) for side in (first, second)]
            start = [self._value(side, {name: ()}) for side in (first, second)]
            one, two = sides
            low, high = start
            if one is None or two is None:
                continue
            if not isinstance(low, Fraction) or not isinstance(high, Fraction):
                continue
            weights = []
            for element in typical:
                less, more = linear.added(one, element.record), linear.added(two, element.record)
                if less is None or more is None:
                    break
                weights.append(less - more)
            else:
                yield AtMost(tuple(weights), high - low)
                if each.operator is Operator.EQUAL:
                    yield AtMost(tuple(-weight for weight in weights), low - high)

    # Typical elements -----------------------------------------------------------------------------

    def _typical(self) -> Iterator[_Typical]:
        """Yield the plain elements of each class, at the ends of what the conditions tell apart."""
        assert isinstance(self.subject.type, ListType)
        element = self.subject.type.element
        plain, definition = plain_record(self.library, element), self.library.record(element.name)
        conditions = [*(each.condition for each in self.classes), *self.population.conditions]
        read = {node.name for each in conditions for node in walk(each) if isinstance(node, Field)}
        cells = cells_of(self.program, conditions, definition)
        axes = {name: found for name, found in cells.items() if name in read}
        for choice in product(*axes.values()):
            ends = [tuple(getattr(cell, end) for cell in choice) for end in ("low", "high")]
            for values in dict.fromkeys(ends):
                record = {**plain, **dict(zip(axes, values, strict=True))}
                invariants = (each.condition for each in definition.invariants)
                if all(self._value(each, {"self": record}) is True for each in invariants):
                    yield from self._classed(record)

    def _classed(self, record: Value) -> Iterator[_Typical]:
        """Yield an element with its class, unless a hypothesis about every element excludes it."""
        values = {**self.inputs, self.subject.name: (record,)}
        parts = (part for each in self.definition.hypotheses for part in universal(each))
        if any(self._value(part, values) is False for part in parts):
            return
        for number, own in enumerate(self.classes):
            if self._value(own.condition, {self.population.element: record}) is True:
                yield _Typical(number, record)
                return

    def _value(self, expr: Expr, values: Mapping[str, Value]) -> Value:
        try:
            return evaluate(self.program, expr, values)
        except (EvaluationError, KeyError):
            return None
