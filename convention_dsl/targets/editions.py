"""The edition of some clauses: what the calculators made of them say about the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from convention_dsl.core.digest import digest
from convention_dsl.core.nodes import Call, Cases, ClauseRef, Expr, ParameterRef, Total
from convention_dsl.core.program import Book, Clause, Program, parameter_id
from convention_dsl.core.provenance import Provenance
from convention_dsl.core.traverse import walk
from convention_dsl.locale import item_labels
from convention_dsl.targets.edition import Edition
from convention_dsl.types import (
    EnumType,
    ListType,
    MapType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

_LENGTH = 16
"""How many hexadecimal digits of the digest a version shows."""


def edition_of(
    program: Program,
    book: Book,
    refs: Sequence[ClauseRef],
    *,
    at: date | None,
    readings: Mapping[str, str],
    changed: Mapping[str, str],
) -> Edition:
    """Return the edition of the clauses `refs` of `program`, whose text is that of `book` at `at`.

    `readings` are those on which the clauses depend; `changed` are the values, as written, that
    parameters were given in place of the text's, by id: those that no clause reads are left out.
    """
    clauses = [program.clauses[ref] for ref in reached(program, refs)]
    parameters = _parameters(clauses)
    given = {id_: changed[name] for id_ in parameters if (name := id_.partition("@")[0]) in changed}
    return Edition(
        book=book.name,
        title=book.title,
        language=book.language,
        version=_version(program, book, clauses, parameters),
        at=at,
        readings=dict(readings),
        sources=tuple(dict.fromkeys(_sources(program, book, clauses))),
        parameters=given,
        item_labels=item_labels(program.library),
    )


def reached(program: Program, refs: Iterable[ClauseRef]) -> list[ClauseRef]:
    """Return `refs` and the clauses that they call, each before those that it calls."""
    found: dict[ClauseRef, None] = {}
    waiting = list(refs)[::-1]
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found[ref] = None
            calls = [n.clause for n in walk(program.clauses[ref].body) if isinstance(n, Call)]
            waiting += reversed(calls)
    return list(found)


def _parameters(clauses: Iterable[Clause]) -> list[str]:
    return list(dict.fromkeys(id_ for clause in clauses for id_ in _read(clause.body)))


def _read(expr: Expr) -> Iterator[str]:
    for node in walk(expr):
        if isinstance(node, ParameterRef):
            yield parameter_id(node.book, node.name, node.pin)


def _version(
    program: Program, book: Book, clauses: Sequence[Clause], parameters: Sequence[str]
) -> str:
    """Return the digest of all that the clauses mean and show; not of when, nor of the rest."""
    types = [type_ for c in clauses for type_ in (*(each.type for each in c.inputs), c.result)]
    definitions = {
        str(c.ref): (c.inputs, c.result, c.body, c.definition.label, c.definition.provenance)
        for c in clauses
    }
    values = {
        id_: (p.value, p.definition.type, p.definition.label, p.provenance)
        for id_ in parameters
        for p in [program.parameters[id_]]
    }
    declared = {name: _declared(program, name) for type_ in types for name in _named(type_)}
    return digest((book.name, book.title, definitions, values, declared))[:_LENGTH]


def _declared(program: Program, name: str) -> object:
    """Return a record or an enumeration with its labels, defaults and conditions."""
    book = program.library.books[name.partition(".")[0]]
    short = name.partition(".")[2]
    records = [each for each in book.records if each.name == short]
    return records or [each for each in book.enums if each.name == short]


def _named(type_: Type) -> Iterator[str]:
    """Yield the qualified names of the records and enumerations in a type."""
    match type_:
        case EnumType():
            yield type_.name
        case SetType(element=EnumType() as element):
            yield element.name
        case MapType():
            yield type_.key.name
            yield from _named(type_.value)
        case RecordType():
            yield type_.name
            for _, part in type_.fields:
                yield from _named(part)
        case ListType():
            yield from _named(type_.element)
        case OptionalType():
            yield from _named(type_.inner)
        case _:
            return


def _sources(program: Program, book: Book, clauses: Iterable[Clause]) -> Iterator[str]:
    """Yield the documents cited by some clauses, in the order of the text; the book's own first."""
    yield from _pieces(book.provenance)
    for clause in clauses:
        yield from _pieces(clause.definition.provenance)
        for node in walk(clause.body):
            match node:
                case Cases(rows=parts) | Total(terms=parts):
                    for part in parts:
                        yield from _pieces(part.provenance)
                case ParameterRef():
                    id_ = parameter_id(node.book, node.name, node.pin)
                    yield from _pieces(program.parameters[id_].provenance)
                case _:
                    pass


def _pieces(provenance: Provenance) -> Iterator[str]:
    """Yield the single documents of a source that names several, separated by semicolons."""
    for piece in (provenance.source or "").split(";"):
        if text := " ".join(piece.split()):
            yield text
