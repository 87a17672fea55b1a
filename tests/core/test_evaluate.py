from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.core import build
from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.evaluate import call, evaluate
from convention_dsl.core.link import link
from convention_dsl.core.nodes import AggregateKind, ClauseRef, Duration, RoundingMode, Term
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, OpenRange
from convention_dsl.types import (
    BOOLEAN,
    DATE,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
)
from tests.core.library import (
    ACTION,
    AGE,
    AGE_OF_P,
    ALD_OF_P,
    EMPTY,
    MONEY,
    PATIENT,
    P,
    at_least,
    below,
    book,
    clause,
    euros,
    library,
    parameter,
    patient,
    row,
)

LEVEL = EnumType("v.Level", ("low", "mid", "high"), ordered=True)
NUMBERS = SetType(NumberType(NumberKind.INTEGER, Fraction(1), Fraction(32), Fraction(1)))


def lit(value):
    match value:
        case bool():
            return build.literal_boolean(value)
        case int() | Fraction():
            return build.literal_number(value, NumberKind.NUMBER)
        case date():
            return build.literal_date(value)
        case Duration():
            return build.literal_duration(value.months, value.days)
        case str():
            return build.literal_item(value, LEVEL if value in LEVEL.items else ACTION)
        case frozenset():
            if all(isinstance(element, int) for element in value):
                return build.literal_set(sorted(value), NUMBERS.element)
            return build.literal_set(sorted(value), ACTION)
        case dict():
            return build.construct(MapType(LEVEL, BOOLEAN), [lit(v) for v in value.values()])
        case None:
            return build.unknown(AGE)


def applied(operator, *values):
    return evaluate(EMPTY, build.apply(operator, [lit(value) for value in values]), {})


@pytest.mark.parametrize(
    ("operator", "arguments", "expected"),
    [
        (Operator.NOT, (True,), False),
        (Operator.AND, (True, True, False), False),
        (Operator.AND, (True, True), True),
        (Operator.OR, (False, False), False),
        (Operator.OR, (False, True), True),
        (Operator.EQUAL, (3, 3), True),
        (Operator.EQUAL, ("covid", "breast"), False),
        (Operator.EQUAL, (frozenset({1, 2}), frozenset({2, 1})), True),
        (Operator.LESS, (3, 3), False),
        (Operator.LESS, ("low", "mid"), True),
        (Operator.LESS, ("mid", "high"), True),
        (Operator.LESS, ("high", "low"), False),
        (Operator.LESS, (date(2024, 1, 1), date(2024, 1, 2)), True),
        (Operator.LESS_EQUAL, (3, 3), True),
        (Operator.LESS_EQUAL, ("high", "mid"), False),
        (Operator.NEGATE, (3,), -3),
        (Operator.ADD, (Fraction(1, 3), Fraction(1, 6)), Fraction(1, 2)),
        (Operator.SUBTRACT, (1, 3), -2),
        (Operator.MULTIPLY, (Fraction(2, 3), -3), -2),
        (Operator.DIVIDE, (10, 4), Fraction(5, 2)),
        (Operator.FLOOR_DIVIDE, (-7, 2), -4),
        (Operator.MODULO, (-7, 2), 1),
        (Operator.MINIMUM, (2, -1), -1),
        (Operator.MAXIMUM, (date(2024, 1, 1), date(2025, 1, 1)), date(2025, 1, 1)),
        (Operator.CONTAINS, (frozenset({"covid"}), "covid"), True),
        (Operator.CONTAINS, (frozenset({1, 5}), 5), True),
        (Operator.CONTAINS, (frozenset({1, 5}), 4), False),
        (Operator.SUBSET, (frozenset({1}), frozenset({1, 2})), True),
        (Operator.SUBSET, (frozenset({1, 3}), frozenset({1, 2})), False),
        (Operator.UNION, (frozenset({1}), frozenset({2})), frozenset({1, 2})),
        (Operator.INTERSECTION, (frozenset({1, 2}), frozenset({2, 3})), frozenset({2})),
        (Operator.DIFFERENCE, (frozenset({1, 2}), frozenset({2, 3})), frozenset({1})),
        (Operator.ITEM, ({"low": True, "mid": False, "high": True}, "mid"), False),
        (Operator.ADD_DURATION, (date(2024, 1, 31), Duration(1, 1)), date(2024, 3, 1)),
        (Operator.YEAR, (date(2024, 2, 29),), 2024),
        (Operator.MONTH, (date(2024, 2, 29),), 2),
        (Operator.DAY, (date(2024, 2, 29),), 29),
        (Operator.YEARS_BETWEEN, (date(2004, 2, 29), date(2022, 2, 28)), 18),
        (Operator.MONTHS_BETWEEN, (date(2024, 1, 31), date(2024, 2, 29)), 1),
        (Operator.DAYS_BETWEEN, (date(2024, 3, 1), date(2024, 2, 28)), -2),
        (Operator.KNOWN, (3,), 3),
        (Operator.IS_KNOWN, (None,), False),
        (Operator.OR_ELSE, (None, 7), 7),
    ],
)
def test_operators(operator, arguments, expected):
    assert applied(operator, *arguments) == expected


def test_a_known_value_is_kept():
    known = build.apply(Operator.KNOWN, (lit(3),))
    assert evaluate(EMPTY, build.apply(Operator.IS_KNOWN, (known,)), {}) is True
    assert evaluate(EMPTY, build.apply(Operator.OR_ELSE, (known, FAILING)), {}) == 3


FAILING = build.apply(Operator.DIVIDE, (lit(1), lit(0)))
FAILS = build.apply(Operator.LESS, (FAILING, lit(0)))


def kind_of(expr, env=None) -> ErrorKind:
    with pytest.raises(EvaluationError) as caught:
        evaluate(EMPTY, expr, env or {})
    return caught.value.kind


def test_a_division_by_zero_has_no_value():
    assert kind_of(FAILING) is ErrorKind.DIVISION_BY_ZERO


def test_conditions_stop_where_they_are_decided():
    assert evaluate(EMPTY, build.conjunction([lit(False), FAILS]), {}) is False
    assert evaluate(EMPTY, build.disjunction([lit(True), FAILS]), {}) is True
    assert kind_of(build.conjunction([FAILS, lit(False)])) is ErrorKind.DIVISION_BY_ZERO


def test_only_the_chosen_branch_is_evaluated():
    assert evaluate(EMPTY, build.if_(lit(True), lit(1), FAILING), {}) == 1
    assert evaluate(EMPTY, build.if_(lit(False), FAILING, lit(2)), {}) == 2


GRID = build.cases(
    [
        row("young", below(AGE_OF_P, 7), euros(15)),
        row("old", at_least(AGE_OF_P, 75), euros(55)),
        row("ald", ALD_OF_P, euros(60)),
    ]
)


def test_cases_apply_one_row():
    assert evaluate(EMPTY, GRID, {"p": patient(age=6)}) == 15
    assert evaluate(EMPTY, GRID, {"p": patient(age=75)}) == 55
    assert evaluate(EMPTY, GRID, {"p": patient(age=7, ald=True)}) == 60


def test_a_gap_and_an_overlap_have_no_value():
    assert kind_of(GRID, {"p": patient(age=7)}) is ErrorKind.GAP
    with pytest.raises(EvaluationError) as caught:
        evaluate(EMPTY, GRID, {"p": patient(age=6, ald=True)})
    assert caught.value.kind is ErrorKind.OVERLAP
    assert caught.value.details == {"rows": "young,ald"}


def test_a_row_silences_those_it_prevails_over_where_both_apply():
    cases = build.cases(
        [
            row("a", below(AGE_OF_P, 7), euros(1)),
            row("b", ALD_OF_P, euros(2), prevails_over=("a",)),
        ],
        otherwise=euros(3),
    )
    assert evaluate(EMPTY, cases, {"p": patient(age=6)}) == 1
    assert evaluate(EMPTY, cases, {"p": patient(age=6, ald=True)}) == 2
    assert evaluate(EMPTY, cases, {"p": patient(age=7)}) == 3


def test_every_guard_is_evaluated():
    cases = build.cases([row("a", lit(True), lit(1)), row("b", FAILS, lit(2))])
    assert kind_of(cases) is ErrorKind.DIVISION_BY_ZERO


def test_let_total_field_and_round():
    x = build.variable("x", MONEY)
    total = build.total(
        [
            Term(id="a", value=x),
            Term(id="b", value=euros(10), condition=ALD_OF_P),
            Term(id="c", value=euros("-0.005"), condition=lit(True)),
        ]
    )
    expr = build.let("x", euros(5), build.round_to(total, Fraction(1, 100)))
    assert evaluate(EMPTY, expr, {"p": patient(ald=True)}) == 15
    assert evaluate(EMPTY, expr, {"p": patient()}) == 5
    down = build.let("x", euros(5), build.round_to(total, Fraction(1, 100), RoundingMode.DOWN))
    assert evaluate(EMPTY, down, {"p": patient()}) == Fraction("4.99")
    assert kind_of(build.let("y", FAILING, euros(1))) is ErrorKind.DIVISION_BY_ZERO


def test_inner_names_hide_outer_ones():
    x = build.variable("x", AGE)
    inner = build.let("x", build.apply(Operator.ADD, (x, lit(1))), x)
    assert evaluate(EMPTY, build.let("x", lit(1), inner), {}) == 2


def test_constructs():
    record = build.construct(PATIENT, [lit(5), lit(True), lit(False), lit(frozenset())])
    # an empty literal set of integers stands for any empty set
    assert evaluate(EMPTY, build.field(record, "ald"), {}) is True
    rates = build.construct(MapType(LEVEL, AGE), [lit(1), lit(2), lit(3)])
    assert evaluate(EMPTY, rates, {}) == {"low": 1, "mid": 2, "high": 3}
    numbers = evaluate(EMPTY, build.construct(NUMBERS, [lit(3), lit(5), lit(3)]), {})
    assert numbers == {3, 5} and all(type(n) is int for n in numbers)
    items = build.construct(SetType(ACTION), [lit("covid")])
    assert evaluate(EMPTY, items, {}) == {"covid"}
    both = evaluate(EMPTY, build.list_of([P, P]), {"p": patient()})
    assert both == (patient(), patient())


def test_parts_are_of_the_declared_type():
    old = build.construct(PATIENT, [lit(121), lit(True), lit(False), lit(frozenset())])
    assert kind_of(old) is ErrorKind.OUT_OF_RANGE
    assert kind_of(build.construct(NUMBERS, [lit(33)])) is ErrorKind.OUT_OF_RANGE
    half = build.construct(MapType(LEVEL, AGE), [lit(1), lit(Fraction(1, 2)), lit(3)])
    assert kind_of(half) is ErrorKind.OUT_OF_RANGE


A = build.variable("a", ACTION)
DONE = build.field(P, "done")


def aggregate(kind, body, **more):
    return build.aggregate(kind, "a", DONE, body, **more)


def price():
    is_covid = build.apply(Operator.EQUAL, (A, build.literal_item("covid", ACTION)))
    return build.if_(is_covid, euros(7), euros(5))


@pytest.mark.parametrize(
    ("kind", "done", "expected"),
    [
        (AggregateKind.SUM, ("influenza", "covid"), 12),
        (AggregateKind.SUM, (), 0),
        (AggregateKind.MINIMUM, ("influenza", "covid"), 5),
        (AggregateKind.MAXIMUM, ("influenza", "covid"), 7),
        (AggregateKind.MAXIMUM, (), 1),
    ],
)
def test_sums_and_extremes(kind, done, expected):
    empty = None if kind is AggregateKind.SUM else euros(1)
    expr = aggregate(kind, price(), if_empty=empty)
    assert evaluate(EMPTY, expr, {"p": patient(done=done)}) == expected


def test_counts_and_quantifiers():
    given = {"p": patient(done=("influenza", "covid"))}
    is_covid = build.apply(Operator.EQUAL, (A, build.literal_item("covid", ACTION)))
    one = build.literal_number(1)
    assert evaluate(EMPTY, aggregate(AggregateKind.COUNT, one), given) == 2
    assert evaluate(EMPTY, aggregate(AggregateKind.COUNT, one, filter_=is_covid), given) == 1
    assert evaluate(EMPTY, aggregate(AggregateKind.ANY, is_covid), given) is True
    assert evaluate(EMPTY, aggregate(AggregateKind.ALL, is_covid), given) is False
    assert evaluate(EMPTY, aggregate(AggregateKind.ALL, is_covid), {"p": patient()}) is True
    assert evaluate(EMPTY, aggregate(AggregateKind.ANY, is_covid), {"p": patient()}) is False


def test_the_first_of_equals_is_chosen():
    given = {"p": patient(done=("covid", "influenza", "breast"))}
    none = build.literal_item("breast", ACTION)
    lowest = aggregate(AggregateKind.LOWEST, price(), if_empty=none)
    highest = aggregate(AggregateKind.HIGHEST, price(), if_empty=none)
    assert evaluate(EMPTY, lowest, given) == "influenza"
    assert evaluate(EMPTY, highest, given) == "covid"
    assert evaluate(EMPTY, highest, {"p": patient()}) == "breast"


def test_sets_of_integers_bind_numbers():
    numbers = build.variable("s", NUMBERS)
    n = build.variable("n", NUMBERS.element)
    total = build.aggregate(AggregateKind.SUM, "n", numbers, n)
    assert evaluate(EMPTY, total, {"s": frozenset({3, 30})}) == 33


def test_lists_of_records():
    patients = build.variable("l", ListType(PATIENT))
    age = build.field(build.variable("q", PATIENT), "age")
    ald = build.field(build.variable("q", PATIENT), "ald")
    given = {"l": (patient(age=3), patient(age=80, ald=True), patient(age=9, ald=True))}
    total = build.aggregate(AggregateKind.SUM, "q", patients, age, filter_=ald)
    assert evaluate(EMPTY, total, given) == 89
    eldest = build.aggregate(AggregateKind.HIGHEST, "q", patients, age, if_empty=P)
    assert evaluate(EMPTY, eldest, {**given, "p": patient()}) == patient(age=80, ald=True)
    assert evaluate(EMPTY, eldest, {"l": (), "p": patient(age=1)}) == patient(age=1)


def test_dates_leave_the_calendar_with_an_error():
    day = build.variable("d", DATE)
    later = build.apply(Operator.ADD_DURATION, (day, lit(Duration(1, 0))))
    assert kind_of(later, {"d": date(9999, 12, 31)}) is ErrorKind.DATE_OUT_OF_CALENDAR


def test_calls_check_their_arguments():
    half = RecordType("v.Half", (("x", OptionalType(AGE)),))
    body = build.apply(
        Operator.OR_ELSE, (build.field(build.variable("h", half), "x"), build.literal_number(9))
    )
    inner = clause("a", "f", body, inputs=(Binding("h", half),))
    unknown = build.construct(half, [build.unknown(AGE)])
    texts = library(
        book(
            "a",
            inner,
            clause("a", "g", build.call(ClauseRef("a", "f"), [unknown], AGE)),
            clause("a", "h", build.literal_number(1), inputs=(Binding("n", AGE),)),
            clause(
                "a",
                "i",
                build.call(
                    ClauseRef("a", "h"),
                    [build.apply(Operator.SUBTRACT, (AGE_OF_P, build.literal_number(10)))],
                    AGE,
                ),
            ),
        )
    )
    program, _ = link(texts, "a", at=None)
    assert program is not None
    assert call(program, ClauseRef("a", "g"), [patient()]) == 9
    assert call(program, ClauseRef("a", "i"), [patient(age=10)]) == 1
    with pytest.raises(EvaluationError) as caught:
        call(program, ClauseRef("a", "i"), [patient(age=9)])
    assert caught.value.kind is ErrorKind.OUT_OF_RANGE


def test_a_parameter_without_a_value_cannot_be_computed_with():
    wished = parameter("a", "x", open_range=OpenRange(Fraction(5), None, Fraction(1, 100)))
    texts = library(book("a", wished, clause("a", "f", build.parameter("a", "x", MONEY))))
    program, _ = link(texts, "a", at=None)
    assert program is not None
    with pytest.raises(EvaluationError) as caught:
        call(program, ClauseRef("a", "f"), [patient()])
    assert caught.value.kind is ErrorKind.NO_PARAMETER_VALUE
    assert caught.value.details == {"parameter": "a.x"}
