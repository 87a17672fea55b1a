"""Criteria of simplicity: non-negative integers, as terms for a solver and as functions.

Both sides of a criterion are stated together, so that every engine finds the same minimum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from convention_dsl.proof import smt
from convention_dsl.proof.leaves import Assignment, Leaf, Path
from convention_dsl.proof.smt import Bool, Int

Symbols = Mapping[Path, str]


class Criterion(Protocol):
    """An integer to make as small as possible; never negative."""

    def term(self, symbols: Symbols) -> Int:
        """Return the integer as a term over the names of the leaves."""

    def value(self, assignment: Assignment) -> int:
        """Return the integer for an assignment."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some boolean leaves are true."""

    paths: tuple[Path, ...]

    def term(self, symbols: Symbols) -> Int:
        """Return the number of true leaves."""
        return smt.plus(*(smt.choice(symbols[path], 1, 0) for path in self.paths))

    def value(self, assignment: Assignment) -> int:
        """Return the number of true leaves."""
        return sum(assignment[path] for path in self.paths)


@dataclass(frozen=True, slots=True)
class Differences:
    """How many values differ between alike inputs; a value is one leaf, or the three of a date."""

    pairs: tuple[tuple[tuple[Leaf, Leaf], ...], ...]

    def term(self, symbols: Symbols) -> Int:
        """Return the number of differing values."""
        return smt.plus(*(smt.choice(self._differ(group, symbols), 1, 0) for group in self.pairs))

    def _differ(self, group: tuple[tuple[Leaf, Leaf], ...], symbols: Symbols) -> Bool:
        named = [(symbols[one.path], symbols[two.path]) for one, two in group]
        same = [one == two or f"(= {one} {two})" for one, two in named]
        return smt.negation(smt.conjunction(same))

    def value(self, assignment: Assignment) -> int:
        """Return the number of differing values."""
        return sum(
            any(assignment[one.path] != assignment[two.path] for one, two in group)
            for group in self.pairs
        )


@dataclass(frozen=True, slots=True)
class Departures:
    """How many leaves are not at home: at their default, or at the value that the text gives."""

    homes: tuple[tuple[Leaf, int], ...]

    def term(self, symbols: Symbols) -> Int:
        """Return the number of leaves that are not at home."""
        away = (_is_away(leaf, home, symbols) for leaf, home in self.homes)
        return smt.plus(*(smt.choice(condition, 1, 0) for condition in away))

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

    def term(self, symbols: Symbols) -> Int:
        """Return the sum of the classes of the numbers."""
        return smt.plus(*(self._class(symbols[path], steps) for path, steps in self.numbers))

    def _class(self, symbol: str, steps: tuple[int, ...]) -> Int:
        result: Int = len(steps)
        for position in range(len(steps) - 1, -1, -1):
            multiple = smt.equal(smt.remainder(symbol, steps[position]), 0)
            result = smt.choice(multiple, position, result)
        return result

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

    def term(self, symbols: Symbols) -> Int:
        """Return the distance."""
        away = smt.plus(symbols[self.path], -self.home)
        return smt.choice(smt.below(away, 0), smt.times(-1, away), away)

    def value(self, assignment: Assignment) -> int:
        """Return the distance."""
        return abs(assignment[self.path] - self.home)


@dataclass(frozen=True, slots=True)
class Before:
    """Whether a number is below a given one: after it is simpler."""

    path: Path
    home: int = 0

    def term(self, symbols: Symbols) -> Int:
        """Return 1 below the number, 0 elsewhere."""
        return smt.choice(smt.below(symbols[self.path], self.home), 1, 0)

    def value(self, assignment: Assignment) -> int:
        """Return 1 below the number, 0 elsewhere."""
        return int(assignment[self.path] < self.home)


@dataclass(frozen=True, slots=True)
class Position:
    """The leaf itself: no before yes, the first item before the others."""

    leaf: Leaf

    def term(self, symbols: Symbols) -> Int:
        """Return the leaf as a number."""
        symbol = symbols[self.leaf.path]
        return smt.choice(symbol, 1, 0) if self.leaf.is_binary else symbol

    def value(self, assignment: Assignment) -> int:
        """Return the leaf as a number."""
        return assignment[self.leaf.path]


@dataclass(frozen=True, slots=True)
class DayInYear:
    """0 for a first of January, 1 for the first of another month, 2 for the other days."""

    month: Path
    day: Path

    def term(self, symbols: Symbols) -> Int:
        """Return the class of the day."""
        january = smt.equal(symbols[self.month], 1)
        return smt.choice(smt.equal(symbols[self.day], 1), smt.choice(january, 0, 1), 2)

    def value(self, assignment: Assignment) -> int:
        """Return the class of the day."""
        if assignment[self.day] != 1:
            return 2
        return 0 if assignment[self.month] == 1 else 1
