from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.dates import (
    add_duration,
    add_months,
    days_between,
    months_between,
    years_between,
)
from convention_dsl.core.nodes import Duration

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-08-31", 13, "2025-09-30"),
    ],
)
def test_months_clamp_to_the_months_end(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_months_come_before_days_and_are_applied_once():
    assert add_duration(date(2024, 1, 31), Duration(1, 1)) == date(2024, 3, 1)
    assert add_duration(date(2023, 1, 31), Duration(2, -1)) == date(2023, 3, 30)


def test_the_calendar_has_ends():
    for day, months in ((date(9999, 12, 1), 1), (date(1, 1, 1), -1)):
        with pytest.raises(OverflowError):
            add_months(day, months)
    with pytest.raises(OverflowError):
        add_duration(date(9999, 12, 31), Duration(0, 1))


@pytest.mark.parametrize(
    ("birth", "day", "years", "months"),
    [
        ("2000-02-29", "2018-02-27", 17, 215),
        ("2000-02-29", "2018-02-28", 18, 216),
        ("2000-02-29", "2020-02-28", 19, 239),
        ("2000-02-29", "2020-02-29", 20, 240),
        ("1950-06-15", "2026-06-14", 75, 911),
        ("1950-06-15", "2026-06-15", 76, 912),
        ("2024-01-31", "2024-02-29", 0, 1),
        ("2024-01-31", "2024-02-28", 0, 0),
        ("2024-06-15", "2024-06-14", -1, -1),
        ("2024-06-15", "2023-06-15", -1, -12),
        ("2024-06-15", "2023-06-14", -2, -13),
    ],
)
def test_whole_years_and_months(birth, day, years, months):
    assert years_between(date.fromisoformat(birth), date.fromisoformat(day)) == years
    assert months_between(date.fromisoformat(birth), date.fromisoformat(day)) == months


@given(DAYS, DAYS)
def test_a_count_is_the_largest_that_does_not_pass_the_end(start, end):
    years, months = years_between(start, end), months_between(start, end)
    assert add_months(start, 12 * years) <= end < add_months(start, 12 * (years + 1))
    assert add_months(start, months) <= end < add_months(start, months + 1)
    assert days_between(start, end) == -days_between(end, start)
