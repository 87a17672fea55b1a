"""An input and the plans that are to run over it → a reading, or what is wrong with the input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.inputs.form import Form
from convention_dsl.locale import item_labels
from convention_dsl.simulation import csvs, headers, parquet, reasons
from convention_dsl.simulation.cell import Cell, Habits, Helpers
from convention_dsl.simulation.expressions import FALSE
from convention_dsl.simulation.plans import PlanReader
from convention_dsl.simulation.reading import Check, PlanReading, Reading
from convention_dsl.simulation.scalars import NO_TEXT
from convention_dsl.simulation.slots import bare, is_blank
from convention_dsl.simulation.sources import Format, RefusedError, find
from convention_dsl.simulation.table import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

GROUP_NAMES = ("group", "groupe")
"""What the column that groups the rows of a list may be called, as for `calc`."""


def prepare(
    connection: DuckDBPyConnection,
    inputs: Sequence[str],
    plans: Sequence[Plan],
    forms: Sequence[Form],
    *,
    scratch: Path,
    key: str | None = None,
    groups: Sequence[str] = (),
    stdin: BinaryIO | None = None,
) -> tuple[Reading | None, list[Diagnostic]]:
    """Return how the rows of `inputs` give the columns of `plans`.

    `scratch` is a folder for copies (standard input, other encodings than UTF-8); it must live as
    long as the reading. `key` and `groups` are columns that the input must have. `stdin` is what
    `-` reads.
    """
    try:
        table = _table(connection, inputs, scratch, stdin)
        return _reading(table, plans, forms, key, groups)
    except RefusedError as error:
        return None, [error.diagnostic]


def _table(
    connection: DuckDBPyConnection, inputs: Sequence[str], scratch: Path, stdin: BinaryIO | None
) -> Table:
    found = find(inputs, stdin, scratch)
    if found.format is Format.CSV:
        return csvs.read(found.files, scratch)
    return parquet.read(connection, found.files)


def _reading(
    table: Table,
    plans: Sequence[Plan],
    forms: Sequence[Form],
    key: str | None,
    groups: Sequence[str],
) -> tuple[Reading | None, list[Diagnostic]]:
    helpers = Helpers()
    parts = []
    for plan, form in zip(plans, forms, strict=True):
        labels = item_labels(form.library)
        habits = Habits(labels, helpers, decimal_comma=table.decimal_comma, is_csv=table.is_csv)
        parts.append(PlanReader(plan, form, table, habits))
    named = [*groups, *([key] if key is not None else [])]
    diagnostics = [*headers.absent(table, parts), *headers.unnamed(table, named)]
    diagnostics += headers.twice(parts)
    if diagnostics:
        return None, diagnostics
    has_lists = any(plan.lists for plan in plans)
    group = _group(table, groups) if has_lists else []
    if has_lists and not group:
        return None, [Diagnostic("E0744", None, {"names": headers.codes(GROUP_NAMES)})]
    readings = tuple(part.reading() for part in parts)
    if mistyped := headers.mistyped(parts):
        return None, mistyped
    own = None if key is None else next(cell for cell in table.cells if cell.name == key)
    reading = _whole(table, parts, readings, group, own, helpers=helpers)
    return reading, list(headers.suspects(table, parts, named))


def _whole(
    table: Table,
    parts: Sequence[PlanReader],
    plans: tuple[PlanReading, ...],
    group: Sequence[Cell],
    key: Cell | None,
    *,
    helpers: Helpers,
) -> Reading:
    habits = Habits({}, helpers, decimal_comma=table.decimal_comma, is_csv=table.is_csv)
    checks = [check for part in parts for check in part.reader.checks]
    checks += [_without(cell, habits) for cell in group]
    group_checks = [check for part in parts for check in part.reader.group_checks]
    shared = tuple(bare(cell, habits) for cell in group)
    own = None if key is None else bare(key, habits)
    return Reading(
        scan=helpers.around(table.scan),
        plans=plans,
        checks=tuple(_distinct(checks)),
        kept=table.columns,
        notes=table.notes,
        rows=table.rows,
        group=shared,
        group_checks=tuple(_distinct(group_checks)),
        key=own,
        files=table.files,
        located=helpers.around(table.located),
    )


def _distinct(checks: Iterable[Check]) -> Iterator[Check]:
    """Yield checks, those that several plans ask for once."""
    seen = set()
    for check in checks:
        same = (check.column, check.reason, check.holds)
        if same not in seen and check.holds != FALSE:
            seen.add(same)
            yield check


# Groups -----------------------------------------------------------------------------------------


def _group(table: Table, groups: Sequence[str]) -> list[Cell]:
    """Return the columns that tell the lists apart."""
    by_name = {cell.name: cell for cell in table.cells}
    if groups:
        return [by_name[name] for name in groups]
    return [cell for name, cell in by_name.items() if name.lower() in GROUP_NAMES][:1]


def _without(cell: Cell, habits: Habits) -> Check:
    return Check(cell.name, reasons.NO_GROUP, is_blank(cell, habits), NO_TEXT)
