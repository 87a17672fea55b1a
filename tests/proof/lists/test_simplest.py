"""The simplest list that refutes: short, of few kinds, each element plain."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.program import Status
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.simplest import simplest
from convention_dsl.proof.lists.task import Refuted
from tests.proof.lists.small import claim, task

L = "for every L : list of P "
PLAIN: dict[str, Value] = {"n": Fraction(0), "ald": False, "due": Fraction(0), "done": frozenset()}


def groups(text: str) -> list[tuple[dict[str, Value], int]]:
    """Return the list that refutes: what each element has that is not plain, and how many."""
    found = claim(text)
    assert found.status is Status.REFUTED, found.reason
    assert found.counterexample is not None
    list_ = found.counterexample.inputs["L"]
    assert isinstance(list_, Multiset)
    return [(different(record), count) for record, count in list_.groups]


def different(record: Value) -> dict[str, Value]:
    assert isinstance(record, dict)
    return {name: value for name, value in record.items() if value != PLAIN[name]}


@pytest.mark.parametrize(
    ("text", "list_"),
    [
        # nobody, where nobody is enough
        ("then total(L) > 0 €", []),
        # one that is plain
        ("then total(L) >= 10 € * number of (p in L)", [({}, 1)]),
        # one for two conditions, with no more than they need
        (
            "such that some (p in L: p.ald) such that some (p in L: p.n > 3) then total(L) > 12 €",
            [({"n": 4, "ald": True}, 1)],
        ),
        ("such that some (p in L: test in p.done) then total(L) = 0 €", [({"done": {"test"}}, 1)]),
        # three of 9 € each gain less than 20 € would be; a fourth is not needed
        ("such that number of (p in L) >= 3 then total(L) >= 28 €", [({}, 3)]),
        (
            "such that number of (p in L where not p.ald) >= 10 then total(L) >= 90.01 €",
            [({}, 10)],
        ),
    ],
)
def test_lists_are_as_short_and_plain_as_can_be(
    text: str, list_: list[tuple[dict[str, Value], int]]
) -> None:
    assert groups(L + text) == list_


def test_no_shorter_list_refutes() -> None:
    # 9 × 12 € is 108 €, and 8 × 12 € is 96 €
    found = groups(f"{L} then total(L) <= 100 €")
    assert sum(count for _, count in found) == 9


def test_elements_of_longer_lists_are_plain() -> None:
    # 40 with 5 or more: each the plainest of those that count
    found = groups(f"{L} such that number of (p in L where p.n >= 5) >= 40 then total(L) >= 361 €")
    assert [count for _, count in found] == [40]
    (record, _) = found[0]
    assert set(record) == {"n"}


def test_it_is_at_least_as_simple_as_what_was_found() -> None:
    asked = task(f"{L} then total(L) >= 10 € * number of (p in L)")
    search = Search(asked)
    found = search.run()
    assert isinstance(found, Refuted)
    assert simplest(asked, search, found).counted.size == 1


def test_alike_elements_are_counted_together() -> None:
    found = groups(
        f"{L} such that number of (p in L) >= 100"
        " such that share of (p in L where p.ald) if empty 0 % = 33 %"
        " such that average of (p.n for p in L where p.ald) if empty 0 = 2.5"
        " then total(L) > 9.99 € * number of (p in L)"
    )
    # a multiple of 100 of which a third, an even number, has 2.5 on average
    assert sum(count for _, count in found) == 200
    assert all(one != two for k, (one, _) in enumerate(found) for two, _ in found[:k])
