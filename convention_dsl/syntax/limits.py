"""What a text may not exceed, checked before anything is made of it (docs/language/limits.md)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Source, Span
from convention_dsl.syntax.surface import LANGUAGES, declaration_terminals, surface

MAX_BYTES = 2_000_000
"""Size of a file, in bytes."""
MAX_LINE = 10_000
"""Length of a line, in characters."""
MAX_NESTING = 100
"""Depth of parentheses, brackets and braces, and of an expression's operations."""
MAX_FILES = 500
"""Files read in one run."""
MAX_SCANNED = 5_000
"""Files whose header is looked at to find a book by its name."""
MAX_DIGITS = 40
"""Digits of a number."""
MAX_CLASSES = 1_000
"""Classes of a population."""
MAX_ERRORS = 100
"""Syntax errors told in one file."""

_PART = r'"[^"\n]*"?|«[^»\n]*»?|“[^”\n]*”?|#[^\n]*|[(\[{]|[)\]}]'


def check_text(source: Source) -> list[Diagnostic]:
    """Return what refuses a text: its size, a line's length or the depth of its parentheses."""
    text = source.text
    if len(text) > MAX_BYTES:
        return [too_large(source.path, len(text))]
    long_line = _long_line(text)
    if long_line is not None:
        arguments = {"limit": MAX_LINE}
        return [Diagnostic("E0507", Span(source.path, long_line, long_line + 1), arguments)]
    deep = _too_deep(text)
    if deep is not None:
        return [Diagnostic("E0508", Span(source.path, deep, deep + 1), {"limit": MAX_NESTING})]
    return []


def too_large(path: str, size: int) -> Diagnostic:
    """Return what refuses a file of `size` bytes."""
    megabytes = Fraction((size + 50_000) // 100_000, 10)
    arguments = {"path": path, "size": megabytes, "limit": MAX_BYTES // 1_000_000}
    return Diagnostic("E0506", Span(path, 0, 0), arguments)


def _long_line(text: str) -> int | None:
    start = 0
    for line in text.split("\n"):
        if len(line) > MAX_LINE:
            return start
        start += len(line) + 1
    return None


@cache
def _nesting() -> re.Pattern[str]:
    """Match what opens and closes, and what starts a declaration, where nothing is open."""
    words = sorted(
        spelling
        for language in LANGUAGES
        for terminal in declaration_terminals()
        for spelling in surface(language).spellings[terminal]
    )
    return re.compile(rf"(?P<start>^[ \t]*(?:{'|'.join(words)})(?!\w))|{_PART}", re.MULTILINE)


def _too_deep(text: str) -> int | None:
    depth = 0
    for match in _nesting().finditer(text):
        character = match.group()
        if match.lastgroup:
            depth = 0
        elif character in "([{":
            depth += 1
            if depth > MAX_NESTING:
                return match.start()
        elif character in ")]}":
            depth = max(0, depth - 1)
    return None
