"""Finding the texts of a project."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.project.finding import Files, find
from convention_dsl.project.folders import project_root
from convention_dsl.syntax import limits
from convention_dsl.syntax.nodes import UseDecl

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write texts at paths in a project; a text that does not say its language is in English."""

    def make(path: str, text: str | bytes = "clause c : amount = 5 €") -> Path:
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            place.write_bytes(text)
        else:
            known = text.startswith("# language") or path.endswith((".md", ".toml"))
            place.write_text(text if known else f"# language: en\n{text}\n", "utf-8")
        return place

    make("convention.toml", "")
    return make


def codes(found: tuple[Files, list[Diagnostic]]) -> list[str]:
    return [diagnostic.code for diagnostic in found[1]]


# Paths ------------------------------------------------------------------------------------------


def test_a_folder_is_every_text_in_it(tmp_path: Path, write: Write) -> None:
    write("b.conv", "convention beta")
    write("sub/a.conv", "convention alpha")
    write("plain.conv")
    write("note.txt", "convention nothing")
    for skipped in (".hidden", "venv", "node_modules", "__pycache__", "build"):
        write(f"{skipped}/x.conv", "convention skipped")
    write("my-env/pyvenv.cfg", "")
    write("my-env/x.conv", "convention skipped")
    files, diagnostics = find([tmp_path])
    assert diagnostics == []
    assert files.root == tmp_path
    assert set(files.asked) == {"alpha", "beta", "plain"}
    assert list(files.parsed) == ["b.conv", "plain.conv", "sub/a.conv"]
    assert list(files.sources) == list(files.parsed)


def test_the_root_is_the_nearest_marked_folder(tmp_path: Path, write: Write) -> None:
    path = write("deep/er/a.conv", "convention a")
    assert find([path])[0].root == tmp_path
    assert list(find([path])[0].parsed) == ["deep/er/a.conv"]
    write("deep/convention.toml", "")
    assert project_root([path]) == tmp_path / "deep"


def test_without_a_mark_the_root_is_what_the_paths_share(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.conv").write_text(f"# language: en\nconvention {name}\n")
    assert project_root([tmp_path / "one"]) == tmp_path / "one"
    files, diagnostics = find([tmp_path / "one", tmp_path / "two" / "a.conv"])
    assert diagnostics == []
    assert files.root == tmp_path
    assert files.asked == ("one", "two")


def test_a_markdown_document_counts_where_it_has_a_header(tmp_path: Path, write: Write) -> None:
    write("article.md", "# Art\n\n```convention\n# language: en\nconvention art\n```\n")
    write(
        "README.md",
        "# Read me\n\nconvention prose\n\n```convention\nclause c : amount = 5 €\n```\n",
    )
    files, diagnostics = find([tmp_path])
    assert diagnostics == []
    assert files.asked == ("art",)
    assert codes(find([tmp_path / "README.md"])) == ["E0004"]


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("empty.conv", b"", "E0503"),
        ("blank.conv", b" \n\n", "E0503"),
        ("latin.conv", "# language: fr\nclause é : montant = 5".encode("latin-1"), "E0505"),
        ("utf16.conv", "# language: en".encode("utf-16"), "E0505"),
        ("nul.conv", b"# language: en\nclause c : amount = 5 \0", "E0002"),
        ("large.conv", b"x" * (limits.MAX_BYTES + 1), "E0506"),
        ("line.conv", b"x" * (limits.MAX_LINE + 1), "E0507"),
        ("deep.conv", b"(" * 10_000, "E0508"),
        ("text.txt", b"# language: en", "E0512"),
        ("prose.md", b"# Only prose\n", "E0504"),
    ],
)
def test_what_cannot_be_read_is_told(write: Write, path: str, text: bytes, code: str) -> None:
    assert code in codes(find([write(path, text)]))


def test_the_line_that_is_not_utf8_is_told(write: Write) -> None:
    (diagnostic,) = find([write("a.conv", b"# language: fr\n\xc3\xa9\n\xe9\n")])[1]
    assert diagnostic.arguments["line"] == 3


def test_missing_and_strange_paths_are_told(tmp_path: Path, write: Write) -> None:
    assert codes(find([tmp_path / "nothing.conv"])) == ["E0501"]
    (tmp_path / "none").mkdir()
    assert codes(find([tmp_path / "none"])) == ["E0513"]
    (tmp_path / "folder.conv").mkdir()
    assert codes(find([tmp_path / "folder.conv"])) == ["E0513"]
    os.mkfifo(tmp_path / "pipe.conv")
    assert codes(find([tmp_path / "pipe.conv"])) == ["E0502"]
    assert codes(find([tmp_path], root=tmp_path / "elsewhere")) == ["E0511"]


def test_too_many_files_are_told(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        write(f"t{number}.conv", f"convention t{number}")
    monkeypatch.setattr("convention_dsl.project.finding.MAX_FILES", 3)
    files, diagnostics = find([tmp_path])
    assert [each.code for each in diagnostics] == ["E0514"]
    assert len(files.parsed) == 3
    monkeypatch.setattr("convention_dsl.project.folders._MAX_ENTRIES", 3)
    assert codes(find([tmp_path])) == ["E0510"]
    assert codes(find([write("u.conv", "use t1")])) == ["E0510"]


# Books of several files -------------------------------------------------------------------------


def test_the_parts_of_a_book_come_with_it(tmp_path: Path, write: Write) -> None:
    write("book/main.conv", "convention whole")
    write("book/part.conv", "# language: fr\npartie de whole\n")
    write("book/other.conv", "convention other")
    write("elsewhere/part.conv", "part of whole")
    for asked in ("book/main.conv", "book/part.conv"):
        files, diagnostics = find([tmp_path / asked])
        assert diagnostics == []
        assert files.asked == ("whole",)
        assert list(files.parsed) == ["book/main.conv", "book/part.conv"]


def test_two_books_of_one_name_are_told_with_both_places(tmp_path: Path, write: Write) -> None:
    write("a.conv", "convention same")
    write("b.conv", "convention same")
    files, (diagnostic,) = find([tmp_path])
    assert diagnostic.code == "E0515"
    assert (diagnostic.arguments["first"], diagnostic.arguments["second"]) == ("a.conv", "b.conv")
    assert diagnostic.labels[0].span.path == "a.conv"
    assert list(files.parsed) == ["a.conv"]


# Use --------------------------------------------------------------------------------------------


def test_a_draft_of_the_same_name_beside_a_book_is_left_alone(write: Write) -> None:
    book = write("mine.conv", "# language: en\nconvention b\n")
    write("draft.conv", "# language: en\nconvention b\n")
    files, diagnostics = find([book])
    assert not diagnostics
    assert list(files.parsed) == ["mine.conv"]


def test_books_are_found_by_the_name_in_their_header(tmp_path: Path, write: Write) -> None:
    path = write("a.conv", "convention a\nuse words\nuse former as in force on 2025-12-31 as old")
    write("far/away/v.conv", "# language: fr\nvocabulaire words « mots »\n")
    write("far/f.md", "# F\n```convention\n# language: en\nconvention former\nuse words\n```\n")
    write("far/unused.conv", "convention unused")
    files, diagnostics = find([path])
    assert diagnostics == []
    assert files.asked == ("a",)
    assert list(files.parsed) == ["a.conv", "far/away/v.conv", "far/f.md"]


def test_a_decomposed_name_is_found(write: Write) -> None:
    path = write("a.conv", "convention a\nuse médecin")
    write("m.conv", unicodedata.normalize("NFD", "# language: fr\nvocabulaire médecin\n"))
    assert codes(find([path])) == []


def test_books_are_found_by_path(tmp_path: Path, write: Write) -> None:
    path = write("sub/a.conv", 'convention a\nuse "../b.conv" as b\nuse "folder" as d')
    write("b.conv", "convention b")
    write("sub/folder/d.conv", "convention d")
    write("sub/folder/p.conv", "part of d")
    files, diagnostics = find([path])
    assert diagnostics == []
    assert list(files.parsed) == ["b.conv", "sub/a.conv", "sub/folder/d.conv", "sub/folder/p.conv"]


@pytest.mark.parametrize(
    ("use", "code"),
    [
        ("use nothing", "E0516"),
        ('use "nothing.conv"', "E0519"),
        ('use "../outside.conv"', "E0518"),
        ('use "/etc/passwd"', "E0518"),
        ('use "sub/../../outside.conv"', "E0518"),
        ('use "notes.txt"', "E0520"),
        ('use "prose.md"', "E0520"),
        ('use "sub"', "E0520"),
        ("use double", "E0517"),
        ('use "\0"', "E0518"),
    ],
)
def test_a_use_that_leads_nowhere_is_told(
    tmp_path: Path, write: Write, use: str, code: str
) -> None:
    (tmp_path.parent / "outside.conv").write_text("# language: en\nconvention outside\n")
    write("notes.txt", "x")
    write("prose.md", "# prose\n")
    write("sub/x.conv", "convention x")
    write("sub/y.conv", "convention double")
    write("z.conv", "convention double")
    files, diagnostics = find([write("a.conv", f"convention a\n{use} as b")])
    assert [each.code for each in diagnostics] == [code]
    (file,) = files.parsed.values()
    assert not any(isinstance(each, UseDecl) for each in file.declarations)
    assert "b" in file.broken_names
    assert file.is_incomplete


def test_the_nearest_book_is_suggested(tmp_path: Path, write: Write) -> None:
    write("v.conv", "vocabulary common")
    (diagnostic,) = find([write("a.conv", "convention a\nuse comon")])[1]
    assert diagnostic.suggestion == "common"


def test_the_paths_of_an_ambiguous_name_are_listed(write: Write) -> None:
    write("x/d.conv", "convention double")
    write("y/d.conv", "convention double")
    (diagnostic,) = find([write("a.conv", "convention a\nuse double")])[1]
    assert diagnostic.arguments["paths"] == ["x/d.conv", "y/d.conv"]


def test_a_link_does_not_lead_out_of_the_project(tmp_path: Path, write: Write) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "b.conv").write_text("# language: en\nconvention secret\n")
    (tmp_path / "link.conv").symlink_to(outside / "b.conv")
    (tmp_path / "folder").symlink_to(outside)
    for use in ('"link.conv"', '"folder/b.conv"', '"folder"'):
        assert codes(find([write("a.conv", f"convention a\nuse {use} as b")])) == ["E0518"]
    assert codes(find([write("a.conv", "convention a\nuse secret")])) == ["E0516"]
    assert list(find([tmp_path])[0].parsed) == ["a.conv"]


def test_a_link_in_a_circle_is_no_trouble(tmp_path: Path, write: Write) -> None:
    write("a.conv", 'convention a\nuse "loop.conv" as b')
    (tmp_path / "loop.conv").symlink_to(tmp_path / "loop.conv")
    assert codes(find([tmp_path])) in (["E0518"], ["E0519"])


@pytest.mark.parametrize(
    ("uses", "cycle"),
    [
        ({"a": "a"}, "a → a"),
        ({"a": "b", "b": "a"}, "a → b → a"),
        ({"a": "b", "b": "c", "c": "b"}, "b → c → b"),
    ],
)
def test_a_circle_of_uses_is_shown(write: Write, uses: dict[str, str], cycle: str) -> None:
    for name, used in uses.items():
        write(f"{name}.conv", f"convention {name}\nuse {used}")
    files, (diagnostic,) = find([write("a.conv", f"convention a\nuse {uses['a']}")])
    assert diagnostic.code == ("E0522" if uses == {"a": "a"} else "E0521")
    assert diagnostic.arguments["cycle"] == cycle
    assert len(files.parsed) == len(uses)


def test_a_long_chain_of_uses_is_followed(tmp_path: Path, write: Write) -> None:
    for number in range(400):
        write(f"b{number}.conv", f"convention b{number}\nuse b{number + 1}")
    write("b400.conv", "convention b400")
    files, diagnostics = find([tmp_path / "b0.conv"])
    assert diagnostics == []
    assert len(files.parsed) == 401


def test_two_runs_give_the_same(tmp_path: Path, write: Write) -> None:
    write("z.conv", "convention z\nuse nothing")
    write("y.conv", "convention y\nuse z\nclause c : amount = ")
    assert find([tmp_path]) == find([tmp_path])
