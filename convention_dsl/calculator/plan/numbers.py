"""Exact arithmetic on numbers of a plan: integers of a scale, over an integer where divided.

The scale of a result is the smallest that loses nothing. A quotient stays a pair of integers until
it is rounded or compared; nothing is ever approximated.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm
from typing import assert_never

from convention_dsl.calculator.plan.construct import (
    add,
    all_,
    bounds,
    choose,
    compare,
    equal,
    fixed,
    greatest,
    integer,
    least,
    less,
    multiply,
    negate,
    quotient,
    remainder,
    within,
)
from convention_dsl.calculator.plan.formula import Comparison, Const, Formula, Product
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.calculator.plan.values import Lowered, Number
from convention_dsl.core.nodes import RoundingMode
from convention_dsl.types import NumberType, Type

ZERO, ONE, TWO = integer(0), integer(1), integer(2)
_CENTS = 100


class Arithmetic:
    """Operations on numbers; what they write twice becomes a definition."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes

    def shared(self, value: Number, wanted: str) -> Number:
        """Return a number that may be written several times."""
        units = self.scopes.share(value.units, wanted, scale=value.scale)
        over = value.over and self.scopes.share(value.over, f"{wanted}_divisor")
        return Number(units, value.scale, over)

    # The four operations ------------------------------------------------------------------------

    def add(self, left: Number, right: Number) -> Number:
        """Return a sum."""
        if left.over is None and fixed(left.units) == 0:
            return right
        if right.over is None and fixed(right.units) == 0:
            return left
        one, other, scale, over = self.aligned(left, right)
        return Number(add(one, other), scale, over)

    def negate(self, value: Number) -> Number:
        """Return the opposite."""
        return Number(negate(value.units), value.scale, value.over)

    def subtract(self, left: Number, right: Number) -> Number:
        """Return a difference."""
        return self.add(left, self.negate(right))

    def multiply(self, left: Number, right: Number) -> Number:
        """Return a product."""
        over = _times(left.over, right.over)
        return reduced(Number(multiply(left.units, right.units), left.scale * right.scale, over))

    def divide(self, left: Number, right: Number) -> Number:
        """Return a quotient; `right` is never zero."""
        below = right.units if left.over is None else multiply(right.units, left.over)
        above = left.units if right.over is None else multiply(left.units, right.over)
        common = gcd(left.scale, right.scale)
        above = multiply(above, integer(right.scale // common))
        scale = left.scale // common
        kind = bounds(below)
        if kind.high < 0:
            above, below = negate(above), negate(below)
        elif kind.low < 0:
            below = self.scopes.share(below, "divisor")
            above = multiply(above, choose([(less(below, ZERO), integer(-1))], ONE))
            below = self.size(below)
        below = greatest(below, ONE)  # changes nothing, but tells that it is never zero
        value = fixed(below)
        if value is not None:
            return reduced(Number(above, scale * value))
        return reduced(Number(above, scale, self.scopes.share(below, "divisor")))

    # Comparisons --------------------------------------------------------------------------------

    def compare(self, comparison: Comparison, left: Number, right: Number) -> Formula:
        """Return a comparison."""
        one, other, _, _ = self.aligned(left, right)
        return compare(comparison, one, other)

    def least(self, left: Number, right: Number) -> Number:
        """Return the smaller of two numbers."""
        one, other, scale, over = self.aligned(left, right)
        return Number(least(one, other), scale, over)

    def greatest(self, left: Number, right: Number) -> Number:
        """Return the larger of two numbers."""
        one, other, scale, over = self.aligned(left, right)
        return Number(greatest(one, other), scale, over)

    def aligned(self, left: Number, right: Number) -> tuple[Formula, Formula, int, Formula | None]:
        """Return both numbers' units at a common scale and divisor, and these."""
        scale = lcm(left.scale, right.scale)
        one = multiply(left.units, integer(scale // left.scale))
        other = multiply(right.units, integer(scale // right.scale))
        if left.over == right.over:
            return one, other, scale, left.over
        one = one if right.over is None else multiply(one, right.over)
        other = other if left.over is None else multiply(other, left.over)
        return one, other, scale, _times(left.over, right.over)

    # Rounding -----------------------------------------------------------------------------------

    def floor_divide(self, value: Number, by: Fraction) -> Number:
        """Return the quotient by a positive number, rounded towards minus infinity."""
        dividend, divisor = _ratio(value, by)
        return Number(self.floor(dividend, divisor), 1)

    def modulo(self, value: Number, by: Fraction) -> Number:
        """Return what `floor_divide` leaves."""
        value = self.shared(value, "dividend")
        whole = self.floor_divide(value, by)
        steps = Number(multiply(whole.units, integer(by.numerator)), by.denominator)
        left = self.subtract(value, steps)
        if left.over is not None:
            return left
        most = by * left.scale
        return Number(within(left.units, 0, -(-most.numerator // most.denominator) - 1), left.scale)

    def round(self, value: Number, step: Fraction, mode: RoundingMode) -> Number:
        """Return the multiple of `step` that `mode` gives."""
        dividend, divisor = _ratio(value, step)
        count = self.rounded(dividend, divisor, mode)
        return reduced(Number(multiply(count, integer(step.numerator)), step.denominator))

    def rounded(self, dividend: Formula, divisor: Formula, mode: RoundingMode) -> Formula:
        """Return a quotient as an integer; the divisor is at least 1."""
        if fixed(divisor) == 1:
            return dividend
        match mode:
            case RoundingMode.HALF_AWAY:
                return self.by_sign(dividend, lambda size: _half_up(size, divisor))
            case RoundingMode.HALF_EVEN:
                return self._half_even(dividend, divisor)
            case RoundingMode.UP:
                return negate(self.floor(negate(dividend), divisor))
            case RoundingMode.DOWN:
                return self.floor(dividend, divisor)
            case _:
                assert_never(mode)

    def _half_even(self, dividend: Formula, divisor: Formula) -> Formula:
        """Return the even one of two integers as near; a tie has the same size on both sides."""

        def nearest(size: Formula) -> Formula:
            size = self.scopes.share(size, "dividend")
            whole = self.scopes.share(quotient(size, divisor), "whole")
            left = self.scopes.share(multiply(remainder(size, divisor), TWO), "twice_the_rest")
            tie = equal(left, divisor)
            odd = equal(remainder(whole, TWO), ONE)
            up = choose([(tie, choose([(odd, ONE)], ZERO)), (less(divisor, left), ONE)], ZERO)
            return add(whole, up)

        return self.by_sign(dividend, nearest)

    def floor(self, dividend: Formula, divisor: Formula) -> Formula:
        """Return a quotient rounded towards minus infinity."""
        kind = bounds(dividend)
        if kind.low >= 0:
            return quotient(dividend, divisor)
        value = fixed(divisor)
        if value is not None:  # a number of whole divisors more makes it positive
            more = -(kind.low // value)
            raised = within(add(dividend, integer(more * value)), 0, None)
            return add(quotient(raised, divisor), integer(-more))
        divisor = self.scopes.share(divisor, "divisor")
        dividend = self.scopes.share(dividend, "dividend")
        size = self.size(dividend)
        ceiling = quotient(add(size, divisor, integer(-1)), divisor)
        return choose([(less(dividend, ZERO), negate(ceiling))], quotient(size, divisor))

    def by_sign(self, dividend: Formula, function: Callable[[Formula], Formula]) -> Formula:
        """Return an odd function of an integer, given for those that are not negative."""
        if bounds(dividend).low >= 0:
            return function(dividend)
        dividend = self.scopes.share(dividend, "dividend")
        sign = choose([(less(dividend, ZERO), integer(-1))], ONE)
        return multiply(function(self.size(dividend)), sign)

    def size(self, value: Formula) -> Formula:
        """Return an integer without its sign."""
        if bounds(value).low >= 0:
            return value
        return self.scopes.share(within(greatest(value, negate(value)), 0, None), "size")

    # Belonging ----------------------------------------------------------------------------------

    def belongs(self, value: Number, given: NumberType, wanted: NumberType) -> Formula:
        """Return whether a number is in the range of a type and a multiple of its step."""
        tests = []
        if wanted.low is not None:
            tests.append(self.compare(Comparison.LESS_EQUAL, _fixed(wanted.low), value))
        if wanted.high is not None:
            tests.append(self.compare(Comparison.LESS_EQUAL, value, _fixed(wanted.high)))
        if wanted.step is not None and not _is_coarser(given.step, wanted.step):
            dividend, divisor = _ratio(value, wanted.step)
            size = self.size(self.scopes.share(dividend, "dividend"))
            tests.append(equal(remainder(size, divisor), ZERO))
        return all_(*tests)


def in_cents(value: Lowered, type_: Type) -> Lowered:
    """Return a value; an amount in cents, or in a finer unit of which a cent is a multiple."""
    if not (isinstance(value, Number) and isinstance(type_, NumberType) and type_.has_dimension):
        return value
    scale = lcm(value.scale, _CENTS)
    return Number(multiply(value.units, integer(scale // value.scale)), scale, value.over)


def _half_up(size: Formula, divisor: Formula) -> Formula:
    """Return the integer nearest to a quotient that is not negative, the larger of two as near."""
    value = fixed(divisor)
    if value is not None and value % 2 == 0:
        return quotient(add(size, integer(value // 2)), divisor)
    return quotient(add(multiply(size, TWO), divisor), multiply(divisor, TWO))


def _fixed(value: Fraction) -> Number:
    return Number(integer(value.numerator), value.denominator)


def _times(left: Formula | None, right: Formula | None) -> Formula | None:
    if left is None or right is None:
        return left if right is None else right
    return multiply(left, right)


def _is_coarser(given: Fraction | None, wanted: Fraction) -> bool:
    return given is not None and (given / wanted).denominator == 1


def _ratio(value: Number, step: Fraction) -> tuple[Formula, Formula]:
    """Return two integers whose quotient is a number in steps; the second is at least 1."""
    above, below = step.denominator, value.scale * step.numerator
    common = gcd(above, below)
    dividend = multiply(value.units, integer(above // common))
    divisor: Formula = integer(below // common)
    return dividend, divisor if value.over is None else multiply(value.over, divisor)


def reduced(value: Number) -> Number:
    """Return the same number at a smaller scale where its constant factor allows it."""
    common = gcd(_constant(value.units), value.scale)
    if common == 1:
        return value
    return Number(_divided(value.units, common), value.scale // common, value.over)


def _constant(units: Formula) -> int:
    """Return a factor of an integer that is known."""
    last = units.factors[-1] if isinstance(units, Product) else units
    return abs(last.value) if isinstance(last, Const) and isinstance(last.value, int) else 1


def _divided(units: Formula, factor: int) -> Formula:
    if isinstance(units, Product):
        last = units.factors[-1]
        assert isinstance(last, Const)
        return multiply(*units.factors[:-1], integer(int(last.value) // factor))  # type: ignore[arg-type]
    assert isinstance(units, Const)
    return integer(int(units.value) // factor)  # type: ignore[arg-type]
