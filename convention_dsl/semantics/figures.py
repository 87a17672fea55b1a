"""What a refuted statement about figures shows: each figure, both sides, the gap between them.

A property without inputs has no case to show. Where it does not hold, what is wrong is a sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from convention_dsl.core.nodes import Expr, Literal, ParameterRef
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.semantics.build import operate
from convention_dsl.semantics.claims import Property
from convention_dsl.semantics.fitting import same_family
from convention_dsl.syntax.nodes import Binary, BinaryOperator, ConditionClaim, Expression
from convention_dsl.types import NumberType

_COMPARISONS = frozenset(
    {
        BinaryOperator.EQUAL,
        BinaryOperator.NOT_EQUAL,
        BinaryOperator.LESS,
        BinaryOperator.LESS_EQUAL,
        BinaryOperator.GREATER,
        BinaryOperator.GREATER_EQUAL,
    }
)


def figures(property_: Property, claim: Expr) -> dict[str, Expr]:
    """Return what a property without inputs shows: a text, and the expression it stands for."""
    found = dict(_parameters(property_, claim))
    written = property_.node.claim
    if isinstance(written, ConditionClaim):
        for comparison in _comparisons(written.condition):
            found |= _sides(property_, comparison)
    return found


def _parameters(property_: Property, claim: Expr) -> Iterator[tuple[str, Expr]]:
    """Yield the parameters that a claim names, in the order of the text, each with its year."""
    visible = property_.scope.visible
    books = [visible.own, *visible.books, *(each.names for each in visible.aliases.values())]
    years = {(book.name, p.name): p.year for book in books for p in book.parameters.values()}
    named = [node for node in walk(claim) if isinstance(node, ParameterRef)]
    for node in sorted(named, key=lambda each: each.span.start):
        year = years.get((node.book, node.name))
        name = node.name if node.book == visible.own.name else f"{node.book}.{node.name}"
        yield (f"{name} ({year})" if year else name), node


def _comparisons(node: Expression) -> Iterator[Binary]:
    if isinstance(node, Binary) and node.operator is BinaryOperator.AND:
        yield from _comparisons(node.left)
        yield from _comparisons(node.right)
    elif isinstance(node, Binary) and node.operator in _COMPARISONS:
        yield node


def _sides(property_: Property, comparison: Binary) -> dict[str, Expr]:
    """Return the sides of a comparison of numbers that are sums, and their difference."""
    left, _ = property_.read(lambda scope: scope.expression(comparison.left))
    right, _ = property_.read(lambda scope: scope.expression(comparison.right))
    if left is None or right is None or not _are_numbers(left, right):
        return {}
    gap = Binary(
        operator=BinaryOperator.SUBTRACT,
        left=comparison.left,
        right=comparison.right,
        span=comparison.span,
    )
    text = property_.printer.text
    sides = {text(comparison.left): left, text(comparison.right): right}
    shown = {k: v for k, v in sides.items() if not isinstance(v, Literal | ParameterRef)}
    return {**shown, text(gap): operate(Operator.SUBTRACT, left, right, span=comparison.span)}


def _are_numbers(left: Expr, right: Expr) -> bool:
    numbers = isinstance(left.type, NumberType) and isinstance(right.type, NumberType)
    return numbers and same_family(left.type, right.type)
