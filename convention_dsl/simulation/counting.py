"""When equal rows are better counted first, and calculated once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.simulation.queries import Part, read_columns

FEW = 50_000
"""Up to how many combinations of what clauses read rows are counted first.

Counting costs a look into a table that must stay in the processor's cache; calculating costs the
clause. At 20,000 combinations a total takes half the time, at 100,000 there is nothing to gain.
"""


def are_few(parts: Sequence[Part]) -> bool:
    """Return whether rows have few combinations of what the clauses read, whatever the input."""
    found = 1
    for size_ in {key: size(kind) for part in parts for key, kind in _inputs(part)}.values():
        found *= size_
        if found > FEW:
            return False
    return True


def _inputs(part: Part) -> list[tuple[object, Kind]]:
    columns = {each.name: each for each in part.plan.columns}
    found = [(columns[name], kind) for name, kind in read_columns(part.plan)]
    return [((each.path, each.role, each.member), kind) for each, kind in found]


def size(kind: Kind) -> int:
    """Return how many values a kind has."""
    match kind:
        case BoolKind():
            return 2
        case ItemKind(type=type_):
            return len(type_.items)
        case IntKind(low=low, high=high):
            return high - low + 1
        case DateKind(low=first, high=last):
            return (last - first).days + 1
        case _:
            assert_never(kind)
