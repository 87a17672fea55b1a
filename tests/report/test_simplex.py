from fractions import Fraction as F
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.report.simplex import AtMost, greatest


def at_most(*numbers: int) -> AtMost:
    *weights, limit = map(F, numbers)
    return AtMost(tuple(weights), limit)


def test_a_textbook_problem() -> None:
    conditions = [at_most(1, 0, 4), at_most(0, 2, 12), at_most(3, 2, 18)]
    best = greatest([F(3), F(5)], conditions)
    assert best is not None
    assert best.value == 36
    assert best.unknowns == (2, 6)


def test_limits_from_below_and_fractions() -> None:
    conditions = [at_most(-1, -1, -3), at_most(3, 0, 4), at_most(0, 3, 7)]
    best = greatest([F(-1), F(0)], conditions)
    assert best is not None
    assert best.value == -F(2, 3)
    assert best.unknowns == (F(2, 3), F(7, 3))


def test_what_cannot_be_or_has_no_end_has_no_greatest_value() -> None:
    assert greatest([F(1)], [at_most(1, 1), at_most(-1, -2)]) is None
    assert greatest([F(1)], [at_most(-1, 0)]) is None
    assert greatest([F(1)], []) is None


NUMBERS = st.integers(-3, 3)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(-6, 6)), max_size=4)


@settings(max_examples=300, deadline=None)
@given(st.tuples(NUMBERS, NUMBERS), ROWS)
def test_no_point_of_a_grid_is_better(goal: tuple[int, int], rows: list) -> None:
    conditions = [at_most(*row) for row in rows] + [at_most(1, 0, 5), at_most(0, 1, 5)]
    best = greatest([F(goal[0]), F(goal[1])], conditions)
    grid = [
        (F(x, 2), F(y, 2))
        for x, y in product(range(11), repeat=2)
        if all(c.weights[0] * F(x, 2) + c.weights[1] * F(y, 2) <= c.limit for c in conditions)
    ]
    if best is None:
        assert not grid
        return
    assert all(
        sum(w * x for w, x in zip(c.weights, best.unknowns, strict=True)) <= c.limit
        for c in conditions
    )
    assert all(x >= 0 for x in best.unknowns)
    assert all(goal[0] * x + goal[1] * y <= best.value for x, y in grid)
