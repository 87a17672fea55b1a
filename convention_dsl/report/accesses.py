"""Which fields of which inputs expressions read, through lists, calls and local definitions.

`proof/reads.py` stops at the fields of an input; a list has its fields in its elements, and these
may hold lists too (the patients of each doctor).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from convention_dsl.core.nodes import Aggregate, Call, ClauseRef, Expr, Field, Let, Variable
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import children

Path = tuple[str, ...]
"""An input, then fields; the elements of a list are at the place of the list."""

Places = Mapping[str, Path | None]
"""Where each variable is; None: nowhere that can be named."""


class Accesses:
    """The paths that expressions of a program read."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._clauses: dict[ClauseRef, frozenset[Path]] = {}

    def of(self, exprs: Iterable[Expr], inputs: Iterable[str]) -> frozenset[Path]:
        """Return the paths that `exprs` read from `inputs`."""
        places: Places = {name: (name,) for name in inputs}
        return frozenset().union(*(self._paths(expr, places) for expr in exprs))

    def _paths(self, expr: Expr, places: Places) -> frozenset[Path]:
        match expr:
            case Variable() | Field() if (place := place_of(expr, places)) is not None:
                return frozenset((place,))
            case Let():
                inner = {**places, expr.name: place_of(expr.value, places)}
                return self._paths(expr.value, places) | self._paths(expr.body, inner)
            case Aggregate():
                inner = {**places, expr.variable: place_of(expr.domain, places)}
                own = [part for part in (expr.filter, expr.body) if part is not None]
                outer = [part for part in (expr.domain, expr.if_empty) if part is not None]
                return self._all(own, inner) | self._all(outer, places)
            case Call():
                return self._call(expr, places)
            case _:
                return self._all(children(expr), places)

    def _all(self, exprs: Iterable[Expr], places: Places) -> frozenset[Path]:
        return frozenset().union(*(self._paths(expr, places) for expr in exprs))

    def _call(self, expr: Call, places: Places) -> frozenset[Path]:
        inside = self._clause(expr.clause)
        inputs = self.program.clauses[expr.clause].inputs
        found: set[Path] = set()
        for argument, binding in zip(expr.arguments, inputs, strict=True):
            own = [path[1:] for path in inside if path[0] == binding.name]
            place = place_of(argument, places)
            if place is not None:
                found |= {(*place, *rest) for rest in own}
            elif own:
                found |= self._paths(argument, places)
        return frozenset(found)

    def _clause(self, ref: ClauseRef) -> frozenset[Path]:
        if ref not in self._clauses:
            clause = self.program.clauses[ref]
            names = [binding.name for binding in clause.inputs]
            self._clauses[ref] = self.of((clause.body,), names)
        return self._clauses[ref]


def place_of(expr: Expr, places: Places) -> Path | None:
    """Return where the value of an expression comes from, None where it is made on the way."""
    match expr:
        case Variable():
            return places.get(expr.name)
        case Field():
            place = place_of(expr.record, places)
            return None if place is None else (*place, expr.name)
        case _:
            return None
