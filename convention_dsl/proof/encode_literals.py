"""Known values as symbolic ones."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from convention_dsl.core.nodes import Duration, Value
from convention_dsl.proof import encode_dates as dates
from convention_dsl.proof.symbolic import (
    Flags,
    Item,
    Map,
    Maybe,
    OutsideMethod,
    Shift,
    Symbolic,
    built_record,
    constant,
)
from convention_dsl.types import EnumType, MapType, OptionalType, RecordType, SetType, Type


def literal(value: Value, type_: Type) -> Symbolic:
    """Return the symbolic form of a value of `type_`."""
    match value, type_:
        case bool(), _:
            return value
        case None, _:
            return Maybe(False, None)
        case _, OptionalType():
            return Maybe(True, literal(value, type_.inner))
        case Fraction(), _:
            return constant(value)
        case str(), EnumType():
            return Item(type_.items.index(value), type_)
        case date(), _:
            return dates.literal(value)
        case Duration(), _:
            return Shift(value.months, value.days)
        case frozenset(), SetType():
            return Flags(type_.universe, tuple(e in value for e in type_.universe))
        case dict(), RecordType():
            return built_record(type_, tuple(literal(value[n], t) for n, t in type_.fields))
        case dict(), MapType():
            return Map(type_, tuple(literal(value[i], type_.value) for i in type_.key.items))
        case tuple(), _:
            raise OutsideMethod("lists")
        case _:
            raise TypeError(f"not a value of {type_}: {value!r}")
