"""The search for a frontier, held to oracles that know it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, log2

from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.program import Status
from convention_dsl.proof.lists.frontier import Asked, Edge, Limit, frontier
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
