"""Trying every input and asking the solver: the same verdict, the same counterexample."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core.program import Status
from convention_dsl.proof.limits import Limits
from tests.proof.books import FMT, claim, library
from tests.proof.books import results as verdicts

SMALL = """
enumeration Zone = town, village, island
enumeration Size = small < middle < large
record X
  n : integer -3..3
  b : boolean
  z : Zone default village
  s : set of Size
  d : date 2023-12-30..2024-01-02
  q : optional integer 0..1
clause f (x: X) : amount
  = 2 € * x.n
    plus 1 € if x.b
    plus 3 € for each (a in x.s where a >= middle)
    plus 1 € if x.d < 2024-01-01
    minus 1 € if x.z = town
    plus (x.q if unknown 0) * 4 €
clause g (x: X) : amount rounded to the euro = 0.35 * f(x)
"""


CONDITIONS = (
    "x.n > 0",
    "x.b",
    "not x.b",
    "x.z = island",
    "x.z = village",
    "x.s contains large",
    "x.s is empty",
    "x.d >= 2024-01-01",
    "x.q is known",
    "x.n * x.n = 4",
    "f(x) > 2 €",
    "g(x) = 1 €",
    "f(x) <= g(x)",
    "f(x) < -3 €",
    "f(x) != 4 €",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CONDITIONS), max_size=2), st.sampled_from(CONDITIONS))
def test_engines_agree(hypotheses: list[str], conclusion: str) -> None:
    such = "".join(f"such that {each} " for each in hypotheses)
    text = f"for every x : X {such}then {conclusion}"
    tried = claim(text, Limits(points=10_000), SMALL)
    solved = claim(text, Limits(points=0), SMALL)
    assert tried.status is solved.status
    assert tried.counterexample == solved.counterexample
    assert tried.contradiction == solved.contradiction


DAYS = "record D\n  d : date 2023-12-30..2024-02-29\n"


@pytest.mark.parametrize(
    ("conclusion", "status"),
    [
        ("x.d < 2024-03-01", Status.PROVED),
        ("x.d >= 2023-12-30", Status.PROVED),
        ("x.d.day < 31", Status.REFUTED),
        ("x.d + 1 months != 2024-02-29", Status.REFUTED),
        ("years between x.d and 2024-02-28 = 0", Status.REFUTED),
        ("days between x.d and 2024-03-01 >= 1", Status.PROVED),
        ("days between 2023-12-30 and x.d <= 61", Status.PROVED),
        ("months between x.d and 2024-02-29 <= 1", Status.REFUTED),
    ],
)
def test_engines_agree_on_days_within_their_range(conclusion: str, status: Status) -> None:
    text = f"for every x : D then {conclusion}"
    tried = claim(text, Limits(points=1_000), DAYS)
    solved = claim(text, Limits(points=0), DAYS)
    assert (tried.engine, solved.engine) == ("enumeration", "solver")
    assert tried.status is solved.status is status
    assert tried.counterexample == solved.counterexample


PROMISES = (
    "for every p : Patient then fmt(p) >= 15 €",
    "for every p, q : Patient such that p.ald and not q.ald then fmt(p) > fmt(q)",
    "for every p, q : Patient such that p.age = q.age and p.ald and not q.ald and p.seen "
    "then fmt(p) > fmt(q) + 40 €",
    "for every p : Patient then base(p) never decreases with p.age, all else equal",
    "for every p : Patient then fmt(p) does not depend on p.done",
    "for every p : Patient such that number of (a in p.done) = 2 then fmt(p) != 20 €",
)


@pytest.mark.parametrize("promise", PROMISES)
def test_every_seed_of_the_solver_shows_the_same(promise: str) -> None:
    first = claim(promise, Limits(points=0))
    assert first.counterexample is not None
    for seed in range(1, 6):
        again = claim(promise, Limits(points=0, seed=seed))
        assert repr(again.counterexample) == repr(first.counterexample)


def test_grounds_do_not_depend_on_the_seed() -> None:
    promise = "for every p : Patient such that p.ald and p.seen then base(p) >= 55 €"
    first = claim(promise, Limits(points=0))
    assert first.minimal
    for seed in range(1, 5):
        assert claim(promise, Limits(points=0, seed=seed)).grounds == first.grounds


def test_order_of_the_results_is_that_of_the_file() -> None:
    text = FMT + "property z then 1 = 1\nproperty a then 2 = 2\n"
    assert [each.property.name for each in verdicts(text)] == ["z", "a"]
    assert library(text).books["t"].properties[0].name == "z"
