"""Constant expressions: numbers of the text, and what arithmetic makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.types import NumberType

_ARITHMETIC: Mapping[Operator, Callable[..., Fraction]] = {
    Operator.NEGATE: lambda a: -a,
    Operator.ADD: lambda a, b: a + b,
    Operator.SUBTRACT: lambda a, b: a - b,
    Operator.MULTIPLY: lambda a, b: a * b,
    Operator.DIVIDE: lambda a, b: a / b,
    Operator.MINIMUM: min,
    Operator.MAXIMUM: max,
}


def folded(expr: Expr) -> Literal | None:
    """Return the literal that `expr` amounts to, or None where it is no constant."""
    if isinstance(expr, Literal):
        return expr
    if not isinstance(expr, Apply) or not isinstance(expr.type, NumberType):
        return None
    rule = _ARITHMETIC.get(expr.operator)
    parts = [folded(argument) for argument in expr.arguments]
    values = [part.value for part in parts if part and isinstance(part.value, Fraction)]
    if rule is None or len(values) < len(parts):
        return None
    if expr.operator is Operator.DIVIDE and values[1] == 0:
        return None
    return build.literal_number(rule(*values), expr.type.kind, expr.span)
