"""The whole of a text file looked at once, in blocks: its encoding, its line ends, where it stops.

The first lines of a large file say nothing sure of the others: a file made of two exports may be in
UTF-8 up to its middle and in the code of Western Windows afterwards. Looking at every byte takes a
small part of the time of reading the table.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from convention_dsl.simulation.sources import File, RefusedError

UTF_8, UTF_16, WESTERN = "utf-8", "utf-16", "cp1252"

_BLOCK = 1 << 22
_MARKS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_EMPTY = b'\r\n;,\t" '
"""What rows without content are made of."""
_UNCODED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""What stands for no character in the code of Western Windows."""
_DOUBLE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
"""Accented letters, signs and narrow spaces in UTF-8; read as Western Windows they mean nothing."""
_OTHER = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True)
class Survey:
    """What a file of text is. `content` is where its last character that is not blank ends."""

    encoding: str
    is_mixed: bool
    """Whether lines end in several ways, or in the way of old Macs."""
    content: int
    tail: bytes
    """What follows the content, up to `_BLOCK` bytes."""

    @property
    def blank_rows(self) -> int:
        """Return how many bytes of rows without content are at the end, after the last row."""
        line, end, rest = self.tail.partition(b"\n")
        if not end or rest.count(b'"') % 2 or line.count(b'"') > 1:
            return 0
        return len(rest) if rest.strip(b"\r\n") else 0


@dataclass
class _Look:
    """What was seen so far, and on which line something was seen first."""

    file: File
    lines: int = 1
    offset: int = 0
    content: int = 0
    tail: bytes = b""
    ends: tuple[int, int, int] = (0, 0, 0)
    double: int | None = None
    single: int | None = None


def opened(path: Path) -> BinaryIO:
    """Open a file, unpacked where its name says that it is packed."""
    if path.name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def survey(file: File) -> Survey:
    """Look at a whole file. Raises RefusedError, OSError."""
    with opened(file.path) as stream:
        start = stream.read(2)
        if start in _MARKS_16:
            return Survey(UTF_16, is_mixed=False, content=0, tail=b"")
    look = _Look(file)
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder(UTF_8)()
    for block in _blocks(file.path):
        decoder = _looked(look, block, decoder)
    if decoder is not None and decoder.getstate()[0]:
        look.single = look.single or look.lines
    if look.double and look.single:
        raise RefusedError("E0732", path=file.name, utf8=look.double, western=look.single)
    pairs, feeds, returns = look.ends
    encoding = WESTERN if look.single else UTF_8
    return Survey(encoding, bool(returns or (pairs and feeds)), look.content, look.tail)


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file; no block ends between the two marks of a line's end."""
    with opened(path) as stream:
        while block := stream.read(_BLOCK):
            while block.endswith(b"\r") and (more := stream.read(1)):
                block += more
            yield block


def _looked(
    look: _Look, block: bytes, decoder: codecs.IncrementalDecoder | None
) -> codecs.IncrementalDecoder | None:
    """Take a block into account; return the decoder while the file is in UTF-8."""
    if (nul := block.find(b"\x00")) >= 0:
        raise RefusedError("E0734", path=look.file.name, n=_line(look, block, nul))
    if decoder is not None:
        decoder = _as_utf8(look, block, decoder)
    if decoder is None:
        _as_western(look, block)
    returns, feeds, pairs = block.count(b"\r"), block.count(b"\n"), block.count(b"\r\n")
    found = (pairs, feeds - pairs, returns - pairs)
    look.ends = tuple(a + b for a, b in zip(look.ends, found, strict=True))  # type: ignore[assignment]
    kept = len(block.rstrip(_EMPTY))
    if kept:
        look.content, look.tail = look.offset + kept, block[kept:]
    else:
        look.tail = (look.tail + block)[:_BLOCK]
    look.lines += feeds
    look.offset += len(block)
    return decoder


def _line(look: _Look, block: bytes, index: int) -> int:
    return look.lines + block.count(b"\n", 0, index)


def _as_utf8(
    look: _Look, block: bytes, decoder: codecs.IncrementalDecoder
) -> codecs.IncrementalDecoder | None:
    """Read a block as UTF-8; None where it is not."""
    pending = decoder.getstate()[0]
    if not pending and block.isascii():
        return decoder
    try:
        decoder.decode(block)
    except UnicodeDecodeError as error:
        wrong = max(0, error.start - len(pending))
        look.single = _line(look, block, wrong)
        if (other := _OTHER.search(block)) and other.start() < wrong and look.double is None:
            look.double = _line(look, block, other.start())
        return None
    mark = len(codecs.BOM_UTF8) if not look.offset and block.startswith(codecs.BOM_UTF8) else 0
    if look.double is None and (other := _OTHER.search(block, mark)):
        look.double = _line(look, block, other.start())
    return decoder


def _as_western(look: _Look, block: bytes) -> None:
    """Look for what the code of Western Windows does not have, or has by another code's fault."""
    if wrong := _UNCODED.search(block):
        double = _DOUBLE.search(block)
        if not double or not double.start() < wrong.start() < double.end():
            line = _line(look, block, wrong.start())
            raise RefusedError("E0734", path=look.file.name, n=line)
    if look.double is None and (found := _DOUBLE.search(block)):
        look.double = _line(look, block, found.start())


def rewritten(file: File, encoding: str, target: Path) -> File:
    """Return a copy of a file in UTF-8 with plain line ends. Raises RefusedError, OSError."""
    with opened(file.path) as stream, target.open("w", encoding="utf-8", newline="\n") as copy:
        text = io.TextIOWrapper(stream, encoding=encoding, newline=None)
        try:
            while block := text.read(_BLOCK):
                copy.write(block)
        except UnicodeError as error:
            raise RefusedError("E0734", path=file.name, n=1) from error
    return File(file.name, target)
