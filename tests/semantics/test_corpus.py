"""Whole texts: good ones without a word, bad ones with the codes that their comments announce."""

import re
from pathlib import Path

import pytest

from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

CORPUS = Path(__file__).parents[1] / "corpus" / "semantics"
GOOD = sorted((CORPUS / "good").glob("*.conv"))
BAD = sorted((CORPUS / "bad").glob("*.conv"))
ANNOUNCED = re.compile(r"# error: ([EW]\d{4})")


def read(path):
    source = Source(path.name, path.read_text("utf-8"))
    file, problems = parse(source)
    assert not problems, [(p.code, p.arguments, source.position(p.span.start)) for p in problems]
    return source, elaborate({path.name: file})[1]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_texts_are_accepted(path):
    _, diagnostics = read(path)
    assert [(each.code, each.arguments) for each in diagnostics] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_texts_are_told_exactly_what_is_wrong(path):
    source, diagnostics = read(path)
    found = sorted((source.position(each.span.start)[0], each.code) for each in diagnostics)
    expected = [
        (number, code)
        for number, line in enumerate(source.text.splitlines(), start=1)
        for code in ANNOUNCED.findall(line)
    ]
    assert found == expected


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_message_can_be_said_in_both_languages(path):
    from convention_dsl.report.messages import headline, help_text

    for each in read(path)[1]:
        for language in ("en", "fr"):
            text = headline(each, language)
            assert text
            assert "{" not in text
            assert "Fraction" not in text
            assert "{" not in (help_text(each, language) or "")


def test_the_corpus_is_there():
    assert GOOD
    assert len(BAD) > 5
