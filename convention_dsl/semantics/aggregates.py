"""Aggregates over sets, lists and enumerations."""

from __future__ import annotations

from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.ranges import element_type
from convention_dsl.semantics.build import equal, operate
from convention_dsl.semantics.fitting import condition, merge, plain
from convention_dsl.semantics.operators import is_number, is_orderable
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import AggregateExpr, AggregateWord, Expression
from convention_dsl.types import (
    ListType,
    NumberKind,
    OptionalType,
    SetType,
    Type,
)

_KINDS = {
    AggregateWord.NUMBER: AggregateKind.COUNT,
    AggregateWord.SUM: AggregateKind.SUM,
    AggregateWord.AVERAGE: AggregateKind.SUM,
    AggregateWord.SMALLEST: AggregateKind.MINIMUM,
    AggregateWord.LARGEST: AggregateKind.MAXIMUM,
    AggregateWord.SOME: AggregateKind.ANY,
    AggregateWord.ALL: AggregateKind.ALL,
    AggregateWord.SHARE: AggregateKind.COUNT,
    AggregateWord.LOWEST: AggregateKind.LOWEST,
    AggregateWord.HIGHEST: AggregateKind.HIGHEST,
}


def aggregate(scope: Scope, node: AggregateExpr, hint: Type | None) -> Expr | None:
    """Return an aggregate; a share is a quotient of two counts, an average of a sum and one."""
    found = domain(scope, node.domain)
    element = element_type(found.type) if found else None
    variable = node.variable
    if scope.hides(variable.text):
        scope.problems.add("E0111", variable.span, name=variable.text)
    inner = scope.inside_aggregate(variable.text, element, variable.span)
    filter_ = None
    if node.filter is not None:
        filter_ = condition(scope.problems, inner.expression(node.filter))
    body = _body(inner, node, hint)
    if_empty = None if node.if_empty is None else scope.expression(node.if_empty, hint or element)
    if found is None or body is None or (node.filter is not None and filter_ is None):
        return None
    if node.word is AggregateWord.SHARE:
        part = _count(node, found, filter_, node.span)
        return _quotient(scope, node, part, _count(node, found, None, node.span), if_empty)
    if node.word is AggregateWord.AVERAGE:
        size = _count(node, found, filter_, node.span)
        return _quotient(scope, node, _sum(node, found, filter_, body), size, if_empty)
    kind = _KINDS[node.word]
    chooses = kind in (AggregateKind.LOWEST, AggregateKind.HIGHEST)
    sample = build.variable(variable.text, element) if chooses and element else body
    if not _is_complete(scope, node, sample, if_empty):
        return None
    if if_empty is not None and kind in (AggregateKind.MINIMUM, AggregateKind.MAXIMUM):
        body, if_empty = merge(scope.problems, [body, if_empty], node.span) or (body, if_empty)
    return build.aggregate(
        kind, variable.text, found, body, filter_=filter_, if_empty=if_empty, span=node.span
    )


def domain(scope: Scope, node: Expression) -> Expr | None:
    """Return what an aggregate runs over: a set, a list, or all items of an enumeration."""
    found = scope.expression(node)
    if found is None or isinstance(found.type, SetType | ListType):
        return found
    code = "E0123" if isinstance(found.type, OptionalType) else "E0148"
    scope.problems.add(code, found.span, found=plain(found.type))
    return None


def _body(scope: Scope, node: AggregateExpr, hint: Type | None) -> Expr | None:
    """Return what is counted, summed, tested or compared for each element."""
    match node.word:
        case AggregateWord.NUMBER | AggregateWord.SHARE:
            return build.literal_number(1, span=node.span)
        case AggregateWord.SOME | AggregateWord.ALL:
            if node.body is None:
                return build.literal_boolean(True, node.span)
            return condition(scope.problems, scope.expression(node.body))
        case AggregateWord.SUM | AggregateWord.AVERAGE:
            body = None if node.body is None else scope.expression(node.body, hint)
            return body if body is not None and is_number(scope.problems, body) else None
        case (
            AggregateWord.SMALLEST
            | AggregateWord.LARGEST
            | AggregateWord.LOWEST
            | AggregateWord.HIGHEST
        ):
            return _key(scope, None if node.body is None else scope.expression(node.body))
        case _:
            assert_never(node.word)


def _key(scope: Scope, body: Expr | None) -> Expr | None:
    if body is None or is_orderable(body.type):
        return body
    code = "E0123" if isinstance(body.type, OptionalType) else "E0131"
    scope.problems.add(code, body.span, found=plain(body.type))
    return None


_NEEDS_EMPTY = frozenset(
    {
        AggregateWord.SMALLEST,
        AggregateWord.LARGEST,
        AggregateWord.LOWEST,
        AggregateWord.HIGHEST,
    }
)


def _is_complete(scope: Scope, node: AggregateExpr, sample: Expr, if_empty: Expr | None) -> bool:
    """Return whether the value "if empty" is there where needed, and of the type of `sample`."""
    if node.word not in _NEEDS_EMPTY:
        return True
    if node.if_empty is None:
        scope.problems.add("E0149", node.span)
        return False
    if if_empty is None:
        return False
    return merge(scope.problems, [sample, if_empty], node.if_empty.span) is not None


def _quotient(
    scope: Scope, node: AggregateExpr, part: Expr, whole: Expr, if_empty: Expr | None
) -> Expr | None:
    """Return `part` by `whole`, and the value "if empty" where there is nothing to divide by."""
    if node.if_empty is None:
        scope.problems.add("E0149", node.span)
        return None
    if if_empty is None or not is_number(scope.problems, if_empty):
        return None
    name = scope.context.fresh()
    size = build.variable(name, whole.type, node.span)
    value = operate(Operator.DIVIDE, part, size, span=node.span)
    if merge(scope.problems, [value, if_empty], node.if_empty.span) is None:
        return None
    none = equal(size, build.literal_number(0, NumberKind.INTEGER, node.span), node.span)
    return build.let(name, whole, build.if_(none, if_empty, value, node.span), node.span)


def _sum(node: AggregateExpr, found: Expr, filter_: Expr | None, body: Expr) -> Expr:
    return build.aggregate(
        AggregateKind.SUM, node.variable.text, found, body, filter_=filter_, span=node.span
    )


def _count(node: AggregateExpr, found: Expr, filter_: Expr | None, span: Span) -> Expr:
    one = build.literal_number(1, span=span)
    return build.aggregate(
        AggregateKind.COUNT, node.variable.text, found, one, filter_=filter_, span=span
    )
