"""A table of results: the columns of the data, then the value of each calculation."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from convention_dsl.core.nodes import Value
from convention_dsl.inputs.batch import Batch
from convention_dsl.inputs.tables import Table
from convention_dsl.types import RecordType, Type

Write = Callable[[Value, Type], str]
"""Writes a value in one cell."""


def result_table(
    table: Table, batch: Batch, values: Sequence[Value], *, name: str, type_: Type, write: Write
) -> str:
    """Return the text of the table, with the separator of the data."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=table.separator, lineterminator="\n")
    kept = batch.kept_columns
    is_whole = len(kept) == len(table.header)
    writer.writerow([*(table.header[i] for i in kept), *result_names(name, type_)])
    memo: dict[Value, list[str]] = {}
    for row, value in zip(batch.rows, values, strict=True):
        cells = table.rows[row]
        data = cells if is_whole else [cells[i] for i in kept]
        writer.writerow([*data, *_cells(value, type_, write, memo)])
    return buffer.getvalue()


def result_names(name: str, type_: Type) -> list[str]:
    """Return the columns of a result: one, or one per field of the record it is."""
    if isinstance(type_, RecordType):
        return [f"{name}.{field}" for field, _ in type_.fields]
    return [name]


def _cells(value: Value, type_: Type, write: Write, memo: dict[Value, list[str]]) -> list[str]:
    if isinstance(type_, RecordType):
        assert isinstance(value, dict)
        return [write(value[field], inner) for field, inner in type_.fields]
    if value not in memo:
        memo[value] = [write(value, type_)]
    return memo[value]
