"""A table of rows as a plan's columns: the contract between reading an input and running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation.sources import File
from convention_dsl.targets.sql.dialects import Dialect


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
class ListReading:
    """How a row gives an element of a list: expressions over the scan."""

    present: exp.Expression
    """Whether the row has an element (its cells of the list are not all empty)."""
    columns: Mapping[str, exp.Expression]
    """The element's columns, by name; meaningful where `present`."""


@dataclass(frozen=True)
class PlanReading:
    """How the columns of one plan are had, by their names.

    Without lists, each is an expression over a row of the scan. With lists, the rows of a group
    (`Reading.group`) are one calculation, and each is an *aggregate* over the rows of the group:
    what stands in `SELECT … GROUP BY group`; the columns of lists remain expressions over a row.
    """

    columns: Mapping[str, exp.Expression]
    lists: Mapping[str, ListReading] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """How the rows of an input are had.

    `scan` is what stands after FROM (a table function or a subquery) in the engine's SQL; it gives
    the input's own columns, as they are, and may give others that only the expressions here name.
    `plans` gives each plan's columns, in the order of the plans: BIGINT, BOOLEAN, DATE or VARCHAR,
    not NULL in rows that no check refuses, and never an error in any row. `kept` are the names of
    all columns of the input. `notes` tell what was recognised (delimiter, decimal comma, encoding,
    number of files).
    """

    scan: exp.Expression
    plans: tuple[PlanReading, ...]
    checks: tuple[Check, ...]
    kept: tuple[str, ...]
    notes: tuple[Wording, ...] = ()
    rows: int | None = None
    """The number of rows, where it is known without reading them (Parquet)."""
    group: tuple[exp.Expression, ...] = ()
    """What the rows of one list have in common (plans with lists); none: each row is a list."""
    group_checks: tuple[Check, ...] = ()
    """Reasons to refuse all rows of a group: `holds` and `shown` are aggregates, for HAVING."""
    files: tuple[File, ...] = ()
    """The files that are read: their names, and where what the engine reads is."""
    located: exp.Expression | None = None
    """The same scan with two more columns, for the rejects: `FILE` and `ROW` (see below)."""
    dialect: Dialect = Dialect.DUCKDB
    """The engine that the scan is in."""
    key: exp.Expression | None = None
    """What tells the rows apart, NULL where it is empty: a text without blanks around it."""
    weight: exp.Expression | None = None
    """How many rows each row of a profile stands for, as an aggregate; None: itself."""

    @property
    def columns(self) -> Mapping[str, exp.Expression]:
        """The columns of the first plan."""
        return self.plans[0].columns


FILE = "__file"
"""The column of `Reading.located` that names the file of a row."""
ROW = "__row"
"""The column of `Reading.located` that counts rows: from 1 in Parquet, from 2 below a header."""
