"""One cell of a table (or one `--set`) → a value: a converter for each type, made once.

An empty cell is the default, the empty set, or unknown; never silently a zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import Value
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.form import MISSING, Leaf
from convention_dsl.inputs.problems import bad, nearest
from convention_dsl.inputs.reading import UNKNOWN_WORDS, read_boolean, read_date, read_number
from convention_dsl.locale import LANGUAGES, ItemLabels, format_number
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

Converter = Callable[[str], Value]
"""Returns the value of a text, or raises `BadValueError`."""


@dataclass(frozen=True)
class Conventions:
    """How the author of the data writes numbers and dates, and names items."""

    decimal_comma: bool = False
    labels: ItemLabels = field(default_factory=dict)

    def items(self, enum: EnumType) -> dict[str, str]:
        """Return each accepted spelling of an item (its name, its label) and the item."""
        named = {label: item for item, label in self.labels.get(enum.name, {}).items()}
        return {**named, **{item: item for item in enum.items}}


def leaf_converter(leaf: Leaf, conventions: Conventions) -> Converter:
    """Return the converter of a leaf: an empty text is its default where it has one."""
    convert = converter(leaf.type, conventions)
    if leaf.default is MISSING:
        return convert
    default = leaf.default

    def with_default(text: str) -> Value:
        return convert(text) if text.strip() else default  # type: ignore[return-value]

    return with_default


def converter(type_: Type, conventions: Conventions) -> Converter:
    """Return the function that reads one text as a value of `type_`."""
    match type_:
        case BooleanType():
            return _boolean
        case NumberType():
            return _number(type_, conventions)
        case DateType():
            return _date(type_, conventions)
        case EnumType():
            return _item(type_, conventions)
        case SetType(element):
            return _set(type_, converter(element, conventions))
        case OptionalType(inner):
            return _optional(converter(inner, conventions))
        case DurationType() | MapType() | RecordType() | ListType():
            raise ValueError("a composite value has no cell")
        case _:
            assert_never(type_)


def _present(text: str, type_: Type) -> str:
    stripped = text.strip()
    if not stripped:
        raise bad("E0304", expected=type_)
    return stripped


def _boolean(text: str) -> Value:
    value = read_boolean(_present(text, BooleanType()))
    if value is None:
        raise bad("E0301", text=text.strip(), expected=BooleanType())
    return value


def _number(type_: NumberType, conventions: Conventions) -> Converter:
    def convert(text: str) -> Value:
        stripped = _present(text, type_)
        value = read_number(stripped, type_.kind, decimal_comma=conventions.decimal_comma)
        if value is None:
            raise bad("E0301", text=stripped, expected=type_)
        return checked_number(value, type_, stripped)

    return convert


def checked_number(value: Fraction, type_: NumberType, text: str) -> Fraction:
    """Return `value` where it is in the range and on the step of `type_`."""
    if (type_.low is not None and value < type_.low) or (
        type_.high is not None and value > type_.high
    ):
        is_bare_rate = type_.kind is NumberKind.RATE and "%" not in text
        raise bad("E0318" if is_bare_rate else "E0302", text=text, expected=type_)
    if type_.step is not None and (value / type_.step).denominator != 1:
        step = type_.step
        if type_.kind is NumberKind.INTEGER:
            raise bad("E0301", text=text, expected=type_)
        words = Wording(*(format_number(step, type_.kind, language) for language in LANGUAGES))
        raise bad("E0303", text=text, step=words)
    return value


def _date(type_: DateType, conventions: Conventions) -> Converter:
    def convert(text: str) -> Value:
        stripped = _present(text, type_)
        value = read_date(stripped, day_first=conventions.decimal_comma)
        if value is None:
            raise bad("E0301", text=stripped, expected=type_)
        if (type_.low and value < type_.low) or (type_.high and value > type_.high):
            raise bad("E0302", text=stripped, expected=type_)
        return value

    return convert


def _item(type_: EnumType, conventions: Conventions) -> Converter:
    items = conventions.items(type_)

    def convert(text: str) -> Value:
        stripped = _present(text, type_)
        if stripped not in items:
            raise bad("E0301", nearest(stripped, type_.items), text=stripped, expected=type_)
        return items[stripped]

    return convert


def _set(type_: SetType, member: Converter) -> Converter:
    """`a|b`, `{a, b}` or nothing; a member named twice is an error, not a smaller set."""

    def convert(text: str) -> Value:
        stripped = text.strip()
        if stripped.startswith("{") and stripped.endswith("}"):
            stripped = stripped[1:-1].replace(",", "|").replace(";", "|")
        members = [member(part) for part in stripped.split("|")] if stripped.strip() else []
        return checked_set(members, type_, text)

    return convert


def checked_set(members: list[Value], type_: SetType, text: str) -> frozenset[str | int]:
    """Return the set of `members`, integers as `int`s."""
    numeric = isinstance(type_.element, NumberType)
    values = [int(m) if numeric else m for m in members]  # type: ignore[arg-type]
    if len(set(values)) < len(values):
        raise bad("E0312", text=text.strip())
    return frozenset(values)  # type: ignore[arg-type]


def _optional(inner: Converter) -> Converter:
    def convert(text: str) -> Value:
        stripped = text.strip()
        return None if not stripped or stripped.lower() in UNKNOWN_WORDS else inner(stripped)

    return convert
