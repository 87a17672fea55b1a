"""`prove --report FILE`."""

from pathlib import Path

import pytest

from convention_dsl.report.html import render

from .conftest import Command

ARGUMENTS = ("prove", ".", "--property", "ald_pays")


def test_the_page_stands_beside_the_usual_answer(convention: Command, tmp_path: Path) -> None:
    usual = convention(*ARGUMENTS).stdout
    file = tmp_path / "out.html"
    result = convention(*ARGUMENTS, "--report", str(file))
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        line.split()[:2] for line in usual.splitlines()
    ]
    page = file.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page
    assert "ALD always pays more, at the same age" in page


def test_the_same_command_writes_the_same_bytes(convention: Command, tmp_path: Path) -> None:
    pages = []
    for name in ("one.html", "two.html"):
        convention("prove", ".", "--report", str(tmp_path / name))
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    assert list(tmp_path.glob(".*.html")) == []


def test_the_language_is_that_asked_for(convention: Command, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    convention(*ARGUMENTS, "--lang", "fr", "--report", str(file))
    assert '<html lang="fr">' in file.read_text("utf-8")


def test_the_page_says_what_was_asked(convention: Command, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    convention("prove", ".", "--param", "wished=6 €", "--reading", "broad", "--report", str(file))
    page = file.read_text("utf-8")
    assert "wished=6 €" in page
    assert "reading broad" in page


def test_an_unexpected_verdict_has_its_page_and_its_exit_code(
    convention: Command, tmp_path: Path
) -> None:
    claim = "for every p : Patient then total(p) >= 6 €"
    file = tmp_path / "out.html"
    result = convention("prove", ".", "--claim", claim, "--report", str(file))
    assert result.exit_code == 1
    assert "total(p) &gt;= 6 €" in file.read_text("utf-8")


def test_a_text_is_never_replaced(convention: Command) -> None:
    before = convention.book.read_bytes()
    for name in ("care.conv", "new.conv"):
        result = convention(*ARGUMENTS, "--report", name)
        assert result.exit_code == 2
        assert "E0563" in result.stderr
    assert convention.book.read_bytes() == before


@pytest.mark.parametrize("place", ["nowhere/out.html", "."])
def test_a_place_that_cannot_be_written_is_refused_before_any_proof(
    convention: Command, place: str
) -> None:
    result = convention(*ARGUMENTS, "--report", place)
    assert result.exit_code == 2
    assert "E0561" in result.stderr
    assert result.stdout == ""


def test_without_the_libraries_the_command_that_installs_them_is_said(
    convention: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "NEEDED", ("altair", "no_such_module"))
    result = convention(*ARGUMENTS, "--report", str(tmp_path / "out.html"))
    assert result.exit_code == 2
    assert "no_such_module" in result.stderr
    assert "pip install 'convention-dsl[report]'" in result.stderr
    assert not (tmp_path / "out.html").exists()
    assert convention(*ARGUMENTS).exit_code == 0
