"""Names of cells that Excel and LibreOffice accept, unlike any cell's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CELL = re.compile(r"[a-z]{1,3}[0-9]+|[rl][0-9]*(c[0-9]*)?|c[0-9]*|true|false|vrai|faux")
_CALL = re.compile(r"([A-Z])\(")
"""What the library that writes workbooks may take for a function, in a text too."""

_LONGEST = 200
_SHEET_LONGEST = 31
_TEXT_LONGEST = 200


class CellNames:
    """Gives each name once, without regard to case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def unique(self, wanted: str) -> str:
        """Return `wanted` as a name of a cell, with a number where it is taken."""
        plain = re.sub(r"\W+", "_", wanted).strip("_")[:_LONGEST] or "n"
        base = f"n_{plain}" if plain[0].isdigit() else plain
        base += "_" if _CELL.fullmatch(base.casefold()) else ""
        name, count = base, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{base}_{count}"
        self._taken.add(name.casefold())
        return name


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """Return a text as the name of a sheet, with a number where it is taken."""
    plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]+", " ", wanted).strip() or "_"
    others = {"history", *(name.casefold() for name in taken)}
    name, count = _cut(plain, _SHEET_LONGEST), 1
    while name.casefold() in others:
        count += 1
        name = f"{_cut(plain, _SHEET_LONGEST - 4)} {count}"
    return name


def _cut(text: str, most: int) -> str:
    """Return the start of a text that Excel counts as no more than `most` characters."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text.strip()


def quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas write it."""
    return sheet if re.fullmatch(r"[A-Za-z_]+", sheet) else f"'{sheet}'"


def string(text: str) -> str:
    """Return a text as formulas write it; they have room for 255 characters."""
    quoted_text = '"' + shortened(text).replace('"', '""') + '"'
    return _CALL.sub(r'\1"&"(', quoted_text)


def shortened(text: str, before: int = 0) -> str:
    """Return a text as long as a formula can have it, with `before` characters before it."""
    most = _TEXT_LONGEST - before
    return text if len(text) <= most else text[: most - 1] + "…"
