"""For which values a property holds: thresholds computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.program import Status
from convention_dsl.proof.verdict import Threshold, Verdict
from tests.proof.lists.small import RULES, claim

F = Fraction
L = "for every L : list of P "
N = "number of (p in L)"
AMOUNT = "for which x : amount 0 €..20 € "
NUMBER = "for which x : number 0..10 step 0.01 "
RATE = "for which x : rate 0 %..100 % step 1 % "
INTEGER = "for which x : integer 0..30 "


def threshold(text: str, context: str = RULES) -> Threshold:
    """Return the threshold of a property, which was established."""
    found = claim(text, context)
    assert found.status is Status.PROVED, found.reason
    assert found.threshold is not None
    assert (found.threshold.variable, found.reason) == ("x", None)
    return found.threshold


def beyond(found: Threshold) -> tuple[Value, int]:
    """Return the value on the other side, and the length of the list that refutes there."""
    assert found.beyond is not None
    list_ = found.beyond.inputs["L"]
    assert isinstance(list_, Multiset)
    return found.beyond.inputs["x"], sum(count for _, count in list_.groups)


# Exact ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "limit", "next_", "size"),
    [
        ("0", F(9), F(901, 100), 1),  # 9 € for each who is not in ALD
        ("1 / 3", F(10), F(1001, 100), 3),
        ("1 / 7", F(66, 7), F(943, 100), 7),  # 9 + 3/7, which is no amount in cents
    ],
)
def test_an_amount_in_the_claim_is_found_exactly(
    share: str, limit: Fraction, next_: Fraction, size: int
) -> None:
    hypothesis = f"such that share of (p in L where p.ald) if empty 100 % >= {share}"
    found = threshold(f"{AMOUNT} {L} {hypothesis} then total(L) >= x * {N}")
    assert (found.value, found.at_least, found.always, found.exact) == (limit, False, False, True)
    assert beyond(found) == (next_, size)


def test_at_most_turns_the_direction() -> None:
    found = threshold(f"{AMOUNT} {L} then total(L) <= x * {N}")
    assert (found.value, found.at_least, found.exact) == (12, True, True)
    assert beyond(found) == (F(1199, 100), 1)


def test_without_lists_it_is_found_as_well() -> None:
    found = threshold(f"{AMOUNT} for every p : P then new(p) <= x")
    assert (found.value, found.at_least, found.exact) == (12, True, True)


# By steps ---------------------------------------------------------------------------------------


def test_a_strict_claim_holds_up_to_the_last_step_before() -> None:
    found = threshold(f"{AMOUNT} {L} such that {N} > 0 then total(L) > x * {N}")
    assert (found.value, found.at_least, found.exact) == (F(899, 100), False, False)
    assert beyond(found) == (9, 1)
    found = threshold(f"{AMOUNT} {L} such that {N} > 0 then total(L) < x * {N}")
    assert (found.value, found.at_least, found.exact) == (F(1201, 100), True, False)
    assert beyond(found) == (12, 1)


def test_an_average_in_the_hypotheses_is_found_by_steps() -> None:
    average = "such that average of (p.n for p in L) if empty 10 >= x"
    found = threshold(f"{NUMBER} {L} {average} then sum of (p.n for p in L) >= 3 * {N}")
    assert (found.value, found.at_least, found.exact) == (3, True, False)
    assert beyond(found)[0] == F(299, 100)
    # 10/3 is no multiple of 0.01: the first that is enough
    found = threshold(f"{NUMBER} {L} {average} then sum of (p.n for p in L) >= 10 / 3 * {N}")
    assert found.value == F(334, 100)
    assert beyond(found)[0] == F(333, 100)


def test_a_share_in_the_hypotheses_is_found_by_steps() -> None:
    # 9 € + 3 € × share is 10 € at a third
    least = "such that share of (p in L where p.ald) if empty 100 % >= x"
    found = threshold(f"{RATE} {L} {least} then total(L) >= 10 € * {N}")
    assert (found.value, found.at_least) == (F(34, 100), True)
    assert beyond(found) == (F(33, 100), 100)
    most = "such that share of (p in L where p.ald) if empty 0 % <= x"
    found = threshold(f"{RATE} {L} {most} then total(L) <= 10 € * {N}")
    assert (found.value, found.at_least) == (F(33, 100), False)
    assert beyond(found) == (F(34, 100), 50)  # 17 of 50


def test_lengths_of_lists_are_whole() -> None:
    # 8 × 12 € is 96 €; 12 × 9 € is 108 €, and 11 × 9 € is 99 €
    found = threshold(f"{INTEGER} {L} such that {N} <= x then total(L) <= 100 €")
    assert (found.value, found.at_least) == (8, False)
    assert beyond(found) == (9, 9)
    found = threshold(f"{INTEGER} {L} such that {N} >= x then total(L) >= 100 €")
    assert (found.value, found.at_least) == (12, True)
    assert beyond(found) == (11, 11)


def test_what_a_condition_on_each_compares_is_found_too() -> None:
    found = threshold(f"{INTEGER} {L} then number of (p in L where p.n > x) = 0")
    assert (found.value, found.at_least) == (10, True)
    assert beyond(found) == (9, 1)


# Always, never, unknown -------------------------------------------------------------------------


def test_it_may_hold_for_all_values() -> None:
    found = threshold(f"for which x : amount 0 €..8 € {L} then total(L) >= x * {N}")
    assert (found.value, found.always, found.beyond) == (None, True, None)
    found = threshold(f"{AMOUNT} {L} then total(L) >= x * {N} or total(L) <= x * {N}")
    assert found.always


def test_it_may_hold_for_none() -> None:
    found = claim(f"for which x : amount 13 €..20 € {L} then total(L) >= x * {N}")
    assert found.status is Status.REFUTED
    assert found.threshold is not None
    assert (found.threshold.value, found.threshold.always) == (None, False)
    assert found.counterexample is not None
    assert found.counterexample.inputs["x"] == 13


def reason(found: Verdict) -> tuple[Status, str | None]:
    return found.status, found.reason.key if found.reason else None


@pytest.mark.parametrize(
    "text",
    [
        "x <> 5",  # at both ends, and not between
        f"x = 5 or {N} < 0",  # at neither end, and once between
    ],
)
def test_it_may_hold_on_no_one_side(text: str) -> None:
    assert reason(claim(f"{INTEGER} {L} then {text}")) == (Status.UNKNOWN, "threshold")


def test_what_is_not_decided_at_an_end_is_not_decided() -> None:
    text = f"{INTEGER} {L} then (largest of (p.n for p in L) if empty 0) + 0 * x < x"
    assert reason(claim(text)) == (Status.UNKNOWN, "extrema")


def test_from_where_no_list_meets_the_hypotheses_it_is_true_of_nothing() -> None:
    """No list has an average of 11 or more."""
    average = "such that average of (p.n for p in L) if empty 0 >= x"
    found = claim(f"{INTEGER} {L} {average} then {N} = 0")
    assert found.status is Status.VACUOUS
    assert found.threshold is not None
    assert (found.threshold.value, found.threshold.at_least) == (11, True)
    assert beyond(found.threshold)[0] == 10
