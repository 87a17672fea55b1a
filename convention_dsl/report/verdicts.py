"""The verdict table: property, verdict, seconds; under each what it shows or rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from convention_dsl.core.explanation import Step
from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Library, Status
from convention_dsl.core.provenance import Provenance
from convention_dsl.proof.verdict import PropertyResult, Reason
from convention_dsl.report.calls import call_title, distinct_calls
from convention_dsl.report.cases import Case
from convention_dsl.report.certificates import certificate_lines
from convention_dsl.report.chosen import amounts_note, slip_notes
from convention_dsl.report.counterexample import counterexample_lines, sum_lines, sum_rows
from convention_dsl.report.grounds import contradiction_texts, grounds_lines, weakest_lines
from convention_dsl.report.messages import fill
from convention_dsl.report.naming import banner, identity, qualifiers, siblings_of
from convention_dsl.report.outcomes import threshold_lines, worst_lines
from convention_dsl.report.payslip import Words, payslip, source_text
from convention_dsl.report.phrases import counted
from convention_dsl.report.recap import recap
from convention_dsl.report.rechecked import rechecked_lines
from convention_dsl.report.style import COLUMNS, Role, fitted, pad, paint, width, wrapped
from convention_dsl.types import ListType, RecordType, Type

_ROLES = {
    Status.PROVED: Role.GOOD,
    Status.REFUTED: Role.ERROR,
    Status.UNKNOWN: Role.WARNING,
    Status.VACUOUS: Role.WARNING,
}
_INDENT = "    "
_REASON = "authors' reason"


@dataclass(frozen=True)
class Shown:
    """A verdict with the calculations of its counterexample, one step per clause call."""

    result: PropertyResult
    steps: tuple[Step, ...] = ()
    case: Case | None = None
    """The counterexample calculated again; of a property without inputs, its figures."""
    worst: Case | None = None
    """The case of the largest shortfall."""
    beyond: Case | None = None
    """The case on the other side of a threshold."""

    @property
    def status(self) -> str:
        """The verdict's name."""
        return self.result.verdict.status.value

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the expected one."""
        return self.result.as_expected


def verdict_table(
    shown: Sequence[Shown], library: Library, words: Words, *, quiet: bool = False
) -> str:
    """Return the whole report, one row a verdict; `quiet` leaves out what stands under the rows."""
    if not shown:
        return words.say("no properties") + "\n"
    results = [each.result for each in shown]
    rows = [_row(each, siblings_of(each, results), words) for each in results]
    header = [paint(words.say(key), Role.STRONG) for key in ("property", "verdict")]
    header.append(paint(words.say("seconds"), Role.FAINT))
    widths = _widths([header, *rows])
    lines = _cells(header, widths)
    numbered = zip(shown, rows, strict=True)
    for _, group in groupby(numbered, key=lambda pair: pair[0].result.property.book):
        pairs = list(group)
        lines += ["", banner([each.result for each, _ in pairs], library, words)]
        lines += [] if quiet else [""]
        cases = _Cases(library, words, {})
        for each, row in pairs:
            lines += _cells(row, widths)
            if not quiet:
                lines += _under(each, results, cases)
    if not quiet:
        lines += recap(results, library, words, [each.case for each in shown])
    return "\n".join([*lines, summary(shown, words)]) + "\n"


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column; the first one takes what the others leave."""
    first, second, third = (max(width(row[i]) for row in rows) for i in range(3))
    return [min(first, COLUMNS - second - third - 4), second, third]


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return the lines of a row; a long name goes on below."""
    name, *more = wrapped(row[0], widths[0], _INDENT)
    last = pad(row[2], widths[2], right=True)
    return [f"{pad(name, widths[0])}  {pad(row[1], widths[1])}  {last}", *more]


def _row(result: PropertyResult, siblings: Sequence[PropertyResult], words: Words) -> list[str]:
    seconds = seconds_text(result.verdict.seconds, words.language)
    name = verdict_name(result, siblings, words)
    return [name, status_text(result, words), paint(seconds, Role.FAINT)]


def verdict_name(result: PropertyResult, siblings: Sequence[PropertyResult], words: Words) -> str:
    """Return a property's name and what tells this verdict from its others."""
    found = qualifiers(result, siblings, words)
    return result.property.name + (f" ({', '.join(found)})" if found else "")


def seconds_text(seconds: float, language: str) -> str:
    """Return a duration with two decimals."""
    text = f"{seconds:.2f}"
    return text.replace(".", ",") if language == "fr" else text


def status_text(result: PropertyResult, words: Words) -> str:
    """Return a verdict in colour, and whether it is the expected one where that needs saying."""
    status = result.verdict.status
    text = paint(words.say(status.value), _ROLES[status])
    if result.as_expected:
        expects = result.expected is not None and status is not Status.PROVED
        return f"{text}, {words.say('as expected')}" if expects else text
    wanted = result.expected.status if result.expected else Status.PROVED
    note = words.say("not as expected", status=words.say(wanted.value))
    return f"{text}, {paint(note, Role.ERROR)}"


# Under a row ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cases:
    """Whom a report is for, and the cases that it has shown: by what is printed, the first."""

    library: Library
    words: Words
    seen: dict[tuple[object, ...], PropertyResult]


def _under(each: Shown, every: Sequence[PropertyResult], cases: _Cases) -> list[str]:
    """Return what stands under a row, in its columns, and an empty line."""
    siblings = siblings_of(each.result, every)
    block = [
        line
        for text in _block(each, siblings, cases)
        for line in fitted(text, COLUMNS - len(_INDENT))
    ]
    return [*(f"{_INDENT}{line}".rstrip() for line in block), ""]


def _block(each: Shown, siblings: Sequence[PropertyResult], cases: _Cases) -> Iterator[str]:
    result, verdict, words = each.result, each.result.verdict, cases.words
    if result is siblings[0]:
        yield from _heading(result, words)
    if reason := own_reason(result, words):
        yield reason
    if verdict.contradiction:
        yield words.say("contradiction") + words.colon
        yield from (f"  {text}" for text in contradiction_texts(result, words))
    yield from _shown(each, siblings, cases)


def _shown(each: Shown, siblings: Sequence[PropertyResult], cases: _Cases) -> Iterator[str]:
    """Yield the case or the grounds; what another verdict of the property has shown is named."""
    result, words = each.result, cases.words
    is_case = result.verdict.counterexample is not None
    lines = list(_counterexample(each, cases) if is_case else _grounds(each, cases))
    first = cases.seen.setdefault((*identity(result), *sorted(lines)), result)
    after = list(_after(result, cases))
    if first is result or not lines:
        yield from (*lines, *after)
        return
    where = ", ".join(qualifiers(first, siblings, words))
    same = words.say("same case" if is_case else "same grounds")
    yield same + (f" ({where})" if where else "")
    known = list(_after(first, cases))
    yield from (line for line in after if line not in known)


def _grounds(each: Shown, cases: _Cases) -> Iterator[str]:
    """Yield why a proved property holds: the figures of an identity, the lemmas about lists."""
    result, verdict, words = each.result, each.result.verdict, cases.words
    if verdict.status is Status.PROVED and each.case and not result.property.inputs:
        yield from sum_lines(sum_rows(each.case, words))
    yield from threshold_lines(result, each.beyond, cases.library, words)
    if result.verdict.certificate:
        verdict = result.verdict
        yield from certificate_lines(
            result.verdict.certificate, result.property, words, verdict.threshold
        )
    yield from rechecked_lines(result, words)
    yield from grounds_lines(result, words)


def _after(result: PropertyResult, cases: _Cases) -> Iterator[str]:
    """Yield what follows a case or grounds: what is weakest in them, and the authors' reason."""
    words = cases.words
    if note := amounts_note(result, cases.library, words):
        yield note
    yield from weakest_lines(result, words)
    yield from _authors_reason(result, words)


def _authors_reason(result: PropertyResult, words: Words) -> Iterator[str]:
    """Yield the reason that the text gives for a verdict: nobody has verified it."""
    says_more = result.verdict.status is not Status.PROVED or not result.as_expected
    if result.expected and result.expected.reason and says_more:
        yield f"{words.say(_REASON)}{words.colon} {result.expected.reason}"


def _heading(result: PropertyResult, words: Words) -> Iterator[str]:
    definition = result.property
    if definition.title:
        yield paint(definition.title, Role.STRONG)
    asked = []
    if definition.promised_by:
        asked.append(words.say("promised by", names=", ".join(definition.promised_by)))
    if definition.demanded_by:
        asked.append(words.say("demanded by", names=", ".join(definition.demanded_by)))
    if definition.provenance != Provenance():
        asked.append(source_text(definition.provenance, words.language))
    if asked:
        yield paint(" — ".join(asked), Role.FAINT)


def own_reason(result: PropertyResult, words: Words) -> str:
    """Return a verdict's reason where nothing else says it: not beside hypotheses that clash."""
    reason = result.verdict.reason
    if reason is None or (reason.key == "contradiction" and result.verdict.contradiction):
        return ""
    return reason_text(reason, words.language)


def reason_text(reason: Reason, language: str) -> str:
    """Return why a verdict is unknown or vacuous."""
    from convention_dsl.diagnostics import properties

    for entry in properties.ENTRIES:
        if reason.key in entry.phrases:
            return fill(entry.phrases[reason.key].text(language), reason.arguments, language)
    return ", ".join([reason.key, *reason.arguments.values()])


def _counterexample(each: Shown, cases: _Cases) -> Iterator[str]:
    result, words, library = each.result, cases.words, cases.library
    found = result.verdict.counterexample
    assert found is not None
    yield words.say("counterexample" if result.property.named else "figures") + words.colon
    yield from counterexample_lines(result, library, words, each.case)
    told = replace(words, chosen=slip_notes(result, library, words))
    for step in slips(each):
        yield ""
        yield f"  {paint(call_title(step, result, words), Role.STRONG)}"
        yield from (f"    {line}" for line in payslip(step, told))
    yield from worst_lines(result, each.worst, library, words)
    yield from threshold_lines(result, each.beyond, library, words)


def slips(each: Shown) -> list[Step]:
    """Return the calls whose payslips are shown; beside lists, only those about the inputs."""
    found = each.result.verdict.counterexample
    assert found is not None
    inputs = list(found.inputs.values())
    steps = distinct_calls(each.steps, inputs)
    if each.case is None or not each.case.kinds:
        return steps
    return [step for step in steps if all(_is_plain(*own, inputs) for own in step.head.inputs)]


def _is_plain(_: str, type_: Type, value: Value, inputs: Sequence[Value]) -> bool:
    """Return whether an argument of a call is an input of the property, or no record."""
    match type_:
        case ListType():
            return False
        case RecordType(_, fields):
            is_whole = not any(isinstance(inner, ListType) for _, inner in fields)
            return is_whole and value in inputs
        case _:
            return True


# Summary ----------------------------------------------------------------------------------------


def summary(shown: Sequence[Shown], words: Words) -> str:
    """Return the last line: how many verdicts of each kind, and whether all were expected."""
    counts = [(status, sum(x.result.verdict.status is status for x in shown)) for status in Status]
    parts = [f"{n} {_counted_status(status, n, words)}" for status, n in counts if n]
    unexpected = sum(not each.result.as_expected for each in shown)
    total = counted("verdict count", "verdicts", len(shown), words.language)
    if unexpected:
        note = counted("unexpected count", "unexpected", unexpected, words.language)
        end = paint(note, Role.ERROR)
    else:
        end = paint(words.say("all expected"), Role.GOOD)
    text = words.say("summary", total=total, parts=", ".join(parts))
    return f"{text}{words.semicolon}{end}"


def _counted_status(status: Status, number: int, words: Words) -> str:
    key = status.value if number == 1 else f"{status.value} many"
    return paint(words.say(key), _ROLES[status])
