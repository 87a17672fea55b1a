"""Expressions: one arm per production of the surface tree."""

from __future__ import annotations

from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.semantics import operators, sets
from convention_dsl.semantics.aggregates import aggregate
from convention_dsl.semantics.build import all_of, any_of, opposite
from convention_dsl.semantics.calls import before, call
from convention_dsl.semantics.fitting import condition, merge
from convention_dsl.semantics.follows import follows
from convention_dsl.semantics.records import record, with_parts
from convention_dsl.semantics.references import access, bare_name
from convention_dsl.semantics.rounding import round_to
from convention_dsl.semantics.scope import Scope
from convention_dsl.syntax.nodes import (
    AggregateExpr,
    BeforeLiteral,
    Binary,
    BinaryOperator,
    BooleanLiteral,
    CallExpr,
    Conditional,
    DateLiteral,
    DurationLiteral,
    Expression,
    FieldAccess,
    FollowsExpr,
    ListExpr,
    NameExpr,
    NumberLiteral,
    RangeExpr,
    RecordExpr,
    RoundExpr,
    SetExpr,
    Unary,
    UnaryOperator,
    UnknownLiteral,
    WithExpr,
)
from convention_dsl.types import BOOLEAN, EnumType, OptionalType, SetType, Type


def elaborate(scope: Scope, node: Expression, hint: Type | None = None) -> Expr | None:
    """Return the core expression of `node`; None where it is wrong, which has been reported.

    `hint` is the type that would fit: it gives a meaning to items that several enumerations share,
    to `{}` and to `unknown`. It is never checked here.
    """
    match node:
        case NumberLiteral():
            return build.literal_number(node.value, node.kind, node.span)
        case BooleanLiteral():
            return build.literal_boolean(node.value, node.span)
        case DateLiteral():
            return build.literal_date(node.value, node.span)
        case DurationLiteral():
            return build.literal_duration(node.value.months, node.value.days, node.span)
        case UnknownLiteral():
            return _unknown(hint, node)
        case BeforeLiteral() | RangeExpr():
            scope.problems.add("E0146" if isinstance(node, RangeExpr) else "E0147", node.span)
            return None
        case NameExpr():
            return bare_name(scope, node, hint)
        case FieldAccess():
            return access(scope, node)
        case _:
            return _compound(scope, node, hint)


def _compound(
    scope: Scope,
    node: Binary
    | Unary
    | Conditional
    | CallExpr
    | RecordExpr
    | WithExpr
    | SetExpr
    | ListExpr
    | AggregateExpr
    | FollowsExpr
    | RoundExpr,
    hint: Type | None,
) -> Expr | None:
    match node:
        case Binary():
            return _binary(scope, node, hint)
        case Unary():
            return _unary(scope, node, hint)
        case Conditional():
            return _conditional(scope, node, hint)
        case CallExpr():
            return call(scope, node, hint)
        case RecordExpr():
            return record(scope, node, hint)
        case WithExpr():
            return with_parts(scope, node, hint)
        case SetExpr():
            return sets.display(scope, node, hint)
        case ListExpr():
            return sets.list_display(scope, node, hint)
        case AggregateExpr():
            return aggregate(scope, node, hint)
        case FollowsExpr():
            return follows(scope, node)
        case RoundExpr():
            value = scope.expression(node.value, hint)
            return round_to(scope.problems, value, node.target, node.span)
        case _:
            assert_never(node)


def _unknown(hint: Type | None, node: UnknownLiteral) -> Expr:
    inner = hint.inner if isinstance(hint, OptionalType) else hint
    return build.unknown(inner or BOOLEAN, node.span)


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
_SET_WORDS = frozenset(
    {
        BinaryOperator.UNION,
        BinaryOperator.INTERSECTION,
        BinaryOperator.WITHOUT,
        BinaryOperator.INCLUDED_IN,
        BinaryOperator.MEETS,
    }
)
_LOGIC = frozenset({BinaryOperator.AND, BinaryOperator.OR, BinaryOperator.IMPLIES})
_MEMBERSHIP = frozenset({BinaryOperator.IN, BinaryOperator.CONTAINS})


def _binary(scope: Scope, node: Binary, hint: Type | None) -> Expr | None:
    word, problems, span = node.operator, scope.problems, node.span
    if word in _LOGIC:
        return _logic(scope, node)
    if word in _COMPARISONS:
        return _comparison(scope, node)
    if word in _MEMBERSHIP:
        return sets.membership(scope, node)
    if word in _SET_WORDS:
        wanted = hint if isinstance(hint, SetType) else None
        return sets.combine(scope, node, wanted)
    if word is BinaryOperator.IF_UNKNOWN:
        value = scope.expression(node.left, hint)
        inner = value.type.inner if value and isinstance(value.type, OptionalType) else hint
        return operators.or_else(problems, value, scope.expression(node.right, inner), span)
    left, right = scope.expression(node.left), scope.expression(node.right)
    if word in operators.ARITHMETIC_WORDS:
        return operators.arithmetic(problems, word, left, right, span)
    return operators.between(problems, word, left, right, span)


def _logic(scope: Scope, node: Binary) -> Expr | None:
    """Return `a and b`, `a or b`, `a implies b`; long chains are walked without recursion."""
    word, operands = node.operator, []
    left: Expression = node
    while isinstance(left, Binary) and left.operator is word and word is not BinaryOperator.IMPLIES:
        operands.append(left.right)
        left = left.left
    operands.append(left)
    if word is BinaryOperator.IMPLIES:
        operands = [node.right, node.left]
    parts = [condition(scope.problems, scope.expression(each)) for each in reversed(operands)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if word is BinaryOperator.AND:
        return all_of(known, node.span)
    if word is BinaryOperator.IMPLIES:
        known[0] = opposite(known[0], known[0].span)
    return any_of(known, node.span)


def _comparison(scope: Scope, node: Binary) -> Expr | None:
    """Return a comparison; the side that says most about its type helps to read the other."""
    if isinstance(node.right, BeforeLiteral):
        left = scope.expression(node.left)
        right = before(scope, left, node)
    elif _needs_hint(node.left) and not _needs_hint(node.right):
        right = scope.expression(node.right)
        left = _beside(scope, node.left, right)
    else:
        left = scope.expression(node.left, _display_hint(scope, node))
        right = _beside(scope, node.right, left)
    if left is None or right is None:
        return None
    return operators.compare(scope.problems, node.operator, left, right, node.span)


def _beside(scope: Scope, node: Expression, other: Expr | None) -> Expr | None:
    """Return the value of `node`, which the other side of a comparison helps to read."""
    if other is None:
        scope.beside_wrong(node)
        return None
    return scope.expression(node, other.type)


def _needs_hint(node: Expression) -> bool:
    """Return whether a hint can change what `node` means: items, displays, `unknown`."""
    return isinstance(node, NameExpr | SetExpr | ListExpr | UnknownLiteral | RecordExpr)


def _display_hint(scope: Scope, node: Binary) -> Type | None:
    """Return the enumeration that only the right item belongs to, for `shared = item`."""
    if not isinstance(node.left, NameExpr) or not isinstance(node.right, NameExpr):
        return None
    local = scope.locals.get(node.right.name)
    if local is not None:
        return local.type
    enums: list[EnumType] = scope.visible.enums_with(node.right.name)
    return enums[0] if len(enums) == 1 else None


def _unary(scope: Scope, node: Unary, hint: Type | None) -> Expr | None:
    problems, span = scope.problems, node.span
    match node.operator:
        case UnaryOperator.NOT:
            inner = condition(problems, scope.expression(node.operand))
            return None if inner is None else opposite(inner, span)
        case UnaryOperator.NEGATE:
            return operators.negate(problems, scope.expression(node.operand, hint), span)
        case UnaryOperator.IS_EMPTY | UnaryOperator.IS_NOT_EMPTY:
            empty = sets.emptiness(scope, scope.expression(node.operand), span)
            positive = node.operator is UnaryOperator.IS_EMPTY
            return empty if empty is None or positive else opposite(empty, span)
        case UnaryOperator.IS_KNOWN | UnaryOperator.IS_UNKNOWN:
            known = operators.is_known(problems, scope.expression(node.operand), span)
            positive = node.operator is UnaryOperator.IS_KNOWN
            return known if known is None or positive else opposite(known, span)
        case _:
            assert_never(node.operator)


def _conditional(scope: Scope, node: Conditional, hint: Type | None) -> Expr | None:
    test = condition(scope.problems, scope.expression(node.condition))
    then = scope.expression(node.then, hint)
    otherwise = scope.expression(node.otherwise, hint or (then.type if then else None))
    if test is None or then is None or otherwise is None:
        return None
    branches = merge(scope.problems, [then, otherwise], node.span)
    return None if branches is None else build.if_(test, branches[0], branches[1], node.span)
