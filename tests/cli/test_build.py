"""`convention build`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.cli.files import write_files
from convention_dsl.targets import registry

from .conftest import INVERSE, Command

FAR = """
clause far (n: integer 0..99999999999999, m: integer 0..99999999999999) : amount in whole cents
  = 1 € * n * m
"""
BUILD = ("build", ".", "--target", "python", "--output", "out")


def made(command: Command) -> dict[str, bytes]:
    folder = command.folder / "out"
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_build_says_what_it_wrote(convention: Command, snapshot: SnapshotAssertion) -> None:
    result = convention(*BUILD)
    assert result.exit_code == 0
    assert result.stdout == snapshot
    assert list(made(convention)) == ["care.py"]


def test_build_in_french_and_as_json(convention: Command, snapshot: SnapshotAssertion) -> None:
    assert convention(*BUILD, "--lang", "fr").stdout == snapshot
    document = json.loads(convention(*BUILD, "--format", "json", "--param", "wished=6 €").stdout)
    assert document == snapshot


def test_the_same_text_gives_the_same_bytes_on_any_day(convention: Command) -> None:
    everything = [f"--target={name}" for name in registry.TARGETS]
    convention("build", ".", *everything, "--output", "out", "--with-page")
    first = made(convention)
    suffixes = {Path(name).suffix for name in first}
    assert suffixes == {".py", ".sql", ".mjs", ".mts", ".html", ".xlsx"}
    for day in ("2026-03-01", "2027-11-30"):
        convention("build", ".", *everything, "--output", "out", "--with-page", "--at", day)
        assert made(convention) == first


def test_the_module_calculates_on_its_own(convention: Command) -> None:
    convention(*BUILD, "--param", "wished=6 €")
    code = (
        "import care\n"
        "print(care.total(age=82, ald=True, done={'influenza'}), care.VERSION)\n"
        "print(care.total_columns(age=[82, 30], ald=[True, False]), care.PARAMETERS)\n"
        "more = care.Parameters(wished=20)\n"
        "print(care.total(age=82, ald=True, done={'influenza', 'covid'}, parameters=more))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, 'out')\n{code}"],
        cwd=convention.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0].startswith("106.00 ")
    assert lines[1:] == [
        "[Decimal('100.00'), Decimal('5.00')] {'care.wished': '6 €'}",
        "140.00",
    ]


def test_the_version_changes_with_what_the_text_says_and_with_nothing_else(
    convention: Command,
) -> None:
    def version(*options: str) -> str:
        clause = () if "--clause" in options else ("--clause", "total")
        result = convention(*BUILD, *clause, *options, "--format", "json")
        return str(json.loads(result.stdout)["built"][0]["version"])

    first = version()
    assert version("--at", "2027-02-03") == first
    assert version("--param", "wished=6 €") != first
    assert version("--clause", "complex", "--reading", "strict") == first
    convention.edit('example "woman', '# a comment\nexample "woman')
    assert version() == first
    convention.edit("| < 80  || 55 €", "| < 80  || 54 €")
    second = version()
    assert second != first
    convention.edit("p.ald or p.age >= 80", "p.ald or p.age >= 81")
    assert version() not in {first, second}, "the clause `complex` is of the text too"


def test_what_is_no_amount_is_built_where_it_is_named(convention: Command) -> None:
    result = convention(*BUILD, "--clause", "complex")
    assert result.exit_code == 2
    assert "E0562" in result.stderr
    result = convention(*BUILD, "--clause", "complex", "--reading", "broad")
    assert result.exit_code == 0
    assert "READINGS: Final[Mapping[str, str]] = {'care.complex': 'broad'}" in (
        convention.folder / "out" / "care.py"
    ).read_text("utf-8")


def test_a_clause_whose_reading_is_not_chosen_is_left_out(convention: Command) -> None:
    convention.edit("  = base(p)\n", "  = base(p)\n    plus 1 € if complex(p)\n")
    result = convention(*BUILD)
    assert result.exit_code == 0
    assert "W0701" in result.stderr
    assert "complex=strict" in result.stderr
    assert "python: base\n" in result.stdout


def test_a_clause_that_a_target_cannot_calculate(convention: Command) -> None:
    convention.add(FAR)
    arguments = ("build", ".", "--target", "xlsx", "--output", "out")
    result = convention(*arguments)
    assert result.exit_code == 0
    assert "W0700" in result.stderr
    assert "care.conv" in result.stderr
    assert set(made(convention)) == {"base.xlsx", "total.xlsx"}
    result = convention(*arguments, "--clause", "far", "--clause", "base")
    assert result.exit_code == 1
    assert "E0701" in result.stderr
    assert "`far`" in result.stderr
    document = json.loads(convention(*arguments, "--format", "json").stdout)
    assert [(each["clause"], each["target"]) for each in document["left_out"]] == [("far", "xlsx")]


def test_a_clause_that_gives_no_amount_is_built_where_it_is_named(convention: Command) -> None:
    convention.add(INVERSE)
    assert "inverse" not in convention(*BUILD).stdout
    assert "inverse" in convention(*BUILD, "--clause", "inverse").stdout


def test_a_target_with_nothing_to_build_writes_nothing(convention: Command) -> None:
    convention.book.write_text(
        '# language: en\nconvention care "Care"\n  source "x" confidence assumed\n' + FAR, "utf-8"
    )
    result = convention("build", ".", "--target", "xlsx", "--target", "python", "--output", "out")
    assert result.exit_code == 2
    assert "E0704" in result.stderr
    assert not (convention.folder / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("build", ".", "--output", "out"), "E0706", "`xlsx`"),
        (("build", ".", "--target", "pyton", "--output", "out"), "E0702", "`python`"),
        (("build", ".", "--target", "python"), "E0707", "--output"),
        (("build", ".", "--target", "python", "--output", "care.conv"), "E0561", "folder"),
        ((*BUILD, "--with-page"), "E0705", "javascript"),
        ((*BUILD, "--rows", "5"), "E0705", "xlsx"),
        ((*BUILD, "--clause", "totl"), "E0551", "`total`"),
        ((*BUILD, "--param", "wished=99 €"), "E0554", "1 €"),
        ((*BUILD, "--at", "2029-01-01"), "E0183", "care"),
    ],
)
def test_what_cannot_be_asked(
    convention: Command, arguments: tuple[str, ...], code: str, words: str
) -> None:
    result = convention(*arguments)
    assert result.exit_code in (1, 2)
    assert code in result.stderr
    assert words in result.stderr
    assert not (convention.folder / "out").exists()


def test_a_library_that_is_not_installed_is_named(
    convention: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda _: None)
    result = convention("build", ".", "--target", "xlsx", "--output", "out")
    assert result.exit_code == 2
    assert "E0703" in result.stderr
    assert "pip install 'convention-dsl[xlsx]'" in result.stderr
    result = convention("build", ".", "--target", "javascript", "--output", "out")
    assert result.exit_code == 0
    result = convention("build", ".", "--target", "javascript", "--with-page", "--output", "out")
    assert "convention-dsl[page]" in result.stderr


# The files ------------------------------------------------------------------------------------


def test_other_files_of_the_folder_are_left_alone(convention: Command) -> None:
    folder = convention.folder / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", "utf-8")
    (folder / "care.py").write_text("of an earlier build", "utf-8")
    assert convention(*BUILD).exit_code == 0
    assert (folder / "mine.txt").read_text("utf-8") == "mine"
    assert "BOOK" in (folder / "care.py").read_text("utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["care.py", "mine.txt"]


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_files(folder, {"a": b"1", "in/b": b"2"})
    (folder / "c").mkdir()
    (folder / "c" / "kept").write_text("")
    with pytest.raises(OSError, match="directory"):
        write_files(folder, {"a": b"new", "in/b": b"new", "d": b"new", "c": b"a folder is there"})
    assert (folder / "a").read_bytes() == b"1"
    assert (folder / "in" / "b").read_bytes() == b"2"
    assert sorted(path.name for path in folder.iterdir()) == ["a", "c", "in"]


def test_a_folder_that_cannot_be_filled_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: bytes) -> None:
        path.touch()
        raise OSError(28, "no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        write_files(tmp_path / "new" / "out", {"a": b"1"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_files_have_usual_permissions(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"1"})
    (tmp_path / "b").write_bytes(b"1")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_books_with_files_of_one_name_get_a_folder_each(convention: Command) -> None:
    (convention.folder / "other.conv").write_text(
        '# language: en\nconvention other "Other"\n  source "x" confidence assumed\n\n'
        "clause total (n: integer 0..5) : amount in whole cents = 1 € * n\n",
        "utf-8",
    )
    result = convention("build", ".", "--target", "javascript", "--output", "out")
    assert result.exit_code == 0
    assert (convention.folder / "out" / "care" / "total.mjs").exists()
    assert (convention.folder / "out" / "other" / "total.mjs").exists()


def test_the_amounts_of_grids_can_be_replaced_in_javascript(convention: Command) -> None:
    asked = ("--target", "javascript", "--clause", "base", "--output", "out", "--lang", "en")
    assert convention("build", ".", *asked).exit_code == 0
    text = (convention.folder / "out" / "base.mjs").read_text("utf-8")
    parameters = text[text.index("const PARAMETERS") :].split("\n});", 1)[0]
    assert 'value: "55.00"' in parameters
