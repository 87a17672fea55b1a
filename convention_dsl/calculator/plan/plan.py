"""A plan: one clause as columns, parameters and definitions over scalars.

Read from top to bottom it is a straight-line program: each definition's formula names columns,
parameters and definitions that come before it. A clause is one plan for every engine; engines
differ in how they print formulas and in how they get columns from their users.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from convention_dsl.calculator.plan.formula import Formula, Kind
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import Type

Raw = bool | int | date | str
"""A scalar as engines have it: a boolean, an integer of a known scale, a day, an item's name."""


class Role(StrEnum):
    """What a column says of the value at its path."""

    VALUE = "value"
    """The value itself; where an optional value is unknown, any value of its kind."""
    KNOWN = "known"
    """Whether an optional value is there (a boolean)."""
    MEMBER = "member"
    """Whether `member` is in a set (a boolean)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar input.

    `path` is that of the leaf (or of the optional record) in `inputs.form`: input, field, field… or
    item. An integer counts units of one over `scale` (100 for an amount in cents: 15 € is 1500; 5 %
    with a scale of 1000 is 50). `kind` bounds what the plan was proved for: other values must be
    refused before it runs. `type` is the leaf's declared type, `OptionalType` stripped; its range
    may be wider than `kind` only where it has no bound or no step, which `kind` and `scale` then
    add.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind
    type: Type
    scale: int = 1
    role: Role = Role.VALUE
    member: str | int | None = None
    optional: bool = False
    """Whether a KNOWN column of the same path, or of a shorter one, says if there is a value."""
    label: str = ""
    group: str = ""
    """The label of the set that a member is of."""


@dataclass(frozen=True, slots=True)
class ParameterColumn:
    """An amount, rate or date of the texts, kept apart so that it can be changed.

    `value` is scaled as a column's is. Any value of `kind` may take its place.
    """

    name: str
    id: str
    kind: Kind
    type: Type
    value: Raw
    scale: int = 1
    label: str = ""
    provenance: Provenance = NO_PROVENANCE


class Origin(StrEnum):
    """Where a definition comes from in the text."""

    CLAUSE = "clause"
    TERM = "term"
    LOCAL = "local"
    STEP = "step"
    """Made by the compiler: a condition, a fault, a divisor."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A named formula. `scale` is that of an integer, as in `Column`."""

    name: str
    formula: Formula
    scale: int = 1
    origin: Origin = Origin.STEP
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def kind(self) -> Kind:
        """The kind of the formula."""
        return self.formula.kind


@dataclass(frozen=True, slots=True)
class ListInput:
    """A list among the inputs: the columns of an element, and what is computed of each.

    `name` is what `Fold.over` says. The definitions read the element's columns and what the plan
    defines before any `Fold` reads the list.
    """

    name: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    definitions: tuple[Definition, ...]
    most: int
    """The plan is proved for lists of up to so many elements; longer ones must be refused."""
    label: str = ""
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One scalar of the clause's value; a number or an amount has a single one, with an empty path.

    `name` is a definition, a column or a parameter. The number is `name` / `scale`, divided by the
    integer `denominator` (a name too, at least 1) where the clause gives an exact quotient.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind
    type: Type
    scale: int = 1
    denominator: str | None = None
    role: Role = Role.VALUE
    member: str | int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the clause may have no value, and where in the texts."""

    kind: ErrorKind
    span: Span


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition that the inputs must satisfy (an invariant of a record): a boolean's name."""

    name: str
    label: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


class LineKind(StrEnum):
    """What a line of a payslip shows."""

    AMOUNT = "amount"
    """A clause or a term, with its value."""
    REASON = "reason"
    """The row, case or exception that applied."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the explanation, in the order and at the depth where the text has it.

    It is shown where the boolean `shown` (a name; None: always) is true. `value` names the value
    that an AMOUNT shows, with its `scale` and `type`.
    """

    kind: LineKind
    label: str
    depth: int
    shown: str | None = None
    value: str | None = None
    type: Type | None = None
    scale: int = 1
    denominator: str | None = None
    provenance: Provenance = NO_PROVENANCE


@dataclass(frozen=True)
class Plan:
    """One clause, ready to be printed for an engine.

    `fault` names an integer: 0, or 1 + the position in `faults` of what went wrong first (None: the
    clause always has a value). Results mean nothing where it is not 0.
    """

    clause: ClauseRef
    label: str
    provenance: Provenance
    at: date | None
    inputs: tuple[str, ...]
    """The names of the clause's inputs, in order: where the columns' paths start."""
    columns: tuple[Column, ...]
    lists: tuple[ListInput, ...]
    parameters: tuple[ParameterColumn, ...]
    definitions: tuple[Definition, ...]
    results: tuple[Result, ...]
    result_type: Type
    requirements: tuple[Requirement, ...] = ()
    fault: str | None = None
    faults: tuple[Fault, ...] = ()
    lines: tuple[Line, ...] = ()
