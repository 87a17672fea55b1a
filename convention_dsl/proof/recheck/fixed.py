"""What is said of a whole list inside a sum over it: `Σ fmt(p) × number of (q in L)`.

Such a number does not change from one element of the sum to the next. What holds whatever number it
is holds for the number that it is; so it becomes an input like any other before the sum is looked
at element by element, wherever it is not itself added up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, Apply, Cases, Expr, If, Row, Term, Total
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.traverse import walk
from convention_dsl.proof.recheck.terms import (
    Environment,
    Rebuilding,
    Rejected,
    outermost,
    over_list,
)
from convention_dsl.proof.terms import rebuilt

FIXED = "fixed "


class Fixing:
    """Makes inputs of the list aggregates that stand inside sums over lists.

    Of a product of two sums one factor is added up; `mirrored`: the first where both could be.
    """

    def __init__(self, program: Program, env: Environment, *, mirrored: bool) -> None:
        self.rebuilding = Rebuilding(program)
        self.env = env
        self.mirrored = mirrored
        self.inputs: dict[Expr, Binding] = {}

    def find(self, *sides: Expr) -> None:
        """Name the aggregates inside the sums of `sides`."""
        for side in sides:
            for inner in self._inside(side):
                name = f"{FIXED}{len(self.env) + len(self.inputs)}"
                self.inputs.setdefault(inner, Binding(name, inner.type))

    def _inside(self, side: Expr) -> Iterator[Expr]:
        for aggregate in outermost(side):
            for node in walk(aggregate):
                if node is not aggregate and over_list(node):
                    known = self._closed(node)
                    if known is not None:
                        yield known

    def _closed(self, node: Expr) -> Expr | None:
        """Return an aggregate as it reads by itself, None where it speaks of an element."""
        try:
            return self.rebuilding.expr(node, self.env)
        except Rejected:
            return None

    def _input(self, node: Expr) -> Expr | None:
        known = self._closed(node) if over_list(node) else None
        binding = None if known is None else self.inputs.get(known)
        return None if binding is None else build.variable(binding.name, binding.type)

    def everywhere(self, expr: Expr) -> Expr:
        """Return `expr` with the inputs wherever they can stand."""
        return self._input(expr) or rebuilt(expr, self.everywhere)

    def put(self, expr: Expr) -> Expr:
        """Return `expr` with the inputs inside its sums, and where it does not add sums up."""
        match expr:
            case Aggregate() if over_list(expr):
                return rebuilt(expr, self.everywhere)
            case Apply(operator=Operator.MULTIPLY, arguments=(one, two)) if self._both(one, two):
                return replace(expr, arguments=self._factors(one, two))
            case Apply(operator=Operator.DIVIDE, arguments=(one, two)):
                return replace(expr, arguments=(self.put(one), self.everywhere(two)))
            case If():
                then, otherwise = self.put(expr.then), self.put(expr.otherwise)
                condition = self.everywhere(expr.condition)
                return replace(expr, condition=condition, then=then, otherwise=otherwise)
            case Cases():
                last = None if expr.otherwise is None else self.put(expr.otherwise)
                return replace(expr, rows=tuple(map(self._row, expr.rows)), otherwise=last)
            case Total():
                return replace(expr, terms=tuple(map(self._term, expr.terms)))
            case _:
                return rebuilt(expr, self.put)

    @staticmethod
    def _both(one: Expr, two: Expr) -> bool:
        return any(outermost(one)) and any(outermost(two))

    def _factors(self, one: Expr, two: Expr) -> tuple[Expr, Expr]:
        """Fix the factor that then speaks of no list any more."""
        sides = ((two, one), (one, two)) if self.mirrored else ((one, two), (two, one))
        for factor, other in sides:
            fixed = self.everywhere(factor)
            if not any(outermost(fixed)):
                return (fixed, self.put(other)) if factor is one else (self.put(other), fixed)
        return self.put(one), self.put(two)

    def _row(self, row: Row) -> Row:
        return replace(row, guard=self.everywhere(row.guard), value=self.put(row.value))

    def _term(self, term: Term) -> Term:
        condition = None if term.condition is None else self.everywhere(term.condition)
        return replace(term, value=self.put(term.value), condition=condition)
