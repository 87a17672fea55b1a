"""What DuckDB says of a file it cannot read, in the reader's words: the only place that knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation.sources import File, RefusedError

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CSV = re.compile(r"\bCSV (?:Error|Parser|File)\b")
_WIDTH = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_FILE = re.compile(r"(?:^\s*file = |(?:file|File|pattern) [\"'])([^\"'\n]+)", re.M)

_DAMAGED = Wording("it is damaged, or cut short", "il est abîmé, ou tronqué")
_PARQUET: tuple[tuple[str, Wording], ...] = (
    ("too small to be a Parquet", Wording("it is empty, or cut short", "il est vide, ou tronqué")),
    ("ncrypted", Wording("it is encrypted", "il est chiffré")),
    ("Permission denied", Wording("access is refused", "l'accès est refusé")),
    ("No files found", Wording("there is no such file", "ce fichier n'existe pas")),
    ("Cannot open file", Wording("it cannot be opened", "il ne peut pas être ouvert")),
    *(
        (mark, _DAMAGED)
        for mark in (
            "No magic bytes",
            "Failed to read file",
            "Could not read",
            "corrupt",
            "Invalid unicode",
        )
    ),
)
"""What a message about a Parquet file has in it, and what it comes down to."""


def as_pattern(path: Path) -> str:
    """Return a path as DuckDB takes one: no character of it means anything else."""
    return re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", str(path))


def translated(error: Exception, files: Sequence[File]) -> RefusedError:
    """Return what an exception of DuckDB says of files whose columns were being looked up."""
    refused = explained(error, files)
    return refused or RefusedError("E0727", path=_named(str(error), files), reason=_DAMAGED)


def explained(error: Exception, files: Sequence[File]) -> RefusedError | None:
    """Return what is wrong with a file; None where the exception is about something else."""
    message = str(error)
    path = _named(message, files)
    if line := _LINE.search(message):
        return _of_line(message, path, int(line[1]))
    if _CSV.search(message):
        reason = Wording("it is not well-formed CSV", "ce n'est pas du CSV bien formé")
        return RefusedError("E0727", path=path, reason=reason)
    found = (words for mark, words in _PARQUET if mark in message)
    # What reads the inside of Parquet files raises exceptions of no class of its own.
    by_default = _DAMAGED if type(error).__name__ == "Error" else None
    words = next(found, by_default)
    return None if words is None else RefusedError("E0727", path=path, reason=words)


def _of_line(message: str, path: str, line: int) -> RefusedError:
    if width := _WIDTH.search(message):
        return RefusedError("E0730", path=path, n=line, expected=width[1], found=width[2])
    if "unterminated quote" in message:
        return RefusedError("E0731", path=path, n=line)
    if "unicode" in message:
        return RefusedError("E0734", path=path, n=line)
    if "line size" in message.lower():
        return RefusedError("E0733", path=path, n=line)
    reason = Wording(f"line {line} is not well-formed", f"la ligne {line} est mal formée")
    return RefusedError("E0727", path=path, reason=reason)


def _named(message: str, files: Sequence[File]) -> str:
    """Return what the reader calls the file that a message is about."""
    found = set(_FILE.findall(message))
    named = [file for file in files if {str(file.path), as_pattern(file.path)} & found]
    if named or files:
        return (named or list(files))[0].name
    return next(iter(sorted(found)), "")


def diagnosed(error: Exception, files: Sequence[File]) -> Diagnostic | None:
    """Return the diagnostic of an exception of DuckDB that came while a query ran, or None."""
    refused = explained(error, files)
    return None if refused is None else refused.diagnostic
