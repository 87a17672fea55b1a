"""Books (elaborated texts) and programs (texts linked at a date): what the stages hand each other.

A `Book` is one convention after checking, in core forms, still dated: parameters have values by
date of effect, clauses have readings, exceptions stand apart from the clauses they change. A
`Program` is a set of books linked at one date and one choice of readings (`core/link.py`): every
clause has one body, every parameter one value. Calculators and the prover see programs only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import RecordType, Type


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both inclusive; None: without limit on that side."""

    start: date | None = None
    end: date | None = None

    def contains(self, day: date | None) -> bool:
        """Return whether `day` is in the period (None, the timeless date, is in every period)."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Binding:
    """A named, typed, labelled input: of a clause, or quantified over by a property."""

    name: str
    type: Type
    label: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """What a record's field says to people: its label, and its default as an input."""

    name: str
    type: Type
    label: str = ""
    default: Expr | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Invariant:
    """A condition on a record; `condition` speaks of it through the variable `self`."""

    condition: Expr
    label: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RecordDef:
    """A record with its labels and invariants. `type.name` is qualified by the book."""

    name: str
    type: RecordType
    fields: tuple[FieldInfo, ...]
    invariants: tuple[Invariant, ...] = ()
    label: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EnumDef:
    """An enumeration with the label of each item (the item's name where the text gives none)."""

    name: str
    items: tuple[str, ...]
    labels: Mapping[str, str] = field(hash=False, default_factory=dict)
    ordered: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OpenRange:
    """What a parameter may become in negotiation: bounds (inclusive, None: none) and step."""

    low: Fraction | None
    high: Fraction | None
    step: Fraction


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value from a date on (None: from the beginning)."""

    start: date | None
    value: Fraction | bool | date
    provenance: Provenance = NO_PROVENANCE


@dataclass(frozen=True, slots=True)
class ParameterDef:
    """A parameter of a book. `type` is the hull of its values and its open range."""

    book: str
    name: str
    type: Type
    values: tuple[DatedValue, ...]
    open_range: OpenRange | None = None
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    year: int | None = None
    """The year that a budget line is about; None: no budget line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a clause; `name` is None where the clause has only one."""

    name: str | None
    body: Expr
    label: str = ""


@dataclass(frozen=True, slots=True)
class ClauseDef:
    """A clause of a book: inputs (the `given` ones first), declared result, readings.

    `whole_cents` is the obligation "in whole cents"; `result` is the declared type, its range (if
    any) an obligation too. `rounded` says that the text rounds the result (the `Round` is in the
    body). `replaces` names the clause of an earlier text that "as before" means.
    """

    book: str
    name: str
    inputs: tuple[Binding, ...]
    result: Type
    readings: tuple[Reading, ...]
    whole_cents: bool = False
    rounded: bool = False
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    replaces: ClauseRef | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExceptionDef:
    """A derogation to a clause, or to another exception of the same clause (`within`).

    `prevails_over` names sibling exceptions. The target may be in another book: that book's text
    is then changed wherever it is in force together with this one.
    """

    book: str
    name: str
    target: ClauseRef
    within: str | None
    guard: Expr
    value: Expr
    period: Period = ALWAYS
    prevails_over: tuple[str, ...] = ()
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False, repr=False)


class Status(StrEnum):
    """A verdict's name."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNKNOWN = "unknown"
    VACUOUS = "vacuous"


class Scope(StrEnum):
    """Whether a verdict is about the parameters' values or about their whole open ranges."""

    VALUES = "values"
    OPEN = "open range"


@dataclass(frozen=True, slots=True)
class Expectation:
    """A verdict that the text expects, with its reason; None: in every scope or reading."""

    status: Status
    reason: str = ""
    scope: Scope | None = None
    reading: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PropertyDef:
    """A promise or a demand: for all inputs that satisfy the hypotheses, the claim holds.

    Sugar is gone: "increases with" has become a second, primed input (`twins` pairs them for the
    side-by-side table). `scopes` is None where both values and open ranges are asked.
    """

    book: str
    name: str
    inputs: tuple[Binding, ...]
    hypotheses: tuple[Expr, ...]
    claim: Expr
    title: str = ""
    promised_by: tuple[str, ...] = ()
    demanded_by: tuple[str, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    shown: tuple[tuple[str, Expr], ...] = ()
    """Expressions whose value a counterexample shows: (text as written, expression)."""
    scopes: tuple[Scope, ...] | None = None
    period: Period | None = None
    """The dates asked by the text itself; None: the whole period in force."""
    expectations: tuple[Expectation, ...] = ()
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    threshold: Binding | None = None
    """An input of which is asked for which values the property holds (`for which x`)."""
    populations: tuple[str, ...] = ()
    """The populations, as `book.name`, that a list is said to follow, directly or not."""

    @property
    def named(self) -> tuple[Binding, ...]:
        """All that hypotheses and claim can name: the inputs, and the one of `for which`."""
        return self.inputs if self.threshold is None else (*self.inputs, self.threshold)


@dataclass(frozen=True, slots=True)
class PopulationClass:
    """Elements of a population that are alike: which ones, and how many there are at least, most.

    `condition` speaks of one element through the population's `element` variable.
    """

    condition: Expr
    at_least: int
    at_most: int
    label: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PopulationDef:
    """A reference population: what is known of a list, its classes and further conditions.

    `conditions` say all that is known, the classes included, through the variable `list_input`.
    `L follows NAME` is their conjunction. Every element is in exactly one class where there are any
    (an obligation of `check`).
    """

    book: str
    name: str
    list_input: Binding
    element: str
    classes: tuple[PopulationClass, ...]
    conditions: tuple[Expr, ...]
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    populations: tuple[str, ...] = ()
    """The other populations, as `book.name`, in whose words it is said, directly or not."""


@dataclass(frozen=True, slots=True)
class ExampleDef:
    """A clause call and the value it must have on `day` (None: in each stretch).

    `readings` are the ones meant; of a clause that has none of these, all are.
    """

    book: str
    id: str
    actual: Expr
    expected: Expr
    day: date | None = None
    label: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    readings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UseDef:
    """Another book, under the name `alias`, at its own date where pinned."""

    book: str
    alias: str
    pin: date | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Book:
    """One convention or vocabulary, checked and elaborated; `language` is that of its messages."""

    name: str
    title: str
    language: str
    period: Period
    provenance: Provenance
    is_vocabulary: bool
    uses: tuple[UseDef, ...]
    enums: tuple[EnumDef, ...]
    records: tuple[RecordDef, ...]
    parameters: tuple[ParameterDef, ...]
    clauses: tuple[ClauseDef, ...]
    exceptions: tuple[ExceptionDef, ...]
    properties: tuple[PropertyDef, ...]
    examples: tuple[ExampleDef, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    populations: tuple[PopulationDef, ...] = ()


@dataclass(frozen=True)
class Library:
    """The explicit set of texts that are loaded together; the order has no meaning."""

    books: Mapping[str, Book]

    def enum(self, name: str) -> EnumDef:
        """Return the enumeration of qualified name `book.Name`."""
        book, _, short = name.partition(".")
        return next(item for item in self.books[book].enums if item.name == short)

    def record(self, name: str) -> RecordDef:
        """Return the record of qualified name `book.Name`."""
        book, _, short = name.partition(".")
        return next(item for item in self.books[book].records if item.name == short)

    def population(self, name: str) -> PopulationDef:
        """Return the population of qualified name `book.name`."""
        book, _, short = name.partition(".")
        return next(item for item in self.books[book].populations if item.name == short)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a linked program: one body, exceptions merged, dates and readings chosen.

    Calls in the body name other clauses of the same program by `ClauseRef`.
    """

    ref: ClauseRef
    inputs: tuple[Binding, ...]
    result: Type
    body: Expr
    definition: ClauseDef


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a linked program at its date; `value` is None where only a range is open."""

    definition: ParameterDef
    pin: date | None
    value: Fraction | bool | date | None
    provenance: Provenance

    @property
    def id(self) -> str:
        """The name that `ParameterRef`s, generated code and reports share: `book.name[@date]`."""
        return parameter_id(self.definition.book, self.definition.name, self.pin)


def parameter_id(book: str, name: str, pin: date | None) -> str:
    """Return the id of a parameter in a linked program."""
    return f"{book}.{name}" + (f"@{pin.isoformat()}" if pin else "")


@dataclass(frozen=True)
class Program:
    """Texts linked at a date (None: the texts have no dates) and one choice of readings.

    Everything in it is immutable; two programs with equal content have equal digests.
    """

    at: date | None
    readings: Mapping[str, str]
    """The reading chosen for each clause that has several: `book.clause` → reading."""
    clauses: Mapping[ClauseRef, Clause]
    parameters: Mapping[str, Parameter]
    library: Library
