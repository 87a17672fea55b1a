"""Charts as SVG texts that need no script and load nothing.

Altair says what a chart shows, vl-convert draws it here, when the page is made. Amounts are whole
cents in a chart's data and their labels are texts written by the project, so that no amount passes
through a float.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt

GAIN, LOSS = "#17657d", "#b8450f"
_PALETTE = (
    "#17657d",
    "#d98e04",
    "#6b4e9b",
    "#4d8f3c",
    "#b8450f",
    "#3f6fb5",
    "#a8547a",
    "#8c6239",
    "#2f9e8f",
    "#5f6b73",
    "#c9a227",
    "#1f3a5f",
)
_WIDTH = 560
_STEP = 24
_FONT = "Helvetica, Arial, sans-serif"
_NAMES = re.compile(r'\bid="([^"]+)"')
_OUTSIDE = re.compile(r'\sxmlns(:\w+)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from nought: a label, whole cents, the text beside it."""

    label: str
    cents: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar: the bar's label, the part's own, whole cents, the text inside."""

    bar: str
    label: str
    cents: int
    text: str


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a stacked bar: from where to where it may be, and its text."""

    bar: str
    cents: int
    low: int
    high: int
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """How an axis writes cents: divided by what, with which unit, in which language."""

    divisor: int
    unit: str
    language: str


def bar_chart(bars: Sequence[Bar], axis: Axis, name: str) -> str:
    """Return bars to the right (gains) and to the left (losses) of nought, each with its text."""
    import altair as alt

    rows = [
        {
            "label": bar.label,
            "cents": bar.cents,
            "text": bar.text,
            "side": "loss" if bar.cents < 0 else "gain",
        }
        for bar in bars
    ]
    span = max((abs(bar.cents) for bar in bars), default=1) or 1
    lowest, highest = (f(0, *(bar.cents for bar in bars)) for f in (min, max))
    domain = [lowest - span // 4 if lowest else 0, highest + span // 4]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=_labels()),
        x=alt.X("cents:Q", title=None, axis=_amounts(axis), scale=alt.Scale(domain=domain)),
    )
    colour = alt.Color(
        "side:N", legend=None, scale=alt.Scale(domain=["gain", "loss"], range=[GAIN, LOSS])
    )
    layers = [
        base.mark_bar(height=_STEP - 8).encode(color=colour),
        base.transform_filter("datum.cents >= 0")
        .mark_text(align="left", dx=5, fontSize=12, fontWeight="bold")
        .encode(text="text:N"),
        base.transform_filter("datum.cents < 0")
        .mark_text(align="right", dx=-5, fontSize=12, fontWeight="bold")
        .encode(text="text:N"),
        alt.Chart(alt.InlineData(values=[{"cents": 0}]))
        .mark_rule(color="#333")
        .encode(x="cents:Q"),
    ]
    return _drawn(alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(_STEP)), axis, name)


def stacked_chart(
    segments: Sequence[Segment], totals: Sequence[Total], axis: Axis, name: str
) -> str:
    """Return stacked bars, each with its total beside it and the interval where it may be."""
    import altair as alt

    labels = list(dict.fromkeys(each.label for each in segments))
    colours = [_PALETTE[i % len(_PALETTE)] for i in range(len(labels))]
    order = {label: i for i, label in enumerate(labels)}
    bars = list(dict.fromkeys(each.bar for each in segments))
    parts = [
        {"bar": s.bar, "part": s.label, "cents": s.cents, "text": s.text, "order": order[s.label]}
        for s in segments
    ]
    ends = [
        {"bar": t.bar, "cents": t.cents, "low": t.low, "high": t.high, "text": t.text}
        for t in totals
    ]
    most = max((total.high for total in totals), default=1) or 1
    scale = alt.Scale(domain=[0, most + most // 4])
    y = alt.Y("bar:N", sort=bars, title=None, axis=_labels())
    colour = alt.Color(
        "part:N",
        sort=labels,
        title=None,
        scale=alt.Scale(domain=labels, range=colours),
        legend=alt.Legend(orient="bottom", columns=2, labelLimit=360, symbolType="square"),
    )
    lines, sums = alt.Chart(alt.InlineData(values=parts)), alt.Chart(alt.InlineData(values=ends))
    x = alt.X("cents:Q", title=None, axis=_amounts(axis), scale=scale, stack="zero")
    layers = [
        lines.mark_bar(height=26, stroke="white", strokeWidth=1).encode(
            y=y, x=x, color=colour, order=alt.Order("order:O")
        ),
        sums.mark_rule(color="#111", strokeWidth=2).encode(
            y=y, x=alt.X("low:Q", scale=scale), x2="high:Q"
        ),
        sums.mark_tick(color="#111", thickness=2, height=30).encode(y=y, x=alt.X("cents:Q")),
        sums.mark_text(align="left", dx=8, fontSize=12, fontWeight="bold").encode(
            y=y, x=alt.X("high:Q", scale=scale), text="text:N"
        ),
    ]
    return _drawn(alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(44)), axis, name)


def _labels() -> alt.Axis:
    import altair as alt

    return alt.Axis(labelLimit=320, labelFontSize=12, ticks=False, domain=False, labelPadding=8)


def _amounts(axis: Axis) -> alt.Axis:
    import altair as alt

    expression = f"format(datum.value / {axis.divisor}, ',') + '\N{NO-BREAK SPACE}{axis.unit}'"
    return alt.Axis(
        labelExpr=expression, tickCount=6, grid=True, gridColor="#dfe3e6", domain=False, ticks=False
    )


def _drawn(chart: alt.LayerChart | alt.FacetChart, axis: Axis, name: str) -> str:
    """Return a chart as SVG for the page: names of its own, no reference to anything outside."""
    import vl_convert

    whole = chart.configure(font=_FONT, background="transparent").configure_view(stroke=None)
    svg = vl_convert.vegalite_to_svg(
        whole.to_dict(),
        format_locale="fr-FR" if axis.language == "fr" else "en-US",
        allowed_base_urls=[],
    )
    svg = _OUTSIDE.sub("", svg)
    for own in sorted(set(_NAMES.findall(svg)), key=len, reverse=True):
        svg = svg.replace(f'id="{own}"', f'id="{name}-{own}"').replace(
            f"url(#{own})", f"url(#{name}-{own})"
        )
    return svg.replace("<svg ", '<svg focusable="false" aria-hidden="true" ', 1)
