"""Calendar arithmetic: months clamp to the month's end, months come before days.

The calendar is `datetime.date`'s, years 1 to 9999; what leaves it raises `OverflowError`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from convention_dsl.core.nodes import Duration


def last_day(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("year out of the calendar")
    return date(year, month, min(day.day, last_day(year, month)))


def add_duration(day: date, duration: Duration) -> date:
    """Return `day` and the months of `duration`, clamped, then its days; applied once."""
    return add_months(day, duration.months) + timedelta(days=duration.days)


def months_between(start: date, end: date) -> int:
    """Return the largest n such that `start` and n months is not after `end`."""
    months = (end.year - start.year) * 12 + end.month - start.month
    clamped = min(start.day, last_day(end.year, end.month))
    return months if clamped <= end.day else months - 1


def years_between(start: date, end: date) -> int:
    """Return the largest n such that `start` and n years is not after `end`.

    An anniversary of 29 February falls on the 28th where the year has no 29th.
    """
    years = end.year - start.year
    clamped = min(start.day, last_day(end.year, start.month))
    return years if (start.month, clamped) <= (end.month, end.day) else years - 1


def days_between(start: date, end: date) -> int:
    """Return the number of days from `start` to `end`, negative where `end` comes first."""
    return (end - start).days
