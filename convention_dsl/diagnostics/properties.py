"""Messages E04xx: properties and verdicts."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
