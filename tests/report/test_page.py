"""The page of `prove --report`: whole, safe, the same every time, readable without colour."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.core.program import Status
from convention_dsl.proof.verdict import Reason, Verdict
from convention_dsl.report.html.build import build
from convention_dsl.report.html.charts import Axis, Bar, bar_chart
from convention_dsl.report.html.gains import short_label
from convention_dsl.report.html.render import page_html
from convention_dsl.report.html.statements import statement

from .envelopes import EVERY, IDENTITY, KEPT, LIBRARY, SEEN, definition, shown, words

VOID = {"meta", "br", "link", "img", "hr", "input", "col"}
UNKNOWN = shown("doctors", Verdict(Status.UNKNOWN, reason=Reason("time")))
VACUOUS = shown("kept", Verdict(Status.VACUOUS, contradiction=("p.age > 120 & 1 < 2",)))
ALL = [*EVERY, UNKNOWN, VACUOUS]


class Elements(HTMLParser):
    """Holds a page to nested elements, and collects what it has."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module", params=["en", "fr"])
def page(request: pytest.FixtureRequest) -> str:
    return page_html(ALL, LIBRARY, words(request.param), ["ald_base = 60 €"])


def test_the_page_is_well_formed(page: str) -> None:
    tags = [tag for tag, _ in Elements(page).tags]
    assert tags.count("html") == tags.count("body") == tags.count("h1") == 1
    assert page.startswith("<!DOCTYPE html>")


def test_the_page_loads_nothing(page: str) -> None:
    for tag, attributes in Elements(page).tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "image"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in {"href", "src", "xlink:href", "data", "action"}:
                assert (value or "").startswith("#")
    assert "@import" not in page
    assert "http" not in page
    assert not re.search(r"url\((?!#)", page)


def test_every_link_has_its_target_and_every_id_is_its_own(page: str) -> None:
    tags = Elements(page).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {a["href"][1:] for _, a in tags if (a.get("href") or "").startswith("#")}
    assert links <= set(ids)
    used = set(re.findall(r"url\(#([^)]+)\)", page))
    assert used <= set(ids)


def test_text_of_a_book_is_escaped(page: str) -> None:
    assert "<b>cure</b>" not in page
    assert "&lt;b&gt;cure&lt;/b&gt;" in page
    assert "chosen <here>" in Elements(page).text
    assert "p.age > 120 & 1 < 2" in Elements(page).text


def test_the_page_is_the_same_every_time_and_has_no_time(page: str) -> None:
    language = "fr" if 'lang="fr"' in page else "en"
    slower = [
        replace(each, result=replace(each.result, verdict=replace(each.result.verdict, seconds=9)))
        for each in ALL
    ]
    assert page_html(slower, LIBRARY, words(language), ["ald_base = 60 €"]) == page


def test_what_the_page_says(page: str, snapshot: SnapshotAssertion) -> None:
    assert re.sub(r"<svg.*?</svg>", "<svg/>", page, flags=re.DOTALL) == snapshot


def test_a_badge_says_its_verdict_in_words_and_with_a_sign() -> None:
    text = Elements(page_html(ALL, LIBRARY, words("en"), [])).text
    for word in ("✓ proved", "✗ refuted", "? unknown", "∅ vacuous"):
        assert word in text


def test_equal_verdicts_of_a_property_are_shown_once_with_their_cases() -> None:
    two = [
        replace(KEPT, result=replace(KEPT.result, reading={"care.new": name}))
        for name in ("strict", "broad")
    ]
    page = build(two, LIBRARY, words("en"), [])
    (own,) = page.books[0].groups[0].properties
    (outcome,) = own.outcomes
    assert outcome.where == ("reading strict", "reading broad")
    assert own.badges[0].count == ""


def test_a_property_shows_how_many_of_its_verdicts_are_of_a_kind() -> None:
    page = build([KEPT, VACUOUS], LIBRARY, words("en"), [])
    (own,) = page.books[0].groups[0].properties
    assert [(each.status, each.count) for each in own.badges] == [
        ("refuted", "1/2"),
        ("vacuous", "1/2"),
    ]


def test_promises_come_first() -> None:
    page = build(ALL, LIBRARY, words("en"), [])
    assert [each.heading for each in page.books[0].groups] == ["Promises", "Other properties"]


def test_a_chart_drawn_before_is_named() -> None:
    again = replace(SEEN.result.property, name="seen_again", title="again")
    other = replace(SEEN, result=replace(SEEN.result, property=again))
    page = build([SEEN, other], LIBRARY, words("en"), [])
    first, second = page.books[0].groups[0].properties
    assert first.charts
    assert not second.charts
    assert second.same_anchor == first.anchor


def test_sources_are_numbered_once() -> None:
    page = build(ALL, LIBRARY, words("en"), [])
    texts = [each.text for each in page.sources]
    assert len(texts) == len(set(texts))
    assert [each.number for each in page.sources] == list(range(1, len(texts) + 1))
    (assumed,) = (each for each in page.sources if each.text == "chosen <here>")
    assert assumed.is_assumed


def test_the_lines_of_an_identity_have_their_sources() -> None:
    page = build([IDENTITY], LIBRARY, words("en"), [])
    (own,) = page.books[0].groups[0].properties
    (chart,) = own.charts
    assert [(row.head, row.cells[:2]) for row in chart.table.rows[:2]] == [
        ("consultations", ("2025", "700 M€")),
        ("consultations", ("2026", "250 M€")),
    ]
    assert chart.table.rows[2].kind == "sum"
    assert own.gist == ("difference: −150 M€",)


def test_no_property_makes_a_page_too() -> None:
    text = Elements(page_html([], LIBRARY, words("en"), [])).text
    assert "No property to prove." in text


def test_a_statement_is_what_the_text_asks_without_the_rest() -> None:
    assert statement(definition("kept"), words("en")).splitlines() == [
        "for every L : list of Patient",
        "such that number of (p in L where p.ald) >= 15 % * number of (p in L)",
        "then sum of (new(p) for p in L) >= sum of (former(p) for p in L)",
    ]
    assert "    >= sum of" in statement(definition("doctors"), words("en")) or (
        "  >= sum of" in statement(definition("doctors"), words("en"))
    )


def test_a_chart_is_drawn_from_cents_without_a_script() -> None:
    svg = bar_chart([Bar("a", -4100, "−41 €"), Bar("b", 900, "+9 €")], Axis(100, "€", "fr"), "one")
    assert svg.startswith("<svg ")
    assert "<script" not in svg
    assert "−41 €" in svg
    assert "+9 €" in svg
    assert "xmlns" not in svg


@pytest.mark.parametrize(
    ("label", "name", "short"),
    [
        ("en affection de longue durée (ALD)", "ald", "ALD"),
        ("âge", "age", "âge"),
        ("vu au cours des deux dernières années", "vu", "vu"),
        ("", "c2s", "c2s"),
    ],
)
def test_labels_beside_bars_are_short(label: str, name: str, short: str) -> None:
    info = LIBRARY.record("care.Patient").fields[0]
    assert short_label(replace(info, label=label, name=name)) == short


def test_text_in_a_chart_is_escaped_and_ids_are_its_own() -> None:
    svg = bar_chart([Bar("<b>&", 100, "</text><script>")], Axis(100, "€", "en"), "one")
    assert "<script" not in svg
    assert "&lt;b&gt;&amp;" in svg
    assert all(own.startswith("one-") for own in re.findall(r'\bid="([^"]+)"', svg))
