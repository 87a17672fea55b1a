"""The chart of a reference population: both sides of a claim, class by class, with intervals."""

from __future__ import annotations

from fractions import Fraction

from convention_dsl.core.nodes import Aggregate, AggregateKind, Apply, Call, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.locale import format_number
from convention_dsl.report.envelopes import Envelope, EnvelopeSide, Interval
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.html.charts import Axis, Segment, Total, stacked_chart
from convention_dsl.report.html.citations import Citations
from convention_dsl.report.html.model import ChartView, Row, Table
from convention_dsl.report.payslip import Words
from convention_dsl.types import INTEGER, NumberType

_MILLIONS = 100_000_000
_MILLION = 1_000_000
_LONG = 56


def envelope_view(
    envelope: Envelope, program: Program, anchor: str, words: Words, citations: Citations
) -> ChartView:
    """Return both sides as stacked bars with the interval of each total, and as a table."""
    sides = [(words.say(f"{key} head"), side) for key, side in _sides(envelope)]
    named = [(_name(side.expr, program, words) or head, side) for head, side in sides]
    if named[0][0] == named[1][0]:
        named = sides
    population = envelope.population
    provenance = population.provenance
    source = ""
    if provenance.source:
        source = f" [{citations.number(provenance.source, provenance.confidence)}]"
    return ChartView(
        words.say("envelope of", name=population.label or population.name) + source,
        _chart(named, envelope.type, anchor, words),
        "",
        _table(named, envelope, words),
        (words.say("envelope note"),),
    )


def _sides(envelope: Envelope) -> list[tuple[str, EnvelopeSide]]:
    return [("left", envelope.left), ("right", envelope.right)]


def _name(expr: Expr, program: Program, words: Words) -> str:
    """Return what a side is called: the label of its clause, else what it adds up."""
    if isinstance(expr, Call):
        label = program.clauses[expr.clause].definition.label
        if label:
            return label
    text = " + ".join(_added(expr, words))
    return text if len(text) <= _LONG else ""


def _added(expr: Expr, words: Words) -> list[str]:
    match expr:
        case Apply(operator=Operator.ADD):
            return [text for part in expr.arguments for text in _added(part, words)]
        case Aggregate(kind=AggregateKind.SUM):
            return [Expressions(words).text(expr.body)]
        case _:
            return [Expressions(words).text(expr)]


def _chart(
    sides: list[tuple[str, EnvelopeSide]], type_: NumberType, anchor: str, words: Words
) -> str:
    segments: list[Segment] = []
    totals: list[Total] = []
    for name, side in sides:
        if side.fixed:
            segments.append(Segment(name, words.say("fixed part"), _cents(side.fixed), ""))
        for number, amount in enumerate(side.classes, 1):
            label = amount.own.label or words.say("class", n=number)
            segments.append(Segment(name, label, _cents(amount.total), ""))
        low, high = _cents(side.low), _cents(side.high)
        ends = _short(side.low), _short(side.high)
        text = interval(*ends, type_, words)
        is_exact = ends == (side.low, side.high)
        totals.append(Total(name, low, low, high, text if is_exact else f"≈ {text}"))
    most = max(total.high for total in totals)
    return stacked_chart(segments, totals, _axis(most, words), f"envelope-{anchor}")


def _short(value: Fraction) -> Fraction:
    """Return an amount of millions to a tenth of one: beside a bar there is no room for more."""
    return value if abs(value) < _MILLION else round(value / _MILLION, 1) * _MILLION


def _axis(most: int, words: Words) -> Axis:
    if most >= _MILLIONS:
        return Axis(_MILLIONS, "M€", words.language)
    return Axis(100, "€", words.language)


def interval(low: Fraction, high: Fraction, type_: NumberType, words: Words) -> str:
    """Return an amount, or from where to where it may be."""
    if low == high:
        return words.value(low, type_)
    return words.say("to", low=words.value(low, type_), high=words.value(high, type_))


def _table(sides: list[tuple[str, EnvelopeSide]], envelope: Envelope, words: Words) -> Table:
    type_ = envelope.type
    (left_name, left), (right_name, right) = sides
    rows = []
    for number, (one, two) in enumerate(zip(left.classes, right.classes, strict=True), 1):
        counts = [
            format_number(Fraction(n), INTEGER.kind, words.language)
            for n in (one.own.at_least, one.own.at_most)
        ]
        count = (
            counts[0] if counts[0] == counts[1] else words.say("to", low=counts[0], high=counts[1])
        )
        cells = (count, *(interval(a.low, a.high, type_, words) for a in (one, two)))
        rows.append(Row(one.own.label or words.say("class", n=number), cells))
    fixed = (words.value(left.fixed, type_), words.value(right.fixed, type_))
    rows.append(Row(words.say("fixed part"), ("", *fixed)))
    totals = (interval(side.low, side.high, type_, words) for side in (left, right))
    rows.append(Row(words.say("total of"), ("", *totals), "sum"))
    if envelope.proved:
        proved = (_bounded(each, type_, words) for each in envelope.proved)
        rows.append(Row(words.say("proved total"), ("", *proved), "sum"))
    heads = (words.say("class head"), words.say("how many"), left_name, right_name)
    return Table("", heads, tuple(rows))


def _bounded(found: Interval, type_: NumberType, words: Words) -> str:
    """Return between which amounts a side lies, whatever the list."""
    match found:
        case Fraction() as low, Fraction() as high:
            return interval(low, high, type_, words)
        case Fraction() as low, None:
            return words.say("and more", low=words.value(low, type_))
        case None, Fraction() as high:
            return words.say("at most", high=words.value(high, type_))
        case _:
            return words.say("no limit")


def _cents(value: Fraction) -> int:
    return round(value * 100)
