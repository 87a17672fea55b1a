"""The files of the target: what people read, what the three engines make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl import pipeline
from convention_dsl.calculator.plan.lower import lower
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.registry import Material, Options
from convention_dsl.targets.sql.build import build, refuse
from tests.agreement.answers import Failure
from tests.agreement.backends import close, load
from tests.agreement.engines import linked, read
from tests.agreement.samples import sampled
from tests.targets.sql import natural
from tests.tools import require

NEEDS = {
    "duckdb": ("duckdb",),
    "postgresql": ("postgresql", "psycopg"),
    "spark": ("java", "pyspark"),
}
SAMPLES = {"duckdb": 15, "postgresql": 15, "spark": 2}
RULES = Path(__file__).parents[3] / "rules"
EDITION = natural.EDITION

BOOK = """# language: en
convention generated "Generated"

enumeration Place = town "in a town", country "in the country"

record Visit "a visit"
  price : amount 0 €..100 € step 0.50 € "what was paid"
  on : date 2024-01-01..2024-12-31 "when"
  home : boolean default no "at home"
  times : integer 1..9 default 1 "how many"

record Doctor "a doctor"
  place : Place "where"
  rate : optional rate 0 %..50 % step 0.5 % "own rate"
  days : set of integer 1..3 default {} "working days"

clause asked (d : Doctor, n : integer 0..10) "what a doctor is paid" : amount
  = 10 € * (d.rate if unknown 20 %) * n + (if d.place = country then 1 € else 0 €)

clause visited (d : Doctor, visits : list of Visit) "visits" : amount
  = sum of (v.price * v.times for v in visits where v.home or d.place = country)

clause twice (d : Doctor, visits : list of Visit, refunds : list of Visit) "balance" : amount
  = sum of (v.price for v in visits) - sum of (r.price for r in refunds where r.home)

clause each_one (a : amount 0 €..100 €, n : integer 0..10) "a share" : amount
  = a / n
"""


@pytest.fixture(scope="module", params=list(NEEDS))
def backend(request: pytest.FixtureRequest) -> Iterator[Any]:
    for tool in NEEDS[request.param]:
        require(tool)
    found = load(request.param)
    yield found
    close(found)


@cache
def rules() -> pipeline.Workspace:
    return pipeline.load([RULES])


def of_rules(clause: str) -> Mapping[str, bytes]:
    ref = ClauseRef("fmt_2026", clause)
    calculation, _ = pipeline.prepare(rules(), ref, date(2026, 1, 1), {})
    assert calculation is not None
    plan, _ = pipeline.plan(calculation)
    assert plan is not None
    edition = pipeline.edition(rules(), [calculation], {})
    return build(pipeline.material(rules(), [calculation], [plan], edition, Options()))


@cache
def program() -> Any:
    return linked(read(BOOK), date(2024, 3, 1))


def of_book(clause: str, plan: Plan | None = None) -> Mapping[str, str]:
    """Return the file of each dialect for a clause of the book."""
    ref = ClauseRef("generated", clause)
    material = Material(EDITION, program(), (ref,), (plan or lower(program(), ref),))
    return {name.split(".")[1]: text.decode() for name, text in build(material).items()}


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql", "spark"])
def test_what_a_reader_of_a_forfait_sees(snapshot: SnapshotAssertion, dialect: str) -> None:
    assert of_rules("fmt")[f"fmt.{dialect}.sql"].decode() == snapshot


def test_what_a_reader_of_a_doctor_s_forfait_sees(snapshot: SnapshotAssertion) -> None:
    assert of_rules("fmt_médecin")["fmt_medecin.postgresql.sql"].decode() == snapshot


def test_what_a_reader_of_a_list_sees(snapshot: SnapshotAssertion) -> None:
    assert of_book("visited")["duckdb"] == snapshot


def test_the_same_text_gives_the_same_bytes() -> None:
    assert of_rules("fmt_médecin") == of_rules("fmt_médecin")


def test_clauses_that_share_a_name_have_files_of_their_own() -> None:
    ref = ClauseRef("generated", "asked")
    plan = lower(program(), ref)
    other = replace(plan, clause=ClauseRef("generated", "Asked"))
    clauses = {**program().clauses, other.clause: program().clauses[ref]}
    both = replace(program(), clauses=clauses)
    files = build(Material(EDITION, both, (ref, other.clause), (plan, other)))
    assert len(files) == 6


def test_results_are_what_the_evaluator_gives_in_natural_units(backend: Any) -> None:
    checked = 0
    for seed in range(SAMPLES[backend.name]):
        sample = sampled(f"sql {seed}", 8)
        if sample.plan is None:
            continue
        pairs = list(zip(sample.cases, sample.expected, strict=True))
        rows = [natural.rows_of(sample.plan, f"k{n}", case) for n, (case, _) in enumerate(pairs)]
        given = [row for each in rows for row in each or []]
        files = natural.files_of(sample)
        stem = sample.ref.name
        refused, found = natural.run(backend, files[backend.name], stem, given)
        assert {reason for _, reason in refused} == {None}, sample.text
        shown = {row[0]: row[1:] for row in found}
        for number, (_, answer) in enumerate(pairs):
            if rows[number] is not None:
                _same(sample.plan, shown[f"k{number}"], answer)
                checked += 1
    assert checked > 5 * SAMPLES[backend.name]


def _same(plan: Plan, row: tuple[Any, ...], answer: Any) -> None:
    values = list(natural.read(plan, row))
    if isinstance(answer, Failure):
        assert isinstance(row[-1], str)
        assert set(values) == {None}
    else:
        assert values == list(natural.expected(plan, answer))
        assert plan.fault is None or row[-1] is None


GOOD = {"id": "good", "place": "town", "rate": None, "n": 3} | {
    f"days_{n}": False for n in (1, 2, 3)
}
BAD = {
    "no id": {"id": None},
    "nowhere": {"place": None},
    "elsewhere": {"place": "moon"},
    "high": {"rate": Decimal("0.505")},
    "between": {"rate": Decimal("0.001")},
    "eleven": {"n": 11},
    "endless": {"n": 2**63 - 1},
    "days": {"days_2": None},
}
REASONS = {
    None: "`id` is missing",
    "good": None,
    "nowhere": "`place` is missing",
    "elsewhere": "`place` is outside what is accepted: one of `town`, `country`",
    "high": "`rate` is outside what is accepted: a rate from 0 % to 50 %, in steps of 0.5 %",
    "between": "`rate` is outside what is accepted: a rate from 0 % to 50 %, in steps of 0.5 %",
    "eleven": "`n` is outside what is accepted: a whole number from 0 to 10",
    "endless": "`n` is outside what is accepted: a whole number from 0 to 10",
    "days": "`days` is missing",
}


def test_what_is_not_accepted_is_refused_with_the_reason(backend: Any) -> None:
    rows = [GOOD, *(GOOD | {"id": name} | change for name, change in BAD.items())]
    refused, found = natural.run(backend, of_book("asked")[backend.name], "asked", rows)
    assert dict(refused) == REASONS
    assert found == [("good", Decimal("6.00"))]


def visit(key: str, **cells: Any) -> dict[str, Any]:
    own = {"id": key, "place": "town", "rate": None, "days_1": False, "days_2": True}
    held = {"visits_price": Decimal(5), "visits_on": date(2024, 1, 2), "visits_home": True}
    held |= {"visits_times": 1}
    return own | {"days_3": True} | held | cells


def test_rows_of_a_calculation_must_agree_and_fit(backend: Any) -> None:
    nothing = dict.fromkeys(("visits_price", "visits_on", "visits_home", "visits_times"))
    plan = lower(program(), ClauseRef("generated", "visited"))
    short = replace(plan, lists=tuple(replace(each, most=2) for each in plan.lists))
    rows = [
        visit("good"),
        visit("good", visits_price=Decimal("1.50")),
        visit("empty", **nothing),
        visit("two places"),
        visit("two places", place="country"),
        visit("a rate once"),
        visit("a rate once", rate=Decimal("0.1")),
        visit("half a visit", visits_on=None),
        visit("endless", visits_times=2**63 - 1),
        *([visit("three")] * 3),
    ]
    refused, found = natural.run(backend, of_book("visited", short)[backend.name], "visited", rows)
    assert {key: reason for key, reason in refused if reason is not None} == {
        "two places": "`place` differs from one row of the calculation to another",
        "a rate once": "`rate` differs from one row of the calculation to another",
        "half a visit": "`visits_on` is missing",
        "endless": "`visits_times` is outside what is accepted: a whole number from 1 to 9",
        "three": "the calculation has more than 2 elements",
    }
    assert found == [("empty", Decimal("0.00")), ("good", Decimal("6.50"))]


def test_a_row_may_hold_an_element_of_one_list_or_of_several(backend: Any) -> None:
    nothing = dict.fromkeys(("visits_price", "visits_on", "visits_home", "visits_times"))
    other = {"refunds_price": Decimal(2), "refunds_on": date(2024, 5, 5), "refunds_home": True}
    other["refunds_times"] = 1
    none = dict.fromkeys(other)
    rows = [
        visit("both", **other),
        visit("apart", **none),
        visit("apart", **(nothing | other)),
        visit("apart", **(nothing | other)),
        visit("neither", **(nothing | none)),
    ]
    refused, found = natural.run(backend, of_book("twice")[backend.name], "twice", rows)
    assert {reason for _, reason in refused} == {None}
    assert found == [("apart", Decimal("1.00")), ("both", Decimal(3)), ("neither", Decimal(0))]


def test_a_calculation_without_a_value_says_why(backend: Any) -> None:
    rows: natural.Rows = [
        {"id": "a", "a": Decimal(1), "n": 3},
        {"id": "b", "a": Decimal(1), "n": 0},
    ]
    _, found = natural.run(backend, of_book("each_one")[backend.name], "each_one", rows)
    assert [list(row[3:]) for row in found] == [[None], ["a division by zero (generated.conv)"]]
    assert Decimal(str(found[0][1])) * 3 == Decimal(str(found[0][2]))
    assert found[1][1:3] == (None, None)


WIDE = (
    BOOK
    + """
clause wide (a : amount 0 €..90 000 000 000 000 €, n : integer 0..1000000) "a large sum" : amount
  = a * n
"""
)


def test_a_dialect_that_lacks_digits_has_no_file_and_the_others_say_so() -> None:
    large = linked(read(WIDE.replace("90 000 000 000 000", "90000000000000")), date(2024, 3, 1))
    ref = ClauseRef("generated", "wide")
    plan = lower(large, ref)
    refuse(plan)
    files = build(Material(EDITION, large, (ref,), (plan,)))
    assert set(files) == {"wide.duckdb.sql", "wide.postgresql.sql"}
    said = " ".join(files["wide.duckdb.sql"].decode().replace("\n--", "").split())
    assert "There is no file for Spark: the clause needs a whole number of more than 18" in said


def test_what_no_dialect_can_hold_is_refused_with_the_place() -> None:
    huge = WIDE.replace("90 000 000 000 000", "9" * 30).replace("1000000)", "9" * 12 + ")")
    large = linked(read(huge), date(2024, 3, 1))
    with pytest.raises(UnsupportedError) as refused:
        refuse(lower(large, ClauseRef("generated", "wide")))
    assert refused.value.span.path == "generated.conv"


def test_the_header_says_what_the_text_is() -> None:
    edition = Edition(
        "b", "Book", "en", "abc", date(2026, 1, 1), {"b.c": "x"}, ("One", "Two"), {"b.p": "3 €"}, {}
    )
    ref = ClauseRef("generated", "asked")
    plan = lower(program(), ref)
    text = build(Material(edition, program(), (ref,), (plan,)))["asked.spark.sql"].decode()
    assert text.startswith(
        "-- Book (b)\n-- Clause asked: what a doctor is paid\n-- In force on 1 January 2026\n"
        "-- Version of the text: abc\n-- Readings: b.c = x\n"
        "-- Amounts other than the text's: b.p = 3 €\n-- Sources:\n--   One\n--   Two\n"
    )
