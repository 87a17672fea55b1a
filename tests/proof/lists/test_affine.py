"""Affine forms: exact arithmetic, grids of values, atoms as tight as whole numbers allow."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.proof.lists.affine import (
    Affine,
    Atom,
    constant,
    dimension,
    is_sum,
    sum_dimension,
    total,
)

X, Y = sum_dimension("Σ1"), ("r",)
F = Fraction


def form(x: object = 0, y: object = 0, k: object = 0) -> Affine:
    """Return x X + y Y + k."""
    parts = dimension(X).times(F(x)), dimension(Y).times(F(y)), constant(F(k))  # type: ignore[arg-type]
    return total(parts)


def test_a_sum_is_told_from_an_input() -> None:
    assert is_sum(X)
    assert not is_sum(Y)
    assert form(x=1).has_sums
    assert not form(y=1, k=1).has_sums


def test_coefficients_that_cancel_are_gone() -> None:
    found = form(x=2, y=3, k=1) - form(x=2, y=1, k=1)
    assert found == form(y=2)
    assert found.coefficients == {Y: 2}
    assert (form(x=1) - form(x=1)).is_constant


def test_nothing_times_a_form_is_nothing() -> None:
    assert form(x=2, k=5).times(F(0)) == Affine()


def test_values_at_a_point_take_what_is_not_named_for_zero() -> None:
    assert form(x=2, y=-3, k=1).at({X: F(5)}) == 11
    assert form(x=2, y=-3, k=1).at({X: F(5), Y: F(1, 3)}) == 10


def test_the_total_of_no_forms_is_zero() -> None:
    assert total([]) == Affine()


@pytest.mark.parametrize(
    ("x", "y", "grain"),
    [
        (2, 0, F(2)),
        (2, 3, F(1, 2)),  # multiples of 2 and of 3 × 1/2
        (F(1, 3), 1, F(1, 6)),
        (0, 0, None),
    ],
)
def test_the_grain_of_a_form_is_common_to_its_terms(x: object, y: object, grain: object) -> None:
    steps = {X: F(1), Y: F(1, 2)}
    assert form(x=x, y=y, k=7).granularity(steps) == grain


def test_a_form_over_rationals_has_no_grain() -> None:
    assert form(x=1, y=1).granularity({X: F(1), Y: None}) is None
    assert form(x=1, y=1).granularity({X: F(1)}) is None


@pytest.mark.parametrize(
    ("atom", "kept"),
    [
        # 2X − 9 > 0: the least whole X is 5, so 2X − 10 ≥ 0
        (Atom(form(x=2, k=-9), True, 0), form(x=2, k=-10)),
        # 2X − 8 > 0: X is at least 5 as well
        (Atom(form(x=2, k=-8), True, 0), form(x=2, k=-10)),
        (Atom(form(x=2, k=-8), False, 0), form(x=2, k=-8)),
        # 10 − 2X > 0: X is at most 4
        (Atom(form(x=-2, k=10), True, 0), form(x=-2, k=8)),
    ],
)
def test_atoms_are_as_tight_as_whole_numbers_allow(atom: Atom, kept: Affine) -> None:
    found = atom.tightened({X: F(1)})
    assert found == Atom(kept, False, 0)


def test_an_atom_over_rationals_stays_as_it_is() -> None:
    atom = Atom(form(x=2, k=-9), True, 3)
    assert atom.tightened({X: None}) == atom


SMALL = st.integers(-6, 6)


@given(
    x=SMALL, y=SMALL, k=st.fractions(-9, 9, max_denominator=6), strict=st.booleans(),
    steps=st.tuples(*[st.sampled_from([F(1), F(1, 2), F(1, 3), F(2)])] * 2),
    at=st.tuples(SMALL, SMALL),
)  # fmt: skip
def test_tightening_keeps_every_grid_point(
    x: int, y: int, k: Fraction, strict: bool, steps: tuple[F, F], at: tuple[int, int]
) -> None:
    atom = Atom(form(x, y, k), strict, None)
    point = {X: at[0] * steps[0], Y: at[1] * steps[1]}
    found = atom.tightened(dict(zip((X, Y), steps, strict=True)))
    before, after = atom.form.at(point), found.form.at(point)
    assert (before > 0 if strict else before >= 0) is (after > 0 if found.strict else after >= 0)


@given(x=st.integers(1, 9), k=st.fractions(-20, 20, max_denominator=7))
def test_a_tightened_atom_is_attained(x: int, k: Fraction) -> None:
    """Over one whole number, the tightest atom is zero somewhere."""
    found = Atom(form(x=x, k=k), False, None).tightened({X: F(1)}).form
    least = -floor(k / x)
    assert found.at({X: F(least)}) == 0
