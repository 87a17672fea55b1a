"""Averages are sums over counts, for lists written out and for lists of kinds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef, Multiset
from tests.semantics.helpers import codes, good

CENTS = st.integers(0, 900).map(lambda cents: Fraction(cents, 100))
PATIENT = st.fixed_dictionaries({"age": st.integers(0, 120).map(Fraction), "fees": CENTS})
TEXT = """
record Patient
  age  : integer 0..120
  fees : amount 0 €..9 €
record Doctor
  patients : list of Patient
clause mean (d: Doctor, from_age: integer 0..120) : amount
  = average of (p.fees for p in d.patients where p.age >= from_age) if empty 1 €
clause age (d: Doctor) : number = average of (p.age for p in d.patients) if empty -1
"""


@pytest.fixture(scope="module")
def program():
    found, problems = link(good(TEXT), "sample", at=None)
    assert not problems
    return found


def asked(program, name, *arguments):
    return call(program, ClauseRef("sample", name), arguments)


@given(patients=st.lists(PATIENT, max_size=6), limit=st.integers(0, 120).map(Fraction))
def test_an_average_is_a_sum_over_a_count(program, patients, limit):
    kept = [each["fees"] for each in patients if each["age"] >= limit]
    wanted = sum(kept, Fraction(0)) / len(kept) if kept else 1
    assert asked(program, "mean", {"patients": tuple(patients)}, limit) == wanted


@given(groups=st.lists(st.tuples(PATIENT, st.integers(1, 1000)), min_size=1, max_size=4))
def test_equal_elements_count_as_often_as_they_are_there(program, groups):
    counted = Multiset(groups=tuple(groups))
    total = sum(each["age"] * count for each, count in groups)
    size = sum(count for _, count in groups)
    assert asked(program, "age", {"patients": counted}) == total / size


def test_nothing_has_the_average_that_the_text_says(program):
    assert asked(program, "mean", {"patients": ()}, Fraction(0)) == 1
    assert asked(program, "age", {"patients": Multiset(groups=())}) == -1


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("average of (p.fees for p in d.patients)", "E0149"),
        ("average of (p.fees for p in d.patients) if empty 0", "E0129"),
        ("average of (p for p in d.patients) if empty 0 €", "E0133"),
        ("average of (p.fees for p in d.patients where p.age) if empty 0 €", "E0124"),
        ("average of (p.fees for d in d.patients) if empty 0 €", "E0111"),
        ("average of (p.fees for p in d) if empty 0 €", "E0148"),
        ("average of (p.fees for p in d.patients) if empty unknown", "E0123"),
    ],
)
def test_what_an_average_refuses(formula, code):
    assert code in codes(f"{TEXT}clause wrong (d: Doctor) : amount = {formula}")
