"""Reading a file, and a glance at its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.source import Source, Span
from convention_dsl.syntax.limits import MAX_BYTES, too_large
from convention_dsl.syntax.nodes import HeaderKind
from convention_dsl.syntax.reader import program_of
from convention_dsl.syntax.surface import LANGUAGES, phrase_pattern, surface

_KINDS = {
    "_CONVENTION": HeaderKind.CONVENTION,
    "_VOCABULARY": HeaderKind.VOCABULARY,
    "_PART_OF": HeaderKind.PART,
}


@dataclass(frozen=True, slots=True)
class Glance:
    """What a file says it is, seen without parsing it; `written` when it has a header at all."""

    name: str
    kind: HeaderKind
    written: bool


def read_source(path: Path, shown: str) -> tuple[Source | None, list[Diagnostic]]:
    """Return the text of a file; None with the reason where it cannot be read."""
    if not path.exists():
        return None, [Diagnostic("E0501", None, {"path": shown})]
    if not path.is_file():
        return None, [Diagnostic("E0502", None, {"path": shown})]
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Source(shown, ""), [too_large(shown, size)]
        data = path.read_bytes()
    except OSError as error:
        return None, [Diagnostic("E0509", None, {"path": shown, "reason": system_reason(error)})]
    try:
        return Source(shown, data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        readable = data[: error.start].decode("utf-8")
        line = readable.count("\n") + 1
        span = Span(shown, len(readable), len(readable))
        return Source(shown, readable), [Diagnostic("E0505", span, {"path": shown, "line": line})]


def glance(path: Path) -> Glance | None:
    """Return what a file says it is; None where it cannot be a text of the project."""
    unseen = Glance(path.stem, HeaderKind.CONVENTION, written=False)
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return unseen
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return unseen
    program = program_of(text, path.name)
    for pattern in _headers():
        match = pattern.search(program)
        if match:
            kind = next(kind for kind in _KINDS if match.group(kind))
            return Glance(match.group("name"), _KINDS[kind], written=True)
    if path.suffix.lower() == ".md":
        return None
    return unseen


@cache
def _headers() -> tuple[re.Pattern[str], ...]:
    return tuple(_header(language) for language in LANGUAGES)


def _header(language: str) -> re.Pattern[str]:
    words = "|".join(
        f"(?P<{kind}>{phrase_pattern(surface(language).spelling(kind)).pattern})" for kind in _KINDS
    )
    return re.compile(rf"^\s*(?:{words})\s*(?P<name>[^\W\d](?:[^\W\d]|[0-9])*)", re.MULTILINE)
