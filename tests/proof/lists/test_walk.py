"""The inequalities around a point: hand-computed, and held to every other point nearby."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Value
from convention_dsl.proof.lists.affine import Dimension, sum_dimension
from convention_dsl.proof.lists.region import Path, Point, Region, region
from convention_dsl.proof.lists.sums import Abstract, abstract
from convention_dsl.proof.symbolic import OutsideMethod
from tests.proof.lists.small import only

F = Fraction
L = "for every L : list of P "
K = "for every L : list of P, k : integer 0..9 "
R = "for every L : list of P, r : rate 0 %..20 % step 1 % "


def around(
    text: str,
    point: Mapping[str, Value],
    *,
    relaxed: bool = False,
    parameters: Mapping[str, Value] | None = None,
) -> Region:
    """Return the region of a violation of a property."""
    program, obligation = only(text)
    found = abstract(program, obligation)
    where = Point(point, parameters or {})
    path = Path(program, found.hypotheses, found.claim, found.inputs, found.bindings, where)
    return region(path, relaxed=relaxed)


def atoms(found: Region) -> list[str]:
    """Return what the region says, inequality by inequality, before ranges and tightening."""
    return [_text(each.form.coefficients, each.form.constant, each.strict) for each in found.atoms]


def _text(coefficients: Mapping[Dimension, Fraction], constant: Fraction, strict: bool) -> str:
    names = {where: ".".join(map(str, where)).removeprefix("Σ.") for where in coefficients}
    parts = [
        f"{value} {names[where]}"
        for where, value in sorted(coefficients.items(), key=lambda pair: names[pair[0]])
    ]
    total = [*parts, *([str(constant)] if constant else [])]
    return " + ".join(total) + (" >" if strict else " >=")


def sums(*values: Fraction | int) -> dict[str, Value]:
    """Return values of the sums, in their order."""
    return {f"Σ{number}": F(value) for number, value in enumerate(values, start=1)}


# Conditions -------------------------------------------------------------------------------------


def test_a_comparison_that_fails_is_the_opposite_one() -> None:
    # 20 of the old, 9 of the new: the old is more than the new
    found = around(f"{L} then total(L) >= sum of (old(p) for p in L)", sums(20, 9))
    assert atoms(found) == ["1 Σ1 + -1 Σ2 >"]
    assert found.steps[sum_dimension("Σ2")] == 3  # 9 € or 12 €: multiples of 3 €


def test_each_premise_is_the_origin_of_its_atoms() -> None:
    found = around(
        f"{L} such that number of (p in L) > 2 such that number of (p in L where p.ald) <> 3"
        " then total(L) > 5 €",
        sums(30, 2, 0),
    )
    assert [each.origin for each in found.atoms] == [0, 1, 2]
    assert atoms(found) == ["1 Σ1 + -2 >", "-1 Σ2 + 3 >", "-1 Σ3 + 5 >="]


def test_of_an_alternative_one_that_holds_is_enough() -> None:
    text = (
        f"{L} such that number of (p in L) <= 20 or number of (p in L where p.ald) <= 3"
        " then total(L) > 5 €"
    )
    assert atoms(around(text, sums(30, 2, 0))) == ["-1 Σ2 + 3 >=", "-1 Σ3 + 5 >="]
    assert atoms(around(text, sums(10, 9, 0))) == ["-1 Σ1 + 20 >=", "-1 Σ3 + 5 >="]


def test_an_equation_is_two_inequalities() -> None:
    found = around(f"{L} such that number of (p in L) = 4 then total(L) > 40 €", sums(4, 36))
    assert atoms(found) == ["-1 Σ1 + 4 >=", "1 Σ1 + -4 >=", "-1 Σ2 + 40 >="]


def test_numbers_of_the_doctor_are_dimensions_within_their_ranges() -> None:
    doctor = {"size": F(29), "rural": True, "patients": ()}
    text = "for every d : Doctor such that d.rural then number of (p in d.patients) <= d.size"
    found = around(text, {"d": doctor, **sums(30)})
    assert atoms(found) == ["-1 d.size + 1 Σ1 >"]
    bounds = [each for each in found.bounded() if each.origin is None]
    assert [each.form.at({("d", "size"): F(3001)}) for each in bounds] == [3001, -1]


def test_open_amounts_are_dimensions() -> None:
    text = f"{L} then total(L) >= wished + 0 €"
    found = around(text, sums(0), parameters={"t.wished": F(5)})
    assert atoms(found) == ["1 None.t.wished + -1 Σ1 >"]
    assert found.types[None, "t.wished"].high == 9


# Numbers ----------------------------------------------------------------------------------------


def test_the_smaller_of_two_is_the_one_it_is_here() -> None:
    text = f"{L} then min(total(L), 100 €) >= 50 €"
    assert atoms(around(text, sums(20))) == ["-1 Σ1 + 100 >=", "-1 Σ1 + 50 >"]
    text = f"{L} then max(total(L), 10 €) >= 50 €"
    assert atoms(around(text, sums(20))) == ["1 Σ1 + -10 >=", "-1 Σ1 + 50 >"]


def test_shares_are_cleared_of_a_divisor_that_is_positive() -> None:
    text = f"{L} then share of (p in L where p.ald) if empty 0 % >= 20 %"
    # some patients; fewer in ALD than a fifth of them
    assert atoms(around(text, sums(10, 1))) == [
        "1 Σ1 >",
        "1 Σ1 >",
        "1/5 Σ1 + -1 Σ2 >",
    ]


def test_the_share_of_nobody_is_what_is_said() -> None:
    text = f"{L} then share of (p in L where p.ald) if empty 0 % >= 20 %"
    assert atoms(around(text, sums(0, 0))) == ["-1 Σ1 >=", "1 Σ1 >="]


def test_a_negative_divisor_turns_its_quotient() -> None:
    text = f"{L} then number of (p in L where p.ald) / (number of (p in L) - 5) >= 0"
    # 2 / (3 − 5) is below 0: for a divisor below 0, where the count is above 0
    (divisor, quotient) = around(text, sums(2, 3)).atoms
    at = {sum_dimension("Σ1"): F(1), sum_dimension("Σ2"): F(4)}
    assert divisor.form.at(at) == 1
    assert quotient.form.at(at) == 1
    assert quotient.strict


def test_a_product_of_two_that_vary_fixes_one() -> None:
    text = f"{R} then sum of (scaled(p, r) for p in L) >= 5 €"
    found = around(text, {"r": F(1, 10), **sums(20)})
    assert atoms(found) == ["1 r + -1/10 >=", "-1 r + 1/10 >=", "-1/10 Σ1 + 5 >"]
    assert not found.has_products


def test_a_relaxed_product_lies_between_the_bounds_of_one_factor() -> None:
    text = f"{R} then sum of (scaled(p, r) for p in L) >= 5 €"
    found = around(text, {"r": F(1, 10), **sums(20)}, relaxed=True)
    # Σ1 ≥ 0; 0 Σ1 ≤ ρ ≤ 20 % of Σ1; ρ < 5 €
    assert atoms(found) == ["1 Σ1 >=", "1 ρ.1 >=", "1/5 Σ1 + -1 ρ.1 >=", "-1 ρ.1 + 5 >"]
    assert found.has_products


@pytest.mark.parametrize(
    ("mode", "near"),
    [
        ("", ["-1/7 Σ1 + 1 ρ.1 + 1/2 >=", "1/7 Σ1 + -1 ρ.1 + 1/2 >="]),
        ("down", ["-1/7 Σ1 + 1 ρ.1 + 1 >", "1/7 Σ1 + -1 ρ.1 >="]),
        ("up", ["-1/7 Σ1 + 1 ρ.1 >=", "1/7 Σ1 + -1 ρ.1 + 1 >"]),
    ],
)
def test_what_is_rounded_is_a_whole_number_of_steps_nearby(mode: str, near: list[str]) -> None:
    found = around(f"{L} then round (total(L) / 7) {mode} to the euro >= 5 €", sums(20))
    assert atoms(found) == [*near, "-1 ρ.1 + 5 >"]
    assert found.steps["ρ", 1] == 1


def test_what_is_divided_whole_is_rounded_down() -> None:
    found = around(f"{L} then number of (p in L) div 4 >= 3", sums(9))
    assert atoms(found)[-1] == "-1 ρ.1 + 3 >"
    found = around(f"{L} then number of (p in L) mod 4 >= 2", sums(9))
    assert atoms(found)[-1] == "-1 Σ1 + 4 ρ.1 + 2 >"


def test_a_clause_with_cases_is_the_row_that_applies() -> None:
    text = f"{K} then sum of (by_other(p, k) for p in L) >= 100 €"
    # k = 3 is below 5, where the sum is that of `new`
    assert atoms(around(text, {"k": F(3), **sums(20, 2)})) == ["-1 k + 5 >", "-1 Σ1 + 100 >"]


def test_only_one_input_is_followed_where_it_is_asked_so() -> None:
    program, obligation = only(f"{K} then total(L) >= k * 1 €")
    found = abstract(program, obligation)
    where = Point({"k": F(9), **sums(3)}, {}, ("k",))
    path = Path(program, found.hypotheses, found.claim, found.inputs, found.bindings, where)
    assert atoms(region(path, relaxed=False)) == ["1 k + -3 >"]


# Held to the evaluator --------------------------------------------------------------------------

TEXTS = [
    f"{L} then share of (p in L where p.ald) if empty 30 % >= 20 %",
    f"{L} then average of (p.n for p in L where p.ald) if empty 5 < number of (p in L)",
    f"{L} then min(total(L), 3 €) >= max(1 € * number of (p in L), 2 €)",
    f"{K} then sum of (by_both(p, k) for p in L) >= sum of (local(p, k) for p in L)",
    f"{K} then sum of (plus_each(p, k) for p in L) = 6 € or k in 2..4",
    f"{K} then k * number of (p in L) <> number of (p in L where p.ald) * number of (p in L)",
    f"{K} then number of (p in L) / (k + 1) < number of (p in L where p.ald) / (k + 2)",
    f"{K} then (number of (p in L) - 3) / (number of (p in L where p.ald) - k - 1/2) <= 1",
    f"{K} then if k < 3 then all (p in L: p.ald) else some (p in L: p.n > 3)",
]
SMALL = st.integers(0, 6).map(F)


def _asked(text: str, at: tuple[Value, ...]) -> tuple[Abstract, Path, dict[str, Value]]:
    """Return the question at a point, turned so that the point violates it."""
    program, obligation = only(text)
    found = abstract(program, obligation)
    names = [each.name for each in (*found.inputs, *found.bindings)]
    point = dict(zip(names, at, strict=False))
    holds = evaluate(program, found.claim, point)
    claim = build.negation(found.claim) if holds else found.claim
    where = Point(point, {})
    return found, Path(program, (), claim, found.inputs, found.bindings, where), point


@pytest.mark.parametrize("text", TEXTS)
def test_all_that_is_in_the_region_is_judged_alike(text: str) -> None:
    @settings(max_examples=80, deadline=None)
    @given(st.tuples(*[SMALL] * 6), st.tuples(*[SMALL] * 6))
    def alike(here: tuple[Value, ...], there: tuple[Value, ...]) -> None:
        found, path, point = _asked(text, here)
        around_it = region(path, relaxed=False)
        assert _inside(around_it, point)
        other = dict(zip(point, there, strict=False))
        if _inside(around_it, other):
            assert evaluate(path.program, path.claim, other) is False
        assert len(found.sums) + len(found.inputs) == len(point)

    alike()


def _inside(found: Region, point: Mapping[str, Value]) -> bool:
    at = {_dimension(found, name): value for name, value in point.items()}
    numbers = {where: value for where, value in at.items() if isinstance(value, Fraction)}
    values = [(atom.form.at(numbers), atom.strict) for atom in found.atoms]
    return all(value > 0 if strict else value >= 0 for value, strict in values)


def _dimension(found: Region, name: str) -> Dimension:
    return (name,) if (name,) in found.types else sum_dimension(name)


def test_a_point_where_the_property_holds_has_no_region() -> None:
    with pytest.raises(OutsideMethod) as outside:
        around(f"{L} then total(L) >= sum of (old(p) for p in L)", sums(9, 20))
    assert outside.value.reason == "internal"
