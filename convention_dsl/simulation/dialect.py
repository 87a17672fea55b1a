"""How a CSV file is written, from its first lines: separator, decimal mark, names of columns."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass

from convention_dsl.simulation.sources import File, RefusedError
from convention_dsl.simulation.survey import opened

_START = 1 << 20
"""How many bytes are read to find the header."""


@dataclass(frozen=True)
class Dialect:
    """A separator, and the header below `skipped` empty lines, `size` bytes from the start."""

    separator: str
    header: tuple[str, ...]
    skipped: int
    size: int

    @property
    def decimal_comma(self) -> bool:
        """Whether the separator shows a spreadsheet that writes decimal commas."""
        return self.separator != ","


def recognise(file: File) -> Dialect:
    """Return the dialect of a file in UTF-8. Raises RefusedError, OSError."""
    with opened(file.path) as stream:
        data = stream.read(_START)
    text = data.decode("utf-8-sig", errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
    bare = text.lstrip("\n")
    skipped = len(text) - len(bare)
    separator = separator_of(bare.partition("\n")[0])
    names, lines = _header(file, bare, separator)
    size = _end_of_line(data, skipped + lines)
    _refuse_bad_names(file, names)
    return Dialect(separator, names, skipped, size)


def _end_of_line(data: bytes, count: int) -> int:
    """Return where the line numbered `count` (from 1) ends."""
    end = 0
    for _ in range(count):
        end = data.find(b"\n", end) + 1 or len(data)
    return end


def separator_of(header: str) -> str:
    """Return the separator that the header has most of; a comma where it has one column."""
    best = max(",;\t", key=header.count)
    return best if best in header else ","


def _header(file: File, text: str, separator: str) -> tuple[tuple[str, ...], int]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        record = next(reader, [])
    except csv.Error as error:
        raise RefusedError("E0731", path=file.name, n=1) from error
    return tuple(unicodedata.normalize("NFC", each.strip()) for each in record), reader.line_num


def _refuse_bad_names(file: File, names: tuple[str, ...]) -> None:
    if not any(names):
        raise RefusedError("E0735", path=file.name)
    seen: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        if not name:
            raise RefusedError("E0736", path=file.name, n=number)
        if name.lower() in seen:
            raise RefusedError("E0737", path=file.name, text=name, first=seen[name.lower()])
        seen[name.lower()] = name
