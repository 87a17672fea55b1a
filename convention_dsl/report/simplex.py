"""Least and greatest values of a sum under linear conditions, exactly, for a few dozen unknowns.

The simplex method on fractions, with the rule that always takes the first column and the first row
that will do, so that it ends. All unknowns are at least nought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Numbers = Sequence[Fraction]


@dataclass(frozen=True, slots=True)
class AtMost:
    """Σ weight × unknown ≤ limit."""

    weights: tuple[Fraction, ...]
    limit: Fraction


@dataclass(frozen=True, slots=True)
class Best:
    """The greatest value of a sum, and unknowns that have it."""

    value: Fraction
    unknowns: tuple[Fraction, ...]


def greatest(weights: Numbers, conditions: Sequence[AtMost]) -> Best | None:
    """Return the greatest Σ weight × unknown; None where there is none (or nothing satisfies)."""
    table = _Table(len(weights), conditions)
    if not table.make_feasible():
        return None
    if not table.improve([*weights, *[Fraction(0)] * (table.width - len(weights))]):
        return None
    unknowns = table.unknowns()
    value = sum((w * x for w, x in zip(weights, unknowns, strict=True)), Fraction(0))
    return Best(value, unknowns)


class _Table:
    """Equations solved for some columns; after the unknowns come slacks, then artificial ones.

    Artificial columns are there only to begin with.
    """

    def __init__(self, size: int, conditions: Sequence[AtMost]) -> None:
        self.size = size
        self.first_artificial = size + len(conditions)
        self.width = size + 2 * len(conditions)
        self.rows: list[list[Fraction]] = []
        self.solved: list[int] = []
        for i, each in enumerate(conditions):
            sign = Fraction(-1 if each.limit < 0 else 1)
            row = [sign * weight for weight in each.weights] + [Fraction(0)] * 2 * len(conditions)
            row[size + i] = sign
            artificial = size + len(conditions) + i
            if sign < 0:
                row[artificial] = Fraction(1)
            self.rows.append([*row, sign * each.limit])
            self.solved.append(artificial if sign < 0 else size + i)

    def make_feasible(self) -> bool:
        """Find values that satisfy all conditions; return whether there are any."""
        goal = [Fraction(-1 if i >= self.first_artificial else 0) for i in range(self.width)]
        self.improve(goal)
        if any(s >= self.first_artificial and r[-1] != 0 for s, r in self._pairs()):
            return False
        self._without_artificial()
        return True

    def _without_artificial(self) -> None:
        """Solve for other columns where an artificial one is still nought; forget those columns."""
        first = self.first_artificial
        for index, solved in enumerate(self.solved):
            others = (i for i in range(first) if solved >= first and self.rows[index][i])
            if (column := next(others, None)) is not None:
                self._pivot(index, column)
        kept = [(s, row) for s, row in self._pairs() if s < first]
        self.solved = [solved for solved, _ in kept]
        self.rows = [[*row[:first], row[-1]] for _, row in kept]
        self.width = first

    def improve(self, goal: Sequence[Fraction]) -> bool:
        """Move to the greatest value of the goal; return whether there is one."""
        while (column := self._entering(goal)) is not None:
            row = self._leaving(column)
            if row is None:
                return False
            self._pivot(row, column)
        return True

    def _entering(self, goal: Sequence[Fraction]) -> int | None:
        """Return the first column that makes the goal greater."""
        for column in range(self.width):
            if column in self.solved:
                continue
            lost = sum((goal[s] * row[column] for s, row in self._pairs()), Fraction(0))
            if goal[column] - lost > 0:
                return column
        return None

    def _leaving(self, column: int) -> int | None:
        """Return the row that first stops the column from growing."""
        best: tuple[Fraction, int] | None = None
        found = None
        for i, (solved, row) in enumerate(self._pairs()):
            if row[column] > 0:
                key = (row[-1] / row[column], solved)
                if best is None or key < best:
                    best, found = key, i
        return found

    def _pivot(self, index: int, column: int) -> None:
        pivot = self.rows[index][column]
        chosen = [value / pivot for value in self.rows[index]]
        for i, row in enumerate(self.rows):
            factor = row[column]
            if i != index and factor:
                self.rows[i] = [v - factor * c for v, c in zip(row, chosen, strict=True)]
        self.rows[index] = chosen
        self.solved[index] = column

    def _pairs(self) -> list[tuple[int, list[Fraction]]]:
        return list(zip(self.solved, self.rows, strict=True))

    def unknowns(self) -> tuple[Fraction, ...]:
        """Return the present values of the unknowns."""
        values = [Fraction(0)] * self.size
        for solved, row in self._pairs():
            if solved < self.size:
                values[solved] = row[-1]
        return tuple(values)
