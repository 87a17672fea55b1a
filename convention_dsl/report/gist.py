"""What a verdict comes to, in few words: for the overview and the recapitulation."""

from __future__ import annotations

from collections.abc import Iterator

from convention_dsl.core.program import Library, Status
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.cases import Case
from convention_dsl.report.counterexample import speaks_of_sums
from convention_dsl.report.kinds import signed
from convention_dsl.report.outcomes import element_name, is_from_below, threshold_text
from convention_dsl.report.payslip import Words


def gist_of(
    result: PropertyResult, case: Case | None, library: Library, words: Words
) -> Iterator[str]:
    """Yield a threshold, the largest shortfall, or the differences of the counterexample."""
    verdict = result.verdict
    if verdict.threshold is not None and result.property.threshold is not None:
        yield threshold_text(verdict.threshold, result.property.threshold, words)
    elif verdict.worst is not None:
        most = -verdict.worst.amount if is_from_below(result) else verdict.worst.amount
        amount = signed(most, verdict.worst.type, words)
        key = "gist each" if verdict.worst.per_element else "gist worst"
        key += "" if most < 0 else " above"
        yield words.say(key, amount=amount, name=element_name(result, library))
    elif verdict.status is Status.REFUTED and case and speaks_of_sums(result.property):
        for balance in case.balances:
            if not balance.holds:
                amount = signed(balance.difference, balance.type, words)
                yield words.say("gist difference", amount=amount)
