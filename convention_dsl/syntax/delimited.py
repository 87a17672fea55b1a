"""Records and fields of a delimited text (CSV), each field with the place of every character.

Quoted as RFC 4180 has it. Nothing here knows what the fields mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Source, Span

DELIMITERS = ";,"
"""What may stand between fields: the one that the header has most of does."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field without its quotes and the blanks around it.

    `offsets[i]` is where character i stands in the source; there is one more, for the end.
    """

    path: str
    text: str
    offsets: Sequence[int]

    @property
    def span(self) -> Span:
        """The stretch of the source; one character at least, so that it can be shown."""
        start, end = self.offsets[0], self.offsets[-1]
        return Span(self.path, start, max(end, start + 1))


class UnclosedError(Exception):
    """A quoted field without its end, or with something after it; `place` is where it starts."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def records(source: Source) -> tuple[list[list[Field]], list[Diagnostic]]:
    """Return the records of a text but the blank ones; none, and why, where quotes are wrong."""
    delimiter = _delimiter(source.text)
    try:
        found = list(_Scanner(source, delimiter).records())
    except UnclosedError as error:
        span = Span(source.path, error.place, error.place + 1)
        return [], [Diagnostic("E0602", span)]
    return [record for record in found if any(field.text for field in record)], []


def _delimiter(text: str) -> str:
    header = next((line for line in text.split("\n") if line.strip()), "")
    return max(DELIMITERS, key=header.count)


@dataclass(slots=True)
class _Scanner:
    source: Source
    delimiter: str
    position: int = 0

    def records(self) -> Iterator[list[Field]]:
        text = self.source.text
        while self.position < len(text):
            record = [self._field()]
            while text.startswith(self.delimiter, self.position):
                self.position += 1
                record.append(self._field())
            self.position += 1
            yield record

    def _field(self) -> Field:
        text = self.source.text
        self._skip_blanks()
        if text.startswith('"', self.position):
            return self._quoted()
        start = self.position
        while self.position < len(text) and text[self.position] not in (self.delimiter, "\n"):
            self.position += 1
        written = text[start : self.position].rstrip()
        return Field(self.source.path, written, range(start, start + len(written) + 1))

    def _quoted(self) -> Field:
        text, start = self.source.text, self.position
        offsets: list[int] = []
        self.position += 1
        while True:
            close = text.find('"', self.position)
            if close < 0:
                raise UnclosedError(start)
            offsets += range(self.position, close)
            self.position = close + 1
            if not text.startswith('"', self.position):
                break
            offsets.append(close)
            self.position += 1
        content = "".join(text[offset] for offset in offsets)
        self._skip_blanks()
        if not text.startswith((self.delimiter, "\n"), self.position) and self.position < len(text):
            raise UnclosedError(start)
        left = len(content) - len(content.lstrip())
        right = len(content.rstrip())
        kept = [*offsets[left:right], offsets[right - 1] + 1 if right > left else close]
        return Field(self.source.path, content.strip(), kept)

    def _skip_blanks(self) -> None:
        text = self.source.text
        while self.position < len(text) and text[self.position] in " \t\r\u00a0\u202f":
            self.position += 1
