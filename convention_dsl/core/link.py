"""Linking: a library of texts at a date and with one choice of readings becomes a `Program`.

Every clause that the root book can reach gets its one body: the reading chosen, the alternative of
the date, the exceptions in force merged in, the calls renamed so that they are the program's keys.
A text used "as in force on" a date is linked at that date, with all that it calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from convention_dsl.core.depth import MAXIMUM_DEPTH, depth, room
from convention_dsl.core.exceptions import with_exceptions
from convention_dsl.core.nodes import Call, ClauseRef, Dated, Expr, ParameterRef
from convention_dsl.core.program import (
    Clause,
    ClauseDef,
    ExampleDef,
    Library,
    Parameter,
    Program,
    PropertyDef,
    parameter_id,
)
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.core.reach import readings_reached, stretches
from convention_dsl.core.rewrite import Rewriter, pinned
from convention_dsl.core.texts import (
    Texts,
    chosen,
    example_expressions,
    population_expressions,
    property_expressions,
    used_texts,
    value_on,
)
from convention_dsl.core.traverse import children
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Span
from convention_dsl.types import Type

__all__ = [
    "link",
    "link_example",
    "link_expression",
    "link_property",
    "readings_reached",
    "stretches",
    "with_values",
]


def link(
    library: Library,
    root: str,
    *,
    at: date | None,
    readings: Mapping[str, str] | None = None,
    texts: frozenset[str] | None = None,
    also: Sequence[Expr] = (),
) -> tuple[Program | None, list[Diagnostic]]:
    """Return the program of `root` at a date, or None with the errors.

    `readings` chooses by `book.clause`; the first reading is meant where it says nothing. `texts`
    are the books whose exceptions count: by default the root and all it uses. The program holds
    what the root's clauses, its properties and examples of that date, and `also` reach.
    """
    known = Texts(library, used_texts(library, root) if texts is None else texts)
    linker = _Linker(known, at, dict(readings or {}))
    linker.check_readings()
    linker.in_force(root, None, library.books[root].span)
    linker.reach(root, _roots(known, root, at), [*_expressions(library, root, at), *also])
    order = linker.order()
    if order is None or linker.problems or linker.is_too_deep(order):
        return None, list(linker.problems.values())
    with room():
        return linker.program(order), []


def link_expression(program: Program, expr: Expr, scope: Mapping[str, Type] | None = None) -> Expr:
    """Return an elaborated expression linked in `program`, which holds what it calls.

    `scope` gives the types of its variables.
    """
    with room():
        return _rewriter(program).expr(expr, scope or {})


def link_property(program: Program, property_: PropertyDef) -> PropertyDef:
    """Return a property of the program's root book (or linked through `also`), linked."""
    scope = {binding.name: binding.type for binding in property_.named}
    rewriter = _rewriter(program)
    with room():
        return replace(
            property_,
            hypotheses=tuple(rewriter.expr(expr, scope) for expr in property_.hypotheses),
            claim=rewriter.expr(property_.claim, scope),
            shown=tuple((text, rewriter.expr(expr, scope)) for text, expr in property_.shown),
        )


def link_example(program: Program, example: ExampleDef) -> ExampleDef:
    """Return an example of the program's root book, linked."""
    rewriter = _rewriter(program)
    with room():
        return replace(
            example,
            actual=rewriter.expr(example.actual, {}),
            expected=rewriter.expr(example.expected, {}),
        )


def with_values(program: Program, values: Mapping[str, Fraction | bool | date]) -> Program:
    """Return the program with other values for some parameters, by id (a what-if)."""
    parameters = {
        id_: replace(parameter, value=values[id_]) if id_ in values else parameter
        for id_, parameter in program.parameters.items()
    }
    return replace(program, parameters=parameters)


def _roots(texts: Texts, root: str, at: date | None) -> list[ClauseRef]:
    book = texts.library.books[root]
    changed = (exception.target for exception in book.exceptions if exception.period.contains(at))
    targets = [
        replace(target, as_signed=False)
        for target in changed
        if texts.library.books[target.book].period.contains(target.pin or at)
    ]
    return [ClauseRef(root, clause.name) for clause in book.clauses] + targets


def _expressions(library: Library, root: str, at: date | None) -> Iterable[Expr]:
    book = library.books[root]
    for property_ in book.properties:
        if property_.period is None or property_.period.contains(at):
            yield from property_expressions(property_)
    for population in book.populations:
        yield from population_expressions(population)
    for example in book.examples:
        if example.day is None or example.day == at:
            yield from example_expressions(example)


def _rewriter(program: Program) -> Rewriter:
    texts = Texts(program.library)
    return Rewriter(
        None,
        program.at,
        lambda ref: program.clauses[ref].body.type,
        texts.records,
        NO_PROVENANCE,
    )


@dataclass
class _Linker:
    """The state of one linking: what was reached so far, and what went wrong."""

    texts: Texts
    at: date | None
    readings: dict[str, str]
    chosen: dict[str, str] = field(default_factory=dict)
    raw: dict[ClauseRef, Expr] = field(default_factory=dict)
    calls: dict[ClauseRef, set[ClauseRef]] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    problems: dict[tuple[object, ...], Diagnostic] = field(default_factory=dict)

    def day(self, pin: date | None) -> date | None:
        return pin or self.at

    def report(self, code: str, span: Span | None, **arguments: object) -> None:
        key = (code, span, *sorted(arguments.items(), key=str))
        self.problems.setdefault(key, Diagnostic(code, span, arguments))

    def check_readings(self) -> None:
        books = self.texts.library.books.values()
        known = {f"{c.book}.{c.name}": c for book in books for c in book.clauses}
        for clause, reading in self.readings.items():
            definition = known.get(clause)
            names = [r.name for r in definition.readings if r.name] if definition else []
            if reading not in names:
                span = definition.span if definition else None
                self.report("E0184", span, clause=clause, reading=reading, known=tuple(names))

    def in_force(self, book: str, pin: date | None, span: Span) -> None:
        day = self.day(pin)
        if day is not None and not self.texts.library.books[book].period.contains(day):
            key = ("E0183", book, day)
            self.problems.setdefault(key, Diagnostic("E0183", span, {"book": book, "day": day}))

    def reach(self, root: str, roots: Iterable[ClauseRef], exprs: Iterable[Expr]) -> None:
        waiting = [*roots, *(ref for expr in exprs for ref in self.scan(expr, None, root))]
        while waiting:
            ref = waiting.pop()
            if ref not in self.raw:
                definition = self.texts.clause(ref)
                body = self.body(ref, definition)
                self.raw[ref] = body
                self.calls[ref] = set(self.scan(body, ref.pin, ref.name))
                waiting.extend(self.calls[ref])

    def body(self, ref: ClauseRef, definition: ClauseDef) -> Expr:
        key = f"{ref.book}.{ref.name}"
        by_name = {reading.name: reading for reading in definition.readings}
        reading = by_name.get(self.readings.get(key), definition.readings[0])
        if reading.name is not None:
            self.chosen[key] = reading.name
        exceptions = self.texts.in_force(ref, self.day(ref.pin))
        return with_exceptions(reading.body, exceptions, rounded=definition.rounded)

    def scan(self, expr: Expr, pin: date | None, name: str) -> list[ClauseRef]:
        """Return what `expr` calls; note parameters and problems.

        It stands in the clause `name` of a text pinned at `pin`.
        """
        called = []
        stack = [expr]
        while stack:
            node = stack.pop()
            match node:
                case Call():
                    ref = pinned(node.clause, pin)
                    self.in_force(ref.book, ref.pin, node.span)
                    called.append(ref)
                    stack.extend(node.arguments)
                case ParameterRef():
                    self.parameter(node, node.pin or pin)
                case Dated():
                    alternative = chosen(node, self.day(pin))
                    if alternative is not None:
                        stack.append(alternative)
                    elif self.day(pin) is None:
                        self.report("E0185", node.span, name=name)
                    else:
                        self.report("E0182", node.span, day=self.day(pin))
                case _:
                    stack.extend(children(node))
        return called

    def parameter(self, ref: ParameterRef, pin: date | None) -> None:
        id_ = parameter_id(ref.book, ref.name, pin)
        if id_ in self.parameters:
            return
        definition = self.texts.parameter(ref.book, ref.name)
        day = self.day(pin)
        value = value_on(definition, day)
        if value is None and definition.values and definition.open_range is None:
            if day is None:
                self.report("E0185", definition.span, name=ref.name)
            else:
                self.report("E0181", definition.span, name=ref.name, day=day)
        outer = definition.provenance.within(self.book_provenance(ref.book))
        self.parameters[id_] = Parameter(
            definition,
            pin,
            None if value is None else value.value,
            outer if value is None else value.provenance.within(outer),
        )

    def book_provenance(self, book: str) -> Provenance:
        return self.texts.library.books[book].provenance

    def order(self) -> list[ClauseRef] | None:
        """Return the clauses, each after those it calls, or None where there is a circle."""
        try:
            return list(TopologicalSorter(self.calls).static_order())
        except CycleError as error:
            circle = tuple(dict.fromkeys(ref.name for ref in error.args[1]))
            span = self.texts.clause(error.args[1][0]).span
            self.report("E0186", span, clauses=circle)
            return None

    def is_too_deep(self, order: Sequence[ClauseRef]) -> bool:
        """Report the first clause whose expressions, calls included, are too deep to calculate."""
        depths: dict[ClauseRef, int] = {}
        for ref in order:
            depths[ref] = self.depth(ref, depths)
            if depths[ref] > MAXIMUM_DEPTH:
                span = self.texts.clause(ref).span
                self.report("E0188", span, clause=ref.name, limit=MAXIMUM_DEPTH)
                return True
        return False

    def depth(self, ref: ClauseRef, depths: Mapping[ClauseRef, int]) -> int:
        return depth(self.raw[ref], lambda called: depths.get(pinned(called, ref.pin), 0))

    def program(self, order: Sequence[ClauseRef]) -> Program:
        clauses: dict[ClauseRef, Clause] = {}
        for ref in order:
            definition = self.texts.clause(ref)
            provenance = definition.provenance.within(self.book_provenance(ref.book))
            rewriter = Rewriter(
                ref.pin,
                self.day(ref.pin),
                lambda called: clauses[called].body.type,
                self.texts.records,
                provenance,
            )
            scope = {binding.name: binding.type for binding in definition.inputs}
            body = rewriter.expr(self.raw[ref], scope)
            clauses[ref] = Clause(ref, definition.inputs, definition.result, body, definition)
        ordered = {id_: self.parameters[id_] for id_ in sorted(self.parameters)}
        return Program(self.at, self.chosen, clauses, ordered, self.texts.library)
