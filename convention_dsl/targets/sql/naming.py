"""Names of columns in a query: told apart as the strictest engine does."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60
"""PostgreSQL cuts names after 63 bytes."""


class Names:
    """Gives each name once; engines do not tell letters apart by their case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def new(self, wanted: str) -> str:
        """Return `wanted`, cut to what engines take, with a number where it is taken."""
        name, count = _cut(wanted, _LONGEST), 1
        while name.casefold() in self._taken:
            count += 1
            suffix = f"_{count}"
            name = _cut(wanted, _LONGEST - len(suffix)) + suffix
        self._taken.add(name.casefold())
        return name


def _cut(name: str, longest: int) -> str:
    return name.encode()[:longest].decode(errors="ignore")
