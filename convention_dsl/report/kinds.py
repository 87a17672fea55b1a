"""A list by its kinds of elements as a table: a column per kind, a row per field and amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core.nodes import Literal, Multiset, Value
from convention_dsl.core.program import FieldInfo, Library, RecordDef
from convention_dsl.core.values import groups
from convention_dsl.locale import NO_LABELS, format_number
from convention_dsl.report.cases import Column, Kinds
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.payslip import Words
from convention_dsl.types import (
    INTEGER,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

_SHOWN = 3
"""How many kinds of a list inside an element are written out, how many items by their labels."""


@dataclass(frozen=True)
class KindTable:
    """What a report shows of a list: a title, rows (a label, then a cell per kind), defaults."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    amounts: tuple[tuple[str, tuple[str, ...]], ...]
    usual: tuple[tuple[str, str], ...]


def kind_table(kinds: Kinds, label: str, library: Library, words: Words) -> KindTable:
    """Return the table of a list; a field that says nothing of this case is left out."""
    definition = library.record(kinds.type.name)
    shown, usual = _fields(kinds, definition)
    rows = [
        row
        for info in shown
        for row in _rows(
            info.label or info.name,
            info.type,
            [record[info.name] for record in kinds.records if isinstance(record, dict)],
            library,
            words,
        )
    ]
    amounts = [_amount_row(column, words) for column in kinds.columns if kinds.records]
    return KindTable(
        list_title(label, kinds, definition, words),
        tuple(times(count, words) for count in kinds.counts),
        tuple(rows),
        tuple(amounts),
        tuple((info.label or info.name, words.value(value, info.type)) for info, value in usual),
    )


def list_title(label: str, kinds: Kinds, definition: RecordDef, words: Words) -> str:
    """Return how a list is called, with its size."""
    name = definition.label or definition.name
    if not kinds.size:
        return f"{label}{words.colon} {words.say('empty list of', name=name)}"
    number = format_number(Fraction(kinds.size), INTEGER.kind, words.language)
    return f"{label}{words.colon} {words.say('list of', n=number, name=name)}"


def times(count: int, words: Words) -> str:
    """Return how many there are of a kind: `17 ×`."""
    return f"{format_number(Fraction(count), INTEGER.kind, words.language)}\N{NO-BREAK SPACE}×"


def _fields(
    kinds: Kinds, definition: RecordDef
) -> tuple[list[FieldInfo], list[tuple[FieldInfo, Value]]]:
    """Return the fields to show, and those read that are all as their default says."""
    if not kinds.records:
        return [], []
    read = {path[0] for path in kinds.fields}
    shown: list[FieldInfo] = []
    usual: list[tuple[FieldInfo, Value]] = []
    for info in definition.fields:
        values = [record[info.name] for record in kinds.records if isinstance(record, dict)]
        is_usual = isinstance(info.default, Literal) and all(
            value == info.default.value for value in values
        )
        if is_usual and info.name in read:
            assert isinstance(info.default, Literal)
            usual.append((info, info.default.value))
        elif not is_usual and (info.name in read or info.default is not None):
            shown.append(info)
    return shown, usual


def _rows(
    label: str, type_: Type, values: Sequence[Value], library: Library, words: Words
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the rows of a field: of a record or a per-item value, those that say something."""
    match type_:
        case RecordType(name) if all(isinstance(value, dict) for value in values):
            for info in library.record(name).fields:
                parts = [value[info.name] for value in values if isinstance(value, dict)]
                inner = f"{label}{words.colon} {info.label or info.name}"
                yield from _rows(inner, info.type, parts, library, words)
        case MapType(key, inner_type):
            names = library.enum(key.name).labels
            for item in key.items:
                parts = [value[item] for value in values if isinstance(value, dict)]
                if any(parts):
                    text = f"{label}{words.colon} {names.get(item) or item}"
                    yield text, tuple(words.value(part, inner_type) for part in parts)
        case ListType():
            yield label, tuple(inner_list(value, type_, library, words) for value in values)
        case SetType():
            yield label, tuple(_written(value, type_, words) for value in values)
        case OptionalType() | _:
            yield label, tuple(words.value(value, type_) for value in values)


def _written(value: Value, type_: Type, words: Words) -> str:
    """Return a value; many items of a set by their names, which are shorter than their labels."""
    if isinstance(value, frozenset) and len(value) > _SHOWN:
        return Words(words.language, NO_LABELS, words.sources).value(value, type_)
    return words.value(value, type_)


def inner_list(value: Value, type_: ListType, library: Library, words: Words) -> str:
    """Return a list inside an element on one line: `2 × (age: 82; in ALD: yes) + 3 × …`."""
    if not isinstance(value, tuple | Multiset):
        return ""
    found = list(groups(value))
    parts = [
        f"{times(count, words)}\N{NO-BREAK SPACE}({_brief(record, type_.element, library, words)})"
        for record, count in found[:_SHOWN]
        if isinstance(record, dict)
    ]
    return " + ".join([*parts, *(["…"] if len(found) > _SHOWN else [])]) or words.say("empty")


def _brief(record: Mapping[str, Value], type_: RecordType, library: Library, words: Words) -> str:
    """Return the fields of a record that are not as their default says."""
    parts = [
        f"{info.label or info.name}{words.colon} {_written(record[info.name], info.type, words)}"
        for info in library.record(type_.name).fields
        if not (isinstance(info.default, Literal) and info.default.value == record[info.name])
    ]
    return words.semicolon.join(parts)


def _amount_row(column: Column, words: Words) -> tuple[str, tuple[str, ...]]:
    if column.expr is None:
        cells = tuple(signed(value, column.type, words) for value in column.values)
        return words.say("difference each"), cells
    text = Expressions(words).text(column.expr)
    return text, tuple(
        "–" if value is None else words.value(value, column.type) for value in column.values
    )


def signed(value: Fraction | None, type_: NumberType, words: Words) -> str:
    """Return a difference with its sign: `+9 €`, `−9 €`, `0 €`."""
    if value is None:
        return "–"
    text = words.value(abs(value), type_)
    return text if value == 0 else f"{'+' if value > 0 else '−'}{text}"
