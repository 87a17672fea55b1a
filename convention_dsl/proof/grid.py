"""A table or a set of cases, read as boxes: which rows may meet, which are empty, what is left.

Rows are the guards; the domain is what the conditions of the place leave. Answers are exact for
tables over inputs; where an axis is any other expression, a row said to be empty is empty, rows
said not to meet do not, and what is said to be covered is: the rest has to be confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from convention_dsl.core.nodes import Expr, Value
from convention_dsl.proof.boxes import (
    EVERYWHERE,
    Box,
    Point,
    Region,
    TooComplex,
    hole,
    meet,
    meetings,
)
from convention_dsl.proof.conditions import Condition, Every, Test
from convention_dsl.proof.guards import Axes
from convention_dsl.proof.paths import Context
from convention_dsl.proof.patients import Environment, inputs_in, moved


class Grid:
    """The boxes of the rows inside the domain. Raises `TooComplex` where boxes are not the way."""

    def __init__(self, axes: Axes, context: Context, guards: Sequence[Expr]) -> None:
        self.axes = axes
        self.context = context
        known = [axes.read(condition) for condition in context.conditions]
        self.conditions: list[Condition] = [axes.read(guard) for guard in guards]
        self.space = axes.space()
        self.domain = self._domain(known)
        self.rows = [axes.region(self.space, condition) for condition in self.conditions]
        self.boxes: list[Box] = []
        self.owners: list[int] = []
        for number, region in enumerate(self.rows):
            inside = self.space.conjunction(self.domain, region)
            self.boxes += inside
            self.owners += [number] * len(inside)
        self._first_boxes = {row: box for box, row in reversed(list(enumerate(self.owners)))}

    def _domain(self, known: Sequence[Condition]) -> Region:
        """Return the region that the conditions of the place leave (all, where too complex)."""
        try:
            return self.axes.region(self.space, Every(known))
        except TooComplex:
            return [EVERYWHERE]

    @property
    def is_exact(self) -> bool:
        """Whether every axis is (part of) an input, so that each point is somebody."""
        return all(axis.place is not None for axis in self.axes.axes)

    def empty_rows(self) -> list[int]:
        """Return the rows that admit no point of the domain."""
        return sorted(set(range(len(self.rows))) - set(self.owners))

    def is_outside_types(self, row: int) -> bool:
        """Return whether a comparison of the row is one that no value of the type passes."""
        return any(self._is_never(test) for test in _tests(self.conditions[row]))

    def _is_never(self, test: Test) -> bool:
        return not self.axes.axes[test.axis].mask(test.low, test.high)

    def is_contradictory(self, row: int) -> bool:
        """Return whether the row admits nobody, wherever it stands."""
        return not self.rows[row]

    def meetings(self) -> Iterator[tuple[int, int, Box]]:
        """Yield the pairs (earlier, later) of rows that may meet, each once, and a box of both."""
        seen: set[tuple[int, int]] = set()
        for first, second in meetings(self.space, self.boxes):
            rows = self.owners[first], self.owners[second]
            common = meet(self.boxes[first], self.boxes[second])
            if rows not in seen and common is not None:
                seen.add(rows)
                yield *rows, common

    def box_of(self, row: int) -> Box:
        """Return a box of the row inside the domain (it is not empty)."""
        return self.boxes[self._first_boxes[row]]

    def uncovered(self, *, disjoint: bool) -> Box | None:
        """Return the simplest point of the domain that no row admits, as a box."""
        orders = self.axes.orders()
        for part in self.domain:
            point = hole(self.space, part, self.boxes, disjoint=disjoint, order=orders)
            if point is not None:
                return _box(point)
        return None

    def cells(self, value: Callable[[Expr], Value]) -> Box:
        """Return the cells of the axes that are no inputs, by the values of their expressions."""
        axes = enumerate(self.axes.axes)
        values = ((number, axis, value(axis.expr)) for number, axis in axes if axis.place is None)
        return {n: 1 << axis.cell(found) for n, axis, found in values if found is not None}

    def moved(self, person: Environment, row: int) -> Environment:
        """Return `person` moved into the row, on the axes that are inputs."""
        return moved(person, self.axes, self.box_of(row))

    def inputs_in(self, box: Box) -> Environment:
        """Return the simplest inputs in `box`."""
        return inputs_in(self.context.inputs, self.axes, self.space, box)


def _box(point: Point) -> Box:
    return {axis: 1 << cell for axis, cell in enumerate(point)}


def _tests(condition: Condition) -> Iterator[Test]:
    """Yield the comparisons that must all pass."""
    match condition:
        case Test():
            yield condition
        case Every():
            for part in condition.parts:
                yield from _tests(part)
        case _:
            return
