from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.values import belongs
from convention_dsl.proof.scales import Key, scale_of
from convention_dsl.types import (
    BOOLEAN,
    CENT,
    DateType,
    EnumType,
    NumberKind,
    NumberType,
    OptionalType,
    Type,
)

TENTHS = NumberType(NumberKind.RATE, Fraction(0), Fraction(1), Fraction(1, 10))
DENSE = NumberType(NumberKind.RATE, Fraction(0), Fraction(1))
VALUES = st.fractions(min_value=-1, max_value=2, max_denominator=40)


def on_or_after(type_: Type, value: object, key: Key) -> bool:
    """Return whether `value` lies at the key or beyond."""
    scale = scale_of(type_)
    assert scale is not None
    return scale.before(value) >= key  # type: ignore[operator, arg-type]


@pytest.mark.parametrize("type_", [TENTHS, DENSE])
@given(cut=VALUES, tenths=st.integers(0, 10))
def test_keys_are_thresholds(type_: NumberType, cut: Fraction, tenths: int) -> None:
    scale = scale_of(type_)
    assert scale is not None
    value = Fraction(tenths, 10)
    assert on_or_after(type_, value, scale.before(cut)) == (value >= cut)
    assert on_or_after(type_, value, scale.after(cut)) == (value > cut)


def test_there_is_nobody_between_two_steps() -> None:
    scale = scale_of(TENTHS)
    assert scale is not None
    assert scale.after(Fraction(1, 10)) == scale.before(Fraction(2, 10))
    assert scale.before(Fraction(15, 100)) == scale.after(Fraction(15, 100))


@pytest.mark.parametrize(
    ("low", "high", "simplest"),
    [(0, 121, 0), (75, 80, 75), (7, 75, 10), (80, 121, 80), (71, 75, 71), (-9, -3, -5)],
)
def test_the_simplest_age_is_round(low: int, high: int, simplest: int) -> None:
    scale = scale_of(NumberType(NumberKind.INTEGER, Fraction(-20), Fraction(120), Fraction(1)))
    assert scale is not None
    assert scale.simplest(low, high) == simplest


@given(st.integers(0, 100), st.integers(1, 100), st.sampled_from([0, 1]), st.sampled_from([0, 1]))
def test_the_simplest_of_a_dense_cell_is_in_it(low: int, width: int, open_: int, shut: int) -> None:
    scale = scale_of(DENSE)
    assert scale is not None
    first, last = Fraction(low, 100), Fraction(low + width, 100)
    value = scale.simplest((first, open_), (last, shut))
    assert isinstance(value, Fraction)
    assert first < value if open_ else first <= value
    assert value <= last if shut else value < last


def test_days() -> None:
    scale = scale_of(DateType(date(2024, 1, 1), date(2026, 12, 31)))
    assert scale is not None
    day = date(2025, 5, 1)
    assert scale.after(day) == scale.before(day + timedelta(days=1))
    assert scale.simplest(scale.before(day), None) == date(2026, 1, 1)
    assert scale.simplest(scale.low, scale.before(day)) == date(2024, 1, 1)


def test_what_has_no_order_has_no_scale() -> None:
    assert scale_of(OptionalType(BOOLEAN)) is None


@pytest.mark.parametrize(
    "type_",
    [
        BOOLEAN,
        EnumType("v.E", ("a", "b")),
        TENTHS,
        DENSE,
        NumberType(NumberKind.AMOUNT, None, Fraction(-5), CENT),
        NumberType(NumberKind.INTEGER, Fraction(200), None, Fraction(1)),
        DateType(None, date(1900, 1, 1)),
        DateType(date(2070, 1, 1), None),
    ],
)
def test_what_is_drawn_belongs_to_the_type(type_: Type) -> None:
    scale = scale_of(type_)
    assert scale is not None
    rng = Random(1)
    assert all(belongs(scale.drawn(rng), type_) for _ in range(50))
    assert belongs(scale.simplest(scale.low, scale.high), type_)
