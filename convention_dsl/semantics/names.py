"""What names mean in a book: declarations, and those of other books that can be seen from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.core.program import ALWAYS, Period, PopulationDef
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import EnumType, ListType, RecordType, Type


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a clause; its type is None where the text is wrong about it (and was told so)."""

    name: str
    type: Type | None
    label: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Signature:
    """How a clause is called; the first `given` of its inputs come from the block `block`."""

    book: str
    name: str
    inputs: tuple[Input, ...]
    result: Type | None
    given: int = 0
    block: int | None = None
    readings: tuple[str, ...] = ()
    replaces: ClauseRef | None = None
    span: Span = NOWHERE

    @property
    def own(self) -> tuple[Input, ...]:
        """The inputs written at the clause itself."""
        return self.inputs[self.given :]


@dataclass(frozen=True, slots=True)
class ParameterName:
    """A parameter: its inferred type (None: wrong), and from when it has a value."""

    book: str
    name: str
    type: Type | None
    starts: tuple[date | None, ...] = ()
    span: Span = NOWHERE
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FieldDefault:
    """What fills a field that a record expression leaves out."""

    name: str
    type: Type
    default: Expr | None


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record: its type (None: wrong) and its fields' defaults."""

    name: str
    type: RecordType | None
    fields: tuple[FieldDefault, ...] = ()
    broken_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExceptionName:
    """An exception: the clause it changes, and the exception it is an exception to."""

    book: str
    name: str
    target: ClauseRef | None
    within: str | None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class PopulationName:
    """A population: the type of its list (None: wrong), and what it says once that is known."""

    book: str
    name: str
    type: ListType | None
    definition: PopulationDef | None = None
    span: Span = NOWHERE
    is_wrong: bool = False


@dataclass(slots=True)
class BookNames:
    """What one book declares.

    `broken` names stand in declarations that could not be read; where a book that it uses was not
    found (`is_incomplete`), any name may be one of that book's.
    """

    name: str
    period: Period = ALWAYS
    is_vocabulary: bool = False
    language: str = "en"
    enums: dict[str, EnumType | None] = field(default_factory=dict)
    records: dict[str, RecordName] = field(default_factory=dict)
    parameters: dict[str, ParameterName] = field(default_factory=dict)
    clauses: dict[str, Signature] = field(default_factory=dict)
    exceptions: dict[str, ExceptionName] = field(default_factory=dict)
    populations: dict[str, PopulationName] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    is_incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """Another book under a name; `named` where `as` gave that name."""

    names: BookNames
    pin: date | None
    named: bool

    def clause_ref(self, name: str) -> ClauseRef:
        """Return the reference that a call through this alias makes."""
        return ClauseRef(self.names.name, name, self.pin, as_signed=not self.named)


@dataclass(frozen=True, slots=True)
class Visible:
    """What can be named in a book: its own declarations, its vocabularies', and its aliases."""

    own: BookNames
    vocabularies: tuple[BookNames, ...] = ()
    aliases: Mapping[str, Alias] = field(default_factory=dict)

    @property
    def books(self) -> tuple[BookNames, ...]:
        """The books whose names are visible without qualification, the book itself first."""
        return (self.own, *self.vocabularies)

    def enums(self, name: str) -> list[EnumType | None]:
        """Return the enumerations called `name`."""
        return [book.enums[name] for book in self.books if name in book.enums]

    def records(self, name: str) -> list[RecordName]:
        """Return the records called `name`."""
        return [book.records[name] for book in self.books if name in book.records]

    def parameters(self, name: str) -> list[ParameterName]:
        """Return the parameters called `name`."""
        return [book.parameters[name] for book in self.books if name in book.parameters]

    def clauses(self, name: str) -> list[Signature]:
        """Return the clauses called `name`."""
        return [book.clauses[name] for book in self.books if name in book.clauses]

    def populations(self, name: str) -> list[PopulationName]:
        """Return the populations called `name`."""
        return [book.populations[name] for book in self.books if name in book.populations]

    def enums_with(self, item: str) -> list[EnumType]:
        """Return the enumerations that have `item`."""
        found = (enum for book in self.books for enum in book.enums.values())
        return [enum for enum in found if enum is not None and item in enum.items]

    def is_broken(self, name: str) -> bool:
        """Return whether `name` may stand in a declaration, or a book, that could not be read."""
        return any(book.is_incomplete or name in book.broken for book in self.books)

    def enums_names(self) -> Iterator[str]:
        """Yield the names of enumerations."""
        for book in self.books:
            yield from book.enums

    def type_names(self) -> Iterator[str]:
        """Yield the names of enumerations and records."""
        for book in self.books:
            yield from book.enums
            yield from book.records

    def value_names(self) -> Iterator[str]:
        """Yield the bare names that stand for a value."""
        for book in self.books:
            yield from book.parameters
            yield from (item for enum in book.enums.values() if enum for item in enum.items)

    def population_names(self) -> Iterator[str]:
        """Yield the names of populations."""
        for book in self.books:
            yield from book.populations

    def clause_names(self) -> Iterator[str]:
        """Yield the names of clauses."""
        for book in self.books:
            yield from book.clauses


def pinned_texts(visible: Visible) -> list[tuple[str, Alias]]:
    """Return the texts used as in force on a date, each by one qualifier (the `as` name first)."""
    pinned = [(name, alias) for name, alias in visible.aliases.items() if alias.pin is not None]
    named = {(a.names.name, a.pin): (name, a) for name, a in pinned if a.named}
    plain = {(a.names.name, a.pin): (name, a) for name, a in pinned}
    return list((plain | named).values())
