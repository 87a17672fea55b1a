"""The version of a text: of the whole text in force on a day, and of nothing else."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from convention_dsl import pipeline
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.targets.version import version_of

_OTHER = """# language: en
vocabulary words
enumeration Zone = inside "inside", outside "outside"
"""
_TEXT = """# language: en
convention book "Book"
  in force from 2026-01-01 until 2027-12-31
  use words

parameter unit "unit" : amount
  from 2026-01-01 : 5 €
  from 2027-01-01 : 6 €
parameter unread "unread" : amount = 11 €

record Case "case"
  zone : Zone "zone"
  count : integer 0..100 "count"

clause base (c : Case) "base" : amount
  when c.zone = inside then unit * c.count
  otherwise 3 €

clause doubtful (n : integer 0..10) : amount
  reading wide = 2 €
  reading narrow = 1 €

clause alone (n : integer 0..10) : amount = 4 €

exception free to alone when n = 3 then 0 €
"""


def _version(folder: Path, day: date = date(2026, 6, 1), **changed: tuple[str, str]) -> str:
    texts = {"book": _TEXT, "words": _OTHER}
    for name, (old, new) in changed.items():
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    for name, text in texts.items():
        (folder / f"{name}.conv").write_text(text, "utf-8")
    workspace = pipeline.load([folder])
    assert not [each for each in workspace.diagnostics if each.code.startswith("E")]
    return version_of(workspace.library, workspace.library.books["book"], day)


@pytest.mark.parametrize(
    "change",
    [
        (": 5 €", ": 7 €"),
        ("= 11 €", "= 12 €"),
        ("otherwise 3 €", "otherwise 4 €"),
        ("wide = 2 €", "wide = 9 €"),
        ("narrow = 1 €", "narrow = 9 €"),
        ("0..100", "0..90"),
        ("when n = 3", "when n = 4"),
        ('"base"', '"basis"'),
    ],
)
def test_it_sees_all_that_the_text_says(tmp_path: Path, change: tuple[str, str]) -> None:
    assert _version(tmp_path, book=change) != _version(tmp_path)


def test_it_sees_what_the_text_reaches_in_another(tmp_path: Path) -> None:
    assert _version(tmp_path, words=('"inside"', '"within"')) != _version(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        ("\nclause base", "\n# a note\n\n\nclause base"),
        ("2027-01-01 : 6 €", "2027-01-01 : 60 €"),
        ("parameter unread", "\nparameter unread"),
    ],
)
def test_it_sees_no_place_and_no_other_day(tmp_path: Path, change: tuple[str, str]) -> None:
    assert _version(tmp_path, book=change) == _version(tmp_path)


def test_it_is_of_a_day(tmp_path: Path) -> None:
    assert _version(tmp_path, date(2027, 6, 1)) != _version(tmp_path)
    assert _version(tmp_path, date(2026, 12, 31)) == _version(tmp_path)


def test_an_edition_has_the_same_whichever_clauses_and_readings_are_taken(tmp_path: Path) -> None:
    version = _version(tmp_path)
    workspace = pipeline.load([tmp_path])
    day = date(2026, 6, 1)
    found = set()
    for name, readings in (
        ("base", {}),
        ("alone", {}),
        ("doubtful", {"book.doubtful": "wide"}),
        ("doubtful", {"book.doubtful": "narrow"}),
    ):
        ref = ClauseRef("book", name)
        settled = pipeline.settled_day(workspace, [ref], day)
        calculation, problems = pipeline.prepare(workspace, ref, settled, readings)
        assert calculation is not None, problems
        found.add(pipeline.edition(workspace, [calculation], readings, day=day).version)
    assert found == {version}


def test_it_has_the_values_of_param(tmp_path: Path) -> None:
    version = _version(tmp_path)
    changed = pipeline.load([tmp_path], overrides={"book.unread": Fraction(2)})
    assert version_of(changed.library, changed.library.books["book"], date(2026, 6, 1)) != version
