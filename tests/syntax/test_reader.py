"""Texts as they come: pasted typography, Markdown, line ends, languages, limits."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.source import Source
from convention_dsl.syntax import limits
from convention_dsl.syntax.nodes import ClauseDecl, EnumDecl
from convention_dsl.syntax.parser import parse
from convention_dsl.syntax.reader import read as read_program
from tests.syntax.reading import codes, read, with_language


def test_a_decomposed_accent_is_the_composed_one() -> None:
    text = "# language: fr\nclause âge : montant = 5 €\nclause b : montant = âge\n"
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    file, diagnostics = parse(Source("a.conv", decomposed))
    assert diagnostics == []
    assert file.declarations == read(text)[0].declarations


def test_spans_are_those_of_the_text_as_written() -> None:
    text = unicodedata.normalize("NFD", "# language: fr\n# été\nclause âgé : montant = 5 $\n")
    source = Source("a.conv", text)
    (diagnostic,) = parse(source)[1]
    assert diagnostic.span is not None
    assert text[diagnostic.span.start : diagnostic.span.end] == "$"


@given(st.lists(st.sampled_from(["é", "e\u0301", "a", "\u00ad", "\u200b", "e\u0301\u0323", " "])))
def test_every_character_is_found_again(parts: list[str]) -> None:
    prefix, suffix = "# language: en\n# ", "\nclause x : amount = 5 €"
    source = Source("a.conv", prefix + "".join(parts) + suffix)
    program, _ = read_program(source)
    assert program is not None
    start = program.text.index("clause")
    span = program.span(start, start + len("clause"))
    assert source.text[span.start : span.end] == "clause"
    assert len(program.text) == len(program.raw)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\t", "  "])
def test_any_space_groups_and_separates(space: str) -> None:
    text = f"# language: fr\nclause{space}c : montant = 1{space}234,50{space}€\n"
    if space == "  ":
        text = text.replace("1  234", "1 234")
    plain = "# language: fr\nclause c : montant = 1 234,50 €\n"
    assert read(text)[1] == []
    assert read(text)[0].declarations == read(plain)[0].declarations


def test_labels_keep_their_typography() -> None:
    (found,) = read(with_language("enumeration E = a «\u00a0l’été – 1,5\u202f€\u00a0»"))[
        0
    ].declarations
    assert isinstance(found, EnumDecl)
    assert found.items[0].label == "l’été – 1,5\u202f€"


def test_line_ends_and_byte_order_mark_do_not_matter() -> None:
    text = "# language: en\nclause c (a: boolean) : amount\n  | a || amount |\n  | - || 5 € |\n"
    expected = read(text)[0].declarations
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        file, diagnostics = parse(Source("a.conv", other))
        assert diagnostics == []
        assert file.declarations == expected


def test_only_marked_blocks_of_a_document_are_program() -> None:
    text = (
        "clause = = =\n\n```python\nclause\n```\n````convention\n# language: en\n"
        "clause c : amount = 5 €\n````\nclause\n\n~~~ convention hidden\nclause d : amount"
        " = 1 € @\n~~~\n"
    )
    source = Source("article.md", text)
    file, diagnostics = parse(source)
    (diagnostic,) = diagnostics
    assert diagnostic.span is not None
    assert text[diagnostic.span.start] == "@"
    assert source.position(diagnostic.span.start)[0] == 13
    assert isinstance(file.declarations[0], ClauseDecl)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("# language: fr\nclause c : montant = 1 €", "fr", []),
        ("# langue : fr\nclause c : montant = 1 €", "fr", []),
        ("\n\n# a licence\n# language: en\nclause c : amount = 1 €", "en", []),
        ("clause c : montant = 1 €", "fr", ["E0004"]),
        ("clause c : amount = 1 €", "en", ["E0004"]),
        ("# language: French\nclause c : montant = 1 €", "fr", ["E0005"]),
        ("# language: english\nclause c : amount = 1 €", "en", ["E0005"]),
        ("# language:\nclause c : amount = 1 €", "en", ["E0005"]),
        ("clause c : amount = 1 €\n# language: en", "en", ["E0004"]),
    ],
)
def test_the_language_is_named_first(text: str, language: str, expected: list[str]) -> None:
    file, diagnostics = parse(Source("a.conv", text))
    assert [each.code for each in diagnostics] == expected
    assert file.language == language
    assert len(file.declarations) == 1


def test_comments_are_kept_with_their_places() -> None:
    text = "# language: en\n# one\nclause c : amount = 5 €  # two\n"
    file, _ = parse(Source("a.conv", text))
    assert [text[span.start : span.end] for span in file.comments] == [
        "# language: en",
        "# one",
        "# two",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E0503"),
        (" \n\t\n", "E0503"),
        ("\ufeff", "E0503"),
        ("# language: en\n", "E0504"),
        ("# language: en\n# nothing\n", "E0504"),
        ("x" * (limits.MAX_BYTES + 1), "E0506"),
        ("# language: en\n" + "x" * (limits.MAX_LINE + 1), "E0507"),
        ("# language: en\nclause c : amount = " + "(" * 101 + "1 €" + ")" * 101, "E0508"),
        ("# language: en\nclause c : amount = 1 €" + " + 1 €" * 101, "E0508"),
        ("# language: en\nclause c : boolean = " + "not " * 101 + "a", "E0508"),
    ],
)
def test_limits_and_empty_texts_are_told(text: str, code: str) -> None:
    file, diagnostics = parse(Source("a.conv", text))
    assert [each.code for each in diagnostics] == [code]
    assert file.declarations == ()


def test_a_document_without_program_is_told() -> None:
    (diagnostic,) = parse(Source("a.md", "# Title\n\n```python\nx\n```\n"))[1]
    assert diagnostic.code == "E0504"


@pytest.mark.parametrize(
    "text",
    [
        "clause c : amount = " + "(" * 99 + "1 €" + ")" * 99,
        "clause c : amount = 1 €" + " + 1 €" * 98,
        'clause c : amount = 5 € "' + "(" * 500 + '"',
        "clause c : amount = 5 € # " + "(" * 500,
        "clause c : amount = 5 € # " + "x" * 9900,
    ],
)
def test_what_is_within_the_limits_is_read(text: str) -> None:
    assert codes(text) == []


def test_what_is_open_in_one_declaration_is_not_in_the_next() -> None:
    text = "clause c : amount = (5 €\n" * 60
    assert codes(text) == ["E0042"] * 60
    assert codes(text * 2)[:100] == ["E0042"] * 100
