"""Whether a value can stand where another type is expected, and the coercion where it needs one."""

from __future__ import annotations

from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.arithmetic import is_multiple
from convention_dsl.core.nodes import Expr, If, Let, Literal
from convention_dsl.core.number_types import spacing
from convention_dsl.core.operators import Operator
from convention_dsl.core.ranges import is_within
from convention_dsl.semantics.build import operate
from convention_dsl.semantics.problems import Problems
from convention_dsl.source import Span
from convention_dsl.types import (
    BOOLEAN,
    DATE,
    DateType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


def plain(type_: Type) -> Type:
    """Return `type_` without ranges and steps, as messages name it."""
    match type_:
        case NumberType():
            return NumberType(type_.kind)
        case DateType():
            return DATE
        case OptionalType():
            return OptionalType(plain(type_.inner))
        case _:
            return type_


def same_family(first: Type, second: Type) -> bool:
    """Return whether values of both types can be compared: the same type but for ranges."""
    match first, second:
        case NumberType(), NumberType():
            return first.has_dimension == second.has_dimension
        case DateType(), DateType():
            return True
        case SetType(), SetType():
            return same_family(first.element, second.element)
        case ListType(), ListType():
            return first.element.name == second.element.name
        case RecordType(), RecordType():
            return first.name == second.name
        case MapType(), MapType():
            return first.key == second.key and same_family(first.value, second.value)
        case OptionalType(), OptionalType():
            return same_family(first.inner, second.inner)
        case _:
            return first == second


def mismatch(problems: Problems, span: Span, expected: Type, found: Type) -> None:
    """Record that a value is of another type than its place asks."""
    match expected, found:
        case NumberType(), NumberType():
            code = "E0121"
        case _, OptionalType(inner) if same_family(expected, inner):
            code = "E0122"
        case _:
            code = "E0120"
    problems.add(code, span, expected=plain(expected), found=plain(found))


def fit(problems: Problems, expr: Expr | None, target: Type | None) -> Expr | None:
    """Return `expr` as a value of `target`; None where it is not, or where either is wrong.

    The dimension and the step must agree; a range is checked for constants only: for the rest it
    is an obligation, which `check` proves.
    """
    if expr is None or target is None:
        return None
    if isinstance(target, OptionalType):
        return _fit_optional(problems, expr, target)
    if not same_family(expr.type, target):
        mismatch(problems, expr.span, target, expr.type)
        return None
    if isinstance(expr.type, NumberType) and isinstance(target, NumberType):
        return _fit_number(problems, expr, expr.type, target)
    return _fit_range(problems, expr, target)


def _fit_optional(problems: Problems, expr: Expr, target: OptionalType) -> Expr | None:
    if isinstance(expr, Literal) and expr.value is None:
        return build.unknown(target.inner, expr.span)
    if isinstance(expr.type, OptionalType):
        if same_family(expr.type.inner, target.inner):
            return expr
        mismatch(problems, expr.span, target, expr.type)
        return None
    inner = fit(problems, expr, target.inner)
    return None if inner is None else operate(Operator.KNOWN, inner, span=expr.span)


def _fit_number(
    problems: Problems, expr: Expr, found: NumberType, target: NumberType
) -> Expr | None:
    if target.step is not None and not is_spaced(found, target.step):
        _wrong_step(problems, expr, target)
        return None
    return _fit_range(problems, expr, target)


def is_spaced(number: NumberType, step: Fraction) -> bool:
    """Return whether every value of `number` is known to be a multiple of `step`."""
    own = spacing(number)
    return own is not None and (own == 0 or is_multiple(own, step))


def _wrong_step(problems: Problems, expr: Expr, target: NumberType) -> None:
    if target.kind is NumberKind.INTEGER:
        problems.add("E0125", expr.span)
    else:
        problems.add("E0126", expr.span, step=target.step)


def _fit_range(problems: Problems, expr: Expr, target: Type) -> Expr | None:
    if isinstance(expr, Literal) and expr.value is not None and not is_within(expr.type, target):
        problems.add("E0128", expr.span, expected=target)
        return None
    if isinstance(target, SetType) and not is_within(expr.type, target):
        problems.add("E0128", expr.span, expected=target)
        return None
    return expr


def condition(problems: Problems, expr: Expr | None) -> Expr | None:
    """Return `expr` where it is a condition; None where it is not, or is wrong anyway."""
    if expr is None:
        return None
    if expr.type == BOOLEAN:
        return expr
    code = "E0123" if isinstance(expr.type, OptionalType) else "E0124"
    problems.add(code, expr.span, found=plain(expr.type))
    return None


def agree(
    problems: Problems, left: Expr | None, right: Expr | None, span: Span
) -> tuple[Expr, Expr] | None:
    """Return two values made comparable: a plain one beside an optional one becomes known."""
    if left is None or right is None:
        return None
    if isinstance(left.type, OptionalType) != isinstance(right.type, OptionalType):
        left, right = _known(left, right), _known(right, left)
    if not same_family(left.type, right.type):
        _disagreement(problems, span, left.type, right.type)
        return None
    return left, right


def warn_of_percent(problems: Problems, left: Expr, right: Expr) -> None:
    """Warn where a rate is compared with a plain `15`, which is 1,500 % of it."""
    for rate, other in ((left, right), (right, left)):
        if not isinstance(other, Literal) or not isinstance(other.type, NumberType):
            continue
        plain_number = other.type.kind in (NumberKind.INTEGER, NumberKind.NUMBER)
        value = other.value
        if plain_number and isinstance(value, Fraction) and 1 < value <= 100 and _is_rate(rate):
            suggestion = f"{value} %" if value.denominator == 1 else None
            problems.add("W0105", other.span, suggestion=suggestion)


def _is_rate(expr: Expr) -> bool:
    """Return whether a value, or one of its branches, is a rate: the share of an empty list is."""
    match expr:
        case Let():
            return _is_rate(expr.body)
        case If():
            return _is_rate(expr.then) or _is_rate(expr.otherwise)
        case _:
            return isinstance(expr.type, NumberType) and expr.type.kind is NumberKind.RATE


def _known(expr: Expr, other: Expr) -> Expr:
    if isinstance(expr.type, OptionalType):
        return expr
    if isinstance(expr, Literal) and expr.value is None:
        return expr
    inner = other.type.inner if isinstance(other.type, OptionalType) else None
    fits = inner is not None and same_family(expr.type, inner)
    return operate(Operator.KNOWN, expr, span=expr.span) if fits else expr


def _disagreement(problems: Problems, span: Span, left: Type, right: Type) -> None:
    numbers = isinstance(left, NumberType) and isinstance(right, NumberType)
    code = "E0129" if numbers else "E0130"
    problems.add(code, span, left=plain(left), right=plain(right))


def merge(problems: Problems, values: list[Expr], span: Span) -> list[Expr] | None:
    """Return values of alternative branches with one type; None where they do not agree."""
    if any(isinstance(value.type, OptionalType) for value in values):
        values = [_optional(value) for value in values]
    for value in values[1:]:
        if not same_family(values[0].type, value.type):
            _disagreement(problems, value.span or span, values[0].type, value.type)
            return None
    return values


def _optional(expr: Expr) -> Expr:
    if isinstance(expr.type, OptionalType):
        return expr
    return operate(Operator.KNOWN, expr, span=expr.span)
