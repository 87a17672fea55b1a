"""Records of a linked program by their types."""

from __future__ import annotations

from convention_dsl.core.program import Program, RecordDef
from convention_dsl.types import RecordType


def record_definition(program: Program, type_: RecordType) -> RecordDef | None:
    """Return the declaration of a record type, None for one that no author declared."""
    book, _, name = type_.name.partition(".")
    known = program.library.books.get(book)
    return next((r for r in known.records if r.name == name), None) if known else None
