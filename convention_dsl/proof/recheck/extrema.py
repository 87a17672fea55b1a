"""Comparisons with the smallest or the largest of a list, as conditions on its elements.

The largest is at most a bound where every one is, and at least a bound where some one is; the
smallest the other way round. Of a list without elements the stated value is compared.
"""

from __future__ import annotations

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, AggregateKind, Apply, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.types import ListType

_RELATIONS = (Operator.LESS, Operator.LESS_EQUAL)
_EXTREMA = (AggregateKind.MINIMUM, AggregateKind.MAXIMUM)


def compared(expr: Apply) -> Expr:
    """Return `expr`, as conditions on all or some elements where it compares an extremum."""
    if expr.operator not in (*_RELATIONS, Operator.EQUAL):
        return expr
    left, right = expr.arguments
    for extremum, bound, is_left in ((left, right, True), (right, left, False)):
        if isinstance(extremum, Aggregate) and _is_extremum(extremum) and not _of_lists(bound):
            if expr.operator is not Operator.EQUAL:
                return _compared(extremum, expr.operator, bound, is_left)
            sides = (True, False)
            return build.conjunction(
                [_compared(extremum, Operator.LESS_EQUAL, bound, side) for side in sides]
            )
    return expr


def _is_extremum(expr: Aggregate) -> bool:
    return isinstance(expr.domain.type, ListType) and expr.kind in _EXTREMA


def _of_lists(expr: Expr) -> bool:
    return any(
        isinstance(node, Aggregate) and isinstance(node.domain.type, ListType)
        for node in walk(expr)
    )


def _compared(extremum: Aggregate, operator: Operator, bound: Expr, is_left: bool) -> Expr:
    """Return whether an extremum, on the left or the right, is as `operator` says to a bound."""

    def relation(value: Expr) -> Expr:
        return build.apply(operator, (value, bound) if is_left else (bound, value))

    every = is_left is (extremum.kind is AggregateKind.MAXIMUM)
    kind = AggregateKind.ALL if every else AggregateKind.ANY
    assert extremum.if_empty is not None
    count = _over(extremum, AggregateKind.COUNT, build.literal_number(1))
    empty = build.apply(Operator.EQUAL, (count, build.literal_number(0)))
    others = _over(extremum, kind, relation(extremum.body))
    return build.if_(empty, relation(extremum.if_empty), others)


def _over(extremum: Aggregate, kind: AggregateKind, body: Expr) -> Expr:
    return build.aggregate(kind, extremum.variable, extremum.domain, body, filter_=extremum.filter)
