"""Test vectors as a table that `calc --input` reads: what is not an input is in columns `#…`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import assert_never

from convention_dsl.core.nodes import Value
from convention_dsl.inputs.blank import blank_header
from convention_dsl.inputs.form import MISSING, Form, Group, Leaf, Many, Maybe, Shape
from convention_dsl.inputs.results import result_names
from convention_dsl.report.json import cell_text
from convention_dsl.report.payslip import Words
from convention_dsl.report.vectors import GoalWords, Sheet
from convention_dsl.types import RecordType, Type, holds_list

Path = tuple[str, ...]
_KNOWN_UNKNOWN = "unknown"
"""What a cell says where an empty one would mean a default."""


def has_table(form: Form) -> bool:
    """Return whether the inputs of a clause fit in a table: no list is inside another."""
    return not any(
        holds_list(type_) for many in form.lists for _, type_ in many.type.element.fields
    )


def vectors_csv(sheet: Sheet, words: Words) -> str:
    """Return the table of the vectors of one clause, as the reader's spreadsheets write it."""
    french = words.language == "fr"
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\n")
    form, type_ = sheet.form, sheet.question.type
    expected = result_names("attendu" if french else "expected", type_)
    last = [*expected, *(("couvre", "en clair") if french else ("covers", "in words"))]
    writer.writerow([*blank_header(form, words.language), *(f"#{name}" for name in last)])
    goals = {each.goal.id: each.goal for each in sheet.vectors.found}
    said = GoalWords(words)
    for number, vector in enumerate(sheet.vectors.vectors, start=1):
        values = _results(vector.expected, type_, comma=french)
        about = words.semicolon.join(said.about(vector, goals))
        remarks = [*values, " ".join(vector.first), about]
        for row in _rows(form, vector.arguments, comma=french):
            group = [str(number)] if form.lists else []
            writer.writerow([*group, *row, *remarks])
    return buffer.getvalue()


def _results(value: Value, type_: Type, *, comma: bool) -> list[str]:
    if isinstance(type_, RecordType):
        assert isinstance(value, dict)
        return [cell_text(value[name], part, comma=comma) for name, part in type_.fields]
    return [cell_text(value, type_, comma=comma)]


def _rows(form: Form, arguments: tuple[Value, ...], *, comma: bool) -> Iterator[list[str]]:
    """Yield the rows of one calculation: one, or as many as its longest list has elements."""
    cells: dict[Path, str] = {}
    lists: list[list[dict[Path, str]]] = []
    for shape, value in zip(form.inputs, arguments, strict=True):
        _write(shape, value, cells, lists, comma=comma)
    for number in range(max(1, *(len(each) for each in lists)) if lists else 1):
        row: Mapping[Path, str] = dict(cells)
        for each in lists:
            row = {**row, **(each[number] if number < len(each) else {})}
        yield [row.get(leaf.path, "") for leaf in form.leaves]


def _write(
    shape: Shape,
    value: Value,
    cells: dict[Path, str],
    lists: list[list[dict[Path, str]]],
    *,
    comma: bool,
) -> None:
    match shape:
        case Leaf():
            cells[shape.path] = _cell(shape, value, comma=comma)
        case Group():
            assert isinstance(value, dict)
            for name, part in shape.parts:
                _write(part, value[name], cells, lists, comma=comma)
        case Maybe():
            if value is not None:
                _write(shape.inner, value, cells, lists, comma=comma)
        case Many():
            assert isinstance(value, tuple)
            found: list[dict[Path, str]] = []
            for element in value:
                inside: dict[Path, str] = {}
                _write(shape.element, element, inside, lists, comma=comma)
                found.append(inside)
            lists.append(found)
        case _:
            assert_never(shape)


def _cell(leaf: Leaf, value: Value, *, comma: bool) -> str:
    """Return a value as a cell; an empty one would mean the default, where there is one."""
    text = cell_text(value, leaf.type, comma=comma)
    if text or leaf.default is MISSING or value == leaf.default:
        return text
    return _KNOWN_UNKNOWN if value is None else "{}"
