"""Conditions as formulas over few subjects, each cut into segments.

A *subject* is an expression that conditions test: a number or a day compared with constants, an
item, or any other condition as a whole (two segments: no, yes). An atom says in which segments of
its subject it holds, as a bit mask; knowing the possible segments of each subject (`Facts`) decides
an atom or leaves it. Only expressions that cannot fail become formulas: they may be tested in any
order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil, floor

from convention_dsl.calculator.shapes import IntShape, number_shape
from convention_dsl.core.nodes import Apply, Expr, If, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.types import BooleanType, DateType, EnumType, NumberType

Facts = Mapping[int, int]
"""The segments that are still possible, by subject; all of them where it says nothing."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Whether a subject is in one of the segments of `mask`."""

    subject: int
    mask: int


@dataclass(frozen=True, slots=True)
class Junction:
    """All (`conjunctive`) or one of the parts."""

    conjunctive: bool
    parts: tuple[Formula, ...]


Formula = bool | Atom | Junction


@dataclass
class Subject:
    """An expression and the thresholds at which it is cut: segment i is below threshold i.

    A number is counted in units of its scale, a day by its ordinal, an item by its position.
    """

    expr: Expr
    thresholds: list[int] = field(default_factory=list)

    @property
    def all_segments(self) -> int:
        """The mask of every segment."""
        return (1 << (len(self.thresholds) + 1)) - 1

    @property
    def possible(self) -> int:
        """The mask of the segments that the subject's range meets."""
        low, high = _bounds(self.expr)
        mask = self.all_segments
        if high is not None:
            mask &= (1 << (self._segment(high) + 1)) - 1
        if low is not None:
            mask &= -1 << self._segment(low)
        return mask

    def _segment(self, value: int) -> int:
        """Return the segment of a value: how many thresholds are at or below it."""
        return bisect_right(self.thresholds, value)

    def below(self, threshold: int) -> int:
        """Return the mask of the segments below one of the thresholds."""
        return (1 << (bisect_left(self.thresholds, threshold) + 1)) - 1


@dataclass(frozen=True, slots=True)
class _Interval:
    """An atom before the thresholds are known: from `low` (inclusive) to `high` (exclusive)."""

    subject: int
    low: int | None
    high: int | None
    negated: bool = False


_Draft = bool | _Interval | tuple[bool, tuple["_Draft", ...]]


class Formulas:
    """Turns conditions into formulas over shared subjects: `draft` them all, then `finish`."""

    def __init__(self) -> None:
        self.subjects: list[Subject] = []
        self._numbers: dict[Expr, int] = {}

    def build(self, conditions: Sequence[Expr]) -> list[Formula]:
        """Return the formulas of `conditions`, none of which can fail."""
        drafts = [self._draft(condition, False) for condition in conditions]
        for subject in self.subjects:
            subject.thresholds = sorted(set(subject.thresholds))
        return [self._finish(draft) for draft in drafts]

    def initial_facts(self) -> dict[int, int]:
        """Return the segments that the ranges of the subjects leave possible."""
        return {index: subject.possible for index, subject in enumerate(self.subjects)}

    def _subject(self, expr: Expr) -> int:
        index = self._numbers.get(expr)
        if index is None:
            index = self._numbers[expr] = len(self.subjects)
            self.subjects.append(Subject(expr))
        return index

    def _draft(self, expr: Expr, negated: bool) -> _Draft:
        match expr:
            case Literal():
                return (expr.value is True) is not negated
            case Apply(operator=Operator.NOT, arguments=(inner,)):
                return self._draft(inner, not negated)
            case Apply(operator=Operator.AND | Operator.OR as operator):
                parts = tuple(self._draft(part, negated) for part in expr.arguments)
                return ((operator is Operator.AND) is not negated, parts)
            case If():
                met = self._draft(expr.condition, False)
                unmet = self._draft(expr.condition, True)
                then, otherwise = (self._draft(e, negated) for e in (expr.then, expr.otherwise))
                return (False, ((True, (met, then)), (True, (unmet, otherwise))))
            case Apply(operator=Operator.EQUAL, arguments=(left, right)):
                if isinstance(left.type, BooleanType) and isinstance(right, Literal):
                    return self._draft(left, negated is (right.value is True))
                return self._comparison(expr, negated)
            case Apply(operator=Operator.LESS | Operator.LESS_EQUAL):
                return self._comparison(expr, negated)
            case _:
                return self._whole(expr, negated)

    def _whole(self, expr: Expr, negated: bool) -> _Draft:
        index = self._subject(expr)
        self.subjects[index].thresholds.append(1)
        return _Interval(index, 1, None, negated)

    def _comparison(self, expr: Apply, negated: bool) -> _Draft:
        left, right = expr.arguments
        operator = expr.operator
        whole = partial(self._whole, expr, negated)
        if isinstance(left, Literal) and not isinstance(right, Literal):
            if operator is Operator.EQUAL:
                left, right = right, left
            else:  # c < x is the opposite of x <= c, and c <= x of x < c
                opposite = {Operator.LESS: Operator.LESS_EQUAL, Operator.LESS_EQUAL: Operator.LESS}
                left, right, operator, negated = right, left, opposite[operator], not negated
        bounds = _limits(left, right) if isinstance(right, Literal) else None
        if bounds is None:
            return whole()
        at_least, above = bounds
        if operator is Operator.EQUAL and at_least == above:
            return negated
        low = at_least if operator is Operator.EQUAL else None
        high = at_least if operator is Operator.LESS else above
        index = self._subject(left)
        self.subjects[index].thresholds += [limit for limit in (low, high) if limit is not None]
        return _Interval(index, low, high, negated)

    def _finish(self, draft: _Draft) -> Formula:
        match draft:
            case bool():
                return draft
            case _Interval():
                subject = self.subjects[draft.subject]
                mask = subject.all_segments if draft.high is None else subject.below(draft.high)
                if draft.low is not None:
                    mask &= ~subject.below(draft.low)
                return Atom(draft.subject, mask ^ subject.all_segments if draft.negated else mask)
            case (conjunctive, parts):
                return junction(conjunctive, [self._finish(part) for part in parts])


def junction(conjunctive: bool, parts: Sequence[Formula]) -> Formula:
    """Return the conjunction or the disjunction of `parts`, without those that change nothing."""
    left: list[Formula] = []
    for part in parts:
        if isinstance(part, bool):
            if part is not conjunctive:
                return part
        elif isinstance(part, Junction) and part.conjunctive is conjunctive:
            left.extend(part.parts)
        else:
            left.append(part)
    if not left:
        return conjunctive
    return left[0] if len(left) == 1 else Junction(conjunctive, tuple(left))


def simplify(formula: Formula, facts: Facts) -> Formula:
    """Return what is left of `formula` once `facts` are known."""
    match formula:
        case bool():
            return formula
        case Atom():
            possible = facts.get(formula.subject, -1)
            if not possible & formula.mask:
                return False
            return True if not possible & ~formula.mask else formula
        case Junction():
            parts = []
            for part in formula.parts:
                left = simplify(part, facts)
                if left is not formula.conjunctive and isinstance(left, bool):
                    return left
                parts.append(left)
            return junction(formula.conjunctive, parts)


def atoms(formula: Formula) -> list[Atom]:
    """Return the atoms of `formula`."""
    match formula:
        case bool():
            return []
        case Atom():
            return [formula]
        case Junction():
            return [atom for part in formula.parts for atom in atoms(part)]


def _limits(subject: Expr, literal: Literal) -> tuple[int, int] | None:
    """Return the thresholds (t, u) such that x < c means x < t, and x <= c means x < u."""
    value = literal.value
    match subject.type:
        case NumberType() if isinstance(value, Fraction):
            shape = number_shape(subject.type)
            if not isinstance(shape, IntShape):
                return None
            return ceil(value * shape.scale), floor(value * shape.scale) + 1
        case DateType() if isinstance(value, date):
            return value.toordinal(), value.toordinal() + 1
        case EnumType() if isinstance(value, str):
            index = subject.type.items.index(value)
            return index, index + 1
        case _:
            return None


def _bounds(expr: Expr) -> tuple[int | None, int | None]:
    match expr.type:
        case NumberType():
            shape = number_shape(expr.type)
            scale = shape.scale if isinstance(shape, IntShape) else 1
            low, high = expr.type.low, expr.type.high
            return (
                None if low is None else ceil(low * scale),
                None if high is None else floor(high * scale),
            )
        case DateType():
            low_day, high_day = expr.type.low or date.min, expr.type.high or date.max
            return low_day.toordinal(), high_day.toordinal()
        case EnumType():
            return 0, len(expr.type.items) - 1
        case BooleanType():
            return 0, 1
        case _:
            return None, None
