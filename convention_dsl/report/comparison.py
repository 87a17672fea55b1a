"""What `convention simulate --against` tells: who gains, who loses, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from convention_dsl.core.nodes import Value
from convention_dsl.locale import format_value
from convention_dsl.report.figures import count, exact, mean
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import COLUMNS, paint, table, wrapped
from convention_dsl.report.style import Role as Paint
from convention_dsl.simulation.summary import (
    Breakdown,
    Case,
    Change,
    Column,
    Comparison,
    Role,
    Sum,
    Summary,
)
from convention_dsl.types import BOOLEAN, Type


def comparison_lines(summary: Summary, words: Words) -> Iterator[str]:
    """Yield the lines about each comparison of a summary."""
    sums = [each for each in summary.measures if isinstance(each, Sum)]
    if not sums:
        return
    for each in summary.comparisons:
        yield paint(_heading(each, sums[0].name, sums[-1].name, words), Paint.STRONG)
        yield from _lines(each, sums[0].type, words)
        yield ""


def _heading(each: Comparison, after: str, before: str, words: Words) -> str:
    key = "sim by groups" if each.by else "sim by rows"
    pair = words.say("sim against", before=before, after=after)
    return f"{pair}{words.colon} {words.say(key, by=', '.join(each.by))}"


def _lines(each: Comparison, type_: Type, words: Words) -> Iterator[str]:
    def amount(value: Fraction, *, signed: bool = False) -> str:
        return _signed(value, type_, words) if signed else exact(value, type_, words)

    yield from table(
        [
            [words.say("sim before"), amount(each.before)],
            [words.say("sim after"), amount(each.after)],
            [words.say("sim difference"), amount(each.difference, signed=True)],
        ],
        indent="  ",
        right=frozenset({1}),
    )
    yield from table(
        [
            [words.say("sim gain"), count(each.gainers, words), amount(each.gained, signed=True)],
            [words.say("sim lose"), count(each.losers, words), amount(each.lost, signed=True)],
            [words.say("sim equal"), count(each.unchanged, words), ""],
        ],
        indent="  ",
        right=frozenset({1, 2}),
    )
    if each.deciles:
        values = " | ".join(amount(value, signed=True) for value in each.deciles)
        yield from wrapped(f"  {words.say('sim deciles')}{words.colon} {values}", COLUMNS, "    ")
    for part in each.breakdowns:
        yield from _breakdown(part, type_, words)
    for key, cases in (("sim losses", each.losses), ("sim gains", each.gains)):
        yield from _cases(words.say(key), cases, type_, words)


def _breakdown(each: Breakdown, type_: Type, words: Words) -> Iterator[str]:
    yield f"  {label_of(each.input, words)}"
    rows = [["", words.say("sim rows"), words.say("sim mean change"), "", ""]]
    rows += [_change(each.input, change, type_, words) for change in each.changes]
    yield from table(rows, indent="    ", right=frozenset({1, 2, 3, 4}))


def _change(input_: Column, each: Change, type_: Type, words: Words) -> list[str]:
    gain = f"{words.say('sim gain')} {count(each.gainers, words)}" if each.gainers else ""
    lose = f"{words.say('sim lose')} {count(each.losers, words)}" if each.losers else ""
    change = _signed(each.mean, type_, words)
    return [
        band_text(input_, each.low, each.high, words),
        count(each.rows, words),
        change,
        gain,
        lose,
    ]


def _cases(title: str, cases: Sequence[Case], type_: Type, words: Words) -> Iterator[str]:
    if not cases:
        return
    yield f"  {title}"
    for each in cases:
        change = _signed(each.after - each.before, type_, words)
        pair = f"{exact(each.before, type_, words)} → {exact(each.after, type_, words)}"
        number = words.say("sim alike" if each.rows > 1 else "sim alone", n=count(each.rows, words))
        told = words.semicolon.join(case_texts(each.inputs, words))
        yield from wrapped(
            f"    {change} ({pair}), {number}{words.colon} {told}", COLUMNS, "      "
        )


def case_texts(inputs: Sequence[tuple[Column, Value]], words: Words) -> Iterator[str]:
    """Yield the inputs of a case in words, what is in a set together."""
    sets: dict[tuple[str, ...], list[str]] = {}
    texts: dict[tuple[str, ...], str] = {}
    for input_, value in inputs:
        if input_.role is Role.MEMBER:
            members = sets.setdefault(input_.path, [])
            members += [input_.label or str(input_.member)] if value else []
            texts[input_.path] = ", ".join(members) or words.say("sim none")
        elif input_.role is Role.VALUE:
            texts[input_.path] = value_text(input_, value, words)
        elif not value:
            texts[input_.path] = words.say("sim not present")
    for path, text in texts.items():
        yield f"{'.'.join(path[1:] or path)} = {text}"


def label_of(input_: Column, words: Words) -> str:
    """Return what people call an input."""
    name = ".".join(input_.path[1:] or input_.path)
    if input_.role is Role.MEMBER:
        return f"{name}{words.colon} {input_.label or input_.member}"
    return name


def band_text(input_: Column, low: Value, high: Value, words: Words) -> str:
    """Return a class of values in words: one, or from one to another."""
    if low == high:
        return value_text(input_, low, words)
    start, end = (value_text(input_, value, words) for value in (low, high))
    return words.say("sim from to", low=start, high=end)


def value_text(input_: Column, value: Value, words: Words) -> str:
    """Return a value of an input in words."""
    type_ = BOOLEAN if input_.role is not Role.VALUE else input_.type
    return format_value(value, type_, words.language, words.labels)


def _signed(value: Fraction, type_: Type, words: Words) -> str:
    text = mean(value, type_, words)
    return f"+{text}" if value > 0 else text
