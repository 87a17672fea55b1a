"""Ordered axes: how the values of a type become the keys between which an axis is cut.

A key stands for "from here on": the values from `before(v)` on are those that are at least v, from
`after(v)` on those above v. Steps make neighbours meet: between 79 and 80 years there is nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from random import Random

from convention_dsl.core.nodes import Value
from convention_dsl.proof.plain import plain_date, plain_number, round_steps
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    NumberType,
    Type,
)

Key = int | tuple[Fraction, int]
"""An integer on axes with a step; elsewhere a value, and 0 for just before it, 1 for just after."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """The integer multiples of the step of `type`; `high` is the first that is too large."""

    type: NumberType
    step: Fraction
    low: int | None
    high: int | None

    def before(self, value: Value) -> Key:
        """Return the key from which values are at least `value`."""
        assert isinstance(value, Fraction)
        step = self.step
        return -(-value.numerator * step.denominator // (value.denominator * step.numerator))

    def after(self, value: Value) -> Key:
        """Return the key from which values are above `value`."""
        assert isinstance(value, Fraction)
        step = self.step
        return value.numerator * step.denominator // (value.denominator * step.numerator) + 1

    def simplest(self, low: Key | None, high: Key | None) -> Value:
        """Return the roundest value from one key until just before the other."""
        assert isinstance(low, int | None) and isinstance(high, int | None)
        range_ = replace(self, low=low, high=None if high is None else high - 1)
        return plain_number(range_, round_steps(self.type)) * self.step

    def drawn(self, rng: Random) -> Value:
        """Return some value, one of a hundred where there is no end; often the first or last."""
        low = self.low if self.low is not None else (self.high or 100) - 100
        high = self.high if self.high is not None else low + 100
        return _drawn(low, high, rng) * self.step


@dataclass(frozen=True, slots=True)
class Dense:
    """All rationals."""

    low: tuple[Fraction, int] | None
    high: tuple[Fraction, int] | None

    def before(self, value: Value) -> Key:
        """Return the key from which values are at least `value`."""
        assert isinstance(value, Fraction)
        return value, 0

    def after(self, value: Value) -> Key:
        """Return the key from which values are above `value`."""
        assert isinstance(value, Fraction)
        return value, 1

    def simplest(self, low: Key | None, high: Key | None) -> Value:
        """Return a value from one key until just before the other, at an end where it may be."""
        assert not isinstance(low, int) and not isinstance(high, int)
        if low is None and high is None:
            return Fraction(0)
        if low is None:
            assert high is not None
            return high[0] if high[1] else high[0] - 1
        if low[1] == 0:
            return low[0]
        if high is None:
            return low[0] + 1
        return high[0] if high[1] else (low[0] + high[0]) / 2

    def drawn(self, rng: Random) -> Value:
        """Return some value, of a few."""
        low = self.low[0] if self.low else (self.high[0] if self.high else Fraction(100)) - 100
        high = self.high[0] if self.high else low + 100
        return low + (high - low) * Fraction(rng.randrange(101), 100)


@dataclass(frozen=True, slots=True)
class Listed:
    """A few values in their order: the items of an enumeration, `no` and `yes`."""

    values: Sequence[Value]

    @property
    def low(self) -> int:
        """The first key."""
        return 0

    @property
    def high(self) -> int:
        """The key after the last."""
        return len(self.values)

    def before(self, value: Value) -> Key:
        """Return the position of `value`."""
        return self.values.index(value)

    def after(self, value: Value) -> Key:
        """Return the position after `value`."""
        return self.values.index(value) + 1

    def simplest(self, low: Key | None, high: Key | None) -> Value:
        """Return the first value from `low` on."""
        assert isinstance(low, int | None) and isinstance(high, int | None)
        return self.values[low or 0]

    def drawn(self, rng: Random) -> Value:
        """Return some value."""
        return rng.choice(self.values)


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the calendar, by their ordinals."""

    low: int | None
    high: int | None

    def before(self, value: Value) -> Key:
        """Return the key of the day itself."""
        assert isinstance(value, date)
        return value.toordinal()

    def after(self, value: Value) -> Key:
        """Return the key of the day after."""
        assert isinstance(value, date)
        return value.toordinal() + 1

    def simplest(self, low: Key | None, high: Key | None) -> Value:
        """Return the plainest day: the first of a January, of 2000 or near."""
        assert isinstance(low, int | None) and isinstance(high, int | None)
        first = None if low is None else date.fromordinal(low)
        last = None if high is None else date.fromordinal(high - 1)
        return plain_date(DateType(first, last))

    def drawn(self, rng: Random) -> Value:
        """Return some day, of a century where there is no end; often the first or last."""
        century = date(1950, 1, 1).toordinal(), date(2050, 1, 1).toordinal()
        low = century[0] if self.low is None else self.low
        high = max(low + 1, century[1]) if self.high is None else self.high
        return date.fromordinal(_drawn(min(low, high - 1), high, rng))


Scale = Stepped | Dense | Listed | Days


def _drawn(low: int, high: int, rng: Random) -> int:
    """Return an integer from `low` until before `high`, one time in four at either end."""
    return rng.choice((low, high - 1)) if rng.random() < 0.25 else rng.randrange(low, high)


def scale_of(type_: Type) -> Scale | None:
    """Return the scale of the values of a type, or None where the type is not ordered."""
    match type_:
        case BooleanType():
            return Listed((False, True))
        case EnumType():
            return Listed(type_.items)
        case NumberType():
            return _numbers(type_)
        case DateType():
            low = None if type_.low is None else type_.low.toordinal()
            return Days(low, None if type_.high is None else type_.high.toordinal() + 1)
        case _:
            return None


def _numbers(type_: NumberType) -> Scale:
    low, high, step = type_.low, type_.high, type_.step
    if step is None or step == 0:
        return Dense(None if low is None else (low, 0), None if high is None else (high, 1))
    first = None if low is None else ceil(low / step)
    end = None if high is None else floor(high / step) + 1
    return Stepped(type_, step, first, end)
