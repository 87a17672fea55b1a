"""Long lines of SQL, folded before the signs of a sum: what the SQL library leaves on one line."""

from __future__ import annotations

from collections.abc import Iterator

_WIDTH = 100
_QUOTES = "'\"`"


def folded(text: str, escapes: bool) -> str:
    """Return SQL with its long lines folded; white space changes and nothing else.

    `escapes`: in the dialect, a backslash in a text takes its meaning from what follows it.
    """
    return "\n".join(part for line in text.split("\n") for part in _fold(line, escapes))


def _fold(line: str, escapes: bool) -> Iterator[str]:
    code = len(line.partition(" /* ")[0])
    signs = list(_signs(line, escapes)) if code > _WIDTH else []
    outermost = min((depth for _, depth in signs), default=0)
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    start = 0
    for place, depth in signs:
        if depth == outermost:
            yield (indent if start else "") + line[start:place].rstrip()
            start = place
    yield (indent if start else "") + line[start:]


def _signs(line: str, escapes: bool) -> Iterator[tuple[int, int]]:
    """Yield where the signs of sums are, and how deep in parentheses and cases."""
    depth, quote, place = 0, "", 0
    while place < len(line):
        here = line[place]
        if escapes and quote == "'" and here == "\\":
            place += 1
        elif quote:
            quote = "" if here == quote else quote
        elif line.startswith("/*", place):
            return
        elif here in _QUOTES:
            quote = here
        elif here == "(" or line.startswith("CASE ", place):
            depth += 1
        elif here == ")" or line.startswith(" END", place):
            depth -= 1
        elif line.startswith((" + ", " - "), place):
            yield place + 1, depth
        place += 1
