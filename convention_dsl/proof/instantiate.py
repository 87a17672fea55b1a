"""Substituting expressions for variables; bound names that would capture are changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from convention_dsl.core.nodes import Aggregate, Expr, Let, Variable
from convention_dsl.proof.terms import FreeVariables, rebuilt

Substitution = Mapping[str, Expr]


class Instances:
    """Substitutes in expressions of one question."""

    def __init__(self) -> None:
        self._free = FreeVariables()

    def free(self, expr: Expr) -> frozenset[str]:
        """Return the names that `expr` leaves free."""
        return self._free.of(expr)

    def of(self, expr: Expr, values: Substitution) -> Expr:
        """Return `expr` with its free variables replaced by `values`, where they have one."""
        wanted = {name: value for name, value in values.items() if name in self.free(expr)}
        if not wanted:
            return expr
        match expr:
            case Variable():
                return wanted[expr.name]
            case Let():
                name, inner = self._binder(expr.name, expr.value, wanted)
                return replace(
                    expr,
                    name=name,
                    value=self.of(expr.value, wanted),
                    body=self.of(expr.body, inner),
                )
            case Aggregate():
                return self._aggregate(expr, wanted)
            case _:
                return rebuilt(expr, lambda part: self.of(part, wanted))

    def canonical(self, expr: Expr, depth: int = 0) -> Expr:
        """Return `expr` with each bound name told by how many binders are around it.

        Expressions that differ in bound names only are then equal.
        """
        match expr:
            case Let():
                values = {expr.name: Variable(type=expr.value.type, name=f"#{depth}")}
                return replace(
                    expr,
                    name=f"#{depth}",
                    value=self.canonical(expr.value, depth),
                    body=self.canonical(self.of(expr.body, values), depth + 1),
                )
            case Aggregate():
                values = {expr.variable: Variable(type=expr.element_type, name=f"#{depth}")}
                renamed = replace(
                    expr,
                    variable=f"#{depth}",
                    filter=None if expr.filter is None else self.of(expr.filter, values),
                    body=self.of(expr.body, values),
                )
                return rebuilt(renamed, lambda part: self.canonical(part, depth + 1))
            case _:
                return rebuilt(expr, lambda part: self.canonical(part, depth))

    def _aggregate(self, expr: Aggregate, values: dict[str, Expr]) -> Aggregate:
        bound = Variable(type=expr.element_type, name=expr.variable)
        name, inner = self._binder(expr.variable, bound, values)
        return replace(
            expr,
            variable=name,
            domain=self.of(expr.domain, values),
            filter=None if expr.filter is None else self.of(expr.filter, inner),
            body=self.of(expr.body, inner),
            if_empty=None if expr.if_empty is None else self.of(expr.if_empty, values),
        )

    def _binder(
        self, name: str, like: Expr, values: dict[str, Expr]
    ) -> tuple[str, dict[str, Expr]]:
        """Return a name for what is bound that captures nothing, and the values seen inside."""
        inner = {other: value for other, value in values.items() if other != name}
        taken = frozenset().union(*(self.free(value) for value in inner.values()))
        if name not in taken:
            return name, inner
        fresh = self.fresh(name, taken | inner.keys())
        return fresh, {**inner, name: Variable(type=like.type, name=fresh)}

    @staticmethod
    def fresh(name: str, taken: frozenset[str] | set[str]) -> str:
        """Return `name`, or a variant of it that is not taken."""
        found, number = name, 1
        while found in taken:
            number += 1
            found = f"{name}_{number}"
        return found
