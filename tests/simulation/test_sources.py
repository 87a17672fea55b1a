"""What `--input` may name."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.simulation.sources import Files, Format, RefusedError, find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = [
        "a.csv",
        "b.CSV",
        "deep/c.csv",
        ".hidden.csv",
        "_state/d.csv",
        ".git/e.csv",
        "notes.md",
    ]
    for name in files:
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("age\n1\n")
    return tmp_path / "data"


def names(found: Files, folder: Path) -> list[str]:
    return [str(Path(file.name).relative_to(folder)) for file in found.files]


def refused(*inputs: Path | str, scratch: Path) -> Diagnostic:
    with pytest.raises(RefusedError) as caught:
        find([str(each) for each in inputs], None, scratch)
    return caught.value.diagnostic


def test_a_folder_stands_for_the_tables_in_it(folder: Path, tmp_path: Path) -> None:
    found = find([str(folder)], None, tmp_path)
    assert found.format is Format.CSV
    assert names(found, folder) == ["a.csv", "b.CSV", "deep/c.csv"]


def test_a_pattern_stands_for_the_files_it_matches(folder: Path, tmp_path: Path) -> None:
    assert names(find([f"{folder}/*.csv"], None, tmp_path), folder) == ["a.csv"]
    found = find([f"{folder}/**/*.csv"], None, tmp_path)
    assert names(found, folder) == ["_state/d.csv", "a.csv", "deep/c.csv"]


def test_a_file_with_the_name_of_a_pattern_is_that_file(folder: Path, tmp_path: Path) -> None:
    (folder / "[a].csv").write_text("age\n1\n")
    assert names(find([f"{folder}/[a].csv"], None, tmp_path), folder) == ["[a].csv"]


def test_a_file_named_twice_is_read_once(folder: Path, tmp_path: Path) -> None:
    (folder / "link.csv").symlink_to(folder / "a.csv")
    given = [f"{folder}/a.csv", f"{folder}/../data/a.csv", f"{folder}/link.csv", f"{folder}/b.CSV"]
    found = find(given, None, tmp_path)
    assert [Path(file.name).name for file in found.files] == ["a.csv", "b.CSV"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_copied_first(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = b"age\n1\n" * 100_000
    writer = Thread(target=pipe.write_bytes, args=[content])
    writer.start()
    (file,) = find([str(pipe)], None, tmp_path).files
    writer.join()
    assert file.name == str(pipe)
    assert file.path.read_bytes() == content


def test_what_a_file_is_comes_from_its_content(tmp_path: Path) -> None:
    for name, content, wanted in [
        ("patients", b"age\n1\n", Format.CSV),
        ("patients.dat", b"PAR1 PAR1", Format.PARQUET),
        ("patients.parquet", b"\x00\x00", Format.PARQUET),
        ("patients.pq", b"", Format.PARQUET),
    ]:
        (tmp_path / name).write_bytes(content)
        assert find([str(tmp_path / name)], None, tmp_path).format is wanted


def test_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    missing = refused(folder / "z.csv", scratch=tmp_path)
    assert missing.code == "E0720"
    arguments: dict[str, Any] = dict(missing.arguments)
    assert arguments["reason"].fr == "ce fichier ou dossier n'existe pas"
    assert refused(f"{folder}/*.parquet", scratch=tmp_path).code == "E0721"
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path / "empty", scratch=tmp_path).code == "E0721"
    assert refused("x" * 5000, scratch=tmp_path).code == "E0720"
    assert refused("", scratch=tmp_path).code == "E0720"


def test_parquet_and_csv_together(folder: Path, tmp_path: Path) -> None:
    (folder / "z.parquet").write_bytes(b"PAR1 PAR1")
    found = refused(folder, scratch=tmp_path)
    assert found.code == "E0722"
    assert {Path(str(each)).name for each in found.arguments.values()} == {"a.csv", "z.parquet"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_files_that_may_not_be_read(folder: Path, tmp_path: Path) -> None:
    (folder / "a.csv").chmod(0)
    found = refused(folder / "a.csv", scratch=tmp_path)
    assert found.code == "E0720"
    (folder / "deep").chmod(0)
    assert refused(folder, scratch=tmp_path).code == "E0720"
    (folder / "deep").chmod(0o700)


def test_access_that_the_system_refuses(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", no)
    found = refused(folder / "a.csv", scratch=tmp_path)
    assert found.code == "E0720"
    assert dict(found.arguments)["reason"].en == "access is refused"  # type: ignore[attr-defined]


def test_a_full_disk_while_standard_input_is_copied(tmp_path: Path) -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(RefusedError) as caught:
        find(["-"], Endless(), tmp_path)  # type: ignore[arg-type]
    assert dict(caught.value.diagnostic.arguments)["reason"].en == "the disk is full"  # type: ignore[attr-defined]
