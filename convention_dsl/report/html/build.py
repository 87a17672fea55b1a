"""From verdicts to what the page says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Library, Program, PropertyDef, Scope, Status
from convention_dsl.core.provenance import Provenance
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.budgets import Identity, identity_of
from convention_dsl.report.envelopes import envelope_of
from convention_dsl.report.gains import gains_of
from convention_dsl.report.gist import gist_of
from convention_dsl.report.html.budgets import by_year_views, identity_view
from convention_dsl.report.html.citations import Citations
from convention_dsl.report.html.envelopes import envelope_view
from convention_dsl.report.html.gains import gains_view
from convention_dsl.report.html.model import (
    Badge,
    BookView,
    ChartView,
    GroupView,
    Page,
    PropertyView,
)
from convention_dsl.report.html.outcomes import badge, outcomes
from convention_dsl.report.html.statements import statement
from convention_dsl.report.naming import identity, period_of, period_text
from convention_dsl.report.payslip import Words, source_text
from convention_dsl.report.phrases_html import PHRASES_OF_PAGES
from convention_dsl.report.shown import linked_for
from convention_dsl.report.style import plain
from convention_dsl.report.verdicts import Shown, summary

_WORST = (Status.REFUTED, Status.UNKNOWN, Status.VACUOUS, Status.PROVED)
_MOST = 2
"""How many different gists of a property are shown."""
_GROUPS = ("promises heading", "demands heading", "others heading")


@dataclass
class _Builder:
    """What is known while a page is built: sources cited, charts drawn, by what they show."""

    library: Library
    words: Words
    citations: Citations
    charts: dict[object, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    identities: list[tuple[str, Identity]] = field(default_factory=list)


def build(shown: Sequence[Shown], library: Library, words: Words, asked: Sequence[str]) -> Page:
    """Return the page about some verdicts; `asked` says what was asked for beside the texts."""
    builder = _Builder(library, words, Citations(words))
    books = tuple(_books(shown, builder))
    envelope = tuple(by_year_views(builder.identities, words, builder.citations))
    title = words.say("page title")
    if len(books) == 1:
        title = words.say("page of", title=books[0].title or books[0].name)
    counts = tuple(
        badge(status, words, str(number))
        for status in Status
        if (number := sum(each.result.verdict.status is status for each in shown))
    )
    return Page(
        words.language,
        title,
        tuple(asked),
        counts,
        plain(summary(shown, words)) if shown else words.say("no page properties"),
        books,
        envelope,
        builder.citations.sources(),
        _legend(words),
        {key: words.say(key) for key in _plain_keys()},
    )


def _plain_keys() -> Iterator[str]:
    """Yield the phrases of pages that have nothing to fill in."""
    for key, wording in PHRASES_OF_PAGES.items():
        if "{" not in wording.en:
            yield key
    yield from ("rests on", "threshold", "hypotheses used", "contradiction")
    yield from ("source", "assumed", "verdict", "property")


def _legend(words: Words) -> tuple[tuple[Badge, str], ...]:
    return tuple((badge(status, words), words.say(f"explain {status.value}")) for status in Status)


def _books(shown: Sequence[Shown], builder: _Builder) -> Iterator[BookView]:
    for book, group in groupby(shown, key=lambda each: each.result.property.book):
        every = list(group)
        start, end = period_of([each.result for each in every])
        definition = builder.library.books.get(book)
        yield BookView(
            f"book-{book}",
            book,
            definition.title if definition else "",
            period_text(start, end, builder.words),
            tuple(_groups(every, builder)),
        )


def _groups(shown: Sequence[Shown], builder: _Builder) -> Iterator[GroupView]:
    properties: dict[tuple[str, str], list[Shown]] = {}
    for each in shown:
        properties.setdefault(identity(each.result), []).append(each)
    for key in _GROUPS:
        found = [every for every in properties.values() if _group(every[0].result) == key]
        if found:
            views = tuple(_property(every, builder) for every in found)
            yield GroupView(builder.words.say(key), views)


def _group(result: PropertyResult) -> str:
    if result.property.promised_by:
        return "promises heading"
    return "demands heading" if result.property.demanded_by else "others heading"


def _property(every: Sequence[Shown], builder: _Builder) -> PropertyView:
    words, result = builder.words, every[0].result
    definition = result.property
    anchor = f"{definition.book}-{definition.name}"
    builder.titles[anchor] = definition.title or definition.name
    charts, same = _charts(every, anchor, builder)
    library, citations = builder.library, builder.citations
    found = outcomes(every, library, words, citations, has_lines=bool(charts))
    return PropertyView(
        anchor,
        definition.name,
        definition.title,
        _asked(definition, words),
        statement(definition, words),
        _gist(every, builder),
        _badges(every, words),
        all(each.as_expected for each in every),
        any(each.view.is_assumed for each in found),
        found,
        charts,
        builder.titles.get(same, ""),
        same,
    )


def _gist(every: Sequence[Shown], builder: _Builder) -> tuple[str, ...]:
    """Return the different gists of the verdicts of one property: one per reading, at most."""
    found = dict.fromkeys(
        text
        for each in every
        for text in gist_of(each.result, each.case, builder.library, builder.words)
    )
    return (*list(found)[:_MOST], *(["…"] if len(found) > _MOST else []))


def _badges(every: Sequence[Shown], words: Words) -> tuple[Badge, ...]:
    """Return a badge per status, the worst first, with how many verdicts have it."""
    found = []
    for status in _WORST:
        number = sum(each.result.verdict.status is status for each in every)
        if number:
            count = f"{number}/{len(every)}" if number < len(every) else ""
            found.append(badge(status, words, count))
    return tuple(found)


def _asked(definition: PropertyDef, words: Words) -> str:
    parts = []
    if definition.promised_by:
        parts.append(words.say("promised by", names=", ".join(definition.promised_by)))
    if definition.demanded_by:
        parts.append(words.say("demanded by", names=", ".join(definition.demanded_by)))
    if definition.provenance != Provenance():
        parts.append(plain(source_text(definition.provenance, words.language)))
    return " — ".join(parts)


# Charts -----------------------------------------------------------------------------------------


def _charts(
    every: Sequence[Shown], anchor: str, builder: _Builder
) -> tuple[tuple[ChartView, ...], str]:
    """Return the charts of a property; a chart drawn before is only named."""
    first = next((each for each in every if each.result.scope is Scope.VALUES), every[0])
    linked = linked_for(builder.library, first.result)
    if linked is None:
        return (), ""
    program, definition = linked
    found = identity_of(program, definition)
    if found is not None:
        title = definition.title or definition.name
        builder.identities.append((title, found))
        heading = builder.words.say("line by line")
        view = identity_view(found, heading, anchor, builder.words, builder.citations)
        return (view,), ""
    charts, same = _gains(program, definition, anchor, builder)
    if any(each.result.scope is Scope.OPEN for each in every):
        note = builder.words.say("at the amounts of the text")
        charts = tuple(replace(each, notes=(*each.notes, note)) for each in charts)
    return (*_envelope(first, program, definition, anchor, builder), *charts), same


def _envelope(
    shown: Shown, program: Program, definition: PropertyDef, anchor: str, builder: _Builder
) -> Iterator[ChartView]:
    """Yield the chart of the population that a list follows."""
    given: dict[str, Value] = {}
    threshold = shown.result.verdict.threshold
    if threshold is not None and threshold.value is not None:
        given[threshold.variable] = threshold.value
    found = envelope_of(builder.library, program, definition, given)
    if found is not None and found not in builder.charts:
        builder.charts[found] = anchor
        yield envelope_view(found, program, anchor, builder.words, builder.citations)


def _gains(
    program: Program, definition: PropertyDef, anchor: str, builder: _Builder
) -> tuple[tuple[ChartView, ...], str]:
    found = gains_of(builder.library, program, definition, {})
    if found is None:
        return (), ""
    called = tuple(str(call.clause) for call in (*found.left, *found.right))
    key = (tuple(info.name for info in found.fields), found.rows, called)
    if key in builder.charts:
        return (), builder.charts[key]
    builder.charts[key] = anchor
    return (gains_view(found, anchor, builder.words),), ""
