"""Between the values of the reference evaluator and those of generated code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from convention_dsl.calculator.shapes import FractionShape, number_shape, set_offset
from convention_dsl.core.nodes import Duration, Multiset, Value
from convention_dsl.core.values import groups
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

Raw = Any
"""A value in generated code; its shape is that of its type."""


def encoder(type_: Type) -> Callable[[Value], Raw]:
    """Return the function that turns a value of `type_` into generated code's."""
    match type_:
        case BooleanType() | DateType():
            return lambda value: value
        case DurationType():
            return _encode_duration
        case NumberType():
            shape = number_shape(type_)
            if isinstance(shape, FractionShape):
                return lambda value: value
            return _integer_encoder(shape.scale)
        case EnumType():
            return {item: index for index, item in enumerate(type_.items)}.__getitem__  # type: ignore[return-value]
        case SetType():
            bits = {element: 1 << bit for element, bit in _bits(type_).items()}
            return lambda value: sum(bits[element] for element in value)  # type: ignore[union-attr,misc,index]
        case MapType():
            return _tuple_encoder(type_.key.items, [encoder(type_.value)] * len(type_.key.items))
        case RecordType():
            names = [name for name, _ in type_.fields]
            return _tuple_encoder(names, [encoder(field) for _, field in type_.fields])
        case ListType():
            return _list_encoder(encoder(type_.element))
        case OptionalType():
            inner = encoder(type_.inner)
            return lambda value: None if value is None else inner(value)
        case _:
            assert_never(type_)


def _list_encoder(element: Callable[[Value], Raw]) -> Callable[[Value], Raw]:
    def encode(value: Value) -> Raw:
        if not isinstance(value, tuple | Multiset):
            raise TypeError(f"not a list: {value!r}")
        return tuple(raw for each, n in groups(value) for raw in (element(each),) * n)

    return encode


def decode(raw: Raw, type_: Type) -> Value:
    """Return the value of `type_` that generated code gave as `raw`."""
    match type_:
        case BooleanType():
            return bool(raw)
        case DateType():
            day: date = raw
            return day
        case DurationType():
            return Duration(*raw)
        case NumberType():
            shape = number_shape(type_)
            return Fraction(raw) if isinstance(shape, FractionShape) else Fraction(raw, shape.scale)
        case EnumType():
            return type_.items[raw]
        case SetType():
            return frozenset(element for element, bit in _bits(type_).items() if raw >> bit & 1)
        case MapType():
            values = zip(type_.key.items, raw, strict=True)
            return {item: decode(value, type_.value) for item, value in values}
        case RecordType():
            parts = zip(type_.fields, raw, strict=True)
            return {name: decode(value, field) for (name, field), value in parts}
        case ListType():
            return tuple(decode(element, type_.element) for element in raw)
        case OptionalType():
            return None if raw is None else decode(raw, type_.inner)
        case _:
            assert_never(type_)


def flattener(type_: Type) -> Callable[[Raw], list[Raw]]:
    """Return the function that spreads a raw value as arguments: records field by field."""
    if not isinstance(type_, RecordType):
        return lambda raw: [raw]
    if not any(isinstance(field, RecordType) for _, field in type_.fields):
        return list
    inner = [flattener(field) for _, field in type_.fields]

    def flatten(raw: Raw) -> list[Raw]:
        return [leaf for part, spread in zip(raw, inner, strict=True) for leaf in spread(part)]

    return flatten


def _bits(type_: SetType) -> dict[str | int, int]:
    if isinstance(type_.element, EnumType):
        return {item: index for index, item in enumerate(type_.element.items)}
    offset = set_offset(type_)
    return {int(n): int(n) - offset for n in type_.universe}


def _integer_encoder(scale: int) -> Callable[[Value], Raw]:
    def encode(value: Value) -> Raw:
        assert isinstance(value, Fraction)
        units, rest = divmod(value.numerator * scale, value.denominator)
        if rest:
            raise ValueError(f"{value} is no multiple of 1/{scale}")
        return units

    return encode


def _encode_duration(value: Value) -> Raw:
    return (value.months, value.days) if isinstance(value, Duration) else value


def _tuple_encoder(
    names: Sequence[str], parts: Sequence[Callable[[Value], Raw]]
) -> Callable[[Value], Raw]:
    pairs = list(zip(names, parts, strict=True))
    return lambda value: tuple([encode(value[name]) for name, encode in pairs])  # type: ignore[index,call-overload]
