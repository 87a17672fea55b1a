from __future__ import annotations

import re
from pathlib import Path

import pytest

from convention_dsl.core.program import Library
from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.proof.check import check
from convention_dsl.report.diagnostics import language_of
from convention_dsl.report.messages import argument_text
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

CORPUS = Path(__file__).parents[1] / "corpus" / "check"
CODES = re.compile(r"#((?: [EW]02\d\d)+)(?: with (.*))?$")


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
