"""What the prover says of how far: the largest shortfall, and for which constants a claim holds.

For capped instances both are found by trying every list; for lists of any length without constants,
the shortfall for each patient by linear programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from convention_dsl.core.program import Status
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.prove import prove
from convention_dsl.proof.verdict import Threshold, Verdict
from tests.agreement.engines import read
from tests.agreement.lists import Instance, least_ratio
from tests.agreement.lists_claims import Open
from tests.agreement.lists_linear import NotLinear
from tests.agreement.lists_terms import Const, Count, Plus, Times

NAME = "generated"
LOW, HIGH, STEP = Fraction(-12), Fraction(12), Fraction(1, 4)


def gaps(instance: Instance, claim: Open) -> Iterator[tuple[Fraction, int]]:
    """Yield by how much each list of a capped instance keeps a claim, and its length."""
    assert instance.cap is not None
    for situation in instance.problem.patients.situations:
        for reading, counts in instance.problem.meeting(situation, instance.cap):
            more, less = reading.value(claim.more, counts), reading.value(claim.less, counts)
            yield more - less, sum(counts)


# The largest shortfall ----------------------------------------------------------------------------


def shortfall(instance: Instance, verdict: Verdict) -> list[str]:
    """Return what is wrong with the largest shortfall that is told."""
    claim, told = instance.open_claim, verdict.worst
    if told is None or claim.unless is not None or claim.sign not in (">=", ">"):
        return []
    amount: Const | Times = Const(instance.constant, "amount")
    if claim.per_patient:
        amount = Times(Count(), amount)
    claim = replace(claim, less=Plus(claim.less, amount))
    if instance.family == "capped":
        largest = -min(gap for gap, _ in gaps(instance, claim))
        if told.per_element or told.amount != largest:
            return [f"the largest shortfall is {largest}, told is {told.amount}"]
    if instance.family == "cone" and told.per_element and claim.per_patient:
        try:
            ratio = least_ratio(instance.problem.patients, instance.problem.hypotheses, claim)
        except NotLinear:
            return []
        if ratio is None or told.amount != -ratio:
            return [f"the largest shortfall for each is {ratio and -ratio}, told is {told.amount}"]
    return []


# Thresholds ---------------------------------------------------------------------------------------


def threshold(instance: Instance, limits: Limits = DEFAULT_LIMITS) -> tuple[Verdict, list[str]]:
    """Ask of a capped instance for which constants its claim holds; return what is wrong."""
    (result,) = prove(read(instance.asking(LOW, HIGH, STEP)), NAME, limits=limits)
    verdict = result.verdict
    if verdict.status is Status.UNKNOWN:
        return verdict, []
    found = verdict.threshold
    if found is None:
        return verdict, ["no threshold"]
    wrong = [
        f"{value} {'is' if kept else 'is not'} among the constants told: {found}"
        for value, kept in _tried(instance)
        if _is_told(found, value) is not kept
    ]
    if found.exact and found.value is not None and not wrong:
        wrong += _exactly(instance, found.value)
    return verdict, wrong


def _tried(instance: Instance) -> Iterator[tuple[Fraction, bool]]:
    """Yield whether the claim holds for each multiple of the step."""
    claim = instance.open_claim
    limits = [
        gap / size if claim.per_patient else gap
        for gap, size in gaps(instance, claim)
        if size or not claim.per_patient
    ]
    empty = [gap for gap, size in gaps(instance, claim) if not size and claim.per_patient]
    kept = all(gap > 0 if claim.sign == ">" else gap >= 0 for gap in empty)
    value = LOW
    while value <= HIGH:
        yield (
            value,
            kept
            and all(value < limit if claim.sign == ">" else value <= limit for limit in limits),
        )
        value += STEP


def _is_told(found: Threshold, value: Fraction) -> bool:
    if found.always or found.value is None:
        return found.always
    return value >= found.value if found.at_least else value <= found.value


def _exactly(instance: Instance, value: Fraction) -> list[str]:
    claim = instance.open_claim
    least = min(
        gap / size if claim.per_patient else gap
        for gap, size in gaps(instance, claim)
        if size or not claim.per_patient
    )
    return [] if least == value and claim.sign == ">=" else [f"exactly {least}, told is {value}"]
