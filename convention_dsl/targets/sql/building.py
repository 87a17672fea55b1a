"""SQL expressions with the parentheses that they need and no other."""

from __future__ import annotations

from sqlglot import exp

_PRECEDENCE: dict[type[exp.Expression], int] = {
    exp.Or: 1,
    exp.And: 2,
    exp.Not: 3,
    exp.EQ: 4,
    exp.NEQ: 4,
    exp.LT: 4,
    exp.LTE: 4,
    exp.GT: 4,
    exp.GTE: 4,
    exp.Is: 4,
    exp.In: 4,
    exp.Between: 4,
    exp.Add: 5,
    exp.Sub: 5,
    exp.Mul: 6,
    exp.Div: 6,
    exp.IntDiv: 6,
    exp.Mod: 6,
    exp.Neg: 7,
}
_ATOM = 9
_CHAINS = (exp.Or, exp.And, exp.Add, exp.Mul)
"""Operators whose left operand may be the same operator without parentheses."""


def binary(
    operator: type[exp.Expression], left: exp.Expression, right: exp.Expression
) -> exp.Expression:
    """Return `left` `operator` `right`."""
    precedence = _PRECEDENCE[operator]
    chained = operator in (*_CHAINS, exp.Sub) and isinstance(left, (operator, *_partners(operator)))
    first = left if chained else _within(left, precedence)
    return operator(this=first, expression=_within(right, precedence))


def between(value: exp.Expression, low: exp.Expression, high: exp.Expression) -> exp.Expression:
    """Return `value BETWEEN low AND high`."""
    precedence = _PRECEDENCE[exp.Between]
    return exp.Between(
        this=_within(value, precedence),
        low=_within(low, precedence),
        high=_within(high, precedence),
    )


def negation(value: exp.Expression) -> exp.Expression:
    """Return the opposite of `value`."""
    return exp.Neg(this=_within(value, _PRECEDENCE[exp.Neg]))


def denial(value: exp.Expression) -> exp.Expression:
    """Return `NOT value`."""
    return exp.Not(this=_within(value, _PRECEDENCE[exp.Not]))


def identifier(name: str) -> exp.Identifier:
    """Return `name` as an identifier, quoted whatever it is."""
    return exp.to_identifier(name, quoted=True)


def column(name: str, table: str | None = None) -> exp.Column:
    """Return the column `name`, quoted."""
    return exp.column(identifier(name), table=identifier(table) if table else None)


def table(name: str) -> exp.Table:
    """Return the table `name`, quoted."""
    return exp.Table(this=identifier(name))


def call(function: str, *arguments: exp.Expression) -> exp.Expression:
    """Return a call that sqlglot does not translate."""
    return exp.Anonymous(this=function, expressions=list(arguments))


def logical(function: str, value: exp.Expression) -> exp.AnonymousAggFunc:
    """Return `BOOL_AND` or `BOOL_OR` of a boolean; sqlglot would cast it to one for DuckDB."""
    return exp.AnonymousAggFunc(this=function, expressions=[value])


def named(value: exp.Expression, name: str) -> exp.Expression:
    """Return `value AS name`, or the column alone where it has that name."""
    if isinstance(value, exp.Column) and not value.table and value.name == name:
        return value
    return exp.Alias(this=value, alias=identifier(name))


def _partners(operator: type[exp.Expression]) -> tuple[type[exp.Expression], ...]:
    """The operators that mix with `operator` from left to right."""
    return (exp.Add, exp.Sub) if operator in (exp.Add, exp.Sub) else ()


def _within(operand: exp.Expression, precedence: int) -> exp.Expression:
    if _PRECEDENCE.get(type(operand), _ATOM) <= precedence:
        return exp.Paren(this=operand)
    return operand
