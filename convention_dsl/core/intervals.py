"""Interval arithmetic on exact bounds, None being no bound on that side.

Intervals over-approximate (`x - x` is not 0..0): they may discharge an obligation, never accuse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

Bound = tuple[int, Fraction]
"""An end of an interval as a sortable pair: (-1, 0) minus infinity, (0, x) finite, (1, 0) plus."""

_ZERO: Bound = (0, Fraction(0))


@dataclass(frozen=True, slots=True)
class Interval:
    """The rationals from `low` to `high`, both inclusive, None being infinity."""

    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def constant(self) -> Fraction | None:
        """The only value, where there is only one."""
        return self.low if self.low is not None and self.low == self.high else None

    def map(self, increasing: Callable[[Fraction], Fraction]) -> Interval:
        """Return the image by a function that never decreases."""
        return Interval(
            None if self.low is None else increasing(self.low),
            None if self.high is None else increasing(self.high),
        )


WHOLE = Interval()


def _ends(interval: Interval) -> tuple[Bound, Bound]:
    low: Bound = (-1, Fraction(0)) if interval.low is None else (0, interval.low)
    high: Bound = (1, Fraction(0)) if interval.high is None else (0, interval.high)
    return low, high


def _interval(low: Bound, high: Bound) -> Interval:
    return Interval(None if low[0] else low[1], None if high[0] else high[1])


def _sign(bound: Bound) -> int:
    return bound[0] or (bound[1] > 0) - (bound[1] < 0)


def _times(first: Bound, second: Bound) -> Bound:
    if _ZERO in (first, second):
        return _ZERO
    if first[0] or second[0]:
        return (_sign(first) * _sign(second), Fraction(0))
    return (0, first[1] * second[1])


def negate(interval: Interval) -> Interval:
    """Return the interval of the opposites."""
    return Interval(
        None if interval.high is None else -interval.high,
        None if interval.low is None else -interval.low,
    )


def add(first: Interval, second: Interval) -> Interval:
    """Return the interval of the sums."""
    return Interval(
        None if first.low is None or second.low is None else first.low + second.low,
        None if first.high is None or second.high is None else first.high + second.high,
    )


def multiply(first: Interval, second: Interval) -> Interval:
    """Return the interval of the products."""
    products = [_times(a, b) for a in _ends(first) for b in _ends(second)]
    return _interval(min(products), max(products))


def reciprocal(interval: Interval) -> Interval:
    """Return the interval of the inverses of the values other than zero."""
    low, high = interval.low, interval.high
    if low is not None and low >= 0:
        below = Fraction(0) if high is None or high == 0 else 1 / high
        return Interval(below, None if low == 0 else 1 / low)
    if high is not None and high <= 0:
        return negate(reciprocal(negate(interval)))
    return WHOLE


def minimum(first: Interval, second: Interval) -> Interval:
    """Return the interval of the smaller of two values."""
    (low1, high1), (low2, high2) = _ends(first), _ends(second)
    return _interval(min(low1, low2), min(high1, high2))


def maximum(first: Interval, second: Interval) -> Interval:
    """Return the interval of the larger of two values."""
    (low1, high1), (low2, high2) = _ends(first), _ends(second)
    return _interval(max(low1, low2), max(high1, high2))


def hull(first: Interval, second: Interval) -> Interval:
    """Return the smallest interval that holds both."""
    (low1, high1), (low2, high2) = _ends(first), _ends(second)
    return _interval(min(low1, low2), max(high1, high2))


def contains(outer: Interval, inner: Interval) -> bool:
    """Return whether every value of `inner` is in `outer`."""
    (low, high), (inner_low, inner_high) = _ends(outer), _ends(inner)
    return low <= inner_low and inner_high <= high
