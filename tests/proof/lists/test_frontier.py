"""The search for a frontier, held to oracles that know it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.program import Status
from convention_dsl.proof.lists.frontier import Asked, Edge, Limit, frontier, least_bound
from convention_dsl.proof.verdict import Counterexample, Verdict

F = Fraction
PROVED = Verdict(Status.PROVED)
LOW, HIGH = F(0), F(1000)


class Oracle:
    """Answers what holds from a number on, and notes what it was asked.

    `attained`: whether it holds at the number itself. Counterexamples go as far as `reach` says.
    """

    def __init__(
        self,
        least: Fraction,
        step: Fraction,
        *,
        attained: bool = True,
        reach: Callable[[Fraction], Fraction | None] = lambda _: None,
    ) -> None:
        self.least = least
        self.step = step
        self.attained = attained
        self.reach = reach
        self.asked: list[Fraction] = []

    def holds(self, value: Fraction) -> bool:
        return value > self.least or (self.attained and value == self.least)

    def at(self, value: Fraction) -> Verdict:
        self.asked.append(value)
        return PROVED if self.holds(value) else self.refuted(value)

    @staticmethod
    def refuted(value: Fraction) -> Verdict:
        return Verdict(Status.REFUTED, counterexample=Counterexample({"x": value}))

    def limit(self, case: Counterexample) -> Limit | None:
        value = case.inputs["x"]
        assert isinstance(value, Fraction)
        limit = self.reach(value)
        return None if limit is None else Limit(limit, attained=not self.attained)

    def edge(self) -> Edge | None:
        asked = Asked(self.at, self.limit, self.step)
        return frontier(asked, (LOW, self.refuted(LOW)), (HIGH, PROVED))


def test_counterexamples_that_tell_nothing_leave_halving() -> None:
    oracle = Oracle(F(333), F(1))
    found = oracle.edge()
    assert found is not None
    assert (found.value, found.exact) == (333, False)
    assert len(oracle.asked) <= 10
    assert found.fails.counterexample is not None
    assert found.fails.counterexample.inputs["x"] == 332


def test_a_counterexample_up_to_the_frontier_needs_one_question() -> None:
    oracle = Oracle(F(1000, 3), F(1), reach=lambda _: F(1000, 3))
    found = oracle.edge()
    assert found is not None
    assert (found.value, found.exact) == (F(1000, 3), True)
    assert oracle.asked == [F(1000, 3)]


def test_one_that_is_still_one_at_the_frontier_is_found_by_steps() -> None:
    # fails up to 10 and at 10 itself: the next step is the first that holds
    oracle = Oracle(F(10), F(1, 4), attained=False, reach=lambda _: F(10))
    found = oracle.edge()
    assert found is not None
    assert (found.value, found.exact) == (F(41, 4), False)


def test_it_may_be_the_very_end() -> None:
    oracle = Oracle(HIGH, F(1), reach=lambda _: HIGH)
    found = oracle.edge()
    assert found is not None
    assert (found.value, found.exact) == (HIGH, True)
    assert oracle.asked == []


def test_a_question_that_is_not_settled_settles_nothing() -> None:
    unknown = Verdict(Status.UNKNOWN)
    asked = Asked(lambda _: unknown, lambda _: None, F(1))
    assert frontier(asked, (LOW, Oracle.refuted(LOW)), (HIGH, PROVED)) is None
    asked = Asked(lambda _: unknown, lambda _: Limit(F(5), attained=False), F(1))
    assert frontier(asked, (LOW, Oracle.refuted(LOW)), (HIGH, PROVED)) is None


def test_what_is_true_of_nothing_holds() -> None:
    vacuous = Verdict(Status.VACUOUS)
    oracle = Oracle(F(8), F(1))
    asked = Asked(
        lambda value: vacuous if oracle.holds(value) else oracle.refuted(value),
        lambda _: None,
        F(1),
    )
    found = frontier(asked, (LOW, Oracle.refuted(LOW)), (HIGH, PROVED))
    assert found is not None
    assert (found.value, found.verdict) == (8, vacuous)


def test_a_last_counterexample_up_to_the_end_makes_it_exact() -> None:
    oracle = Oracle(F(1), F(1), reach=lambda value: F(0) if value < 0 else F(1))
    asked = Asked(oracle.at, oracle.limit, F(1))
    found = frontier(asked, (F(-1), oracle.refuted(F(-1))), (F(1), PROVED))
    assert found is not None
    assert (found.value, found.exact, oracle.asked) == (F(1), True, [F(0)])


def test_ends_less_than_a_step_apart_are_the_frontier() -> None:
    oracle = Oracle(F(1, 3), F(1))
    asked = Asked(oracle.at, oracle.limit, F(1))
    found = frontier(asked, (F(0), oracle.refuted(F(0))), (F(1, 2), PROVED))
    assert found is not None
    assert (found.value, found.exact, oracle.asked) == (F(1, 2), False, [])


STEPS = st.sampled_from([F(1), F(1, 2), F(1, 100), F(3)])
LEAST = st.fractions(LOW + F(1, 50), HIGH - F(1, 50), max_denominator=50)


@given(LEAST, STEPS, st.booleans(), st.sampled_from(["nothing", "part", "all"]))
def test_the_frontier_of_anything_that_grows(
    least: Fraction, step: Fraction, attained: bool, told: str
) -> None:
    """Whatever counterexamples tell, as long as they are ones up to there."""

    def reach(value: Fraction) -> Fraction | None:
        return {"nothing": None, "part": (value + least) / 2, "all": least}[told]

    oracle = Oracle(least, step, attained=attained, reach=reach)
    found = oracle.edge()
    assert found is not None
    assert oracle.holds(found.value)
    if found.exact:
        assert found.value == least
    else:
        lower = found.fails.counterexample
        assert lower is not None
        assert isinstance(lower.inputs["x"], Fraction)
        assert not oracle.holds(lower.inputs["x"])
        # no multiple of the step below it holds
        assert not oracle.holds((ceil(found.value / step) - 1) * step) or found.value == HIGH
    if told == "all" and attained:
        assert found.exact
        assert len(oracle.asked) == 1
    # each counterexample costs one question more than halving
    assert len(oracle.asked) <= 2 * (log2((HIGH - LOW) / step) + 3)


@given(LEAST, STEPS)
def test_halving_asks_few_questions(least: Fraction, step: Fraction) -> None:
    oracle = Oracle(least, step)
    found = oracle.edge()
    assert found is not None
    assert found.value == min(HIGH, ceil(least / step) * step)
    assert len(oracle.asked) <= log2((HIGH - LOW) / step) + 2


# The least bound of what cases reach --------------------------------------------------------------

LARGEST = F(10**6)
ALL = F(1)


class Reaching:
    """Cases that reach values up to `most`: those beyond x reach `share` of the way from x to it.

    With a share of 1 (`ALL`) they reach the most there is; otherwise nothing does.
    """

    def __init__(self, most: Fraction, step: Fraction, share: Fraction = ALL) -> None:
        self.most = most
        self.step = step
        self.share = share
        self.asked: list[Fraction] = []

    def at(self, bound: Fraction) -> Verdict:
        self.asked.append(bound)
        if bound >= self.most:
            return PROVED
        reached = bound + self.share * (self.most - bound)
        return Verdict(Status.REFUTED, counterexample=Counterexample({"x": reached}))

    @staticmethod
    def limit(case: Counterexample) -> Limit:
        value = case.inputs["x"]
        assert isinstance(value, Fraction)
        return Limit(value, attained=False)

    def least(self, first: Fraction, largest: Fraction = LARGEST) -> Edge | None:
        asked = Asked(self.at, self.limit, self.step)
        return least_bound(asked, Counterexample({"x": first}), largest)


def reached_by(found: Edge) -> Fraction:
    assert found.fails.counterexample is not None
    return Reaching.limit(found.fails.counterexample).value


def test_a_first_case_that_reaches_the_most_is_confirmed() -> None:
    reaching = Reaching(F(70, 3), F(1))
    found = reaching.least(F(70, 3))
    assert found is not None
    assert (found.value, found.exact, reached_by(found)) == (F(70, 3), True, F(70, 3))
    assert reaching.asked == [LARGEST, F(73, 3), F(70, 3)]


def test_nothing_is_the_bound_of_what_grows_without_end() -> None:
    reaching = Reaching(2 * LARGEST, F(1))
    assert reaching.least(F(0)) is None
    assert reaching.asked == [LARGEST]


def test_the_largest_bound_is_one() -> None:
    found = Reaching(LARGEST, F(1)).least(F(5))
    assert found is not None
    assert (found.value, found.exact) == (LARGEST, True)


def test_a_bound_just_above_the_largest_is_none() -> None:
    assert Reaching(LARGEST + F(1, 100), F(1, 100)).least(F(5)) is None


def test_a_case_beyond_the_largest_is_no_case_below_it() -> None:
    reaching = Reaching(F(5), F(1))
    assert reaching.least(LARGEST + 1) is None


def test_a_case_that_does_not_say_what_it_reaches_bounds_nothing() -> None:
    reaching = Reaching(F(5), F(1))
    asked = Asked(reaching.at, lambda _: None, F(1))
    assert least_bound(asked, Counterexample({"x": F(0)}), LARGEST) is None


@pytest.mark.parametrize("settled", range(5))
def test_any_question_that_is_not_settled_leaves_no_bound(settled: int) -> None:
    reaching = Reaching(F(30), F(1), share=F(1, 2))
    unknown = Verdict(Status.UNKNOWN)

    def at(bound: Fraction) -> Verdict:
        return reaching.at(bound) if len(reaching.asked) < settled else unknown

    assert (
        least_bound(Asked(at, reaching.limit, F(1)), Counterexample({"x": F(0)}), LARGEST) is None
    )
    assert len(reaching.asked) == settled


REACHED = st.fractions(-LARGEST, LARGEST, max_denominator=50)
AWAY = st.fractions(F(0), F(5000), max_denominator=50)


@given(REACHED, AWAY, STEPS)
def test_the_bound_is_exact_where_a_case_attains_it(
    most: Fraction, away: Fraction, step: Fraction
) -> None:
    reaching = Reaching(most, step)
    found = reaching.least(most - away)
    assert found is not None
    assert (found.value, found.exact, reached_by(found)) == (most, True, most)
    assert len(reaching.asked) <= 5


@given(REACHED, AWAY.filter(bool), STEPS, st.sampled_from([F(1, 2), F(9, 10), F(1, 100)]))
def test_the_bound_is_within_a_step_where_none_does(
    most: Fraction, away: Fraction, step: Fraction, share: Fraction
) -> None:
    found = Reaching(most, step, share).least(most - away)
    assert found is not None
    assert reached_by(found) < most <= found.value
    assert found.value - reached_by(found) <= step or found.exact
    if found.exact:
        assert found.value == most
