"""The charts of budget lines: the lines of an identity beside what is announced, and by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from convention_dsl.report.budgets import BudgetLine, BudgetSide, Identity
from convention_dsl.report.html.charts import Axis, Segment, Total, stacked_chart
from convention_dsl.report.html.citations import Citations
from convention_dsl.report.html.model import ChartView, Row, Table
from convention_dsl.report.payslip import Words, confidence_text
from convention_dsl.types import NumberKind, NumberType

_MILLIONS = 100_000_000
"""The cents of a million euros."""


def identity_view(
    identity: Identity, title: str, anchor: str, words: Words, citations: Citations
) -> ChartView:
    """Return the two sides of an identity as stacked bars, and all their lines as a table."""
    bars = [(words.say("left side"), identity.left), (words.say("right side"), identity.right)]
    svg = _chart(bars, identity.type, f"lines-{anchor}", words)
    table = _table(bars, identity.type, words, citations)
    return ChartView(title, svg, "", table, is_table_open=True)


def by_year_views(
    found: Sequence[tuple[str, Identity]], words: Words, citations: Citations
) -> Iterator[ChartView]:
    """Yield, for the same lines in several years, a bar per year beside what is announced."""
    families: dict[frozenset[str], list[Identity]] = {}
    for _, identity in found:
        for side, other in ((identity.left, identity.right), (identity.right, identity.left)):
            if len(side.lines) > 1 and len(side.years) == 1 and None not in side.years:
                labels = frozenset(line.label for line in side.lines)
                families.setdefault(labels, []).append(_turned(identity, side, other))
    for number, family in enumerate(families.values()):
        if len({min(map(str, each.left.years)) for each in family}) > 1:
            yield _by_year(family, number, words, citations)


def _turned(identity: Identity, left: BudgetSide, right: BudgetSide) -> Identity:
    return Identity(identity.operator, left, right, identity.type)


def _by_year(
    family: Sequence[Identity], number: int, words: Words, citations: Citations
) -> ChartView:
    ordered = sorted(family, key=lambda each: min(map(str, each.left.years)))
    bars: list[tuple[str, BudgetSide]] = []
    for each in ordered:
        year = min(map(str, each.left.years))
        bars.append((year, each.left))
        if len(each.right.lines) == 1:
            bars.append((f"{year} ({words.say('announced')})", each.right))
    type_ = ordered[0].type
    title = " + ".join(line.label for line in ordered[0].left.lines)
    return ChartView(
        words.say("stack of", title=title),
        _chart(bars, type_, f"years-{number}", words),
        "",
        _table(bars, type_, words, citations),
    )


def _chart(
    bars: Sequence[tuple[str, BudgetSide]], type_: NumberType, name: str, words: Words
) -> str:
    segments = [
        Segment(bar, line.label, _cents(line.value), words.value(line.value, type_))
        for bar, side in bars
        for line in side.lines
    ]
    totals = [
        Total(
            bar,
            _cents(side.value),
            _cents(side.low),
            _cents(side.high),
            _interval(side, type_, words),
        )
        for bar, side in bars
    ]
    is_amount = type_.kind is NumberKind.AMOUNT
    most = max((total.high for total in totals), default=0)
    if is_amount and most >= _MILLIONS:
        axis = Axis(_MILLIONS, "M€", words.language)
    else:
        axis = Axis(100, "€" if is_amount else "", words.language)
    return stacked_chart(segments, totals, axis, name)


def _interval(side: BudgetSide, type_: NumberType, words: Words) -> str:
    text = words.value(side.value, type_)
    if side.low == side.high:
        return text
    low, high = words.value(side.low, type_), words.value(side.high, type_)
    return f"{text} ({words.say('may become', low=low, high=high)})"


def _table(
    bars: Sequence[tuple[str, BudgetSide]], type_: NumberType, words: Words, citations: Citations
) -> Table:
    rows: list[Row] = []
    for bar, side in bars:
        for line in side.lines:
            cells = (
                str(line.year or ""),
                _amount(line, type_, words),
                _source(line, words, citations),
            )
            rows.append(Row(line.label, cells))
        if len(side.lines) > 1:
            rows.append(
                Row(
                    f"{words.say('total of')} — {bar}",
                    ("", _interval(side, type_, words), ""),
                    "sum",
                )
            )
    heads = tuple(words.say(f"{key} head") for key in ("line", "year", "amount", "source"))
    return Table("", heads, tuple(dict.fromkeys(rows)))


def _amount(line: BudgetLine, type_: NumberType, words: Words) -> str:
    return _interval(BudgetSide((line,)), type_, words)


def _source(line: BudgetLine, words: Words, citations: Citations) -> str:
    provenance = line.parameter.provenance
    if not provenance.source:
        return ""
    number = citations.number(provenance.source, provenance.confidence)
    if provenance.confidence is None:
        return f"[{number}]"
    return f"[{number}] {confidence_text(provenance.confidence, words.language)}"


def _cents(value: Fraction) -> int:
    return round(value * 100)
