"""Applications worked out where their arguments, or their ranges, decide them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from convention_dsl.calculator.failures import Failures
from convention_dsl.core import build
from convention_dsl.core.meaning import MEANING
from convention_dsl.core.nodes import Apply, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.types import NumberType, Type

_COMPARISONS = (Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL)


def fold(expr: Apply, arguments: Sequence[Expr], failures: Failures) -> Expr:
    """Return `expr` with other arguments, reduced where its value is then known."""
    if expr.operator in (Operator.AND, Operator.OR):
        return _junction(expr, arguments, failures)
    result = build.apply(expr.operator, arguments, expr.span)
    if failures.may_fail(result):
        return result
    if expr.operator is Operator.OR_ELSE:
        return result
    if all(isinstance(argument, Literal) for argument in arguments):
        return _computed(result, arguments)
    if expr.operator in _COMPARISONS:
        known = _compared(expr.operator, arguments[0].type, arguments[1].type)
        return result if known is None else build.literal_boolean(known, expr.span)
    return result


def _computed(expr: Apply, arguments: Sequence[Expr]) -> Expr:
    values = [argument.value for argument in arguments if isinstance(argument, Literal)]
    value = MEANING[expr.operator](values, [argument.type for argument in arguments])
    if isinstance(expr.type, NumberType) and isinstance(value, Fraction):
        return build.literal_number(value, expr.type.kind, expr.span)
    return Literal(type=expr.type, value=value, span=expr.span)


def _junction(expr: Apply, arguments: Sequence[Expr], failures: Failures) -> Expr:
    """Return a conjunction or a disjunction without the arguments that change nothing.

    A deciding argument (`no` in a conjunction) drops those after it, and those before it too unless
    one of them may fail.
    """
    deciding = expr.operator is Operator.OR
    left: list[Expr] = []
    for argument in arguments:
        if not isinstance(argument, Literal):
            left.append(argument)
        elif argument.value is deciding:
            left.append(argument)
            break
    if left and isinstance(left[-1], Literal):
        while len(left) > 1 and not failures.may_fail(left[-2]):
            del left[-2]
    join = build.disjunction if deciding else build.conjunction
    joined = join(left, expr.span)
    return replace(joined, span=expr.span) if isinstance(joined, Apply) else joined


def _compared(operator: Operator, first: Type, second: Type) -> bool | None:
    """Return what a comparison of two numbers is for all their values, or None."""
    if not isinstance(first, NumberType) or not isinstance(second, NumberType):
        return None
    if operator is Operator.EQUAL:
        apart = _before(first, second) or _before(second, first)
        return False if apart else None
    if operator is Operator.LESS:
        if _before(first, second):
            return True
        return False if _before_or_at(second, first) else None
    if _before_or_at(first, second):
        return True
    return False if _before(second, first) else None


def _before(first: NumberType, second: NumberType) -> bool:
    return first.high is not None and second.low is not None and first.high < second.low


def _before_or_at(first: NumberType, second: NumberType) -> bool:
    return first.high is not None and second.low is not None and first.high <= second.low
