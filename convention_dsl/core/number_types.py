"""The type of a number computed from others: its kind, its range and its step.

A step that is not known is None; the constant zero is a multiple of every step and never spoils a
common one. A constant's step is its own magnitude.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from convention_dsl.core import intervals
from convention_dsl.core.arithmetic import common_step, is_multiple, round_to_step
from convention_dsl.core.intervals import WHOLE, Interval
from convention_dsl.core.nodes import RoundingMode
from convention_dsl.types import NumberKind, NumberType

ZERO = Fraction(0)
ONE = Fraction(1)


def interval(number: NumberType) -> Interval:
    """Return the range of `number`."""
    return Interval(number.low, number.high)


def number_type(kind: NumberKind, values: Interval, step: Fraction | None) -> NumberType:
    """Return a type with a normal step: a constant's own magnitude, one for the constant zero."""
    constant = values.constant
    if constant is not None:
        step = abs(constant) or ONE
    return NumberType(kind, values.low, values.high, step or None)


def constant_type(kind: NumberKind, value: Fraction) -> NumberType:
    """Return the type of a number written in the text."""
    return number_type(kind, Interval(value, value), None)


def spacing(number: NumberType) -> Fraction | None:
    """Return the step for common steps: 0 (neutral) for the constant zero, None where unknown."""
    return ZERO if interval(number).constant == 0 else number.step


def _common(first: NumberType, second: NumberType) -> Fraction | None:
    one, two = spacing(first), spacing(second)
    return None if one is None or two is None else common_step(one, two)


def sum_kind(first: NumberKind, second: NumberKind) -> NumberKind:
    """Return the kind of a sum, a difference or a choice: amount ± amount is an amount."""
    if first is second:
        return first
    return NumberKind.AMOUNT if NumberKind.AMOUNT in (first, second) else NumberKind.NUMBER


def product_kind(first: NumberKind, second: NumberKind) -> NumberKind:
    """Return the kind of a product: a part of an amount is an amount, of a rate a rate."""
    kinds = (first, second)
    for kind in (NumberKind.AMOUNT, NumberKind.RATE, NumberKind.NUMBER):
        if kind in kinds:
            return kind
    return NumberKind.INTEGER


def quotient_kind(first: NumberKind, second: NumberKind) -> NumberKind:
    """Return the kind of a quotient: amount over amount is a number."""
    if first is second or second is NumberKind.AMOUNT:
        return NumberKind.NUMBER
    return first if first in (NumberKind.AMOUNT, NumberKind.RATE) else NumberKind.NUMBER


def negated(number: NumberType) -> NumberType:
    """Return the type of the opposite."""
    return number_type(number.kind, intervals.negate(interval(number)), number.step)


def added(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of the sum."""
    values = intervals.add(interval(first), interval(second))
    return number_type(sum_kind(first.kind, second.kind), values, _common(first, second))


def multiplied(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of the product."""
    values = intervals.multiply(interval(first), interval(second))
    known = first.step is not None and second.step is not None
    step = first.step * second.step if known and first.step and second.step else None
    return number_type(product_kind(first.kind, second.kind), values, step)


def divided(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of the quotient; its step is known where the divisor is a constant."""
    values = intervals.multiply(interval(first), intervals.reciprocal(interval(second)))
    constant = interval(second).constant
    step = first.step / abs(constant) if first.step is not None and constant else None
    return number_type(quotient_kind(first.kind, second.kind), values, step)


def floor_divided(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of the floored quotient by a positive constant."""
    constant = interval(second).constant
    if constant is None or constant <= 0:
        return number_type(NumberKind.INTEGER, WHOLE, ONE)
    divisor = constant
    values = interval(first).map(lambda value: Fraction(floor(value / divisor)))
    return number_type(NumberKind.INTEGER, values, ONE)


def remainder(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of what the floored division by a positive constant leaves."""
    divisor = interval(second).constant
    if divisor is None or divisor <= 0:
        return number_type(first.kind, Interval(ZERO, None), _common(first, second))
    if first.low is not None and first.low >= 0 and first.high is not None and first.high < divisor:
        return first
    step = _common(first, second)
    return number_type(first.kind, Interval(ZERO, divisor - (step or ZERO)), step)


def least(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of the smaller of two numbers."""
    values = intervals.minimum(interval(first), interval(second))
    return number_type(sum_kind(first.kind, second.kind), values, _common(first, second))


def greatest(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of the larger of two numbers."""
    values = intervals.maximum(interval(first), interval(second))
    return number_type(sum_kind(first.kind, second.kind), values, _common(first, second))


def either(first: NumberType, second: NumberType) -> NumberType:
    """Return the type of a number that is one or the other."""
    values = intervals.hull(interval(first), interval(second))
    return number_type(sum_kind(first.kind, second.kind), values, _common(first, second))


def rounded(number: NumberType, step: Fraction, mode: RoundingMode) -> NumberType:
    """Return the type of the rounding to `step`; a number to the unit becomes an integer."""
    kind = number.kind
    if kind is NumberKind.NUMBER and step.denominator == 1:
        kind = NumberKind.INTEGER
    if number.step is not None and is_multiple(number.step, step):
        return number_type(kind, interval(number), number.step)
    values = interval(number).map(lambda value: round_to_step(value, step, mode))
    return number_type(kind, values, step)


def repeated(number: NumberType, least_count: int, most: int | None) -> NumberType:
    """Return the type of a sum of `least_count` to `most` (None: any count) such numbers."""
    counts = Interval(Fraction(least_count), None if most is None else Fraction(most))
    values = intervals.multiply(interval(number), counts)
    return number_type(number.kind, values, number.step)


def snapped(number: NumberType) -> NumberType:
    """Return `number` with its bounds moved inwards to multiples of its step."""
    step = number.step
    if step is None:
        return number
    low = None if number.low is None else ceil(number.low / step) * step
    high = None if number.high is None else floor(number.high / step) * step
    return NumberType(number.kind, low, high, step)
