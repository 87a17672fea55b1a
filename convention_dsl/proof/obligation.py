"""Obligations: what must hold, said apart from who decides it.

An obligation is a frozen value over core expressions, meant together with a linked program: the
clauses and parameters that it reaches. `digest` covers both and no span, so that two dates at which
nothing relevant changes share one decision, and so that verdicts can be kept by content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convention_dsl.core import digest as core_digest
from convention_dsl.core.nodes import Call, ClauseRef, Expr, ParameterRef
from convention_dsl.core.program import Binding, Clause, Parameter, Program, parameter_id
from convention_dsl.core.traverse import walk


@dataclass(frozen=True, slots=True)
class Obligation:
    """For all `inputs` that satisfy the types, the invariants and `hypotheses`: `claim`.

    `open_parameters` are the ids of the parameters that range over their open range; every other
    parameter has its value. `kind` says what asked for it ("property", "overlap"…). `twins` pairs
    inputs that a counterexample keeps alike where it can.
    """

    id: str
    kind: str
    inputs: tuple[Binding, ...]
    hypotheses: tuple[Expr, ...]
    claim: Expr
    open_parameters: tuple[str, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """What an obligation speaks of through calls, in the order in which it is met."""

    clauses: Mapping[ClauseRef, Clause]
    parameters: Mapping[str, Parameter]


def reached(program: Program, obligation: Obligation) -> Reached:
    """Return the clauses and the parameters that `obligation` reaches in `program`."""
    clauses: dict[ClauseRef, Clause] = {}
    parameters: dict[str, Parameter] = {}
    waiting = [obligation.claim, *reversed(obligation.hypotheses)]
    while waiting:
        for node in walk(waiting.pop()):
            match node:
                case Call() if node.clause not in clauses:
                    clauses[node.clause] = program.clauses[node.clause]
                    waiting.append(program.clauses[node.clause].body)
                case ParameterRef():
                    id_ = parameter_id(node.book, node.name, node.pin)
                    parameters[id_] = program.parameters[id_]
                case _:
                    pass
    return Reached(clauses, parameters)


def same_question(one: tuple[Obligation, Reached], two: tuple[Obligation, Reached]) -> bool:
    """Return whether two obligations, each with what it reaches, must have the same verdict."""
    return one[0] == two[0] and _content(one[1]) == _content(two[1])


def digest(program: Program, obligation: Obligation) -> str:
    """Return the hash of `obligation` and of all that its verdict depends on, as hexadecimal."""
    books = program.library.books.values()
    declared = {book.name: (book.enums, book.records) for book in books}
    content = _content(reached(program, obligation))
    return core_digest.digest((obligation, content, declared))


def _content(known: Reached) -> tuple[dict[str, object], dict[str, object]]:
    clauses: dict[str, object] = {
        str(ref): (clause.inputs, clause.body, clause.definition.provenance)
        for ref, clause in known.clauses.items()
    }
    parameters: dict[str, object] = {
        id_: (found.value, found.definition.type, found.definition.open_range, found.provenance)
        for id_, found in known.parameters.items()
    }
    return clauses, parameters
