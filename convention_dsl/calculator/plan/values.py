"""What a value of the language becomes in a plan: scalars, and structures that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import assert_never

from convention_dsl.calculator.plan.construct import FALSE, TRUE, boolean, day, integer, item
from convention_dsl.calculator.plan.formula import Formula
from convention_dsl.calculator.shapes import IntShape, number_shape
from convention_dsl.core.nodes import Duration, Value
from convention_dsl.types import (
    BooleanType,
    DateType,
    DurationType,
    EnumType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

UNKNOWN_SCALE = 10_000
"""The units of a number whose step is not known: four decimals."""

_CENTS = 100


@dataclass(frozen=True, slots=True)
class Number:
    """The exact number `units` / (`scale` × `over`); `over`, where it is there, is at least 1."""

    units: Formula
    scale: int
    over: Formula | None = None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A boolean, a day or an item."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Lapse:
    """A duration: months, then days."""

    months: Formula
    days: Formula


@dataclass(frozen=True, slots=True)
class Members:
    """A set: for each element of a universe, whether it is in it."""

    of: tuple[tuple[str | int, Formula], ...]

    def holds(self, element: str | int) -> Formula:
        """Return whether an element is in the set."""
        return dict(self.of).get(element, FALSE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A record (by field) or a per-item map (by item)."""

    of: tuple[tuple[str, Lowered], ...]

    def part(self, name: str) -> Lowered:
        """Return one part."""
        return dict(self.of)[name]


@dataclass(frozen=True, slots=True)
class Maybe:
    """An optional value; where it is not known, `inner` is any value."""

    known: Formula
    inner: Lowered


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the inputs: `name` is its `ListInput`, `element` what an element is made of."""

    name: str
    element: Parts


@dataclass(frozen=True, slots=True)
class Enumerated:
    """A list whose elements the text enumerates."""

    of: tuple[Lowered, ...]


Lowered = Number | Scalar | Lapse | Members | Parts | Maybe | Listed | Enumerated


def scale_of(type_: NumberType) -> int:
    """Return the units in which an input or a parameter of a type is counted."""
    shape = number_shape(type_)
    return shape.scale if isinstance(shape, IntShape) else UNKNOWN_SCALE


def number(value: Fraction) -> Number:
    """Return a fixed number."""
    return Number(integer(value.numerator), value.denominator)


def _counted(value: Fraction, type_: NumberType) -> Number:
    """Return a fixed number, an amount in cents or finer."""
    scale = lcm(value.denominator, _CENTS) if type_.has_dimension else value.denominator
    return Number(integer(int(value * scale)), scale)


def literal(value: Value, type_: Type) -> Lowered:
    """Return a value written in the text."""
    match type_:
        case BooleanType():
            return Scalar(boolean(value is True))
        case NumberType():
            assert isinstance(value, Fraction)
            return _counted(value, type_)
        case DateType():
            assert isinstance(value, date)
            return Scalar(day(value))
        case EnumType():
            return Scalar(item(type_, str(value)))
        case DurationType():
            assert isinstance(value, Duration)
            return Lapse(integer(value.months), integer(value.days))
        case SetType():
            assert isinstance(value, frozenset)
            return Members(tuple((each, boolean(each in value)) for each in type_.universe))
        case MapType() | RecordType():
            assert isinstance(value, dict)
            return Parts(tuple((n, literal(value[n], part)) for n, part in parts_of(type_)))
        case OptionalType():
            if value is None:
                return Maybe(FALSE, blank(type_.inner))
            return Maybe(TRUE, literal(value, type_.inner))
        case ListType():
            assert isinstance(value, tuple)
            return Enumerated(tuple(literal(each, type_.element) for each in value))
        case _:
            assert_never(type_)


def blank(type_: Type) -> Lowered:
    """Return any value of a type: what stands where there is none."""
    match type_:
        case BooleanType():
            return Scalar(FALSE)
        case NumberType():
            return number(nearest_zero(type_))
        case DateType():
            return Scalar(day(type_.low or type_.high or date(2000, 1, 1)))
        case EnumType():
            return Scalar(item(type_, type_.items[0]))
        case DurationType():
            return Lapse(integer(0), integer(0))
        case SetType():
            return Members(tuple((each, FALSE) for each in type_.universe))
        case MapType() | RecordType():
            return Parts(tuple((name, blank(part)) for name, part in parts_of(type_)))
        case OptionalType():
            return Maybe(FALSE, blank(type_.inner))
        case ListType():
            return Enumerated(())
        case _:
            assert_never(type_)


def nearest_zero(type_: NumberType) -> Fraction:
    """Return the number of a type that is closest to zero (its step aside)."""
    if type_.low is not None and type_.low > 0:
        return type_.low
    if type_.high is not None and type_.high < 0:
        return type_.high
    return Fraction(0)


def parts_of(type_: MapType | RecordType) -> tuple[tuple[str, Type], ...]:
    """Return the names and the types of the parts of a record or a map."""
    if isinstance(type_, RecordType):
        return type_.fields
    return tuple((each, type_.value) for each in type_.key.items)


def scalars(value: Lowered) -> Iterator[Formula]:
    """Yield every formula in a value; those of a list's element are not of the list itself."""
    match value:
        case Number():
            yield value.units
            if value.over is not None:
                yield value.over
        case Scalar():
            yield value.formula
        case Lapse():
            yield from (value.months, value.days)
        case Members():
            yield from (formula for _, formula in value.of)
        case Parts():
            for _, part in value.of:
                yield from scalars(part)
        case Maybe():
            yield value.known
            yield from scalars(value.inner)
        case Listed():
            return
        case Enumerated():
            for each in value.of:
                yield from scalars(each)
        case _:
            assert_never(value)
