from fractions import Fraction

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlglot import exp

from convention_dsl.calculator.plan.formula import IntKind
from convention_dsl.calculator.plan.plan import Result
from convention_dsl.simulation.amounts import fraction, number, places_of
from convention_dsl.simulation.session import sql
from convention_dsl.types import AMOUNT, INTEGER, NUMBER, RATE, Type

WIDE = IntKind(-(10**15), 10**15)


def result(type_: Type, scale: int) -> Result:
    return Result("x", (), WIDE, type_, scale)


def shown(expression: exp.Expression) -> tuple[str, str]:
    text = sql(expression)
    return duckdb.sql(f"SELECT typeof({text}), ({text})::VARCHAR").fetchall()[0]


@pytest.mark.parametrize(
    ("type_", "scale", "places"),
    [
        (AMOUNT, 1, 2),
        (AMOUNT, 100, 2),
        (AMOUNT, 8, 3),
        (RATE, 1000, 3),
        (INTEGER, 1, 0),
        (NUMBER, 3, None),
    ],
)
def test_decimals_are_those_that_are_needed(type_: Type, scale: int, places: int | None) -> None:
    assert places_of(result(type_, scale)) == places


@given(units=st.integers(-(10**15), 10**15), scale=st.sampled_from([1, 2, 8, 100, 125, 1000]))
@example(units=2 * 10**14, scale=2)
def test_a_decimal_is_exact(units: int, scale: int) -> None:
    value = number(
        exp.cast(exp.Literal.string(str(units)), "bigint"), result(AMOUNT, scale), 10**15
    )
    type_, text = shown(value)
    assert type_.startswith("DECIMAL(")
    assert Fraction(text) == Fraction(units, scale)
    assert len(text.partition(".")[2]) == places_of(result(AMOUNT, scale))


def test_large_numbers_have_wider_decimals() -> None:
    value = exp.cast(exp.Literal.string(str(10**25 + 1)), "int128")
    type_, text = shown(number(value, result(AMOUNT, 100), 10**25 + 1))
    assert (type_, text) == ("DECIMAL(38,2)", f"{10**23}.01")


@given(units=st.integers(-(10**9), 10**9), per=st.integers(1, 10**6))
def test_a_fraction_is_in_lowest_terms(units: int, per: int) -> None:
    value = exp.cast(exp.Literal.string(str(units)), "bigint")
    _, text = shown(fraction(value, exp.Literal.number(per)))
    assert text == str(Fraction(units, per))
