"""Days in SQL: each dialect has functions of its own."""

from __future__ import annotations

from sqlglot import exp

from convention_dsl.calculator.plan.formula import DatePart
from convention_dsl.targets.sql.building import binary, call
from convention_dsl.targets.sql.dialects import Dialect, Width
from convention_dsl.targets.sql.printed import Printed, cast, short

_PARTS = {DatePart.YEAR: "YEAR", DatePart.MONTH: "MONTH", DatePart.DAY: "DAY"}


def extract(part: DatePart, day: exp.Expression, dialect: Dialect) -> Printed:
    """Return a part of a day."""
    taken = exp.Extract(this=exp.var(_PARTS[part]), expression=day)
    return cast(Printed(taken), Width.LONG, dialect)


def add_months(day: exp.Expression, months: Printed, dialect: Dialect) -> exp.Expression:
    """Return a day some months later; every dialect takes the last of a month that is too short."""
    count = short(months, dialect)
    match dialect:
        case Dialect.SPARK:
            return call("ADD_MONTHS", day, count)
        case Dialect.DUCKDB:
            interval = call("TO_MONTHS", count)
        case Dialect.POSTGRES:
            interval = call("MAKE_INTERVAL", exp.Literal.number(0), count)
    return exp.cast(binary(exp.Add, day, interval), "date")


def add_days(day: exp.Expression, days: Printed, dialect: Dialect) -> exp.Expression:
    """Return a day some days later."""
    count = short(days, dialect)
    if dialect is Dialect.SPARK:
        return call("DATE_ADD", day, count)
    return binary(exp.Add, day, count)


def days_between(start: exp.Expression, end: exp.Expression, dialect: Dialect) -> Printed:
    """Return the days from one day to another."""
    if dialect is Dialect.SPARK:
        return Printed(call("DATEDIFF", end, start))
    width = Width.LONG if dialect is Dialect.DUCKDB else Width.SHORT
    return Printed(binary(exp.Sub, end, start), width)
