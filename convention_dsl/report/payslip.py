"""An amount as a payslip: its lines, and for each the row or case of the clause that gave it.

100 €  base amount
         base, 80 and over, in ALD — art. 26 (official)  rules/fmt.conv:31
  5 €  prevention
         flu shot: 5 €
─────
105 €  total
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from convention_dsl.core.explanation import Step, StepKind
from convention_dsl.core.nodes import Value
from convention_dsl.core.provenance import Confidence, Provenance
from convention_dsl.locale import ItemLabels, format_date, format_number, format_value
from convention_dsl.report.phrases import phrase
from convention_dsl.report.style import Role, pad, paint, width
from convention_dsl.source import Source, Span
from convention_dsl.types import BooleanType, DateType, EnumType, NumberKind, NumberType, Type

_FRAME = (
    StepKind.ROW,
    StepKind.CASE,
    StepKind.EXCEPTION,
    StepKind.OTHERWISE,
    StepKind.GENERAL_RULE,
    StepKind.ROUNDING,
)
"""Steps between a clause and the terms of its total."""

_PINNED = re.compile(r"@(\d{4}-\d{2}-\d{2})!?(`?)")

_SHORT = (BooleanType, DateType, EnumType, NumberType)
"""The types of which a value stands in a line."""

_CHOICES = (StepKind.ROW, StepKind.CASE, StepKind.EXCEPTION)


@dataclass(frozen=True)
class Words:
    """Who reads: the language, the labels of items, the texts that rows come from."""

    language: str
    labels: ItemLabels
    sources: Mapping[str, Source]
    chosen: Mapping[str, str] = field(default_factory=dict)
    """What to say beside parameters whose value is not the text's, by id."""

    def say(self, key: str, **arguments: object) -> str:
        """Return a phrase of the reports."""
        return phrase(key, self.language, **arguments)

    def item(self, name: str) -> str:
        """Return the label of an item where only one enumeration has an item of that name."""
        found = [labels[name] for labels in self.labels.values() if labels.get(name)]
        return found[0] if len(found) == 1 else name

    @property
    def semicolon(self) -> str:
        """Return the semicolon as the language spaces it."""
        return " ; " if self.language == "fr" else "; "

    @property
    def colon(self) -> str:
        """Return the colon as the language spaces it."""
        return " :" if self.language == "fr" else ":"

    def dated(self, text: str) -> str:
        """Return a text with the dates of pinned names (`fpmt@2025-12-31`) in words."""
        return _PINNED.sub(self._day, text)

    def _day(self, match: re.Match[str]) -> str:
        day = format_date(date.fromisoformat(match[1]), self.language)
        return f"{match[2]} {self.say('on', date=day)}"

    def value(self, value: Value, type_: Type) -> str:
        """Return a value in the reader's locale."""
        return format_value(value, type_, self.language, self.labels)


@dataclass(frozen=True)
class SlipLine:
    """A line of the slip: a value, what it is, and why."""

    value: str
    title: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """The lines of an amount, their total where there are several, what chose or rounded it."""

    lines: tuple[SlipLine, ...]
    total: SlipLine | None = None
    frame: tuple[str, ...] = ()


def payslip(step: Step, words: Words) -> list[str]:
    """Return the slip of a clause's step as text, its total last."""
    found = slip_of(step, words)
    return _laid_out(list(found.lines), found.total, found.frame)


def slip_of(step: Step, words: Words) -> Slip:
    """Return the slip of a clause's step."""
    terms = _that_count(_terms(step))
    cents = _has_cents([*terms, step])
    if terms and _adds_up(terms, step):
        frame = _frame_details(step, words)
        lines = [_term_line(term, words, cents) for term in terms]
        total = SlipLine(_amount(step.value, step.type, words, cents), words.say("total"), ())
        is_one = len(lines) == 1 and lines[0].value == total.value and not frame
        return Slip(tuple(lines), None if is_one else total, frame)
    details = tuple(_details(step, words, cents))
    line = SlipLine(_amount(step.value, step.type, words, cents), _clause_title(step), details)
    return Slip((line,))


def _terms(step: Step) -> list[Step]:
    """Return the terms of the total that a clause ends with, or nothing."""
    found: list[Step] = []
    for child in step.children:
        if child.kind is StepKind.TERM:
            found.append(child)
        elif child.kind in _FRAME:
            found += _terms(child)
    return found


def _that_count(terms: list[Step]) -> list[Step]:
    """Return the terms without those that are nought, unless all of them are."""
    return [term for term in terms if term.value != 0] or terms


def _adds_up(terms: list[Step], step: Step) -> bool:
    """Return whether the terms are the whole of the amount, roundings aside."""
    values = [term.value for term in terms if isinstance(term.value, Fraction)]
    total = sum(values, Fraction(0))
    return len(values) == len(terms) and total in {step.value, *_before_roundings(step)}


def _before_roundings(step: Step) -> Iterator[Value]:
    for child in step.children:
        if child.kind is StepKind.ROUNDING:
            yield child.head.before
        if child.kind in _FRAME:
            yield from _before_roundings(child)


def _has_cents(steps: list[Step]) -> bool:
    return any(isinstance(s.value, Fraction) and s.value.denominator != 1 for s in steps)


def _amount(value: Value, type_: Type, words: Words, cents: bool) -> str:
    if isinstance(type_, NumberType) and type_.kind is NumberKind.AMOUNT:
        assert isinstance(value, Fraction)
        return format_number(value, type_.kind, words.language, cents=cents or None)
    return words.value(value, type_)


def _term_line(term: Step, words: Words, cents: bool) -> SlipLine:
    title = _term_title(term)
    details = tuple(_details(term, words, cents))
    return SlipLine(_amount(term.value, term.type, words, cents), title, details)


def _term_title(term: Step) -> str:
    """Return what to call a term: its label; the clause's own where it is a bare call of one."""
    label = term.head.label
    for child in term.children:
        if child.kind is StepKind.CLAUSE and child.head.label:
            name = _short(child.head.id)
            return child.head.label if not label or label.startswith(f"{name}(") else label
    return label or term.head.id


def _clause_title(step: Step) -> str:
    return step.head.label or _short(step.head.id)


def _short(id_: str) -> str:
    """Return an id without the book's name in front and the marks of a pinned text behind."""
    return id_.partition(".")[2] or id_


# Why --------------------------------------------------------------------------------------------


def _frame_details(step: Step, words: Words) -> tuple[str, ...]:
    """Return what chose the total itself: the exception or case it stands in, its rounding."""
    found: list[str] = []
    for child in step.children:
        if child.kind in _FRAME:
            found += _own_details(child, step, words, cents=False)
            found += _frame_details(child, words)
    return tuple(found)


def _details(step: Step, words: Words, cents: bool) -> Iterator[str]:
    """Yield the reasons for a value, the clause's row before what that row used."""
    has_own_source = step.kind is StepKind.TERM and not any(
        child.kind is StepKind.CLAUSE for child in step.children
    )
    if has_own_source:
        yield from _source(step.head.provenance, words)
    found = dict.fromkeys(_inner(step, step, words, cents, step.value))
    yield from sorted(found, key=lambda text: text.startswith("`"))


def _inner(step: Step, clause: Step, words: Words, cents: bool, shown: Value) -> Iterator[str]:
    """Yield what a step used; the value of a clause where it is not the one `shown` already."""
    if step.kind is StepKind.CLAUSE:
        clause = step
        if not any(child.kind in _CHOICES for child in step.children):
            name = words.dated(_short(step.head.id))
            yield _reason(f"{words.say('clause')} {name}{_equal(step, words, shown)}", step, words)
    for child in step.children:
        equal = _equal(child, words, shown)
        yield from _own_details(child, clause, words, cents=cents, equal=equal)
        yield from _inner(child, clause, words, cents, shown)


def _equal(step: Step, words: Words, shown: Value) -> str:
    if step.value == shown or not isinstance(step.type, _SHORT):
        return ""
    return f" = {words.value(step.value, step.type)}"


def _own_details(
    step: Step, clause: Step, words: Words, *, cents: bool, equal: str = ""
) -> Iterator[str]:
    """Yield what a step itself says; `equal` is its value, where it is worth saying."""
    match step.kind:
        case StepKind.ROW | StepKind.CASE | StepKind.EXCEPTION:
            value = equal if step.head.label else ""  # the text of a row without one says it
            yield _reason(_choice(step, clause, words) + value, step, words)
        case StepKind.PARAMETER:
            yield _parameter(step, words)
        case StepKind.ROUNDING if step.head.before != step.value:
            both = [words.value(value, step.type) for value in (step.head.before, step.value)]
            yield f"{words.say('rounded')}{words.colon} {' → '.join(both)}"
        case StepKind.ELEMENT if step.head.label:
            name = words.item(step.head.label)
            yield f"{name}{words.colon} {_amount(step.value, step.type, words, cents)}"
        case _:
            return


def _parameter(step: Step, words: Words) -> str:
    """Return a parameter with its source; an amount that was chosen has none."""
    name = words.dated(f"`{_short(step.head.id)}`")
    text = f"{name} = {words.value(step.value, step.type)}"
    note = words.chosen.get(step.head.id)
    return f"{text} ({note})" if note else _reason(text, step, words)


def _choice(step: Step, clause: Step, words: Words) -> str:
    row = step.head.label or _row_text(step.head.span, words) or step.head.id
    if clause.kind is StepKind.CLAUSE:
        row = f"{words.dated(_short(clause.head.id))}, {row}"
    return row


def _reason(text: str, step: Step, words: Words) -> str:
    """Return a reason with its source and, where it has one of its own, its place."""
    place = "" if step.kind is StepKind.PARAMETER else _at(step.head.span, words)
    return " — ".join([text, *_source(step.head.provenance, words)]) + place


def _row_text(span: Span, words: Words) -> str:
    source = words.sources.get(span.path)
    if source is None:
        return ""
    line = " ".join(source.line(source.position(span.start)[0]).split("#")[0].split())
    return line if len(line) <= 72 else line[:71] + "…"


def _at(span: Span, words: Words) -> str:
    source = words.sources.get(span.path)
    if source is None:
        return ""
    return paint(f"  {span.path}:{source.position(span.start)[0]}", Role.FAINT)


def _source(provenance: Provenance, words: Words) -> Iterator[str]:
    if provenance.source is None and provenance.confidence is None:
        return
    yield source_text(provenance, words.language)


def source_text(provenance: Provenance, language: str) -> str:
    """Return `art. 26 (reported)`; what is assumed is marked."""
    source = provenance.source or phrase("no source", language)
    if provenance.confidence is None:
        return source
    if provenance.confidence is Confidence.ASSUMED:
        return f"{source} ({paint(phrase('assumed', language), Role.WARNING)})"
    return f"{source} ({confidence_text(provenance.confidence, language)})"


def confidence_text(confidence: Confidence, language: str) -> str:
    """Return a confidence in the reader's words."""
    key = "confidence assumed" if confidence is Confidence.ASSUMED else confidence.value
    return phrase(key, language)


def _laid_out(lines: list[SlipLine], total: SlipLine | None, frame: tuple[str, ...]) -> list[str]:
    columns = max(width(each.value) for each in (*lines, *([total] if total else [])))
    indent = " " * (columns + 4)
    out = []
    for line in lines:
        out.append(f"{pad(line.value, columns, right=True)}  {line.title}".rstrip())
        out += [indent + detail for detail in line.details]
    if total:
        out.append("─" * columns)
        out.append(f"{paint(pad(total.value, columns, right=True), Role.STRONG)}  {total.title}")
        out += [indent + detail for detail in frame]
    return out
