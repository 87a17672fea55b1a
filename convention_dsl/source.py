"""Source texts and the places in them.

Nothing here knows the language: a `Source` is a text with a path, a `Span` two offsets into the
text *as the author wrote it*. Lines and columns are computed on demand, for people only.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Source:
    """A text read from a file, a command line or a document.

    `path` is relative to the project root, with forward slashes: it is what messages show.
    """

    path: str
    text: str = field(repr=False)
    language: str = ""
    """The surface that the text is read in, where the text does not say so itself."""

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, character in enumerate(self.text) if character == "\n")
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of `offset`, both counted from 1, in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_start(self, number: int) -> int:
        """Return the offset at which line `number` (from 1) starts."""
        return self._line_starts[number - 1]

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its line end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source: offsets `start` (inclusive) and `end` (exclusive), in code points."""

    path: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """Return the stretch from the start of this span to the end of `other`."""
        return Span(self.path, self.start, max(self.end, other.end))


NOWHERE = Span("", 0, 0)
"""The place of what no author wrote (a default, a generated program)."""
