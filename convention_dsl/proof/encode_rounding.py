"""Rounding of symbolic numbers: floor division by a positive constant, signs explicit.

The rounding of n/b to an integer is the q with b·q ≤ n + s < b·q + b for a shift s that the mode
gives: two linear constraints on a fresh integer that exactly one integer satisfies.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from convention_dsl.core.arithmetic import round_to_integer, round_to_step
from convention_dsl.core.nodes import RoundingMode
from convention_dsl.proof import encode_numbers as numbers
from convention_dsl.proof import smt
from convention_dsl.proof.smt import Bool, Int, Script
from convention_dsl.proof.symbolic import Number, constant


def rounded(
    script: Script, value: Number, step: Fraction, mode: RoundingMode, *, positive: bool = False
) -> Number:
    """Return `value` rounded to `step`; `positive` says that it is known never to be negative."""
    if value.constant is not None:
        return constant(round_to_step(value.constant, step, mode))
    if value.denominator is not None:
        return _rounded_fraction(script, value, step, mode)
    ratio = value.unit / step
    if ratio.denominator == 1:
        return value
    term = script.integer(smt.times(ratio.numerator, value.term))
    result = _rounded_quotient(script, term, ratio.denominator, mode, positive)
    values = None
    if value.values is not None:
        values = tuple(sorted({round_to_integer(ratio * term, mode) for term in value.values}))
    return Number(result, step, values=values)


def floored(script: Script, value: Number, divisor: Fraction) -> Number:
    """Return the whole number of times that `divisor` goes into `value`, rounded down."""
    return numbers.scaled(1 / divisor, rounded(script, value, divisor, RoundingMode.DOWN))


def floor_term(script: Script, value: Int, divisor: int) -> Int:
    """Return the quotient by a positive constant, rounded towards minus infinity."""
    if isinstance(value, int):
        return value // divisor
    if divisor == 1:
        return value
    quotient = script.fresh("Int", "q")
    value = script.integer(value)
    multiple = smt.times(divisor, quotient)
    script.require(smt.at_most(multiple, value))
    script.require(smt.below(value, smt.plus(multiple, divisor)))
    return quotient


def _rounded_quotient(
    script: Script, term: Int, divisor: int, mode: RoundingMode, positive: bool
) -> Int:
    half = divisor // 2
    match mode:
        case RoundingMode.DOWN:
            return floor_term(script, term, divisor)
        case RoundingMode.UP:
            return floor_term(script, smt.plus(term, divisor - 1), divisor)
        case RoundingMode.HALF_AWAY:
            shift: Int = half
            if divisor % 2 == 0 and not (positive and script.uses_values):
                shift = smt.choice(smt.below(term, 0), half - 1, half)
            return floor_term(script, smt.plus(term, shift), divisor)
        case RoundingMode.HALF_EVEN:
            return _half_even(script, term, divisor)
        case _:
            assert_never(mode)


def _half_even(script: Script, term: Int, divisor: int) -> Int:
    shifted = smt.plus(term, divisor // 2)
    upper = floor_term(script, shifted, divisor)
    if divisor % 2:
        return upper
    tie = smt.equal(shifted, smt.times(divisor, upper))
    odd = smt.equal(smt.remainder(upper, 2), 1)
    both = smt.conjunction((tie, odd))
    return script.integer(smt.choice(both, smt.plus(upper, -1), upper))


def _rounded_fraction(script: Script, value: Number, step: Fraction, mode: RoundingMode) -> Number:
    """Round a quotient by a variable: q·step is pinned between bounds around the value."""
    result = Number(script.fresh("Int", "q"), step)

    def around(shift: Fraction) -> Number:
        return numbers.add(script, (result, constant(shift)))

    def rises(low: Number, high: Number, strict: Bool) -> Bool:
        within = numbers.at_most(script, low, high)
        return smt.bool_choice(strict, numbers.below(script, low, high), within)

    match mode:
        case RoundingMode.DOWN:
            bounds = rises(result, value, False), rises(value, around(step), True)
        case RoundingMode.UP:
            bounds = rises(around(-step), value, True), rises(value, result, False)
        case RoundingMode.HALF_AWAY | RoundingMode.HALF_EVEN:
            upper_open: Bool = smt.negation(numbers.below(script, value, constant(0)))
            lower_open: Bool = smt.negation(upper_open)
            if mode is RoundingMode.HALF_EVEN:
                upper_open = lower_open = smt.equal(smt.remainder(result.term, 2), 1)
            low, high = around(-step / 2), around(step / 2)
            bounds = rises(low, value, lower_open), rises(value, high, upper_open)
        case _:
            assert_never(mode)
    script.require(smt.implication(_is_defined(value), smt.conjunction(bounds)))
    return result


def _is_defined(value: Number) -> Bool:
    return value.denominator is None or smt.below(0, value.denominator.term)
