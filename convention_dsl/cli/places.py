"""Whether a file of results would stand among what is read: now, or at the next run."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from convention_dsl.diagnostics import Diagnostic


def misplaced(
    results: Sequence[Path], inputs: Sequence[str], profile: Path | None
) -> Diagnostic | None:
    """Return why a result may not be written where it is asked to be, or None.

    `inputs` are the files, folders and patterns that the reader named.
    """
    for result in results:
        place = result.resolve()
        for each in [*inputs, *([str(profile)] if profile else [])]:
            if place == Path(each).resolve():
                return Diagnostic("E0763", None, {"text": str(result)})
        for each in inputs:
            if not _is_read(place, each):
                continue
            if place.is_file():
                return Diagnostic("E0763", None, {"text": str(result)})
            return Diagnostic("E0765", None, {"text": str(result), "input": each})
    return None


def _is_read(place: Path, given: str) -> bool:
    """Return whether a folder or a pattern would give the file `place`, were it there."""
    path = Path(given)
    if given and path.is_dir():
        folder = path.resolve()
        if not place.is_relative_to(folder):
            return False
        return not any(part.startswith((".", "_")) for part in place.relative_to(folder).parts)
    if path.exists() or not glob.has_magic(given):
        return False
    return _is_matched(place, path)


def _is_matched(place: Path, pattern: Path) -> bool:
    """Return whether a pattern matches a file; the folders before its first mark are resolved."""
    parts = pattern.parts
    plain = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    folder = Path(*parts[:plain]).resolve()
    if not place.is_relative_to(folder):
        return False
    return _are_matched(place.relative_to(folder).parts, parts[plain:])


def _are_matched(names: Sequence[str], patterns: Sequence[str]) -> bool:
    if not patterns:
        return not names
    if patterns[0] == "**" and _are_matched(names, patterns[1:]):
        return True
    if not names:
        return False
    if patterns[0] == "**":
        return _are_matched(names[1:], patterns)
    return fnmatchcase(names[0], patterns[0]) and _are_matched(names[1:], patterns[1:])
