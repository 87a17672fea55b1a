"""Populations from their files to what `check` says: whole books and the codes they announce."""

import re
from pathlib import Path

import pytest

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.pipeline import Workspace, check, load
from convention_dsl.report.diagnostics import language_of
from convention_dsl.report.messages import headline, help_text

CORPUS = Path(__file__).parent / "corpus" / "population"
GOOD = sorted((CORPUS / "good").glob("*.conv"))
BAD = sorted((CORPUS / "bad").glob("*.conv"))
ANNOUNCED = re.compile(r"^# error: ([EW]\d{4}) (\S*):(\d+)$", re.MULTILINE)


def checked(path: Path) -> tuple[Workspace, list[Diagnostic]]:
    workspace = load([path], root=path.parent)
    return workspace, check(workspace, lambda _: None)


def place(workspace: Workspace, found: Diagnostic) -> tuple[str, str, int]:
    assert found.span is not None
    line, _ = workspace.sources[found.span.path].position(found.span.start)
    return found.code, found.span.path, line


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_books_are_accepted(path: Path) -> None:
    _, diagnostics = checked(path)
    assert [(each.code, each.arguments) for each in diagnostics] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_books_are_told_exactly_what_is_wrong(path: Path) -> None:
    workspace, diagnostics = checked(path)
    announced = ANNOUNCED.findall(path.read_text("utf-8"))
    assert announced
    expected = sorted((code, name or path.name, int(line)) for code, name, line in announced)
    assert sorted(place(workspace, each) for each in diagnostics) == expected


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_message_can_be_said_in_both_languages(path: Path) -> None:
    workspace, diagnostics = checked(path)
    for each in diagnostics:
        assert language_of(each, workspace.sources) == "en"
        for language in ("en", "fr"):
            assert "{" not in headline(each, language)
            assert "{" not in (help_text(each, language) or "")
