"""A table → the arguments of each calculation, column by column.

Each distinct text of a column is converted once. Every problem is found, with its row and column;
nothing is dropped silently. A column whose name starts with `#` is a remark, carried to the result.

A list of records takes several rows: those with the same text in the column `group` (`groupe`) are
one calculation, each row one item of the list; a row where all cells of the list are empty adds
none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import assert_never

from convention_dsl.core.nodes import Value
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.cells import Conventions, converter, leaf_converter
from convention_dsl.inputs.form import MISSING, Form, Group, Leaf, Many, Maybe, Shape, leaves
from convention_dsl.inputs.problems import BadValueError, Problem, limited, nearest
from convention_dsl.inputs.tables import Table
from convention_dsl.locale import LANGUAGES, describe_type
from convention_dsl.source import Span

GROUP_NAMES = ("group", "groupe")


class _Hole:
    """An empty cell inside an optional record or a list."""


_HOLE = _Hole()


@dataclass(frozen=True)
class Batch:
    """The arguments of each calculation, and the row of the table (from 0) it starts on."""

    arguments: list[tuple[Value, ...]]
    rows: list[int]
    kept_columns: list[int]
    """The columns that a table of results repeats: all but those of lists."""


@dataclass
class _Reader:
    """The state of reading one table."""

    form: Form
    table: Table
    conventions: Conventions
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)
    group: int | None = None
    groups: list[list[int]] = field(default_factory=list)
    problems: list[tuple[int, int, Problem]] = field(default_factory=list)


def read_batch(
    form: Form, table: Table, conventions: Conventions
) -> tuple[Batch | None, list[Diagnostic]]:
    """Return the calculations of a table, or every problem it has."""
    reader = _Reader(form, table, conventions)
    diagnostics = _read_header(reader) + _ragged(table)
    if diagnostics:
        return None, diagnostics
    _read_groups(reader)
    values = [_build(reader, shape) for shape in form.inputs]
    if reader.problems:
        return None, _located(reader)
    lists = {leaf.path for many in form.lists for leaf in leaves(many)}
    dropped = {reader.columns[path] for path in lists if path in reader.columns}
    kept = [index for index in range(len(table.header)) if index not in dropped]
    count = len(reader.groups)
    arguments: list[tuple[Value, ...]] = list(zip(*values, strict=True))
    arguments = arguments if values else [()] * count
    return Batch(arguments, [rows[0] for rows in reader.groups], kept), []


# Header -----------------------------------------------------------------------------------------


def _read_header(reader: _Reader) -> list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    names = reader.form.names
    for index, raw in enumerate(reader.table.header):
        name = unicodedata.normalize("NFC", raw)
        if name.startswith("#"):
            continue
        if name in names:
            if names[name].path in reader.columns:
                diagnostics.append(_header_problem(reader, index, "E0312", {"text": name}))
            reader.columns[names[name].path] = index
        elif name.lower() in GROUP_NAMES and reader.form.lists:
            reader.group = index
        else:
            arguments: dict[str, object] = {
                "text": name,
                "names": [f"`{each}`" for each in _short_names(reader.form)],
            }
            hint = nearest(name, names)
            diagnostics.append(_header_problem(reader, index, "E0306", arguments, hint))
    return diagnostics + _missing_columns(reader)


def _short_names(form: Form) -> list[str]:
    return [form.name(leaf) for leaf in form.leaves]


def _header_problem(
    reader: _Reader, index: int, code: str, arguments: dict[str, object], hint: str | None = None
) -> Diagnostic:
    span = reader.table.header_span(index)
    return Diagnostic(code, span, {"place": "", **arguments}, (), hint)


def _missing_columns(reader: _Reader) -> list[Diagnostic]:
    absent = [leaf for shape in reader.form.inputs for leaf in _required(shape, reader.columns)]
    if not absent:
        return []
    span = reader.table.header_span(0)
    return [Diagnostic("E0305", span, {"place": "", "missing": missing_words(reader.form, absent)})]


def missing_words(form: Form, absent: Sequence[Leaf]) -> Wording:
    """Return the names and types of missing values: one on the line, several on a line each."""
    if len(absent) == 1:
        name, type_ = form.name(absent[0]), absent[0].type
        return Wording(*(f" `{name}` ({describe_type(type_, each)})" for each in LANGUAGES))
    en, fr = (
        "".join(f"\n  `{form.name(x)}`{sep}{describe_type(x.type, language)}" for x in absent)
        for language, sep in (("en", ": "), ("fr", " : "))
    )
    return Wording(en, fr)


def _required(shape: Shape, present: dict[tuple[str, ...], int]) -> list[Leaf]:
    """Return the leaves of a shape that need a column and have none."""
    match shape:
        case Leaf():
            return [shape] if shape.default is MISSING and shape.path not in present else []
        case Group():
            has_none = not any(leaf.path in present for leaf in leaves(shape))
            if has_none and shape.default is not MISSING:
                return []
            return [leaf for _, part in shape.parts for leaf in _required(part, present)]
        case Maybe():
            has_none = not any(leaf.path in present for leaf in leaves(shape))
            return [] if has_none else _required(shape.inner, present)
        case Many():
            return _required(shape.element, present)
        case _:
            assert_never(shape)


def _ragged(table: Table) -> list[Diagnostic]:
    expected = len(table.header)
    problems: list[Callable[[], Diagnostic]] = [
        partial(_ragged_row, table, row, expected)
        for row, cells in enumerate(table.rows)
        if len(cells) != expected
    ]
    return limited(problems)


def _ragged_row(table: Table, row: int, expected: int) -> Diagnostic:
    found = len(table.rows[row])
    line = table.row_number(row)
    place = Wording(f"row {line}: ", f"ligne {line} : ")
    start = table.source.line_start(line)
    span = Span(table.source.path, start, start + len(table.source.line(line)))
    return Diagnostic("E0309", span, {"place": place, "found": found, "expected": expected})


# Rows -------------------------------------------------------------------------------------------


def _read_groups(reader: _Reader) -> None:
    """Say which rows make each calculation."""
    count = len(reader.table.rows)
    if reader.group is None:
        reader.groups = [[row] for row in range(count)]
        return
    by_key: dict[str, list[int]] = {}
    for row, key in enumerate(reader.table.column(reader.group)):
        by_key.setdefault(key.strip(), []).append(row)
    reader.groups = list(by_key.values())


def _build(reader: _Reader, shape: Shape, *, sparse: bool = False) -> list[Value]:
    """Return the value of a shape for each calculation (for each row inside a list)."""
    match shape:
        case Leaf():
            return _leaf(reader, shape, sparse=sparse)
        case Group():
            return _group(reader, shape, sparse=sparse)
        case Maybe():
            return _maybe(reader, shape)
        case Many():
            return _many(reader, shape)
        case _:
            assert_never(shape)


def _leaf(reader: _Reader, leaf: Leaf, *, sparse: bool) -> list[Value]:
    column = reader.columns.get(leaf.path)
    in_list = any(leaf.path[: len(many.path)] == many.path for many in reader.form.lists)
    if column is None:
        count = len(reader.table.rows) if in_list else len(reader.groups)
        return [_HOLE if sparse else leaf.default] * count  # type: ignore[list-item]
    cells = reader.table.column(column)
    if not in_list and reader.group is not None:
        cells = _first_of_groups(reader, cells, column)
        rows = [rows[0] for rows in reader.groups]
    else:
        rows = list(range(len(cells)))
    return _converted(reader, leaf, cells, rows, column, sparse=sparse)


def _first_of_groups(reader: _Reader, cells: list[str], column: int) -> list[str]:
    """Return one cell a calculation; rows of one calculation may not contradict each other."""
    if column == reader.group:
        return [cells[rows[0]] for rows in reader.groups]
    for rows in reader.groups:
        first = cells[rows[0]].strip()
        for row in rows[1:]:
            if cells[row].strip() not in ("", first):
                problem = Problem("E0314", {"text": cells[row].strip(), "first": first})
                reader.problems.append((row, column, problem))
    return [cells[rows[0]] for rows in reader.groups]


def _converted(
    reader: _Reader, leaf: Leaf, cells: list[str], rows: list[int], column: int, *, sparse: bool
) -> list[Value]:
    convert = leaf_converter(leaf, reader.conventions)
    memo: dict[str, Value] = {}
    wrong: dict[str, Problem] = {}
    for cell in dict.fromkeys(cells):
        if sparse and not cell.strip():
            memo[cell] = _HOLE  # type: ignore[assignment]
            continue
        try:
            memo[cell] = convert(cell)
        except BadValueError as error:
            wrong[cell] = error.problem
            memo[cell] = None
    if wrong:
        reader.problems += [
            (row, column, wrong[cell])
            for row, cell in zip(rows, cells, strict=True)
            if cell in wrong
        ]
    return [memo[cell] for cell in cells]


def _group(reader: _Reader, group: Group, *, sparse: bool) -> list[Value]:
    has_none = not any(leaf.path in reader.columns for leaf in leaves(group))
    columns = [_build(reader, part, sparse=sparse) for _, part in group.parts]
    names = [name for name, _ in group.parts]
    if has_none and group.default is not MISSING and not sparse:
        return [group.default] * len(columns[0])  # type: ignore[list-item]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _maybe(reader: _Reader, maybe: Maybe) -> list[Value]:
    values = _build(reader, maybe.inner, sparse=True)
    rows = [rows[0] for rows in reader.groups]
    return [_filled(reader, maybe.inner, v, r) for v, r in zip(values, rows, strict=True)]


def _many(reader: _Reader, many: Many) -> list[Value]:
    parts = _group(reader, many.element, sparse=True)
    items = [_filled(reader, many.element, part, row) for row, part in enumerate(parts)]
    return [tuple(items[row] for row in rows if items[row] is not None) for rows in reader.groups]


def _filled(reader: _Reader, shape: Shape, value: Value, row: int) -> Value:
    """Return a sparse value with its holes filled by defaults; None where it is all holes."""
    if _is_hole(value):
        return None
    return _fill(reader, shape, value, row)


def _is_hole(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_hole(part) for part in value.values())
    return value is _HOLE


def _fill(reader: _Reader, shape: Shape, value: Value, row: int) -> Value:
    match shape:
        case Group():
            assert isinstance(value, dict)
            if _is_hole(value) and shape.default is not MISSING:
                return shape.default  # type: ignore[return-value]
            return {name: _fill(reader, part, value[name], row) for name, part in shape.parts}
        case Maybe():
            return _filled(reader, shape.inner, value, row)
        case Leaf():
            return _default(reader, shape, row) if _is_hole(value) else value
        case Many():
            return value
        case _:
            assert_never(shape)


def _default(reader: _Reader, leaf: Leaf, row: int) -> Value:
    """Return what an empty cell means for a leaf; a problem where it means nothing."""
    if leaf.default is not MISSING:
        return leaf.default  # type: ignore[return-value]
    try:
        return converter(leaf.type, reader.conventions)("")
    except BadValueError as error:
        reader.problems.append((row, reader.columns.get(leaf.path, 0), error.problem))
        return None


def _located(reader: _Reader) -> list[Diagnostic]:
    ordered = sorted(reader.problems, key=lambda each: each[:2])
    return limited([partial(_at, reader.table, *each) for each in ordered])


def _at(table: Table, row: int, column: int, problem: Problem) -> Diagnostic:
    return problem.at(*table.place(row, column))
