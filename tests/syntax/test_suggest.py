"""The nearest known word."""

import pytest

from convention_dsl.syntax.suggest import nearest

WORDS = ["clause", "parameter", "property", "paramètre", "énumération", "if", "where", "when"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("claus", "clause"),
        ("Clause", "clause"),
        ("cluase", "clause"),
        ("parametr", "parameter"),
        ("parametre", "paramètre"),
        ("ENUMERATION", "énumération"),
        ("wher", "where"),
        ("whn", "when"),
    ],
)
def test_a_near_word_is_found(text: str, word: str) -> None:
    assert nearest(text, WORDS) == word


@pytest.mark.parametrize("text", ["", "x", "patient", "clause", "closes", "p"])
def test_no_word_is_made_up(text: str) -> None:
    assert nearest(text, WORDS) is None


def test_ties_go_to_the_first() -> None:
    assert nearest("abx", ["abc", "abd"]) == "abc"
