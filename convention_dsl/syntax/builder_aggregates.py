"""Aggregates: what is made of the elements of a set or a list."""

from __future__ import annotations

from collections.abc import Callable

from convention_dsl.syntax import nodes
from convention_dsl.syntax.builder import Context, first, name, tokens, trees
from convention_dsl.syntax.lalr import Tree
from convention_dsl.syntax.tokens import Token

Build = Callable[[Context, Tree], nodes.Expression]
"""What builds the expressions inside an aggregate."""

_AGGREGATES = {
    "NUMBER_OF": nodes.AggregateWord.NUMBER,
    "SUM_OF": nodes.AggregateWord.SUM,
    "AVERAGE_OF": nodes.AggregateWord.AVERAGE,
    "SMALLEST": nodes.AggregateWord.SMALLEST,
    "LARGEST": nodes.AggregateWord.LARGEST,
    "SOME": nodes.AggregateWord.SOME,
    "ALL": nodes.AggregateWord.ALL,
    "SHARE_OF": nodes.AggregateWord.SHARE,
    "LOWEST": nodes.AggregateWord.LOWEST,
    "HIGHEST": nodes.AggregateWord.HIGHEST,
}


def for_each(context: Context, tree: Tree, build: Build) -> nodes.Expression:
    """Build `e for each (a in S)`."""
    body, binder = trees(tree)
    variable, domain, where = _binder(context, binder, build)
    return nodes.AggregateExpr(
        word=nodes.AggregateWord.SUM,
        variable=variable,
        domain=domain,
        body=build(context, body),
        filter=where,
        span=context.span(tree),
    )


def _binder(
    context: Context, tree: Tree, build: Build
) -> tuple[nodes.Name, nodes.Expression, nodes.Expression | None]:
    where = first(tree, "where")
    return (
        name(context, tokens(tree, "NAME")[0]),
        build(context, trees(tree)[0]),
        build(context, trees(where)[0]) if where else None,
    )


def aggregate(context: Context, tree: Tree, build: Build) -> nodes.Expression:
    """Build an aggregate that starts with its word."""
    token = next(part for part in tree.children if isinstance(part, Token))
    binder, body_tree, empty = (first(tree, n) for n in ("binder", "aggregate_body", "if_empty"))
    assert binder is not None
    variable, domain, where = _binder(context, binder, build)
    body: nodes.Expression | None = None
    if token.type in ("SOME", "ALL"):
        written = build(context, trees(body_tree)[0]) if body_tree else None
        body, where = _condition_of(context, tree, written, where)
    elif trees(tree)[0] is not binder:
        body = build(context, trees(tree)[0])
    return nodes.AggregateExpr(
        word=_AGGREGATES[token.type],
        variable=variable,
        domain=domain,
        body=body,
        filter=where,
        if_empty=_if_empty(context, empty, build) if empty else None,
        span=context.span(tree),
    )


def _condition_of(
    context: Context,
    tree: Tree,
    body: nodes.Expression | None,
    where: nodes.Expression | None,
) -> tuple[nodes.Expression, nodes.Expression | None]:
    """Return the condition and the filter of `some` or `all`: alone, `where` is the condition."""
    if body is not None:
        return body, where
    if where is None:
        context.tell("E0028", tree, text=context.text(tree))
        return nodes.BooleanLiteral(value=True), None
    return where, None


def _if_empty(context: Context, tree: Tree, build: Build) -> nodes.Expression:
    value = build(context, trees(tree)[0])
    if not tokens(tree, "MINUS_SIGN"):
        return value
    return nodes.Unary(operator=nodes.UnaryOperator.NEGATE, operand=value, span=context.span(tree))
