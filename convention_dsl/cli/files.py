"""Several files written together: all of them or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (content by path within `folder`) all together, or leave all as it was.

    The folder is made where it is missing; its other files are left alone. The new files are
    written beside it first and then take their places one by one: where one cannot, those that did
    are put back. Raises `OSError`.
    """
    made = _missing_parents(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as place:
            staged = Path(place, "new")
            for name, data in files.items():
                _write(staged / name, data)
            _move(staged, folder, Path(place, "old"), list(files))
    except BaseException:
        for each in made:
            if each.is_dir() and not any(each.iterdir()):
                each.rmdir()
        raise


def _missing_parents(folder: Path) -> list[Path]:
    """Return the folders that writing in `folder` makes, innermost first."""
    return [each for each in (folder, *folder.parents) if not each.exists()]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _keep(path: Path, copy: Path) -> None:
    """Keep what is at `path` under a second name too."""
    try:
        os.link(path, copy, follow_symlinks=False)
    except OSError:  # no second names there: a copy
        shutil.copy2(path, copy, follow_symlinks=False)


def _move(staged: Path, folder: Path, kept: Path, names: list[str]) -> None:
    """Give each file its place; put back what was there where one cannot have it."""
    done: list[str] = []
    try:
        for name in names:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_file() or place.is_symlink():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                _keep(place, kept / name)
            (staged / name).replace(place)
            done.append(name)
    except BaseException:
        for name in done:
            if (kept / name).exists():
                (kept / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise
