"""Which items a condition or an aggregate names, and those beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convention_dsl.core.nodes import Apply, Literal
from convention_dsl.types import EnumType, NumberType, SetType, Type

MOST = 64
"""In a larger universe, only the items that the text names and their neighbours are looked at."""

Item = str | int


@dataclass(frozen=True, slots=True)
class InCommon:
    """The items listed by argument `listed` of an intersection, and others of the other set."""

    listed: int
    among: tuple[Item, ...]
    beside: tuple[Item, ...]


def named(type_: SetType) -> tuple[Item, ...]:
    """Return the elements that a set can have, none where they are many."""
    universe = type_.universe
    return universe if len(universe) <= MOST else ()


def in_common(expr: Apply) -> InCommon | None:
    """Return what an intersection with a written set asks of each item."""
    for listed in (1, 0):
        written, other = expr.arguments[listed], expr.arguments[1 - listed]
        if isinstance(written, Literal) and isinstance(written.value, frozenset):
            if not isinstance(other.type, SetType) or isinstance(other, Literal):
                return None
            items = _around(other.type.universe, written.value)
            among = tuple(item for item in items if item in written.value)
            return InCommon(listed, among, tuple(i for i in items if i not in written.value))
    return None


def looked_for(expr: Apply) -> Mapping[Item, bool]:
    """Return the items that may be looked for in a written set, and whether it lists them."""
    container, element = expr.arguments
    if not isinstance(container, Literal) or not isinstance(container.value, frozenset):
        return {}
    universe = _universe(element.type)
    if isinstance(element, Literal) or not universe:
        return {}
    items = _around(universe, container.value)
    return {item: item in container.value for item in items}


def _universe(type_: Type) -> tuple[str, ...] | tuple[int, ...]:
    match type_:
        case EnumType():
            return type_.items
        case NumberType(step=step, low=low, high=high):
            if step is None or step.denominator != 1 or low is None or high is None:
                return ()
            first, last = int(low), int(high)
            return tuple(range(first, last + 1)) if last - first < 10_000 else ()
        case _:
            return ()


def _around(universe: tuple[Item, ...], items: frozenset[str | int]) -> tuple[Item, ...]:
    """Return the items of a universe: all where they are few, else those near `items`."""
    if len(universe) <= MOST:
        return universe
    near = {n + d for n in items if isinstance(n, int) for d in (-1, 0, 1)}
    return tuple(item for item in universe if item in near)
