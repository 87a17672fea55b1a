"""Arithmetic on symbolic numbers.

Units are aligned exactly; products are split where one factor has few values; divisors stay aside
as denominators, so that comparisons clear them.

Nothing here is undefined: a quotient by zero is some number, and the caller notes the condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import ceil, floor, lcm

from convention_dsl.core.arithmetic import common_step
from convention_dsl.proof import smt
from convention_dsl.proof.smt import Bool, Int, Script
from convention_dsl.proof.symbolic import ONE, Number, constant
from convention_dsl.types import CENT, NumberKind

MANY = 128
"""A product is split over at most so many values of a factor."""
_SMALL_MULTIPLE = 10**9
"""A quotient by few divisors is split while their common multiple stays below."""

_FINEST = {
    NumberKind.INTEGER: Fraction(1),
    NumberKind.NUMBER: Fraction(1, 100),
    NumberKind.AMOUNT: CENT,
    NumberKind.RATE: Fraction(1, 1000),
}
"""What the figures of a text are whole multiples of."""

ZERO = constant(0)
UNIT = constant(1)


def finest(kind: NumberKind) -> Number:
    """Return the smallest figure that a text is expected to write."""
    return constant(_FINEST[kind])


def term_in(number: Number, unit: Fraction) -> Int:
    """Return the numerator of `number` counted in `unit`, of which it is a whole multiple."""
    if number.unit == unit:
        return number.term
    if isinstance(number.term, int):
        return (number.term * number.unit / unit).numerator
    return smt.times((number.unit / unit).numerator, number.term)


def common_unit(numbers: Iterable[Number]) -> Fraction:
    """Return the largest unit of which the numerators of all of `numbers` are whole multiples."""
    steps = (abs(n.term) * n.unit if isinstance(n.term, int) else n.unit for n in numbers)
    return reduce(common_step, steps, Fraction(0)) or ONE


def possible(number: Number, unit: Fraction) -> Sequence[int] | None:
    """Return the values that the numerator can have, counted in `unit`, where they are few."""
    if isinstance(number.term, int):
        return ((number.term * number.unit / unit).numerator,)
    if number.values is None:
        return None
    if number.unit == unit:
        return number.values
    factor = (number.unit / unit).numerator
    return [factor * value for value in number.values]


def _few(values: Iterable[int]) -> tuple[int, ...] | None:
    known = set(values)
    return tuple(sorted(known)) if len(known) <= MANY else None


def either(numbers: Sequence[Number], unit: Fraction) -> tuple[int, ...] | None:
    """Return the values, counted in `unit`, of a number that is one of `numbers`."""
    union: set[int] = set()
    for number in numbers:
        values = possible(number, unit)
        if values is None or len(union) > MANY:
            return None
        union.update(values)
    return _few(union)


def negated(number: Number) -> Number:
    """Return the opposite."""
    return scaled(Fraction(-1), number)


def scaled(factor: Fraction, number: Number) -> Number:
    """Return a constant multiple: only the unit changes."""
    if factor == 0:
        return ZERO
    if factor > 0:
        return replace(number, unit=number.unit * factor)
    values = None if number.values is None else tuple(sorted(-value for value in number.values))
    return Number(smt.times(-1, number.term), number.unit * -factor, number.denominator, values)


def numerator(number: Number) -> Number:
    """Return `number` without its denominator."""
    return number if number.denominator is None else replace(number, denominator=None)


def over(number: Number, denominator: Number | None) -> Number:
    """Return `number` (without a denominator) over `denominator`."""
    if denominator is None:
        return number
    if denominator.constant is not None:
        return scaled(1 / denominator.constant, number)
    return replace(number, denominator=denominator)


def add(script: Script, numbers: Sequence[Number]) -> Number:
    """Return the sum of `numbers`."""
    if any(number.denominator is not None for number in numbers):
        return reduce(lambda one, two: _add_fractions(script, one, two), numbers)
    unit = common_unit(numbers)
    term = smt.plus(*(term_in(number, unit) for number in numbers))
    return Number(script.integer(term), unit, values=_sums(numbers, unit))


def _sums(numbers: Sequence[Number], unit: Fraction) -> tuple[int, ...] | None:
    sums = {0}
    for number in numbers:
        values = possible(number, unit)
        if values is None or len(sums) * len(values) > 4 * MANY:
            return None
        sums = {total + value for total in sums for value in values}
    return _few(sums)


def _add_fractions(script: Script, one: Number, two: Number) -> Number:
    if one.denominator == two.denominator:
        return over(add(script, (numerator(one), numerator(two))), one.denominator)
    first, second = cross(script, one, two)
    return over(add(script, (first, second)), _denominators(script, one, two))


def _denominators(script: Script, one: Number, two: Number) -> Number | None:
    if one.denominator is None or two.denominator is None:
        return one.denominator or two.denominator
    return multiply(script, one.denominator, two.denominator)


def cross(script: Script, one: Number, two: Number) -> tuple[Number, Number]:
    """Return both numbers multiplied by both denominators: they compare as before."""
    if one.denominator == two.denominator:
        return numerator(one), numerator(two)
    left = multiply(script, numerator(one), two.denominator or UNIT)
    return left, multiply(script, numerator(two), one.denominator or UNIT)


def at_most(script: Script, one: Number, two: Number) -> Bool:
    """Return whether `one` ≤ `two`."""
    one, two = cross(script, one, two)
    if two.constant is not None:
        return _at_most_constant(script, one, floor(two.constant / one.unit))
    if one.constant is not None:
        bound = ceil(one.constant / two.unit) - 1
        return smt.negation(_at_most_constant(script, two, bound))
    unit = common_unit((one, two))
    return smt.at_most(term_in(one, unit), term_in(two, unit))


def _at_most_constant(script: Script, number: Number, bound: int) -> Bool:
    """Return whether the term of `number` is at most `bound`, known where its values tell."""
    values = number.values
    if script.uses_values and values and isinstance(number.term, str):
        if max(values) <= bound:
            return True
        if min(values) > bound:
            return False
    return smt.at_most(number.term, bound)


def below(script: Script, one: Number, two: Number) -> Bool:
    """Return whether `one` < `two`."""
    return smt.negation(at_most(script, two, one))


def equal(script: Script, one: Number, two: Number) -> Bool:
    """Return whether two numbers are equal."""
    one, two = cross(script, one, two)
    if one.constant is not None:
        one, two = two, one
    if two.constant is not None:
        ratio = two.constant / one.unit
        return ratio.denominator == 1 and smt.equal(one.term, ratio.numerator)
    unit = common_unit((one, two))
    return smt.equal(term_in(one, unit), term_in(two, unit))


def multiply(script: Script, one: Number, two: Number) -> Number:
    """Return a product: linear where a factor is known, split where one has few values."""
    for factor, other in ((one, two), (two, one)):
        if factor.constant is not None:
            return scaled(factor.constant, other)
    product = _product(script, numerator(one), numerator(two))
    return over(product, _denominators(script, one, two))


def _product(script: Script, one: Number, two: Number) -> Number:
    few, other = sorted((one, two), key=lambda n: MANY + 1 if n.values is None else len(n.values))
    if few.values is None:
        script.non_linear = True
        return Number(script.integer(f"(* {one.term} {two.term})"), one.unit * two.unit)
    return split(script, few, lambda value: scaled(value * few.unit, other))


def split(script: Script, few: Number, result: Callable[[int], Number]) -> Number:
    """Return the number that is `result(k)`, without denominator, where the term of `few` is k."""
    assert few.values is not None
    outcomes = {value: result(value) for value in few.values}
    unit = common_unit(outcomes.values())
    fresh = script.fresh("Int")
    for value, outcome in outcomes.items():
        here = smt.equal(few.term, value)
        script.require(smt.implication(here, smt.equal(fresh, term_in(outcome, unit))))
    return Number(fresh, unit, values=either(list(outcomes.values()), unit))


def divide(script: Script, one: Number, two: Number) -> Number:
    """Return a quotient; where the divisor is zero, some number."""
    if two.constant is not None:
        return scaled(1 / two.constant, one) if two.constant else ZERO
    if two.denominator is not None:
        return divide(script, multiply(script, one, two.denominator), numerator(two))
    divisors = tuple(value for value in two.values or () if value)
    if divisors and lcm(*divisors) <= _SMALL_MULTIPLE:
        few = replace(two, values=divisors)
        top = numerator(one)
        quotient = split(script, few, lambda value: scaled(1 / (value * two.unit), top))
        return over(quotient, one.denominator)
    return _over_variable(script, one, two)


def _over_variable(script: Script, one: Number, two: Number) -> Number:
    """Make the divisor a positive denominator, moving its sign to the numerator.

    It is positive even where the divisor is zero: choices between quotients and other numbers are
    compared over one denominator, whichever is chosen.
    """
    negative = smt.below(two.term, 0)
    if script.uses_values and two.values is not None and min(two.values) >= 0:
        negative = False
    sign = script.boolean(negative)
    top = script.integer(smt.choice(sign, smt.times(-1, one.term), one.term))
    magnitude = smt.choice(sign, smt.times(-1, two.term), two.term)
    if not (script.uses_values and two.values is not None and 0 not in two.values):
        magnitude = smt.choice(smt.equal(two.term, 0), 1, magnitude)
    values = None if two.values is None else _few(abs(value) or 1 for value in two.values)
    divisor = Number(script.integer(magnitude), values=values)
    bottom = divisor if one.denominator is None else multiply(script, one.denominator, divisor)
    return Number(top, one.unit / two.unit, bottom)


def choose(script: Script, condition: Bool, then: Number, otherwise: Number) -> Number:
    """Return one of two numbers."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    bottom = then.denominator
    if then.denominator != otherwise.denominator:
        bottom = _denominators(script, then, otherwise)
    then, otherwise = cross(script, then, otherwise)
    for chosen, other, when in (
        (then, otherwise, condition),
        (otherwise, then, smt.boolean(smt.negation(condition))),
    ):
        if other.constant == 0 and chosen.constant is not None:
            return over(_indicated(script, when, chosen.constant), bottom)
    unit = common_unit((then, otherwise))
    term = smt.choice(condition, term_in(then, unit), term_in(otherwise, unit))
    values = either((then, otherwise), unit)
    return over(Number(script.integer(term), unit, values=values), bottom)


def _indicated(script: Script, condition: str, value: Fraction) -> Number:
    """Write a constant or nothing as a multiple of a 0-or-1 term: alike sums get alike terms."""
    if value == 0:
        return ZERO
    flag = script.integer(smt.choice(script.boolean(condition), 1, 0))
    return scaled(value, Number(flag, values=(0, 1)))
