"""Messages E05xx: files, limits and options."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
