"""The operators as written, lowered to those of the core.

Arguments are elaborated already and may be wrong (None), which gives nothing without a word: the
mistake was told where it is. Conditions on the dimension of numbers are a row per operator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Duration, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.semantics.build import equal, operate, opposite
from convention_dsl.semantics.fitting import agree, mismatch, plain, same_family, warn_of_percent
from convention_dsl.semantics.problems import Problems
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import BinaryOperator
from convention_dsl.types import (
    DATE,
    DateType,
    DurationType,
    EnumType,
    NumberKind,
    NumberType,
    OptionalType,
    Type,
)

Pair = tuple[Expr, Expr]


def compare(
    problems: Problems, word: BinaryOperator, left: Expr | None, right: Expr | None, span: Span
) -> Expr | None:
    """Return `a = b`, `a < b`… ; an order needs numbers, dates or one ordered enumeration."""
    if left is not None and right is not None:
        warn_of_percent(problems, left, right)
    if word in (BinaryOperator.EQUAL, BinaryOperator.NOT_EQUAL):
        result = equality(problems, left, right, span)
        positive = word is BinaryOperator.EQUAL
        return result if result is None or positive else opposite(result, span)
    if left is None or right is None:
        return None
    optional = next((e for e in (left, right) if isinstance(e.type, OptionalType)), None)
    if optional is not None:
        problems.add("E0123", optional.span, found=plain(optional.type))
        return None
    pair = agree(problems, left, right, span)
    if pair is None or not _is_ordered(problems, pair, span):
        return None
    return order(word, *pair, span)


def equality(problems: Problems, left: Expr | None, right: Expr | None, span: Span) -> Expr | None:
    """Return that two values are equal; `x = unknown` is the test that x is unknown."""
    pair = agree(problems, left, right, span)
    if pair is None:
        return None
    for one, other in (pair, pair[::-1]):
        if isinstance(other, Literal) and isinstance(other.value, bool):
            return one if other.value else opposite(one, span)
        if isinstance(other, Literal) and other.value is None:
            return opposite(operate(Operator.IS_KNOWN, one, span=span), span)
    return equal(*pair, span)


def order(word: BinaryOperator, left: Expr, right: Expr, span: Span) -> Expr:
    """Return a comparison of two ordered values; the core has only "less"."""
    if word in (BinaryOperator.GREATER, BinaryOperator.GREATER_EQUAL):
        left, right = right, left
    strict = word in (BinaryOperator.LESS, BinaryOperator.GREATER)
    return operate(Operator.LESS if strict else Operator.LESS_EQUAL, left, right, span=span)


def is_orderable(type_: Type) -> bool:
    """Return whether values of `type_` have an order."""
    match type_:
        case NumberType() | DateType():
            return True
        case EnumType():
            return type_.ordered
        case _:
            return False


def _is_ordered(problems: Problems, pair: Pair, span: Span) -> bool:
    type_ = pair[0].type
    if is_orderable(type_):
        return True
    if isinstance(type_, EnumType):
        problems.add("E0132", span, name=type_.name.rpartition(".")[2])
    else:
        problems.add("E0131", span, found=plain(type_))
    return False


# Arithmetic -------------------------------------------------------------------------------------


def arithmetic(
    problems: Problems, word: BinaryOperator, left: Expr | None, right: Expr | None, span: Span
) -> Expr | None:
    """Return `a + b`, `a * b`, `10 % of x`…, with the dimensions checked."""
    if left is None or right is None:
        return None
    if isinstance(left.type, DateType) and word in (BinaryOperator.ADD, BinaryOperator.SUBTRACT):
        return _move_date(problems, word, left, right, span)
    for operand in (left, right):
        if not is_number(problems, operand):
            return None
    return _ARITHMETIC[word](problems, left, right, span)


def is_number(problems: Problems, expr: Expr) -> bool:
    """Return whether `expr` is a number, and say so where it is not."""
    if isinstance(expr.type, NumberType):
        return True
    code = "E0123" if isinstance(expr.type, OptionalType) else "E0133"
    problems.add(code, expr.span, found=plain(expr.type))
    return False


def _move_date(
    problems: Problems, word: BinaryOperator, day: Expr, by: Expr, span: Span
) -> Expr | None:
    if not isinstance(by, Literal) or not isinstance(by.value, Duration):
        problems.add("E0134", by.span, found=plain(by.type))
        return None
    if word is BinaryOperator.SUBTRACT:
        by = build.literal_duration(-by.value.months, -by.value.days, by.span)
    return operate(Operator.ADD_DURATION, day, by, span=span)


def has_dimension(expr: Expr) -> bool:
    """Return whether a number is an amount of money."""
    return isinstance(expr.type, NumberType) and expr.type.has_dimension


def _same_dimension(operator: Operator) -> Callable[..., Expr | None]:
    def rule(problems: Problems, left: Expr, right: Expr, span: Span) -> Expr | None:
        pair = agree(problems, left, right, span)
        return None if pair is None else operate(operator, *pair, span=span)

    return rule


def _product(problems: Problems, left: Expr, right: Expr, span: Span) -> Expr | None:
    if has_dimension(left) and has_dimension(right):
        problems.add("E0135", span)
        return None
    return operate(Operator.MULTIPLY, left, right, span=span)


def _part(problems: Problems, left: Expr, right: Expr, span: Span) -> Expr | None:
    if has_dimension(left):
        mismatch(problems, left.span, NumberType(NumberKind.RATE), left.type)
        return None
    return operate(Operator.MULTIPLY, left, right, span=span)


def _quotient(problems: Problems, left: Expr, right: Expr, span: Span) -> Expr | None:
    if has_dimension(right) and not has_dimension(left):
        problems.add("E0136", span)
        return None
    if isinstance(right, Literal) and right.value == 0:
        problems.add("E0137", right.span)
        return None
    return operate(Operator.DIVIDE, left, right, span=span)


def _floored(operator: Operator) -> Callable[..., Expr | None]:
    def rule(problems: Problems, left: Expr, right: Expr, span: Span) -> Expr | None:
        if not _is_positive(right):
            problems.add("E0138", right.span)
            return None
        pair = agree(problems, left, right, span)
        return None if pair is None else operate(operator, *pair, span=span)

    return rule


def _is_positive(expr: Expr) -> bool:
    return isinstance(expr, Literal) and isinstance(expr.value, Fraction) and expr.value > 0


_ARITHMETIC: Mapping[BinaryOperator, Callable[..., Expr | None]] = {
    BinaryOperator.ADD: _same_dimension(Operator.ADD),
    BinaryOperator.SUBTRACT: _same_dimension(Operator.SUBTRACT),
    BinaryOperator.CAPPED_AT: _same_dimension(Operator.MINIMUM),
    BinaryOperator.WITH_A_MINIMUM_OF: _same_dimension(Operator.MAXIMUM),
    BinaryOperator.MULTIPLY: _product,
    BinaryOperator.PERCENT_OF: _part,
    BinaryOperator.DIVIDE: _quotient,
    BinaryOperator.FLOOR_DIVIDE: _floored(Operator.FLOOR_DIVIDE),
    BinaryOperator.MODULO: _floored(Operator.MODULO),
}

ARITHMETIC_WORDS = frozenset(_ARITHMETIC)


def negate(problems: Problems, value: Expr | None, span: Span) -> Expr | None:
    """Return `-a`; of a number of the text, the negative number."""
    if value is None or not is_number(problems, value):
        return None
    if isinstance(value, Literal) and isinstance(value.value, Fraction):
        assert isinstance(value.type, NumberType)
        return build.literal_number(-value.value, value.type.kind, span)
    return operate(Operator.NEGATE, value, span=span)


def extreme(
    problems: Problems, operator: Operator, values: list[Expr | None], span: Span
) -> Expr | None:
    """Return the smallest or the largest of several numbers or dates."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    result = known[0]
    for value in known:
        if not isinstance(value.type, DateType) and not is_number(problems, value):
            return None
        if not same_family(result.type, value.type):
            agree(problems, result, value, value.span)
            return None
        result = value if value is known[0] else operate(operator, result, value, span=span)
    return result


def absolute(value: Expr, span: Span) -> Expr:
    """Return the magnitude of an atomic number; the zero keeps the inferred range honest."""
    assert isinstance(value.type, NumberType)
    zero = build.literal_number(0, value.type.kind, span)
    opposite_ = operate(Operator.NEGATE, value, span=span)
    inner = operate(Operator.MAXIMUM, opposite_, zero, span=span)
    return operate(Operator.MAXIMUM, value, inner, span=span)


# Dates and optional values ----------------------------------------------------------------------

_BETWEEN = {
    BinaryOperator.YEARS_BETWEEN: Operator.YEARS_BETWEEN,
    BinaryOperator.MONTHS_BETWEEN: Operator.MONTHS_BETWEEN,
    BinaryOperator.DAYS_BETWEEN: Operator.DAYS_BETWEEN,
}


def between(
    problems: Problems, word: BinaryOperator, left: Expr | None, right: Expr | None, span: Span
) -> Expr | None:
    """Return `years between a and b` and the like."""
    if left is None or right is None:
        return None
    for operand in (left, right):
        if not isinstance(operand.type, DateType):
            mismatch(problems, operand.span, DATE, operand.type)
            return None
    return operate(_BETWEEN[word], left, right, span=span)


def or_else(
    problems: Problems, value: Expr | None, fallback: Expr | None, span: Span
) -> Expr | None:
    """Return `x if unknown v`."""
    if value is None or fallback is None:
        return None
    if not isinstance(value.type, OptionalType):
        problems.add("E0139", value.span, found=plain(value.type))
        return None
    if not same_family(value.type.inner, fallback.type):
        mismatch(problems, fallback.span, value.type.inner, fallback.type)
        return None
    return operate(Operator.OR_ELSE, value, fallback, span=span)


def is_known(problems: Problems, value: Expr | None, span: Span) -> Expr | None:
    """Return `x is known`."""
    if value is None:
        return None
    if not isinstance(value.type, OptionalType):
        problems.add("E0139", value.span, found=plain(value.type))
        return None
    return operate(Operator.IS_KNOWN, value, span=span)


def is_duration(expr: Expr) -> bool:
    """Return whether `expr` is a duration, which only a date may be moved by."""
    return isinstance(expr.type, DurationType)


def is_application(expr: Expr, operator: Operator) -> bool:
    """Return whether `expr` applies `operator`."""
    return isinstance(expr, Apply) and expr.operator is operator
