"""Deciding by classes, where whole numbers matter and elements have few different terms."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.nodes import Multiset
from convention_dsl.core.program import Status
from convention_dsl.proof.engine import decide
from convention_dsl.proof.lists.classes import MOST_CLASSES, by_classes
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.task import Refuted
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import Certificate
from tests.proof.lists.small import task

F = Fraction
L = "for every L : list of P "
N = "number of (p in L)"
ALD = "number of (p in L where p.ald)"


def outcome(text: str) -> Refuted | Certificate:
    asked = task(text)
    return by_classes(asked, Search(asked))


@pytest.mark.parametrize(
    "text",
    [
        # no whole number is between 4.5 and 5
        f"{L} such that {N} = 7 such that 2 * {ALD} > 9 such that 2 * {ALD} < 10 then {N} = 0",
        # a share of a fifth of at most four is one of them: 9.75 € each and more
        f"{L} such that {N} in 1..4 such that 5 * {ALD} >= {N} then total(L) >= 9.75 € * {N}",
        # 12 a + 9 b is a multiple of 3 €, and none is 100 €
        f"{L} then total(L) <> 100 €",
    ],
)
def test_whole_numbers_prove_what_weights_do_not(text: str) -> None:
    asked = task(text)
    found = by_classes(asked, Search(asked))
    assert isinstance(found, Certificate)
    assert found.lemmas == ()
    assert decide(asked.program, found.conclusion).status in (Status.PROVED, Status.VACUOUS)


def test_classes_are_all_the_terms_there_are() -> None:
    found = outcome(f"{L} then total(L) <> 100 € + 0 € * {ALD}")
    assert isinstance(found, Certificate)
    names = [each.name for each in found.sums]
    rows = {frozenset(zip(names, row, strict=True)) for row in found.classes}
    new = next(each.name for each in found.sums if each.body is not None)
    count = next(each.name for each in found.sums if each.body is None)
    assert rows == {
        frozenset({(new, F(9)), (count, F(0))}),
        frozenset({(new, F(12)), (count, F(1))}),
    }


def test_counts_of_classes_are_a_list() -> None:
    # 12 a + 9 b = 102 €: 7 of 12 € and 2 of 9 €, or 4 and 6, or 1 and 10
    found = outcome(f"{L} then total(L) <> 102 €")
    assert isinstance(found, Refuted)
    list_ = found.inputs["L"]
    assert isinstance(list_, Multiset)
    paid = sum((12 if record["ald"] else 9) * count for record, count in list_.groups)  # type: ignore[index, call-overload]
    assert paid == 102


def test_inputs_that_are_no_list_take_part() -> None:
    every = "for every L : list of P, k : integer 0..9"
    assert isinstance(outcome(f"{every} then total(L) <> 3 € * k + 1 €"), Certificate)
    found = outcome(f"{every} such that k > 1 then total(L) <> 3 € * k")
    assert isinstance(found, Refuted)
    assert found.inputs["k"] in range(3, 10)


@pytest.mark.parametrize(
    "text",
    [
        f"{L} then sum of (p.due for p in L) <> 1 €",  # 10,001 of them
        "for every L : list of P, k : integer 0..9"
        " then number of (p in L where p.n > k) >= 0",  # one depends on `k`
        "for every D : list of Doctor then sum of (number of (p in d.patients) for d in D) >= 0",
    ],
)
def test_there_may_be_too_many_classes(text: str) -> None:
    with pytest.raises(OutsideMethod) as found:
        outcome(text)
    assert found.value.reason == "integers"


def test_as_many_as_said_are_not_too_many() -> None:
    # n and n div 2 and whether in ALD: 22 classes
    found = outcome(
        f"{L} then sum of (p.n for p in L) + {ALD} + sum of (p.n div 2 for p in L) >= 0"
    )
    assert isinstance(found, Certificate)
    assert len(found.classes) == 22 <= MOST_CLASSES
