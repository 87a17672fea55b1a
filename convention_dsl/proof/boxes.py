"""Boxes over finite axes: whether some cover a space, which of them meet, where the first hole is.

An axis is a number of cells, numbered from 0. A box says, for some axes, which cells it admits, as
a bitset (a Python integer); an axis that it does not name admits every cell. A region is a list of
boxes no two of which meet. Everything here is exact and knows nothing of the language.

Cover of disjoint boxes is a comparison of volumes; meeting boxes are found by bitsets of boxes, one
per cell. Neither depends on the number of points of the space.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

Box = Mapping[int, int]
Region = list[Box]
Point = tuple[int, ...]

EVERYWHERE: Box = {}


class TooComplex(Exception):  # noqa: N818 - not an error: another method decides
    """More boxes, or more steps, than this method is meant for: another one has to decide."""


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Yield the maximal stretches of cells in `mask`: first cell, and the one after the last."""
    start = 0
    while mask:
        skipped = (mask & -mask).bit_length() - 1
        mask >>= skipped
        length = (~mask & (mask + 1)).bit_length() - 1
        start += skipped
        yield start, start + length
        start += length
        mask >>= length


def members(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def meet(first: Box, second: Box) -> Box | None:
    """Return the box of the points in both, or None where there is none."""
    common = dict(first)
    for axis, mask in second.items():
        own = common.get(axis)
        both = mask if own is None else own & mask
        if not both:
            return None
        common[axis] = both
    return common


class Space:
    """The axes, by their numbers of cells, and the algebra of regions over them."""

    def __init__(self, sizes: Sequence[int], most_boxes: int = 512) -> None:
        self.sizes = tuple(sizes)
        self.full = tuple((1 << size) - 1 for size in sizes)
        self.most_boxes = most_boxes

    def volume(self, box: Box) -> int:
        """Return the number of points of `box`."""
        points = 1
        for axis, size in enumerate(self.sizes):
            mask = box.get(axis)
            points *= size if mask is None else mask.bit_count()
        return points

    def conjunction(self, first: Region, second: Region) -> Region:
        """Return the region of the points in both."""
        pairs = (meet(a, b) for a in first for b in second)
        return self._limited([box for box in pairs if box is not None])

    def disjunction(self, first: Region, second: Region) -> Region:
        """Return the region of the points in either."""
        if (merged := self._on_one_axis(first, second)) is not None:
            return merged
        return self._limited([*first, *self.difference(second, first)])

    def complement(self, region: Region) -> Region:
        """Return the region of the points that are not in `region`."""
        return self.difference([EVERYWHERE], region)

    def difference(self, first: Region, second: Region) -> Region:
        """Return the region of the points of `first` that are not in `second`."""
        left = list(first)
        for hole in second:
            left = self._limited([piece for box in left for piece in self._without(box, hole)])
        return left

    def _without(self, box: Box, hole: Box) -> Region:
        if meet(box, hole) is None:
            return [box]
        pieces: Region = []
        rest = dict(box)
        for axis, mask in hole.items():
            own = rest.get(axis, self.full[axis])
            if outside := own & ~mask:
                pieces.append({**rest, axis: outside})
            rest[axis] = own & mask
        return pieces

    def _on_one_axis(self, first: Region, second: Region) -> Region | None:
        """Merge two boxes that bound the same single axis: by far the commonest disjunction."""
        if len(first) != 1 or len(second) != 1 or len(first[0]) != 1 or len(second[0]) != 1:
            return None
        ((axis, mask),) = first[0].items()
        other = second[0].get(axis)
        return None if other is None else [{axis: mask | other}]

    def _limited(self, region: Region) -> Region:
        if len(region) > self.most_boxes:
            raise TooComplex
        return region


class Index:
    """For each cell of each axis, which boxes admit it, as a bitset of boxes."""

    def __init__(self, space: Space, boxes: Sequence[Box]) -> None:
        self.space = space
        self.boxes = boxes
        self.everything = (1 << len(boxes)) - 1
        self.admitting = [self._cells(axis) for axis in range(len(space.sizes))]
        self._tables: dict[int, list[list[int]]] = {}
        self._touching: dict[tuple[int, int], int] = {}

    def _cells(self, axis: int) -> list[int]:
        """Sweep the axis: each box is switched on and off at the ends of its runs."""
        switches = [0] * (self.space.sizes[axis] + 1)
        free = 0
        for number, box in enumerate(self.boxes):
            mask = box.get(axis)
            if mask is None:
                free |= 1 << number
                continue
            for start, end in runs(mask):
                switches[start] ^= 1 << number
                switches[end] ^= 1 << number
        current, cells = free, []
        for switch in switches[:-1]:
            current ^= switch
            cells.append(current)
        return cells

    def touching(self, axis: int, mask: int) -> int:
        """Return the boxes that admit at least one cell of `mask` on `axis`."""
        key = (axis, mask)
        if key not in self._touching:
            stretches = (self._over(axis, start, end) for start, end in runs(mask))
            self._touching[key] = reduce(or_, stretches, 0)
        return self._touching[key]

    def _over(self, axis: int, start: int, end: int) -> int:
        """Return the union over a stretch of cells, from a table of unions over powers of two."""
        table = self._tables.setdefault(axis, [self.admitting[axis]])
        level = (end - start).bit_length() - 1
        while len(table) <= level:
            half, last = 1 << (len(table) - 1), table[-1]
            table.append([last[i] | last[i + half] for i in range(len(last) - half)])
        return table[level][start] | table[level][end - (1 << level)]


def meetings(space: Space, boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (earlier, later) of boxes that have a point in common, by the later one."""
    index = Index(space, boxes)
    for number, box in enumerate(boxes):
        others = (1 << number) - 1
        for axis, mask in box.items():
            others &= index.touching(axis, mask)
            if not others:
                break
        for other in members(others):
            yield other, number


def hole(
    space: Space,
    domain: Box,
    boxes: Sequence[Box],
    *,
    disjoint: bool,
    order: Sequence[Sequence[int]] | None = None,
    most_steps: int = 50_000,
) -> Point | None:
    """Return the first point of `domain` that no box admits, or None where they cover it.

    The first in the order of the axes, and on each axis in that of `order` (its cells from the
    simplest). `disjoint` says that no two boxes meet: their volumes then decide.
    """
    inside = [box for box in (meet(box, domain) for box in boxes) if box is not None]
    if disjoint and sum(map(space.volume, inside)) == space.volume(domain):
        return None
    orders = order or [range(size) for size in space.sizes]
    cells = [
        [cell for cell in orders[axis] if domain.get(axis, full) >> cell & 1]
        for axis, full in enumerate(space.full)
    ]
    return _Search(space, inside, cells, disjoint, most_steps).run()


class _Search:
    """The search of a hole, axis after axis, over the boxes still open at the cells chosen."""

    def __init__(
        self,
        space: Space,
        boxes: Sequence[Box],
        cells: Sequence[Sequence[int]],
        disjoint: bool,
        most_steps: int,
    ) -> None:
        self.index = Index(space, boxes)
        self.cells = cells
        self.disjoint = disjoint
        self.steps_left = most_steps
        self.covered: set[tuple[int, int]] = set()
        depth = len(cells)
        self.totals = [1] * (depth + 1)
        self.volumes = [[1] * len(boxes) for _ in range(depth + 1)]
        for axis in range(depth - 1, -1, -1):
            size = len(cells[axis])
            self.totals[axis] = self.totals[axis + 1] * size
            self.volumes[axis] = [
                later * (box[axis].bit_count() if axis in box else size)
                for later, box in zip(self.volumes[axis + 1], boxes, strict=True)
            ]

    def run(self) -> Point | None:
        return self._below(0, self.index.everything)

    def _below(self, axis: int, open_boxes: int) -> Point | None:
        if not open_boxes:
            return tuple(cells[0] for cells in self.cells[axis:])
        if self._is_covered(axis, open_boxes):
            return None
        self.steps_left -= 1
        if self.steps_left < 0:
            raise TooComplex
        for cell in self.cells[axis]:
            point = self._below(axis + 1, open_boxes & self.index.admitting[axis][cell])
            if point is not None:
                return (cell, *point)
        self.covered.add((axis, open_boxes))
        return None

    def _is_covered(self, axis: int, open_boxes: int) -> bool:
        if axis == len(self.cells) or (axis, open_boxes) in self.covered:
            return True
        volumes, total = self.volumes[axis], self.totals[axis]
        open_volumes = [volumes[number] for number in members(open_boxes)]
        if self.disjoint:
            return sum(open_volumes) == total
        return max(open_volumes) == total
