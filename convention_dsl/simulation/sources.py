"""What `--input` names → the files of one table, all Parquet or all CSV."""

from __future__ import annotations

import codecs
import glob
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.diagnostics.reasons import system_reason

STDIN = "-"


class Format(StrEnum):
    """How a file holds a table."""

    PARQUET = "Parquet"
    CSV = "CSV"


@dataclass(frozen=True)
class File:
    """A file of the input: what the reader calls it, and where its bytes are."""

    name: str
    path: Path


@dataclass(frozen=True)
class Files:
    """The files of one table, in order."""

    format: Format
    files: tuple[File, ...]


class RefusedError(Exception):
    """Raised where an input cannot be read; carries the diagnostic."""

    def __init__(self, code: str, suggestion: str | None = None, **arguments: object) -> None:
        super().__init__(code)
        self.diagnostic = Diagnostic(code, None, arguments, (), suggestion)


_PARQUET = (".parquet", ".pq")
_CSV = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
_MAGIC, _ZIP, _GZIP = b"PAR1", b"PK\x03\x04", b"\x1f\x8b"
_JSON = (".json", ".jsonl", ".ndjson")
_OBJECT = re.compile(rb"(\xef\xbb\xbf)?\s*(\[\s*)?\{")
"""How JSON begins: an object, or a list of them."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def find(inputs: Sequence[str], stdin: BinaryIO | None, scratch: Path) -> Files:
    """Return the files that `inputs` name: files, folders, globs or `-`.

    Raises RefusedError.
    """
    files = [file for each in dict.fromkeys(inputs) for file in _named(each, stdin, scratch)]
    formats = [(_format(file), file) for file in _once(files)]
    kinds = {format_ for format_, _ in formats}
    if len(kinds) > 1:
        first = {kind: next(f.name for k, f in formats if k is kind) for kind in kinds}
        raise RefusedError("E0722", parquet=first[Format.PARQUET], csv=first[Format.CSV])
    return Files(formats[0][0], tuple(file for _, file in formats))


def _once(files: Iterable[File]) -> list[File]:
    """Leave out a file that is named a second time: its rows would count twice."""
    found: dict[Path, File] = {}
    for file in files:
        found.setdefault(file.path.resolve(), file)
    return list(found.values())


def _named(given: str, stdin: BinaryIO | None, scratch: Path) -> list[File]:
    path = Path(given)
    try:
        if given == STDIN:
            return [_spooled(given, stdin, scratch)]
        if given and path.is_dir():
            return _inside(path)
        if given and path.is_file():
            return [File(given, path)]
        if given and path.exists():
            with path.open("rb") as stream:
                return [_spooled(given, stream, scratch)]
    except OSError as error:
        raise RefusedError("E0720", path=given, reason=system_reason(error)) from error
    return _matching(given)


def _matching(given: str) -> list[File]:
    """Return the files that a pattern matches; the shell did not expand it, or none matched."""
    if not glob.has_magic(given):
        reason = system_reason(FileNotFoundError(2, ""))
        raise RefusedError("E0720", path=given, reason=reason)
    found = sorted(Path(each) for each in glob.glob(given, recursive=True))  # noqa: PTH207 - absolute patterns too
    files = [File(str(each), each) for each in found if each.is_file()]
    if not files:
        raise RefusedError("E0721", path=given)
    return files


def _inside(folder: Path) -> list[File]:
    """Return the tables in a folder and in those below it, hidden ones aside."""
    tables: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "_")))
        shown = sorted(name for name in names if not name.startswith((".", "_")))
        tables += [Path(top, name) for name in shown if name.lower().endswith((*_PARQUET, *_CSV))]
    if not tables:
        raise RefusedError("E0721", path=str(folder))
    return [File(str(each), each) for each in tables]


def _unreadable(error: OSError) -> None:
    path = str(error.filename)
    raise RefusedError("E0720", path=path, reason=system_reason(error)) from error


def _spooled(given: str, stream: BinaryIO | None, scratch: Path) -> File:
    """Copy standard input or a pipe to a file, whatever its size: it is read more than once."""
    if stream is None:
        reason = Wording("there is no standard input", "il n'y a pas d'entrée standard")
        raise RefusedError("E0720", path=given, reason=reason)
    handle, name = tempfile.mkstemp(dir=scratch, suffix=".csv")
    path = Path(name)
    with os.fdopen(handle, "wb") as copy:
        start = stream.read(len(_GZIP))
        copy.write(start)
        shutil.copyfileobj(stream, copy, 1 << 20)
    return File(given, path.rename(path.with_suffix(".csv.gz")) if start == _GZIP else path)


def _format(file: File) -> Format:
    """Return what a file is, by its first bytes; its name must not say something else."""
    try:
        with file.path.open("rb") as opened:
            start = opened.read(512)
    except OSError as error:
        raise RefusedError("E0720", path=file.name, reason=system_reason(error)) from error
    is_parquet, name = start.startswith(_MAGIC), file.name.lower()
    if start.startswith((_ZIP, _OLD_EXCEL)):
        raise RefusedError("E0724", path=file.name)
    if is_parquet and name.endswith(_CSV):
        raise RefusedError("E0723", path=file.name, format="Parquet", suffix=".parquet")
    if not is_parquet and (name.endswith(_JSON) or _OBJECT.match(start)):
        raise RefusedError("E0746", path=file.name)
    if not is_parquet and name.endswith(_PARQUET):
        if start and _looks_like_text(start):
            raise RefusedError("E0723", path=file.name, format="CSV", suffix=".csv")
        return Format.PARQUET
    if start.startswith(_GZIP) and not file.path.name.lower().endswith(".gz"):
        raise RefusedError("E0723", path=file.name, format="gzip", suffix=".csv.gz")
    return Format.PARQUET if is_parquet else Format.CSV


def _looks_like_text(start: bytes) -> bool:
    is_marked = start.startswith(_MARKS)
    return is_marked or all(byte >= 0x20 or byte in b"\r\n\t" for byte in start)
