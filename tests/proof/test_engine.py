from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from convention_dsl.core.program import Status
from convention_dsl.proof.limits import Limits
from tests.proof.books import FMT, PATIENT, claim, verdict

ROOT = Path(__file__).parents[2]


def test_a_promise_that_holds_is_proved() -> None:
    found = claim("for every p : Patient then fmt(p) >= 5 €")
    assert found.status is Status.PROVED
    assert found.counterexample is None
    assert found.seconds > 0


def test_a_promise_that_does_not_hold_is_refuted_by_the_simplest_patient() -> None:
    found = claim("for every p : Patient such that p.seen then fmt(p) <= 55 €")
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.inputs == {
        "p": {
            "age": Fraction(80),
            "ald": False,
            "c2s": False,
            "seen": True,
            "done": frozenset({"covid"}),
            "nos": frozenset(),
        }
    }


def test_monotone_with_all_else_equal() -> None:
    text = "for every p : Patient then base(p) never decreases with p.age, all else equal"
    found = claim(text)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    young, old = found.counterexample.inputs.values()
    assert (young["age"], old["age"]) == (0, 10)
    assert {**young, "age": 10} == old


def test_increasing_with_an_exception_is_proved() -> None:
    text = "increases with p.ald, all else equal except p.nos"
    found = claim(f"for every p : Patient such that p.seen then fmt(p) {text}")
    assert found.status is Status.PROVED
    found = claim(f"for every p : Patient then fmt(p) {text}")
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    assert not any(patient["seen"] for patient in found.counterexample.inputs.values())


def test_non_interference() -> None:
    assert claim("for every p : Patient then base(p) does not depend on p.c2s").status is (
        Status.PROVED
    )
    assert claim("for every p : Patient then fmt(p) does not depend on p.c2s").status is (
        Status.REFUTED
    )
    assert claim("for every p : Patient then base(p) depends only on p.age, p.ald, p.seen").status


def test_a_vacuous_claim_names_the_smallest_contradiction() -> None:
    text = "such that p.age < 10 such that p.seen such that p.age > 20 then fmt(p) >= 5 €"
    found = claim(f"for every p : Patient {text}")
    assert found.status is Status.VACUOUS
    assert found.contradiction == ("p.age < 10", "20 < p.age")
    assert found.reason is not None
    assert found.reason.key == "contradiction"
    assert found.code == "E0402"


def test_a_tie_is_named_with_what_to_free() -> None:
    context = PATIENT.replace("ald or nos is empty", "ald = (nos is not empty)") + (
        "clause pay (p: Patient) : amount = if p.ald then 2 € else 1 €\n"
    )
    found = claim(
        "for every p : Patient then pay(p) increases with p.ald, all else equal", context=context
    )
    assert found.status is Status.VACUOUS
    assert found.reason is not None
    assert found.reason.key == "tied"
    assert found.reason.arguments["fields"] == "p.nos"
    assert "numbers are given" in found.reason.arguments["invariant"]


ANY = "for every L : list of Patient then"


def test_properties_of_lists_of_any_length_are_decided() -> None:
    # the lowest of `base` is 5 €, for a patient not seen
    found = claim(f"{ANY} sum of (fmt(p) for p in L) >= 5 € * number of (p in L)")
    assert found.status is Status.PROVED
    assert found.engine == "lists"
    assert found.certificate is not None
    found = claim(f"{ANY} sum of (fmt(p) for p in L) <= 100 € * number of (p in L)")
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    ((patient, number),) = found.counterexample.inputs["L"].groups
    # 100 € for an older patient in ALD seen, and 5 € or 10 € more for something
    assert (patient["age"], patient["ald"], patient["seen"], number) == (80, True, True, 1)


NOBODY = "Patient(age: 0, ald: no, c2s: no, seen: no, done: {}, nos: {})"
OUTSIDE = {
    "extrema": f"{ANY} (largest of (base(p) for p in L) if empty 0 €) + 1 € > 0 €",
    "chosen element": f"{ANY} (the one with the highest (p.age for p in L) if empty {NOBODY}).seen",
    # 7919 × 7907, both prime: whole numbers in a product of two sums
    "non-linear": "for every L : list of Patient such that sum of (p.age for p in L where p.ald)"
    " * sum of (p.age for p in L where not p.ald) = 62615533 then number of (p in L) >= 132",
}


@pytest.mark.parametrize("reason", OUTSIDE)
def test_what_is_outside_the_method_for_lists_is_said_to_be(reason: str) -> None:
    found = claim(OUTSIDE[reason], Limits(steps=100_000))
    assert found.status is Status.UNKNOWN
    assert found.reason is not None
    assert found.reason.key in (reason, "integers" if reason == "non-linear" else reason)
    assert found.code == "E0401"


def test_a_record_with_a_list_that_nothing_reads_is_no_obstacle() -> None:
    context = (
        "record Person\n  age : integer 0..9\n"
        "record Doctor\n  age : integer 25..99\n  patients : list of Person\n"
        "clause pay (d: Doctor) : amount = if d.age >= 67 then 2 € else 1 €\n"
    )
    text = "for every d : Doctor then pay(d) never decreases with d.age, all else equal"
    assert claim(text, context=context).status is Status.PROVED


GAP = """
record P
  n : integer 0..10
  b : boolean
clause half (p: P) : amount
  | p.n || amount |
  | < 5 || 1 €    |
  | > 5 || 2 €    |
clause twice (p: P) : amount
  | p.n  || amount |
  | <= 5 || 1 €    |
  | >= 5 || 2 €    |
"""


@pytest.mark.parametrize("points", [0, 400])
@pytest.mark.parametrize("name", ["half", "twice"])
def test_a_claim_without_a_value_somewhere_is_never_proved(name: str, points: int) -> None:
    limits = Limits(points=points)
    found = claim(f"for every p : P then {name}(p) >= 1 €", limits, GAP)
    assert found.status is Status.UNKNOWN
    assert found.reason is not None
    assert found.reason.key == "undefined"
    found = claim(f"for every p : P then {name}(p) >= 2 €", limits, GAP)
    assert found.status is Status.REFUTED
    text = f"for every p : P such that p.n < 5 then {name}(p) >= 1 €"
    assert claim(text, limits, GAP).status is Status.PROVED
    text = f"for every p : P such that {name}(p) >= 1 € then p.b or not p.b"
    assert claim(text, limits, GAP).status is Status.UNKNOWN


def test_what_is_not_reached_may_have_no_value() -> None:
    context = GAP + "clause safe (p: P) : amount = if p.n = 5 then 3 € else half(p)\n"
    assert claim("for every p : P then safe(p) >= 1 €", context=context).status is Status.PROVED
    context = GAP + "clause safe (p: P) : amount = if p.n = 5 then 3 € else twice(p)\n"
    assert claim("for every p : P then safe(p) >= 1 €", context=context).status is Status.PROVED
    assert claim("for every p : P then safe(p) <= 2 €", context=context).status is Status.REFUTED


def test_division_clears_denominators() -> None:
    context = (
        "record D\n  seen : integer 0..2000\n  listed : integer 1..2000\n"
        "  such that seen <= listed\n"
        "clause share (d: D) : rate = d.seen / d.listed\n"
    )
    assert claim("for every d : D then share(d) <= 100 %", context=context).status is Status.PROVED
    found = claim("for every d : D then share(d) < 80 %", context=context)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    d = found.counterexample.inputs["d"]
    assert d["seen"] / d["listed"] >= Fraction(4, 5)


def test_a_quotient_behind_a_condition_is_not_cleared_where_its_divisor_is_zero() -> None:
    """At n = 0 the value is 1, which is more than half, though k + k <= n."""
    context = (
        "record P\n  k : integer 0..1000\n  n : integer 0..1000\n"
        "clause part (p: P) : number = if p.n = 0 then 1 else (p.k / p.n)\n"
    )
    half = "such that p.k + p.k <= p.n then part(p) <= 50 %"
    found = claim(f"for every p : P {half}", context=context)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.inputs == {"p": {"k": 0, "n": 0}}
    found = claim(f"for every p : P such that p.n > 0 {half}", context=context)
    assert found.status is Status.PROVED


def test_two_open_quantities_may_be_too_much_and_the_reason_is_told() -> None:
    context = (
        "record X\n  a : amount 0 €..1,000,000 €\n  b : rate 0 %..100 % step 0.001 %\n"
        "  c : number 0..1000 step 0.001\n"
        "clause f (x: X) : amount = x.a * x.b * x.c * x.c\n"
    )
    text = "for every x : X such that f(x) = 123,456.78 € then x.c * x.b * x.a != 1,234.56 €"
    found = claim(text, Limits(steps=200_000), context)
    assert found.status in (Status.UNKNOWN, Status.PROVED, Status.REFUTED)
    if found.status is Status.UNKNOWN:
        assert found.reason is not None
        assert found.reason.key == "non-linear"


def test_a_small_question_needs_no_solver() -> None:
    code = (
        "import sys\n"
        "from tests.proof.books import claim, PATIENT\n"
        "c = 'record B\\n  n : integer 0..9\\n  b : boolean\\n'\n"
        "c += 'clause f (x: B) : amount = if x.b then 1 € else 2 €\\n'\n"
        "v = claim('for every x : B then f(x) >= 1 €', context=c)\n"
        "assert v.engine == 'enumeration', v\n"
        "assert 'z3' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_deadline_is_kept_and_told() -> None:
    found = claim("for every p : Patient then fmt(p) >= 5 €", Limits(seconds=0, points=0))
    assert found.status is Status.UNKNOWN
    assert found.reason is not None
    assert found.reason.key == "time"


def test_what_a_counterexample_shows_is_calculated() -> None:
    found = verdict(f"{FMT}\nproperty it for every p : Patient then fmt(p) >= 15 €\n")
    assert found.counterexample is not None
    assert [shown.text for shown in found.counterexample.values]
    assert all(shown.value == Fraction(5) for shown in found.counterexample.values)
