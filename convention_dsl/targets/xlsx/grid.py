"""A sheet of calculation: columns of formulas, one row per row of the sheet that is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from xlsxwriter.utility import xl_col_to_name

from convention_dsl.targets.xlsx.naming import quoted

ROW = "\0"
"""Stands in a formula for the number of its own row."""

T = TypeVar("T")
_MOST_TEXTS = 12

FIRST_ROW = 7
"""The first row of data (from 0) of the sheets that are filled in and of those that calculate."""


@dataclass(frozen=True)
class Step:
    """A column: `formula` is that of each row, with `ROW` for its number."""

    key: str
    head: str
    group: str
    formula: str


@dataclass
class Grid:
    """The columns of one sheet of calculation, while they are laid out."""

    sheet: str
    count: int
    """How many rows there are."""
    steps: list[Step] = field(default_factory=list)
    _letters: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, formula: str, head: str = "", group: str = "") -> str:
        """Add a column; returns where it stands, for formulas of the same row."""
        self._letters[key] = str(xl_col_to_name(len(self.steps)))
        self.steps.append(Step(key, head or key, group, formula))
        return self.here(key)

    def here(self, key: str) -> str:
        """Return where a column stands, for formulas of the same row and sheet."""
        return f"{self._letters[key]}{ROW}"

    def there(self, key: str) -> str:
        """Return where a column stands, for formulas of the same row of another sheet."""
        return f"{quoted(self.sheet)}!{self.here(key)}"

    def only(self, key: str) -> str:
        """Return where the column of a grid of one row stands, for formulas anywhere."""
        return f"{quoted(self.sheet)}!${self._letters[key]}${FIRST_ROW + 1}"

    def down(self, key: str) -> str:
        """Return the whole column, for formulas anywhere."""
        letter, last = self._letters[key], FIRST_ROW + self.count
        return f"{quoted(self.sheet)}!${letter}${FIRST_ROW + 1}:${letter}${last}"

    def has(self, key: str) -> bool:
        """Return whether there is such a column."""
        return key in self._letters

    def names_here(self) -> Mapping[str, str]:
        """Return where each column stands, for formulas of the same row and sheet."""
        return {key: self.here(key) for key in self._letters}


def at_row(formula: str, row: int) -> str:
    """Return a formula for row `row` (from 0)."""
    return "=" + formula.replace(ROW, str(row + 1))


def add_texts(grid: Grid, key: str, parts: Sequence[str], head: str, group: str) -> str:
    """Add a column that joins texts, after others that join some of them where they are many."""
    places = [
        grid.add(chunk, "&".join(each), head, group) for chunk, each in chunks(key, parts)[:-1]
    ]
    last = chunks(key, parts)[-1:]
    own = [*places, *(part for _, each in last for part in each)]
    return grid.add(key, "&".join(own) or '""', head, group)


def chunks(key: str, parts: Sequence[T]) -> list[tuple[str, list[T]]]:
    """Return the groups in which texts are joined, the last one into the column `key` itself."""
    starts = range(0, len(parts), _MOST_TEXTS)
    return [(f"{key} {n}", list(parts[n : n + _MOST_TEXTS])) for n in starts]
