"""The core: the thirteen forms that every calculator and the prover understand.

All sugar is gone here. An expression carries its inferred type (range and step included) and its
span; spans take no part in equality, hashing or digests. Numbers are `Fraction`s. The meaning of
each form is its arm in `core/evaluate.py`; nothing else defines it.

`Dated` is the only form that exists before linking (`core/link.py`) and never after.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from convention_dsl.core.operators import Operator
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import Type


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration written in the text: whole months, then whole days."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Multiset:
    """A list of which equal records are counted: each with how many of it there are (at least 1).

    It is the same list as the tuple that repeats each record, and takes no more room for millions.
    """

    groups: tuple[tuple[Value, int], ...]


Value = (
    bool
    | Fraction
    | str
    | date
    | Duration
    | frozenset["str | int"]
    | dict[str, "Value"]
    | tuple["Value", ...]
    | Multiset
    | None
)
"""A value of the language in the reference evaluator.

Booleans are `bool`, every number is a `Fraction` (an amount in euros), an enumeration item is its
name, a set a `frozenset` of names or `int`s, a record or a per-item map a `dict`, a list a `tuple`
of records or a `Multiset`, an unknown optional value `None`.
"""


class RoundingMode(StrEnum):
    """How a tie or a remainder is settled. HALF_AWAY is meant where the text names none."""

    HALF_AWAY = "half-away"
    HALF_EVEN = "half-even"
    UP = "up"
    """Towards plus infinity."""
    DOWN = "down"
    """Towards minus infinity."""


class AggregateKind(StrEnum):
    """What an aggregate makes of the bodies of the elements that pass the filter."""

    SUM = "sum"
    COUNT = "count"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    ANY = "any"
    ALL = "all"
    LOWEST = "lowest"
    """The element whose body is smallest (the first in order among equals)."""
    HIGHEST = "highest"
    """The element whose body is largest (the first in order among equals)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every expression has: an inferred type and a place."""

    type: Type
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A value written in the text."""

    value: Value

    def __hash__(self) -> int:
        return hash((self.type, repr(self.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable(Node):
    """A clause's input, a local definition, a quantified or a bound variable."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRef(Node):
    """A parameter of a text; stays symbolic. `pin` fixes the date of its value."""

    book: str
    name: str
    pin: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Node):
    """Field `name` of a record."""

    record: Expr
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apply(Node):
    """An operator applied to its arguments; `operators.py` says what each one means."""

    operator: Operator
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Node):
    """One of two values; only the chosen one is evaluated. `label` names the condition."""

    condition: Expr
    then: Expr
    otherwise: Expr
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a grid, a case or an exception: its value applies where its guard holds.

    `id` is stable and unique in its book; `label` is what a payslip shows. `prevails_over` lists
    the ids of sibling rows that this one silences where both guards hold.
    """

    id: str
    guard: Expr
    value: Expr
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    prevails_over: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


class CasesOrigin(StrEnum):
    """What the author wrote, for messages only."""

    GRID = "grid"
    CASES = "cases"
    EXCEPTIONS = "exceptions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases(Node):
    """The value of the one row whose guard holds; `otherwise` where none does.

    Guards are exclusive by proof, not by order: two that hold at once (neither prevailing over the
    other) are an error, as is none holding when `otherwise` is None. Exceptions are cases too: the
    general rule is the `otherwise`, and an exception to an exception is cases inside a row's value.
    """

    rows: tuple[Row, ...]
    otherwise: Expr | None = None
    origin: CasesOrigin = CasesOrigin.CASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Let(Node):
    """A local definition."""

    name: str
    value: Expr
    body: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A labelled line of a total; counts for nothing where its condition does not hold."""

    id: str
    value: Expr
    condition: Expr | None = None
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Node):
    """The sum of labelled terms: the lines of a payslip."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause by name, resolved through the set of texts and the date when a program is linked.

    `pin` is the date of a text used "as in force on"; `as_signed` leaves out what other texts
    change in the clause (a call qualified by the book's own name).
    """

    book: str
    name: str
    pin: date | None = None
    as_signed: bool = False

    def __str__(self) -> str:
        suffix = f"@{self.pin.isoformat()}" if self.pin else ""
        return f"{self.book}.{self.name}{suffix}" + ("!" if self.as_signed else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A clause applied to arguments, in the order of its inputs."""

    clause: ClauseRef
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct(Node):
    """A record (one part per field), a per-item map (one per item), a set or a list, from parts."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Node):
    """An aggregate over a set, a list, or (`Literal` of the whole set) an enumeration.

    `variable` is bound in `filter` and `body`. `if_empty` is the value where no element passes the
    filter: always there for MINIMUM, MAXIMUM, LOWEST and HIGHEST, never for the others. COUNT has
    the literal 1 as body; for LOWEST and HIGHEST the body is the key and the result the element.
    """

    kind: AggregateKind
    variable: str
    element_type: Type
    domain: Expr
    filter: Expr | None
    body: Expr
    if_empty: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Node):
    """The multiple of `step` nearest to the value, or next to it as `mode` says."""

    value: Expr
    step: Fraction
    mode: RoundingMode = RoundingMode.HALF_AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Node):
    """Alternatives by date of effect (None: from the beginning); gone after linking."""

    alternatives: tuple[tuple[date | None, Expr], ...]


Expr = (
    Literal
    | Variable
    | ParameterRef
    | Field
    | Apply
    | If
    | Cases
    | Let
    | Total
    | Call
    | Construct
    | Aggregate
    | Round
    | Dated
)
