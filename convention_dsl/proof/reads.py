"""Which fields of which inputs a question depends on: those that a witness is shown with."""

from __future__ import annotations

from collections.abc import Iterable

from convention_dsl.core.nodes import Call, ClauseRef, Expr, Field, Let, Variable
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import children

Read = tuple[str, str]
"""An input and a field of it; ALL where the input itself is used."""

ALL = "*"


class Reads:
    """The fields that expressions of a program read, through calls and local definitions too."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._clauses: dict[ClauseRef, frozenset[Read]] = {}

    def of(self, exprs: Iterable[Expr]) -> frozenset[Read]:
        """Return what `exprs` read of the variables that they speak of."""
        found: set[Read] = set()
        for expr in exprs:
            self._add(expr, found)
        return frozenset(found)

    def _add(self, expr: Expr, found: set[Read]) -> None:
        match expr:
            case Field(record=Variable(name=name)):
                found.add((name, expr.name))
            case Variable():
                found.add((expr.name, ALL))
            case Call():
                self._call(expr, found)
            case Let(value=Variable(name=alias)):
                inside = self.of((expr.body,))
                found |= {(alias if name == expr.name else name, field) for name, field in inside}
            case _:
                for part in children(expr):
                    self._add(part, found)

    def _call(self, expr: Call, found: set[Read]) -> None:
        inputs = self.program.clauses[expr.clause].inputs
        inside = self._clause(expr.clause)
        for argument, binding in zip(expr.arguments, inputs, strict=True):
            fields = {field for name, field in inside if name == binding.name}
            if isinstance(argument, Variable):
                found |= {(argument.name, field) for field in fields}
            elif fields:
                self._add(argument, found)

    def _clause(self, ref: ClauseRef) -> frozenset[Read]:
        if ref not in self._clauses:
            self._clauses[ref] = self.of((self.program.clauses[ref].body,))
        return self._clauses[ref]
