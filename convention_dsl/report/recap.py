"""The properties that do not hold, once each and in few words: what a long report ends with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from convention_dsl.core.program import Library, Scope, Status
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.calls import is_amount
from convention_dsl.report.cases import Case
from convention_dsl.report.gist import gist_of
from convention_dsl.report.naming import book_name, identity, qualifiers, scope_text
from convention_dsl.report.payslip import Words, confidence_text
from convention_dsl.report.style import COLUMNS, Role, paint, wrapped

_FEW = 8
"""A report of so few verdicts needs no recapitulation."""

_Groups = Mapping[tuple[str, str], Sequence[PropertyResult]]


def recap(
    results: Sequence[PropertyResult],
    library: Library,
    words: Words,
    cases: Sequence[Case | None] = (),
) -> Iterator[str]:
    """Yield what does not hold, promises first, and a legend; nothing in a short report.

    `cases` are those of the results, in the same order, for what they come to.
    """
    if len(results) <= _FEW:
        return
    groups: dict[tuple[str, str], list[PropertyResult]] = {}
    for each in results:
        groups.setdefault(identity(each), []).append(each)
    pairs = zip_longest(results, cases)
    told = {
        id(result): [*gist_of(result, case, library, words)] for result, case in pairs if result
    }
    teller = _Teller(library, words, told)
    failing = {key: found for key, found in groups.items() if not all(map(_holds, found))}
    if failing:
        yield paint(_heading(failing, len(groups), words), Role.STRONG)
        for is_promised, key in ((True, "promises"), (False, "other properties")):
            part = {
                own: found
                for own, found in failing.items()
                if bool(found[0].property.promised_by) is is_promised
            }
            yield from _part(words.say(key), part, teller)
        yield ""
    for key in ("legend confidence", "legend scopes"):
        yield from (paint(line, Role.FAINT) for line in wrapped(words.say(key), COLUMNS, "  "))
    yield ""


def _holds(result: PropertyResult) -> bool:
    return result.verdict.status is Status.PROVED


def _is_refuted(result: PropertyResult) -> bool:
    return result.verdict.status is Status.REFUTED


def _heading(failing: _Groups, total: int, words: Words) -> str:
    broken = sum(any(map(_is_refuted, found)) for found in failing.values())
    parts = []
    for number, one, many in (
        (broken, "one broken", "broken"),
        (len(failing) - broken, "one unsettled", "unsettled"),
    ):
        if number:
            parts.append(words.say(one if number == 1 else many, n=str(number), all=str(total)))
    return words.semicolon.join(parts)


@dataclass(frozen=True)
class _Teller:
    """Whom the recapitulation is for, and what each verdict comes to (by its identity)."""

    library: Library
    words: Words
    told: Mapping[int, Sequence[str]]


def _part(heading: str, groups: _Groups, teller: _Teller) -> Iterator[str]:
    if groups:
        yield f"  {heading}"
    book = ""
    for (here, name), found in groups.items():
        if here != book:
            yield f"    {paint(book_name(here, teller.library), Role.STRONG)}"
            book = here
        for line in _lines(name, found, teller):
            yield from wrapped(f"      {line}", COLUMNS, "          ")


def _lines(name: str, every: Sequence[PropertyResult], teller: _Teller) -> Iterator[str]:
    words = teller.words
    refuted = sum(map(_is_refuted, every))
    notes = [name]
    if refuted and len(every) > 1:
        key = "refuted always" if refuted == len(every) else "refuted in"
        notes.append(words.say(key, n=str(refuted), all=str(len(every))))
    role = Role.ERROR if refuted else Role.WARNING
    title = paint(every[0].property.title or name, role)
    yield f"{title} ({words.semicolon.join(notes)})"
    for status in (Status.REFUTED, Status.VACUOUS, Status.UNKNOWN):
        for scope in Scope:
            failing = [r for r in every if r.scope is scope and r.verdict.status is status]
            if failing:
                yield "  " + _group(failing, every, teller)


def _group(
    failing: Sequence[PropertyResult], every: Sequence[PropertyResult], teller: _Teller
) -> str:
    """Return where verdicts of one kind and scope are found, and what the first of them shows."""
    words, first = teller.words, failing[0]
    what = _values(first, teller) if _is_refuted(first) else words.say(first.verdict.status.value)
    if len(failing) > 1 and what and _is_refuted(first):
        what = words.say("for instance", text=what)
    if first.verdict.confidence:
        level = confidence_text(first.verdict.confidence, words.language)
        note = paint(f"({words.say('confidence')}{words.colon} {level})", Role.FAINT)
        what = f"{what} {note}".lstrip()
    where = _where(failing, every, words)
    return f"{where}{words.colon} {what}" if where and what else where or what


def _where(failing: Sequence[PropertyResult], every: Sequence[PropertyResult], words: Words) -> str:
    """Return the scope, and the readings and stretches where not all of that scope fail."""
    same_scope = [each for each in every if each.scope is failing[0].scope]
    several = len({each.scope for each in every}) > 1
    parts = [scope_text(failing[0].scope, words)] if several else []
    if len(failing) < len(same_scope):
        named = [qualifiers(each, same_scope, words, with_scope=False) for each in failing]
        parts += [", ".join(each) for each in named]
    return words.semicolon.join(parts)


def _values(result: PropertyResult, teller: _Teller) -> str:
    words = teller.words
    if told := teller.told.get(id(result)):
        return words.semicolon.join(told)
    found = result.verdict.counterexample
    if found is None:
        return ""
    shown = [each for each in found.values if is_amount(each.type)] or found.values
    return words.semicolon.join(f"{v.text} = {words.value(v.value, v.type)}" for v in shown)
