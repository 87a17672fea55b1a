from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from convention_dsl.calculator.operators import WRITERS
from convention_dsl.calculator.python import Compiled, compile_program, generate
from convention_dsl.core import build
from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import AggregateKind, ClauseRef, Expr, RoundingMode, Term
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, OpenRange
from convention_dsl.source import Span
from convention_dsl.types import (
    BOOLEAN,
    DateType,
    EnumType,
    ListType,
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
    MONEY,
    PATIENT,
    P,
    at_least,
    below,
    book,
    called,
    clause,
    euros,
    exception,
    library,
    parameter,
    patient,
    row,
)

F = ClauseRef("a", "f")


def compiled(*parts: Any, refs: tuple[ClauseRef, ...] = (F,), **more: Any) -> Compiled:
    program, problems = link(library(book("a", *parts)), "a", at=more.get("at"))
    assert program is not None, problems
    return compile_program(program, refs)


def of(expr: Expr, *inputs: Binding) -> Compiled:
    return compiled(clause("a", "f", expr, inputs=inputs))


def agreed(code: Compiled, *arguments: Any) -> Any:
    """Return the value, or the kind of error, on which code and evaluator agree."""

    def outcome(compute: Any) -> Any:
        try:
            return compute()
        except EvaluationError as error:
            return error.kind

    found = outcome(lambda: code.call(F, arguments))
    assert found == outcome(lambda: call(code.program, F, arguments))
    return found


def test_every_operator_is_written():
    assert set(WRITERS) == set(Operator)


def number(low: int, high: int, step: str, kind: NumberKind = NumberKind.AMOUNT) -> Binding:
    type_ = NumberType(kind, Fraction(low), Fraction(high), Fraction(step))
    return Binding("x", type_)


def var(binding: Binding) -> Expr:
    return build.variable(binding.name, binding.type)


@pytest.mark.parametrize("mode", list(RoundingMode))
@pytest.mark.parametrize("low", [-10, 0])
def test_ties_at_half_a_cent_are_rounded_as_the_evaluator_rounds(mode, low):
    x = number(low, 10, "0.005")
    code = of(build.round_to(var(x), Fraction(1, 100), mode), x)
    for half_cents in range(low * 20, 60):
        agreed(code, Fraction(half_cents, 200))
    if low < 0 and mode is RoundingMode.HALF_AWAY:
        assert code.call(F, [Fraction("-0.005")]) == Fraction("-0.01")
        assert code.call(F, [Fraction("-0.015")]) == Fraction("-0.02")


def test_amounts_are_cents_and_nothing_is_a_fraction():
    code = compiled(
        clause(
            "a",
            "f",
            build.total(
                [
                    Term(id="1", value=called("a", "base")),
                    Term(id="2", value=euros(10), condition=ALD_OF_P, label="ALD"),
                ]
            ),
        ),
        clause(
            "a",
            "base",
            build.cases(
                [
                    row("young", below(AGE_OF_P, 7), euros(15)),
                    row("old", at_least(AGE_OF_P, 7), euros("5.50")),
                ]
            ),
        ),
    )
    raw = code.functions[F](6, True, True, 0)
    assert raw == 2500 and type(raw) is int
    assert code.functions[F](7, False, True, 0) == 550
    assert "Fraction(" not in code.module.source.partition("def bind")[2]
    assert "float" not in code.module.source


def test_parameters_are_arguments_of_the_factory():
    def amount() -> Expr:
        return build.parameter("a", "x", MONEY)

    wished = parameter("a", "y", open_range=OpenRange(Fraction(0), Fraction(9), Fraction(1, 100)))
    code = compiled(
        parameter("a", "x", (None, "5")),
        wished,
        clause("a", "f", build.if_(ALD_OF_P, amount(), build.parameter("a", "y", MONEY))),
    )
    assert agreed(code, patient(ald=True)) == 5
    assert agreed(code, patient()) is ErrorKind.NO_PARAMETER_VALUE
    changed = code.with_values({"a.x": Fraction("7.25"), "a.y": Fraction(3)})
    assert changed.call(F, [patient(ald=True)]) == Fraction("7.25")
    assert changed.call(F, [patient()]) == 3
    assert code.call(F, [patient(ald=True)]) == 5
    with pytest.raises(ValueError, match=r"a\.x"):
        code.with_values({"a.x": Fraction(1001)})


def test_a_constant_parameter_stays_symbolic():
    one = replace(parameter("a", "x", (None, "5")), type=euros(5).type)
    code = compiled(one, clause("a", "f", build.parameter("a", "x", euros(5).type)))
    assert list(code.module.parameters) == ["a.x"]
    assert code.module.parameters["a.x"] + ": int = 500" in code.module.source


def test_the_module_stands_alone_and_is_always_the_same():
    texts = library(book("a", clause("a", "f", euros(5), label='the "base"\\ amount')))
    program, _ = link(texts, "a", at=None)
    assert program is not None
    source = generate(program, [F])
    assert source == generate(program, [F])
    assert "convention_dsl" not in source
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    function = namespace["bind"]()["a.f"]
    assert function(1, True, True, 0) == 500
    assert "Returns in cents" in function.__doc__


def test_gaps_and_overlaps_are_seen_in_the_leaves():
    span = Span("a.conv", 3, 9)
    grid = build.cases(
        [
            row("young", below(AGE_OF_P, 7), euros(15)),
            row("ald", ALD_OF_P, euros(60)),
        ],
        span=span,
    )
    code = of(grid, Binding("p", PATIENT))
    assert agreed(code, patient(age=6)) == 15
    assert agreed(code, patient(age=7, ald=True)) == 60
    assert agreed(code, patient(age=7)) is ErrorKind.GAP
    assert agreed(code, patient(age=6, ald=True)) is ErrorKind.OVERLAP
    with pytest.raises(EvaluationError) as caught:
        code.call(F, [patient(age=7)])
    assert caught.value.span == span


def test_rows_of_equal_value_that_both_apply_still_overlap():
    grid = build.cases(
        [row("a", below(AGE_OF_P, 7), euros(1)), row("b", below(AGE_OF_P, 9), euros(1))]
    )
    code = of(grid, Binding("p", PATIENT))
    assert agreed(code, patient(age=6)) is ErrorKind.OVERLAP
    assert agreed(code, patient(age=8)) == 1


def test_exceptions_prevail_and_nest():
    code = compiled(
        clause("a", "f", euros(5)),
        exception("a", "outer", "a.f", at_least(AGE_OF_P, 10), euros(60)),
        exception("a", "inner", "a.f", at_least(AGE_OF_P, 50), euros(20), within="outer"),
        exception("a", "poor", "a.f", ALD_OF_P, euros(70), prevails_over=("outer",)),
    )
    pays = [agreed(code, patient(age=age, ald=ald)) for ald in (False, True) for age in (5, 10, 50)]
    assert pays == [5, 60, 20, 70, 70, 70]


def test_guards_that_may_fail_are_all_computed_in_order():
    by_age = build.apply(Operator.DIVIDE, (build.literal_number(1), AGE_OF_P))
    fails = build.apply(Operator.LESS, (by_age, build.literal_number(1)))
    grid = build.cases([row("a", ALD_OF_P, euros(1)), row("b", fails, euros(2))])
    code = of(grid, Binding("p", PATIENT))
    assert agreed(code, patient(age=0, ald=True)) is ErrorKind.DIVISION_BY_ZERO
    assert agreed(code, patient(age=2)) == 2
    assert agreed(code, patient(age=2, ald=True)) is ErrorKind.OVERLAP
    assert agreed(code, patient(age=1)) is ErrorKind.GAP


def test_a_divisor_of_one_possible_value_may_still_have_none():
    sometimes = build.cases([row("a", ALD_OF_P, build.literal_number(2))])
    code = of(build.apply(Operator.DIVIDE, (AGE_OF_P, sometimes)), Binding("p", PATIENT))
    assert agreed(code, patient(age=3, ald=True)) == Fraction(3, 2)
    assert agreed(code, patient(age=3)) is ErrorKind.GAP


def test_what_fails_first_is_what_is_reported():
    by_age = build.apply(Operator.DIVIDE, (build.literal_number(1), AGE_OF_P))
    gap = build.cases([row("a", ALD_OF_P, build.literal_number(2))])
    code = of(build.apply(Operator.ADD, (by_age, gap)), Binding("p", PATIENT))
    assert agreed(code, patient(age=0)) is ErrorKind.DIVISION_BY_ZERO
    assert agreed(code, patient(age=1)) is ErrorKind.GAP
    never = build.conjunction(
        [build.apply(Operator.LESS, (by_age, euros(1))), build.literal_boolean(False)]
    )
    code = of(build.if_(never, euros(1), euros(2)), Binding("p", PATIENT))
    assert agreed(code, patient(age=0)) is ErrorKind.DIVISION_BY_ZERO
    assert agreed(code, patient(age=1)) == 2


def test_records_of_records_are_spread_over_the_arguments():
    outer = RecordType("v.Outer", (("p", PATIENT), ("n", AGE)))
    o = build.variable("o", outer)
    aged = build.field(build.field(o, "p"), "age")
    rows = [
        row(str(n), build.apply(Operator.EQUAL, (aged, build.literal_number(n))), euros(n))
        for n in range(121)
    ]
    seen = build.if_(ALD_OF_P, P, P)
    ten = build.apply(Operator.DIVIDE, (build.literal_number(10), AGE_OF_P))
    whole = build.construct(outer, [seen, build.literal_number(1)])
    sums = [
        build.call(ClauseRef("a", "g"), (value, whole), MONEY)
        for value in (build.round_to(ten, Fraction(1)), build.literal_number(1))
    ]
    inputs = (Binding("m", MONEY), Binding("o", outer))
    paid = build.apply(Operator.ADD, (build.cases(rows), build.variable("m", MONEY)))
    code = compiled(
        clause("a", "f", build.if_(ALD_OF_P, sums[0], sums[1])),
        clause("a", "g", paid, inputs=inputs),
        clause("a", "h", build.apply(Operator.ADD, (called("a", "f"), called("a", "f")))),
        refs=(F, ClauseRef("a", "h")),
    )
    assert "a__g" in code.module.source
    assert agreed(code, patient(age=5, ald=True)) == 7
    assert agreed(code, patient(age=0, ald=True)) is ErrorKind.DIVISION_BY_ZERO
    assert agreed(code, patient(age=0)) == 1


def test_unused_definitions_that_fail_are_kept():
    by_age = build.apply(Operator.DIVIDE, (build.literal_number(1), AGE_OF_P))
    code = of(build.let("x", by_age, euros(1)), Binding("p", PATIENT))
    assert agreed(code, patient(age=0)) is ErrorKind.DIVISION_BY_ZERO
    assert agreed(code, patient(age=1)) == 1


A = build.variable("a", ACTION)


def is_(item: str) -> Expr:
    return build.apply(Operator.EQUAL, (A, build.literal_item(item, ACTION)))


def test_a_filtered_sum_of_one_price_is_a_popcount():
    relevant = build.cases(
        [
            row("i", is_("influenza"), at_least(AGE_OF_P, 65)),
            row("c", is_("covid"), build.disjunction([at_least(AGE_OF_P, 65), ALD_OF_P])),
        ],
        otherwise=build.literal_boolean(False),
    )
    prevention = build.aggregate(
        AggregateKind.SUM,
        "a",
        build.field(P, "done"),
        euros(5),
        filter_=build.call(ClauseRef("a", "relevant"), (A, P), BOOLEAN),
    )
    inputs = (Binding("a", ACTION), Binding("p", PATIENT))
    code = compiled(clause("a", "f", prevention), clause("a", "relevant", relevant, inputs=inputs))
    assert "bit_count" in code.module.source
    assert "for " not in code.module.source.partition("Returns in cents")[2]
    everything = ACTION.items
    assert agreed(code, patient(age=65, done=everything)) == 10
    assert agreed(code, patient(age=64, ald=True, done=everything)) == 5
    assert agreed(code, patient(age=64, done=everything)) == 0
    assert agreed(code, patient(age=65, done=("breast", "covid"))) == 5


def test_sets_of_integers_may_be_negative():
    type_ = SetType(NumberType(NumberKind.INTEGER, Fraction(-3), Fraction(3), Fraction(1)))
    s = build.variable("s", type_)
    n = build.variable("n", type_.element)
    code = of(build.aggregate(AggregateKind.SUM, "n", s, n), Binding("s", type_))
    assert agreed(code, frozenset({-3, 2})) == -1
    assert code.encode(F, [frozenset({-3, 2})]) == [0b100001]


def test_lists_of_records_and_records_as_results():
    patients = build.variable("l", ListType(PATIENT))
    q = build.variable("q", PATIENT)
    eldest = build.aggregate(
        AggregateKind.HIGHEST, "q", patients, build.field(q, "age"), if_empty=P
    )
    code = of(eldest, Binding("l", ListType(PATIENT)), Binding("p", PATIENT))
    people = (patient(age=3), patient(age=80, done=("covid",)), patient(age=80, ald=True))
    assert agreed(code, people, patient(age=1)) == people[1]
    assert agreed(code, (), patient(age=1)) == patient(age=1)


def test_arguments_out_of_their_declared_range_are_refused():
    ten_less = build.apply(Operator.SUBTRACT, (AGE_OF_P, build.literal_number(10)))
    code = compiled(
        clause("a", "f", build.call(ClauseRef("a", "g"), (ten_less,), AGE)),
        clause("a", "g", build.variable("n", AGE), inputs=(Binding("n", AGE),)),
    )
    assert agreed(code, patient(age=10)) == 0
    assert agreed(code, patient(age=9)) is ErrorKind.OUT_OF_RANGE


def test_a_grid_of_a_thousand_rows():
    rows = []
    for index in range(1000):
        low, ald = divmod(index, 2)
        guards = [ALD_OF_P if ald else build.negation(ALD_OF_P)]
        guards.append(build.apply(Operator.EQUAL, (var(WIDE), build.literal_number(low))))
        rows.append(row(str(index), build.conjunction(guards), euros(index)))
    code = of(build.cases(rows), WIDE, Binding("p", PATIENT))
    for low in (0, 1, 250, 499):
        for ald in (False, True):
            assert agreed(code, Fraction(low), patient(ald=ald)) == 2 * low + ald
    assert agreed(code, Fraction(500), patient()) is ErrorKind.GAP


WIDE = number(0, 500, "1", NumberKind.INTEGER)


def test_days_and_years():
    born, day = Binding("b", date_type()), Binding("d", date_type())
    age = build.apply(Operator.YEARS_BETWEEN, (var(born), var(day)))
    code = of(build.if_(at_least(age, 18), euros(1), euros(0)), born, day)
    assert agreed(code, date(2004, 2, 29), date(2022, 2, 27)) == 0
    assert agreed(code, date(2004, 2, 29), date(2022, 2, 28)) == 1


def date_type() -> Any:
    return DateType(date(1900, 1, 1), date(2100, 1, 1))


def test_names_python_cannot_have_or_that_clash():
    odd = RecordType("v.Odd", (("class", AGE), ("a b", AGE), ("œuvre", AGE), ("p", AGE)))
    inner = RecordType("v.Outer", (("x", odd), ("x_class", AGE)))
    p = build.variable("lambda", inner)
    x = build.field(p, "x")
    total = build.apply(Operator.ADD, (build.field(x, "class"), build.field(p, "x_class")))
    code = of(build.apply(Operator.ADD, (total, build.field(x, "œuvre"))), Binding("lambda", inner))
    parts = {"class": 1, "a b": 2, "œuvre": 30, "p": 4}
    record = {"x": {n: Fraction(v) for n, v in parts.items()}, "x_class": Fraction(100)}
    assert agreed(code, record) == 131


def test_shared_clauses_that_are_large_become_functions():
    rows = [row(str(n), build.apply(Operator.EQUAL, (AGE_OF_P, build.literal_number(n))), euros(n))
            for n in range(121)]  # fmt: skip
    twice = build.apply(Operator.ADD, (called("a", "g"), called("a", "g")))
    code = compiled(clause("a", "f", twice), clause("a", "g", build.cases(rows)))
    assert code.module.source.count("def ") == 4  # __init__, bind, f and g
    assert agreed(code, patient(age=90)) == 180


def test_clauses_that_call_the_next_one_twice_do_not_double_the_work():
    clauses = [clause("a", "f0", AGE_OF_P)]
    for n in range(1, 100):
        both = [called("a", f"f{n - 1}")] * 2
        clauses.append(clause("a", f"f{n}", build.apply(Operator.MAXIMUM, both)))
    last = ClauseRef("a", "f99")
    code = compiled(*clauses, refs=(last,))
    assert code.call(last, [patient(age=7)]) == 7


def deep_condition(levels: int) -> Expr:
    expr: Expr = euros(0)
    for n in range(levels):
        chosen = build.cases([row("a", at_least(AGE_OF_P, n % 120), expr)], euros(n))
        expr = build.if_(at_least(AGE_OF_P, 1), chosen, euros(1))
    return expr


def deep_sum(levels: int) -> Expr:
    expr: Expr = AGE_OF_P
    for _ in range(levels):
        one = build.literal_number(1)
        expr = build.apply(Operator.MAXIMUM, (build.apply(Operator.SUBTRACT, (one, expr)), one))
    return expr


@pytest.mark.parametrize("expr", [deep_condition(150), deep_sum(150)])
def test_deep_expressions_stay_within_pythons_limits(expr):
    code = of(expr, Binding("p", PATIENT))
    for age in (0, 1, 60, 119, 120):
        agreed(code, patient(age=age))


def test_a_value_off_its_step_is_refused():
    x = number(0, 10, "0.01")
    with pytest.raises(ValueError, match="no multiple"):
        of(var(x), x).call(F, [Fraction(1, 3)])


def test_a_sum_whose_value_is_known_loses_nothing_of_its_bodies():
    body = build.literal_amount(Fraction(6031, 1200))
    domain = build.whole_set(EnumType("t.E", ("a", "b", "c", "d")))
    sum_ = build.aggregate(AggregateKind.SUM, "i", domain, body)
    one = build.literal_amount(1)
    flag = build.variable("b", BOOLEAN)
    terms = (Term(id="one", value=sum_), Term(id="two", value=one, condition=flag))
    code = of(build.round_to(build.total(terms), Fraction(1, 100)), Binding("b", BOOLEAN))
    assert agreed(code, False) == Fraction(2010, 100)
    assert agreed(code, True) == Fraction(2110, 100)


@pytest.mark.parametrize("operator", [Operator.LESS, Operator.LESS_EQUAL])
@pytest.mark.parametrize("literal_first", [True, False])
def test_a_row_may_compare_a_quotient_with_a_constant(operator: Operator, literal_first: bool):
    number = NumberType(NumberKind.INTEGER, Fraction(0), Fraction(5), Fraction(1))
    divisor = build.apply(
        Operator.ADD, (build.variable("n", number), build.literal_number(Fraction(1)))
    )
    quotient = build.apply(Operator.DIVIDE, (build.literal_amount(7), divisor))
    sides = (build.literal_amount(2), quotient)
    guard = build.apply(operator, sides if literal_first else sides[::-1])
    rows = (row("a", guard, euros(1)), row("b", build.negation(guard), euros(2)))
    code = of(build.cases(rows, None), Binding("n", number))
    values = [agreed(code, Fraction(n)) for n in range(6)]
    assert values == [1, 1, 1, 2, 2, 2] if literal_first else [2, 2, 2, 1, 1, 1]


def test_an_optional_condition_can_be_the_condition_of_a_choice() -> None:
    seen = OptionalType(BOOLEAN)
    known, other = build.variable("seen", seen), build.variable("other", BOOLEAN)
    condition = build.apply(Operator.OR_ELSE, (known, other))
    choice = build.if_(condition, build.literal_number(5), build.literal_number(7))
    doubled = build.apply(Operator.ADD, (choice, build.literal_number(1)))
    function = of(doubled, Binding("seen", seen), Binding("other", BOOLEAN))
    assert function.call(F, [None, True]) == 6
    assert function.call(F, [None, False]) == 8
    assert function.call(F, [False, True]) == 8
