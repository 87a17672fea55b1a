from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.calculator.decisions import Leaf, Tree, decide, leaves_of, most_tested
from convention_dsl.calculator.formulas import (
    Atom,
    Formula,
    Formulas,
    Junction,
    junction,
    simplify,
)
from convention_dsl.core import build
from convention_dsl.core.operators import Operator
from tests.core.library import AGE_OF_P, ALD_OF_P, at_least, below

SEGMENTS = 4
ATOMS = st.builds(Atom, st.integers(0, 2), st.integers(1, (1 << SEGMENTS) - 2))
FORMULAS = st.recursive(
    ATOMS, lambda inner: st.builds(junction, st.booleans(), st.lists(inner, max_size=3))
)
ALL = dict.fromkeys(range(3), (1 << SEGMENTS) - 1)


def holds(formula: Formula, segments: tuple[int, ...]) -> bool:
    match formula:
        case bool():
            return formula
        case Atom():
            return bool(formula.mask >> segments[formula.subject] & 1)
        case Junction():
            parts = [holds(part, segments) for part in formula.parts]
            return all(parts) if formula.conjunctive else any(parts)


def reached(tree: Tree, segments: tuple[int, ...]) -> Leaf:
    while not isinstance(tree, Leaf):
        tree = tree.below if segments[tree.subject] <= tree.index else tree.above
    return tree


EVERYWHERE = list(product(range(SEGMENTS), repeat=3))


@given(FORMULAS, st.integers(0, 2), st.integers(1, (1 << SEGMENTS) - 1))
def test_simplifying_keeps_the_meaning_where_the_facts_hold(formula, subject, possible):
    left = simplify(formula, {**ALL, subject: possible})
    for segments in EVERYWHERE:
        if possible >> segments[subject] & 1:
            assert holds(left, segments) == holds(formula, segments)


@given(st.lists(FORMULAS, min_size=1, max_size=5))
def test_leaves_hold_exactly_the_rows_that_apply(formulas):
    tree = decide(formulas, ALL, most_tested(), 10_000)
    assert tree is not None
    for segments in EVERYWHERE:
        leaf = reached(tree, segments)
        assert all(formula is True for _, formula in leaf.rows)
        applying = {row for row, formula in enumerate(formulas) if holds(formula, segments)}
        assert {row for row, _ in leaf.rows} == applying


@given(st.lists(FORMULAS, min_size=1, max_size=5), st.integers(2, 4))
def test_what_is_left_in_a_leaf_still_decides(formulas, least):
    tree = decide(formulas, ALL, most_tested(least), 10_000)
    assert tree is not None
    for segments in EVERYWHERE:
        left = dict(reached(tree, segments).rows)
        for row, formula in enumerate(formulas):
            assert holds(left.get(row, False), segments) == holds(formula, segments)


def test_a_tree_that_is_too_large_is_not_made():
    formulas = [Atom(subject, 0b0101) for subject in range(3)]
    assert decide(formulas, ALL, most_tested(), 3) is None
    tree = decide(formulas, ALL, most_tested(), 64)
    assert tree is not None and len(list(leaves_of(tree))) == 64


def test_comparisons_share_their_subject_and_its_range():
    formulas = Formulas()
    first, second, third = formulas.build(
        [
            below(AGE_OF_P, 7),
            build.conjunction([at_least(AGE_OF_P, 7), below(AGE_OF_P, 80)]),
            build.apply(Operator.EQUAL, (ALD_OF_P, build.literal_boolean(False))),
        ]
    )
    assert [subject.thresholds for subject in formulas.subjects] == [[7, 80], [1]]
    assert first == Atom(0, 0b001) and third == Atom(1, 0b01)
    assert simplify(second, {0: 0b010}) is True
    narrow = Formulas()
    narrow.build([below(AGE_OF_P, 0), below(AGE_OF_P, 121)])
    assert narrow.initial_facts() == {0: 0b010}
