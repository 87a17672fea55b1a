"""Where a property that gets no harder to satisfy as a number grows begins to hold.

Each counterexample says up to which number it is one: the next question is asked there. Between
these jumps the interval left is halved, so that few questions are asked whatever the
counterexamples. The frontier is exact where the property holds at the very number up to which, and
not at which, a counterexample is one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from convention_dsl.core.program import Status
from convention_dsl.proof.verdict import Counterexample, Verdict

Told = tuple[Fraction, Verdict]
_QUESTIONS = 80
_HOLDING = (Status.PROVED, Status.VACUOUS)


@dataclass(frozen=True, slots=True)
class Limit:
    """Up to which number a counterexample is one, and whether it still is one there."""

    value: Fraction
    attained: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The least number at which the property was shown to hold, with the verdict there.

    `exact`: below it the property fails, however near. Otherwise it fails at `fails`, one step
    lower.
    """

    value: Fraction
    verdict: Verdict
    exact: bool
    fails: Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """How the property is asked at a number, and how far a counterexample goes."""

    at: Callable[[Fraction], Verdict]
    limit: Callable[[Counterexample], Limit | None]
    step: Fraction


def frontier(asked: Asked, failing: Told, holding: Told) -> Edge | None:
    """Return where the property begins to hold between two numbers, None where a question fails."""
    low, failed = failing
    high, held = holding
    tight = False
    for _ in range(_QUESTIONS):
        limit = None if failed.counterexample is None else asked.limit(failed.counterexample)
        if limit is not None and low <= limit.value < high:
            low, tight = limit.value, not limit.attained
        elif _reaches(asked, failed, high):
            return Edge(high, held, True, failed)
        if tight:
            verdict = asked.at(low)
            if verdict.status in _HOLDING:
                return Edge(low, verdict, True, failed)
            if verdict.status is Status.UNKNOWN:
                return None
            failed, tight = verdict, False
        middle = _between(low, high, asked.step)
        if middle is None:
            return _last(asked, (low, failed), (high, held))
        verdict = asked.at(middle)
        if verdict.status in _HOLDING:
            high, held = middle, verdict
        elif verdict.status is Status.REFUTED:
            low, failed = middle, verdict
        else:
            return None
    return None


def least_bound(asked: Asked, first: Counterexample, largest: Fraction) -> Edge | None:
    """Return the least number that bounds what counterexamples reach, at most `largest`.

    `asked.at(x)` is whether nothing reaches beyond x, `asked.limit` what a case reaches. None where
    there is no bound, or a question fails.
    """
    if asked.at(largest).status not in _HOLDING:
        return None
    failed = Verdict(Status.REFUTED, counterexample=first)
    gap = asked.step
    while True:
        case = failed.counterexample
        reached = None if case is None else asked.limit(case)
        if reached is None or reached.value > largest:
            return None
        high = min(reached.value + gap, largest)
        verdict = asked.at(high)
        if verdict.status in _HOLDING:
            return frontier(asked, (reached.value, failed), (high, verdict))
        if verdict.status is Status.UNKNOWN or high == largest:
            return None
        failed, gap = verdict, 4 * gap


def _last(asked: Asked, failing: Told, holding: Told) -> Edge:
    """Return the frontier between two numbers a step apart, or less."""
    (low, failed), (high, held) = failing, holding
    limit = None if failed.counterexample is None else asked.limit(failed.counterexample)
    if limit is not None and not limit.attained and low < limit.value < high:
        verdict = asked.at(limit.value)
        if verdict.status in _HOLDING:
            return Edge(limit.value, verdict, True, failed)
    return Edge(high, held, _reaches(asked, failed, high), failed)


def _reaches(asked: Asked, failed: Verdict, value: Fraction) -> bool:
    """Return whether a counterexample is one up to a number, and not at it."""
    if failed.counterexample is None:
        return False
    return asked.limit(failed.counterexample) == Limit(value, attained=False)


def _between(low: Fraction, high: Fraction, step: Fraction) -> Fraction | None:
    """Return a multiple of the step strictly between two numbers, near the middle of them."""
    middle = floor((low + high) / 2 / step) * step
    if middle <= low:
        middle += step
    return middle if low < middle < high else None
