"""Exact arithmetic: the one definition of rounding, floored division and common steps.

Everything is a `Fraction` or an `int`; nothing here knows expressions. Other backends restate these
functions on their own numbers and are tested against them.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd
from typing import assert_never

from convention_dsl.core.nodes import RoundingMode

HALF = Fraction(1, 2)


def round_to_integer(value: Fraction, mode: RoundingMode) -> int:
    """Return the integer that `mode` gives for `value`; an integer is its own rounding."""
    match mode:
        case RoundingMode.HALF_AWAY:
            magnitude = floor(abs(value) + HALF)
            return magnitude if value >= 0 else -magnitude
        case RoundingMode.HALF_EVEN:
            return round(value)
        case RoundingMode.UP:
            return ceil(value)
        case RoundingMode.DOWN:
            return floor(value)
        case _:
            assert_never(mode)


def round_to_step(value: Fraction, step: Fraction, mode: RoundingMode) -> Fraction:
    """Return the multiple of `step` (positive) that `mode` gives for `value`."""
    return round_to_integer(value / step, mode) * step


def floor_divide(value: Fraction, divisor: Fraction) -> Fraction:
    """Return the quotient by a positive `divisor`, rounded towards minus infinity."""
    return Fraction(floor(value / divisor))


def modulo(value: Fraction, divisor: Fraction) -> Fraction:
    """Return what `floor_divide` leaves: at least zero, less than the positive `divisor`."""
    return value - floor(value / divisor) * divisor


def common_step(first: Fraction, second: Fraction) -> Fraction:
    """Return the largest rational of which both non-negative arguments are integer multiples.

    Zero is a multiple of everything, so it is neutral.
    """
    if first == second or not second:
        return first
    return Fraction(
        gcd(first.numerator * second.denominator, second.numerator * first.denominator),
        first.denominator * second.denominator,
    )


def is_multiple(value: Fraction, step: Fraction) -> bool:
    """Return whether `value` is an integer multiple of the positive `step`."""
    return (value / step).denominator == 1
