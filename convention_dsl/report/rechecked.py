"""What a second look at a certificate said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.json import Json
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint

if TYPE_CHECKING:
    from convention_dsl.proof.recheck.checker import CheckResult


def rechecked_lines(result: PropertyResult, words: Words) -> Iterator[str]:
    """Yield whether the certificate was accepted a second time, where that was asked."""
    found = result.rechecked
    if found is None:
        return
    if found.failure is None:
        key = "rechecked" if found.beyond else "rechecked at threshold"
        yield paint(words.say(key), Role.GOOD)
    else:
        why = found.failure.text(words.language)
        yield paint(words.say("recheck failed") + words.colon, Role.ERROR) + f" {why}"


def rechecked_json(found: CheckResult, words: Words) -> Json:
    """Return what the second look said."""
    failure = None if found.failure is None else found.failure.text(words.language)
    return {
        "accepted": found.ok,
        "beyond": found.beyond,
        "failure": failure,
        "questions": found.questions,
    }
