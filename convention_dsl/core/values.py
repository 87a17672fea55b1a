"""Values of the reference evaluator: membership in a type, order, elements of a domain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.arithmetic import is_multiple
from convention_dsl.core.nodes import Duration, Multiset, Value
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


def belongs(value: Value, type_: Type) -> bool:
    """Return whether `value` is one of `type_`, in its range and a multiple of its step."""
    match type_:
        case BooleanType():
            return isinstance(value, bool)
        case NumberType():
            return isinstance(value, Fraction) and _in_range(value, type_)
        case DateType():
            return isinstance(value, date) and (
                (type_.low is None or type_.low <= value)
                and (type_.high is None or value <= type_.high)
            )
        case DurationType():
            return isinstance(value, Duration)
        case EnumType():
            return isinstance(value, str) and value in type_.items
        case SetType():
            return isinstance(value, frozenset) and value <= frozenset(type_.universe)
        case MapType():
            return _has_parts(value, [(item, type_.value) for item in type_.key.items])
        case RecordType():
            return _has_parts(value, list(type_.fields))
        case ListType():
            return isinstance(value, tuple | Multiset) and all(
                count > 0 and belongs(each, type_.element) for each, count in groups(value)
            )
        case OptionalType():
            return value is None or belongs(value, type_.inner)
        case _:
            assert_never(type_)


def rank(value: Value, type_: Type) -> Fraction | date:
    """Return what orders `value` among those of its type: a number, a day, an item's position."""
    if isinstance(type_, EnumType) and isinstance(value, str):
        return Fraction(type_.items.index(value))
    if isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, Fraction | date):
        return value
    raise TypeError(f"no order on {type_}")


def elements(value: Value, type_: Type) -> Iterator[tuple[Value, int]]:
    """Yield the elements of a set (in the order of its universe) or of a list, and how many."""
    if isinstance(type_, SetType) and isinstance(value, frozenset):
        for element in type_.universe:
            if element in value:
                yield element if isinstance(element, str) else Fraction(element), 1
    elif isinstance(value, tuple | Multiset):
        yield from groups(value)
    else:
        raise TypeError(f"not a set nor a list: {type_}")


def groups(value: tuple[Value, ...] | Multiset) -> Iterator[tuple[Value, int]]:
    """Yield the elements of a list, each with how many of it follow one another."""
    if isinstance(value, Multiset):
        yield from value.groups
    else:
        yield from ((element, 1) for element in value)


def size(value: tuple[Value, ...] | Multiset) -> int:
    """Return the number of elements of a list."""
    return sum(count for _, count in groups(value))


def set_element(value: Value) -> str | int:
    """Return `value` as it stands in a set: a name, or an `int`."""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return int(value)
    raise TypeError("a set holds items and integers only")


def _in_range(value: Fraction, type_: NumberType) -> bool:
    return (
        (type_.low is None or type_.low <= value)
        and (type_.high is None or value <= type_.high)
        and (type_.step is None or is_multiple(value, type_.step))
    )


def _has_parts(value: Value, parts: list[tuple[str, Type]]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {name for name, _ in parts}
        and all(belongs(value[name], part) for name, part in parts)
    )
