"""Walks over expressions that do not care about meaning."""

from __future__ import annotations

from collections.abc import Iterator
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
    Total,
    Variable,
)


def children(expr: Expr) -> tuple[Expr, ...]:
    """Return the expressions directly inside `expr`, in the order of evaluation."""
    match expr:
        case Literal() | Variable() | ParameterRef():
            return ()
        case Field():
            return (expr.record,)
        case Apply() | Call():
            return expr.arguments
        case If():
            return (expr.condition, expr.then, expr.otherwise)
        case Cases():
            guards = tuple(row.guard for row in expr.rows)
            values = tuple(row.value for row in expr.rows)
            return guards + values + ((expr.otherwise,) if expr.otherwise else ())
        case Let():
            return (expr.value, expr.body)
        case Total():
            pairs = ((term.condition, term.value) for term in expr.terms)
            return tuple(part for pair in pairs for part in pair if part is not None)
        case Construct():
            return expr.parts
        case Aggregate():
            parts = (expr.domain, expr.filter, expr.body, expr.if_empty)
            return tuple(part for part in parts if part is not None)
        case Round():
            return (expr.value,)
        case Dated():
            return tuple(alternative for _, alternative in expr.alternatives)
        case _:
            assert_never(expr)


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield `expr` and every expression inside it, outermost first, without recursion."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        inner = children(node)
        if inner:
            stack += inner[::-1]
