"""What to look at in a clause to know which goals it reaches: one watch per place.

The same watches are followed in the encoding for the solver (`probe.py`) and in the evaluator
(`replay.py`), so that both speak of the same goals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from convention_dsl.core.nodes import ClauseRef, Expr, Row
from convention_dsl.proof.vectors.goals import Goal

Item = str | int


@dataclass(frozen=True, slots=True)
class Reached:
    """An expression is evaluated."""

    goal: Goal


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition holds, or does not."""

    yes: Goal
    no: Goal


@dataclass(frozen=True, slots=True)
class Holding:
    """The guard of a row that another may silence: it holds, whether or not the row applies."""

    row: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers or days meet in a comparison: the left one just below, equal, just above.

    `step` is the distance that counts as just (None: any). `flipped`: the value compared is the
    right one, and the goals are said of it.
    """

    below: Goal
    equal: Goal
    above: Goal
    step: Fraction | None
    flipped: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """Conditions joined by `and` or `or`: each settles them by itself, in order."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Rounding:
    """A value is rounded; `tie` where the mode has something to say of ties."""

    up: Goal
    down: Goal
    exact: Goal
    tie: Goal | None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """An optional value is known, or is not."""

    yes: Goal
    no: Goal


@dataclass(frozen=True, slots=True)
class Length:
    """A list is gone through."""

    empty: Goal
    one: Goal
    several: Goal


@dataclass(frozen=True, slots=True)
class Contents:
    """A set is gone through; `members` where every element of it counts."""

    empty: Goal
    members: Mapping[Item, Goal]


@dataclass(frozen=True, slots=True)
class Passing:
    """The filter of a set that is gone through: which elements pass, by the bound variable."""

    variable: str
    members: Mapping[Item, Goal]


@dataclass(frozen=True, slots=True)
class Common:
    """What a set has in common with the items that a condition lists (argument `listed`)."""

    listed: int
    among: Mapping[Item, Goal]
    beside: Mapping[Item, Goal]


@dataclass(frozen=True, slots=True)
class Listed:
    """A value is looked for among the items that a condition lists."""

    items: Mapping[Item, Goal]


Watch = (
    Reached
    | Truth
    | Holding
    | Compared
    | Alone
    | Rounding
    | Knowledge
    | Length
    | Contents
    | Passing
    | Common
    | Listed
)

Key = tuple[ClauseRef, int]
"""A clause of a program and the identity of an expression or a row in its body."""


@dataclass(slots=True)
class Watches:
    """All that is watched in the clauses that one clause reaches, and the goals in their order."""

    goals: dict[str, Goal] = field(default_factory=dict)
    at: dict[Key, list[Watch]] = field(default_factory=dict)
    rows: dict[Key, Goal] = field(default_factory=dict)
    called: dict[ClauseRef, Goal] = field(default_factory=dict)
    guards: dict[str, Expr] = field(default_factory=dict)
    """The guards of rows, by the ids of their goals."""
    silenceable: list[str] = field(default_factory=list)
    """The ids of the goals of rows that another may silence."""

    def add(self, ref: ClauseRef, expr: Expr, watch: Watch) -> None:
        """Watch `expr` in clause `ref`."""
        self.at.setdefault((ref, id(expr)), []).append(watch)

    def of(self, ref: ClauseRef | None, expr: Expr) -> list[Watch]:
        """Return what is watched at `expr` in clause `ref`."""
        return [] if ref is None else self.at.get((ref, id(expr)), [])

    def row(self, ref: ClauseRef | None, row: Row) -> Goal | None:
        """Return the goal that a row applies."""
        return None if ref is None else self.rows.get((ref, id(row)))


SCALES = (1, 10, 100, None)
"""How many steps from its bound a value may be that is said to be just beside it (None: any).

The first is meant; the others are for values that never come so near.
"""


def scaled(goal: str, scale: int) -> str:
    """Return the name of a goal of a threshold at the scale of that rank; itself at the first."""
    return goal if scale == 0 else f"{goal}~{scale}"


def holding(goal: str) -> str:
    """Return the name of that the guard of a row holds, from the id of its goal."""
    return f"?{goal}"


def decisive(goal: Goal) -> str:
    """Return the name of a goal reached where it settles the whole condition that it is part of."""
    return f"!{goal.id}"
