"""Queries over several plans, over groups, with parameters; and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest
from sqlglot import exp

from convention_dsl.calculator.plan import construct
from convention_dsl.calculator.plan.formula import (
    BOOL,
    Choose,
    Compare,
    Comparison,
    Fold,
    FoldKind,
    Formula,
    IntKind,
    Ref,
)
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import (
    Column,
    Definition,
    ListInput,
    ParameterColumn,
    Plan,
    Result,
)
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.source import Span
from convention_dsl.targets.sql.building import column, table
from convention_dsl.targets.sql.dialects import Dialect, TooWideError
from convention_dsl.targets.sql.query import ListRows, Wanted, parts, query
from convention_dsl.types import BOOLEAN, INTEGER

AGE, PRICE = IntKind(0, 120), IntKind(0, 1000)
PLACE = Span("care.conv", 5, 9)


def plan(*definitions: Definition, lists: tuple[ListInput, ...] = ()) -> Plan:
    last = definitions[-1]
    return Plan(
        clause=ClauseRef("care", last.name),
        label="",
        provenance=NO_PROVENANCE,
        at=date(2026, 1, 1),
        inputs=("age", "old"),
        columns=(
            Column("age", ("age",), AGE, INTEGER),
            Column("old", ("old",), BOOL, BOOLEAN),
        ),
        lists=lists,
        parameters=(ParameterColumn("price", "care.price", PRICE, INTEGER, 7),),
        definitions=definitions,
        results=(Result(last.name, (), last.kind, INTEGER),),
        result_type=INTEGER,
    )


def define(name: str, formula: Formula) -> Definition:
    return Definition(name, formula, span=PLACE)


AGE_, OLD, PRICE_ = Ref(AGE, "age"), Ref(BOOL, "old"), Ref(PRICE, "price")
TWICE = define("twice", construct.add(AGE_, AGE_))
PAID = define(
    "paid",
    construct.add(Ref(TWICE.kind, "twice"), construct.multiply(Ref(TWICE.kind, "twice"), PRICE_)),
)
OLDER = define("paid", construct.choose([(OLD, construct.add(AGE_, PRICE_))], AGE_))
ROWS = [(1, 10, True), (1, 20, False), (2, 90, True)]


def fetched(query_: exp.Select) -> list[Any]:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (k BIGINT, age BIGINT, old BOOLEAN)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", ROWS)
    return connection.execute(query_.sql("duckdb")).fetchall()


def wanted(of: Plan, prefix: str = "", **more: Any) -> Wanted:
    columns = {"age": column("age"), "old": column("old")}
    name = of.results[0].name
    return Wanted(of, columns, {name: prefix + name}, prefix=prefix, **more)


def test_several_plans_read_the_same_rows_once() -> None:
    both = [wanted(plan(TWICE, PAID), "a_"), wanted(plan(OLDER), "b_")]
    found = query(table("t"), both, Dialect.DUCKDB, carried={"id": column("k")})
    expected = [
        (
            key,
            run(plan(TWICE, PAID), {"age": age, "old": old})["paid"],
            run(plan(OLDER), {"age": age, "old": old})["paid"],
        )
        for key, age, old in ROWS
    ]
    assert fetched(found) == expected
    assert found.sql("duckdb").count("FROM") == 2


def test_names_that_only_case_tells_apart_are_kept_apart() -> None:
    upper = define("TWICE", construct.add(AGE_, construct.integer(1)))
    pair = plan(
        TWICE,
        upper,
        define(
            "sum",
            construct.add(*(Ref(each.kind, each.name) for each in (TWICE, TWICE, upper, upper))),
        ),
    )
    assert fetched(query(table("t"), [wanted(pair)], Dialect.DUCKDB)) == [
        (4 * age + 2 * (age + 1),) for _, age, _ in ROWS
    ]


def test_a_carried_column_may_have_the_name_of_a_column_that_is_read() -> None:
    found = query(
        table("t"), [wanted(plan(TWICE, PAID))], Dialect.DUCKDB, carried={"age": column("k")}
    )
    assert fetched(found) == [(key, 2 * age + 14 * age) for key, age, _ in ROWS]


def test_parameters_are_written_or_given() -> None:
    assert "7" in query(table("t"), [wanted(plan(OLDER))], Dialect.DUCKDB).sql("duckdb")
    given = wanted(plan(TWICE, PAID), parameters={"price": column("k")})
    assert fetched(query(table("t"), [given], Dialect.DUCKDB)) == [
        (2 * age + 2 * age * key,) for key, age, _ in ROWS
    ]


def test_what_is_not_asked_is_not_written() -> None:
    unused = define("unused", construct.multiply(AGE_, AGE_))
    text = query(table("t"), [wanted(plan(unused, OLDER))], Dialect.DUCKDB).sql("duckdb")
    assert "*" not in text


def test_long_chains_do_not_nest_without_end() -> None:
    steps = [define("s0", construct.add(AGE_, construct.integer(1)))]
    for number in range(1, 2000):
        before = Ref(steps[-1].kind, steps[-1].name)
        least = Choose(AGE, ((Compare(Comparison.LESS, before, AGE_), before),), AGE_)
        steps.append(define(f"s{number}", replace(least, kind=IntKind(0, 121))))
    levels = parts(table("t"), [wanted(plan(*steps[:300]))], Dialect.DUCKDB)
    assert all(len(each.sql("duckdb")) < 10_000 for each in levels)


# Groups ------------------------------------------------------------------------------------------


def of_list(*definitions: Definition, elements: tuple[Definition, ...] = ()) -> Plan:
    columns = (Column("e", ("list", "e"), AGE, INTEGER),)
    given = ListInput("list", ("list",), columns, elements, most=10)
    return plan(*definitions, lists=(given,))


def grouped(of: Plan, **more: Any) -> exp.Select:
    asked = Wanted(
        of,
        {"age": exp.Min(this=column("age")), "old": exp.LogicalAnd(this=column("old"))},
        {of.results[0].name: "result"},
        lists={
            "list": ListRows(
                exp.GT(this=column("age"), expression=column("k")), {"e": column("age")}
            )
        },
    )
    return query(table("t"), [asked], Dialect.DUCKDB, **more)


TOTAL = define("total", Fold(IntKind(0, 1200), FoldKind.SUM, "list", Ref(AGE, "e")))


def test_groups_give_a_row_each() -> None:
    found = grouped(of_list(TOTAL), group=[column("k")], carried={"k": column("k")})
    assert sorted(fetched(found)) == [(1, 30), (2, 90)]


def test_all_rows_are_one_group_where_nothing_tells_them_apart() -> None:
    assert fetched(grouped(of_list(TOTAL), group=[])) == [(120,)]


def test_elements_may_read_what_is_of_the_group() -> None:
    element = define("more", construct.add(Ref(AGE, "e"), AGE_, PRICE_))
    whole = Fold(
        IntKind(0, 9999),
        FoldKind.GREATEST,
        "list",
        Ref(element.kind, "more"),
        None,
        construct.integer(0),
    )
    found = of_list(define("most", construct.add(whole, AGE_)), elements=(element,))
    assert sorted(fetched(grouped(found, group=[column("k")]))) == [(47,), (277,)]


def test_elements_may_not_read_what_is_of_all_of_them() -> None:
    share = Fold(
        IntKind(0, 99999),
        FoldKind.SUM,
        "list",
        construct.quotient(
            Ref(AGE, "e"), construct.greatest(Ref(TOTAL.kind, "total"), construct.integer(1))
        ),
    )
    with pytest.raises(UnsupportedError) as refused:
        grouped(of_list(TOTAL, define("shares", share)), group=[column("k")])
    assert refused.value.span == PLACE
    assert "total" in refused.value.construct.en


# Digits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("high", "dialects"),
    [
        (2**60, list(Dialect)),
        (2**62, [Dialect.DUCKDB, Dialect.POSTGRES]),
        (10**37, [Dialect.DUCKDB, Dialect.POSTGRES]),
        (5 * 10**37, [Dialect.DUCKDB]),
        (10**38, []),
    ],
)
def test_a_dialect_calculates_what_its_integers_hold(high: int, dialects: list[Dialect]) -> None:
    large = IntKind(0, high)
    both = define("both", construct.add(Ref(large, "age"), Ref(large, "age"), PRICE_))
    wide = replace(plan(both), columns=(Column("age", ("age",), large, INTEGER),))
    for dialect in Dialect:
        if dialect in dialects:
            query(table("t"), [wanted(wide)], dialect)
        else:
            with pytest.raises(TooWideError) as refused:
                query(table("t"), [wanted(wide)], dialect)
            assert dialect.label in refused.value.construct.fr
