"""The edition of some clauses: what the calculators made of them say about the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from convention_dsl.core.nodes import Call, Cases, ClauseRef, Expr, ParameterRef, Total
from convention_dsl.core.program import Book, Clause, Program, parameter_id
from convention_dsl.core.provenance import Provenance
from convention_dsl.core.traverse import walk
from convention_dsl.locale import item_labels
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.version import version_of


def edition_of(
    program: Program,
    book: Book,
    refs: Sequence[ClauseRef],
    *,
    at: date | None,
    readings: Mapping[str, str],
    changed: Mapping[str, str],
    day: date | None = None,
) -> Edition:
    """Return the edition of the clauses `refs` of `program`, whose text is that of `book` at `at`.

    Its version is that of the whole book on `day` (None: on the day of the program).
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
        version=version_of(program.library, book, day or program.at),
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
