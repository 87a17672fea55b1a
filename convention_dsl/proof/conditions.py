"""Conditions over axes: what a table compares, cut into cells by the values it compares with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from convention_dsl.core.nodes import Expr, Value
from convention_dsl.proof.scales import Key, Scale

Path = tuple[str | int, ...]
"""An input's name, then fields and items: `("p", "age")`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of an axis is in the inputs; `member`: whether this is in the set there."""

    path: Path
    member: str | int | None = None
    known: bool = False


@dataclass(slots=True)
class Axis:
    """An expression whose values are cut; `place` where it is (part of) an input."""

    expr: Expr
    scale: Scale
    place: Place | None
    cuts: set[Key] = field(default_factory=set)
    sorted_cuts: list[Key] = field(default_factory=list)

    def freeze(self) -> int:
        """Sort the cuts that lie inside the axis, and return its number of cells."""
        low, high = self.scale.low, self.scale.high
        inside = (
            cut
            for cut in self.cuts
            if (low is None or low < cut) and (high is None or cut < high)  # type: ignore[operator]
        )
        self.sorted_cuts = sorted(inside)
        return len(self.sorted_cuts) + 1

    def mask(self, low: Key | None, high: Key | None) -> int:
        """Return the cells from one key to another."""
        first, last = self._position(low, 0), self._position(high, len(self.sorted_cuts) + 1)
        return ((1 << last) - 1) & ~((1 << first) - 1) if first < last else 0

    def _position(self, key: Key | None, default: int) -> int:
        if key is None:
            return default
        low, high = self.scale.low, self.scale.high
        if low is not None and key <= low:  # type: ignore[operator]
            return 0
        if high is not None and key >= high:  # type: ignore[operator]
            return len(self.sorted_cuts) + 1
        return bisect_left(self.sorted_cuts, key) + 1

    def cell(self, value: Value) -> int:
        """Return the cell in which a value lies."""
        return bisect_right(self.sorted_cuts, self.scale.before(value))

    def representative(self, cell: int) -> Value:
        """Return the simplest value of a cell."""
        low = self.sorted_cuts[cell - 1] if cell > 0 else self.scale.low
        high = self.sorted_cuts[cell] if cell < len(self.sorted_cuts) else self.scale.high
        return self.scale.simplest(low, high)


@dataclass(frozen=True, slots=True)
class Test:
    """The value of an axis is from one key to another."""

    axis: int
    low: Key | None
    high: Key | None


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold (none: always)."""

    parts: Sequence[Condition]


@dataclass(frozen=True, slots=True)
class Some:
    """One part holds (none: never)."""

    parts: Sequence[Condition]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Test | Every | Some | Not
ALWAYS, NEVER = Every(()), Some(())
