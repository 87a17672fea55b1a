import os
import pickle
from pathlib import Path

import pytest

from convention_dsl import cache
from convention_dsl.source import Span


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def entries() -> list[Path]:
    return sorted(cache.folder().glob("*.library"))


def test_what_is_written_reads_back() -> None:
    cache.write("k", Span("a", 1, 2))
    assert cache.read("k") == Span("a", 1, 2)
    assert cache.read("other") is None


@pytest.mark.parametrize("data", [b"", b"rubbish", pickle.dumps(Span("a", 1, 2))[:-5]])
def test_a_damaged_entry_is_as_if_absent(data: bytes) -> None:
    cache.write("k", 1)
    entries()[0].write_bytes(data)
    assert cache.read("k") is None


class _Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch harmed",)


def test_an_entry_cannot_name_what_is_not_ours(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    cache.write("k", 1)
    entries()[0].write_bytes(pickle.dumps(_Harm()))
    assert cache.read("k") is None
    assert not Path("harmed").exists()


def test_a_folder_that_cannot_be_written_is_no_error(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place / "file"))
    cache.write("k", 1)
    assert cache.read("k") is None


def test_what_cannot_be_pickled_is_not_stored() -> None:
    cache.write("k", lambda: None)
    assert cache.read("k") is None
    assert entries() == []


def test_only_the_newest_entries_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 3)
    for number in range(5):
        cache.write(f"k{number}", number)
        os.utime(cache.folder() / f"k{number}.library", ns=(number, number))
    assert [path.stem for path in entries()] == ["k2", "k3", "k4"]


def test_the_key_is_that_of_the_content(place: Path) -> None:
    text = place / "a.conv"
    text.write_text("one")
    first = cache.key([place], [text], {})
    os.utime(text, ns=(0, 0))
    assert cache.key([place], [text], {}) == first
    assert cache.key([place], [text], {"x": 1}) != first
    assert cache.key([text], [text], {}) != first
    text.write_text("two")
    assert cache.key([place], [text], {}) != first
    text.unlink()
    assert cache.key([place], [text], {}) is None
