"""Free variables of core expressions, and rewriting.

Rewriting keeps the types as they were: the replacement has a type at least as narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Row,
    Term,
    Total,
    Variable,
)
from convention_dsl.core.traverse import children

Transform = Callable[[Expr], Expr]


def rebuilt(expr: Expr, transform: Transform) -> Expr:
    """Return `expr` with each direct part replaced by its transform."""
    match expr:
        case Literal() | Variable() | ParameterRef():
            return expr
        case Field():
            return replace(expr, record=transform(expr.record))
        case Apply() | Call():
            return replace(expr, arguments=tuple(map(transform, expr.arguments)))
        case If():
            condition, then = transform(expr.condition), transform(expr.then)
            return replace(
                expr, condition=condition, then=then, otherwise=transform(expr.otherwise)
            )
        case Cases():
            rows = tuple(_row(row, transform) for row in expr.rows)
            return replace(expr, rows=rows, otherwise=_optional(expr.otherwise, transform))
        case Let():
            return replace(expr, value=transform(expr.value), body=transform(expr.body))
        case Total():
            return replace(expr, terms=tuple(_term(term, transform) for term in expr.terms))
        case Construct():
            return replace(expr, parts=tuple(map(transform, expr.parts)))
        case Aggregate():
            return _aggregate(expr, transform)
        case Round():
            return replace(expr, value=transform(expr.value))
        case Dated():
            alternatives = tuple((day, transform(value)) for day, value in expr.alternatives)
            return replace(expr, alternatives=alternatives)
        case _:
            assert_never(expr)


def _optional(expr: Expr | None, transform: Transform) -> Expr | None:
    return None if expr is None else transform(expr)


def _row(row: Row, transform: Transform) -> Row:
    return replace(row, guard=transform(row.guard), value=transform(row.value))


def _term(term: Term, transform: Transform) -> Term:
    condition = _optional(term.condition, transform)
    return replace(term, value=transform(term.value), condition=condition)


def _aggregate(expr: Aggregate, transform: Transform) -> Aggregate:
    return replace(
        expr,
        domain=transform(expr.domain),
        filter=_optional(expr.filter, transform),
        body=transform(expr.body),
        if_empty=_optional(expr.if_empty, transform),
    )


class FreeVariables:
    """The free variables of expressions, each computed once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Expr, frozenset[str]]] = {}

    def of(self, expr: Expr) -> frozenset[str]:
        """Return the names that `expr` leaves free."""
        known = self._known.get(id(expr))
        if known is None:
            known = (expr, self._compute(expr))
            self._known[id(expr)] = known
        return known[1]

    def _compute(self, expr: Expr) -> frozenset[str]:
        match expr:
            case Variable():
                return frozenset((expr.name,))
            case Let():
                return self.of(expr.value) | (self.of(expr.body) - {expr.name})
            case Aggregate():
                bound = self.of(expr.body)
                if expr.filter is not None:
                    bound |= self.of(expr.filter)
                free = self.of(expr.domain) | (bound - {expr.variable})
                return free if expr.if_empty is None else free | self.of(expr.if_empty)
            case _:
                empty: frozenset[str] = frozenset()
                return empty.union(*map(self.of, children(expr)))


def with_distinct_names(expr: Expr, taken: frozenset[str], names: Sequence[str]) -> Expr:
    """Return `expr`, which binds `names`, with those renamed, where needed, to be all different.

    Conditions can then be moved out of the scope where they stand without changing meaning.
    """
    if len(set(names)) == len(names) and taken.isdisjoint(names):
        return expr
    return _Renamer(set(taken)).renamed(expr, {})


class _Renamer:
    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def renamed(self, expr: Expr, names: Mapping[str, str]) -> Expr:
        match expr:
            case Variable():
                return replace(expr, name=names.get(expr.name, expr.name))
            case Let():
                value = self.renamed(expr.value, names)
                fresh = self._fresh(expr.name)
                inside = {**names, expr.name: fresh}
                return replace(expr, name=fresh, value=value, body=self.renamed(expr.body, inside))
            case Aggregate():
                return self._aggregate(expr, names)
            case _:
                return rebuilt(expr, lambda part: self.renamed(part, names))

    def _aggregate(self, expr: Aggregate, names: Mapping[str, str]) -> Aggregate:
        fresh = self._fresh(expr.variable)
        inside = {**names, expr.variable: fresh}
        return replace(
            expr,
            variable=fresh,
            domain=self.renamed(expr.domain, names),
            filter=_optional(expr.filter, lambda part: self.renamed(part, inside)),
            body=self.renamed(expr.body, inside),
            if_empty=_optional(expr.if_empty, lambda part: self.renamed(part, names)),
        )

    def _fresh(self, name: str) -> str:
        fresh, number = name, 1
        while fresh in self.taken:
            number += 1
            fresh = f"{name}_{number}"
        self.taken.add(fresh)
        return fresh


def with_node(expr: Expr, old: Expr, new: Expr) -> Expr:
    """Return `expr` with the very node `old` (not an equal one) replaced by `new`."""
    if expr is old:
        return new
    return rebuilt(expr, lambda part: with_node(part, old, new))
