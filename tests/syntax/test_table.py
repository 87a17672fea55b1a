"""The grammar and its table."""

import json
import logging
import re
from pathlib import Path

import lark
import pytest

from convention_dsl.resources import data
from convention_dsl.syntax import table as module
from convention_dsl.syntax.surface import LANGUAGES, declaration_terminals, surface

GRAMMAR = (data("grammar") / "convention.lark").read_text("utf-8")


def test_the_grammar_has_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    # lark settles shift/reduce conflicts on its own and only says so in its log.
    lark.logger.addHandler(caplog.handler)
    lark.logger.setLevel(logging.DEBUG)
    try:
        module.build(GRAMMAR)
    finally:
        lark.logger.setLevel(logging.CRITICAL)
        lark.logger.removeHandler(caplog.handler)
    assert "conflict" not in caplog.text.lower()


def test_every_word_of_the_grammar_has_a_spelling_and_the_other_way() -> None:
    words = GRAMMAR.split("// Words of keywords.toml")[1]
    declared = set(re.findall(r"\b_?[A-Z][A-Z_]+\b", words))
    for language in LANGUAGES:
        assert set(surface(language).spellings) == declared
    assert declaration_terminals() <= declared


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_spelling_means_two_things(language: str) -> None:
    spellings = surface(language).spellings
    every = [each for choices in spellings.values() for each in choices]
    shared = {each for each in every if every.count(each) > 1}
    # French has one word for "no" and "not", which the lexer tells apart.
    assert shared == ({"non"} if language == "fr" else set())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    module.table.cache_clear()
    yield tmp_path / "convention-dsl"
    module.table.cache_clear()


def test_the_table_is_kept_and_read_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = module.table()
    (kept,) = folder.iterdir()
    module.table.cache_clear()

    def fail(_: str) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(module, "build", fail)
    assert module.table() == built
    assert kept.suffix == ".json"


@pytest.mark.parametrize("content", ["", "{", "[]", "null", json.dumps({"states": 1}), "\0\xff"])
def test_a_damaged_table_is_built_again(folder: Path, content: str) -> None:
    built = module.table()
    (kept,) = folder.iterdir()
    kept.write_text(content)
    module.table.cache_clear()
    assert module.table() == built
    assert kept.read_text() != content


def test_it_works_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    module.table.cache_clear()
    assert module.table().states
    module.table.cache_clear()
