"""The rows that can apply where an item is known: those that ask for another are not encoded.

A table with a row per item, called for each item of a set, would be encoded as often as it has
rows; nearly all of these guards are false at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.core.nodes import Apply, Cases, Expr, Literal, Row, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.proof.symbolic import Item, Symbolic
from convention_dsl.types import EnumType


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a guard asks first: that a variable be the item at a position of its enumeration."""

    variable: str
    index: int


@dataclass(slots=True)
class Dispatch:
    """Remembers what the rows of cases ask first."""

    _known: dict[int, tuple[Cases, list[_Asked | None]]] = field(default_factory=dict)

    def possible(self, cases: Cases, env: Mapping[str, Symbolic]) -> Sequence[Row]:
        """Return the rows of `cases` but for those that ask for another item than a known one."""
        asked = self._asked(cases)
        if not any(asked):
            return cases.rows
        return [row for row, first in zip(cases.rows, asked, strict=True) if _fits(first, env)]

    def _asked(self, cases: Cases) -> list[_Asked | None]:
        if id(cases) not in self._known:
            self._known[id(cases)] = cases, [_first(row.guard) for row in cases.rows]
        return self._known[id(cases)][1]


def _fits(asked: _Asked | None, env: Mapping[str, Symbolic]) -> bool:
    if asked is None:
        return True
    value = env[asked.variable]
    return not (isinstance(value, Item) and isinstance(value.index, int)) or (
        value.index == asked.index
    )


def _first(guard: Expr) -> _Asked | None:
    match guard:
        case Apply(operator=Operator.AND, arguments=(first, *_)):
            return _first(first)
        case Apply(operator=Operator.EQUAL, arguments=(Variable() as one, Literal() as two)):
            if isinstance(one.type, EnumType) and one.type == two.type:
                return _Asked(one.name, one.type.items.index(str(two.value)))
            return None
        case _:
            return None
