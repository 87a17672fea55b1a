"""Facts about products of a sum and something else, which a solver of linear arithmetic lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.proof.lists.speech import Speech
from convention_dsl.types import NumberType


def facts(exprs: Iterable[Expr], sums: frozenset[str], speech: Speech) -> Iterator[Expr]:
    """Yield that a product lies between what the bounds of one factor make of the other."""
    products = (node for expr in exprs for node in walk(expr) if isinstance(node, Apply))
    for node in dict.fromkeys(products):
        if node.operator is Operator.MULTIPLY:
            for factor, other in (node.arguments, node.arguments[::-1]):
                if _is_factor(factor, other, sums, speech):
                    yield from _between(node, factor, other)


def _is_factor(factor: Expr, other: Expr, sums: frozenset[str], speech: Speech) -> bool:
    free = speech.instances.free
    is_known = isinstance(factor, Literal) or not sums.isdisjoint(free(factor))
    return not is_known and not sums.isdisjoint(free(other))


def _between(product: Apply, factor: Expr, other: Expr) -> Iterator[Expr]:
    low, high = factor.type, other.type
    if not isinstance(low, NumberType) or not isinstance(high, NumberType):
        return
    if high.low is None or high.low < 0:
        return
    for bound, is_below in ((low.low, True), (low.high, False)):
        if bound is not None:
            limit = build.apply(Operator.MULTIPLY, (build.literal_number(bound, low.kind), other))
            pair = (limit, product) if is_below else (product, limit)
            yield build.apply(Operator.LESS_EQUAL, pair)
