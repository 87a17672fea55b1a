"""Cutting a file's tokens into declarations.

A declaration ends where the next begins, so that one that cannot be read takes none of the others
with it. A misspelt keyword at the start of a line is recognised here, or its declaration would be
lost in the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.suggest import nearest
from convention_dsl.syntax.surface import LANGUAGES, declaration_terminals, surface
from convention_dsl.syntax.tokens import DECLARATION_ENDS, Token


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A first word that is not quite a keyword: the error to tell, and what was meant."""

    token: Token
    code: str
    keyword: str
    terminal: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """The tokens of one declaration; `misspelt` where its first word was taken for another."""

    tokens: Sequence[Token]
    misspelt: Misspelt | None = None

    def problems(self, program: ProgramText) -> Iterator[Diagnostic]:
        """Yield the error about a misspelt first word."""
        if self.misspelt is not None:
            token = self.misspelt.token
            span = program.span(token.start, token.end)
            arguments = {"text": token.text}
            yield Diagnostic(self.misspelt.code, span, arguments, suggestion=self.misspelt.keyword)

    def declared(self) -> Iterator[str]:
        """Yield the names that the declaration was seen to declare."""
        if len(self.tokens) > 1 and self.tokens[1].type == "NAME":
            yield self.tokens[1].text
        if self.tokens[0].type == "_ENUMERATION":
            for before, token in zip(self.tokens, self.tokens[1:], strict=False):
                if token.type == "NAME" and before.type in ("EQUAL", "_SEP", "LESS"):
                    yield token.text


def split(tokens: Sequence[Token], language: str) -> list[Chunk]:
    """Cut the tokens of a file at each start of a declaration."""
    starts = declaration_terminals()
    chunks: list[Chunk] = []
    begin = 0
    misspelt: Misspelt | None = None
    for index, token in enumerate(tokens):
        meant = None
        if token.type not in starts:
            meant = _meant(tokens, index, language)
        elif not _starts(tokens, index):
            continue
        if token.type not in starts and meant is None:
            continue
        if index > begin:
            chunks.append(_chunk(tokens[begin:index], misspelt))
        begin, misspelt = index, meant
    if len(tokens) > begin:
        chunks.append(_chunk(tokens[begin:], misspelt))
    return chunks


def in_wrong_surface(chunks: Sequence[Chunk], language: str) -> Chunk | None:
    """Return the first foreign declaration where the text as a whole is in the other surface.

    It is where several declarations begin with a word of the other language and none with a word
    that is this one's alone.
    """
    foreign = [chunk for chunk in chunks if chunk.misspelt and chunk.misspelt.code == "E0041"]
    shared = {word for other in LANGUAGES if other != language for word in surface(other).keywords}
    rest = [chunk.tokens[0].text for chunk in chunks if chunk.misspelt is None]
    if len(foreign) < 2 or not shared.issuperset(rest):
        return None
    return foreign[0]


def _chunk(tokens: Sequence[Token], misspelt: Misspelt | None) -> Chunk:
    if misspelt is None:
        return Chunk(tokens)
    meant = replace(misspelt.token, type=misspelt.terminal, damaged=True)
    return Chunk([meant, *tokens[1:]], misspelt)


def _starts(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the keyword at `index` starts a declaration; else it is misused as a name."""
    if index + 1 < len(tokens) and tokens[index + 1].type == "_COLON":
        return False
    return index == 0 or tokens[index].first or tokens[index - 1].type in DECLARATION_ENDS


def _meant(tokens: Sequence[Token], index: int, language: str) -> Misspelt | None:
    """Return what the name that starts a line was most likely meant to be, if a keyword."""
    token = tokens[index]
    if token.type != "NAME" or not token.first or index + 1 >= len(tokens):
        return None
    after = tokens[index + 1]
    if after.first or after.type not in ("NAME", "STRING", "_OF"):
        return None
    own = surface(language)
    for other in LANGUAGES:
        terminal = surface(other).keywords.get(token.text)
        if other != language and terminal is not None and terminal in declaration_terminals():
            return Misspelt(token, "E0041", own.spelling(terminal), terminal)
    words = [word for word, kind in own.keywords.items() if kind in declaration_terminals()]
    keyword = nearest(token.text, words)
    return Misspelt(token, "E0040", keyword, own.keywords[keyword]) if keyword else None
