"""Bounds that rows of one grid have in common: who moves one of them moves the others too.

Where one row ends another one starts. A change of one of the two would leave a gap or an overlap,
which nobody programs; to be told from the text is a bound moved for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor

from convention_dsl.core.nodes import Apply, Cases, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.proof.question import parts
from convention_dsl.proof.vectors.steps import is_constant
from convention_dsl.types import DateType, NumberType, Type

OPPOSITE = {Operator.LESS: Operator.LESS_EQUAL, Operator.LESS_EQUAL: Operator.LESS}
"""The comparison that counts its bound otherwise."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison that cuts the values of `value` in two, just below `at` or just above it.

    `is_lower`: it holds from the cut on. `at` is a number (a day's too), or what is no number yet;
    on the grid of `step`, where there is one, the cut is always just below `at`.
    """

    node: Apply
    value: Expr
    at: Fraction | Expr
    below: bool
    is_lower: bool
    step: Fraction | None

    def meets(self, other: Bound) -> bool:
        """Return whether one ends where the other starts."""
        return self.is_lower is not other.is_lower and (
            (self.value, self.at, self.below) == (other.value, other.at, other.below)
        )

    def excludes(self, other: Bound) -> bool:
        """Return whether no value is on this side and on that side of the other."""
        if self.is_lower is other.is_lower or self.value != other.value:
            return False
        low, high = (self, other) if self.is_lower else (other, self)
        if isinstance(low.at, Fraction) and isinstance(high.at, Fraction):
            return high.at < low.at or (high.at == low.at and high.below >= low.below)
        return self.meets(other)


def bound(node: Expr) -> Bound | None:
    """Return the cut that a comparison with a constant makes."""
    if not isinstance(node, Apply) or node.operator not in OPPOSITE:
        return None
    left, right = node.arguments
    is_lower = is_constant(left)
    if is_lower == is_constant(right):
        return None
    value, limit = (right, left) if is_lower else (left, right)
    below = (node.operator is Operator.LESS) is not is_lower
    number, step = _number(limit), _step(value.type)
    if number is None:
        return Bound(node, value, limit, below, is_lower, None)
    if step is None:
        return Bound(node, value, number, below, is_lower, None)
    units = ceil(number / step) if below else floor(number / step) + 1
    return Bound(node, value, units * step, True, is_lower, step)


def _number(limit: Expr) -> Fraction | None:
    match limit:
        case Literal(value=Fraction() as value):
            return value
        case Literal(value=date() as day):
            return Fraction(day.toordinal())
        case _:
            return None


def _step(type_: Type) -> Fraction | None:
    match type_:
        case NumberType(step=step):
            return step or None
        case DateType():
            return Fraction(1)
        case _:
            return None


def moved(each: Bound, by: Fraction) -> Apply | None:
    """Return a comparison with its bound moved, None where there is no such bound."""
    arguments = tuple(
        _moved(argument, by) if is_constant(argument) else argument
        for argument in each.node.arguments
    )
    known = [argument for argument in arguments if argument is not None]
    return replace(each.node, arguments=tuple(known)) if len(known) == len(arguments) else None


def _moved(limit: Expr, by: Fraction) -> Expr | None:
    match limit:
        case Literal(value=Fraction() as value):
            return replace(limit, value=value + by)
        case Literal(value=date() as day):
            number = day.toordinal() + int(by)
            is_day = date.min.toordinal() <= number <= date.max.toordinal()
            return replace(limit, value=date.fromordinal(number)) if is_day else None
        case _:
            return None


def counted_otherwise(each: Bound) -> Apply:
    """Return a comparison whose bound counts where it did not, or the other way round."""
    return replace(each.node, operator=OPPOSITE[each.node.operator])


def shared(cases: Cases) -> Iterator[tuple[Bound, ...]]:
    """Yield the bounds that rows which may otherwise apply together have in common."""
    rows = [[found for node in walk(row.guard) if (found := bound(node))] for row in cases.rows]
    guards = [tuple(parts(row.guard)) for row in cases.rows]
    links: dict[int, list[Bound]] = {}
    for one, two in combinations(range(len(rows)), 2):
        for first, second in product(rows[one], rows[two]):
            if first.meets(second) and not _apart(guards[one], guards[two], first.value):
                links.setdefault(id(first.node), []).append(second)
                links.setdefault(id(second.node), []).append(first)
    known: set[int] = set()
    for each in (each for row in rows for each in row):
        if id(each.node) in links and id(each.node) not in known:
            group = _connected(each, links)
            known.update(id(other.node) for other in group)
            yield group


def _connected(start: Bound, links: dict[int, list[Bound]]) -> tuple[Bound, ...]:
    found = {id(start.node): start}
    waiting = [start]
    while waiting:
        for other in links[id(waiting.pop().node)]:
            if id(other.node) not in found:
                found[id(other.node)] = other
                waiting.append(other)
    return tuple(found.values())


def _apart(one: Sequence[Expr], two: Sequence[Expr], value: Expr) -> bool:
    """Return whether two guards exclude each other by something else than `value`."""
    return any(_exclude(first, second, value) for first, second in product(one, two))


def _exclude(one: Expr, two: Expr, value: Expr) -> bool:
    first, second = bound(one), bound(two)
    if first is not None and second is not None:
        return first.value != value and first.excludes(second)
    match one, two:
        case Apply(operator=Operator.NOT, arguments=(inner,)), _ if inner == two:
            return True
        case _, Apply(operator=Operator.NOT, arguments=(inner,)) if inner == one:
            return True
        case Apply(operator=Operator.EQUAL), Apply(operator=Operator.EQUAL):
            (left, item), (other, other_item) = one.arguments, two.arguments
            literals = isinstance(item, Literal) and isinstance(other_item, Literal)
            return literals and left == other and item != other_item
        case Apply(operator=Operator.CONTAINS), Apply(operator=Operator.CONTAINS):
            (listed, item), (others, other_item) = one.arguments, two.arguments
            return item == other_item and _disjoint(listed, others)
        case _:
            return False


def _disjoint(one: Expr, two: Expr) -> bool:
    match one, two:
        case Literal(value=frozenset() as first), Literal(value=frozenset() as second):
            return first.isdisjoint(second)
        case _:
            return False
