"""The largest shortfall of a refuted comparison of amounts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.nodes import Multiset
from convention_dsl.core.program import Status
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.worst import worst
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.verdict import Worst
from tests.proof.lists.small import claim, only, task

L = "for every L : list of P "
N = "number of (p in L)"
OLD = "sum of (old(p) for p in L)"
TOTAL = "total(L)"


def measured(text: str) -> Worst | None:
    found = claim(text)
    assert found.status is Status.REFUTED
    if found.worst is not None:
        program, obligation = only(text)
        judge = Referee(program, obligation, found.worst.counterexample.parameters)
        assert judge.judge(found.worst.counterexample.inputs) is Replay.REFUTES
    return found.worst


def counts(found: Worst) -> dict[bool, int]:
    """Return how many of its list are in ALD and how many are not."""
    list_ = found.counterexample.inputs["L"]
    assert isinstance(list_, Multiset)
    return {bool(record["ald"]): count for record, count in list_.groups}  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("hypotheses", "amount", "list_"),
    [
        # 1 € for each of at most 20
        (f"such that {N} <= 20", 20, {False: 20}),
        # one of them gains 2 €
        (f"such that {N} <= 20 such that some (p in L: p.ald)", 17, {False: 19, True: 1}),
        # 15 % of 2,000 gain 2 €: 1,700 € − 600 €
        (
            f"such that {N} <= 2000 such that share of (p in L where p.ald) if empty 0 % >= 15 %",
            1100,
            {False: 1700, True: 300},
        ),
        # whole numbers: of 7, at least 2 in ALD are 15 % of them; 5 − 4 is 1; of 6, 5 − 2 is 3
        (
            f"such that {N} <= 7 such that share of (p in L where p.ald) if empty 0 % >= 15 %",
            3,
            {False: 5, True: 1},
        ),
    ],
)
def test_a_list_of_limited_length_has_a_largest_shortfall(
    hypotheses: str, amount: int, list_: dict[bool, int]
) -> None:
    found = measured(f"{L} {hypotheses} then total(L) >= {OLD}")
    assert found is not None
    assert (found.amount, found.per_element) == (amount, False)
    assert counts(found) == list_


def test_a_strict_claim_falls_short_by_the_same() -> None:
    found = measured(f"{L} such that {N} <= 20 then total(L) > {OLD}")
    assert found is not None
    assert found.amount == 20


def test_of_lists_without_a_limit_it_is_for_each_element() -> None:
    found = measured(f"{L} then total(L) >= {OLD}")
    assert found is not None
    assert (found.amount, found.per_element) == (1, True)
    assert counts(found) == {False: 1}
    found = measured(f"{L} then total(L) >= sum of (p.due for p in L)")
    assert found is not None
    assert (found.amount, found.per_element) == (91, True)  # 100 € − 9 €


def test_a_fraction_of_a_cent_for_each_is_exact() -> None:
    share = "such that share of (p in L where p.ald) if empty 100 % >= 1 / 7"
    found = measured(f"{L} {share} then total(L) >= 9.50 € * {N}")
    assert found is not None
    # 9.50 € − (9 € + 3 €/7), for seven patients half a euro
    assert (found.amount, found.per_element) == (Fraction(1, 2) - Fraction(3, 7), True)
    assert counts(found) == {False: 6, True: 1}


def test_inputs_that_are_no_list_take_part() -> None:
    every = "for every L : list of P, r : rate 0 %..20 % step 1 %"
    found = measured(f"{every} then sum of (scaled(p, r) for p in L) <= 19 % * total(L)")
    assert found is not None
    assert (found.amount, found.per_element) == (Fraction(12, 100), True)  # 1 % of 12 €
    assert found.counterexample.inputs["r"] == Fraction(1, 5)


@pytest.mark.parametrize(
    "text",
    [
        f"{L} such that {N} <= 3 then number of (p in L where p.ald) * 2 >= {N}",
        f"{L} such that {N} <= 3 then total(L) = {OLD}",
        "for every L, M : list of P such that number of (p in L) <= 3"
        " such that number of (p in M) <= 3 then total(L) >= total(M)",
        # nearer and nearer to a euro each, and never there
        f"{L} such that some (p in L: p.ald) then total(L) >= {OLD}",
    ],
)
def test_where_there_is_none_there_is_none(text: str) -> None:
    assert measured(text) is None


def test_it_is_not_measured_where_it_is_not_asked_for() -> None:
    text = f"{L} such that {N} <= 20 then total(L) >= {OLD}"
    found = claim(text, limits=Limits(seconds=10, largest_shortfall=False))
    assert (found.status, found.worst) == (Status.REFUTED, None)


def test_it_begins_with_any_counterexample() -> None:
    text = f"{L} such that {N} <= 20 then total(L) >= {OLD}"
    found = claim(text, limits=Limits(seconds=10, largest_shortfall=False)).counterexample
    assert found is not None
    again = worst(task(text), found, Pool())
    assert again is not None
    assert again.amount == 20


def test_a_capped_total_falls_short_by_no_more_than_the_cap_leaves() -> None:
    # 1 € for each of 70, who are then paid 630 € against 700 €; from there on the sum only gains
    found = measured(f"{L}then {TOTAL} >= {OLD} capped at 700 €")
    assert found is not None
    assert (found.amount, found.per_element) == (70, False)


def test_an_average_falls_short_by_no_more_than_one_element_does() -> None:
    average = "average of ({}(p) for p in L) if empty 0 €"
    found = measured(f"{L}then {average.format('new')} >= {average.format('old')}")
    assert found is not None
    assert (found.amount, found.per_element) == (1, False)


def test_a_shortfall_for_each_element_is_shown_on_a_list_that_has_it() -> None:
    # 85 % lose 1 €, 15 % gain 2 €: 0.55 € each, which no list of fewer than 20 has
    text = f"{L}such that share of (p in L where p.ald) if empty 0 % >= 15 % then {TOTAL} >= {OLD}"
    found = measured(text)
    assert found is not None
    assert (found.amount, found.per_element) == (Fraction(55, 100), True)
    assert counts(found)[False] * 3 == counts(found)[True] * 17
