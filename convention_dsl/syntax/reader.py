"""From the text of a file to the text of a program.

Two things differ. Pasted typography becomes what the lexer knows (spaces of any width, dashes,
apostrophes, the multiplication sign), each character for one; and what is not program (the prose of
a Markdown document, the byte order mark) becomes blanks, so that offsets stay those of the file.
Only decomposed accents and invisible characters change the length; then a table of offsets leads
back to the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Source, Span
from convention_dsl.syntax.limits import check_text
from convention_dsl.syntax.surface import LANGUAGES

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_SPACES += "\u205f\u3000\u2028\u2029\u0085\t\f\v\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\uff07"
_FOLDED = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_APOSTROPHES, "'"),
        "\u00d7": "*",
        "\u00f7": "/",
        "\r": "\n",
    }
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"
_CLUSTER = re.compile(rf"[{_INVISIBLE}]|[^{_INVISIBLE}][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]*")
_NEEDS_CARE = re.compile(rf"[{_INVISIBLE}]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]")
_LANGUAGE = re.compile(r"#[ ]*(?:language|langue)[ ]*:[ ]*(\S*)[^\n]*", re.IGNORECASE)
_BLANKS = re.compile(r"\s*")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})[ ]*([^\n]*)")
_FRENCH = re.compile(
    r"\b(?:montant|fiche|paramètre|propriété|énumération|booléen|alors|pour chaque|exemple)\b"
)


@dataclass(frozen=True, slots=True)
class ProgramText:
    """A program ready for the lexer.

    `text` is folded, `raw` the same characters as written (in composed form), for strings and
    labels; both have the same length. `offsets[i]` is where character i stands in the source.
    """

    source: Source
    language: str
    text: str = field(repr=False)
    raw: str = field(repr=False)
    offsets: Sequence[int] | None = field(default=None, repr=False)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the source for a stretch of the program text."""
        if self.offsets is None:
            return Span(self.source.path, start, end)
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return Span(self.source.path, self.offsets[start], max(last, self.offsets[start]))


def read(source: Source) -> tuple[ProgramText | None, list[Diagnostic]]:
    """Return the program in a file; None where a limit refuses it or there is none."""
    problems = check_text(source)
    if problems:
        return None, problems
    raw, offsets = _compose(source.text)
    text = raw.translate(_FOLDED)
    if source.path.lower().endswith(".md"):
        text = _blocks(text)
    if not text.strip():
        code = "E0504" if source.text.strip("\ufeff \t\r\n") else "E0503"
        return None, [Diagnostic(code, Span(source.path, 0, 0), {"path": source.path})]
    language, problems = _language(source, text, offsets)
    program = ProgramText(source, language, text, raw, offsets)
    return program, problems


def program_of(text: str, path: str) -> str:
    """Return what of the text of a file is program, with blanks for the rest."""
    composed, _ = _compose(text)
    folded = composed.translate(_FOLDED)
    return _blocks(folded) if path.lower().endswith(".md") else folded


def read_line(source: Source, language: str) -> tuple[ProgramText | None, list[Diagnostic]]:
    """Return the program in a text typed on the command line or in a cell."""
    problems = check_text(source)
    if problems:
        return None, problems
    raw, offsets = _compose(source.text)
    return ProgramText(source, language, raw.translate(_FOLDED), raw, offsets), []


def read_part(source: Source, language: str, text: str, offsets: Sequence[int]) -> ProgramText:
    """Return the program in a part of a file of data.

    `offsets[i]` is where character i of the part stands in the file; there is one more.
    """
    raw, moved = _compose(text)
    places = offsets if moved is None else [offsets[index] for index in moved]
    return ProgramText(source, language, raw.translate(_FOLDED), raw, places)


def _compose(text: str) -> tuple[str, Sequence[int] | None]:
    """Return `text` with composed accents and no invisible characters, and the offsets if moved."""
    if text.isascii() or not _NEEDS_CARE.search(text):
        return text, None
    parts: list[str] = []
    offsets = array("l")
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        if cluster in _INVISIBLE:
            continue
        composed = unicodedata.normalize("NFC", cluster) if len(cluster) > 1 else cluster
        parts.append(composed)
        offsets.extend([match.start()] * len(composed))
    offsets.append(len(text))
    return "".join(parts), offsets


def _blocks(text: str) -> str:
    """Return a Markdown text with everything blank but its blocks marked `convention`."""
    kept: list[str] = []
    fence: str | None = None
    inside = False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence is None and mark:
            fence = mark.group(1)
            inside = mark.group(2).split()[:1] == ["convention"]
            kept.append(" " * len(line))
        elif fence is not None and mark and _closes(mark, fence):
            fence, inside = None, False
            kept.append(" " * len(line))
        else:
            kept.append(line if inside else " " * len(line))
    return "\n".join(kept)


def _closes(mark: re.Match[str], fence: str) -> bool:
    return mark.group(1).startswith(fence) and not mark.group(2).strip()


def _language(
    source: Source, text: str, offsets: Sequence[int] | None
) -> tuple[str, list[Diagnostic]]:
    """Return the language named in the leading comments; a guess and an error where none is."""
    start = len(text) - len(text.lstrip())
    guess = "fr" if _FRENCH.search(text) else "en"
    at = start
    while text.startswith("#", at):
        named = _LANGUAGE.match(text, at)
        if named:
            return _named_language(source, named, offsets, guess)
        end = text.find("\n", at)
        if end < 0:
            break
        at = _BLANKS.match(text, end).end()  # type: ignore[union-attr]
    end = text.find("\n", start)
    span = ProgramText(source, guess, text, text, offsets).span(
        start, len(text) if end < 0 else end
    )
    return guess, [Diagnostic("E0004", span, {"language": guess})]


def _named_language(
    source: Source, named: re.Match[str], offsets: Sequence[int] | None, guess: str
) -> tuple[str, list[Diagnostic]]:
    word = named.group(1)
    if word in LANGUAGES:
        return word, []
    near = next((known for known in LANGUAGES if word.lower().startswith(known)), guess)
    span = ProgramText(source, near, named.string, named.string, offsets).span(*named.span(1))
    return near, [Diagnostic("E0005", span, {"language": word}, suggestion=near)]
