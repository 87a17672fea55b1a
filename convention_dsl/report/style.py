"""Colours and columns of the text reports.

Reports always carry their colour codes; `cli` strips them where the reader wants none. Widths are
those of a terminal: a wide character takes two columns, a combining one none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

_CODES = re.compile(r"\x1b\[[0-9;]*m")
_BREAKS = re.compile(r" +(?![;:!?»€%](?: |$)|[€%])")
"""Where a line may be broken: never before a French sign or a unit."""

COLUMNS = 110
"""How wide a report may be."""


class Role(Enum):
    """What a coloured piece of text is; the value is its SGR code."""

    ERROR = "1;31"
    WARNING = "1;33"
    GOOD = "1;32"
    PLACE = "1;34"
    HELP = "1;36"
    STRONG = "1"
    FAINT = "2"


def paint(text: str, role: Role) -> str:
    """Return `text` in the colour of `role`."""
    return f"\x1b[{role.value}m{text}\x1b[0m" if text else text


def plain(text: str) -> str:
    """Return `text` without its colour codes."""
    return _CODES.sub("", text)


def width(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    return sum(map(_columns, plain(text)))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return `text` filled with spaces up to `columns`, on its left where `right`."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def table(
    rows: Sequence[Sequence[str]],
    *,
    indent: str = "",
    right: frozenset[int] = frozenset(),
    gap: str = "  ",
) -> list[str]:
    """Return the lines of a table with aligned columns; those in `right` are aligned right."""
    if not rows:
        return []
    widths = [
        max(width(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))
    ]
    return [
        (indent + gap.join(pad(c, widths[i], right=i in right) for i, c in enumerate(row))).rstrip()
        for row in rows
    ]


def wrapped(text: str, columns: int, hanging: str = "") -> list[str]:
    """Return `text` in lines of at most `columns`, those after the first behind `hanging`.

    Only spaces are broken at; the spaces before the first word stay.
    """
    start = text[: len(text) - len(text.lstrip(" "))]
    lines: list[str] = []
    line, is_begun = start, False
    for word in _BREAKS.split(text.strip(" ")):
        longer = f"{line} {word}" if is_begun else line + word
        if is_begun and width(longer) > columns:
            lines.append(line)
            line = hanging + word
        else:
            line, is_begun = longer, True
    return [*lines, line]


def fitted(line: str, columns: int) -> list[str]:
    """Return a line as it is where it is short enough, else in several, two columns further in."""
    if width(line) <= columns:
        return [line]
    indent = len(plain(line)) - len(plain(line).lstrip(" "))
    return wrapped(line, columns, " " * (indent + 2))
