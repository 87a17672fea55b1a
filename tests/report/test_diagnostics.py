import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from convention_dsl.diagnostics import Diagnostic, Label
from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.report.diagnostics import render, render_entry, source_language, summary
from convention_dsl.report.json import diagnostics_json
from convention_dsl.report.messages import fill
from convention_dsl.report.style import fitted, plain, table, width, wrapped
from convention_dsl.source import Source, Span
from convention_dsl.types import BOOLEAN

from .examples import SOURCES, at

UNKNOWN = Diagnostic(
    "E0306",
    at("p.ald"),
    {"place": "", "text": "p.ald", "names": ["`age`", "`seen`"]},
    (Label(at("in ALD and old"), "a phrase of no entry"), Label(at("convention fmt"), "here")),
    "p.age",
)
WRONG = Diagnostic(
    "E0301",
    at("100 €"),
    {"place": Wording("row 2: ", "ligne 2 : "), "text": "maybe", "expected": BOOLEAN},
)
WITNESS = Diagnostic(
    "W0999", None, {"name": "x"}, witness=(("age in years", "82"), ("in ALD", "yes"))
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_diagnostics_as_text(language: str, snapshot: SnapshotAssertion) -> None:
    assert plain(render([UNKNOWN, WRONG, WITNESS], SOURCES, language)) == snapshot


def test_diagnostics_as_json(snapshot: SnapshotAssertion) -> None:
    assert diagnostics_json([UNKNOWN, WRONG, WITNESS], SOURCES, "en") == snapshot


def test_a_message_is_in_the_language_of_its_file() -> None:
    french = Source("f.conv", "# language: fr\nabc\n")
    text = plain(render([Diagnostic("E0308", Span("f.conv", 15, 18))], {"f.conv": french}, None))
    assert text.startswith("erreur[E0308] : ")
    assert source_language("a fence, then\n# language:   fr\n") == "fr"
    assert source_language("# Langue : fr\n# language: en\n") == "fr"
    assert source_language("# language: de\n") == "en"
    assert source_language("# language:") == "en"


def marked(text: str, start: int, end: int) -> list[str]:
    source = Source("x.conv", text)
    lines = plain(
        render([Diagnostic("E0308", Span("x.conv", start, end))], {"x.conv": source}, "en")
    )
    return lines.splitlines()[3:5]


def test_the_caret_stands_under_wide_characters_and_after_combining_ones() -> None:
    assert marked("漢字 x\n", 3, 4) == ["1 | 漢字 x", "  |      ^"]
    assert marked("e\u0301te x\n", 5, 6) == ["1 | e\u0301te x", "  |     ^"]
    assert marked("漢字\n", 0, 1) == ["1 | 漢字", "  | ^^"]


def test_a_place_at_the_end_of_a_text_has_its_caret() -> None:
    assert marked("ab\n", 3, 3) == ["2 |", "  | ^"]
    assert marked("ab", 2, 2) == ["1 | ab", "  |   ^"]


def test_a_stretch_of_several_lines_is_marked_on_its_first() -> None:
    assert marked("ab\ncd\n", 1, 5) == ["1 | ab", "  |  ^"]


def test_only_a_part_of_a_very_long_line_is_shown() -> None:
    text = "x" * 100_000 + "!" + "x" * 100_000
    line, mark = marked(text, 100_000, 100_001)
    assert len(line) < 120
    assert line[mark.index("^")] == "!"


@given(st.text(max_size=200), st.integers(0, 250), st.integers(0, 250))
def test_any_place_of_any_text_can_be_shown(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span("x", start, min(len(text), start + length))
    labels = (Label(Span("x", 0, 1), "there"), Label(Span("nowhere", 0, 1), "?"))
    source = {"x": Source("x", text)}
    assert render([Diagnostic("E0308", span, labels=labels)], source, "fr").endswith("\n")


def test_an_argument_that_is_missing_leaves_its_name_in_view() -> None:
    assert fill("`{a}` and {b}", {"a": "x{y}"}, "en") == "`x{y}` and {b}"


def test_the_summary_counts() -> None:
    assert plain(summary([UNKNOWN, WRONG, WITNESS], "en")) == "2 errors, 1 warning"
    assert plain(summary([], "fr")) == "aucun problème trouvé"


@pytest.mark.parametrize("code", sorted(entries()))
def test_every_message_has_its_page(code: str) -> None:
    for language in ("en", "fr"):
        assert code in plain(render_entry(entries()[code], language))


def test_tables_align_by_what_is_seen() -> None:
    rows = [["漢字", "1"], ["e\u0301", "22"], ["\x1b[1mbold\x1b[0m", "3"]]
    lines = table(rows, right=frozenset({1}))
    assert {width(line) for line in lines} == {8}


def test_lines_are_broken_at_spaces_only_and_never_before_a_french_sign() -> None:
    assert wrapped("  deux mots : 5 € ici", 13, "    ") == ["  deux mots :", "    5 € ici"]
    assert wrapped("urml-paysdelaloire.org", 5) == ["urml-paysdelaloire.org"]
    assert fitted("    court", 80) == ["    court"]
    assert fitted("    un deux trois", 11) == ["    un deux", "      trois"]


@pytest.mark.parametrize("code", sorted(entries()))
def test_a_page_ends_with_one_end_of_line(code: str) -> None:
    page = render_entry(entries()[code], "en")
    assert page == page.rstrip() + "\n"
