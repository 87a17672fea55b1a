"""How values look in generated code: integers of a known unit wherever the step is known.

A number is an `int` counting units of one over its scale (an amount: cents, or finer), or a
`Fraction` where no step is known. An enumeration item is its position, a set a bit mask (integer
`n` is bit `n`, less the smallest where that is negative), a date a `datetime.date`, a per-item map
and a record tuples, a list a tuple of records, an unknown value `None`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import assert_never

from convention_dsl.types import (
    BooleanType,
    DateType,
    DurationType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


@dataclass(frozen=True, slots=True)
class PlainShape:
    """What needs no conversion: `bool`, `date`, an item's position, a duration's pair."""

    kind: str


@dataclass(frozen=True, slots=True)
class IntShape:
    """A number times `scale`, an `int`."""

    scale: int


@dataclass(frozen=True, slots=True)
class FractionShape:
    """A number as it is: a `Fraction`, or an `int`."""


@dataclass(frozen=True, slots=True)
class SetShape:
    """A mask whose bit `n - offset` says whether `n` (an item's position, an integer) is in it."""

    offset: int


@dataclass(frozen=True, slots=True)
class MapShape:
    """A tuple with one value for each of `size` items."""

    size: int
    value: Shape


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A tuple with one value per field; as an argument or a variable, its fields one by one."""

    fields: tuple[tuple[str, Shape], ...]


@dataclass(frozen=True, slots=True)
class ListShape:
    """A tuple of records."""

    element: RecordShape


@dataclass(frozen=True, slots=True)
class OptionalShape:
    """`None`, or a value."""

    inner: Shape


Shape = (
    PlainShape
    | IntShape
    | FractionShape
    | SetShape
    | MapShape
    | RecordShape
    | ListShape
    | OptionalShape
)
NumberShape = IntShape | FractionShape

BOOL = PlainShape("bool")
DATE = PlainShape("date")
ITEM = PlainShape("item")
DURATION = PlainShape("duration")
FRACTION = FractionShape()
UNIT = IntShape(1)
_CENTS = 100


def shape_of(type_: Type) -> Shape:
    """Return the shape of the values of a type."""
    match type_:
        case BooleanType():
            return BOOL
        case NumberType():
            return number_shape(type_)
        case DateType():
            return DATE
        case DurationType():
            return DURATION
        case EnumType():
            return ITEM
        case SetType():
            return SetShape(set_offset(type_))
        case MapType():
            return MapShape(len(type_.key.items), shape_of(type_.value))
        case RecordType():
            return record_shape(type_)
        case ListType():
            return ListShape(record_shape(type_.element))
        case OptionalType():
            return OptionalShape(shape_of(type_.inner))
        case _:
            assert_never(type_)


def number_shape(type_: NumberType) -> NumberShape:
    """Return the shape of a number: units of its step, at least as fine as a cent if money."""
    if type_.step is None:
        return FRACTION
    scale = type_.step.denominator
    return IntShape(lcm(scale, _CENTS) if type_.kind is NumberKind.AMOUNT else scale)


def record_shape(type_: RecordType) -> RecordShape:
    """Return the shape of a record."""
    return RecordShape(tuple((name, shape_of(field)) for name, field in type_.fields))


def set_offset(type_: SetType) -> int:
    """Return what bit 0 of a mask stands for: 0, or the smallest integer where it is negative."""
    if isinstance(type_.element, EnumType) or type_.element.low is None:
        return 0
    return min(0, int(type_.element.low))


def scales(first: NumberShape, second: NumberShape) -> NumberShape:
    """Return the coarsest shape that both numbers convert to without loss."""
    if isinstance(first, IntShape) and isinstance(second, IntShape):
        return IntShape(lcm(first.scale, second.scale))
    return FRACTION
