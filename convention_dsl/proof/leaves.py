"""Inputs as leaves: the booleans and integers that an input of the language is made of.

Every engine speaks of inputs through leaves, each an integer: a solver's model and a point of an
enumeration are both assignments of integers to leaves, and become values in one place, here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from convention_dsl.core.nodes import Value
from convention_dsl.proof.symbolic import OutsideMethod
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

Path = tuple[str | int | None, ...]
"""An input's name, then fields, items or elements; None: whether an optional value is known."""

Assignment = Mapping[Path, int]


class LeafKind(StrEnum):
    """What a leaf is a part of."""

    FLAG = "flag"
    """A boolean (0 or 1)."""
    MEMBER = "member"
    """Whether an element is in a set (0 or 1)."""
    KNOWN = "known"
    """Whether an optional value is known (0 or 1)."""
    ITEM = "item"
    """The position of an enumeration's item."""
    NUMBER = "number"
    """A number, counted in its step."""
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    LIST = "list"
    """The length of a list that nothing looks into."""


BINARY = frozenset({LeafKind.FLAG, LeafKind.MEMBER, LeafKind.KNOWN})
OF_DATE = (LeafKind.YEAR, LeafKind.MONTH, LeafKind.DAY)
_LONGEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Leaf:
    """An integer (or a boolean, 0 or 1) between `low` and `high`; None: no limit on that side."""

    path: Path
    kind: LeafKind
    type: Type
    low: int | None = 0
    high: int | None = 1

    @property
    def size(self) -> int | None:
        """The number of values, None where there is no limit."""
        return None if self.low is None or self.high is None else self.high - self.low + 1

    @property
    def is_binary(self) -> bool:
        """Whether the leaf is a boolean."""
        return self.kind in BINARY


def number_leaf(path: Path, type_: NumberType) -> Leaf:
    """Return the leaf of a number that is an input."""
    step = type_.step
    if step is None:
        raise OutsideMethod("no step", name=shown_path(path))
    low = None if type_.low is None else ceil(type_.low / step)
    high = None if type_.high is None else floor(type_.high / step)
    return Leaf(path, LeafKind.NUMBER, type_, low, high)


def date_leaves(path: Path, type_: DateType) -> tuple[Leaf, Leaf, Leaf]:
    """Return the leaves of a date: year, month, day (of the month's real length elsewhere)."""
    low, high = type_.low or date.min, type_.high or date.max
    return (
        Leaf((*path, "year"), LeafKind.YEAR, type_, low.year, high.year),
        Leaf((*path, "month"), LeafKind.MONTH, type_, 1, 12),
        Leaf((*path, "day"), LeafKind.DAY, type_, 1, 31),
    )


def leaves(path: Path, type_: Type) -> Iterator[Leaf]:
    """Yield every leaf of an input at `path`, in the order of declaration."""
    match type_:
        case BooleanType():
            yield Leaf(path, LeafKind.FLAG, type_)
        case NumberType():
            yield number_leaf(path, type_)
        case EnumType():
            yield Leaf(path, LeafKind.ITEM, type_, 0, len(type_.items) - 1)
        case DateType():
            yield from date_leaves(path, type_)
        case SetType():
            for element in type_.universe:
                yield Leaf((*path, element), LeafKind.MEMBER, type_)
        case MapType():
            for item in type_.key.items:
                yield from leaves((*path, item), type_.value)
        case RecordType():
            for name, part in type_.fields:
                yield from leaves((*path, name), part)
        case OptionalType():
            yield Leaf((*path, None), LeafKind.KNOWN, type_)
            yield from leaves(path, type_.inner)
        case ListType():
            yield Leaf(path, LeafKind.LIST, type_, 0, _LONGEST_LIST)
        case DurationType():
            raise OutsideMethod("durations", name=shown_path(path))
        case _:
            assert_never(type_)


def shown_path(path: Path) -> str:
    """Return a path as it is written in the text."""
    return ".".join(str(part) for part in path if part is not None)


def value_of(path: Path, type_: Type, assignment: Assignment) -> Value:
    """Return the value of an input at `path` for an assignment of all its leaves."""
    match type_:
        case BooleanType():
            return bool(assignment[path])
        case NumberType():
            return assignment[path] * (type_.step or Fraction(1))
        case EnumType():
            return type_.items[assignment[path]]
        case DateType():
            year, month, day = (assignment[(*path, kind.value)] for kind in OF_DATE)
            return date(year, month, day)
        case SetType():
            return frozenset(e for e in type_.universe if assignment[(*path, e)])
        case MapType():
            items = type_.key.items
            return {item: value_of((*path, item), type_.value, assignment) for item in items}
        case RecordType():
            parts = type_.fields
            return {name: value_of((*path, name), part, assignment) for name, part in parts}
        case OptionalType():
            known = assignment[(*path, None)]
            return value_of(path, type_.inner, assignment) if known else None
        case ListType():
            return tuple(_plain_record(type_.element) for _ in range(assignment[path]))
        case DurationType():
            raise OutsideMethod("durations", name=shown_path(path))
        case _:
            assert_never(type_)


def _plain_record(type_: RecordType) -> Value:
    """Return some record, for lists of which nothing but their being different matters."""
    parts = {leaf.path: _plain(leaf) for leaf in leaves((), type_)}
    return value_of((), type_, parts)


def _plain(leaf: Leaf) -> int:
    if leaf.low is not None and leaf.low > 0:
        return leaf.low
    return leaf.high if leaf.high is not None and leaf.high < 0 else 0
