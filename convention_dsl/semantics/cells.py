"""Condition cells: what a cell asks of the header of its column."""

from __future__ import annotations

from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.semantics import sets
from convention_dsl.semantics.build import all_of, any_of, operate, opposite, some_value
from convention_dsl.semantics.fitting import plain
from convention_dsl.semantics.operators import compare, equality
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import (
    BinaryOperator,
    Cell,
    CellOperator,
    CellTest,
    Expression,
    RangeExpr,
    SetExpr,
)
from convention_dsl.types import ListType, OptionalType, SetType

_COMPARISONS = {
    CellOperator.LESS: BinaryOperator.LESS,
    CellOperator.LESS_EQUAL: BinaryOperator.LESS_EQUAL,
    CellOperator.GREATER: BinaryOperator.GREATER,
    CellOperator.GREATER_EQUAL: BinaryOperator.GREATER_EQUAL,
}
_SETS = {
    CellOperator.MEETS: BinaryOperator.MEETS,
    CellOperator.INCLUDED_IN: BinaryOperator.INCLUDED_IN,
}


def guard(scope: Scope, header: Expr | None, cell: Cell) -> Expr | None:
    """Return the condition of a cell: a comma is "or", `and` within an alternative is "and"."""
    alternatives: list[Expr] = []
    wrong = False
    for tests in cell.alternatives:
        parts = [cell_test(scope, header, test) for test in tests]
        known = [part for part in parts if part is not None]
        wrong = wrong or len(known) < len(parts)
        alternatives.append(all_of(known, cell.span))
    return None if wrong else any_of(alternatives, cell.span)


def cell_test(scope: Scope, header: Expr | None, test: CellTest) -> Expr | None:
    """Return one test; about an optional header it also says that the value is known."""
    if test.operator is CellOperator.ANY:
        return build.literal_boolean(True, test.span)
    if header is None:
        return None
    if test.operator in (CellOperator.UNKNOWN, CellOperator.KNOWN):
        return _state(scope, header, test)
    if test.operand is None:
        return None
    if not isinstance(header.type, OptionalType):
        return _value_test(scope, header, test, test.operand)
    inner = some_value(header.type.inner, test.span)
    if inner is None:
        scope.problems.add("E0123", test.span, found=plain(header.type))
        return None
    value = operate(Operator.OR_ELSE, header, inner, span=header.span)
    tested = _value_test(scope, value, test, test.operand)
    known = operate(Operator.IS_KNOWN, header, span=test.span)
    return None if tested is None else all_of((known, tested), test.span)


def _state(scope: Scope, header: Expr, test: CellTest) -> Expr | None:
    if not isinstance(header.type, OptionalType):
        scope.problems.add("E0139", test.span, found=plain(header.type))
        return None
    known = operate(Operator.IS_KNOWN, header, span=test.span)
    return known if test.operator is CellOperator.KNOWN else opposite(known, test.span)


def _value_test(scope: Scope, header: Expr, test: CellTest, operand: Expression) -> Expr | None:
    match test.operator:
        case CellOperator.EQUAL | CellOperator.RANGE | CellOperator.IN:
            return _matches(scope, header, operand, test.span)
        case CellOperator.NOT:
            found = _matches(scope, header, operand, test.span)
            return None if found is None else opposite(found, test.span)
        case (
            CellOperator.LESS
            | CellOperator.LESS_EQUAL
            | CellOperator.GREATER
            | CellOperator.GREATER_EQUAL
        ):
            value = scope.expression(operand, header.type)
            word = _COMPARISONS[test.operator]
            return compare(scope.problems, word, header, value, test.span)
        case CellOperator.CONTAINS | CellOperator.MEETS | CellOperator.INCLUDED_IN:
            return _set_test(scope, header, test, operand)
        case CellOperator.ANY | CellOperator.UNKNOWN | CellOperator.KNOWN:
            return None
        case _:
            assert_never(test.operator)


def _matches(scope: Scope, header: Expr, operand: Expression, span: Span) -> Expr | None:
    """Return that the header has a value, is in a range or in a set."""
    if isinstance(operand, RangeExpr):
        return sets.within(scope, header, operand)
    if isinstance(operand, SetExpr) and not isinstance(header.type, SetType | ListType):
        return sets.among(scope, header, operand, span)
    value = scope.expression(operand, header.type)
    if value is None:
        return None
    if isinstance(value.type, SetType) and not isinstance(header.type, SetType):
        return sets.contains(scope, value, header, span)
    return equality(scope.problems, header, value, span)


def _set_test(scope: Scope, header: Expr, test: CellTest, operand: Expression) -> Expr | None:
    if not isinstance(header.type, SetType):
        scope.problems.add("E0144", header.span, found=plain(header.type))
        return None
    if test.operator is CellOperator.CONTAINS:
        member = scope.expression(operand, header.type.element)
        return sets.contains(scope, header, member, test.span)
    other = scope.expression(operand, header.type)
    return sets.combined_sets(scope, _SETS[test.operator], header, other, test.span)
