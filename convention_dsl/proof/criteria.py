"""Criteria of simplicity: non-negative integers, as terms for a solver and as functions.

Both sides of a criterion are stated together, so that every engine finds the same minimum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from convention_dsl.proof import smt
from convention_dsl.proof.leaves import Assignment, Leaf, LeafKind, Path
from convention_dsl.proof.smt import Bool

Symbols = Mapping[Path, str]


class Criterion(Protocol):
    """An integer to make as small as possible; never negative."""

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether the integer is at most `bound`, as a term over the names of the leaves."""

    def value(self, assignment: Assignment) -> int:
        """Return the integer for an assignment."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some boolean leaves are true."""

    paths: tuple[Path, ...]

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether few leaves are true: a sum, as the texts count elements by sums too."""
        names = [symbols[path] for path in self.paths]
        if bound == 0:
            return smt.conjunction(map(smt.negation, names))
        total = smt.plus(*(smt.choice(name, 1, 0) for name in names))
        return smt.conjunction((smt.few(names, bound), smt.at_most(total, bound)))

    def value(self, assignment: Assignment) -> int:
        """Return the number of true leaves."""
        return sum(assignment[path] for path in self.paths)


@dataclass(frozen=True, slots=True)
class Compared:
    """A value of two alike inputs, one leaf or the three of a date, where both are known.

    `known` are the leaves that say so: what is in an optional value that is not known is nothing.
    """

    leaves: tuple[tuple[Leaf, Leaf], ...]
    known: tuple[Path, ...] = ()

    def differ(self, symbols: Symbols) -> Bool:
        """Return whether the values differ, as a term."""
        named = [(symbols[one.path], symbols[two.path]) for one, two in self.leaves]
        same = [one == two or f"(= {one} {two})" for one, two in named]
        known = [symbols[path] for path in self.known]
        return smt.conjunction((*known, smt.negation(smt.conjunction(same))))

    def value(self, assignment: Assignment) -> bool:
        """Return whether the values differ."""
        differ = any(assignment[one.path] != assignment[two.path] for one, two in self.leaves)
        return differ and all(assignment[path] for path in self.known)


@dataclass(frozen=True, slots=True)
class Differences:
    """How many values differ between alike inputs."""

    pairs: tuple[Compared, ...]

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether few values differ.

        Where elements differ is stated by sums too: a solver knows how many are in each set.
        """
        flags = [each.differ(symbols) for each in self.pairs]
        if bound == 0:
            return smt.conjunction(map(smt.negation, flags))
        counted = [smt.choice(flag, 1, 0) for flag in flags]
        facts: list[Bool] = [smt.at_most(smt.plus(*counted), bound)]
        for each, number in zip(self.pairs, counted, strict=True):
            (one, two) = each.leaves[0]
            if one.kind is LeafKind.MEMBER and isinstance(number, str) and not each.known:
                first, second = (smt.choice(symbols[leaf.path], 1, 0) for leaf in (one, two))
                facts.append(smt.at_most(smt.minus(first, second), number))
                facts.append(smt.at_most(smt.minus(second, first), number))
        return smt.conjunction(facts)

    def value(self, assignment: Assignment) -> int:
        """Return the number of differing values."""
        return sum(each.value(assignment) for each in self.pairs)


@dataclass(frozen=True, slots=True)
class Departures:
    """How many leaves are not at home: at their default, or at the value that the text gives."""

    homes: tuple[tuple[Leaf, int], ...]

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether few leaves are not at home."""
        return smt.few((_is_away(leaf, home, symbols) for leaf, home in self.homes), bound)

    def value(self, assignment: Assignment) -> int:
        """Return the number of leaves that are not at home."""
        return sum(assignment[leaf.path] != home for leaf, home in self.homes)


def _is_away(leaf: Leaf, home: int, symbols: Symbols) -> Bool:
    symbol = symbols[leaf.path]
    if leaf.is_binary:
        return smt.negation(symbol) if home else symbol
    return smt.negation(smt.equal(symbol, home))


@dataclass(frozen=True, slots=True)
class Roughness:
    """How far numbers are from round: each counts 0 for a multiple of its first step, and so on."""

    numbers: tuple[tuple[Path, tuple[int, ...]], ...]

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether the numbers are round enough."""
        flags = (self._rough(symbols[path], steps) for path, steps in self.numbers)
        return smt.few((flag for several in flags for flag in several), bound)

    def _rough(self, symbol: str, steps: tuple[int, ...]) -> Iterator[Bool]:
        """Yield one flag per class that the number misses: not even the k-th step divides it."""
        divides = [smt.equal(smt.remainder(symbol, step), 0) for step in steps]
        for position in range(len(steps)):
            yield smt.negation(smt.disjunction(divides[: position + 1]))

    def value(self, assignment: Assignment) -> int:
        """Return the sum of the classes of the numbers."""
        return sum(roughness(assignment[path], steps) for path, steps in self.numbers)


def roughness(number: int, steps: tuple[int, ...]) -> int:
    """Return the position of the first step that divides `number`, or their number."""
    return next((k for k, step in enumerate(steps) if number % step == 0), len(steps))


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a number is from a given one."""

    path: Path
    home: int = 0

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether the number is near."""
        symbol = symbols[self.path]
        if bound == 0:
            return smt.equal(symbol, self.home)
        near = smt.at_most(self.home - bound, symbol), smt.at_most(symbol, self.home + bound)
        return smt.conjunction(near)

    def value(self, assignment: Assignment) -> int:
        """Return the distance."""
        return abs(assignment[self.path] - self.home)


@dataclass(frozen=True, slots=True)
class Before:
    """Whether a number is below a given one: after it is simpler."""

    path: Path
    home: int = 0

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether the number is not below, where it must not be."""
        return bound > 0 or smt.at_most(self.home, symbols[self.path])

    def value(self, assignment: Assignment) -> int:
        """Return 1 below the number, 0 elsewhere."""
        return int(assignment[self.path] < self.home)


@dataclass(frozen=True, slots=True)
class Position:
    """The leaf itself: no before yes, the first item before the others."""

    leaf: Leaf

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether the leaf comes early."""
        symbol = symbols[self.leaf.path]
        if self.leaf.is_binary:
            return bound > 0 or smt.negation(symbol)
        return smt.at_most(symbol, bound)

    def value(self, assignment: Assignment) -> int:
        """Return the leaf as a number."""
        return assignment[self.leaf.path]


@dataclass(frozen=True, slots=True)
class DayInYear:
    """0 for a first of January, 1 for the first of another month, 2 for the other days."""

    month: Path
    day: Path

    def at_most(self, symbols: Symbols, bound: int) -> Bool:
        """Return whether the day is simple enough."""
        first = smt.equal(symbols[self.day], 1)
        january = smt.equal(symbols[self.month], 1)
        return (smt.conjunction((first, january)), first, True)[min(bound, 2)]

    def value(self, assignment: Assignment) -> int:
        """Return the class of the day."""
        if assignment[self.day] != 1:
            return 2
        return 0 if assignment[self.month] == 1 else 1
