"""`check`: proves a book total at every date and in every reading, and runs its examples.

Each linked program is examined, but a clause only once for equal contents; what was found is then
told once, with the dates and readings in which it is so where it is not so in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from convention_dsl.core import build
from convention_dsl.core.link import link, link_property, readings_reached, stretches
from convention_dsl.core.nodes import Call, Cases, ClauseRef, Expr
from convention_dsl.core.program import (
    Book,
    Clause,
    Library,
    Period,
    Program,
    PropertyDef,
)
from convention_dsl.core.texts import property_expressions
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics import Diagnostic, Label, TypedValue
from convention_dsl.proof.contents import Contents, Memory
from convention_dsl.proof.examples import Examples
from convention_dsl.proof.finding import Finding
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.parameters import outside_own_range
from convention_dsl.proof.places import Places
from convention_dsl.proof.settle import Decide, Settler
from convention_dsl.proof.verdict import Verdict
from convention_dsl.proof.witness import shown
from convention_dsl.types import BOOLEAN

MOST_READINGS = 24
"""Combinations of readings examined; beyond, each reading is taken with the first of the others."""

_LIMITS = Limits(seconds=10, minimal_grounds=False)

Readings = Mapping[str, str]


def check(library: Library, book: str, decide: Decide | None = None) -> list[Diagnostic]:
    """Return what is wrong with the clauses, parameters, properties and examples of `book`.

    `decide` settles the obligations that boxes and intervals do not: the engine, by default.
    """
    return _Check(library, library.books[book], decide or _engine).diagnostics()


def _engine(program: Program, obligation: Obligation) -> Verdict:
    from convention_dsl.proof.engine import decide

    return decide(program, obligation, _LIMITS)


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A program: its stretch of dates, and its readings."""

    stretch: Period
    readings: tuple[tuple[str, str], ...]


@dataclass
class _Found:
    """A finding and the programs in which it is so."""

    finding: Finding
    program: Program
    occurrences: list[_Occurrence]


@dataclass
class _Check:
    library: Library
    book: Book
    decide: Decide
    memory: Memory = field(default_factory=Memory)
    found: dict[object, _Found] = field(default_factory=dict)
    problems: dict[object, Diagnostic] = field(default_factory=dict)
    subjects: dict[str, set[_Occurrence]] = field(default_factory=dict)
    programs: list[_Occurrence] = field(default_factory=list)

    def diagnostics(self) -> list[Diagnostic]:
        if self.book.is_vocabulary:
            return []
        for stretch in stretches(self.library, self.book.name):
            for readings in self._readings():
                self._link(stretch, readings)
        told = [each for parameter in self.book.parameters for each in outside_own_range(parameter)]
        told += self.problems.values()
        told += [self._diagnostic(each) for each in self.found.values() if self._counts(each)]
        told += Examples(self.library, self.book).diagnostics()
        return sorted(told, key=_place)

    # Programs -----------------------------------------------------------------------------------

    def _readings(self) -> list[Readings]:
        """Return the choices of readings to examine."""
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
        for problem in problems:
            arguments = {k: v for k, v in problem.arguments.items() if k != "day"}
            self.problems.setdefault((problem.code, problem.span, str(arguments)), problem)
        if program is not None:
            occurrence = _Occurrence(stretch, tuple(sorted(readings.items())))
            self.programs.append(occurrence)
            self._examine(program, occurrence)

    def _examine(self, program: Program, occurrence: _Occurrence) -> None:
        settler = Settler(program, self.decide)
        numbers = Contents(program, self.memory)
        called = _called_at_home(program)
        for ref, clause in program.clauses.items():
            if ref.pin is None and self._is_ours(ref):
                key = (str(ref), numbers.of(ref))
                if key not in self.memory.findings:
                    is_paid = ref.book == self.book.name and ref not in called
                    findings = Places(settler, ref.name).clause(clause, is_paid=is_paid)
                    self.memory.findings[key] = list(findings)
                self._note(self.memory.findings[key], program, occurrence, clause)
        for definition in self.book.properties:
            if definition.period is None or definition.period.contains(program.at):
                self._property(definition, settler, numbers, occurrence)

    def _property(
        self,
        definition: PropertyDef,
        settler: Settler,
        numbers: Contents,
        occurrence: _Occurrence,
    ) -> None:
        linked = link_property(settler.program, definition)
        exprs = (*linked.hypotheses, linked.claim)
        ref = ClauseRef(self.book.name, f"property {definition.name}")
        key = (str(ref), self.memory.number(ref, numbers.content(exprs)))
        if key not in self.memory.findings:
            places = Places(settler, definition.name)
            findings = places.expressions(linked.inputs, linked.hypotheses, linked.claim)
            self.memory.findings[key] = list(findings)
        self._note(self.memory.findings[key], settler.program, occurrence, None)

    def _is_ours(self, ref: ClauseRef) -> bool:
        """Return whether the book wrote the clause, or changes it."""
        targets = (exception.target for exception in self.book.exceptions)
        changed = {(target.book, target.name) for target in targets}
        return ref.book == self.book.name or (ref.book, ref.name) in changed

    # Findings -----------------------------------------------------------------------------------

    def _note(
        self,
        findings: Sequence[Finding],
        program: Program,
        occurrence: _Occurrence,
        clause: Clause | None,
    ) -> None:
        for finding in findings:
            known = self.found.setdefault(finding.key, _Found(finding, program, []))
            known.occurrences.append(occurrence)
        if clause is not None:
            for row in _row_ids(clause.body):
                self.subjects.setdefault(row, set()).add(occurrence)

    def _counts(self, found: _Found) -> bool:
        """Return whether the finding holds wherever its row stands."""
        subject = found.finding.subject
        return subject is None or self.subjects.get(subject, set()) <= set(found.occurrences)

    def _diagnostic(self, found: _Found) -> Diagnostic:
        finding = found.finding
        labels = finding.labels
        if finding.subject is None:
            labels += tuple(self._restrictions(found))
        witness = finding.witness
        arguments = dict(finding.arguments)
        if witness and witness.shown:
            arguments["value"] = TypedValue(*witness.shown)
        return Diagnostic(
            finding.code,
            finding.span,
            arguments,
            labels,
            witness_values=shown(found.program, witness) if witness else (),
        )

    def _restrictions(self, found: _Found) -> Iterator[Label]:
        """Yield in which dates and readings alone the finding is so."""
        here = {occurrence.stretch for occurrence in found.occurrences}
        if here != {occurrence.stretch for occurrence in self.programs}:
            yield _dates(found, sorted(here, key=lambda each: str(each.start or "")))
        readings = {choice for occurrence in self.programs for choice in occurrence.readings}
        met = {choice for occurrence in found.occurrences for choice in occurrence.readings}
        for clause in sorted({clause for clause, _ in readings}):
            names = [name for of, name in sorted(met) if of == clause]
            if len(names) < len([1 for of, _ in readings if of == clause]):
                arguments = {"reading": names, "of": clause.partition(".")[2]}
                yield Label(found.finding.span, "readings", arguments)


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    span = diagnostic.span
    return (span.path, span.start) if span else ("", 0)


def _dates(found: _Found, stretches_: Sequence[Period]) -> Label:
    first, last = stretches_[0].start, stretches_[-1].end
    arguments = {"start": first, "end": last}
    if first is None:
        return Label(found.finding.span, "until", arguments)
    return Label(found.finding.span, "from" if last is None else "between", arguments)


def _called_at_home(program: Program) -> frozenset[ClauseRef]:
    """Return the clauses that another clause of their book calls."""
    return frozenset(
        ClauseRef(ref.book, node.clause.name)
        for ref, clause in program.clauses.items()
        for node in walk(clause.body)
        if isinstance(node, Call) and node.clause.book == ref.book
    )


def _row_ids(body: Expr) -> Iterator[str]:
    for node in walk(body):
        if isinstance(node, Cases):
            yield from (row.id for row in node.rows)
            if node.rows and node.otherwise is not None:
                yield f"{node.rows[0].id}/otherwise"
