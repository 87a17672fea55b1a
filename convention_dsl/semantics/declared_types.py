"""Types as written, with their bounds and steps."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import Literal
from convention_dsl.core.number_types import snapped
from convention_dsl.semantics.constants import folded
from convention_dsl.semantics.fitting import fit, mismatch, plain
from convention_dsl.semantics.scope import Scope
from convention_dsl.semantics.sets import LARGEST_SET, bounded
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import (
    BooleanTypeExpr,
    DateTypeExpr,
    Expression,
    ListTypeExpr,
    NamedTypeExpr,
    NumberTypeExpr,
    OptionalTypeExpr,
    RangeExpr,
    SetTypeExpr,
    TypeExpression,
)
from convention_dsl.types import (
    BOOLEAN,
    CENT,
    DATE,
    DateType,
    EnumType,
    ListType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


class Place(Enum):
    """Where a type stands, which decides about the step of its numbers."""

    DATA = auto()
    """A field or a quantified variable: amounts are whole cents, rates and numbers say a step."""
    INPUT = auto()
    """An input of a clause: amounts are whole cents, rates and numbers may have any step."""
    RESULT = auto()
    """A result or a parameter: the step is inferred, not declared."""


def declared(scope: Scope, node: TypeExpression, place: Place) -> Type | None:
    """Return the type that `node` names; None where it is wrong, which has been reported."""
    match node:
        case BooleanTypeExpr():
            return BOOLEAN
        case NumberTypeExpr():
            return number_type(scope, node, place)
        case DateTypeExpr():
            return _date_type(scope, node)
        case NamedTypeExpr():
            return named_type(scope, node)
        case SetTypeExpr():
            return _set_type(scope, node)
        case ListTypeExpr():
            element = named_type(scope, node.element)
            if element is None or isinstance(element, RecordType):
                return None if element is None else ListType(element)
            scope.problems.add("E0143", node.element.span, found=element)
            return None
        case OptionalTypeExpr():
            inner = declared(scope, node.inner, place)
            if isinstance(inner, OptionalType | ListType):
                scope.problems.add("E0155", node.span, found=plain(inner))
                return None
            return None if inner is None else OptionalType(inner)
        case _:
            assert_never(node)


def named_type(scope: Scope, node: NamedTypeExpr) -> Type | None:
    """Return the enumeration or the record called so."""
    visible = scope.visible
    records = visible.records(node.name)
    found: list[Type | None] = [*visible.enums(node.name), *(r.type for r in records)]
    if len(found) > 1:
        scope.problems.add("E0104", node.span, name=node.name, meanings=[node.name] * len(found))
        return None
    if not found and not visible.is_broken(node.name):
        scope.problems.unknown("E0108", node.span, node.name, visible.type_names())
    return found[0] if found else None


def constant(scope: Scope, node: Expression, target: NumberType) -> Fraction | None:
    """Return the number that a constant expression stands for."""
    found = scope.expression(node, target)
    if found is None:
        return None
    value = folded(found)
    if value is None:
        scope.problems.add("E0156", node.span)
        return None
    if fit(scope.problems, value, NumberType(target.kind)) is None:
        return None
    assert isinstance(value.value, Fraction)
    return value.value


def number_type(scope: Scope, node: NumberTypeExpr, place: Place) -> NumberType | None:
    """Return a type of numbers; its step is the one declared, else that of its kind and place."""
    kind = NumberType(node.kind)
    step = _usual_step(node.kind, place)
    if node.step is not None:
        step = constant(scope, node.step, kind)
        if step is None or step <= 0:
            if step is not None:
                scope.problems.add("E0138", node.step.span)
            return None
    if step is None and place is Place.DATA:
        scope.problems.add("E0157", node.span, kind=kind)
        return None
    if node.range is None:
        return NumberType(node.kind, None, None, step)
    low, high = constant(scope, node.range.low, kind), constant(scope, node.range.high, kind)
    if low is None or high is None:
        return None
    if node.range.half_open:
        high -= step or 0
    if low > high:
        scope.problems.add("E0145", node.range.span)
        return None
    return snapped(NumberType(node.kind, low, high, step))


def _usual_step(kind: NumberKind, place: Place) -> Fraction | None:
    if kind is NumberKind.INTEGER:
        return Fraction(1)
    return CENT if kind is NumberKind.AMOUNT and place is not Place.RESULT else None


def _date_type(scope: Scope, node: DateTypeExpr) -> DateType | None:
    if node.range is None:
        return DATE
    low, high = _day(scope, node.range.low), _day(scope, node.range.high)
    if low is None or high is None:
        return None
    if low > high:
        scope.problems.add("E0145", node.range.span)
        return None
    return DateType(low, high)


def _day(scope: Scope, node: Expression) -> date | None:
    value = scope.expression(node, DATE)
    if value is None:
        return None
    if isinstance(value, Literal) and isinstance(value.value, date):
        return value.value
    mismatch(scope.problems, node.span, DATE, value.type)
    return None


def _set_type(scope: Scope, node: SetTypeExpr) -> SetType | None:
    if isinstance(node.element, NamedTypeExpr):
        element = named_type(scope, node.element)
        if element is None or isinstance(element, EnumType):
            return None if element is None else SetType(element)
        scope.problems.add("E0142", node.element.span, found=element)
        return None
    return _integer_set(scope, node.element, node.span)


def _integer_set(scope: Scope, node: NumberTypeExpr, span: Span) -> SetType | None:
    if node.kind is not NumberKind.INTEGER:
        scope.problems.add("E0142", node.span, found=NumberType(node.kind))
        return None
    element = number_type(scope, node, Place.INPUT)
    if element is None:
        return None
    if not bounded(element):
        scope.problems.add("E0141", span, most=LARGEST_SET)
        return None
    return SetType(element)


def type_range(node: TypeExpression) -> RangeExpr | None:
    """Return the range written in a type, if any."""
    return node.range if isinstance(node, NumberTypeExpr | DateTypeExpr) else None
