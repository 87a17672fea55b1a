from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.arithmetic import (
    common_step,
    floor_divide,
    is_multiple,
    modulo,
    round_to_integer,
    round_to_step,
)
from convention_dsl.core.nodes import RoundingMode

CENT = Fraction(1, 100)
AWAY, EVEN, UP, DOWN = RoundingMode


@pytest.mark.parametrize(
    ("value", "away", "even", "up", "down"),
    [
        ("0.005", "0.01", "0", "0.01", "0"),
        ("-0.005", "-0.01", "0", "0", "-0.01"),
        ("0.015", "0.02", "0.02", "0.02", "0.01"),
        ("-0.015", "-0.02", "-0.02", "-0.01", "-0.02"),
        ("0.0149", "0.01", "0.01", "0.02", "0.01"),
        ("-0.0151", "-0.02", "-0.02", "-0.01", "-0.02"),
        ("12.34", "12.34", "12.34", "12.34", "12.34"),
        ("-12.34", "-12.34", "-12.34", "-12.34", "-12.34"),
        ("0", "0", "0", "0", "0"),
    ],
)
def test_cents_are_rounded_as_the_mode_says(value, away, even, up, down):
    modes = {AWAY: away, EVEN: even, UP: up, DOWN: down}
    for mode, expected in modes.items():
        assert round_to_step(Fraction(value), CENT, mode) == Fraction(expected), mode


def test_rounding_to_another_step():
    step = Fraction("0.05")
    assert round_to_step(Fraction("1.024"), step, AWAY) == 1
    assert round_to_step(Fraction("1.025"), step, AWAY) == Fraction("1.05")
    assert round_to_step(Fraction("-1.025"), step, AWAY) == Fraction("-1.05")
    assert round_to_step(Fraction("7"), Fraction(5), UP) == 10
    assert round_to_step(Fraction("-7"), Fraction(5), UP) == -5


@given(st.fractions(), st.sampled_from(list(RoundingMode)))
def test_a_rounding_is_less_than_a_unit_away_and_keeps_integers(value, mode):
    rounded = round_to_integer(value, mode)
    assert abs(rounded - value) < 1
    assert round_to_integer(Fraction(rounded), mode) == rounded
    assert round_to_integer(-value, AWAY) == -round_to_integer(value, AWAY)


@given(st.fractions(), st.fractions(min_value=Fraction(1, 1000)))
def test_floored_division_and_its_rest(value, divisor):
    quotient = floor_divide(value, divisor)
    rest = modulo(value, divisor)
    assert quotient == floor(value / divisor)
    assert quotient * divisor + rest == value
    assert 0 <= rest < divisor


def test_floored_division_of_negatives():
    assert floor_divide(Fraction(-7), Fraction(2)) == -4
    assert modulo(Fraction(-7), Fraction(2)) == 1


@given(st.fractions(min_value=0), st.fractions(min_value=0))
def test_a_common_step_divides_both(first, second):
    step = common_step(first, second)
    if first == second == 0:
        assert step == 0
    else:
        assert is_multiple(first, step) and is_multiple(second, step)


def test_common_steps():
    assert common_step(Fraction(15), Fraction(10)) == 5
    assert common_step(Fraction(1, 2), Fraction(1, 3)) == Fraction(1, 6)
    assert common_step(Fraction(0), Fraction(1, 3)) == Fraction(1, 3)
    assert not is_multiple(Fraction("0.015"), CENT)
