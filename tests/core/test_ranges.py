from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.meaning import LAZY, MEANING
from convention_dsl.core.nodes import AggregateKind, RoundingMode, Term
from convention_dsl.core.operators import Operator
from convention_dsl.core.ranges import is_within, union
from convention_dsl.core.values import belongs
from convention_dsl.types import (
    AMOUNT,
    BOOLEAN,
    CENT,
    DATE,
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
)
from tests.core.library import ACTION, EMPTY, PATIENT, euros

INTEGER, NUMBER, MONEY, RATE = (
    NumberKind.INTEGER,
    NumberKind.NUMBER,
    NumberKind.AMOUNT,
    NumberKind.RATE,
)


def number(kind, low, high, step) -> NumberType:
    def exact(value):
        return None if value is None else Fraction(value)

    return NumberType(kind, exact(low), exact(high), exact(step))


def variable(kind, low, high, step, name="x"):
    return build.variable(name, number(kind, low, high, step))


AGE = variable(INTEGER, 0, 120, 1)
FEE = variable(MONEY, 0, 100, "0.01")
SHARE = variable(RATE, 0, 1, "0.001")


@pytest.mark.parametrize(
    ("operator", "arguments", "expected"),
    [
        (Operator.ADD, (FEE, euros(5)), number(MONEY, 5, 105, "0.01")),
        (Operator.ADD, (AGE, AGE), number(INTEGER, 0, 240, 1)),
        (Operator.ADD, (AGE, SHARE), number(NUMBER, 0, 121, "0.001")),
        (Operator.SUBTRACT, (FEE, FEE), number(MONEY, -100, 100, "0.01")),
        (Operator.NEGATE, (AGE,), number(INTEGER, -120, 0, 1)),
        (Operator.MULTIPLY, (AGE, euros(5)), number(MONEY, 0, 600, 5)),
        (Operator.MULTIPLY, (SHARE, FEE), number(MONEY, 0, 100, "0.00001")),
        (Operator.MULTIPLY, (AGE, SHARE), number(RATE, 0, 120, "0.001")),
        (Operator.MULTIPLY, (AGE, AGE), number(INTEGER, 0, 14400, 1)),
        (
            Operator.DIVIDE,
            (FEE, build.literal_number(4)),
            number(MONEY, 0, 25, "0.0025"),
        ),
        (Operator.DIVIDE, (FEE, FEE), number(NUMBER, 0, None, None)),
        (
            Operator.DIVIDE,
            (FEE, variable(INTEGER, 1, 4, 1)),
            number(MONEY, 0, 100, None),
        ),
        (Operator.DIVIDE, (AGE, variable(INTEGER, -1, 4, 1)), number(NUMBER, None, None, None)),
        (Operator.FLOOR_DIVIDE, (AGE, build.literal_number(7)), number(INTEGER, 0, 17, 1)),
        (
            Operator.FLOOR_DIVIDE,
            (variable(INTEGER, -5, 5, 1), build.literal_number(2)),
            number(INTEGER, -3, 2, 1),
        ),
        (Operator.MODULO, (AGE, build.literal_number(7)), number(INTEGER, 0, 6, 1)),
        (Operator.MODULO, (AGE, build.literal_number(121)), number(INTEGER, 0, 120, 1)),
        (Operator.MINIMUM, (FEE, euros(50)), number(MONEY, 0, 50, "0.01")),
        (Operator.MAXIMUM, (FEE, euros(50)), number(MONEY, 50, 100, "0.01")),
        (Operator.LESS, (AGE, AGE), BOOLEAN),
    ],
)
def test_the_type_of_an_operation(operator, arguments, expected):
    assert build.apply(operator, arguments).type == expected


def test_constants_have_their_own_step_and_zero_spoils_none():
    assert euros("12.50").type == number(MONEY, "12.5", "12.5", "12.5")
    assert union([euros(15).type, euros(0).type, euros(55).type]) == number(MONEY, 0, 55, 5)
    assert build.apply(Operator.ADD, (FEE, euros(0))).type == FEE.type
    assert build.apply(Operator.MULTIPLY, (FEE, euros(0))).type == number(MONEY, 0, 0, 1)


def test_an_open_end_stays_open():
    open_amount = variable(MONEY, 55, None, "0.01")
    assert build.apply(Operator.ADD, (open_amount, FEE)).type == number(MONEY, 55, None, "0.01")
    assert build.apply(Operator.NEGATE, (open_amount,)).type == number(MONEY, None, -55, "0.01")
    zero = build.literal_number(0)
    assert build.apply(Operator.MULTIPLY, (open_amount, zero)).type == number(MONEY, 0, 0, 1)
    product = build.apply(Operator.MULTIPLY, (open_amount, variable(INTEGER, -1, 1, 1)))
    assert product.type == number(MONEY, None, None, "0.01")


def test_rounding_gives_its_step_unless_nothing_is_left_to_round():
    share_of_fee = build.apply(Operator.MULTIPLY, (SHARE, FEE))
    assert build.round_to(share_of_fee, CENT).type == number(MONEY, 0, 100, "0.01")
    tens = build.apply(Operator.MULTIPLY, (AGE, euros(10)))
    assert build.round_to(tens, CENT).type == tens.type
    half = build.apply(Operator.DIVIDE, (AGE, build.literal_number(2)))
    assert build.round_to(half, Fraction(1), RoundingMode.UP).type == number(INTEGER, 0, 60, 1)


def test_totals_and_choices():
    terms = [
        Term(id="a", value=euros(5)),
        Term(id="b", value=euros(10), condition=build.variable("c", BOOLEAN)),
    ]
    assert build.total(terms).type == number(MONEY, 5, 15, 5)
    choice = build.if_(build.variable("c", BOOLEAN), euros(20), euros(100))
    assert choice.type == number(MONEY, 20, 100, 20)


def test_aggregates():
    done = build.variable("s", SetType(ACTION))
    each = build.aggregate(AggregateKind.SUM, "a", done, euros(5))
    assert each.type == number(MONEY, 0, 15, 5)
    whole = build.whole_set(ACTION)
    assert build.aggregate(AggregateKind.SUM, "a", whole, euros(5)).type == number(
        MONEY, 15, 15, 15
    )
    some = build.aggregate(
        AggregateKind.SUM, "a", whole, euros(5), filter_=build.variable("c", BOOLEAN)
    )
    assert some.type == number(MONEY, 0, 15, 5)
    count = build.aggregate(AggregateKind.COUNT, "a", done, build.literal_number(1))
    assert count.type == number(INTEGER, 0, 3, 1)
    patients = build.variable("l", ListType(PATIENT))
    assert build.aggregate(AggregateKind.SUM, "p", patients, FEE).type == number(
        MONEY, 0, None, "0.01"
    )
    debt = build.apply(Operator.SUBTRACT, (FEE, euros(50)))
    assert build.aggregate(AggregateKind.SUM, "p", patients, debt).type == number(
        MONEY, None, None, "0.01"
    )
    lowest = build.aggregate(AggregateKind.MINIMUM, "p", patients, FEE, if_empty=euros(200))
    assert lowest.type == number(MONEY, 0, 200, "0.01")


def test_dates():
    day = build.variable("d", DateType(date(2024, 1, 31), date(2024, 12, 31)))
    later = build.apply(Operator.ADD_DURATION, (day, build.literal_duration(months=1)))
    assert later.type == DateType(date(2024, 2, 29), date(2025, 1, 31))
    born = build.variable("b", DateType(date(1950, 1, 1), date(2000, 12, 31)))
    years = build.apply(Operator.YEARS_BETWEEN, (born, day))
    assert years.type == number(INTEGER, 23, 74, 1)
    assert build.apply(Operator.YEAR, (build.variable("e", DATE),)).type == number(
        INTEGER, 1, 9999, 1
    )
    first = build.apply(Operator.MINIMUM, (day, build.literal_date(date(2024, 6, 1))))
    assert first.type == DateType(date(2024, 1, 31), date(2024, 6, 1))


def test_optional_and_per_item_values():
    maybe = build.variable("m", OptionalType(AGE.type))
    known = build.apply(Operator.OR_ELSE, (maybe, build.literal_number(200)))
    assert known.type == number(INTEGER, 0, 200, 1)
    rates = build.variable("r", MapType(ACTION, SHARE.type))
    item = build.literal_item("covid", ACTION)
    assert build.apply(Operator.ITEM, (rates, item)).type == SHARE.type
    assert union([OptionalType(AGE.type), AGE.type]) == OptionalType(AGE.type)


def test_inclusion_of_types():
    assert is_within(euros(5).type, number(MONEY, 0, 10, "0.01"))
    assert not is_within(euros("0.005").type, number(MONEY, 0, 10, "0.01"))
    assert not is_within(euros(11).type, number(MONEY, 0, 10, "0.01"))
    assert is_within(number(MONEY, 0, 10, "0.01"), AMOUNT)
    assert not is_within(AMOUNT, number(MONEY, 0, 10, "0.01"))
    assert not is_within(number(MONEY, 0, 10, None), number(MONEY, 0, 10, "0.01"))
    assert is_within(PATIENT, PATIENT)
    assert is_within(DateType(date(2024, 1, 1), date(2024, 2, 1)), DATE)
    assert not is_within(DATE, DateType(date(2024, 1, 1), None))
    narrow = RecordType("r", (("a", AGE.type),))
    assert is_within(narrow, RecordType("r", (("a", number(INTEGER, 0, 150, 1)),)))
    assert not is_within(RecordType("r", (("a", number(INTEGER, 0, 150, 1)),)), narrow)
    assert not is_within(EnumType("a", ("x",)), EnumType("b", ("x",)))


def test_every_operator_has_a_type_and_a_meaning():
    assert MEANING.keys() | LAZY == set(Operator)
    assert not MEANING.keys() & LAZY


BINARY = (
    Operator.ADD,
    Operator.SUBTRACT,
    Operator.MULTIPLY,
    Operator.DIVIDE,
    Operator.MINIMUM,
    Operator.MAXIMUM,
)


@st.composite
def ranged(draw) -> tuple[NumberType, Fraction]:
    """Draw a type and one of its values."""
    step = Fraction(draw(st.sampled_from(("1", "0.01", "0.05", "1/3", "2.5"))))
    count = draw(st.integers(-50, 50))
    low = step * (count - draw(st.integers(0, 20)))
    high = step * (count + draw(st.integers(0, 20)))
    type_ = NumberType(
        draw(st.sampled_from(list(NumberKind))),
        draw(st.sampled_from((low, None))),
        draw(st.sampled_from((high, None))),
        draw(st.sampled_from((step, None))),
    )
    return type_, step * count


@given(ranged(), ranged(), st.sampled_from(BINARY))
def test_results_are_in_the_inferred_range(first, second, operator):
    if operator is Operator.DIVIDE and second[1] == 0:
        return
    x, y = build.variable("x", first[0]), build.variable("y", second[0])
    expr = build.apply(operator, (x, y))
    assert belongs(evaluate(EMPTY, expr, {"x": first[1], "y": second[1]}), expr.type)


@given(ranged(), st.sampled_from(("2", "7", "0.05", "1/3")), st.sampled_from(list(RoundingMode)))
def test_roundings_and_remainders_are_in_the_inferred_range(given_, divisor, mode):
    x = build.variable("x", given_[0])
    literal = build.literal_number(Fraction(divisor), NUMBER)
    for expr in (
        build.apply(Operator.FLOOR_DIVIDE, (x, literal)),
        build.apply(Operator.MODULO, (x, literal)),
        build.round_to(x, Fraction(divisor), mode),
    ):
        assert belongs(evaluate(EMPTY, expr, {"x": given_[1]}), expr.type)
