"""What expressions mean, by the evaluator, and what they refuse."""

from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef, Literal
from convention_dsl.types import NumberKind, NumberType
from tests.semantics.helpers import PATIENT, body, codes, elaborated, good

ADA = {
    "age": Fraction(82),
    "ald": True,
    "zone": "rural",
    "share": "half",
    "done": frozenset({"flu", "covid"}),
    "nos": frozenset({3, 8}),
    "seen_on": None,
    "fees": Fraction("10.01"),
    "rate": Fraction(1, 10),
    "score": {"flu": Fraction(1, 2), "covid": Fraction(0), "breast": Fraction(1)},
}
BOB = {**ADA, "age": Fraction(30), "ald": False, "seen_on": date(2024, 2, 29)}
DOCTOR = {"zeal": Fraction(3), "patients": (ADA, BOB)}
DAY = date(2024, 2, 29)


def value(text, result):
    """Calculate an expression about a patient `p` (Ada), `q` (Bob), their doctor `d`, a `day`."""
    source = (
        f"{PATIENT}clause x (p: Patient, q: Patient, d: Doctor, day: date) : {result}\n = {text}"
    )
    program, problems = link(good(source), "sample", at=None)
    assert not problems
    return call(program, ClauseRef("sample", "x"), (ADA, BOB, DOCTOR, DAY))


CONDITIONS = [
    ("p.age in 75..82", True),
    ("p.age in 75..<82", False),
    ("p.age in {1, 2, 80..90}", True),
    ("p.zone in {urban}", False),
    ("p.zone ≠ urban", True),
    ("p.share > third and p.share <= half", True),
    ("p.done contains flu", True),
    ("breast in p.done", False),
    ("p.done meets {breast, flu}", True),
    ("p.done meets {}", False),
    ("{flu} included in p.done", True),
    ("p.done = {covid, flu}", True),
    ("p.done is empty", False),
    ("p.done is not empty", True),
    ("d.patients is empty", False),
    ("p.nos meets {1, 2, 5..10}", True),
    ("8 in p.nos", True),
    ("99 in p.nos", False),
    ("p.seen_on is known", False),
    ("p.seen_on is unknown", True),
    ("q.seen_on = 2024-02-29", True),
    ("p.seen_on = unknown", True),
    ("q.seen_on ≠ unknown", True),
    ("p.ald implies q.ald", False),
    ("q.ald implies p.ald", True),
    ("p.ald = yes", True),
    ("q.ald = no", True),
    ("not q.ald", True),
    ("some (a in p.done: a = flu)", True),
    ("all (a in p.done: a = flu)", False),
    ("all (a in Action where a in p.done: p.score(a) <= 50 %)", True),
    ("some (x in d.patients where x.age < 40: x.ald)", False),
    ("Action.flu in p.done", True),
    ("p = p with (age: 82)", True),
    ("p = q", False),
    ("day < 2024-03-01", True),
    ("p.fees >= 10 €", True),
    ("0 € = 0 €", True),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_conditions(text, expected):
    assert value(text, "boolean") is expected


NUMBERS = [
    ("p.age + 1", "number", 83),
    ("p.age / 4", "number", Fraction(41, 2)),
    ("p.age div 5", "integer", 16),
    ("p.age mod 5", "integer", 2),
    ("- p.age", "integer", -82),
    ("abs(q.age - p.age)", "integer", 52),
    ("min(p.age, q.age, 7)", "integer", 7),
    ("max(p.age, q.age)", "integer", 82),
    ("p.age capped at 50", "integer", 50),
    ("q.age with a minimum of 50", "integer", 50),
    ("10 % of p.fees", "amount", Fraction("1.001")),
    ("round p.fees / 3 to the cent", "amount", Fraction("3.34")),
    ("round p.fees up to the euro", "amount", 11),
    ("round p.fees down to 0.05 €", "amount", 10),
    ("p.fees / 2 €", "number", Fraction("5.005")),
    ("p.fees div 3 €", "integer", 3),
    ("p.fees mod 3 €", "amount", Fraction("1.01")),
    ("instalment(p.fees, 1, 4)", "amount", Fraction("2.50")),
    ("instalment(p.fees, 4, 4)", "amount", Fraction("2.51")),
    ("number of (a in p.done where a ≠ flu)", "integer", 1),
    ("sum of (p.score(a) for a in p.done)", "rate", Fraction(1, 2)),
    ("1 € for each (a in p.done)", "amount", 2),
    ("smallest of (x.age for x in d.patients) if empty 0", "integer", 30),
    ("largest of (x.age for x in d.patients where x.age > 90) if empty -1", "integer", -1),
    ("share of (x in d.patients where x.ald) if empty 0 %", "rate", Fraction(1, 2)),
    ("share of (x in [] where yes) if empty 25 %", "rate", None),
    ("average of (x.age for x in d.patients) if empty 0", "number", 56),
    ("average of (x.age for x in d.patients where x.age > 90) if empty -1", "number", -1),
    ("average of (x.fees for x in d.patients where x.ald) if empty 1 €", "amount", ADA["fees"]),
    ("average of (p.score(a) for a in p.done) if empty 50 %", "rate", Fraction(1, 4)),
    ("average of (k for k in {1..4}) if empty 0", "number", Fraction(5, 2)),
    ("(the one with the lowest (x.age for x in d.patients) if empty p).age", "integer", 30),
    ("(the one with the highest (x.age for x in d.patients) if empty q).age", "integer", 82),
    ("sum of (k for k in {1..4})", "integer", 10),
    ("years between day and 2025-02-28", "integer", 1),
    ("months between day and 2024-03-28", "integer", 0),
    ("days between day and 2024-03-01", "integer", 1),
    ("day.year * 100 + day.month", "integer", 202402),
    ("if p.ald then 5 € else 0 €", "amount", 5),
    ("(age of p)", "integer", 82),
]


@pytest.mark.parametrize(
    ("text", "result", "expected"), NUMBERS, ids=[text for text, *_ in NUMBERS]
)
def test_numbers(text, result, expected):
    if expected is None:
        assert codes(f"{PATIENT}clause x (p: Patient) : {result} = {text}") == ["E0140"]
    else:
        assert value(text, result) == expected


OTHERS = [
    ("day + 1 months", "date", date(2024, 3, 29)),
    ("day + 1 years", "date", date(2025, 2, 28)),
    ("day - 1 days", "date", date(2024, 2, 28)),
    ("p.seen_on if unknown day", "date", DAY),
    ("p.seen_on", "optional date", None),
    ("day", "optional date", DAY),
    ("unknown", "optional date", None),
    ("p.done union {breast}", "set of Action", frozenset({"flu", "covid", "breast"})),
    ("p.done without {flu}", "set of Action", frozenset({"covid"})),
    ("p.done intersection {flu}", "set of Action", frozenset({"flu"})),
    ("{third..half}", "set of Share", frozenset({"third", "half"})),
    ("{}", "set of Action", frozenset()),
    ("{1, 3..5}", "set of integer 1..9", frozenset({1, 3, 4, 5})),
    ("Action", "set of Action", frozenset({"flu", "covid", "breast"})),
    ("urban", "Zone", "urban"),
    ("p with (age: 3)", "Patient", {**ADA, "age": 3}),
    ("[p, q]", "list of Patient", (ADA, BOB)),
]


@pytest.mark.parametrize(("text", "result", "expected"), OTHERS, ids=[text for text, *_ in OTHERS])
def test_other_values(text, result, expected):
    assert value(text, result) == expected


REFUSED = [
    ("p.agee > 3", "boolean", "E0103"),
    ("p.age = urban", "boolean", "E0130"),
    ("p.age + 5 €", "amount", "E0129"),
    ("p.fees * p.fees", "amount", "E0135"),
    ("p.age and p.ald", "boolean", "E0124"),
    ("p.ald + 1", "integer", "E0133"),
    ("p.age / 2", "integer", "E0125"),
    ("p.fees", "rate", "E0121"),
    ("p.zone < urban", "boolean", "E0132"),
    ("p.done < p.done", "boolean", "E0131"),
    ("p.seen_on < day", "boolean", "E0123"),
    ("p.seen_on", "date", "E0122"),
    ("day + 3", "date", "E0134"),
    ("p.age div q.age", "integer", "E0138"),
    ("instalment(p.fees, p.age, 4)", "amount", "E0152"),
    ("largest of (a.age for a in d.patients)", "integer", "E0149"),
    ("number of (a in p.age)", "integer", "E0148"),
    ("number of (p in d.patients)", "integer", "E0111"),
    ("min(1)", "integer", "E0112"),
    ("fee(p)", "amount", "E0107"),
    ("Patient(age: 3, age: 4).age", "integer", "E0154"),
    ("Patient(ald: yes).age", "integer", "E0153"),
    ("Patient(age: 300).age", "integer", "E0128"),
    ("Patient(age: 3, fees: 0.001 €).fees", "amount", "E0126"),
    ("Pateint(age: 3).age", "integer", "E0108"),
    ("p.score(urban)", "rate", "E0120"),
    ("p.age(flu)", "integer", "E0113"),
    ("p.age.year", "integer", "E0106"),
    ("p.age is known", "boolean", "E0139"),
    ("{p}", "set of Action", "E0120"),
    ("ghost.age", "integer", "E0102"),
    ("p.nos meets {50..10}", "boolean", "E0145"),
]


@pytest.mark.parametrize(("text", "result", "code"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_what_is_refused(text, result, code):
    source = f"{PATIENT}clause x (p: Patient, q: Patient, d: Doctor, day: date) : {result} = {text}"
    assert codes(source) == [code]


def test_a_shared_item_takes_its_meaning_from_what_it_stands_beside():
    text = "enumeration A = none, one\nenumeration B = none, two\nrecord R\n a : A\n b : B\n"
    assert codes(text + "clause x (r: R) : boolean = r.a = none and none = r.b") == []
    assert codes(text + "clause x (r: R) : boolean = none = none") == ["E0104"]


def test_constants_carry_their_own_range():
    found = body("clause x (p: Patient) : amount = 5 €")
    assert isinstance(found, Literal)
    assert found.type == NumberType(NumberKind.AMOUNT, Fraction(5), Fraction(5), Fraction(5))


def test_a_percentage_keeps_the_step_of_its_factors():
    found = body("clause x (p: Patient) : amount = 10 % of p.fees")
    assert found.type == NumberType(
        NumberKind.AMOUNT, Fraction(0), Fraction(100), Fraction(1, 1000)
    )


def test_a_long_chain_of_conditions_is_one_conjunction():
    found = body("clause x (p: Patient) : boolean = " + " and ".join(["p.ald"] * 50))
    assert len(found.arguments) == 50


def test_the_inferred_range_of_a_magnitude_starts_at_zero():
    assert body("clause x (n: integer -5..3) : integer = abs(n)").type.low == 0
    assert body("clause x (n: integer -5..3) : integer = abs(n + 1)").type.high == 4


@pytest.mark.parametrize(
    ("condition", "suggestions"),
    [
        ("r >= 15", ["15 %"]),
        ("20 = r", ["20 %"]),
        ("r < 2.5", [None]),
        ("r >= 15 %", []),
        ("r <= 1", []),
        ("r < 0.15", []),
        ("n >= 15", []),
        ("share of (k in {1..5} where k > n) if empty 0 % >= 15", ["15 %"]),
    ],
)
def test_a_rate_beside_a_plain_number_is_doubted(condition, suggestions):
    text = (
        "clause fee (r: rate 0 %..100 % step 1 %, n: integer 0..99) : amount = 1 €\n"
        f"  plus 1 € if {condition}"
    )
    found = [each for each in elaborated(text)[1] if each.code == "W0105"]
    assert [each.suggestion for each in found] == suggestions
