from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.calculator.prelude import ERROR, HELPERS, helpers, imports, words
from convention_dsl.core import dates
from convention_dsl.core.arithmetic import round_to_integer
from convention_dsl.core.nodes import Duration, RoundingMode

ROUNDINGS = {
    RoundingMode.HALF_AWAY: "_half_away",
    RoundingMode.HALF_EVEN: "_half_even",
    RoundingMode.UP: "_up",
    RoundingMode.DOWN: "_down",
}
PRELUDE: dict[str, Any] = {}
TEXT = "\n\n".join([ERROR, *HELPERS.values()])
exec(imports(words(TEXT)) + TEXT, PRELUDE)
DAYS = st.dates(date(1896, 1, 1), date(2104, 12, 31))


@given(st.integers(-10_000, 10_000), st.integers(1, 60), st.sampled_from(list(RoundingMode)))
def test_roundings_are_those_of_the_core(n, m, mode):
    assert PRELUDE[ROUNDINGS[mode]](n, m) == round_to_integer(Fraction(n, m), mode)


@given(DAYS, st.integers(-60, 60), st.integers(-60, 60))
def test_later_days_are_those_of_the_core(day, months, days):
    expected = dates.add_duration(day, Duration(months, days))
    assert PRELUDE["_add_duration"](day, months, days, 0) == expected


@given(DAYS, DAYS)
def test_counts_of_years_and_months_are_those_of_the_core(start, end):
    assert PRELUDE["_years_between"](start, end) == dates.years_between(start, end)
    assert PRELUDE["_months_between"](start, end) == dates.months_between(start, end)


def test_helpers_bring_what_they_need():
    assert helpers(["_years_between"]) == [HELPERS["_last_day"], HELPERS["_years_between"]]
    assert helpers([]) == []


def test_imports_are_those_used():
    assert imports(words("x: Fraction = Fraction(1)")) == (
        "from __future__ import annotations\n\nfrom fractions import Fraction\n"
    )
    assert imports({"AbstractSet"}) == (
        "from __future__ import annotations\n\nfrom collections.abc import Set as AbstractSet\n"
    )
