"""Messages E02xx: what `check` proves."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry
from convention_dsl.diagnostics.obligations_tables import TABLES
from convention_dsl.diagnostics.obligations_values import VALUES

ENTRIES: tuple[Entry, ...] = (*TABLES, *VALUES)
