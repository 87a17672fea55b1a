"""Keywords written wrong, or in the words of the other surface."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.suggest import bare, nearest
from convention_dsl.syntax.surface import LANGUAGES, phrase_pattern, surface
from convention_dsl.syntax.tokens import Token

_WORDS = re.compile(r"[^\W\d][\w]*(?:[ '-][^\W\d][\w]*){0,5}")
_ELIDED = re.compile(r"(?<!\w)\w{1,2}'$")
_REACH = 6


@dataclass(frozen=True, slots=True)
class Meant:
    """A keyword that `count` tokens from `index` on stand for, written from `start` to `end`."""

    index: int
    count: int
    start: int
    end: int
    terminal: str
    spelling: str


def in_other_surface(
    program: ProgramText, tokens: Sequence[Token], index: int, expected: frozenset[str]
) -> Meant | None:
    """Return the keyword of the other surface that stands at `index`, if it could."""
    token = tokens[index]
    own = surface(program.language)
    for language in LANGUAGES:
        if language == program.language:
            continue
        other = surface(language)
        word = token.text.split(" ")[0].split("'")[0]
        for spelling, terminal in other.phrases.get(word, ()):
            match = phrase_pattern(spelling).match(program.text, token.start)
            if match and terminal in expected:
                count = _count(tokens, index, match.end())
                return Meant(
                    index, count, token.start, match.end(), terminal, own.spelling(terminal)
                )
        single = other.keywords.get(token.text)
        if single in expected and token.type == "NAME":
            return Meant(index, 1, token.start, token.end, single, own.spelling(single))
    return None


def in_other_surface_before(
    program: ProgramText, tokens: Sequence[Token], start: int, index: int
) -> Meant | None:
    """Return a keyword of several words of the other surface that began shortly before `index`."""
    own = surface(program.language)
    others = [surface(language) for language in LANGUAGES if language != program.language]
    for at in range(index - 1, max(start, index - _REACH) - 1, -1):
        token = tokens[at]
        for spelling, terminal in (each for o in others for each in o.phrases.get(token.text, ())):
            match = phrase_pattern(spelling).match(program.text, token.start)
            if token.type == "NAME" and match and match.end() > tokens[index].start:
                count = _count(tokens, at, match.end())
                return Meant(at, count, token.start, match.end(), terminal, own.spelling(terminal))
    return None


def misspelt(
    program: ProgramText, tokens: Sequence[Token], index: int, expected: frozenset[str]
) -> Meant | None:
    """Return the expected keyword that the words at `index` misspell."""
    token = tokens[index]
    if not token.text[:1].isalpha() or token.type == "STRING":
        return None
    own = surface(program.language)
    choices = [
        (spelling, terminal)
        for terminal in sorted(expected)
        if terminal in own.spellings
        for spelling in own.spellings[terminal]
    ]
    if token.text in own.keywords:
        # A word of the language is written right, but for an accent (`ou`, `où`).
        same = bare(token.text)
        choices = [each for each in choices if " " in each[0] or bare(each[0]) == same]
    return _best(program, tokens, index, choices)


def misspelt_before(
    program: ProgramText, tokens: Sequence[Token], start: int, index: int
) -> Meant | None:
    """Return a keyword of several words that names shortly before `index` misspell."""
    own = surface(program.language)
    choices = [
        (spelling, terminal)
        for phrases in own.phrases.values()
        for spelling, terminal in phrases
        if " " in spelling
    ]
    for at in range(index - 1, max(start, index - _REACH) - 1, -1):
        if tokens[at].type == "NAME":
            found = _best(program, tokens, at, choices)
            if found is not None and found.end <= tokens[index].end:
                return found
    return None


def _best(
    program: ProgramText,
    tokens: Sequence[Token],
    index: int,
    choices: Iterable[tuple[str, str]],
) -> Meant | None:
    start = tokens[index].start
    elided = _ELIDED.search(program.text, max(0, start - 3), start)
    match = _WORDS.match(program.text, elided.start() if elided else start)
    if match is None:
        return None
    by_length: dict[int, dict[str, str]] = {}
    for spelling, terminal in choices:
        by_length.setdefault(len(_pieces(spelling)), {})[spelling] = terminal
    for length in sorted(by_length, reverse=True):
        written = _first_words(match.group(), length)
        if written is None:
            continue
        near = _near(written, by_length[length])
        if near is not None:
            end = match.start() + len(written)
            count = _count(tokens, index, end)
            return Meant(index, count, match.start(), end, by_length[length][near], near)
    return None


def _near(written: str, spellings: Iterable[str]) -> str | None:
    """Return the spelling that is near word by word, so that short words must be nearly right."""
    words = _pieces(written)
    near = [
        spelling
        for spelling in spellings
        if all(map(_close, words, _pieces(spelling))) and spelling != written
    ]
    return nearest(written, near)


def _close(written: str, word: str) -> bool:
    if bare(written) == bare(word):
        return True
    if min(len(written), len(word)) > 2:
        return nearest(written, [word]) is not None
    return len(word) > 1 and written.startswith(word) and len(written) == len(word) + 1


def _pieces(spelling: str) -> list[str]:
    return re.split(r"[ '-]", spelling)


def _first_words(text: str, count: int) -> str | None:
    match = re.match(rf"[^\W\d]\w*(?:[ '-][^\W\d]\w*){{{count - 1}}}", text)
    return match.group() if match else None


def _count(tokens: Sequence[Token], index: int, end: int) -> int:
    """Return how many tokens from `index` on stand before offset `end`."""
    count = 0
    while index + count < len(tokens) and tokens[index + count].start < end:
        count += 1
    return max(1, count)
