"""Decision trees: which of several conditions hold, with few tests on any path.

The tree is exact: a leaf lists the rows whose conditions are not yet known to be false, with what
is left to test of them. Where every leaf is decided, overlaps and gaps are seen in the leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from convention_dsl.calculator.formulas import (
    Atom,
    Facts,
    Formula,
    atoms,
    simplify,
)

MAXIMUM_DEPTH = 40
"""Python refuses more than a hundred levels of indentation."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The rows that may hold here, by position, each with what is left of its condition."""

    rows: tuple[tuple[int, Formula], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A test: whether the subject is below its threshold `index`."""

    subject: int
    index: int
    below: Tree
    above: Tree


Tree = Leaf | Split
Choice = tuple[int, int]
"""A subject and the index of one of its thresholds."""
Choose = Callable[[Sequence[Formula], Facts], Choice | None]
"""Picks the next test among those that formulas not yet decided still need."""


class TooLargeError(Exception):
    """The tree would have more leaves than allowed."""


def decide(
    formulas: Sequence[Formula],
    facts: Facts,
    choose: Choose,
    leaves: int,
) -> Tree | None:
    """Return the tree for `formulas`, or None where it has more than `leaves` leaves.

    `choose` picks the next test, or none where the rest is left to the leaf.
    """
    try:
        return _Builder(choose, leaves).tree(list(enumerate(formulas)), dict(facts), 0)
    except TooLargeError:
        return None


def most_tested(least: int = 1) -> Choose:
    """Return the choice of the subject that most conditions test, and at least `least` of them."""

    def choose(formulas: Sequence[Formula], facts: Facts) -> Choice | None:
        found = [atoms(formula) for formula in formulas]
        counts = Counter(subject for item in found for subject in {a.subject for a in item})
        subject = max(counts, key=lambda index: (counts[index], -index))
        if counts[subject] < least:
            return None
        return subject, middle([a for item in found for a in item if a.subject == subject], facts)

    return choose


def middle(tests: Sequence[Atom], facts: Facts) -> int:
    """Return the threshold of one subject that best halves what `tests` distinguish."""
    possible = facts[tests[0].subject]
    boundaries: list[int] = []
    for test in tests:
        inside = test.mask & possible
        outside = ~test.mask & possible
        boundaries.extend(_boundaries(inside, outside))
    boundaries.sort()
    return boundaries[len(boundaries) // 2]


def _boundaries(inside: int, outside: int) -> Iterator[int]:
    """Yield the thresholds where possible segments change from `inside` to `outside` or back.

    Segment i ends at threshold i; impossible segments in between are passed over.
    """
    previous: bool | None = None
    last = 0
    for segment in range((inside | outside).bit_length()):
        bit = 1 << segment
        if not (inside | outside) & bit:
            continue
        here = bool(inside & bit)
        if previous is not None and here is not previous:
            yield last
        previous, last = here, segment


@dataclass
class _Builder:
    choose: Choose
    leaves: int

    def tree(self, rows: list[tuple[int, Formula]], facts: dict[int, int], depth: int) -> Tree:
        left = [(row, simplify(formula, facts)) for row, formula in rows]
        left = [(row, formula) for row, formula in left if formula is not False]
        open_ = [formula for _, formula in left if not isinstance(formula, bool)]
        choice = self.choose(open_, facts) if open_ else None
        if choice is None:
            self.leaves -= 1
            if self.leaves < 0:
                raise TooLargeError
            return Leaf(tuple(left))
        if depth >= MAXIMUM_DEPTH:
            raise TooLargeError
        subject, index = choice
        below = (1 << (index + 1)) - 1
        possible = facts[subject]
        low = self.tree(left, {**facts, subject: possible & below}, depth + 1)
        high = self.tree(left, {**facts, subject: possible & ~below}, depth + 1)
        return low if low == high else Split(subject, index, low, high)


def leaves_of(tree: Tree) -> Iterator[Leaf]:
    """Yield the leaves of a tree, from left to right."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        yield from leaves_of(tree.below)
        yield from leaves_of(tree.above)


def subjects_of(tree: Tree) -> frozenset[int]:
    """Return the subjects that a tree tests."""
    if isinstance(tree, Leaf):
        return frozenset()
    return subjects_of(tree.below) | subjects_of(tree.above) | {tree.subject}
