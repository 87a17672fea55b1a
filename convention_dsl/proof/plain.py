"""The simplest number and the simplest day of a range: what is shown where anything will do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from convention_dsl.types import DateType, NumberKind, NumberType, Type

HOME_YEAR = 2000
"""Years are the simpler the nearer to this one."""

_ROUND = {
    NumberKind.INTEGER: (Fraction(10), Fraction(5)),
    NumberKind.NUMBER: (Fraction(10), Fraction(1)),
    NumberKind.AMOUNT: (Fraction(10), Fraction(1)),
    NumberKind.RATE: (Fraction(1, 10), Fraction(1, 100)),
}
"""What counts as round, the roundest first, by what the number is."""
_FEW = 20
"""In a range of fewer integers none is rounder than another."""


class Bounded(Protocol):
    """A range of integers; None: no limit on that side."""

    @property
    def low(self) -> int | None:
        """The first."""

    @property
    def high(self) -> int | None:
        """The last."""


def round_steps(type_: Type) -> tuple[int, ...]:
    """Return what counts as round for a number, in its own step."""
    if not isinstance(type_, NumberType):
        return ()
    own = type_.step or Fraction(1)
    low, high = type_.low, type_.high
    if low is not None and high is not None and floor(high / own) - ceil(low / own) + 1 < _FEW:
        return ()
    steps = (step / own for step in _ROUND[type_.kind])
    return tuple(step.numerator for step in steps if step.denominator == 1 and step > 1)


def plain_number(range_: Bounded, steps: Sequence[int], home: int = 0) -> int:
    """Return the simplest number of a range: the roundest, then the nearest to `home`."""
    low, high = range_.low, range_.high
    for step in (*steps, 1):
        value = _nearest(range_, step, home)
        if (low is None or low <= value) and (high is None or value <= high):
            return value
    return home


def _nearest(range_: Bounded, step: int, home: int) -> int:
    """Return the multiple of `step` nearest to `home`, the greater of two, within the range."""
    value = (2 * home + step) // (2 * step) * step
    if range_.low is not None and value < range_.low:
        return -(-range_.low // step) * step
    if range_.high is not None and value > range_.high:
        return range_.high // step * step
    return value


def plain_date(type_: DateType) -> date:
    """Return the simplest day of a range, in the order of the criteria."""
    low, high = type_.low or date.min, type_.high or date.max
    first_year = low.year + ((low.month, low.day) > (1, 1))
    if first_year <= high.year:
        return date(min(max(first_year, HOME_YEAR), high.year), 1, 1)
    firsts = (date(low.year, month, 1) for month in range(low.month, 13))
    return next((day for day in firsts if low <= day <= high), low)
