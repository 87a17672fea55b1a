"""Messages E03xx: input data."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
