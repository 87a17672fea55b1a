"""Verdicts on whole lists, computed by hand: proved, refuted, vacuous, unknown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.program import Status
from convention_dsl.core.provenance import Confidence
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.decision import settled
from convention_dsl.proof.recheck.checker import check
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Verdict
from tests.proof.lists.small import RULES, claim, only

L = "for every L : list of P "
K = "for every L : list of P, k : integer 0..9 "
R = "for every L : list of P, r : rate 0 %..20 % step 1 % "
D = "for every D : list of Doctor "
FIFTH = "such that share of (p in L where p.ald) if empty 100 % >= 20 % "
THIRD = "such that 3 * number of (p in L where p.ald) = number of (p in L where not p.ald) "
SMALL_DOCTORS = "such that all (d in D: number of (p in d.patients) <= d.size) "


def counts(found: Verdict, name: str = "L", field: str = "ald") -> dict[Value, int]:
    """Return how many elements of the list that refutes have each value of a field."""
    assert found.status is Status.REFUTED, found
    assert found.counterexample is not None
    list_ = found.counterexample.inputs[name]
    assert isinstance(list_, Multiset)
    numbers: dict[Value, int] = {}
    for record, count in list_.groups:
        assert isinstance(record, Mapping)
        numbers[record[field]] = numbers.get(record[field], 0) + count
    return numbers


# Proved -----------------------------------------------------------------------------------------

PROVED = {
    "each is worth it": f"{L} then total(L) >= 9 € * number of (p in L)",
    # 9 € and 3 € more for a fifth of them
    "on average": f"{L} {FIFTH} then total(L) >= 9.60 € * number of (p in L)",
    "one of them": f"{L} such that some (p in L: p.ald) then total(L) >= 12 €",
    "two that cannot be one": f"{L} such that some (p in L: p.ald)"
    " such that some (p in L: not p.ald and p.n > 3) then total(L) >= 21 €",
    "all of them": f"{L} such that all (p in L: p.ald) then total(L) = 12 € * number of (p in L)",
    # 23 is more than two times 10
    "how many it takes": f"{L} such that sum of (p.n for p in L) = 23 then number of (p in L) >= 3",
    "a doctor's": "for every d : Doctor such that number of (p in d.patients) <= d.size"
    " then total(d.patients) <= 12 € * d.size",
    "all doctors'": f"{D} {SMALL_DOCTORS}"
    " then sum of (total(d.patients) for d in D) <= sum of (12 € * d.size for d in D)",
    "a rate": f"{R} then sum of (scaled(p, r) for p in L) <= 20 % * total(L)",
    # each rounding adds half a cent at most
    "a rounding": f"{R} then sum of (rounded_part(p, r) for p in L)"
    " <= 20 % * sum of (p.due for p in L) + 0.005 € * number of (p in L)",
    "a limit": f"{K} then number of (p in L where p.n >= k) >= number of (p in L where p.n > k)",
    "an open amount": f"{L} then sum of (wished_pay(p) for p in L) >= 1 € * number of (p in L)",
    "equal lists": "for every L, M : list of P such that L = M"
    " then total(L) >= 9 € * number of (p in M)",
    "two lists": "for every L, M : list of P such that number of (p in L) <= number of (p in M)"
    " then total(L) <= total(M) + 3 € * number of (p in M)",
    "a largest": f"{L} such that largest of (p.n for p in L) if empty 0 = 7"
    " then sum of (p.n for p in L) <> 6",
    "none of its own": f"{L} then sum of (number of (q in L where q.n > 10) for p in L) = 0",
}


@pytest.mark.parametrize("name", PROVED)
def test_what_holds_of_every_list_is_proved(name: str) -> None:
    found = claim(PROVED[name])
    assert found.status is Status.PROVED
    assert found.engine == "lists"
    assert found.certificate is not None


# Refuted: the smallest lists --------------------------------------------------------------------


def test_a_fifth_in_ald_are_one_of_five() -> None:
    found = claim(f"{L} {FIFTH} then total(L) >= 9.61 € * number of (p in L)")
    assert counts(found) == {True: 1, False: 4}


def test_of_lists_of_a_hundred_and_more_the_shortest() -> None:
    # 9 € × 67 + 12 € × 33 is 999 €: a third in ALD as near as a hundred allows
    found = claim(
        f"{L} such that number of (p in L) >= 100"
        " such that share of (p in L where p.ald) if empty 0 % = 33 %"
        " then total(L) > 9.99 € * number of (p in L)"
    )
    assert counts(found) == {True: 33, False: 67}


def test_no_list_is_shorter_than_what_refutes() -> None:
    # of 7 at most, 0 or 4 with a quarter in ALD; of 8, also two
    found = claim(f"{L} such that number of (p in L) <= 8 {THIRD} then total(L) < 78 €")
    assert counts(found) == {True: 2, False: 6}
    found = claim(f"{L} such that number of (p in L) <= 7 {THIRD} then total(L) < 78 €")
    assert found.status is Status.PROVED


def test_the_empty_list_is_a_list() -> None:
    assert counts(claim(f"{L} then total(L) > 0 €")) == {}


def test_a_doctor_has_a_size_for_the_list() -> None:
    found = claim(
        "for every d : Doctor such that number of (p in d.patients) <= d.size"
        " then total(d.patients) <= 9 € * d.size"
    )
    assert found.counterexample is not None
    doctor = found.counterexample.inputs["d"]
    assert isinstance(doctor, dict)
    assert doctor["size"] == 1
    ((patient, number),) = doctor["patients"].groups  # type: ignore[union-attr]
    assert (patient["ald"], number) == (True, 1)  # type: ignore[index]


def test_doctors_are_found_with_their_lists() -> None:
    found = claim(f"{D} {SMALL_DOCTORS} then sum of (total(d.patients) for d in D) <= 9 €")
    program, obligation = only(
        f"{D} {SMALL_DOCTORS} then sum of (total(d.patients) for d in D) <= 9 €"
    )
    assert found.counterexample is not None
    judge = Referee(program, obligation, {})
    assert judge.judge(found.counterexample.inputs) is Replay.REFUTES


REGIONS = (
    RULES
    + """
record Region
  doctors : list of Doctor
"""
)


def test_lists_of_lists_of_lists() -> None:
    every = "for every R : list of Region then"
    number = "sum of (sum of (number of (p in d.patients) for d in r.doctors) for r in R)"
    found = claim(f"{every} {number} = 0", REGIONS)
    assert found.status is Status.REFUTED
    paid = "sum of (sum of (total(d.patients) for d in r.doctors) for r in R)"
    assert claim(f"{every} {paid} <= 12 € * {number}", REGIONS).status is Status.PROVED


def test_what_every_doctor_keeps_to_may_be_said_by_a_clause() -> None:
    context = (
        RULES
        + """
clause too_many (d: Doctor) : boolean = number of (p in d.patients) > d.size
"""
    )
    kept = f"{D} such that all (d in D: not too_many(d))"
    text = f"{kept} then sum of (total(d.patients) for d in D) <= 12 € * sum of (d.size for d in D)"
    found = claim(text, context)
    assert found.status is Status.PROVED
    assert found.certificate is not None
    program, obligation = only(text, context)
    assert check(program, obligation, found.certificate).ok


def test_equal_lists_are_shown_equal() -> None:
    found = claim(
        "for every L, M : list of P such that L = M then total(L) >= 10 € * number of (p in M)"
    )
    assert counts(found, "L") == counts(found, "M") == {False: 1}
    found = claim(
        "for every d, e : Doctor such that d.patients = e.patients such that d.size < e.size"
        " then number of (p in d.patients) <= d.size"
    )
    assert found.counterexample is not None
    one, two = found.counterexample.inputs.values()
    assert isinstance(one, dict) and isinstance(two, dict)
    assert one["patients"] == two["patients"]


def test_open_amounts_are_part_of_the_counterexample() -> None:
    found = claim(f"{L} then sum of (wished_pay(p) for p in L) <= 8 € * number of (p in L)")
    assert counts(found) == {True: 1}
    assert found.counterexample is not None
    assert found.counterexample.parameters == {"t.wished": 9}


def test_the_elements_of_a_list_of_its_own_are_any_two() -> None:
    """Once both were one and the same, and there was no patient above another."""
    found = claim(f"{L} then sum of (number of (q in L where q.n > p.n) for p in L) = 0")
    assert found.status is not Status.PROVED


def test_a_product_of_two_sums_is_refuted_by_a_short_list() -> None:
    ald = "sum of (p.n for p in L where p.ald)"
    other = "sum of (p.n for p in L where not p.ald)"
    found = claim(f"{L} then {ald} * {other} >= {ald} - 7")
    # only 8 and more in ALD, and nobody else
    assert counts(found) == {True: 1}


def test_a_single_element_may_be_what_is_left_over() -> None:
    found = claim(f"{L} such that sum of (p.due for p in L) = 234.56 € then number of (p in L) > 3")
    assert sum(counts(found).values()) == 3


# Invariants -------------------------------------------------------------------------------------

INVARIANT = RULES.replace(
    "  done : set of Act\n", "  done : set of Act\n  such that ald or n <= 3\n", 1
)


def test_elements_keep_the_rules_of_their_record() -> None:
    some = f"{L} such that some (p in L: p.n = 5) then total(L) >= 12 €"
    assert claim(some, INVARIANT).status is Status.PROVED
    assert counts(claim(some)) == {False: 1}
    shares = "number of (p in L where p.ald) + {} * number of (p in L where not p.ald)"
    most = f"{L} then sum of (p.n for p in L) <= 10 * {shares}"
    assert claim(most.format(3), INVARIANT).status is Status.PROVED
    found = claim(most.format(2), INVARIANT)
    assert counts(found) == {False: 1}
    assert counts(found, field="n") == {3: 1}


# Vacuous ----------------------------------------------------------------------------------------


def test_a_contradiction_of_whole_numbers_is_the_smallest_one() -> None:
    # no whole number is between 4.5 and 5; the length has nothing to do with it
    found = claim(
        f"{L} such that number of (p in L) = 7"
        " such that 2 * number of (p in L where p.ald) > 9"
        " such that 2 * number of (p in L where p.ald) < 10 then total(L) = 0 €"
    )
    assert found.status is Status.VACUOUS
    assert found.code == "E0402"
    assert found.contradiction == (
        "9 < (2 × number of (p in L where p.ald))",
        "(2 × number of (p in L where p.ald)) < 10",
    )


def test_a_contradiction_by_counting_is_told() -> None:
    # a quarter of 7 is no patient
    found = claim(f"{L} such that number of (p in L) = 7 {THIRD} then total(L) = 0 €")
    assert found.status is Status.VACUOUS
    assert len(found.contradiction) == 2


def test_a_contradiction_without_any_list_is_told() -> None:
    found = claim(f"{K} such that k > 5 such that number of (p in L) >= k such that k < 3"
                  " then total(L) > 0 €")  # fmt: skip
    assert found.status is Status.VACUOUS
    assert found.contradiction == ("5 < k", "k < 3")


def test_a_contradiction_with_a_rule_of_the_record_is_told() -> None:
    text = f"{L} such that some (p in L: p.n = 5 and not p.ald) then total(L) > 0 €"
    found = claim(text, INVARIANT)
    assert found.status is Status.VACUOUS
    assert len(found.contradiction) == 1


def test_a_contradiction_is_told_beside_what_is_not_decided() -> None:
    """7919 × 7907: whether sums have this product is not known, and it does not matter."""
    product = "such that sum of (p.due for p in L) * sum of (p.n for p in L) = 62615533 €"
    nobody = f"{L} such that number of (p in L) < 0 {product} then total(L) = 0 €"
    found = claim(nobody, limits=Limits(seconds=10, steps=100_000))
    assert found.status is Status.VACUOUS
    assert found.contradiction == ("number of (p in L) < 0",)


# Unknown ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("undefined", f"{K} then sum of (p.n / k for p in L) >= 0"),
        ("division in a term", f"{L} then sum of (10 / (p.n + 1) for p in L) >= 0"),
        ("extrema", f"{L} then (largest of (p.n for p in L) if empty 0) * 2 <= 20"),
        ("equal lists", "for every L, M : list of P then L = M"),
        (
            "list in a term",
            f"{D} then sum of (largest of (p.n for p in d.patients) if empty 0 for d in D) >= 0",
        ),
        ("time", f"{L} then total(L) >= 9 € * number of (p in L)"),
    ],
)
def test_what_is_not_decided_has_a_reason(reason: str, text: str) -> None:
    limits = Limits(seconds=0) if reason == "time" else Limits(seconds=10)
    found = claim(text, limits=limits)
    assert found.status is Status.UNKNOWN
    assert found.reason is not None
    assert found.reason.key == reason


def test_terms_need_a_value_only_where_they_are_summed() -> None:
    text = "number of (p in L{}) <= number of (p in L)"
    guarded = " where if p.n = 0 then no else (10 / p.n >= 1)"
    assert claim(f"{L} then {text.format(guarded)}").status is Status.PROVED
    first = " where p.n > 0 and 10 / p.n >= 1"
    assert claim(f"{L} then {text.format(first)}").status is Status.PROVED
    anybody = " where 10 / p.n >= 1"
    assert claim(f"{L} then {text.format(anybody)}").status is Status.UNKNOWN


GAP = (
    RULES
    + """
clause gap (p: P) : amount
  | p.n || amount |
  | < 5 || 1 €    |
  | > 5 || 2 €    |
"""
)


def test_a_table_that_leaves_somebody_out_proves_nothing() -> None:
    text = f"{L} then sum of (gap(p) for p in L) >= 0 €"
    found = claim(text, GAP)
    assert found.reason is not None
    assert found.reason.key == "undefined"
    without = f"{L} then sum of (gap(p) for p in L where p.n <> 5) >= 0 €"
    assert claim(without, GAP).status is Status.PROVED


# What a verdict rests on ------------------------------------------------------------------------

SOURCED = """
record P
  ald : boolean
clause new (p: P) : amount in whole cents
  source "art. 1" confidence reported
  = 9 €
clause old (p: P) : amount in whole cents
  source "art. 2" confidence official
  = 8 €
clause other (p: P) : amount in whole cents
  source "art. 3" confidence assumed
  = 7 €
"""


def test_a_proof_rests_on_the_clauses_of_its_lemmas() -> None:
    text = f"{L} then sum of (new(p) for p in L) >= sum of (old(p) for p in L)"
    found = claim(text, SOURCED)
    assert found.confidence is Confidence.REPORTED
    names = {ground.name for ground in found.grounds}
    assert not any("Σ" in name for name in names)
    assert {ref.name for ref in found.clauses} == {"new", "old"}


def test_a_refutation_rests_on_the_clauses_that_it_uses() -> None:
    text = f"{L} then sum of (new(p) for p in L) <= sum of (other(p) for p in L)"
    found = claim(text, SOURCED)
    assert found.status is Status.REFUTED
    assert found.confidence is Confidence.ASSUMED


# Settled ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.PROVED, f"{L} then total(L) >= 0 €"),
        (Status.PROVED, f"{L} such that number of (p in L) < 0 then total(L) < 0 €"),
        (Status.REFUTED, f"{L} then total(L) <= 9 €"),
        (Status.UNKNOWN, "for every L, M : list of P then L = M"),
        (Status.PROVED, "for every p : P then new(p) >= 9 €"),
    ],
)
def test_settled_says_no_more_than_whether_it_holds(status: Status, text: str) -> None:
    program, obligation = only(text)
    found = settled(program, obligation, Limits(seconds=10), TotalCases(program))
    assert found.status is status
    if status is Status.REFUTED:
        assert found.counterexample is not None
        judge = Referee(program, obligation, {})
        assert judge.judge(found.counterexample.inputs) is Replay.REFUTES


def test_what_was_found_does_not_depend_on_the_order_of_hypotheses() -> None:
    one, two = (
        claim(f"{L} {a} {b} then total(L) >= 9.61 € * number of (p in L)")
        for a, b in ((FIFTH, THIRD), (THIRD, FIFTH))
    )
    # a quarter in ALD: 9.75 € each
    assert one.status is two.status is Status.PROVED


def test_amounts_are_exact() -> None:
    third = Fraction(1, 3)
    assert claim(f"{L} then total(L) / 3 >= {third} * 9 € * number of (p in L)").status is (
        Status.PROVED
    )


def test_a_clause_that_stands_as_its_body_keeps_its_name_and_its_confidence() -> None:
    book = """
clause granted (d: Doctor) : amount
  = total(d.patients) "forfaits"
    plus 500 € "grant" source "a rumour" confidence assumed
"""
    found = claim("for every d : Doctor then granted(d) >= 500 €", context=RULES + book)
    assert found.status is Status.PROVED
    assert found.confidence is Confidence.ASSUMED
    assert any("grant" in ground.name for ground in found.grounds)
    assert all("Σ" not in ground.name and "·" not in ground.name for ground in found.grounds)
