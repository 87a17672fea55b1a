"""Tables: one case per row, whose guard is what its cells ask of the headers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from convention_dsl.core import build
from convention_dsl.core.nodes import CasesOrigin, Expr, Row
from convention_dsl.semantics.build import all_of, is_atomic
from convention_dsl.semantics.calls import fitted
from convention_dsl.semantics.cells import guard
from convention_dsl.semantics.fitting import condition
from convention_dsl.semantics.owner import Owner
from convention_dsl.semantics.scope import Scope
from convention_dsl.semantics.text import condition_text, header_text
from convention_dsl.syntax.nodes import (
    ConditionHeader,
    DateHeader,
    Expression,
    FieldHeader,
    Grid,
    GridRow,
    NameExpr,
    OutputHeader,
    ValueHeader,
)
from convention_dsl.types import RecordType

_ALWAYS = {"en": "in every case", "fr": "dans tous les cas"}
"""What to call a row that asks nothing and has no label."""


def grid(scope: Scope, node: Grid, owner: Owner) -> Expr | None:
    """Return a table; a header that is costly to repeat is named once, before the table."""
    written = [scope.expression(header) for header in node.headers]
    headers, named = _named(scope, written)
    texts = tuple(header_text(owner.printer, each, owner.subject) for each in node.headers)
    rows: list[_Row] = []
    for position, row in enumerate(node.rows, start=1):
        label = row.metadata.label or condition_text(owner.printer, texts, row.cells)
        rows.append(_Row(scope, owner, row, position, _row_guard(scope, headers, row), label))
    if not _is_rectangular(scope, node):
        return None
    value = _by_outputs(scope, node, owner, rows)
    if value is None or any(header is None for header in written):
        return None
    for name, header in reversed(named):
        value = build.let(name, header, value, node.span)
    return value


def _named(
    scope: Scope, written: list[Expr | None]
) -> tuple[list[Expr | None], list[tuple[str, Expr]]]:
    headers: list[Expr | None] = []
    named: list[tuple[str, Expr]] = []
    for header in written:
        if header is None or is_atomic(header):
            headers.append(header)
            continue
        name = scope.context.fresh()
        named.append((name, header))
        headers.append(build.variable(name, header.type, header.span))
    return headers, named


def _is_rectangular(scope: Scope, node: Grid) -> bool:
    """Return whether every row has a cell per column; a row that has not is told."""
    good = True
    for row in node.rows:
        found, expected = (len(row.cells), len(row.outputs)), (len(node.headers), len(node.outputs))
        if found != expected:
            scope.problems.add(
                "E0160", row.span, found=sum(found), expected=sum(expected), inputs=expected[0]
            )
            good = False
    if not node.rows:
        scope.problems.add("E0161", node.span)
    return good and bool(node.rows)


def _row_guard(scope: Scope, headers: list[Expr | None], row: GridRow) -> Expr | None:
    """Return that every cell's condition holds."""
    pairs = zip(headers, row.cells, strict=False)
    parts = [guard(scope, header, cell) for header, cell in pairs]
    known = [part for part in parts if part is not None]
    return all_of(known, row.span) if len(known) == len(parts) else None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its guard, its label, and the cases that come of it."""

    scope: Scope
    owner: Owner
    row: GridRow
    position: int
    guard: Expr | None
    label: str

    def made(
        self, owner: Owner, value: Expr | None, extra: Expr | None = None, suffix: str = ""
    ) -> Row | None:
        """Return the case of this row with `value`, where `extra` holds too."""
        if value is None or self.guard is None:
            return None
        guard_ = self.guard if extra is None else all_of((self.guard, extra), self.row.span)
        return Row(
            id=owner.id(self.row.metadata.label, f"row-{self.position}", suffix),
            guard=guard_,
            value=value,
            label=self.label or _ALWAYS[owner.printer.language],
            provenance=owner.sources(self.row.metadata),
            span=self.row.span,
        )

    def output(self, owner: Owner, column: int) -> Expr | None:
        """Return the value in an output column."""
        return fitted(self.scope, self.row.outputs[column], owner.leaf)


def _by_outputs(scope: Scope, node: Grid, owner: Owner, rows: list[_Row]) -> Expr | None:
    """Return the table's value, by the kind of its output headers."""
    if all(isinstance(h, FieldHeader) for h in node.outputs) and isinstance(
        owner.result, RecordType
    ):
        return _several_outputs(scope, node, owner, owner.result, rows)
    outputs = [_as_condition(header) for header in node.outputs]
    if len(outputs) == 1 and isinstance(outputs[0], ValueHeader):
        return _cases(node, [row.made(owner, row.output(owner, 0)) for row in rows])
    if all(isinstance(header, DateHeader) for header in outputs):
        return _dated(scope, node, owner, rows)
    if all(isinstance(header, ConditionHeader) for header in outputs):
        return _crossed(scope, node, owner, rows, outputs)
    scope.problems.add("E0162", node.outputs[-1].span)
    return None


def _as_condition(header: OutputHeader) -> OutputHeader:
    """Return a bare name over a column as a condition: no record has such a field."""
    if not isinstance(header, FieldHeader):
        return header
    name = NameExpr(name=header.name.text, span=header.span)
    return ConditionHeader(condition=name, span=header.span)


def _cases(node: Grid, rows: list[Row | None]) -> Expr | None:
    known = [row for row in rows if row is not None]
    if len(known) < len(rows):
        return None
    return build.cases(known, None, CasesOrigin.GRID, node.span)


def _dated(scope: Scope, node: Grid, owner: Owner, rows: list[_Row]) -> Expr | None:
    """Return a table with a column per date of effect: each row's value is dated."""
    starts = [header.start for header in node.outputs if isinstance(header, DateHeader)]
    for before, after, header in zip(starts, starts[1:], node.outputs[1:], strict=False):
        if after <= before:
            scope.problems.add("E0163", header.span)
            return None

    def value(row: _Row) -> Expr | None:
        columns = [row.output(owner, column) for column in range(len(starts))]
        known = [column for column in columns if column is not None]
        if len(known) < len(columns):
            return None
        return build.dated(list(zip(starts, known, strict=True)), row.row.span)

    return _cases(node, [row.made(owner, value(row)) for row in rows])


def _crossed(
    scope: Scope, node: Grid, owner: Owner, rows: list[_Row], outputs: list[OutputHeader]
) -> Expr | None:
    """Return a table with a condition over each output column: a case per cell."""
    written: list[Expression] = [h.condition for h in outputs if isinstance(h, ConditionHeader)]
    tests = [condition(scope.problems, scope.expression(each)) for each in written]
    cells: list[Row | None] = []
    for row in rows:
        for column, test in enumerate(tests):
            cell = row.made(owner, row.output(owner, column), test, f"/column-{column + 1}")
            if cell is not None and test is not None:
                label = f"{row.label}, {owner.printer.text(written[column])}".lstrip(", ")
                cells.append(replace(cell, label=label))
            else:
                cells.append(None)
    return _cases(node, cells)


def _several_outputs(
    scope: Scope, node: Grid, owner: Owner, result: RecordType, rows: list[_Row]
) -> Expr | None:
    """Return a record whose fields are each a column of the table."""
    columns = {h.name.text: i for i, h in enumerate(node.outputs) if isinstance(h, FieldHeader)}
    if not _names_all_fields(scope, node, result):
        return None
    parts: list[Expr] = []
    for name, type_ in result.fields:
        column = owner.column(name, type_)
        index = columns[name]
        cases = [row.made(column, row.output(column, index)) for row in rows]
        part = _cases(node, cases)
        if part is not None:
            parts.append(part)
    complete = len(parts) == len(result.fields)
    return build.construct(result, parts, node.span) if complete else None


def _names_all_fields(scope: Scope, node: Grid, result: RecordType) -> bool:
    fields = [name for name, _ in result.fields]
    short = result.name.rpartition(".")[2]
    named: list[str] = []
    good = True
    for header in node.outputs:
        if isinstance(header, FieldHeader):
            name = header.name.text
            if name in named:
                scope.problems.add("E0154", header.span, name=name)
                good = False
            if name not in fields:
                scope.problems.unknown("E0103", header.span, name, fields, record=short)
                good = False
            named.append(name)
    missing = [name for name in fields if name not in named]
    if missing and good:
        scope.problems.add("E0153", node.span, record=short, fields=missing, count=len(missing))
    return good and not missing
