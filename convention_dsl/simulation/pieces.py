"""Pieces of SQL that several queries have; none needs a text to be parsed, which takes time."""

from __future__ import annotations

from sqlglot import exp

from convention_dsl.targets.sql.building import identifier


def cast(value: exp.Expression, type_: exp.DType) -> exp.Expression:
    """Return a value in another type."""
    return exp.Cast(this=value, to=exp.DataType(this=type_))


def decimal(value: exp.Expression, digits: int, places: int) -> exp.Expression:
    """Return a value as a decimal number of so many digits, `places` of them after the point."""
    sizes = [exp.DataTypeParam(this=exp.Literal.number(size)) for size in (digits, places)]
    return exp.Cast(this=value, to=exp.DataType(this=exp.DType.DECIMAL, expressions=sizes))


def bigint(value: exp.Expression) -> exp.Expression:
    """Return a value as an integer of 64 bits."""
    return cast(value, exp.DType.BIGINT)


def hugeint(value: exp.Expression) -> exp.Expression:
    """Return a value as an integer of 128 bits."""
    return cast(value, exp.DType.INT128)


def varchar(value: exp.Expression) -> exp.Expression:
    """Return a value as text."""
    return cast(value, exp.DType.VARCHAR)


def date(iso: str) -> exp.Expression:
    """Return a fixed day."""
    return cast(exp.Literal.string(iso), exp.DType.DATE)


def table(name: str) -> exp.Table:
    """Return a table of the session."""
    return exp.Table(this=identifier(name))


def whole(value: int) -> exp.Expression:
    """Return a fixed integer."""
    return exp.Literal.number(value)
