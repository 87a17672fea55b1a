"""Lists of very few elements, alone or beside the elements that a search knows."""

from __future__ import annotations

import pytest

from convention_dsl.core.nodes import Multiset
from convention_dsl.proof.lists.few import of_few, together, with_known
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.symbolic import OutsideMethod
from tests.proof.lists.small import claim, task

L = "for every L : list of P "


def test_very_short_lists_are_found_without_a_search() -> None:
    found = of_few(
        task(f"{L} such that sum of (p.n for p in L) = 23 then number of (p in L) > 3"), ()
    )
    assert found is not None
    assert found.counted.size == 3
    assert (
        of_few(task(f"{L} such that sum of (p.n for p in L) = 31 then total(L) = 0 €"), ()) is None
    )
    assert of_few(task(f"{L} then total(L) >= 9 € * number of (p in L)"), ()) is None


def test_no_short_list_is_tried_of_two_kinds_of_elements() -> None:
    text = "for every L, M : list of P then number of (p in L) <= number of (p in M)"
    assert of_few(task(text), ()) is None


ODD = f"{L} such that sum of (p.due for p in L) = 434.56 € then number of (p in L) > 5"


def test_two_elements_make_up_what_the_known_ones_do_not() -> None:
    """Four of 100 € and one of 34.56 €: the search knows those of 100 €, or of nothing."""
    asked = task(ODD)
    search = Search(asked)
    with pytest.raises(OutsideMethod):
        search.run()
    found = with_known(asked, search.known_elements(), None)
    assert found is not None
    assert found.counted.size == 5
    assert with_known(asked, search.known_elements(), 4) is None
    assert with_known(asked, (), None) is None
    verdict = claim(ODD)
    assert verdict.counterexample is not None
    list_ = verdict.counterexample.inputs["L"]
    assert isinstance(list_, Multiset)
    assert sum(count for _, count in list_.groups) == 5


def test_no_elements_are_added_where_terms_depend_on_more_than_the_element() -> None:
    asked = task(
        "for every L : list of P, k : integer 0..9 then number of (p in L where p.n > k) <= 5"
    )
    search = Search(asked)
    search.run()
    assert with_known(asked, search.known_elements(), None) is None


def test_equal_records_are_counted_together() -> None:
    one, two = {"ald": True}, {"ald": False}
    assert together([(one, 1), (two, 0), (one, 2)]) == [(one, 3)]
    assert together([(one, 1), (two, 4)]) == [(one, 1), (two, 4)]
