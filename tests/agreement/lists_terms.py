"""Expressions over a list of patients `L`: as text, and as exact arithmetic on counts of classes.

Patients of the same class have the same value for every term (an amount or a condition of one
patient `p`); a list is how many of each class there are. What a text means is said here anew.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm
from typing import assert_never

SIGNS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "≠": operator.ne,
}


@dataclass(frozen=True)
class Term:
    """An expression about one patient `p`; `number` is its place among the terms of a program."""

    number: int
    text: str
    kind: str


# Amounts and numbers ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Const:
    """A literal."""

    value: Fraction
    kind: str


@dataclass(frozen=True)
class Scalar:
    """Another input of the property."""

    name: str


@dataclass(frozen=True)
class Sum:
    """The sum of a term over the patients that pass the filter."""

    body: Term
    where: Term | None = None


@dataclass(frozen=True)
class Count:
    """How many patients pass the filter."""

    where: Term | None = None


@dataclass(frozen=True)
class Share:
    """Which part of the patients pass the filter."""

    where: Term
    empty: Fraction


@dataclass(frozen=True)
class Average:
    """The sum of a term over the count of those that pass the filter."""

    body: Term
    where: Term | None
    empty: Fraction


@dataclass(frozen=True)
class Extreme:
    """The least or the greatest of a term."""

    least: bool
    body: Term
    where: Term | None
    empty: Fraction


@dataclass(frozen=True)
class Plus:
    one: Expr
    two: Expr


@dataclass(frozen=True)
class Minus:
    one: Expr
    two: Expr


@dataclass(frozen=True)
class Times:
    """A product; `of` writes `10 % of x`."""

    one: Expr
    two: Expr
    of: bool = False


@dataclass(frozen=True)
class Best:
    """The smaller or the larger of two."""

    word: str
    one: Expr
    two: Expr


@dataclass(frozen=True)
class Choice:
    """One of two, by a condition."""

    condition: Condition
    one: Expr
    two: Expr


@dataclass(frozen=True)
class Rounded:
    """A multiple of a step; `mode` is "", "down" or "up"."""

    value: Expr
    step: Fraction
    mode: str


@dataclass(frozen=True)
class Named:
    """The value of a clause about the list, which is that of an expression."""

    name: str
    value: Expr
    arguments: tuple[str, ...] = ()


Expr = (
    Const
    | Scalar
    | Sum
    | Count
    | Share
    | Average
    | Extreme
    | Plus
    | Minus
    | Times
    | Best
    | Choice
    | Rounded
    | Named
)

# Conditions ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compare:
    one: Expr
    sign: str
    two: Expr


@dataclass(frozen=True)
class Some:
    """Some patient (or every one) that passes the filter meets the condition."""

    every: bool
    condition: Term
    where: Term | None = None


@dataclass(frozen=True)
class Is:
    """A scalar has a value."""

    name: str
    item: str


@dataclass(frozen=True)
class Joined:
    """Two conditions joined by `and`, `or` or `implies`."""

    word: str
    one: Condition
    two: Condition


@dataclass(frozen=True)
class Denied:
    one: Condition


Condition = Compare | Some | Is | Joined | Denied

# Text ---------------------------------------------------------------------------------------------

UNITS = {"amount": " €", "rate": " %", "integer": "", "number": ""}


def literal(value: Fraction, kind: str) -> str:
    """Write a literal, which has finitely many decimals."""
    scaled = value * 100 if kind == "rate" else value
    whole, places = scaled, 0
    while whole.denominator != 1:
        whole, places = whole * 10, places + 1
        assert places < 12, value
    if kind == "amount" and 0 < places < 2:
        whole, places = whole * 10, 2
    elif places == 3:  # three decimals read like thousands
        whole, places = whole * 10, 4
    digits = str(abs(whole.numerator)).rjust(places + 1, "0")
    text = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    return f"(-{text}{UNITS[kind]})" if value < 0 else f"{text}{UNITS[kind]}"


def written(node: Expr | Condition) -> str:
    """Write an expression or a condition, compound ones in parentheses."""
    match node:
        case Const():
            return literal(node.value, node.kind)
        case Scalar():
            return node.name
        case Sum():
            return f"(sum of ({node.body.text} for p in L{_filter(node.where)}))"
        case Count():
            return f"(number of (p in L{_filter(node.where)}))"
        case Share():
            empty = literal(node.empty, "rate")
            return f"(share of (p in L{_filter(node.where)}) if empty {empty})"
        case Average():
            empty = literal(node.empty, node.body.kind)
            inside = f"{node.body.text} for p in L{_filter(node.where)}"
            return f"(average of ({inside}) if empty {empty})"
        case Extreme():
            word = "smallest" if node.least else "largest"
            empty = literal(node.empty, node.body.kind)
            inside = f"{node.body.text} for p in L{_filter(node.where)}"
            return f"({word} of ({inside}) if empty {empty})"
        case Plus():
            return f"({written(node.one)} + {written(node.two)})"
        case Minus():
            return f"({written(node.one)} - {written(node.two)})"
        case Times():
            return f"({written(node.one)} {'of' if node.of else '*'} {written(node.two)})"
        case Best():
            return f"{node.word}({written(node.one)}, {written(node.two)})"
        case Choice():
            then = f"then {written(node.one)} else {written(node.two)}"
            return f"(if {written(node.condition)} {then})"
        case Rounded():
            mode = f" {node.mode}" if node.mode else ""
            return f"(round {written(node.value)}{mode} to {literal(node.step, 'amount')})"
        case Named():
            return f"{node.name}({', '.join(('L', *node.arguments))})"
        case Compare():
            return f"({written(node.one)} {node.sign} {written(node.two)})"
        case Some():
            word = "all" if node.every else "some"
            return f"({word} (p in L{_filter(node.where)}: {node.condition.text}))"
        case Is():
            return f"({node.name} = {node.item})"
        case Joined():
            return f"({written(node.one)} {node.word} {written(node.two)})"
        case Denied():
            return f"(not {written(node.one)})"
        case _:
            assert_never(node)


def _filter(where: Term | None) -> str:
    return f" where {where.text}" if where else ""


# Meaning ------------------------------------------------------------------------------------------

Vector = tuple[Fraction | bool, ...]
"""The value of each term for the patients of one class."""


@dataclass(frozen=True)
class World:
    """The classes of patients, and the values of the other inputs."""

    classes: Sequence[Vector]
    scalars: Mapping[str, Fraction | str | bool]

    def passing(self, where: Term | None) -> list[int]:
        """Return the classes that pass a filter."""
        return [n for n, v in enumerate(self.classes) if where is None or v[where.number]]

    def has(self, node: Is) -> bool:
        """Return whether a scalar has a value."""
        value = self.scalars[node.name]
        return node.item == (("no", "yes")[value] if isinstance(value, bool) else value)

    def body(self, term: Term, number: int) -> Fraction:
        """Return the value of a term for the patients of one class."""
        return Fraction(self.classes[number][term.number])


def total(node: Sum | Count, world: World) -> list[Fraction]:
    """Return what one patient of each class adds to a sum."""
    found = [Fraction(0)] * len(world.classes)
    for number in world.passing(node.where):
        found[number] = world.body(node.body, number) if isinstance(node, Sum) else Fraction(1)
    return found


class Reading:
    """The values of expressions for lists of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._totals: dict[Sum | Count, tuple[list[tuple[int, int]], int]] = {}

    def sum(self, node: Sum | Count, counts: Sequence[int]) -> Fraction:
        if node not in self._totals:
            weights = total(node, self.world)
            scale = lcm(*(w.denominator for w in weights))
            whole = [(n, int(w * scale)) for n, w in enumerate(weights) if w]
            self._totals[node] = whole, scale
        parts, scale = self._totals[node]
        return Fraction(sum(w * counts[n] for n, w in parts), scale)

    def present(self, where: Term | None, counts: Sequence[int]) -> list[int]:
        return [number for number in self.world.passing(where) if counts[number]]

    def value(self, node: Expr, counts: Sequence[int]) -> Fraction:
        """Return the value of an expression for a list."""
        match node:
            case Const():
                return node.value
            case Scalar():
                found = self.world.scalars[node.name]
                assert isinstance(found, Fraction)
                return found
            case Sum() | Count():
                return self.sum(node, counts)
            case Share():
                number = sum(counts)
                return self.sum(Count(node.where), counts) / number if number else node.empty
            case Average():
                number = self.sum(Count(node.where), counts)
                whole = self.sum(Sum(node.body, node.where), counts)
                return whole / number if number else node.empty
            case Extreme():
                values = [
                    self.world.body(node.body, n) for n in self.present(node.where, counts)
                ] or [node.empty]
                return min(values) if node.least else max(values)
            case Plus():
                return self.value(node.one, counts) + self.value(node.two, counts)
            case Minus():
                return self.value(node.one, counts) - self.value(node.two, counts)
            case Times():
                return self.value(node.one, counts) * self.value(node.two, counts)
            case Best():
                pick = min if node.word == "min" else max
                return pick(self.value(node.one, counts), self.value(node.two, counts))
            case Choice():
                chosen = node.one if self.holds(node.condition, counts) else node.two
                return self.value(chosen, counts)
            case Named():
                return self.value(node.value, counts)
            case Rounded():
                return rounded(self.value(node.value, counts) / node.step, node.mode) * node.step
            case _:
                assert_never(node)

    def holds(self, node: Condition, counts: Sequence[int]) -> bool:
        """Return whether a condition holds of a list."""
        match node:
            case Compare():
                one, two = self.value(node.one, counts), self.value(node.two, counts)
                return SIGNS[node.sign](one, two)
            case Some():
                values = [
                    bool(self.world.body(node.condition, n))
                    for n in self.present(node.where, counts)
                ]
                return all(values) if node.every else any(values)
            case Is():
                return self.world.has(node)
            case Joined():
                one = self.holds(node.one, counts)
                if node.word == "and":
                    return one and self.holds(node.two, counts)
                return (one is (node.word == "implies")) <= self.holds(node.two, counts)
            case Denied():
                return not self.holds(node.one, counts)
            case _:
                assert_never(node)


def rounded(number: Fraction, mode: str) -> int:
    """Return an integer near a number; half away from zero where no mode is named."""
    if mode == "down":
        return floor(number)
    if mode == "up":
        return -floor(-number)
    half = floor(abs(number) + Fraction(1, 2))
    return half if number >= 0 else -half
