"""Days in formulas: what `core/dates.py` says of them, without leaving the calendar."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from convention_dsl.calculator.plan.construct import (
    add,
    all_,
    bounds,
    choose,
    day,
    equal,
    fixed,
    integer,
    least,
    less,
    less_equal,
    multiply,
    not_,
    some,
    subtract,
)
from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    Const,
    DateKind,
    DatePart,
    DaysBetween,
    Extract,
    Formula,
    IntKind,
)
from convention_dsl.calculator.plan.numbers import ZERO
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.core.dates import add_months

_TWELVE = integer(12)


def _days(formula: Formula) -> DateKind:
    assert isinstance(formula.kind, DateKind)
    return formula.kind


def extract(part: DatePart, value: Formula) -> Formula:
    """Return the year, month or day of the month of a day."""
    if isinstance(value, Const):
        assert isinstance(value.value, date)
        return integer(getattr(value.value, part.value))
    kind = _days(value)
    low, high = {
        DatePart.YEAR: (kind.low.year, kind.high.year),
        DatePart.MONTH: (1, 12),
        DatePart.DAY: (1, 31),
    }[part]
    return Extract(IntKind(low, high), part, value)


def days_between(start: Formula, end: Formula) -> Formula:
    """Return the days from one day to another."""
    one, other = _days(start), _days(end)
    kind = IntKind((other.low - one.high).days, (other.high - one.low).days)
    if isinstance(start, Const) and isinstance(end, Const):
        return integer(kind.low)
    return DaysBetween(kind, start, end)


def add_days(value: Formula, count: Formula) -> tuple[Formula, Formula]:
    """Return a day some days later, and whether it is in the calendar (else any day)."""
    kind, by = _days(value), bounds(count)
    low, high = kind.low.toordinal() + by.low, kind.high.toordinal() + by.high
    first, last = date.min.toordinal(), date.max.toordinal()
    if first <= low and high <= last:
        return _later(value, count), all_()
    ordinal = add(days_between(day(date.min), value), count)
    is_in = all_(less_equal(ZERO, ordinal), less_equal(ordinal, integer(last - first)))
    return _later(value, choose([(is_in, count)], ZERO)), is_in


def _later(value: Formula, count: Formula) -> Formula:
    kind, by = _days(value), bounds(count)
    if fixed(count) == 0:
        return value
    if isinstance(value, Const) and isinstance(count, Const):
        return day(kind.low + timedelta(days=by.low))
    first, last = date.min.toordinal(), date.max.toordinal()
    low = max(first, kind.low.toordinal() + by.low)
    high = min(last, kind.high.toordinal() + by.high)
    return AddDays(DateKind(date.fromordinal(low), date.fromordinal(high)), value, count)


def shift_months(value: Formula, count: Formula) -> tuple[Formula, Formula]:
    """Return a day some months later, and whether it is in the calendar (else any day)."""
    kind, by = _days(value), bounds(count)
    first, last = 12 * MINYEAR, 12 * MAXYEAR + 11
    low, high = _month(kind.low) + by.low, _month(kind.high) + by.high
    if first <= low and high <= last:
        return _months_later(value, count), all_()
    year, month = extract(DatePart.YEAR, value), extract(DatePart.MONTH, value)
    index = add(multiply(year, _TWELVE), month, integer(-1), count)
    is_in = all_(less_equal(integer(first), index), less_equal(index, integer(last)))
    return _months_later(value, choose([(is_in, count)], ZERO)), is_in


def _month(value: date) -> int:
    return 12 * value.year + value.month - 1


def _months_later(value: Formula, count: Formula) -> Formula:
    kind, by = _days(value), bounds(count)
    if fixed(count) == 0:
        return value
    if isinstance(value, Const) and isinstance(count, Const):
        return day(add_months(kind.low, by.low))
    low, high = _shifted(kind.low, by.low), _shifted(kind.high, by.high)
    return AddMonths(DateKind(low or date.min, high or date.max), value, count)


def _shifted(value: date, months: int) -> date | None:
    try:
        return add_months(value, months)
    except OverflowError:
        return None


def months_between(scopes: Scopes, start: Formula, end: Formula) -> Formula:
    """Return the largest n such that `start` and n months is not after `end`."""
    start, end = scopes.share(start, "start"), scopes.share(end, "end")
    months = add(
        multiply(subtract(_year(end), _year(start)), _TWELVE),
        subtract(_of_year(end), _of_year(start)),
    )
    return add(months, choose([(_is_reached(start, end), ZERO)], integer(-1)))


def years_between(scopes: Scopes, start: Formula, end: Formula) -> Formula:
    """Return the largest n such that `start` and n years is not after `end`."""
    start, end = scopes.share(start, "start"), scopes.share(end, "end")
    same_month = all_(equal(_of_year(start), _of_year(end)), _is_reached(start, end))
    reached = some(less(_of_year(start), _of_year(end)), same_month)
    years = subtract(_year(end), _year(start))
    return add(years, choose([(reached, ZERO)], integer(-1)))


def _is_reached(start: Formula, end: Formula) -> Formula:
    """Return whether the day of `start` comes by that of `end`, which may end its month."""
    by_day = less_equal(extract(DatePart.DAY, start), extract(DatePart.DAY, end))
    return some(by_day, _ends_month(end))


def _ends_month(value: Formula) -> Formula:
    # The last day of the calendar has no day after it, but is a 31st: any day comes by it anyway.
    earlier = least(value, day(date.max - timedelta(days=1)))
    after = _later(earlier, integer(1))
    return not_(equal(_of_year(after), _of_year(value)))


def _year(value: Formula) -> Formula:
    return extract(DatePart.YEAR, value)


def _of_year(value: Formula) -> Formula:
    return extract(DatePart.MONTH, value)
