"""What a formula becomes: an expression, and how wide its integers are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from convention_dsl.targets.sql.dialects import Dialect, Width, integer_type


@dataclass(frozen=True, slots=True)
class Printed:
    """An expression, and the width of its integers (SHORT where it is none)."""

    expression: exp.Expression
    width: Width = Width.SHORT


def cast(printed: Printed, width: Width, dialect: Dialect) -> Printed:
    """Return an integer in another width."""
    type_ = integer_type(width, dialect)
    return Printed(exp.Cast(this=printed.expression, to=type_), width)


def short(printed: Printed, dialect: Dialect) -> exp.Expression:
    """Return a count of days or months, which functions of dates take with 32 bits."""
    if printed.width is Width.SHORT:
        return printed.expression
    return cast(printed, Width.SHORT, dialect).expression
