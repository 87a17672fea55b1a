"""Exact linear programs, small: every answer carries what proves it, checked before it is given.

`solve` minimises over x >= 0. A feasible answer is a point that is substituted; an infeasible one
comes with Farkas multipliers, added up and compared. `integer` looks for a point of integers by
branch and bound: a point found is substituted, and where the tree ends without one there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, gcd, lcm, prod

ZERO = Fraction(0)


@dataclass(frozen=True)
class Row:
    """`coefficients · x sign bound`, the sign being `>=`, `>` or `=`."""

    coefficients: tuple[Fraction, ...]
    sign: str
    bound: Fraction

    def at(self, point: Sequence[Fraction | int]) -> Fraction:
        pairs = zip(self.coefficients, point, strict=True)
        return sum((c * x for c, x in pairs if c and x), ZERO)

    def holds(self, point: Sequence[Fraction | int]) -> bool:
        value = self.at(point)
        if self.sign == "=":
            return value == self.bound
        return value > self.bound if self.sign == ">" else value >= self.bound


@dataclass(frozen=True)
class Optimum:
    """A point where the objective is least; `point` None: no point, with the multipliers why."""

    point: tuple[Fraction, ...] | None
    value: Fraction = ZERO
    multipliers: tuple[Fraction, ...] = ()
    unbounded: bool = False


def solve(rows: Sequence[Row], objective: Sequence[Fraction]) -> Optimum:
    """Minimise `objective` over x >= 0 that satisfy `rows` (none of them strict)."""
    width = len(objective)
    tableau = _Tableau(rows, width)
    if tableau.infeasibility() > 0:
        multipliers = tableau.multipliers()
        _check_infeasible(rows, multipliers, width)
        return Optimum(None, multipliers=multipliers)
    bounded = tableau.minimise(list(objective))
    point = tableau.point()
    assert all(row.holds(point) for row in rows)
    assert min(point, default=ZERO) >= 0
    value = sum((c * x for c, x in zip(objective, point, strict=True)), ZERO)
    return Optimum(point, value, unbounded=not bounded)


def _check_infeasible(rows: Sequence[Row], multipliers: Sequence[Fraction], width: int) -> None:
    """The rows, weighed and added up, say `something <= 0 and at least a positive number`."""
    for row, m in zip(rows, multipliers, strict=True):
        assert row.sign == "=" or m >= 0
    for column in range(width):
        assert sum(m * r.coefficients[column] for r, m in zip(rows, multipliers, strict=True)) <= 0
    assert sum(m * r.bound for r, m in zip(rows, multipliers, strict=True)) > 0


class _Tableau:
    """The simplex method in two phases with Bland's rule: columns are x, surplus, artificial."""

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        self.width = width
        surplus = [n for n, row in enumerate(rows) if row.sign == ">="]
        self.first_artificial = width + len(surplus)
        columns = self.first_artificial + len(rows)
        self.flips: list[int] = []
        self.rows: list[list[Fraction]] = []
        for n, row in enumerate(rows):
            line = [*row.coefficients, *([ZERO] * (columns - width)), row.bound]
            if row.sign == ">=":
                line[width + surplus.index(n)] = Fraction(-1)
            flip = -1 if row.bound < 0 else 1
            line = [flip * each for each in line]
            line[self.first_artificial + n] = Fraction(1)
            self.flips.append(flip)
            self.rows.append(line)
        self.basis = [self.first_artificial + n for n in range(len(rows))]
        self.costs = [ZERO] * (columns + 1)
        for line in self.rows:
            self.costs = [c - x for c, x in zip(self.costs, line, strict=True)]
        for n in range(self.first_artificial, columns):
            self.costs[n] += 1

    def infeasibility(self) -> Fraction:
        """Return the least sum of the artificial columns."""
        self._run(self.first_artificial)
        return -self.costs[-1]

    def multipliers(self) -> tuple[Fraction, ...]:
        """Return the Farkas multipliers after `infeasibility`."""
        reduced = self.costs[self.first_artificial : -1]
        return tuple(f * (1 - c) for f, c in zip(self.flips, reduced, strict=True))

    def minimise(self, objective: list[Fraction]) -> bool:
        """Minimise from a feasible basis; return whether there is a minimum."""
        self._drop_artificial()
        padded = [*objective, *([ZERO] * (len(self.costs) - len(objective)))]
        self.costs = padded
        for line, column in zip(self.rows, self.basis, strict=True):
            factor = self.costs[column]
            if factor:
                self.costs = [c - factor * x for c, x in zip(self.costs, line, strict=True)]
        return self._run(self.first_artificial)

    def point(self) -> tuple[Fraction, ...]:
        found = [ZERO] * self.width
        for line, column in zip(self.rows, self.basis, strict=True):
            if column < self.width:
                found[column] = line[-1]
        return tuple(found)

    def _drop_artificial(self) -> None:
        """Take artificial columns (at zero) out of the basis; a row without any other is void."""
        for at in reversed(range(len(self.rows))):
            if self.basis[at] < self.first_artificial:
                continue
            column = next((n for n in range(self.first_artificial) if self.rows[at][n]), None)
            if column is None:
                del self.rows[at], self.basis[at]
            else:
                self._pivot(at, column)

    def _run(self, columns: int) -> bool:
        while True:
            column = next((n for n in range(columns) if self.costs[n] < 0), None)
            if column is None:
                return True
            ratios = [
                (line[-1] / line[column], self.basis[at], at)
                for at, line in enumerate(self.rows)
                if line[column] > 0
            ]
            if not ratios:
                return False
            self._pivot(min(ratios)[2], column)

    def _pivot(self, at: int, column: int) -> None:
        pivot = self.rows[at][column]
        chosen = self.rows[at] = [x / pivot if x else x for x in self.rows[at]]
        for n, line in enumerate(self.rows):
            if n != at and line[column]:
                self.rows[n] = _less(line, line[column], chosen)
        if self.costs[column]:
            self.costs = _less(self.costs, self.costs[column], chosen)
        self.basis[at] = column


def _less(line: list[Fraction], factor: Fraction, chosen: list[Fraction]) -> list[Fraction]:
    return [x - factor * y if y else x for x, y in zip(line, chosen, strict=True)]


# Points -------------------------------------------------------------------------------------------


class Undecided(Exception):
    """The search for integers took too long; nothing is said."""


def scalable(rows: Sequence[Row]) -> tuple[int, ...] | bool | None:
    """Decide rows that a point may be scaled up in: integers or None; False: not such rows.

    Where no bound of `>=` and `>` is negative and those of `=` are 0, a rational point times its
    common denominator k >= 1 is a point: the left sides grow with k, and k · bound >= bound. So the
    rationals are exact for lists of any length.
    """
    if any(row.bound < 0 or (row.sign == "=" and row.bound) for row in rows):
        return False
    found = rational(rows)
    if found is None:
        return None
    scale = lcm(*(x.denominator for x in found))
    point = tuple(int(x * scale) for x in found)
    assert all(row.holds(point) for row in rows)
    return point


def rational(rows: Sequence[Row]) -> tuple[Fraction, ...] | None:
    """Return a rational point of rows, strict ones included, or None where there is none."""
    width = len(rows[0].coefficients) if rows else 0
    # one more column, at most 1, by which every strict row is exceeded: made as large as can be
    loose = [
        Row((*r.coefficients, Fraction(-(r.sign == ">"))), "=" if r.sign == "=" else ">=", r.bound)
        for r in rows
    ]
    cap = Row((*([ZERO] * width), Fraction(-1)), ">=", Fraction(-1))
    found = solve([*loose, cap], [*([ZERO] * width), Fraction(-1)])
    if found.point is None or found.point[-1] == 0:
        return None
    point = found.point[:-1]
    assert all(row.holds(point) for row in rows)
    return point


def integer(rows: Sequence[Row], nodes: int = 60) -> tuple[int, ...] | None:
    """Return a point of integers, None where there is none; raise `Undecided` after `nodes`."""
    known = scalable(rows)
    if known is not False:
        assert known is not True
        return known
    tight = []
    for row in rows:
        found = _integral(row)
        if found is None:
            return None
        tight.append(found)
    width = len(rows[0].coefficients)
    waiting: list[Box] = [((0,) * width, (None,) * width)]
    while waiting:
        nodes -= 1
        if nodes < 0:
            raise Undecided
        low, high = waiting.pop()
        best = solve([*tight, *_sides(low, high)], [Fraction(1)] * width)
        if best.point is None:
            continue
        at = next((n for n, x in enumerate(best.point) if x.denominator != 1), None)
        if at is None:
            point = tuple(map(int, best.point))
            assert all(row.holds(point) for row in rows)
            return point
        below = floor(best.point[at])
        waiting.append(((*low[:at], below + 1, *low[at + 1 :]), high))
        waiting.append((low, (*high[:at], below, *high[at + 1 :])))
    return None


Box = tuple[tuple[int, ...], tuple[int | None, ...]]


def _sides(low: Sequence[int], high: Sequence[int | None]) -> list[Row]:
    """Return the rows of a box."""
    found = []
    for n, (least, most) in enumerate(zip(low, high, strict=True)):
        unit = tuple(Fraction(n == each) for each in range(len(low)))
        if least:
            found.append(Row(unit, ">=", Fraction(least)))
        if most is not None:
            found.append(Row(tuple(-x for x in unit), ">=", Fraction(-most)))
    return found


def _integral(row: Row) -> Row | None:
    """Return a row with integer coefficients of gcd 1, not strict; None where no integers fit."""
    scale = lcm(*(x.denominator for x in row.coefficients))
    whole = [int(x * scale) for x in row.coefficients]
    common = gcd(*whole)
    if not common:
        holds = row.holds([0] * len(row.coefficients))
        return Row(row.coefficients, ">=", Fraction(0)) if holds else None
    bound = row.bound * scale / common
    coefficients = tuple(Fraction(x, common) for x in whole)
    match row.sign:
        case "=":
            return Row(coefficients, "=", bound) if bound.denominator == 1 else None
        case ">":
            return Row(coefficients, ">=", Fraction(floor(bound) + 1))
        case _:
            return Row(coefficients, ">=", Fraction(-floor(-bound)))


def witness_bound(rows: Sequence[Row]) -> int:
    """Return a length below which there is a point of `rows`, if they are scalable and have any.

    A vertex of the rational points is the quotient of two determinants of at most all rows with
    integer coefficients (Cramer), each at most the product of the rows' lengths (Hadamard), here of
    their sums of absolute values; times the common denominator it has integer counts, of at most as
    many classes as there are rows.
    """
    sizes = []
    for row in rows:
        scale = lcm(*(x.denominator for x in (*row.coefficients, row.bound)))
        sizes.append(max(1, int(sum(abs(x) * scale for x in (*row.coefficients, row.bound + 1)))))
    return len(rows) * prod(sizes)
