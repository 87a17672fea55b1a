"""Names of a plan: those of the text, made into identifiers and kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 50


class Names:
    """Gives each name once, without regard to case: engines differ in what case means to them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, wanted: str) -> str:
        """Return `wanted` as an identifier, with a number where it is taken."""
        base = identifier(wanted)[:_LONGEST]
        name, count = base, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{base}_{count}"
        self._taken.add(name.casefold())
        return name


def identifier(text: str) -> str:
    """Return a text as an identifier: letters (accents included), digits, underscores."""
    plain = re.sub(r"\W+", "_", text.replace("-", "_")).strip("_")
    return f"n{plain}" if not plain or plain[0].isdigit() else plain


def joined(parts: Iterable[str | int]) -> str:
    """Return a path as one name; a negative number is told by an `m`."""
    words = (f"m{-part}" if isinstance(part, int) and part < 0 else str(part) for part in parts)
    return "_".join(words)
