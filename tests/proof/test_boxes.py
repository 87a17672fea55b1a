from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.proof.boxes import (
    Box,
    Index,
    Point,
    Region,
    Space,
    TooComplex,
    hole,
    meet,
    meetings,
    members,
    runs,
)

SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=3)


def points(sizes: list[int]) -> list[Point]:
    return list(product(*map(range, sizes)))


def admits(box: Box, point: Point) -> bool:
    return all(mask >> point[axis] & 1 for axis, mask in box.items())


def count(region: Region, point: Point) -> int:
    return sum(admits(box, point) for box in region)


@st.composite
def boxes(draw: st.DrawFn, sizes: list[int]) -> Box:
    axes = draw(st.sets(st.integers(0, len(sizes) - 1)))
    return {axis: draw(st.integers(1, (1 << sizes[axis]) - 1)) for axis in sorted(axes)}


@st.composite
def spaces(draw: st.DrawFn) -> tuple[list[int], list[Box]]:
    sizes = draw(SIZES)
    return sizes, draw(st.lists(boxes(sizes), max_size=6))


@given(st.integers(0, 1 << 20))
def test_runs_and_members_are_the_bits(mask: int) -> None:
    bits = [i for i in range(21) if mask >> i & 1]
    assert list(members(mask)) == bits
    assert [i for start, end in runs(mask) for i in range(start, end)] == bits
    ends = [end for _, end in runs(mask)]
    assert not any(mask >> end & 1 for end in ends)


@given(spaces())
def test_meetings_are_the_pairs_with_a_common_point(case: tuple[list[int], list[Box]]) -> None:
    sizes, given_boxes = case
    expected = {
        (i, j)
        for j in range(len(given_boxes))
        for i in range(j)
        if any(
            admits(given_boxes[i], point) and admits(given_boxes[j], point)
            for point in points(sizes)
        )
    }
    found = list(meetings(Space(sizes), given_boxes))
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(spaces())
def test_a_hole_is_the_first_point_that_no_box_admits(case: tuple[list[int], list[Box]]) -> None:
    sizes, given_boxes = case
    uncovered = [point for point in points(sizes) if not count(given_boxes, point)]
    found = hole(Space(sizes), {}, given_boxes, disjoint=False)
    assert found == (uncovered[0] if uncovered else None)


@given(spaces(), st.data())
def test_holes_are_looked_for_in_the_domain_and_in_the_order(
    case: tuple[list[int], list[Box]], data: st.DataObject
) -> None:
    sizes, given_boxes = case
    domain = data.draw(boxes(sizes))
    order = [data.draw(st.permutations(range(size))) for size in sizes]
    uncovered = [p for p in product(*order) if admits(domain, p) and not count(given_boxes, p)]
    found = hole(Space(sizes), domain, given_boxes, disjoint=False, order=order)
    assert found == (uncovered[0] if uncovered else None)


@given(spaces())
def test_disjoint_boxes_are_decided_by_volume(case: tuple[list[int], list[Box]]) -> None:
    sizes, given_boxes = case
    space = Space(sizes)
    disjoint: Region = []
    for box in given_boxes:
        disjoint = space.disjunction(disjoint, [box])
    uncovered = [point for point in points(sizes) if not count(disjoint, point)]
    assert max((count(disjoint, point) for point in points(sizes)), default=0) <= 1
    found = hole(space, {}, disjoint, disjoint=True)
    assert found == (uncovered[0] if uncovered else None)


@given(spaces(), st.data())
def test_the_algebra_of_regions(case: tuple[list[int], list[Box]], data: st.DataObject) -> None:
    sizes, given_boxes = case
    space = Space(sizes)
    first: Region = []
    for box in given_boxes:
        first = space.disjunction(first, [box])
    second: Region = [data.draw(boxes(sizes))]
    results = {
        "and": (space.conjunction(first, second), lambda a, b: a and b),
        "or": (space.disjunction(first, second), lambda a, b: a or b),
        "less": (space.difference(first, second), lambda a, b: a and not b),
        "not": (space.complement(first), lambda a, b: not a),
    }
    for region, meaning in results.values():
        for point in points(sizes):
            wanted = meaning(bool(count(first, point)), bool(count(second, point)))
            assert count(region, point) == int(wanted)


def test_boxes_that_do_not_meet() -> None:
    assert meet({0: 0b01}, {0: 0b10}) is None
    assert meet({0: 0b11}, {0: 0b10, 1: 0b1}) == {0: 0b10, 1: 0b1}


def test_an_index_answers_over_stretches() -> None:
    space = Space([8])
    index = Index(space, [{0: 1 << cell} for cell in range(8)])
    assert index.touching(0, 0b00111100) == 0b00111100
    assert index.touching(0, 0b10000101) == 0b10000101


def test_too_many_boxes_are_refused() -> None:
    space = Space([2] * 12, most_boxes=8)
    with pytest.raises(TooComplex):
        space.complement([dict.fromkeys(range(12), 1)])


def test_a_search_that_does_not_end_is_given_up() -> None:
    sizes = [2] * 16
    parity = [{axis: 1, axis + 1: 2} for axis in range(15)] + [{axis: 2} for axis in range(15)]
    with pytest.raises(TooComplex):
        hole(Space(sizes), {}, parity, disjoint=False, most_steps=3)


def test_a_thousand_rows_over_three_axes() -> None:
    space = Space([100, 50, 20])
    rows = [
        {0: 0b11111 << 5 * i, 1: 0b11111 << 5 * j, 2: 0b11 << 2 * k}
        for i, j, k in product(range(20), range(10), range(10))
    ]
    assert not list(meetings(space, rows))
    assert hole(space, {}, rows, disjoint=True) is None
    del rows[777]
    assert hole(space, {}, rows, disjoint=True) == (35, 35, 14)
