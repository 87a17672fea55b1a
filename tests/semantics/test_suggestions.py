"""The nearest name."""

import string

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.semantics.suggestions import distance, fold, nearest

WORDS = st.text(string.ascii_lowercase, min_size=4, max_size=10)


def test_case_accents_and_underscores_count_for_nothing():
    assert nearest("age", ["âge", "autre"]) == "âge"
    assert nearest("FMT2026", ["fmt_2026"]) == "fmt_2026"


def test_nothing_near_is_nothing():
    assert nearest("zone", ["patient", "age"]) is None
    assert nearest("a", ["b"]) is None


def test_two_letters_swapped_are_one_edit():
    assert distance("adl", "ald", 1) == 1


@given(WORDS, st.data())
def test_one_edit_is_found(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    changed = word[:place] + letter + word[place + 1 :]
    assert nearest(changed, [word, "quite_something_else"]) == word


@given(WORDS, WORDS)
def test_the_distance_is_symmetric_and_zero_only_for_the_same(first, second):
    assert distance(first, second, 20) == distance(second, first, 20)
    assert (distance(first, second, 20) == 0) == (first == second)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(word):
    assert fold(fold(word)) == fold(word)
