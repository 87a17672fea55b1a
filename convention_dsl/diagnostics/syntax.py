"""Messages E00xx: reading a text."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
