"""What `convention simulate` tells a negotiator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from convention_dsl.core.nodes import Value
from convention_dsl.locale import format_date, format_value
from convention_dsl.report.comparison import comparison_lines
from convention_dsl.report.figures import count, exact, kind_of, mean, present
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import COLUMNS, Role, paint, table, wrapped
from convention_dsl.simulation.summary import (
    Example,
    Measured,
    Refusal,
    Spread,
    Sum,
    Summary,
    Tally,
)
from convention_dsl.types import NumberKind, Type


@dataclass(frozen=True)
class Conditions:
    """The text that was applied: at which date, in which readings, with which changes."""

    at: date | None
    readings: Sequence[str] = ()
    changed: Sequence[str] = ()
    is_nearest: bool = False
    """Whether the date was not asked for: the nearest one in force."""

    def text(self, words: Words) -> str:
        """Return the conditions in words."""
        parts = [f"{words.say('reading')} {name}" for name in self.readings]
        parts += list(self.changed)
        if self.at is not None:
            key = "nearest date" if self.is_nearest else "at"
            parts.append(words.say(key, date=format_date(self.at, words.language)))
        return ", ".join(parts)


def summary_lines(
    summary: Summary, conditions: Conditions, words: Words, other: Conditions | None = None
) -> Iterator[str]:
    """Yield the lines of a summary; `other` are the conditions of the text compared with."""
    last = len(summary.measures) - 1
    for note in summary.notes:
        yield from wrapped(paint(note.text(words.language), Role.FAINT), COLUMNS, "  ")
    for number, each in enumerate(summary.measures):
        own = conditions if number == 0 else other if number == last else None
        yield from _measured(each, summary, words, own)
        yield ""
    yield from _listed(summary, words)
    yield from comparison_lines(summary, words)
    yield from _counts(summary, words)
    yield from _written(summary, words)


def _measured(
    each: Measured, summary: Summary, words: Words, conditions: Conditions | None
) -> Iterator[str]:
    label = f" — {each.label}" if each.label else ""
    told = conditions.text(words) if conditions else ""
    yield paint(each.name, Role.STRONG) + label + (f" ({told})" if told else "")
    if isinstance(each, Sum):
        yield from _sum(each, summary, words)
    else:
        yield from _tally(each, words)


def _sum(each: Sum, summary: Summary, words: Words) -> Iterator[str]:
    rows = []
    if kind_of(each.type) is not NumberKind.RATE:
        rows.append([words.say("sim total"), exact(each.total, each.type, words)])
    if each.mean is not None:
        key = "sim group mean" if summary.are_lists else "sim mean"
        rows.append([words.say(key), mean(each.mean, each.type, words)])
    if each.count != (summary.groups if summary.are_lists else summary.calculated):
        key = "sim group count" if summary.are_lists else "sim count"
        rows.append([words.say(key), count(each.count, words)])
    yield from table(rows, indent="  ", right=frozenset({1}))
    if each.spread is not None:
        spread = _spread(each.spread, each.type, words)
        yield f"  {_groups(summary, words)}{words.semicolon}{spread}"


_FEW = 20
"""How many groups are shown one by one."""


def _listed(summary: Summary, words: Words) -> Iterator[str]:
    """Yield a line for each group, where there are few and numbers to show."""
    sums = [each for each in summary.measures if isinstance(each, Sum)]
    if not summary.listed or len(summary.listed) > _FEW or not sums:
        return
    last = [words.say("sim refused")] if summary.refused else []
    rows = [[*summary.by, words.say("sim rows"), *(each.name for each in sums), *last]]
    for group in summary.listed:
        cells = [words.say("sim empty") if key is None else key for key in group.key]
        cells.append(count(group.calculated, words))
        for each, value in zip(sums, group.sums, strict=True):
            cells.append("—" if value is None else exact(value, each.type, words))
        rows.append(cells + ([count(group.refused, words)] if last else []))
    numbers = frozenset(range(len(summary.by), len(rows[0])))
    yield from table(rows, indent="  ", right=numbers)
    yield ""


def _groups(summary: Summary, words: Words) -> str:
    by, number = ", ".join(summary.by), summary.groups or 0
    key = "sim one group" if number == 1 else "sim groups"
    return words.say(key, by=by, n=count(number, words))


def _spread(spread: Spread, type_: Type, words: Words) -> str:
    low, median, high = (
        exact(value, type_, words) for value in (spread.low, spread.median, spread.high)
    )
    return words.say("sim spread", low=low, median=median, high=high)


def _tally(each: Tally, words: Words) -> Iterator[str]:
    rows = [
        [_value(value, each.type, words), count(number, words)] for value, number in each.counts
    ]
    if each.others:
        rows.append([words.say("sim others"), count(each.others, words)])
    yield from table(rows, indent="  ", right=frozenset({1}))


def _value(value: Value, type_: Type, words: Words) -> str:
    if value is None:
        return words.say("sim not present")
    return format_value(value, present(type_), words.language, words.labels)


def _counts(summary: Summary, words: Words) -> Iterator[str]:
    rows = [
        [words.say("sim read"), count(summary.rows, words)],
        ["  " + words.say("sim calculated"), count(summary.calculated, words)],
        ["  " + words.say("sim refused"), count(summary.refused, words)],
    ]
    lines = table(rows, right=frozenset({1}))
    lines[2] = paint(lines[2], Role.WARNING) if summary.refused else lines[2]
    yield from lines
    yield from refused_lines(summary, words)
    if summary.partial:
        key = "sim one partial" if summary.partial == 1 else "sim partial"
        text = words.say(key, n=count(summary.partial, words))
        yield from wrapped(paint(text, Role.WARNING), COLUMNS, "  ")


def refused_lines(summary: Summary, words: Words) -> Iterator[str]:
    """Yield why rows were refused, and the first of them."""
    widest = max((len(count(each.count, words)) for each in summary.refusals), default=0)
    for each in summary.refusals:
        yield from _refusal(each, widest, words)


def _refusal(each: Refusal, widest: int, words: Words) -> Iterator[str]:
    name = each.column if each.column is not None else str(each.clause)
    text = f"{name}{words.colon} {each.reason.text(words.language)}"
    if each.span is not None and each.span.path in words.sources:
        line, _ = words.sources[each.span.path].position(each.span.start)
        text += f" ({each.span.path}:{line})"
    found = ", ".join(_example(example, words) for example in each.examples if example.row)
    more = ", …" if found and each.count > len(each.examples) else ""
    line_ = f"    {count(each.count, words).rjust(widest)}  {text}"
    yield from wrapped(line_ + (f" — {found}{more}" if found else ""), COLUMNS, " " * (widest + 6))


def _example(example: Example, words: Words) -> str:
    row = count(example.row or 0, words)
    place = (
        words.say("sim at standard", row=row)
        if example.file == "-"
        else words.say("sim at file", row=row, file=PurePath(example.file).name)
        if example.file
        else words.say("sim at", row=row)
    )
    if example.shown is None:
        return place
    return f"{place}{words.colon} `{example.shown}`"


def _written(summary: Summary, words: Words) -> Iterator[str]:
    for file, lines in summary.written:
        yield words.say("sim written", file=file, n=count(lines, words))
