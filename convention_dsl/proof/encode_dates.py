"""Dates as year, month and day terms, and the operators on them.

Days are ordered by 372·year + 31·(month − 1) + day − 1: a linear key, larger for later days.
Numbers of days go through the ordinal, in which years and months have their real lengths.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date

from convention_dsl.proof import smt
from convention_dsl.proof.encode_rounding import floor_term
from convention_dsl.proof.smt import Bool, Int, Script
from convention_dsl.proof.symbolic import Day, Shift

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def literal(value: date) -> Day:
    """Return a known day."""
    return Day(value.year, value.month, value.day)


def parts(value: Day) -> tuple[Int, Int, Int]:
    """Return the year, the month and the day."""
    return value.year, value.month, value.day


def key(value: Day) -> Int:
    """Return a linear term that orders days."""
    return smt.plus(smt.times(372, value.year), smt.times(31, value.month), value.day, -32)


def equal(one: Day, two: Day) -> Bool:
    """Return whether two days are the same."""
    pairs = zip(parts(one), parts(two), strict=True)
    return smt.conjunction(smt.equal(a, b) for a, b in pairs)


def is_between(value: Day, low: date | None, high: date | None) -> Bool:
    """Return whether a day is in a range (None: without limit on that side)."""
    bounds: list[Bool] = []
    if low is not None:
        bounds.append(smt.at_most(key(literal(low)), key(value)))
    if high is not None:
        bounds.append(smt.at_most(key(value), key(literal(high))))
    return smt.conjunction(bounds)


def is_day(script: Script, value: Day) -> Bool:
    """Return whether three terms are a day of the calendar."""
    return smt.conjunction(
        (
            smt.at_most(MINYEAR, value.year),
            smt.at_most(value.year, MAXYEAR),
            smt.at_most(1, value.month),
            smt.at_most(value.month, 12),
            smt.at_most(1, value.day),
            smt.at_most(value.day, month_length(script, value.year, value.month)),
        )
    )


def is_leap(script: Script, year: Int) -> Bool:
    """Return whether a year has a 29 February."""
    by_four, by_hundred, by_four_hundred = (
        smt.equal(smt.remainder(year, divisor), 0) for divisor in (4, 100, 400)
    )
    common = smt.conjunction((by_four, smt.negation(by_hundred)))
    return script.boolean(smt.disjunction((common, by_four_hundred)))


def month_length(script: Script, year: Int, month: Int) -> Int:
    """Return the number of days of a month."""
    february = smt.choice(is_leap(script, year), 29, 28)
    short = smt.disjunction(smt.equal(month, number) for number in (4, 6, 9, 11))
    length = smt.choice(smt.equal(month, 2), february, smt.choice(short, 30, 31))
    return script.integer(length)


def add_duration(script: Script, start: Day, shift: Shift) -> tuple[Day, Bool]:
    """Return the day after `shift`, and whether it is in the calendar."""
    moved, within = _add_months(script, start, shift.months)
    if shift.days == 0:
        return moved, within
    end = Day(script.fresh("Int"), script.fresh("Int"), script.fresh("Int"))
    target = script.integer(smt.plus(ordinal(script, moved), shift.days))
    first, last = date.min.toordinal(), date.max.toordinal()
    in_calendar = smt.conjunction((within, smt.at_most(first, target), smt.at_most(target, last)))
    in_calendar = script.boolean(in_calendar)
    reached = smt.equal(ordinal(script, end), target)
    script.require(smt.implication(in_calendar, smt.conjunction((is_day(script, end), reached))))
    return end, in_calendar


def _add_months(script: Script, start: Day, months: Int) -> tuple[Day, Bool]:
    if months == 0:
        return start, True
    index = smt.plus(smt.times(12, start.year), start.month, months, -1)
    index = script.integer(index)
    year = floor_term(script, index, 12)
    month = script.integer(smt.plus(index, smt.times(-12, year), 1))
    length = month_length(script, year, month)
    day = script.integer(smt.choice(smt.at_most(start.day, length), start.day, length))
    within = smt.conjunction((smt.at_most(MINYEAR, year), smt.at_most(year, MAXYEAR)))
    return Day(year, month, day), within


def ordinal(script: Script, value: Day) -> Int:
    """Return the number of a day, counted from 1 January of the year 1."""
    before = script.integer(smt.plus(value.year, -1))
    leaps = smt.plus(
        floor_term(script, before, 4),
        smt.times(-1, floor_term(script, before, 100)),
        floor_term(script, before, 400),
    )
    days: Int = _DAYS_BEFORE[11]
    for month in range(11, 0, -1):
        days = smt.choice(smt.equal(value.month, month), _DAYS_BEFORE[month - 1], days)
    late = smt.conjunction((is_leap(script, value.year), smt.at_most(3, value.month)))
    extra = smt.choice(late, 1, 0)
    total = smt.plus(smt.times(365, before), leaps, script.integer(days), extra, value.day)
    return script.integer(total)


def days_between(script: Script, start: Day, end: Day) -> Int:
    """Return the number of days from `start` to `end`."""
    return script.integer(smt.minus(ordinal(script, end), ordinal(script, start)))


def months_between(script: Script, start: Day, end: Day) -> Int:
    """Return the largest n such that `start` and n months is not after `end`."""
    whole = smt.plus(
        smt.times(12, smt.minus(end.year, start.year)), smt.minus(end.month, start.month)
    )
    last = smt.equal(end.day, month_length(script, end.year, end.month))
    reached = smt.disjunction((smt.at_most(start.day, end.day), last))
    return script.integer(smt.plus(whole, smt.choice(reached, 0, -1)))


def years_between(script: Script, start: Day, end: Day) -> Int:
    """Return the largest n such that `start` and n years is not after `end`.

    An anniversary of 29 February falls on the 28th where the year has no 29th.
    """
    leap_day = (
        smt.equal(start.month, 2),
        smt.equal(start.day, 29),
        smt.equal(end.month, 2),
        smt.equal(end.day, 28),
        smt.negation(is_leap(script, end.year)),
    )
    ordered = smt.at_most(
        smt.plus(smt.times(31, start.month), start.day), smt.plus(smt.times(31, end.month), end.day)
    )
    reached = smt.disjunction((ordered, smt.conjunction(leap_day)))
    return script.integer(smt.plus(smt.minus(end.year, start.year), smt.choice(reached, 0, -1)))
