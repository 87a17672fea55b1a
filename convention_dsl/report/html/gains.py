"""The chart of who gains and who loses, and the same as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from convention_dsl.core.nodes import Call
from convention_dsl.core.program import FieldInfo
from convention_dsl.report.cells import Gain
from convention_dsl.report.classes import Cell
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.gains import Gains
from convention_dsl.report.html.charts import Axis, Bar, bar_chart
from convention_dsl.report.html.model import ChartView, Row, Table
from convention_dsl.report.kinds import signed
from convention_dsl.report.payslip import Words
from convention_dsl.types import NumberType

_ACRONYM = re.compile(r"\(([A-ZÉ][\w’'-]{1,9})\)")
_SHORT = 16
"""A longer label is replaced by the field's name beside a bar."""
_MOST = 28
"""How many classes the chart has; the table has them all."""


def gains_view(gains: Gains, anchor: str, words: Words) -> ChartView:
    """Return the chart of some gains, losses first."""
    left, right = (_texts(side, words) for side in (gains.left, gains.right))
    name = gains.definition.label or gains.definition.name
    bars = [
        Bar(label, _cents(gain.low), _range(gain, gains.type, words))
        for gain, label in ((gain, _label(gain, gains.fields, words)) for gain in _few(gains.rows))
    ]
    notes = [words.say("gains of", left=left, right=right, name=name)]
    if gains.is_cut:
        notes.append(words.say("gains cut"))
    axis = Axis(100, "€", words.language)
    return ChartView(
        words.say("gains heading"),
        bar_chart(bars, axis, f"gain-{anchor}"),
        _summary(gains, words),
        _table(gains, left, right, words),
        tuple(notes),
    )


def _few(rows: Sequence[Gain]) -> Sequence[Gain]:
    half = _MOST // 2
    return rows if len(rows) <= _MOST else (*rows[:half], *rows[-half:])


def _texts(calls: Sequence[Call], words: Words) -> str:
    return " + ".join(dict.fromkeys(Expressions(words).text(call) for call in calls))


def _summary(gains: Gains, words: Words) -> str:
    losing = [gain for gain in gains.rows if gain.low < 0]
    if not losing:
        return words.say("no losing class")
    key = "one losing class" if len(losing) == 1 else "losing classes"
    text = words.say(key, n=len(losing), all=len(gains.rows))
    low = signed(min(gain.low for gain in gains.rows), gains.type, words)
    high = signed(max(gain.high for gain in gains.rows), gains.type, words)
    return f"{text}{words.semicolon}{words.say('from to each', low=low, high=high)}"


def _label(gain: Gain, fields: Sequence[FieldInfo], words: Words) -> str:
    parts = [
        f"{short_label(info)} {cell_text(cell, info, words)}"
        for info, cell in zip(fields, gain.cells, strict=True)
        if cell is not None
    ]
    return " · ".join(parts)


def short_label(info: FieldInfo) -> str:
    """Return a field's label where it is short, else the acronym in it, else its name."""
    found = _ACRONYM.search(info.label)
    if found:
        return found[1]
    return info.label if info.label and len(info.label) <= _SHORT else info.name


def cell_text(cell: Cell | None, info: FieldInfo, words: Words) -> str:
    """Return a class of a field: a value, or a range."""
    if cell is None:
        return words.say("any")
    if cell.low == cell.high or not isinstance(info.type, NumberType):
        return words.value(cell.low, info.type)
    low, high = (words.value(end, info.type) for end in (cell.low, cell.high))
    if cell.high == info.type.high:
        return words.say("and more", low=low)
    return words.say("to", low=low, high=high)


def _range(gain: Gain, type_: NumberType, words: Words) -> str:
    if gain.low == gain.high:
        return signed(gain.low, type_, words)
    low, high = signed(gain.low, type_, words), signed(gain.high, type_, words)
    return words.say("to", low=low, high=high)


def _table(gains: Gains, left: str, right: str, words: Words) -> Table:
    rows = []
    for gain in gains.rows:
        head, *cells = (
            cell_text(cell, info, words)
            for info, cell in zip(gains.fields, gain.cells, strict=True)
        )
        amounts = (words.value(gain.left, gains.type), words.value(gain.right, gains.type))
        kind = "loss" if gain.low < 0 else "plain"
        rows.append(Row(head, (*cells, *amounts, _range(gain, gains.type, words)), kind))
    heads = tuple(info.label or info.name for info in gains.fields)
    return Table("", (*heads, left, right, words.say("difference")), tuple(rows))


def _cents(value: Fraction) -> int:
    return round(value * 100)
