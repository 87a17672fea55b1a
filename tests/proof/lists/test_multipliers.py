"""Farkas multipliers for the elements known so far."""

from __future__ import annotations

from fractions import Fraction
from time import monotonic

import pytest

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Affine, Atom, Dimension, sum_dimension
from convention_dsl.proof.lists.elements import Element
from convention_dsl.proof.lists.multipliers import Multipliers, dot, real

F = Fraction


def atom(constant: object = 0, strict: bool = False, **coefficients: object) -> Atom:
    """Return an inequality over sums (and over inputs, whose names are capitals)."""
    found: dict[Dimension, Fraction] = {}
    for name, value in coefficients.items():
        found[(name,) if name.isupper() else sum_dimension(name)] = F(value)  # type: ignore[arg-type]
    return Atom(Affine(found, F(constant)), strict, 0)  # type: ignore[arg-type]


def element(**vector: object) -> Element:
    return Element((), {}, {name: F(value) for name, value in vector.items()})  # type: ignore[arg-type]


def asked(*atoms: Atom) -> Multipliers:
    return Multipliers(atoms, Limits(), monotonic() + 20)


IN_ALD = element(n=1, a=1, new=12)
OTHER = element(n=1, a=0, new=9)
SHARE = atom(a=1, n=F(-1, 5))
"""At least a fifth are in ALD."""


def below(each: object) -> Atom:
    """Return that the new amounts are below `each` for every patient."""
    return atom(new=-1, n=each, strict=True)


def test_the_share_that_makes_up_for_the_others_is_paid_three_euros() -> None:
    # a fifth at 12 € and the others at 9 € are 9.60 € each: new − 9.6 n ≥ 3 (a − n/5)
    found = asked(SHARE, below(F(96, 10)))
    found.add(IN_ALD)
    found.add(OTHER)
    solved = found.solve()
    assert solved == [3, 1]
    assert found.weights(solved) == {"new": 1, "n": -9, "a": -3}


def test_there_are_none_where_elements_add_up_to_the_region() -> None:
    found = asked(SHARE, below(F(97, 10)))
    found.add(OTHER)
    assert found.solve() is not None  # as long as nobody in ALD is known
    found.add(IN_ALD)
    assert found.solve() is None


def test_without_a_strict_inequality_nothing_is_a_list_of_nobody() -> None:
    """All sums are zero on the empty list, where every inequality without a constant holds."""
    found = asked(SHARE, atom(new=-1, n=F(96, 10)))
    found.add(IN_ALD)
    found.add(OTHER)
    assert found.solve() is None


def test_what_is_no_sum_cancels() -> None:
    # x ≥ R, R ≥ 5, x ≤ 4: one of each adds up to −1 ≥ 0
    found = asked(atom(x=1, R=-1), atom(R=1, constant=-5), atom(x=-1, constant=4))
    found.add(element(x=1))
    assert found.solve() == [1, 1, 1]
    assert found.weights([F(1), F(1), F(1)]) == {}


def test_contradictory_constants_need_no_elements() -> None:
    found = asked(atom(constant=-2, n=-1))
    solved = found.solve()
    assert solved == [F(1, 2)]
    assert found.weights(solved) == {"n": F(1, 2)}


def test_an_element_without_a_term_adds_nothing_to_it() -> None:
    assert dot(atom(a=2, n=3, R=7, constant=9), element(n=5).vector) == 15


@pytest.mark.parametrize(
    ("value", "text"), [(F(3), "3.0"), (F(-1, 3), "(- (/ 1.0 3.0))"), (F(0), "0.0")]
)
def test_rationals_are_exact_in_the_solver(value: Fraction, text: str) -> None:
    assert real(value) == text
