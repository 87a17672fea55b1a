"""Messages E02xx: what check proves."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
