"""The set of texts that are in force together: finds clauses, parameters and exceptions in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from convention_dsl.core.nodes import ClauseRef, Dated, Expr
from convention_dsl.core.program import (
    ClauseDef,
    DatedValue,
    ExampleDef,
    ExceptionDef,
    Library,
    ParameterDef,
    PopulationDef,
    PropertyDef,
)


@dataclass(frozen=True)
class Texts:
    """A library and the names of the texts whose exceptions count together."""

    library: Library
    names: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def _clauses(self) -> Mapping[tuple[str, str], ClauseDef]:
        books = self.library.books.values()
        return {(c.book, c.name): c for book in books for c in book.clauses}

    @cached_property
    def _parameters(self) -> Mapping[tuple[str, str], ParameterDef]:
        books = self.library.books.values()
        return {(p.book, p.name): p for book in books for p in book.parameters}

    @cached_property
    def _exceptions(self) -> Mapping[tuple[str, str], list[ExceptionDef]]:
        found: dict[tuple[str, str], list[ExceptionDef]] = defaultdict(list)
        for _, book in sorted(self.library.books.items()):
            for exception in book.exceptions:
                found[exception.target.book, exception.target.name].append(exception)
        return found

    @cached_property
    def records(self) -> frozenset[str]:
        """The qualified names of the records that an author declared."""
        books = self.library.books.values()
        return frozenset(record.type.name for book in books for record in book.records)

    def clause(self, ref: ClauseRef) -> ClauseDef:
        """Return the definition of a clause; `semantics` has checked that it exists."""
        return self._clauses[ref.book, ref.name]

    def parameter(self, book: str, name: str) -> ParameterDef:
        """Return the definition of a parameter."""
        return self._parameters[book, name]

    def exceptions(self, ref: ClauseRef) -> list[ExceptionDef]:
        """Return the exceptions to a clause, whatever their dates: its own text's, and others'."""
        others = frozenset() if ref.as_signed else self.names
        found = self._exceptions.get((ref.book, ref.name), [])
        return [e for e in found if e.book == ref.book or e.book in others]

    def in_force(self, ref: ClauseRef, day: date | None) -> list[ExceptionDef]:
        """Return the exceptions to a clause that are in force, with their texts, on `day`."""
        books = self.library.books
        return [
            exception
            for exception in self.exceptions(ref)
            if exception.period.contains(day) and books[exception.book].period.contains(day)
        ]


def used_texts(library: Library, root: str) -> frozenset[str]:
    """Return `root` and every book that it uses, directly or not."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name not in found and name in library.books:
            found.add(name)
            waiting.extend(use.book for use in library.books[name].uses)
    return frozenset(found)


def value_on(parameter: ParameterDef, day: date | None) -> DatedValue | None:
    """Return a parameter's value on `day` (None: the only value there is), or None."""
    values = parameter.values
    if day is None:
        return values[0] if len(values) == 1 else None
    begun = [value for value in values if value.start is None or value.start <= day]
    return max(begun, key=lambda value: value.start or date.min, default=None)


def chosen(expr: Dated, day: date | None) -> Expr | None:
    """Return the alternative in force on `day` (None: the only one there is), or None."""
    if day is None:
        return expr.alternatives[0][1] if len(expr.alternatives) == 1 else None
    begun = [(start or date.min, a) for start, a in expr.alternatives if (start or date.min) <= day]
    return max(begun, key=lambda pair: pair[0], default=(None, None))[1]


def property_expressions(property_: PropertyDef) -> tuple[Expr, ...]:
    """Return the hypotheses, the claim and the shown expressions of a property."""
    shown = (expr for _, expr in property_.shown)
    return (*property_.hypotheses, property_.claim, *shown)


def population_expressions(population: PopulationDef) -> tuple[Expr, ...]:
    """Return the conditions of a population: those of its classes, then those on its list."""
    return (*(each.condition for each in population.classes), *population.conditions)


def example_expressions(example: ExampleDef) -> tuple[Expr, ...]:
    """Return both sides of an example."""
    return (example.actual, example.expected)


def bodies(definition: ClauseDef, exceptions: Iterable[ExceptionDef]) -> list[Expr]:
    """Return every expression of a clause: its readings and its exceptions."""
    found = [reading.body for reading in definition.readings]
    for exception in exceptions:
        found += [exception.guard, exception.value]
    return found
