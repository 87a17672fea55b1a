"""How many of each element: whole numbers, the fewest there are."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from time import monotonic

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Affine, Dimension, constant, dimension, sum_dimension
from convention_dsl.proof.lists.counts import Counted, Counting
from convention_dsl.proof.lists.elements import Element
from convention_dsl.proof.lists.region import Region
from convention_dsl.types import NumberKind, NumberType

F = Fraction
N, A = sum_dimension("n"), sum_dimension("a")
IN_ALD, OTHER = (Element((), {}, {"n": F(1), "a": F(a)}) for a in (1, 0))


def form(k: object = 0, **coefficients: object) -> Affine:
    parts: dict[Dimension, Fraction] = {
        sum_dimension(name): F(value)  # type: ignore[arg-type]
        for name, value in coefficients.items()
        if value
    }
    return Affine(parts, F(k))  # type: ignore[arg-type]


def region(*forms: Affine) -> Region:
    """Return the points where forms are at least zero; sums are whole numbers."""
    found = Region(steps={N: F(1), A: F(1)})
    for each in forms:
        found.require(each)
    return found


def smallest(found: Region, *elements: Element) -> Counted | None:
    return Counting(found, elements, Limits(), monotonic() + 20).smallest()


def numbers(found: Counted | None) -> dict[int, int]:
    """Return how many are in ALD (1) and how many are not (0)."""
    assert found is not None
    return {int(element.vector["a"]): count for element, count in found.groups}


def test_nobody_is_counted_where_nobody_is_needed() -> None:
    found = smallest(region(form(k=3, n=-1)), IN_ALD, OTHER)
    assert found is not None
    assert (found.groups, found.size) == ((), 0)


def test_the_shortest_list_with_a_share() -> None:
    # at least 15 % and below 20 % of a list that is not empty: 1 of 6
    found = region(form(n=1, k=-1), form(a=1, n=F(-3, 20)))
    found.require(form(a=-1, n=F(1, 5)), strict=True)
    assert numbers(smallest(found, IN_ALD, OTHER)) == {1: 1, 0: 5}


def test_no_whole_number_is_none() -> None:
    # 7 patients, of whom between 4.5 and 5 exclusive in ALD
    found = region(form(n=1, k=-7), form(n=-1, k=7))
    found.require(form(a=2, k=-9), strict=True)
    found.require(form(a=-2, k=10), strict=True)
    assert smallest(found, IN_ALD, OTHER) is None


def test_other_numbers_are_multiples_of_their_steps() -> None:
    # n ≥ r + 0.1 and r ≥ 2.3, r in steps of 0.5: r = 2.5 and three patients
    found = region()
    type_ = NumberType(NumberKind.NUMBER, F(0), F(9), F(1, 2))
    rate = found.leaf(("r",), type_)
    found.require(form(n=1) - rate - constant(F(1, 10)))
    found.require(rate - constant(F(23, 10)))
    counted = smallest(found, OTHER)
    assert counted is not None
    assert (counted.size, counted.others["r",]) == (3, F(5, 2))


def test_the_range_of_another_number_is_kept() -> None:
    found = region()
    rate = found.leaf(("r",), NumberType(NumberKind.NUMBER, F(0), F(2), F(1)))
    found.require(rate - form(n=1))
    found.require(form(n=1, k=-3))
    assert smallest(found, OTHER) is None


def test_rational_numbers_are_exact() -> None:
    # 3 ρ = n, n ≥ 1: ρ = 1/3
    found = region(form(n=1, k=-1))
    rational = found.auxiliary(None)
    found.require_equal(rational.times(F(3)) - form(n=1))
    counted = smallest(found, OTHER)
    assert counted is not None
    assert (counted.size, counted.others["ρ", 1]) == (1, F(1, 3))


def test_only_the_elements_known_are_counted() -> None:
    assert smallest(region(form(a=1, k=-1)), OTHER) is None
    assert dimension(A).at({A: F(4)}) == 4


COEFFICIENTS = st.integers(-4, 4)
FORMS = st.tuples(COEFFICIENTS, COEFFICIENTS, st.integers(-9, 9))


@settings(max_examples=60, deadline=None)
@given(st.lists(FORMS, min_size=1, max_size=3), st.booleans())
def test_the_fewest_are_those_of_trying_all(
    forms: list[tuple[int, int, int]], strict: bool
) -> None:
    found = region(form(n=-1, k=6))
    for n, a, k in forms:
        found.require(form(n=n, a=a, k=k), strict=strict)
    counted = smallest(found, IN_ALD, OTHER)
    sizes = [
        ald + other
        for ald, other in product(range(7), repeat=2)
        if ald + other <= 6
        and all(
            value > 0 if strict and (n or a) else value >= 0
            for n, a, k in forms
            if n or a
            for value in [n * (ald + other) + a * ald + k]
        )
    ]
    assert (None if counted is None else counted.size) == min(sizes, default=None)
