"""Between which values amounts lie, for all lists that satisfy hypotheses: bounds by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Apply, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.bounds import Bounds, Ranging, bounds
from convention_dsl.proof.verdict import Counterexample
from tests.proof.lists.small import LIMITS, only

F = Fraction
CENT = F(1, 100)

# 100 to 120 patients, 30 to 40 of them in ALD; new(p) is 12 € in ALD, else 9 €, old(p) is 10 €
POPULATION = (
    "100 <= number of (p in L) and number of (p in L) <= 120",
    "30 <= number of (p in L where p.ald) and number of (p in L where p.ald) <= 40",
)
NEW, OLD = "total(L)", "sum of (old(p) for p in L)"
SHARE = "share of (p in L where p.ald) if empty 0 %"


def ranged(hypotheses: tuple[str, ...], *numbers: str) -> tuple[Program, Ranging, list[Expr]]:
    """Return the numbers, and what they range over."""
    stated = "".join(f"  such that {each}\n" for each in hypotheses)
    claim = " and ".join(f"{each} = {each}" for each in numbers)
    program, obligation = only(f"for every L : list of P\n{stated}  then {claim}")
    parts = _equalities(obligation.claim)
    assert len(parts) == len(numbers)
    ranging = Ranging(obligation.inputs, obligation.hypotheses)
    return program, ranging, [part.arguments[0] for part in parts]


def _equalities(claim: Expr) -> list[Apply]:
    assert isinstance(claim, Apply)
    if claim.operator is Operator.EQUAL:
        return [claim]
    return [each for part in claim.arguments for each in _equalities(part)]


def found_for(
    hypotheses: tuple[str, ...],
    *numbers: str,
    step: Fraction = CENT,
    limits: Limits = LIMITS,
) -> tuple[Bounds, ...]:
    """Return the bounds of numbers; each case shown is held to the evaluator."""
    program, ranging, exprs = ranged(hypotheses, *numbers)
    found = bounds(program, ranging, exprs, step, limits)
    for expr, each in zip(exprs, found, strict=True):
        for value, case, sign in ((each.low, each.lowest, -1), (each.high, each.highest, 1)):
            assert (value is None) is (case is None)
            if value is not None and case is not None:
                reached = value_in(program, ranging, expr, case)
                assert 0 <= sign * (value - reached) <= step
    return found


def value_in(program: Program, ranging: Ranging, expr: Expr, case: Counterexample) -> Fraction:
    """Return a number in a case, which satisfies the hypotheses."""
    assert all(evaluate(program, each, case.inputs) is True for each in ranging.hypotheses)
    value = evaluate(program, expr, case.inputs)
    assert isinstance(value, Fraction)
    return value


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        ("number of (p in L)", 100, 120),
        ("number of (p in L where not p.ald)", 60, 90),
        (NEW, 30 * 12 + 70 * 9, 40 * 12 + 80 * 9),
        (f"{NEW} - {OLD}", 30 * 2 - 90, 40 * 2 - 60),
        (f"{OLD} - {NEW} - 100 €", 60 - 40 * 2 - 100, 90 - 30 * 2 - 100),
        ("sum of (p.due for p in L)", 0, 120 * 100),
        ("sum of (p.n for p in L where p.ald)", 0, 40 * 10),
        ("(if number of (p in L) >= 110 then 1 € * number of (p in L) else 0 €)", 0, 120),
        (SHARE, F(30, 120), F(40, 100)),
    ],
)
def test_bounds_over_a_population(number: str, low: Fraction, high: Fraction) -> None:
    (found,) = found_for(POPULATION, number)
    assert (found.low, found.high) == (low, high)


def test_extremes_that_are_attained_are_shown() -> None:
    program, ranging, exprs = ranged(POPULATION, NEW, f"{NEW} - {OLD}")
    for expr, found in zip(exprs, bounds(program, ranging, exprs, CENT, LIMITS), strict=True):
        assert found.lowest is not None
        assert found.highest is not None
        assert value_in(program, ranging, expr, found.lowest) == found.low
        assert value_in(program, ranging, expr, found.highest) == found.high


@pytest.mark.parametrize(
    ("hypothesis", "number", "low", "high"),
    [
        ("number of (p in L) >= 10", NEW, 90, None),
        ("number of (p in L) >= 10", f"0 € - {NEW}", None, -90),
        ("number of (p in L) >= 10", f"{NEW} - {OLD}", None, None),
        ("number of (p in L where not p.ald) <= 5", f"{NEW} - {OLD}", -5, None),
    ],
)
def test_a_side_without_a_bound_has_none(
    hypothesis: str, number: str, low: int | None, high: int | None
) -> None:
    (found,) = found_for((hypothesis,), number)
    assert (found.low, found.high) == (low, high)


def test_hypotheses_that_contradict_each_other_leave_nothing() -> None:
    stated = ("number of (p in L) >= 10", "number of (p in L where p.ald) >= 8")
    both = (*stated, "number of (p in L where not p.ald) >= 3", "number of (p in L) <= 10")
    assert found_for(both, NEW, "number of (p in L)") == (Bounds(None, None),) * 2
    (found,) = found_for(both[:-1], "number of (p in L)")
    assert (found.low, found.high) == (11, None)


def test_a_whole_number_of_patients_is_counted() -> None:
    stated = ("number of (p in L) = 7", "3 * sum of (p.n for p in L) <= 10 * number of (p in L)")
    (found,) = found_for(stated, "sum of (p.n for p in L)", step=F(1))
    assert (found.low, found.high) == (0, 23)  # 70 / 3 is no whole number


@pytest.mark.parametrize("step", [F(1, 10), CENT])
def test_what_nothing_attains_is_bounded_within_a_step(step: Fraction) -> None:
    (found,) = found_for(("number of (p in L) >= 1", f"{SHARE} < 40 %"), SHARE, step=step)
    assert found.low == 0
    assert found.high is not None
    assert F(4, 10) <= found.high <= F(4, 10) + step


def test_the_empty_list_is_one_of_them() -> None:
    (found,) = found_for(("number of (p in L) <= 3",), f"{OLD} - 5 €")
    assert (found.low, found.high) == (-5, 25)


def test_without_time_there_are_no_bounds() -> None:
    assert found_for(POPULATION, NEW, limits=Limits(seconds=0)) == (Bounds(None, None),)


@settings(max_examples=12, deadline=None)
@given(st.integers(-4, 4), st.integers(-4, 4), st.integers(0, 4), st.integers(0, 4))
def test_bounds_of_weighted_counts_are_those_of_all_counts(
    of_all: int, of_some: int, least: int, more: int
) -> None:
    """At least `least` in ALD, at most `least + more` in all."""
    ald, every = "number of (p in L where p.ald)", "number of (p in L)"
    stated = (f"{ald} >= {least}", f"{every} <= {least + more}")
    (found,) = found_for(stated, f"{of_all} * {every} + {of_some} * {ald}", step=F(1))
    values = [
        of_all * number + of_some * in_ald
        for number in range(least + more + 1)
        for in_ald in range(least, number + 1)
    ]
    assert (found.low, found.high) == (min(values), max(values))
