"""What the text says of inputs: their labels, their records, their values where none is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import ClauseRef, Multiset, Value
from convention_dsl.core.program import Program
from convention_dsl.core.values import groups
from convention_dsl.locale import exact_text
from convention_dsl.targets.javascript.literals import Big, Data
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

Path = tuple[str, ...]

_SAFE = 2**53 - 1


@dataclass(frozen=True)
class Said:
    """What the text says at a path; `default` is as an input is given (None: it must be)."""

    label: str
    type: Type
    default: Data = None
    is_item: bool = False
    """Whether it is the value of an item in a map."""


def said_of(program: Program, ref: ClauseRef) -> Mapping[Path, Said]:
    """Return what the text says of every input of a clause, of their fields and items."""
    reader = _Reader(program)
    found: dict[Path, Said] = {}
    for binding in program.clauses[ref].inputs:
        found.update(reader.at((binding.name,), binding.type, binding.label, None))
    return found


def said_of_result(program: Program, ref: ClauseRef) -> Mapping[Path, Said]:
    """Return what the text says of the parts of a clause's value."""
    type_ = program.clauses[ref].body.type
    return dict(_Reader(program).at((), type_, "", None))


@dataclass(frozen=True)
class _Reader:
    program: Program

    def at(
        self, path: Path, type_: Type, label: str, default: Data, *, is_item: bool = False
    ) -> Iterator[tuple[Path, Said]]:
        """Yield what is said at a path and below."""
        inner = type_.inner if isinstance(type_, OptionalType) else type_
        inner = inner.element if isinstance(inner, ListType) else inner
        if isinstance(inner, RecordType):
            label = label or self.program.library.record(inner.name).label
        yield path, Said(label, type_, default, is_item)
        match inner:
            case RecordType(name):
                for info in self.program.library.record(name).fields:
                    own: Data = None
                    if info.default is not None:
                        own = given(evaluate(self.program, info.default, {}), info.type)
                    yield from self.at((*path, info.name), info.type, info.label, own)
            case MapType(key, value):
                labels = self.program.library.enum(key.name).labels
                for item in key.items:
                    named = labels.get(item) or item
                    yield from self.at((*path, item), value, named, None, is_item=True)
            case _:
                return


def given(value: Value, type_: Type) -> Data:
    """Return a value as an input is given: amounts and rates as exact decimal texts."""
    match type_:
        case OptionalType(inner):
            return None if value is None else given(value, inner)
        case BooleanType() | EnumType():
            assert isinstance(value, bool | str)
            return value
        case NumberType(kind):
            assert isinstance(value, int | Fraction)
            return number(Fraction(value), kind)
        case DateType():
            assert isinstance(value, date)
            return value.isoformat()
        case SetType():
            assert isinstance(value, frozenset)
            return [member for member in type_.universe if member in value]
        case MapType(key, inner):
            assert isinstance(value, dict)
            return {item: given(value[item], inner) for item in key.items}
        case RecordType(_, fields):
            assert isinstance(value, dict)
            return {name: given(value[name], inner) for name, inner in fields}
        case ListType(element):
            assert isinstance(value, tuple | Multiset)
            return [given(each, element) for each, count in groups(value) for _ in range(count)]
        case DurationType():
            raise ValueError("a duration is no input")
        case _:
            assert_never(type_)


def number(value: Fraction, kind: NumberKind) -> int | str | Big:
    """Return a number as an input is given."""
    if kind is NumberKind.INTEGER and value.denominator == 1:
        whole = value.numerator
        return whole if abs(whole) <= _SAFE else Big(whole)
    return exact_text(value, 2 if kind is NumberKind.AMOUNT else 0)
