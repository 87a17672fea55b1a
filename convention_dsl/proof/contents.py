"""What was examined already: clauses of equal content are examined once for all programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convention_dsl.core.nodes import Call, ClauseRef, Expr, ParameterRef, Value
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.finding import Finding


@dataclass
class Memory:
    """Clauses examined, by content: the same body, calls and parameter values mean the same."""

    contents: dict[ClauseRef, list[tuple[object, ...]]] = field(default_factory=dict)
    findings: dict[tuple[str, int], list[Finding]] = field(default_factory=dict)

    def number(self, ref: ClauseRef, content: tuple[object, ...]) -> int:
        """Return the number of `content` among those that the clause has had."""
        known = self.contents.setdefault(ref, [])
        if content not in known:
            known.append(content)
        return known.index(content)


class Contents:
    """What a clause of a program means: its body, its parameters' values, the clauses it calls."""

    def __init__(self, program: Program, memory: Memory) -> None:
        self.program = program
        self.memory = memory
        self.known: dict[ClauseRef, int] = {}

    def of(self, ref: ClauseRef) -> int:
        """Return the number of the clause's content among those it has had."""
        if ref not in self.known:
            clause = self.program.clauses[ref]
            content = (clause.inputs, clause.result, *self.content((clause.body,)))
            self.known[ref] = self.memory.number(ref, content)
        return self.known[ref]

    def content(self, exprs: Sequence[Expr]) -> tuple[object, ...]:
        """Return what expressions mean, comparable between programs."""
        values: dict[str, Value] = {}
        called: dict[ClauseRef, int] = {}
        for node in (node for expr in exprs for node in walk(expr)):
            match node:
                case ParameterRef():
                    id_ = parameter_id(node.book, node.name, node.pin)
                    values[id_] = self.program.parameters[id_].value
                case Call():
                    called[node.clause] = self.of(node.clause)
                case _:
                    pass
        return tuple(exprs), values, called
