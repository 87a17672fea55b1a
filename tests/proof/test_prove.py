from __future__ import annotations

from datetime import date
from fractions import Fraction

from convention_dsl.core.program import Scope, Status
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import Selection, prove
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from tests.proof.books import PATIENT, results

OPEN = (
    PATIENT
    + """
parameter base : amount = 55 € open at least 50 € at most 70 €
  source "offer" confidence assumed
parameter bonus : amount = 10 €
parameter wished : amount open at least 5 € at most 20 € step 0.50 €
clause pay (p: Patient) : amount = if p.ald then base else bonus
clause more (p: Patient) : amount = if p.c2s then wished else 4 €
"""
)


def kinds(text: str) -> list[tuple[str, Scope, Status]]:
    return [(r.property.name, r.scope, r.verdict.status) for r in results(text)]


def test_an_open_amount_is_asked_at_its_value_and_over_its_range() -> None:
    found = kinds(OPEN + "property it for every p : Patient such that p.ald then pay(p) >= 55 €\n")
    assert found == [("it", Scope.VALUES, Status.PROVED), ("it", Scope.OPEN, Status.REFUTED)]


def test_the_counterexample_gives_the_amount_nearest_to_the_text() -> None:
    text = OPEN + "property it for every p : Patient such that p.ald then pay(p) >= 55 €\n"
    at_open = results(text)[1].verdict.counterexample
    assert at_open is not None
    assert at_open.parameters == {"t.base": Fraction(50)}


def test_a_scope_of_its_own() -> None:
    claim = "for every p : Patient such that p.ald then pay(p) >= 50 €"
    text = f"{OPEN}property it {claim} whatever the open amounts\n"
    assert kinds(text) == [("it", Scope.OPEN, Status.PROVED)]
    text = f"{OPEN}property it {claim} at the values\n"
    assert kinds(text) == [("it", Scope.VALUES, Status.PROVED)]


def test_an_amount_without_a_value_is_asked_over_its_range_only() -> None:
    text = OPEN + "property it for every p : Patient then more(p) <= 20 €\n"
    assert kinds(text) == [("it", Scope.OPEN, Status.PROVED)]


def test_a_claim_that_reaches_no_open_amount_is_asked_once() -> None:
    text = OPEN + "property it for every p : Patient such that not p.ald then bonus = 10 €\n"
    assert kinds(text) == [("it", Scope.VALUES, Status.PROVED)]


READINGS = (
    PATIENT
    + """
clause complex (p: Patient) : boolean
  reading strict = p.ald
  reading broad = p.ald or p.c2s
clause pay (p: Patient) : amount = if p.ald then 2 € else 1 €
property it for every p, q : Patient such that complex(p) and not complex(q) then pay(p) > pay(q)
  expected refuted reading broad because "C2S pays nothing"
property other for every p : Patient then pay(p) >= 1 €
"""
)


def test_one_verdict_per_reading_reached() -> None:
    found = results(READINGS)
    assert [(r.property.name, dict(r.reading), r.verdict.status) for r in found] == [
        ("it", {"t.complex": "strict"}, Status.PROVED),
        ("it", {"t.complex": "broad"}, Status.REFUTED),
        ("other", {}, Status.PROVED),
    ]
    assert all(result.as_expected for result in found)


def test_a_reading_can_be_chosen() -> None:
    found = results(READINGS, names=("it",), readings={"t.complex": "broad"})
    assert [dict(result.reading) for result in found] == [{"t.complex": "broad"}]


DATED = """# language: en
convention t "t" in force from 2024-01-01 until 2026-12-31
parameter low : amount
  from 2024-01-01 : 5 €
  from 2025-01-01 : 6 €
parameter other : amount
  from 2024-01-01 : 1 €
  from 2026-01-01 : 2 €
clause pay (n: integer 0..9) : amount = n * low
clause rest (n: integer 0..9) : amount = n * other
property it for every n : integer 1..9 then pay(n) >= 6 €
property late for every n : integer 1..9 then rest(n) >= 2 € from 2026-01-01 until 2026-06-30
"""


def dated(**selection: object) -> list[tuple[str, date | None, date | None, Status]]:
    file, _ = parse(Source("t.conv", DATED))
    found, _ = elaborate({"t.conv": file})
    chosen = prove(found, "t", Selection(**selection), Limits())
    return [(r.property.name, r.start, r.end, r.verdict.status) for r in chosen]


def test_one_verdict_per_stretch_in_which_something_reached_changes() -> None:
    assert dated() == [
        ("it", date(2024, 1, 1), date(2024, 12, 31), Status.REFUTED),
        ("it", date(2025, 1, 1), date(2026, 12, 31), Status.PROVED),
        ("late", date(2026, 1, 1), date(2026, 6, 30), Status.PROVED),
    ]


def test_a_date_pins_the_verdict() -> None:
    day = date(2025, 7, 1)
    assert dated(at=day) == [("it", day, day, Status.PROVED)]
    assert dated(at=date(2027, 1, 1), names=("it",)) == [
        ("it", date(2027, 1, 1), date(2027, 1, 1), Status.UNKNOWN)
    ]


def test_progress_hears_each_property_before_it_is_decided() -> None:
    file, _ = parse(Source("t.conv", DATED))
    found, _ = elaborate({"t.conv": file})
    heard: list[str] = []
    for result in prove(found, "t", progress=lambda each: heard.append(each.name)):
        assert heard[-1] == result.property.name
    assert heard == ["it", "late"]
