"""A table (CSV) as text: its encoding, its separator, its cells, and where each cell stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Source, Span

LARGEST = 200_000_000
"""The largest file of data that is read, in bytes."""

csv.field_size_limit(LARGEST)


@dataclass(frozen=True)
class Table:
    """A decoded table: the header, and rows that all have one cell per column."""

    source: Source
    separator: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def decimal_comma(self) -> bool:
        """Whether the separator shows a spreadsheet that writes decimal commas."""
        return self.separator != ","

    def column(self, index: int) -> list[str]:
        """Return the cells of a column."""
        return [row[index] for row in self.rows]

    @cached_property
    def _lines(self) -> list[int]:
        """The line on which each record of the text starts, the header's first."""
        reader = csv.reader(io.StringIO(self.source.text), delimiter=self.separator, strict=True)
        starts, line = [], 1
        for record in reader:
            if record:
                starts.append(line)
            line = reader.line_num + 1
        return starts

    def row_number(self, row: int) -> int:
        """Return the line of row `row` (from 0) in the file."""
        return self._lines[row + 1]

    def place(self, row: int, column: int) -> tuple[Wording, Span]:
        """Return how people name a cell, and its stretch of the text."""
        line, name = self.row_number(row), self.header[column]
        words = Wording(f"row {line}, column `{name}`: ", f"ligne {line}, colonne `{name}` : ")
        return words, self._cell_span(line, column)

    def header_span(self, column: int) -> Span:
        """Return the stretch of a column's header."""
        return self._cell_span(self._lines[0], column)

    def _cell_span(self, line: int, column: int) -> Span:
        """Find a cell on its line; the whole line where quotes hide the separators."""
        text = self.source.line(line)
        start = self.source.line_start(line)
        if '"' in text:
            return Span(self.source.path, start, start + len(text))
        cells = text.split(self.separator)
        before = sum(len(cell) + 1 for cell in cells[:column])
        cell = cells[column] if column < len(cells) else ""
        inset = len(cell) - len(cell.lstrip())
        first = start + before + inset
        return Span(self.source.path, first, first + max(1, len(cell.strip())))


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-16 by its mark, UTF-8, else the Western Windows code."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_table(path: str, data: bytes) -> tuple[Table | None, Source, list[Diagnostic]]:
    """Return the table of a file, its text, and what is wrong with its shape."""
    source = Source(path, decode(data[:LARGEST]).replace("\r\n", "\n").replace("\r", "\n"))
    text = source.text
    if len(data) > LARGEST:
        return None, source, [Diagnostic("E0317", Span(path, 0, 1), {"n": LARGEST // 1_000_000})]
    if "\x00" in text or "�" in text:
        return None, source, [Diagnostic("E0310", Span(path, 0, 1))]
    separator = _separator(text)
    try:
        records = [r for r in csv.reader(io.StringIO(text), delimiter=separator, strict=True) if r]
    except csv.Error as error:
        return None, source, [Diagnostic("E0311", Span(path, 0, 1), {"reason": str(error)})]
    while records and not any(cell.strip() for cell in records[-1]):
        records.pop()
    if len(records) < 2:
        return None, source, [Diagnostic("E0308", Span(path, 0, 1))]
    header = tuple(cell.strip() for cell in records[0])
    table = Table(source, separator, header, tuple(map(tuple, records[1:])))
    return table, source, []


def _separator(text: str) -> str:
    """Return the separator that the header has most of; a comma where it has one column."""
    header = text.lstrip("\n").partition("\n")[0]
    counts: Sequence[tuple[int, str]] = [(header.count(mark), mark) for mark in ",;\t"]
    best = max(counts, key=lambda pair: pair[0])
    return best[1] if best[0] else ","
