"""How sure each document is that a calculation rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from convention_dsl.core.nodes import Cases, ClauseRef, ParameterRef, Total
from convention_dsl.core.program import Clause, Program, parameter_id
from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.core.traverse import walk
from convention_dsl.targets.editions import reached


def confidences(program: Program, refs: Sequence[ClauseRef]) -> Mapping[str, Confidence]:
    """Return the weakest confidence in each document, by its name."""
    found: dict[str, Confidence] = {}
    order = list(Confidence)
    for ref in reached(program, refs):
        for each in _provenances(program, program.clauses[ref]):
            for document in _documents(each):
                if each.confidence is not None:
                    before = found.get(document, each.confidence)
                    found[document] = max(before, each.confidence, key=order.index)
    return found


def _provenances(program: Program, clause: Clause) -> Iterator[Provenance]:
    book = program.library.books[clause.ref.book].provenance
    own = clause.definition.provenance.within(book)
    yield from (book, own)
    for node in walk(clause.body):
        match node:
            case Cases(rows=parts) | Total(terms=parts):
                yield from (part.provenance.within(own) for part in parts)
            case ParameterRef():
                id_ = parameter_id(node.book, node.name, node.pin)
                yield program.parameters[id_].provenance.within(book)
            case _:
                pass


def _documents(provenance: Provenance) -> Iterator[str]:
    for piece in (provenance.source or "").split(";"):
        if text := " ".join(piece.split()):
            yield text
