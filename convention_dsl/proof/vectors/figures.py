"""Whether every figure of a text matters in some vector: changed a little, it changes a result.

A vector may reach a rate and multiply it by nothing. Such figures are looked for once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from time import monotonic

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import ClauseRef, Expr, Literal, ParameterRef, Value
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.terms import with_node
from convention_dsl.proof.vectors.cover import simplest
from convention_dsl.proof.vectors.plain import drawn
from convention_dsl.proof.vectors.replay import Seen
from convention_dsl.proof.vectors.search import Candidate, Inputs, Search
from convention_dsl.types import NumberKind, NumberType

_CHANGE = {
    NumberKind.INTEGER: Fraction(1),
    NumberKind.NUMBER: Fraction(1),
    NumberKind.AMOUNT: Fraction(1),
    NumberKind.RATE: Fraction(1, 100),
}
"""By how much a figure is changed: a negotiation would not change it by less."""
_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A number written in a clause, or a parameter (its id) that it reads."""

    clause: ClauseRef
    expr: Expr = field(repr=False)
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure, and the inputs that show it (None: none was found)."""

    figure: Figure
    by: Candidate | None


class Figures:
    """The figures that a clause reaches, each with the program in which it is another one."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.changed = list(_changed(search.program, search.watches.called))
        self._drawn: list[Candidate] | None = None

    def shown(self, chosen: Sequence[Candidate]) -> list[Shown]:
        """Return by what each figure is shown: one of `chosen`, or inputs to be added to them."""
        known = list(chosen)
        found: list[Shown] = []
        for figure, program in self.changed:
            by = next((each for each in known if self._differs(program, each)), None)
            if by is None:
                by = self._showing(program)
                known += [by] if by is not None else []
            found.append(Shown(figure, by))
        return found

    def _differs(self, program: Program, candidate: Candidate) -> bool:
        search = self.search
        values = [candidate.inputs[binding.name] for binding in search.bindings]
        return _value(program, search.ref, values) != candidate.seen.value

    def _showing(self, program: Program) -> Candidate | None:
        """Look for inputs that show a figure, and make them simple."""
        search = self.search
        if monotonic() > search.deadline:
            return None
        pool = (each for part in (search.candidates, self._pool()) for each in part)
        found = next((each for each in pool if self._differs(program, each)), None)
        if found is None:
            return None

        def still(inputs: Inputs) -> Seen | None:
            seen = search.try_(inputs)
            shows = seen is not None and self._differs(program, Candidate(inputs, seen))
            return seen if shows else None

        return simplest(found, frozenset(), search.types, search.plain, still)

    def _pool(self) -> list[Candidate]:
        """Return inputs drawn at random: nothing in them is plain, so that most figures matter."""
        if self._drawn is None:
            rng = Random(1)
            self._drawn = []
            for _ in range(_DRAWN):
                inputs: Inputs = {
                    name: drawn(self.search.program, type_, rng, 0)
                    for name, type_ in self.search.types.items()
                }
                seen = self.search.try_(inputs)
                if seen is not None:
                    self._drawn.append(Candidate(inputs, seen))
        return self._drawn


def _changed(program: Program, refs: Iterable[ClauseRef]) -> Iterator[tuple[Figure, Program]]:
    """Yield each figure with the program in which it is changed."""
    parameters: set[str] = set()
    for ref in refs:
        clause = program.clauses[ref]
        nodes = {id(node): node for node in walk(clause.body)}
        for node in nodes.values():
            match node:
                case Literal(value=Fraction() as value, type=NumberType(kind=kind)):
                    other = replace(node, value=value + _CHANGE[kind])
                    body = with_node(clause.body, node, other)
                    changed = {**program.clauses, ref: replace(clause, body=body)}
                    yield Figure(ref, node), replace(program, clauses=changed)
                case ParameterRef():
                    id_ = parameter_id(node.book, node.name, node.pin)
                    known = program.parameters[id_].value
                    if id_ not in parameters and isinstance(known, Fraction):
                        parameters.add(id_)
                        kind = getattr(node.type, "kind", NumberKind.NUMBER)
                        changed_value = {id_: known + _CHANGE[kind]}
                        yield Figure(ref, node, id_), with_values(program, changed_value)
                case _:
                    pass


def _value(program: Program, ref: ClauseRef, values: Sequence[Value]) -> Value | EvaluationError:
    try:
        return call(program, ref, values)
    except EvaluationError as error:
        return error
