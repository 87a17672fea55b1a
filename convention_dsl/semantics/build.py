"""Builders over `core.build` that sugar needs: flattened conditions, shared values, nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Expr, Field, Literal, ParameterRef, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    NumberType,
    OptionalType,
    SetType,
    Type,
)


def operate(operator: Operator, *arguments: Expr, span: Span = NOWHERE) -> Expr:
    """Return `operator` applied to well-typed `arguments`."""
    return build.apply(operator, arguments, span)


def is_true(expr: Expr) -> bool:
    """Return whether `expr` is the literal `yes`."""
    return isinstance(expr, Literal) and expr.value is True


def all_of(parts: Iterable[Expr], span: Span = NOWHERE) -> Expr:
    """Return that all `parts` hold, flattened; the literal `yes` where nothing is asked."""
    flat = [part for part in _flattened(Operator.AND, parts) if not is_true(part)]
    return build.conjunction(flat, span)


def any_of(parts: Iterable[Expr], span: Span = NOWHERE) -> Expr:
    """Return that one of `parts` holds, flattened."""
    return build.disjunction(list(_flattened(Operator.OR, parts)), span)


def _flattened(operator: Operator, parts: Iterable[Expr]) -> Iterator[Expr]:
    for part in parts:
        if isinstance(part, Apply) and part.operator is operator:
            yield from part.arguments
        else:
            yield part


def opposite(condition: Expr, span: Span = NOWHERE) -> Expr:
    """Return the opposite of `condition`, without a double negation."""
    if isinstance(condition, Apply) and condition.operator is Operator.NOT:
        return condition.arguments[0]
    if isinstance(condition, Literal):
        return build.literal_boolean(not condition.value, span)
    return build.negation(condition, span)


def equal(left: Expr, right: Expr, span: Span = NOWHERE) -> Expr:
    """Return that two values of one type are equal."""
    return operate(Operator.EQUAL, left, right, span=span)


def is_atomic(expr: Expr) -> bool:
    """Return whether repeating `expr` costs nothing: a constant or a path of fields."""
    while isinstance(expr, Field):
        expr = expr.record
    return isinstance(expr, Literal | Variable | ParameterRef)


def shared(value: Expr, fresh: Callable[[], str], body: Callable[[Expr], Expr]) -> Expr:
    """Return `body` of `value`, which gets a name first where it is costly to repeat."""
    if is_atomic(value):
        return body(value)
    name = fresh()
    inner = body(build.variable(name, value.type, value.span))
    return build.let(name, value, inner, inner.span)


def nothing(type_: Type, span: Span = NOWHERE) -> Literal | None:
    """Return "nothing" of a type: zero, no, the empty set or unknown; None where there is none."""
    match type_:
        case NumberType():
            return build.literal_number(0, type_.kind, span)
        case BooleanType():
            return build.literal_boolean(False, span)
        case SetType():
            return Literal(type=type_, value=frozenset(), span=span)
        case OptionalType():
            return build.unknown(type_.inner, span)
        case _:
            return None


def some_value(type_: Type, span: Span = NOWHERE) -> Literal | None:
    """Return a value of a simple type, to stand where it is never looked at."""
    match type_:
        case EnumType():
            return build.literal_item(type_.items[0], type_, span)
        case DateType():
            return build.literal_date(type_.low or type_.high or date(2000, 1, 1), span)
        case NumberType():
            bound = type_.low if type_.low is not None else type_.high
            return build.literal_number(bound or 0, type_.kind, span)
        case _:
            return nothing(type_, span)
