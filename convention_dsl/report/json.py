"""Results as JSON values: exact numbers are strings, fractions `"1/3"`, dates ISO.

The shapes are documented in docs/json.md and docs/inputs.md; they carry `"schema": 1`. Nothing is
localised but the sentences meant for people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import Duration, Multiset, Value
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Entry
from convention_dsl.locale import exact_text
from convention_dsl.report.diagnostics import language_of
from convention_dsl.report.messages import headline, help_text, label_text, witness_rows
from convention_dsl.source import Source, Span
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

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

"""A JSON value. Only measured times are floats: every value of the language is exact."""

SCHEMA = 1


def value_json(value: Value, type_: Type) -> Json:
    """Return a value as JSON: what `calc --input` reads back as the same value."""
    match type_:
        case OptionalType(inner):
            return None if value is None else value_json(value, inner)
        case BooleanType():
            return bool(value)
        case NumberType(kind):
            assert isinstance(value, int | Fraction)
            return int(value) if kind is NumberKind.INTEGER else _number(Fraction(value), kind)
        case DateType():
            assert isinstance(value, date)
            return value.isoformat()
        case DurationType():
            assert isinstance(value, Duration)
            return {"months": value.months, "days": value.days}
        case EnumType():
            assert isinstance(value, str)
            return value
        case SetType():
            assert isinstance(value, frozenset)
            members = {int(i) if isinstance(i, Fraction) else i for i in value}
            return [member for member in type_.universe if member in members]
        case MapType(key, inner):
            assert isinstance(value, dict)
            return {item: value_json(value[item], inner) for item in key.items}
        case RecordType(_, fields):
            assert isinstance(value, dict)
            return {name: value_json(value[name], inner) for name, inner in fields}
        case ListType(inner):
            if isinstance(value, Multiset):
                counted: list[Json] = [
                    {"count": count, "value": value_json(each, inner)}
                    for each, count in value.groups
                ]
                return {"groups": counted}
            assert isinstance(value, tuple)
            return [value_json(each, inner) for each in value]
        case _:
            assert_never(type_)


def _number(value: Fraction, kind: NumberKind) -> str:
    return exact_text(value, 2 if kind is NumberKind.AMOUNT else 0)


def cell_text(value: Value, type_: Type, *, comma: bool) -> str:
    """Return a value as a cell of a table: exact, with a decimal comma where the table has them."""
    match type_, value:
        case _, None:
            return ""
        case OptionalType(inner), _:
            return cell_text(value, inner, comma=comma)
        case NumberType(kind), _:
            assert isinstance(value, int | Fraction)
            text = _number(Fraction(value), kind)
            return text.replace(".", ",") if comma else text
        case BooleanType(), _:
            return "1" if value else "0"
        case _:
            written = value_json(value, type_)
            if isinstance(written, list) and not any(isinstance(x, dict) for x in written):
                return "|".join(map(str, written))
            return written if isinstance(written, str) else json.dumps(written, ensure_ascii=False)


def place_json(span: Span | None, sources: Mapping[str, Source]) -> dict[str, Json]:
    """Return file, line and column of a span, and where it ends; None where there is no place."""
    if span is None or not span.path:
        return {"file": None, "line": None, "column": None, "end_line": None, "end_column": None}
    source = sources.get(span.path)
    (line, column), (end_line, end_column) = (
        (source.position(span.start), source.position(span.end))
        if source
        else ((None, None), (None, None))
    )
    return {
        "file": span.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def diagnostic_json(
    diagnostic: Diagnostic, sources: Mapping[str, Source], language: str | None
) -> dict[str, Json]:
    """Return one diagnostic; its sentences in `language` (None: in its file's)."""
    spoken = language or language_of(diagnostic, sources)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": headline(diagnostic, spoken),
        **place_json(diagnostic.span, sources),
        "help": help_text(diagnostic, spoken),
        "suggestion": diagnostic.suggestion,
        "labels": [
            {"message": label_text(diagnostic, label, spoken), **place_json(label.span, sources)}
            for label in diagnostic.labels
        ],
        "witness": dict(witness_rows(diagnostic, spoken)),
    }


def diagnostics_json(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], language: str | None
) -> Json:
    """Return the document of `check --format json`."""
    return {
        "schema": SCHEMA,
        "diagnostics": [diagnostic_json(each, sources, language) for each in diagnostics],
    }


def entry_json(entry: Entry, language: str) -> Json:
    """Return the page of a message."""
    return {
        "schema": SCHEMA,
        "code": entry.code,
        "message": entry.message.text(language),
        "explanation": entry.explanation.text(language),
        "help": entry.help.text(language) if entry.help else None,
        "bad": entry.bad,
        "good": entry.good,
    }
