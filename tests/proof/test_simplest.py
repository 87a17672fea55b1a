from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.proof.criteria import (
    Before,
    Compared,
    Count,
    Departures,
    Differences,
    Distance,
    Position,
    Roughness,
)
from convention_dsl.proof.leaves import Leaf, LeafKind
from convention_dsl.proof.plain import plain_date, plain_number
from convention_dsl.proof.simplest import minimise
from convention_dsl.types import BOOLEAN, INTEGER, DateType

A, B = (Leaf((name,), LeafKind.FLAG, BOOLEAN) for name in "ab")
N, M = (Leaf((name,), LeafKind.NUMBER, INTEGER, -7, 7) for name in "nm")
LEAVES = (A, B, N, M)
CRITERIA = (
    Departures(((A, 0), (B, 1))),
    Count((A.path, B.path)),
    Differences((Compared(((A, B),)), Compared(((N, M),)))),
    Differences((Compared(((N, M),), (A.path, B.path)),)),
    Roughness(((N.path, (4, 2)), (M.path, (5,)))),
    Position(A),
    Position(B),
    Distance(N.path, 1),
    Before(N.path, 1),
    Distance(M.path),
    Before(M.path),
)
SYMBOLS = {leaf.path: leaf.path[0] for leaf in LEAVES}
POINTS = [
    dict(zip([leaf.path for leaf in LEAVES], values, strict=True))
    for values in product((0, 1), (0, 1), range(-7, 8), range(-7, 8))
]


def holds(term: object, point: dict) -> bool:
    """Evaluate a term of the criteria for a point, by the solver's own syntax."""
    if isinstance(term, bool):
        return term
    import z3

    names = {path[0]: value for path, value in point.items()}
    declared = {
        "a": z3.BoolVal(bool(names["a"])),
        "b": z3.BoolVal(bool(names["b"])),
        "n": z3.IntVal(names["n"]),
        "m": z3.IntVal(names["m"]),
    }
    (parsed,) = z3.parse_smt2_string(
        "(declare-const a Bool)(declare-const b Bool)(declare-const n Int)(declare-const m Int)"
        f"(assert {term})"
    )
    constants = [z3.Bool("a"), z3.Bool("b"), z3.Int("n"), z3.Int("m")]
    pairs = zip(constants, declared.values(), strict=True)
    return z3.is_true(z3.simplify(z3.substitute(parsed, *pairs)))


@settings(deadline=None)
@given(st.sampled_from(POINTS), st.sampled_from(CRITERIA), st.integers(0, 9))
def test_both_sides_of_a_criterion_agree(point: dict, criterion: object, bound: int) -> None:
    term = criterion.at_most(SYMBOLS, bound)
    assert holds(term, point) is (criterion.value(point) <= bound)


@settings(deadline=None, max_examples=40)
@given(st.sets(st.integers(0, len(POINTS) - 1), min_size=1, max_size=40), st.randoms())
def test_the_minimum_is_the_first_in_the_order(chosen: set[int], rng: object) -> None:
    candidates = [POINTS[i] for i in sorted(chosen)]
    settled: list[object] = []

    def probe(more: object, wanted: object) -> dict | None:
        settled.extend(more)
        left = [p for p in candidates if all(holds(t, p) for t in (*settled, wanted))]
        return rng.choice(left) if left else None

    def key(point: dict) -> tuple[int, ...]:
        return tuple(criterion.value(point) for criterion in CRITERIA)

    found = minimise(CRITERIA, SYMBOLS, rng.choice(candidates), probe)
    assert found == min(candidates, key=key)


@pytest.mark.parametrize(
    ("low", "high", "simplest"),
    [
        ((1900, 1, 1), (2040, 12, 31), (2000, 1, 1)),
        ((2010, 3, 5), (2040, 12, 31), (2011, 1, 1)),
        ((1950, 3, 5), (1990, 12, 31), (1990, 1, 1)),
        ((2024, 3, 5), (2024, 12, 31), (2024, 4, 1)),
        ((2024, 3, 5), (2024, 3, 31), (2024, 3, 5)),
    ],
)
def test_the_plainest_day_of_a_range(low: tuple, high: tuple, simplest: tuple) -> None:
    assert plain_date(DateType(date(*low), date(*high))) == date(*simplest)


def test_the_plainest_number_is_round_then_small() -> None:
    def leaf(low: int | None, high: int | None) -> Leaf:
        return Leaf(("n",), LeafKind.NUMBER, INTEGER, low, high)

    assert plain_number(leaf(-5, 5), (10,)) == 0
    assert plain_number(leaf(13, 95), (10, 5)) == 20
    assert plain_number(leaf(13, 19), (10, 5)) == 15
    assert plain_number(leaf(None, -13), (10,)) == -20
