"""Whatever the text, reading it ends with a tree and messages, never with an exception."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convention_dsl.diagnostics import has_errors
from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse, parse_literal, parse_property
from convention_dsl.syntax.surface import LANGUAGES, surface

CORPUS = Path(__file__).parents[1] / "corpus" / "syntax"
TEXTS = [
    path.read_text("utf-8") for path in sorted(CORPUS.rglob("*")) if path.suffix in (".conv", ".md")
]
WORDS = sorted(
    {
        spelling
        for language in LANGUAGES
        for spellings in surface(language).spellings.values()
        for spelling in spellings
    }
)
SIGNS = list("=≠<≤>≥+-*/×.,;:()[]{}|#\"«»“”'’€%@_&\n\t\r\u00a0\u202f\u0301\u200b\ufeff\0…–")
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(SIGNS),
    st.sampled_from(["||", "..", "..<", "||\n|", "1,234 €", "1er janvier 2026", "2026-02-30"]),
    st.integers(0, 10**50).map(str),
    st.text(max_size=4),
    st.sampled_from(["p", "âge", "amount", "montant", "influenza", "P"]),
)
MANY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=200)


def check(text: str, path: str = "a.conv") -> None:
    source = Source(path, text)
    file, diagnostics = parse(source)
    for diagnostic in diagnostics:
        assert diagnostic.code in entries()
        if diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    assert isinstance(file.declarations, tuple)


@MANY
@given(st.text())
def test_any_text(text: str) -> None:
    check(text)
    check("# language: fr\n" + text)
    check("```convention\n" + text, "a.md")


@MANY
@given(st.sampled_from(LANGUAGES), st.lists(PIECES, max_size=60), st.sampled_from(["", " "]))
def test_any_words(language: str, pieces: list[str], glue: str) -> None:
    check(f"# language: {language}\n" + glue.join(pieces))


@MANY
@given(st.sampled_from(LANGUAGES), st.lists(PIECES, max_size=20))
def test_any_line_of_command(language: str, pieces: list[str]) -> None:
    source = Source("", " ".join(pieces))
    for found, diagnostics in (parse_property(source, language), parse_literal(source, language)):
        assert (found is None) == has_errors(diagnostics)


@MANY
@given(st.data())
def test_changed_texts(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.one_of(st.just(""), PIECES)) + text[end:]
    check(text)
    check(text, "a.md")
