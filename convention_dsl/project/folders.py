"""Folders: where a project's root is, and which files under a folder are texts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from convention_dsl.syntax.limits import MAX_BYTES, MAX_SCANNED

MARKER = "convention.toml"
"""The file that marks the root of a project."""

SUFFIXES = (".conv", ".md")

_SKIPPED = frozenset(
    {"node_modules", "__pycache__", "_build", "build", "dist", "site-packages", "venv", "env"}
)
_MAX_ENTRIES = 10 * MAX_SCANNED


class TooManyError(Exception):
    """A folder holds more than is looked through."""


def project_root(paths: Sequence[Path]) -> Path:
    """Return the root of the project that `paths` are in.

    It is the nearest folder up from the first path that holds a `convention.toml`; without any, the
    folder that all the paths are in.
    """
    folders = [folder_of(path) for path in paths] or [Path.cwd()]
    for folder in (folders[0], *folders[0].parents):
        if (folder / MARKER).is_file():
            return folder
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return folders[0]


def folder_of(path: Path) -> Path:
    """Return the folder that a path names, or that its file is in."""
    place = absolute(path)
    return place if place.is_dir() else place.parent


def absolute(path: Path) -> Path:
    """Return the whole path; links are not followed, so that a link stands where it is."""
    return Path(os.path.normpath(path.absolute()))


def texts(folder: Path) -> list[Path]:
    """Return the texts under a folder, in order. Raises TooManyError."""
    return sorted(_walk(folder))


def siblings(path: Path) -> list[Path]:
    """Return the texts in the same folder as `path`, itself included, in order."""
    try:
        entries = [entry for entry in path.parent.iterdir() if is_text(entry)]
    except OSError:
        return [path]
    return sorted(entries)


def is_text(path: Path) -> bool:
    """Return whether a file may be a text, by its name."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()


def _walk(folder: Path) -> Iterator[Path]:
    seen = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _skipped(Path(here, name)))
        seen += len(folders) + len(files)
        if seen > _MAX_ENTRIES:
            raise TooManyError
        for name in files:
            path = Path(here, name)
            if is_text(path):
                yield path


def _skipped(folder: Path) -> bool:
    return (
        folder.name.startswith(".") or folder.name in _SKIPPED or (folder / "pyvenv.cfg").is_file()
    )


def inside(path: Path, root: Path) -> bool:
    """Return whether `path`, links followed, is in `root`."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def digest(content: bytes) -> str:
    """Return what tells one content of a file of data from another."""
    return hashlib.blake2b(content, digest_size=20).hexdigest()


def same_content(path: Path, known: str) -> bool:
    """Return whether a file of data has the content of digest `known`."""
    try:
        return path.stat().st_size <= MAX_BYTES and digest(path.read_bytes()) == known
    except OSError:
        return False
