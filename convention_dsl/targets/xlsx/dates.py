"""Days as serial numbers, and what a spreadsheet can do with them.

Spreadsheets know no day before 1900, and Excel has one too many in February 1900. Within the days
that every spreadsheet agrees on, their own functions serve; a day that may be elsewhere is moved by
a multiple of 400 years, after which the calendar repeats itself, and its year moved back.
"""

from __future__ import annotations

from datetime import date

from convention_dsl.calculator.plan.formula import DateKind, Kind

FIRST, LAST = date(1900, 3, 1), date(9999, 12, 31)
"""The days that a cell can hold."""

_ORIGIN = date(1899, 12, 30).toordinal()
_CYCLE = 146_097
"""Days in 400 years."""


def serial(day: date) -> int:
    """Return the serial number of a day."""
    return day.toordinal() - _ORIGIN


def constant(day: date) -> str:
    """Return the formula of a fixed day."""
    if FIRST <= day <= LAST:
        return f"DATE({day.year},{day.month},{day.day})"
    return f"({serial(day)})"


def is_native(kind: Kind) -> bool:
    """Return whether the functions of a spreadsheet know every day of a kind."""
    return isinstance(kind, DateKind) and kind.low >= FIRST


def part(function: str, day: str) -> str:
    """Return the year, the month or the day of the month (`YEAR`, `MONTH`, `DAY`) of a day."""
    return f"{function}({day})"


def part_far(function: str, day: str) -> str:
    """Return the same of a day that may be before 1900."""
    inside = f"{function}(MOD({day},{_CYCLE})+{_CYCLE})"
    return f"({inside}+400*(INT(({day})/{_CYCLE})-1))" if function == "YEAR" else inside


def add_months(day: str, months: str) -> str:
    """Return the day some months later, or the last one of a shorter month."""
    return f"EDATE({day},{months})"


def add_months_far(day: str, months: str) -> str:
    """Return the same where either day may be before 1900."""
    total = f"({part_far('YEAR', day)}*12+{part_far('MONTH', day)}-1+{months})"
    first = _start(total)
    return f"({first}+MIN({part_far('DAY', day)},{_start(f'({total}+1)')}-{first})-1)"


def _start(months: str) -> str:
    """Return the first day of a month that is counted from the start of the year 0."""
    year = f"INT({months}/12)"
    inside = f"DATE(2000+MOD({year},400),MOD({months},12)+1,1)"
    return f"({inside}+{_CYCLE}*(INT({year}/400)-5))"
