"""The verdict table: property, verdict, seconds; under each what it shows or rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from convention_dsl.core.explanation import Step, StepKind
from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Library, Scope, Status
from convention_dsl.core.provenance import Provenance
from convention_dsl.locale import format_date
from convention_dsl.proof.verdict import Counterexample, PropertyResult, Reason
from convention_dsl.report.counterexample import counterexample_lines
from convention_dsl.report.grounds import grounds_lines
from convention_dsl.report.messages import fill
from convention_dsl.report.payslip import Words, confidence_text, payslip, source_text
from convention_dsl.report.phrases import counted
from convention_dsl.report.recap import recap
from convention_dsl.report.style import Role, pad, paint, width
from convention_dsl.types import NumberType, Type

_ROLES = {
    Status.PROVED: Role.GOOD,
    Status.REFUTED: Role.ERROR,
    Status.UNKNOWN: Role.WARNING,
    Status.VACUOUS: Role.WARNING,
}


@dataclass(frozen=True)
class Shown:
    """A verdict with the calculations of its counterexample, one step per clause call."""

    result: PropertyResult
    steps: tuple[Step, ...] = ()

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
    header = [words.say("property"), words.say("verdict"), words.say("seconds")]
    rows = [_row(each, shown, words) for each in shown]
    widths = [max(width(row[i]) for row in [header, *rows]) for i in range(3)]
    lines = [paint(_cells(header, widths), Role.STRONG)]
    before: Shown | None = None
    for each, row in zip(shown, rows, strict=True):
        lines.append(_cells(row, widths))
        if not quiet:
            block = _block(each, before, library, words)
            lines += [f"    {line}".rstrip() for line in block]
            lines.append("")
        before = each
    if not quiet:
        lines += recap(shown, words)
    return "\n".join([*lines, summary(shown, words)]) + "\n"


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    first, second = (pad(row[i], widths[i]) for i in range(2))
    return f"{first}  {second}  {pad(row[2], widths[2], right=True)}"


def _row(each: Shown, every: Sequence[Shown], words: Words) -> list[str]:
    result = each.result
    qualifiers = _qualifiers(result, every, words)
    name = result.property.name + (f" ({', '.join(qualifiers)})" if qualifiers else "")
    return [name, status_text(result, words), seconds_text(result.verdict.seconds, words.language)]


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


def _qualifiers(result: PropertyResult, every: Sequence[Shown], words: Words) -> list[str]:
    """Return what tells a verdict from the others of its property."""
    named = (result.property.book, result.property.name)
    siblings = [x.result for x in every if _identity(x) == named]
    found = [f"{words.say('reading')} {name}" for _, name in sorted(result.reading.items())]
    if result.scope is Scope.OPEN or len({each.scope for each in siblings}) > 1:
        found.append(words.say("values" if result.scope is Scope.VALUES else "open range"))
    if len({(each.start, each.end) for each in siblings}) > 1:
        found += period_words(result, words)
    return found


def period_words(result: PropertyResult, words: Words) -> list[str]:
    """Return `from D` and `until D`, as far as the verdict's stretch has them."""
    found = []
    if result.start:
        found.append(words.say("from", date=format_date(result.start, words.language)))
    if result.end:
        found.append(words.say("until", date=format_date(result.end, words.language)))
    return found


# Under a row ------------------------------------------------------------------------------------


def _block(each: Shown, before: Shown | None, library: Library, words: Words) -> Iterator[str]:
    """Yield what stands under a row; `before` is the row above, whose words are not repeated."""
    result, verdict = each.result, each.result.verdict
    is_new = before is None or _identity(before) != _identity(each)
    if is_new:
        yield from _heading(result, words)
    if result.expected and result.expected.reason and verdict.status is not Status.PROVED:
        wanted = words.say("not as expected", status=words.say(result.expected.status.value))
        yield f"{wanted}, {words.say('because')}{words.colon} {result.expected.reason}"
    if verdict.reason:
        yield reason_text(verdict.reason, words.language)
    if verdict.contradiction:
        yield words.say("contradiction") + words.colon
        yield from (f"  {text}" for text in verdict.contradiction)
    if verdict.counterexample and before is not None and not is_new and _same_case(before, each):
        yield words.say("same case")
    elif verdict.counterexample:
        yield from _counterexample(verdict.counterexample, each, library, words)
        if verdict.confidence:
            confidence = confidence_text(verdict.confidence, words.language)
            yield f"{words.say('weakest')}{words.colon} {confidence}"
    else:
        yield from grounds_lines(verdict, result.property.book, words)


def _identity(shown: Shown) -> tuple[str, str]:
    return shown.result.property.book, shown.result.property.name


def _same_case(one: Shown, other: Shown) -> bool:
    """Return whether two verdicts show the same inputs, values and calculations."""
    first, second = one.result.verdict.counterexample, other.result.verdict.counterexample
    return first is not None and first == second and one.steps == other.steps


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


def reason_text(reason: Reason, language: str) -> str:
    """Return why a verdict is unknown or vacuous."""
    from convention_dsl.diagnostics import properties

    for entry in properties.ENTRIES:
        if reason.key in entry.phrases:
            return fill(entry.phrases[reason.key].text(language), reason.arguments, language)
    return ", ".join([reason.key, *reason.arguments.values()])


def _counterexample(
    found: Counterexample, each: Shown, library: Library, words: Words
) -> Iterator[str]:
    yield words.say("counterexample") + words.colon
    for line in counterexample_lines(found, each.result.property, library, words):
        yield f"  {line}"
    for step in _distinct(_calls(each.steps), list(found.inputs.values())):
        yield ""
        yield f"  {paint(_call_title(step, each, words), Role.STRONG)}"
        yield from (f"    {line}" for line in payslip(step, words))


def _calls(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        if step.kind is StepKind.CLAUSE:
            yield step
        else:
            yield from _calls(step.children)


def _distinct(steps: Iterable[Step], inputs: Sequence[Value]) -> list[Step]:
    """Return the steps once each, in the order of the inputs that they are about."""
    found: list[Step] = []
    for step in steps:
        if step not in found:
            found.append(step)
    amounts = [step for step in found if _is_amount(step.type)]

    def rank(step: Step) -> int:
        given = [value for _, _, value in step.head.inputs]
        return min((inputs.index(v) for v in given if v in inputs), default=len(inputs))

    return sorted(amounts or found, key=rank)


def _is_amount(type_: Type) -> bool:
    return isinstance(type_, NumberType) and type_.has_dimension


def _call_title(step: Step, each: Shown, words: Words) -> str:
    """Return `fmt(complex)`: the clause and which of the counterexample's inputs it was given."""
    found = each.result.verdict.counterexample
    assert found is not None
    given = [
        _input_name(value, found.inputs) or words.value(value, type_)
        for _, type_, value in step.head.inputs
    ]
    separator = " ; " if words.language == "fr" else ", "
    name = clause_name(step.head.id, each.result.property.book, words)
    return f"{name}({separator.join(given)})"


def clause_name(id_: str, book: str, words: Words) -> str:
    """Return how people call a clause: its book where it is another, its date where pinned."""
    name, _, pin = id_.rstrip("!").partition("@")
    own = name.removeprefix(f"{book}.")
    if not pin:
        return own
    day = format_date(date.fromisoformat(pin), words.language)
    return f"{own}, {words.say('as in force on', date=day)} "


def _input_name(value: object, inputs: Mapping[str, object]) -> str | None:
    names = [name for name, own in inputs.items() if own is value]
    names += [name for name, own in inputs.items() if own == value and isinstance(own, dict)]
    return names[0] if names else None


# Summary ----------------------------------------------------------------------------------------


def summary(shown: Sequence[Shown], words: Words) -> str:
    """Return the last line: how many verdicts of each kind, and whether all were expected."""
    counts = [(status, sum(x.result.verdict.status is status for x in shown)) for status in Status]
    parts = [f"{n} {paint(words.say(s.value), _ROLES[s])}" for s, n in counts if n]
    unexpected = sum(not each.result.as_expected for each in shown)
    total = counted("verdict count", "verdicts", len(shown), words.language)
    if unexpected:
        note = counted("unexpected count", "unexpected", unexpected, words.language)
        end = paint(note, Role.ERROR)
    else:
        end = paint(words.say("all expected"), Role.GOOD)
    text = words.say("summary", total=total, parts=", ".join(parts))
    return f"{text}{words.semicolon}{end}"
