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
    """Ask for which constants the claim holds; return what is wrong. Raises `NotLinear`."""
    least, kept = _least(instance)
    (result,) = prove(read(instance.asking(LOW, HIGH, STEP)), NAME, limits=limits)
    verdict = result.verdict
    if verdict.status is Status.UNKNOWN:
        return verdict, []
    found = verdict.threshold
    if found is None:
        return verdict, ["no threshold"]
    wrong = []
    value = LOW
    while value <= HIGH:
        holds = kept and (least is None or value <= least)
        if instance.open_claim.sign == ">" and value == least:
            holds = False
        if _is_told(found, value) is not holds:
            wrong.append(f"{value} {'is' if holds else 'is not'} among those told: {found}")
        value += STEP
    if found.exact and found.value is not None and not wrong and found.value != least:
        wrong.append(f"exactly {least}, told is {found}")
    return verdict, wrong


def _least(instance: Instance) -> tuple[Fraction | None, bool]:
    """Return up to which constant the claim holds, and whether it does of the empty list.

    None: every constant. For lists of any length the number is a limit of what they gain for each
    patient: a claim that is no strict one holds there too.
    """
    claim = instance.open_claim
    if instance.family == "cone":
        assert claim.per_patient and claim.sign == ">="
        problem = instance.problem
        return least_ratio(problem.patients, problem.hypotheses, claim), True
    found = list(gaps(instance, claim))
    if not claim.per_patient:
        return min((gap for gap, _ in found), default=None), True
    limits = [gap / size for gap, size in found if size]
    empty = [gap for gap, size in found if not size]
    kept = all(gap > 0 if claim.sign == ">" else gap >= 0 for gap in empty)
    return min(limits, default=None), kept


def _is_told(found: Threshold, value: Fraction) -> bool:
    if found.always or found.value is None:
        return found.always
    return value >= found.value if found.at_least else value <= found.value
