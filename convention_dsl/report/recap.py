"""The promises that break, once each and in few words: what a long report ends with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from convention_dsl.core.program import Status
from convention_dsl.report.payslip import Words, confidence_text
from convention_dsl.report.style import Role, paint
from convention_dsl.types import NumberType

if TYPE_CHECKING:
    from convention_dsl.report.verdicts import Shown

_FEW = 8
"""A report of so few verdicts needs no recapitulation."""


def recap(shown: Sequence[Shown], words: Words) -> Iterator[str]:
    """Yield a heading and two lines for each property refuted; nothing in a short report."""
    if len(shown) <= _FEW:
        return
    groups: dict[tuple[str, str], list[Shown]] = {}
    for each in shown:
        groups.setdefault((each.result.property.book, each.result.property.name), []).append(each)
    broken = {key: found for key, found in groups.items() if any(map(_is_refuted, found))}
    if broken:
        yield paint(words.say("broken", n=str(len(broken)), all=str(len(groups))), Role.STRONG)
    book = ""
    for (here, name), found in broken.items():
        if here != book:
            yield f"  {here}"
            book = here
        yield from (f"    {line}" for line in _lines(name, found, words))
    if broken:
        yield ""


def _is_refuted(shown: Shown) -> bool:
    return shown.result.verdict.status is Status.REFUTED


def _lines(name: str, found: Sequence[Shown], words: Words) -> Iterator[str]:
    refuted = [each for each in found if _is_refuted(each)]
    count = words.say("refuted in", n=str(len(refuted)), all=str(len(found)))
    title = found[0].result.property.title or name
    yield f"{paint(title, Role.ERROR)} ({name}{words.semicolon}{count})"
    first = refuted[0].result
    verdict, expected = first.verdict, first.expected
    parts = []
    if verdict.counterexample:
        amounts = [v for v in verdict.counterexample.values if _is_amount(v.type)]
        parts += [f"{v.text} = {words.value(v.value, v.type)}" for v in amounts]
    if expected and expected.reason:
        parts.append(expected.reason)
    if verdict.confidence:
        confidence = confidence_text(verdict.confidence, words.language)
        parts.append(f"{words.say('weakest')}{words.colon} {confidence}")
    yield "  " + words.semicolon.join(parts)


def _is_amount(type_: object) -> bool:
    return isinstance(type_, NumberType) and type_.has_dimension
