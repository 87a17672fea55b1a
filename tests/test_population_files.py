"""The files of populations: where they are looked for, how they are decoded, when read again."""

import sys
from pathlib import Path

import duckdb
import pytest

from convention_dsl.pipeline import Workspace, load
from convention_dsl.syntax import limits

BOOK = """# language: {language}
convention sample source "test" confidence assumed
record Patient
  age : integer 0..120
  ald : boolean
  since : optional date default unknown
population known (L : list of Patient) from "{path}"
"""
FRENCH = """# language: fr
convention sample source "test" confiance supposé
fiche Patient
  age : entier 0..120
  ald : booléen
  taux : taux 0 %..100 % au pas de 0,5 % défaut 0 %
population known (L : liste de Patient) depuis « {path} »
"""
TABLE = "SELECT * FROM (VALUES {rows}) t({columns})"


def project(folder: Path, path: str, text: str = BOOK) -> Workspace:
    (folder / "convention.toml").write_text("")
    (folder / "books").mkdir(exist_ok=True)
    (folder / "books" / "book.conv").write_text(text.format(path=path, language="en"), "utf-8")
    return load([folder / "books" / "book.conv"])


def codes(workspace: Workspace) -> list[str]:
    return [each.code for each in workspace.diagnostics]


def bounds(workspace: Workspace) -> list[tuple[str, int, int]]:
    (population,) = workspace.library.books["sample"].populations
    return [(each.label, each.at_least, each.at_most) for each in population.classes]


def parquet(path: Path, columns: str, rows: str) -> None:
    path.parent.mkdir(exist_ok=True)
    query = TABLE.format(rows=rows, columns=columns)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


# Places -----------------------------------------------------------------------------------------


def test_a_path_is_read_from_the_folder_of_its_text_and_stays_in_the_project(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "list.csv").write_text("ald,count\nyes,1\nno,2\n")
    workspace = project(tmp_path, "../data/list.csv")
    assert codes(workspace) == []
    assert list(workspace.data) == ["data/list.csv"]
    assert workspace.sources["data/list.csv"].text.startswith("ald,count")
    assert codes(project(tmp_path, "../../list.csv")) == ["E0523"]
    assert codes(project(tmp_path, "data/list.csv")) == ["E0524"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path):
    (tmp_path / "secret.csv").write_text("ald,count\nyes,1\n")
    root = tmp_path / "project"
    (root / "books").mkdir(parents=True)
    (root / "books" / "list.csv").symlink_to(tmp_path / "secret.csv")
    assert codes(project(root, "list.csv")) == ["E0523"]


@pytest.mark.parametrize("path", ["list\0.csv", "", ".", "list", "folder.csv"])
def test_odd_paths_are_told(tmp_path, path):
    (tmp_path / "books" / "folder.csv").mkdir(parents=True)
    found = codes(project(tmp_path, path))
    assert len(found) == 1
    assert found[0] in {"E0523", "E0524", "E0525"}


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "list.csv").write_text("ald,count\nyes,1\n" + "\n" * 5000)
    monkeypatch.setattr("convention_dsl.project.data.MAX_BYTES", 4000)
    assert limits.MAX_BYTES > 4000
    assert codes(project(tmp_path, "list.csv")) == ["E0526"]


# Text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", []), ("utf-8-sig", []), ("cp1252", ["W0501"])]
)
def test_a_text_is_in_utf_8_or_in_the_code_of_western_windows(tmp_path, encoding, expected):
    (tmp_path / "books").mkdir()
    text = "ald,count,label\r\nyes,1,âgé\r\nno,2,“x”\r\n"
    (tmp_path / "books" / "list.csv").write_bytes(text.encode(encoding))
    workspace = project(tmp_path, "list.csv")
    assert codes(workspace) == expected
    assert bounds(workspace) == [("âgé", 1, 1), ("“x”", 2, 2)]
    assert workspace.sources["books/list.csv"].language == "en"


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"a\0b", b"PK\x03\x04", b"ald,\x81\xe9"])
def test_what_is_no_text_is_told(tmp_path, content):
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "list.csv").write_bytes(content)
    assert codes(project(tmp_path, "list.csv")) == ["E0527"]


# Parquet ----------------------------------------------------------------------------------------


def test_a_parquet_file_says_what_the_text_would(tmp_path):
    rows = (
        "(true, '>= 80, 7', 1, 'old'), (NULL, '8..79', 2000, 'a ; \"b\"'), (false, '< 7', 3, 'c')"
    )
    parquet(tmp_path / "books" / "list.parquet", "ald, age, count, label", rows)
    workspace = project(tmp_path, "list.parquet")
    assert codes(workspace) == []
    assert bounds(workspace) == [("old", 1, 1), ('a ; "b"', 2000, 2000), ("c", 3, 3)]
    lines = workspace.sources["books/list.parquet"].text.splitlines()
    assert lines[1:] == ["yes;>= 80, 7;1;old", '-;8..79;2000;"a ; ""b"""', "no;< 7;3;c"]


def test_numbers_and_dates_of_a_parquet_file_are_written_as_the_surface_does(tmp_path):
    rows = "(true, 0.5::DOUBLE, 2.0::DOUBLE), (false, 1.25::DECIMAL(4,2), 'nan'::DOUBLE)"
    parquet(tmp_path / "books" / "list.parquet", "ald, taux, effectif", rows)
    workspace = project(tmp_path, "list.parquet", FRENCH)
    text = workspace.sources["books/list.parquet"].text
    assert text.splitlines()[1:] == ["oui;0,5;2", "non;1,25;-"]
    parquet(tmp_path / "books" / "list.parquet", "since, count", "(DATE '2026-01-02', 1)")
    assert (
        project(tmp_path, "list.parquet")
        .sources["books/list.parquet"]
        .text.endswith("2026-01-02;1\n")
    )


def test_a_star_in_a_path_means_nothing(tmp_path):
    parquet(tmp_path / "books" / "a1.parquet", "ald, count", "(true, 1), (false, 2)")
    assert codes(project(tmp_path, "a*.parquet")) == ["E0524"]
    (tmp_path / "books" / "a1.parquet").rename(tmp_path / "books" / "a[1].parquet")
    assert codes(project(tmp_path, "a[1].parquet")) == []


def test_a_damaged_parquet_file_is_told(tmp_path):
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "list.parquet").write_bytes(b"PAR1 no PAR1")
    assert codes(project(tmp_path, "list.parquet")) == ["E0529"]


def test_the_library_is_asked_for_where_it_is_missing(tmp_path, monkeypatch):
    parquet(tmp_path / "books" / "list.parquet", "ald, count", "(true, 1)")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert codes(project(tmp_path, "list.parquet")) == ["E0528"]


# Reading again ----------------------------------------------------------------------------------


def test_a_file_that_has_changed_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "books").mkdir()
    data = tmp_path / "books" / "list.csv"
    data.write_text("ald,count\nyes,1\nno,2\n")
    first = project(tmp_path, "list.csv")
    assert list((tmp_path / "cache").rglob("*.library"))
    monkeypatch.setattr("convention_dsl.pipeline.loading._read", None)
    assert project(tmp_path, "list.csv") == first
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data.write_text("ald,count\nyes,1\nno,3\n")
    assert [high for _, _, high in bounds(project(tmp_path, "list.csv"))] == [1, 3]
    data.unlink()
    assert codes(project(tmp_path, "list.csv")) == ["E0524"]
