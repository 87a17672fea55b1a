"""A table of rows as a plan's columns: the contract between reading an input and running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from convention_dsl.diagnostics.entry import Wording


@dataclass(frozen=True)
class Check:
    """A reason to refuse rows: `holds` is true of the bad ones, never NULL.

    `column` is the name in the input's header; `reason` is what a reader is told, without count.
    """

    column: str
    reason: Wording
    holds: exp.Expression
    shown: exp.Expression
    """The text of the offending value, for the file of rejects (VARCHAR, may be NULL)."""


@dataclass(frozen=True)
class Reading:
    """How the rows of an input are had.

    `scan` is what stands after FROM (a table function or a table) in the engine's SQL; it gives the
    input's own columns, as they are. `columns` gives each of the plan's columns by its name, as an
    expression over the scan: BIGINT, BOOLEAN, DATE or VARCHAR, not NULL in rows that no check
    refuses, and never an error in any row. `kept` are the names of all columns of the input.
    `notes` tell what was recognised (delimiter, decimal comma, encoding, number of files).
    """

    scan: exp.Expression
    columns: Mapping[str, exp.Expression]
    checks: tuple[Check, ...]
    kept: tuple[str, ...]
    notes: tuple[Wording, ...] = ()
    rows: int | None = None
    """The number of rows, where it is known without reading them (Parquet)."""
