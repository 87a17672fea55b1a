"""Comparisons with the smallest or the largest of a list, as conditions on all or some elements."""

from __future__ import annotations

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, AggregateKind, Apply, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.proof.lists.speech import Speech
from convention_dsl.types import ListType

_EXTREMA = (AggregateKind.MINIMUM, AggregateKind.MAXIMUM)


def as_quantified(expr: Apply, speech: Speech) -> Expr | None:
    """Return `largest <= bound` as `all <= bound` and the like; None where it is none of these."""
    left, right = expr.arguments
    for extremum, bound, is_left in ((left, right, True), (right, left, False)):
        if _is_extremum(extremum) and not speech.of_lists(bound):
            assert isinstance(extremum, Aggregate)
            return _quantified(expr, extremum, bound, is_left=is_left)
    return None


def _is_extremum(expr: Expr) -> bool:
    is_list = isinstance(expr, Aggregate) and isinstance(expr.domain.type, ListType)
    return isinstance(expr, Aggregate) and is_list and expr.kind in _EXTREMA


def _quantified(expr: Apply, extremum: Aggregate, bound: Expr, *, is_left: bool) -> Expr | None:
    if expr.operator is Operator.EQUAL:
        return build.conjunction(
            [
                build.apply(Operator.LESS_EQUAL, (extremum, bound)),
                build.apply(Operator.LESS_EQUAL, (bound, extremum)),
            ]
        )

    def compared(value: Expr) -> Expr:
        pair = (value, bound) if is_left else (bound, value)
        return build.apply(expr.operator, pair)

    is_all = is_left == (extremum.kind is AggregateKind.MAXIMUM)
    kind = AggregateKind.ALL if is_all else AggregateKind.ANY

    def over(chosen: AggregateKind, body: Expr) -> Expr:
        return build.aggregate(
            chosen, extremum.variable, extremum.domain, body, filter_=extremum.filter
        )

    assert extremum.if_empty is not None
    none = build.apply(
        Operator.EQUAL,
        (over(AggregateKind.COUNT, build.literal_number(1)), build.literal_number(0)),
    )
    return build.if_(none, compared(extremum.if_empty), over(kind, compared(extremum.body)))
