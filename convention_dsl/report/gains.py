"""Who gains and who loses: what one element of each class adds to the two sides of a claim.

Only for claims that compare what two different clauses give, about one record or the elements of
one list; amounts that the claim itself adds (`+ 11 €`) are left out. The reference evaluator
computes both sides for the ends of every class (`classes.py`); classes that an invariant or a
hypothesis about every element excludes are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Aggregate, AggregateKind, Apply, Call, Expr, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, FieldInfo, Library, Program, PropertyDef, RecordDef
from convention_dsl.core.traverse import walk
from convention_dsl.report.accesses import Accesses
from convention_dsl.report.cells import Both, Choice, Gain, told_apart
from convention_dsl.report.classes import Cell, cells_of, plain_record, plain_value
from convention_dsl.report.margins import Comparison, Linear, comparisons, setting_of
from convention_dsl.types import ListType, NumberType, RecordType

_MOST = 1500
"""How many classes are calculated; where there are more, the fields that come last stay plain."""


@dataclass(frozen=True, slots=True)
class Gains:
    """The classes of one claim; a gain is what `left` gives less what `right` does."""

    comparison: Comparison
    left: tuple[Call, ...]
    right: tuple[Call, ...]
    definition: RecordDef
    fields: tuple[FieldInfo, ...]
    rows: tuple[Gain, ...]
    is_cut: bool = False
    """Whether some fields that may matter were left as their default says."""

    @property
    def type(self) -> NumberType:
        """The type of the differences."""
        return self.comparison.type


def gains_of(
    library: Library, program: Program, definition: PropertyDef, given: Mapping[str, Value]
) -> Gains | None:
    """Return who gains and loses; None where a claim is not of that kind.

    `given` are values for the other inputs; those that it lacks are plain.
    """
    claimed = [each for each in comparisons(definition.claim) if _is_of_two_clauses(each)]
    subjects = [each for each in definition.inputs if _element(each) is not None]
    types = {type_.name for each in subjects if (type_ := _element(each)) is not None}
    lists = [each for each in subjects if isinstance(each.type, ListType)]
    subjects = lists or subjects
    if len(claimed) != 1 or len(subjects) != 1 or (not lists and len(types) != 1):
        return None
    linked = (library, program, definition)
    grid = _Grid(linked, claimed[0], subjects[0], given)
    return grid.gains() if grid.is_linear else None


def _element(binding: Binding) -> RecordType | None:
    match binding.type:
        case ListType(element):
            return element
        case RecordType():
            return binding.type
        case _:
            return None


def _is_of_two_clauses(each: Comparison) -> bool:
    left, right = (_called(side) for side in (each.left, each.right))
    return each.type.has_dimension and bool(left and right) and left != right


def _without_constants(side: Expr) -> Expr:
    """Return a side without the amounts that it adds or subtracts: what its clauses give."""
    match side:
        case Apply(operator=Operator.ADD | Operator.SUBTRACT, arguments=(first, second)):
            if not _called(second):
                return _without_constants(first)
            if side.operator is Operator.ADD and not _called(first):
                return _without_constants(second)
            return side
        case _:
            return side


def _called(side: Expr) -> set[str]:
    return {str(node.clause) for node in walk(side) if isinstance(node, Call)}


def calls_of(*exprs: Expr) -> tuple[Call, ...]:
    """Return the outermost calls of some expressions: what a gain is made of."""
    calls = [node for each in exprs for node in walk(each) if isinstance(node, Call)]
    inside = {id(inner) for call in calls for inner in walk(call) if inner is not call}
    return tuple(dict.fromkeys(call for call in calls if id(call) not in inside))


class _Grid:
    """The classes of one claim, and what an element of each adds to its sides."""

    def __init__(
        self,
        linked: tuple[Library, Program, PropertyDef],
        comparison: Comparison,
        subject: Binding,
        given: Mapping[str, Value],
    ) -> None:
        library, program, property_ = linked
        element = _element(subject)
        assert element is not None
        self.library, self.program, self.property = library, program, property_
        self.comparison, self.subject = comparison, subject
        self.definition = library.record(element.name)
        self.plain = plain_record(library, element)
        others = {
            each.name: given.get(each.name, plain_value(library, each.type))
            for each in property_.named
        }
        self.inputs = {**others, subject.name: () if self.is_list else self.plain}
        sides = (comparison.left, comparison.right)
        self.calls: tuple[tuple[Call, ...], tuple[Call, ...]] = (
            calls_of(sides[0]),
            calls_of(sides[1]),
        )
        self.both = self._of_list() if self.is_list else self._of_record
        self.known: dict[tuple[tuple[str, str], ...], Both | None] = {}

    @property
    def is_list(self) -> bool:
        """Whether the claim is about the elements of a list."""
        return isinstance(self.subject.type, ListType)

    @property
    def is_linear(self) -> bool:
        """Whether each element adds its own amounts to the sides."""
        return self.both is not None

    # One element ----------------------------------------------------------------------------------

    def _of_list(self) -> Callable[[Value], Both | None] | None:
        linear, setting = Linear(self.program, (self.subject.name,)), setting_of(self.inputs)
        sides = [
            linear.shares(side, setting) for side in (self.comparison.left, self.comparison.right)
        ]
        left, right = (
            [each for each in side or () if _called(each.aggregate.body)] for side in sides
        )
        if not left or not right:
            return None
        bodies = [[share.aggregate.body for share in side] for side in (left, right)]
        self.calls = calls_of(*bodies[0]), calls_of(*bodies[1])

        def both(element: Value) -> Both | None:
            one, two = linear.added(left, element), linear.added(right, element)
            return None if one is None or two is None else (one, two)

        return both

    def _of_record(self, element: Value) -> Both | None:
        values = {**self.inputs, self.subject.name: element}
        one, two = (
            self._value(_without_constants(side), values)
            for side in (self.comparison.left, self.comparison.right)
        )
        return (one, two) if isinstance(one, Fraction) and isinstance(two, Fraction) else None

    def _value(self, expr: Expr, values: Mapping[str, Value]) -> Value:
        try:
            return evaluate(self.program, expr, values)
        except EvaluationError:
            return None

    def _is_meant(self, element: Value) -> bool:
        """Return whether invariants and hypotheses about every element allow one."""
        holds = (
            self._value(each.condition, {"self": element}) is True
            for each in self.definition.invariants
        )
        if not all(holds):
            return False
        values = {**self.inputs, self.subject.name: (element,) if self.is_list else element}
        return all(self._value(each, values) is not False for each in self._hypotheses())

    def _hypotheses(self) -> Iterator[Expr]:
        for each in self.property.hypotheses:
            if not self.is_list:
                yield each
            else:
                yield from universal(each)

    def amounts(self, changes: Mapping[str, Value]) -> Both | None:
        """Return what the plain element with some `changes` adds; None where it is excluded."""
        key = tuple(sorted((name, repr(value)) for name, value in changes.items()))
        if key not in self.known:
            element = {**self.plain, **changes}
            is_meant = self.both is not None and self._is_meant(element)
            self.known[key] = self.both(element) if is_meant and self.both else None
        return self.known[key]

    # All classes ----------------------------------------------------------------------------------

    def gains(self) -> Gains | None:
        """Return the classes that differ, merged where they do not."""
        exprs = (self.property.claim, *self.property.hypotheses)
        read = Accesses(self.program).of(exprs, [self.subject.name])
        names = {path[1] for path in read if len(path) > 1}
        found = cells_of(self.program, exprs, self.definition)
        cells = {name: own for name, own in found.items() if name in names}
        axes = {name: own for name, own in cells.items() if self._matters(name, cells)}
        is_cut = False
        while prod(map(len, axes.values())) > _MOST:
            axes.popitem()
            is_cut = True
        choices = product(*axes.values())
        rows = {choice: gain for choice in choices if (gain := self._gain(axes, choice))}
        parts = told_apart(rows, tuple(range(len(axes))))
        if len(parts) < 2 or all(gain.low == gain.high == 0 for _, gain in parts):
            return None
        used = [i for i in range(len(axes)) if any(i in told for told, _ in parts)]
        infos = {info.name: info for info in self.definition.fields}
        fields = tuple(infos[name] for i, name in enumerate(axes) if i in used)
        chosen = [replace(gain, cells=tuple(told.get(i) for i in used)) for told, gain in parts]
        chosen.sort(key=lambda gain: (gain.low, gain.high))
        return Gains(self.comparison, *self.calls, self.definition, fields, tuple(chosen), is_cut)

    def _matters(self, name: str, cells: Mapping[str, Sequence[Cell]]) -> bool:
        """Return whether a field changes an amount: of the plain element or one change from it."""
        bases: list[dict[str, Value]] = [{}]
        bases += [
            {other: cell.low} for other, found in cells.items() if other != name for cell in found
        ]
        for base in bases:
            seen = {
                amounts
                for cell in cells[name]
                if (amounts := self.amounts({**base, name: cell.low})) is not None
            }
            if len(seen) > 1:
                return True
        return False

    def _gain(self, axes: Mapping[str, Sequence[Cell]], choice: Choice) -> Gain | None:
        ends = [
            self.amounts(
                {name: getattr(cell, end) for name, cell in zip(axes, choice, strict=True)}
            )
            for end in ("low", "high")
        ]
        known = [each for each in ends if each is not None]
        if not known:
            return None
        differences = [left - right for left, right in known]
        return Gain(choice, *known[0], min(differences), max(differences))


def universal(hypothesis: Expr) -> Iterator[Expr]:
    """Yield the parts of a hypothesis that say something of every element of a list."""
    match hypothesis:
        case Apply(operator=Operator.AND):
            for part in hypothesis.arguments:
                yield from universal(part)
        case Aggregate(kind=AggregateKind.ALL):
            yield hypothesis
        case _:
            return
