"""What was examined already: clauses of equal content are examined once for all programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from convention_dsl.core.nodes import Aggregate, Call, ClauseRef, Expr, Let, ParameterRef, Value
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.finding import Findings

Key = tuple[str, int]
"""A clause or a property, and the number of its content among those it has had."""


@dataclass
class Memory:
    """Clauses examined, by content: the same body, calls and parameter values mean the same."""

    contents: dict[ClauseRef, list[tuple[object, ...]]] = field(default_factory=dict)
    known: dict[Key, Findings] = field(default_factory=dict)

    def number(self, ref: ClauseRef, content: tuple[object, ...]) -> int:
        """Return the number of `content` among those that the clause has had."""
        known = self.contents.setdefault(ref, [])
        if content not in known:
            known.append(content)
        return known.index(content)

    def findings(self, key: Key, examine: Callable[[], Findings]) -> Findings:
        """Return what was found under `key`, examining it the first time."""
        if key not in self.known:
            self.known[key] = examine()
        return self.known[key]


class Contents:
    """What the clauses of a program mean: body, parameters' values, and the clauses they call.

    `called` are the clauses that another clause of the same book calls, by book; `bound` the names
    that each clause binds, once for each place.
    """

    def __init__(self, program: Program, memory: Memory) -> None:
        self.program = program
        self.memory = memory
        self.called: dict[str, set[str]] = defaultdict(set)
        self.bound: dict[ClauseRef, list[str]] = {}
        self._numbers: dict[ClauseRef, int] = {}

    def read(self) -> None:
        """Read every clause, so that `called` is complete."""
        for ref in self.program.clauses:
            self.of(ref)

    def of(self, ref: ClauseRef) -> int:
        """Return the number of the clause's content among those it has had."""
        if ref not in self._numbers:
            clause = self.program.clauses[ref]
            bound = self.bound[ref] = []
            body, values, called = self.content((clause.body,), bound)
            self.called[ref.book] |= {each.name for each in called if each.book == ref.book}
            content = (clause.inputs, clause.result, body, values, called)
            self._numbers[ref] = self.memory.number(ref, content)
        return self._numbers[ref]

    def content(
        self, exprs: Sequence[Expr], bound: list[str]
    ) -> tuple[tuple[Expr, ...], dict[str, Value], dict[ClauseRef, int]]:
        """Return what expressions mean, comparable between programs; add what they bind."""
        values: dict[str, Value] = {}
        called: dict[ClauseRef, int] = {}
        for node in chain.from_iterable(map(walk, exprs)):
            match node:
                case ParameterRef():
                    id_ = parameter_id(node.book, node.name, node.pin)
                    values[id_] = self.program.parameters[id_].value
                case Call():
                    called[node.clause] = self.of(node.clause)
                case Let() | Aggregate():
                    bound.append(node.name if isinstance(node, Let) else node.variable)
                case _:
                    pass
        return tuple(exprs), values, called
