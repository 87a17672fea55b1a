"""Whether elements add up to a region: found where they do, excluded by a lemma where not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from time import monotonic

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core.evaluate import evaluate
from convention_dsl.proof.lists.affine import Affine, Atom, sum_dimension
from convention_dsl.proof.lists.cone import Excluded, Known, Mixed, meet
from convention_dsl.proof.lists.elements import SIZE, Element, term, weighted
from convention_dsl.proof.lists.search import Search
from tests.proof.lists.small import sums, task

F = Fraction
TASK = task(
    "for every L : list of P then sum of (new(p) for p in L) + 1 € * number of (p in L where p.ald)"
    " + 1 € * sum of (p.n for p in L) >= 0 €"
)
NAMES = {text: name for name, text in sums(TASK.abstract).items()}
NEW, ALD, DONE = (
    NAMES[t] for t in ("new(p) for p in L", "1 for p in L where p.ald", "p.n for p in L")
)
PATIENTS = [
    {"n": F(n), "ald": ald, "due": F(0), "done": frozenset()}
    for n, ald in product(range(11), (False, True))
]


def met(*atoms: Atom, known: Known | None = None) -> Excluded | Mixed:
    asked = replace(TASK, deadline=monotonic() + 30)
    kinds = Search(asked).kinds(())
    return meet(atoms, kinds, known or Known(), asked.limits, asked.deadline)


def atom(strict: bool = False, k: object = 0, **weights: object) -> Atom:
    found = {sum_dimension(name): F(value) for name, value in weights.items() if value}  # type: ignore[arg-type]
    return Atom(Affine(found, F(k)), strict, 0)  # type: ignore[arg-type]


def share(least: object) -> Atom:
    return atom(**{ALD: 1, SIZE: -F(least)})  # type: ignore[arg-type]


def below(each: object) -> Atom:
    return atom(strict=True, **{NEW: -1, SIZE: each})


def test_a_fifth_in_ald_are_worth_nine_euros_sixty_each() -> None:
    found = met(share(F(1, 5)), below(F(96, 10)))
    assert isinstance(found, Excluded)
    assert found.weights == {NEW: 1, SIZE: -9, ALD: -3}
    assert [m for m, _ in found.multipliers] == [3, 1]


def test_a_cent_more_is_not_excluded() -> None:
    known = Known()
    assert isinstance(met(share(F(1, 5)), below(F(961, 100)), known=known), Mixed)
    kinds = {(each.vector[NEW], each.vector[ALD]) for each in known.elements}
    assert kinds == {(9, 0), (12, 1)}


def test_elements_that_add_alike_are_known_once() -> None:
    known = Known()
    one, two = (Element((), {"p": {"n": F(n)}}, {NEW: F(9)}) for n in (1, 2))
    assert known.add(one)
    assert not known.add(two)
    assert known.elements == (one,)


def test_terms_are_what_the_evaluator_calculates() -> None:
    known = Known()
    met(share(F(1, 5)), below(F(961, 100)), known=known)
    for each in known.elements:
        for one in TASK.abstract.sums:
            assert evaluate(TASK.program, term(one), each.values) == each.vector[one.name]


CENTS = st.integers(800, 1300).map(lambda cents: F(cents, 100))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 20).map(lambda n: F(n, 20)), CENTS, st.integers(0, 3))
def test_excluded_exactly_where_no_mixture_is_in_the_region(
    least: Fraction, each: Fraction, done: int
) -> None:
    """Of `least` in ALD, each has 9 € + 3 € × share, for any number of actions."""
    atoms = (share(least), below(each), atom(**{DONE: 1, SIZE: -done}))
    found = met(*atoms)
    assert isinstance(found, Excluded) is (9 + 3 * least >= each)
    if isinstance(found, Excluded):
        for patient in PATIENTS:
            vector = {
                o.name: evaluate(TASK.program, term(o), {"p": patient}) for o in TASK.abstract.sums
            }
            assert weighted(found.weights, {**vector, SIZE: F(1)}) >= 0  # type: ignore[dict-item]
