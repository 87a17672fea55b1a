"""Values typed in a cell or on the command line: an expression that computes nothing."""

from __future__ import annotations

from fractions import Fraction

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.syntax import nodes
from convention_dsl.types import NumberKind


def as_literal(
    built: nodes.Expression, written: str
) -> tuple[nodes.Expression | None, list[Diagnostic]]:
    """Return `built` if it is a value, with signs and exact fractions (`1/3`) worked out."""
    value = _value(built)
    if value is None:
        return None, [Diagnostic("E0039", built.span, {"text": written})]
    return value, []


def _value(built: nodes.Expression) -> nodes.Expression | None:
    match built:
        case (
            nodes.NumberLiteral()
            | nodes.BooleanLiteral()
            | nodes.DateLiteral()
            | nodes.DurationLiteral()
            | nodes.UnknownLiteral()
            | nodes.NameExpr()
        ):
            return built
        case nodes.Unary(operator=nodes.UnaryOperator.NEGATE):
            return _negative(built)
        case nodes.Binary(operator=nodes.BinaryOperator.DIVIDE):
            return _fraction(built)
        case nodes.SetExpr(members=members):
            return _members(built, members)
        case nodes.ListExpr(members=members):
            return _members(built, members)
        case nodes.RecordExpr():
            return _record(built)
        case _:
            return None


def _negative(built: nodes.Unary) -> nodes.Expression | None:
    inner = _value(built.operand)
    if not isinstance(inner, nodes.NumberLiteral):
        return None
    return nodes.NumberLiteral(value=-inner.value, kind=inner.kind, span=built.span)


def _fraction(built: nodes.Binary) -> nodes.Expression | None:
    left, right = _value(built.left), _value(built.right)
    if not isinstance(left, nodes.NumberLiteral) or not isinstance(right, nodes.NumberLiteral):
        return None
    plain = NumberKind.INTEGER
    if right.value == 0 or left.kind is not plain or right.kind is not plain:
        return None
    value = Fraction(left.value, right.value)
    return nodes.NumberLiteral(value=value, kind=NumberKind.NUMBER, span=built.span)


def _members(
    built: nodes.SetExpr | nodes.ListExpr, members: tuple[nodes.Expression, ...]
) -> nodes.Expression | None:
    values = [_member(member) for member in members]
    found = tuple(value for value in values if value is not None)
    if len(found) != len(values):
        return None
    return type(built)(members=found, span=built.span)


def _member(member: nodes.Expression) -> nodes.Expression | None:
    if not isinstance(member, nodes.RangeExpr):
        return _value(member)
    low, high = _value(member.low), _value(member.high)
    if low is None or high is None:
        return None
    return nodes.RangeExpr(low=low, high=high, half_open=member.half_open, span=member.span)


def _record(built: nodes.RecordExpr) -> nodes.Expression | None:
    parts: list[nodes.NamedPart] = []
    for part in built.parts:
        value = _value(part.value)
        if value is None:
            return None
        parts.append(nodes.NamedPart(name=part.name, value=value, span=part.span))
    return nodes.RecordExpr(record=built.record, parts=tuple(parts), span=built.span)
