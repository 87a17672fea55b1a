from __future__ import annotations

import re
from pathlib import Path

import pytest

from convention_dsl.core.program import Library, Program, Status
from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.diagnostics.obligations import ENTRIES
from convention_dsl.proof.check import check
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Reason, Verdict
from convention_dsl.report.diagnostics import language_of
from convention_dsl.report.messages import argument_text
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

CORPUS = Path(__file__).parents[1] / "corpus" / "check"
CODES = re.compile(r"#((?: [EW]\d{4})+)(?: with (.*))?$")


def library(source: Source) -> Library:
    file, problems = parse(source)
    assert not has_errors(problems), problems
    found, problems = elaborate({source.path: file})
    assert not has_errors(problems), problems
    return found


def checked(text: str, path: str = "t.conv") -> tuple[Source, list[Diagnostic]]:
    source = Source(path, text)
    return source, check(library(source), "t")


def expected(text: str) -> dict[tuple[int, str], list[str]]:
    """Return the codes expected by line, with the pairs that the witness of each must show."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := CODES.search(line):
            for code in match[1].split():
                found[number, code] = match[2].split("; ") if match[2] else []
    return found


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.conv")), ids=lambda p: p.stem)
def test_corpus(path: Path) -> None:
    text = path.read_text("utf-8")
    source, diagnostics = checked(text, path.name)
    found = {}
    for diagnostic in diagnostics:
        assert diagnostic.span is not None
        language = language_of(diagnostic, {source.path: source})
        rows = [
            f"{label} {argument_text(value, language)}".replace("\N{NO-BREAK SPACE}", " ")
            for label, value in diagnostic.witness_values
        ]
        found[source.position(diagnostic.span.start)[0], diagnostic.code] = rows
    wanted = expected(text)
    assert found.keys() == wanted.keys()
    assert len(diagnostics) == len(wanted)
    for key, rows in wanted.items():
        assert set(rows) <= set(found[key]), key
    assert bool(wanted) == (path.parent.name == "bad")


VOCABULARY = """# language: en
vocabulary v
record Person
  age : integer 0..120
  ald : boolean
"""
FIRST = """# language: en
convention first "First" in force from 2026-01-01 source "s" confidence official
use v
clause base (p: Person) : amount in whole cents = 5 €
exception young to base when p.age < 7 then 20 €
"""
SECOND = """# language: en
convention second "Second" in force from 2027-01-01 source "s" confidence official
use v
use first
exception ill to first.base when p.ald then 30 €
"""


def several(*texts: str) -> Library:
    files = {}
    for number, text in enumerate(texts):
        file, problems = parse(Source(f"{number}.conv", text))
        assert not has_errors(problems), problems
        files[f"{number}.conv"] = file
    found, problems = elaborate(files)
    assert not has_errors(problems), problems
    return found


def test_a_conflict_between_two_texts_is_the_later_ones() -> None:
    found = several(VOCABULARY, FIRST, SECOND)
    assert check(found, "first") == []
    assert [d.code for d in check(found, "second")] == ["E0205"]


def test_a_vocabulary_has_nothing_to_prove() -> None:
    assert check(several(VOCABULARY), "v") == []


def test_tables_over_inputs_need_no_solver() -> None:
    def decide(program: Program, obligation: Obligation) -> Verdict:
        raise AssertionError(obligation.id)

    source = Source("t.conv", (CORPUS / "good" / "tables.conv").read_text("utf-8"))
    assert check(library(source), "t", decide) == []


def test_what_the_engine_cannot_decide_is_said_not_assumed() -> None:
    def decide(program: Program, obligation: Obligation) -> Verdict:
        return Verdict(Status.UNKNOWN, reason=Reason("time"))

    source = Source("t.conv", (CORPUS / "good" / "calls.conv").read_text("utf-8"))
    found = check(library(source), "t", decide)
    assert {d.code for d in found} == {"W0209"}


def test_an_example_that_a_gap_breaks_is_not_told_twice() -> None:
    text = (CORPUS / "bad" / "gap.conv").read_text("utf-8")
    text += (
        'example "left out"\n'
        "  base(Person(age: 76, ald: no, zone: town, fees: 0 €, score: 0 %)) = 55 €\n"
    )
    _, found = checked(text)
    assert [d.code for d in found] == ["E0201"]


def test_every_message_has_a_case() -> None:
    shown = {
        code for path in CORPUS.rglob("*.conv") for _, code in expected(path.read_text("utf-8"))
    }
    assert {entry.code for entry in ENTRIES} <= shown
