"""What a simulation comes to: the numbers that a reader is told, exact, without their wording."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Span
from convention_dsl.types import Type

__all__ = [
    "Breakdown",
    "Case",
    "Change",
    "Column",
    "Comparison",
    "Example",
    "Group",
    "Measured",
    "Refusal",
    "Role",
    "Spread",
    "Sum",
    "Summary",
    "Tally",
]


@dataclass(frozen=True)
class Example:
    """A row that was refused: where it is, and the text of what is wrong in it."""

    file: str | None
    row: int | None
    shown: str | None


@dataclass(frozen=True)
class Refusal:
    """Rows refused for one reason (the first that holds of each), and the first few of them.

    `column` is that of the input, None where the clause itself has no value; `span` is then the
    place in the text.
    """

    column: str | None
    reason: Wording
    count: int
    examples: tuple[Example, ...]
    clause: ClauseRef | None = None
    span: Span | None = None
    is_fault: bool = False
    """Whether the clause has no value there: under other amounts it might."""


@dataclass(frozen=True)
class Spread:
    """The smallest, the middle and the largest of the sums by group (the lower middle, of two)."""

    low: Fraction
    median: Fraction
    high: Fraction


@dataclass(frozen=True)
class Sum:
    """A number that a clause gives: its sum, over how many rows, and its spread by group.

    `count` is of groups for a clause over a list.
    """

    name: str
    label: str
    type: Type
    total: Fraction
    count: int
    spread: Spread | None = None

    @property
    def mean(self) -> Fraction | None:
        """The mean of what has a value: a row, or a group of a clause over a list."""
        return self.total / self.count if self.count else None


@dataclass(frozen=True)
class Tally:
    """Something else than a number that a clause gives: how many rows have each value.

    `others` counts the rows whose value is not among those listed.
    """

    name: str
    label: str
    type: Type
    counts: tuple[tuple[Value, int], ...]
    others: int = 0


Measured = Sum | Tally


@dataclass(frozen=True)
class Change:
    """The rows where an input is between `low` and `high`, and what they gain or lose in all.

    A bound is None where there is none on its side; both are equal for a single value.
    """

    low: Value
    high: Value
    rows: int
    difference: Fraction
    gainers: int
    losers: int

    @property
    def mean(self) -> Fraction:
        """The mean change of a row."""
        return self.difference / self.rows


@dataclass(frozen=True)
class Breakdown:
    """The changes by the values of one input of the clauses."""

    input: Column
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Case:
    """Rows alike: their inputs, and what they have under each text."""

    before: Fraction
    after: Fraction
    inputs: tuple[tuple[Column, Value], ...]
    rows: int


@dataclass(frozen=True)
class Comparison:
    """One number under two texts, over the same rows, or over the same groups of them (`by`).

    `deciles` are the smallest change, the nine values that cut the rows sorted by their change into
    tenths, and the largest.
    """

    before: Fraction
    after: Fraction
    count: int
    gainers: int
    gained: Fraction
    losers: int
    lost: Fraction
    deciles: tuple[Fraction, ...]
    by: tuple[str, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    losses: tuple[Case, ...] = ()
    gains: tuple[Case, ...] = ()

    @property
    def difference(self) -> Fraction:
        """What the new text costs more."""
        return self.after - self.before

    @property
    def unchanged(self) -> int:
        """How many neither gain nor lose."""
        return self.count - self.gainers - self.losers


@dataclass(frozen=True)
class Group:
    """A group: its values of `by`, its rows, and the sum of each number (None: no value)."""

    key: tuple[str | None, ...]
    calculated: int
    refused: int
    sums: tuple[Fraction | None, ...]


@dataclass(frozen=True)
class Summary:
    """What was read, refused and calculated: `rows` = `calculated` + `refused`."""

    rows: int
    calculated: int
    refusals: tuple[Refusal, ...]
    measures: tuple[Measured, ...]
    by: tuple[str, ...] = ()
    groups: int | None = None
    notes: tuple[Wording, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    written: tuple[tuple[str, int], ...] = field(default=())
    """The files that were written, and how many lines each has."""
    are_lists: bool = False
    """Whether each group is one calculation: a clause over a list."""
    partial: int = 0
    """The groups of lists whose value was calculated without their refused rows."""
    listed: tuple[Group, ...] = ()
    """The groups in order, up to a limit; `Sum`s are in the order of their `sums`."""

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return self.rows - self.calculated
