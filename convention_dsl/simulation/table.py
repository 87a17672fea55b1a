"""The table that an input is, before any clause asks for its columns."""

from __future__ import annotations

from dataclasses import dataclass

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation.cell import Cell
from convention_dsl.simulation.expressions import E
from convention_dsl.simulation.sources import File


@dataclass(frozen=True)
class Table:
    """A scan with its columns; `located` has two more, `reading.FILE` and `reading.ROW`.

    `cells` are what leaves are looked for in: the columns, and the fields of those that hold
    records. `columns` are the names of the columns alone.
    """

    scan: E
    located: E
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    is_csv: bool
    decimal_comma: bool
    notes: tuple[Wording, ...]
    files: tuple[File, ...]
    rows: int | None = None
