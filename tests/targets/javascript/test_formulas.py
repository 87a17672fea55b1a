"""Each class of formula, run by Node."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from convention_dsl.calculator.plan.formula import AddMonths, DatePart, Extract, IntKind
from convention_dsl.calculator.plan.plan import Raw
from convention_dsl.targets.javascript.widths import is_wide
from tests.agreement.backends.javascript import Backend
from tests.targets.javascript.plans import CALENDAR, CASES, Case, D, const, kinds, plan
from tests.tools import require


@pytest.fixture(scope="module")
def answers() -> dict[str, Sequence[Raw]]:
    require("node")
    work = [(each.plan, [(columns, lists) for columns, lists, _ in each.cases]) for each in CASES]
    found = Backend().run_many(work)
    return {
        case.name: [values["result"] for values in given]
        for case, given in zip(CASES, found, strict=True)
        if isinstance(given, list)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_formula_has_its_value(case: Case, answers: dict[str, Sequence[Raw]]) -> None:
    assert list(answers[case.name]) == [expected for _, _, expected in case.cases]


def test_integers_are_bigints_only_where_they_must() -> None:
    wide = {case.name for case in CASES if is_wide(case.plan)}
    assert wide == {name for name in (case.name for case in CASES) if "2^53" in name}


def test_the_calendar_is_python_s() -> None:
    require("node")
    days = [date.fromordinal(n) for n in range(1, date.max.toordinal(), 1511)]
    days += [date(y, m, 1) - timedelta(1) for y in (4, 100, 1900, 2000, 2024) for m in (3, 12)]
    days += [date(y, 12, 31) for y in range(1, 9999, 97)]
    parts = {
        DatePart.YEAR: [day.year for day in days],
        DatePart.MONTH: [day.month for day in days],
        DatePart.DAY: [day.day for day in days],
    }
    work = [
        (
            plan(Extract(IntKind(1, 9999), part, D), kinds(d=CALENDAR)),
            [({"d": d}, {}) for d in days],
        )
        for part in parts
    ]
    safe = [day for day in days if 10 < day.year < 9990]
    moved = plan(AddMonths(CALENDAR, D, const(-25)), kinds(d=CALENDAR))
    *found, months = Backend().run_many([*work, (moved, [({"d": d}, {}) for d in safe])])
    for given, expected in zip(found, parts.values(), strict=True):
        assert [values["result"] for values in given] == expected  # type: ignore[union-attr]
    assert [values["result"] for values in months] == [_months_before(d, 25) for d in safe]  # type: ignore[union-attr]


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return first.replace(day=min(day.day, last.day))
