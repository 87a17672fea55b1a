"""What a verdict rests on: rows, terms, clauses, ranges, parameters, hypotheses, as `Ground`s.

A trail gives each of them an assumption literal, so that an unsatisfiable core names those that a
proof needs. A trail that keeps nothing (`NO_TRAIL`) assumes everything outright.
"""

from __future__ import annotations

from convention_dsl.core.nodes import ClauseRef, Row, Term
from convention_dsl.core.program import Parameter, Program
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.proof.leaves import Path, shown_path
from convention_dsl.proof.smt import Bool, Script
from convention_dsl.proof.verdict import Ground


class Trail:
    """Keeps nothing: everything simply holds."""

    def clause(self, _ref: ClauseRef) -> Bool:
        """Return the assumption that a clause is as it is written."""
        return True

    def row(self, _ref: ClauseRef | None, _row: Row) -> Bool:
        """Return the assumption that a row is as it is written."""
        return True

    def term(self, _ref: ClauseRef | None, _term: Term) -> Bool:
        """Return the assumption that a term is as it is written."""
        return True

    def range(self, _path: Path) -> Bool:
        """Return the assumption that an input, or an open parameter, is in its range."""
        return True


NO_TRAIL = Trail()


class Tracks(Trail):
    """Gives every ground an assumption literal of its own in a script."""

    def __init__(self, program: Program, *, each_row: bool) -> None:
        self.program = program
        self.each_row = each_row
        self.script: Script | None = None
        self.literals: dict[Ground, str] = {}
        self._inside: dict[str, ClauseRef] = {}

    def assume(self, ground: Ground) -> Bool:
        """Return the assumption literal of `ground`, the same for every use."""
        if self.script is None:
            raise ValueError("a trail follows one script")
        if ground not in self.literals:
            self.literals[ground] = self.script.fresh("Bool", "a")
        return self.literals[ground]

    def clause(self, ref: ClauseRef) -> Bool:
        """Return the assumption that a clause is as it is written."""
        return self.assume(clause_ground(self.program, ref))

    def row(self, ref: ClauseRef | None, row: Row) -> Bool:
        """Return the assumption that a row is as it is written."""
        return self._part(ref, row)

    def term(self, ref: ClauseRef | None, term: Term) -> Bool:
        """Return the assumption that a term is as it is written."""
        return self._part(ref, term)

    def _part(self, ref: ClauseRef | None, part: Row | Term) -> Bool:
        if not self.each_row:
            return True
        literal = self.assume(row_ground(ref, part))
        if ref is not None:
            self._inside[str(literal)] = ref
        return literal

    def owners(self) -> dict[str, str]:
        """Return the assumption of the clause that each row or term is a part of.

        Where a clause is not as it is written, its rows say nothing.
        """
        clauses = {
            ref: self.literals.get(clause_ground(self.program, ref))
            for ref in set(self._inside.values())
        }
        found = ((part, clauses[ref]) for part, ref in self._inside.items())
        return {part: clause for part, clause in found if clause is not None}

    def range(self, path: Path) -> Bool:
        """Return the assumption that an input, or an open parameter, is in its range."""
        if path[0] is None:
            return self.assume(parameter_ground(self.program.parameters[str(path[1])]))
        return self.assume(domain_ground(path))


def clause_ground(program: Program, ref: ClauseRef) -> Ground:
    """Return a clause as a ground."""
    definition = program.clauses[ref].definition
    book = program.library.books.get(ref.book)
    outer = NO_PROVENANCE if book is None else book.provenance
    return Ground("clause", str(ref), definition.provenance.within(outer))


def row_ground(ref: ClauseRef | None, row: Row | Term) -> Ground:
    """Return a row, a case, an exception or a term as a ground: `clause: label`, or its id."""
    name = f"{ref}: {row.label}" if ref is not None and row.label else row.id
    return Ground("row", name, row.provenance)


def parameter_ground(parameter: Parameter) -> Ground:
    """Return a parameter as a ground."""
    return Ground("parameter", parameter.id, parameter.provenance)


def domain_ground(path: Path) -> Ground:
    """Return the range of an input as a ground."""
    return Ground("domain", shown_path(path), NO_PROVENANCE)


def hypothesis_ground(text: str, provenance: Provenance = NO_PROVENANCE) -> Ground:
    """Return a hypothesis as a ground."""
    return Ground("hypothesis", text, provenance)
