"""Finding the simplest counterexample: bounded lexicographic minimisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from convention_dsl.proof.criteria import Criterion, Symbols
from convention_dsl.proof.leaves import Assignment, Leaf
from convention_dsl.proof.smt import Bool
from convention_dsl.types import DateType

HOME_YEAR = 2000
"""Years are the simpler the nearer to this one."""

Probe = Callable[[Sequence[Bool], Bool], Assignment | None]
"""Asks for a counterexample that satisfies conditions settled since last time, and one more."""


def minimise(
    criteria: Sequence[Criterion], symbols: Symbols, start: Assignment, probe: Probe
) -> Assignment:
    """Return the simplest counterexample, from any one and a way to ask for others.

    Where `probe` cannot answer within its limits it says that there is none. Most criteria attain
    zero: it is tried first, then halves.
    """
    best = start
    settled: list[Bool] = []
    for criterion in criteria:
        low, now = 0, criterion.value(best)
        target = low
        while low < now:
            better = probe(settled, criterion.at_most(symbols, target))
            settled = []
            if better is None:
                low = target + 1
            else:
                best, now = better, criterion.value(better)
            target = (low + now - 1) // 2
        settled.append(criterion.at_most(symbols, now))
    return best


def plain_date(type_: DateType) -> date:
    """Return the simplest day of a range, in the order of the criteria."""
    low, high = type_.low or date.min, type_.high or date.max
    first_year = low.year + ((low.month, low.day) > (1, 1))
    if first_year <= high.year:
        return date(min(max(first_year, HOME_YEAR), high.year), 1, 1)
    return next((day for day in _firsts(low) if day <= high), low)


def _firsts(low: date) -> Iterator[date]:
    """Yield the firsts of the months of the year of `low` that are not before it."""
    for month in range(low.month, 13):
        if date(low.year, month, 1) >= low:
            yield date(low.year, month, 1)


def plain_number(leaf: Leaf, steps: Sequence[int], home: int = 0) -> int:
    """Return the simplest number of a range: the roundest, then the nearest to `home`."""
    for step in (*steps, 1):
        value = _nearest(leaf, step, home)
        above = leaf.low is None or leaf.low <= value
        if above and (leaf.high is None or value <= leaf.high):
            return value
    return home


def _nearest(leaf: Leaf, step: int, home: int) -> int:
    """Return the multiple of `step` nearest to `home`, the greater of two, within the range."""
    value = (2 * home + step) // (2 * step) * step
    if leaf.low is not None and value < leaf.low:
        return -(-leaf.low // step) * step
    if leaf.high is not None and value > leaf.high:
        return leaf.high // step * step
    return value
