"""`check`: proves a book total at every date and in every reading, and runs its examples.

Each linked program is examined, but a clause only once for equal contents; what was found is then
told once, with the dates and readings in which it is so where it is not so in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from math import prod

from convention_dsl.core import build
from convention_dsl.core.link import link, link_property, readings_reached, stretches
from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.core.program import (
    Book,
    Library,
    Period,
    PopulationDef,
    Program,
    PropertyDef,
)
from convention_dsl.core.texts import property_expressions
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.proof import populations
from convention_dsl.proof.arbiter import Arbiter
from convention_dsl.proof.contents import Contents, Memory
from convention_dsl.proof.examples import Examples, Linked
from convention_dsl.proof.finding import Findings
from convention_dsl.proof.gathering import Gathering, Occurrence
from convention_dsl.proof.parameters import outside_own_range
from convention_dsl.proof.places import Places
from convention_dsl.proof.populations import as_property
from convention_dsl.proof.settle import Decide, Settler
from convention_dsl.types import BOOLEAN

MOST_READINGS = 24
"""Combinations of readings examined; beyond, each reading is taken with the first of the others."""

Readings = Mapping[str, str]


def check(library: Library, book: str, decide: Decide | None = None) -> list[Diagnostic]:
    """Return what is wrong with the clauses, parameters, properties and examples of `book`.

    `decide` settles the obligations that boxes and intervals do not: the engine, by default.
    """
    return _Check(library, library.books[book], decide or Arbiter()).diagnostics()


@dataclass
class _Check:
    library: Library
    book: Book
    decide: Decide
    memory: Memory = field(default_factory=Memory)
    gathering: Gathering = field(default_factory=Gathering)
    problems: dict[object, Diagnostic] = field(default_factory=dict)
    linked: list[Linked] = field(default_factory=list)

    def diagnostics(self) -> list[Diagnostic]:
        if self.book.is_vocabulary and not self.book.populations:
            return []
        readings = self._readings()
        for stretch in stretches(self.library, self.book.name):
            for choice in readings:
                self._link(stretch, choice)
        told = [each for parameter in self.book.parameters for each in outside_own_range(parameter)]
        told += self.problems.values()
        told += self.gathering.diagnostics()
        told += Examples(self.library, self.book, tuple(told), self.linked).diagnostics()
        return sorted(told, key=_place)

    def _readings(self) -> list[Readings]:
        """Return the choices of readings to examine."""
        books = self.library.books.values()
        if not any(len(clause.readings) > 1 for book in books for clause in book.clauses):
            return [{}]
        own = (ClauseRef(clause.book, clause.name) for clause in self.book.clauses)
        changed = (exception.target for exception in self.book.exceptions)
        exprs: list[Expr] = [build.call(ref, (), BOOLEAN) for ref in (*own, *changed)]
        exprs += [expr for each in self.book.properties for expr in property_expressions(each)]
        choices = readings_reached(self.library, exprs)
        if prod(len(names) for names in choices.values()) > MOST_READINGS:
            others = [(clause, name) for clause, names in choices.items() for name in names[1:]]
            return [{}, *({clause: name} for clause, name in others)]
        combinations = product(*choices.values())
        return [dict(zip(choices, names, strict=True)) for names in combinations]

    def _link(self, stretch: Period, readings: Readings) -> None:
        at = stretch.start or stretch.end
        program, problems = link(self.library, self.book.name, at=at, readings=readings)
        self.linked.append(Linked(at, readings, program))
        for problem in problems:
            arguments = {k: v for k, v in problem.arguments.items() if k != "day"}
            self.problems.setdefault((problem.code, problem.span, str(arguments)), problem)
        if program is not None:
            occurrence = Occurrence(stretch, tuple(sorted(readings.items())))
            self.gathering.programs.append(occurrence)
            for findings in self._examined(program):
                self.gathering.add(findings, program, occurrence)

    def _examined(self, program: Program) -> Iterator[Findings]:
        """Yield what is found in each clause and each property."""
        settler = Settler(program, self.decide)
        contents = Contents(program, self.memory)
        contents.read()
        for ref, clause in program.clauses.items():
            if ref.pin is None and self._is_ours(ref):
                is_paid = ref.book == self.book.name and ref.name not in contents.called[ref.book]
                places = Places(settler, ref.name, contents.bound[ref])
                key = (str(ref), contents.of(ref))
                examine = partial(places.clause, clause, is_paid=is_paid)
                yield self.memory.findings(key, examine)
        for definition in self.book.properties:
            if definition.period is None or definition.period.contains(program.at):
                yield self._property(definition, settler, contents)
        for each in self.book.populations:
            yield self._classes(each, settler, contents)
            yield self._property(as_property(each), settler, contents)

    def _property(self, definition: PropertyDef, settler: Settler, contents: Contents) -> Findings:
        linked = link_property(settler.program, definition)
        ref = ClauseRef(self.book.name, f"property {definition.name}")
        bound: list[str] = []
        content = contents.content((*linked.hypotheses, linked.claim), bound)
        key = (str(ref), self.memory.number(ref, content))
        places = Places(settler, definition.name, bound)
        return self.memory.findings(key, partial(places.property, linked))

    def _classes(self, definition: PopulationDef, settler: Settler, contents: Contents) -> Findings:
        ref = ClauseRef(self.book.name, f"population {definition.name}")
        content = contents.content(tuple(each.condition for each in definition.classes), [])
        key = (str(ref), self.memory.number(ref, content))
        return self.memory.findings(key, partial(populations.examine, settler, definition))

    def _is_ours(self, ref: ClauseRef) -> bool:
        """Return whether the book wrote the clause, or changes it."""
        targets = (exception.target for exception in self.book.exceptions)
        changed = {(target.book, target.name) for target in targets}
        return ref.book == self.book.name or (ref.book, ref.name) in changed


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    span = diagnostic.span
    return (span.path, span.start) if span else ("", 0)
