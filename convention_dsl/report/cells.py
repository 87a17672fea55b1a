"""The fewest classes that tell a set of amounts apart: a tree of questions about one field each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.report.classes import Cell

Choice = tuple[Cell, ...]
"""A class: a cell of each field."""
Both = tuple[Fraction, Fraction]
"""What an element adds to the left and to the right side."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A class and what an element of it adds: at both ends, the least difference first.

    There is a cell for each field, None where the field does not matter.
    """

    cells: tuple[Cell | None, ...]
    left: Fraction
    right: Fraction
    low: Fraction
    high: Fraction

    @property
    def amounts(self) -> tuple[Fraction, ...]:
        """What tells two classes apart."""
        return self.left, self.right, self.low, self.high


_Part = tuple[Mapping[int, Cell], Gain]
"""A class by the fields that tell it from the others, and what its elements add."""
_SEARCHED = 4
"""With more fields than this, they are told apart in the order of the text."""


def told_apart(rows: Mapping[Choice, Gain], axes: tuple[int, ...]) -> list[_Part]:
    """Return the fewest classes that asking for one field after the other can tell apart."""
    gains = list(rows.values())
    if len({each.amounts for each in gains}) <= 1:
        return [({}, each) for each in gains[:1]]
    best: list[_Part] | None = None
    for axis in axes:
        branches = _branches(rows, axis)
        if len(branches) < 2:
            continue
        rest = tuple(each for each in axes if each != axis)
        found: list[_Part] = [
            ({axis: cell, **cells}, gain)
            for cell, part in branches
            for cells, gain in told_apart(part, rest)
        ]
        if best is None or len(found) < len(best):
            best = found
        if len(axes) > _SEARCHED:
            break
    return best or [({}, gains[0])]


def _branches(rows: Mapping[Choice, Gain], axis: int) -> list[tuple[Cell, Mapping[Choice, Gain]]]:
    """Return the classes by one field, neighbours that nothing tells apart taken together."""
    found: list[tuple[Cell, Mapping[Choice, Gain]]] = []
    for cell in dict.fromkeys(choice[axis] for choice in rows):
        part = {choice: gain for choice, gain in rows.items() if choice[axis] == cell}
        if found and _alike(found[-1][1], part, axis):
            first, known = found[-1]
            found[-1] = (Cell(first.low, cell.high), known)
        else:
            found.append((cell, part))
    return found


def _alike(one: Mapping[Choice, Gain], two: Mapping[Choice, Gain], axis: int) -> bool:
    first, second = (
        {(*choice[:axis], *choice[axis + 1 :]): gain.amounts for choice, gain in part.items()}
        for part in (one, two)
    )
    return first == second
