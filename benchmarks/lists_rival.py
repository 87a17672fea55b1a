"""The hand-written rival: how many patients of each merged cell, as integers of z3.

It decides the properties of `tests/corpus/lists/good/envelope.conv`: patients who bring the same
are one cell, and a list is a count for each cell. A threshold is found by halving, in cents. It
does not read the text, gives no reason for a proof, and does not check its counterexamples.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import z3

RATES = (0, 5, 10)
"""The uplift of each zone, in percent."""
LONGEST = 3000
Cell = tuple[int, int, bool, bool, int]
"""New and former forfait in euros, in ALD, not seen, number of actions."""


def former(age: int, ald: bool) -> int:
    if ald:
        return 46 if age < 80 else 70
    if age >= 80:
        return 46
    return 6 if age < 7 else 5


def base(age: int, ald: bool, seen: bool) -> int:
    if not seen:
        return 5
    if ald:
        return 55 if age < 80 else 100
    if age >= 80:
        return 55
    return 15 if age < 7 or age >= 75 else 5


def cells() -> list[Cell]:
    """Return the merged cells."""
    found = dict.fromkeys(_patients())
    return list(found)


def _patients() -> Iterator[Cell]:
    flags = (False, True)
    for age, ald, c2s, seen, actions in product(range(121), flags, flags, flags, range(16)):
        new = base(age, ald, seen) + 10 * c2s + 5 * actions
        yield new, former(age, ald), ald, not seen, actions


class Rival:
    """A solver with the hypotheses; the claim is asked for a zone and an amount."""

    def __init__(self) -> None:
        self.cells = cells()
        self.counts = [z3.Int(f"n{k}") for k in range(len(self.cells))]
        self.solver = z3.Solver()
        self.solver.add([count >= 0 for count in self.counts])
        self.size = z3.Sum(self.counts)
        self.solver.add(self.size <= LONGEST)
        # an empty list is as the texts say: 15 % in ALD, and none not seen
        self.solver.add(100 * self._sum(2) >= 15 * self.size)
        self.solver.add(100 * self._sum(3) <= 10 * self.size)
        self.solver.add(10 * self._sum(4) >= 12 * self.size)

    def _sum(self, part: int) -> z3.ArithRef:
        pairs = zip(self.cells, self.counts, strict=True)
        return z3.Sum([int(cell[part]) * count for cell, count in pairs if cell[part]])

    def holds(self, cents: int) -> bool:
        """Return whether the claim holds with so many cents for each patient, in every zone."""
        return all(self._holds_in(rate, cents) for rate in RATES)

    def _holds_in(self, rate: int, cents: int) -> bool:
        claim = (100 + rate) * self._sum(0) >= 100 * self._sum(1) + cents * self.size
        self.solver.push()
        self.solver.add(z3.Not(claim))
        answer = self.solver.check()
        self.solver.pop()
        if answer == z3.unknown:
            raise SystemExit("the rival does not know")
        return answer == z3.unsat

    def threshold(self, low: int = -5000, high: int = 5000) -> int:
        """Return the most cents for each patient with which the claim holds."""
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.holds(middle) else (low, middle - 1)
        return low


def run() -> tuple[bool, bool]:
    """Answer `just` and `too_much`."""
    return Rival().holds(-5), Rival().holds(-4)


if __name__ == "__main__":
    print(run(), Rival().threshold())
