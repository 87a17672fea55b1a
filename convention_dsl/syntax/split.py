"""Cutting a file's tokens into declarations.

A declaration ends where the next begins, so that one that cannot be read takes none of the others
with it. A misspelt keyword at the start of a line is recognised here, or its declaration would be
lost in the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.suggest import nearest
from convention_dsl.syntax.surface import LANGUAGES, declaration_terminals, surface
from convention_dsl.syntax.tokens import DECLARATION_ENDS, Token


@dataclass(frozen=True, slots=True)
class Chunk:
    """The tokens of one declaration.

    `misspelt` is its first word as written where that is not the keyword it was taken for, with
    the error to tell.
    """

    tokens: Sequence[Token]
    misspelt: tuple[Token, str, str] | None = field(default=None)

    def problems(self, program: ProgramText) -> Iterator[Diagnostic]:
        """Yield the error about a misspelt first word."""
        if self.misspelt is not None:
            token, code, keyword = self.misspelt
            span = program.span(token.start, token.end)
            yield Diagnostic(code, span, {"text": token.text}, suggestion=keyword)

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
    misspelt: tuple[Token, str, str] | None = None
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


def _chunk(tokens: Sequence[Token], misspelt: tuple[Token, str, str] | None) -> Chunk:
    if misspelt is None:
        return Chunk(tokens)
    token, code, keyword = misspelt
    meant = replace(token, type=_terminal(keyword), damaged=True)
    return Chunk([meant, *tokens[1:]], (token, code, keyword))


def _terminal(keyword: str) -> str:
    for language in LANGUAGES:
        found = surface(language).keywords.get(keyword)
        if found is not None:
            return found
    raise KeyError(keyword)


def _starts(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the keyword at `index` starts a declaration; else it is misused as a name."""
    if index + 1 < len(tokens) and tokens[index + 1].type == "_COLON":
        return False
    return index == 0 or tokens[index].first or tokens[index - 1].type in DECLARATION_ENDS


def _meant(tokens: Sequence[Token], index: int, language: str) -> tuple[Token, str, str] | None:
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
        if other != language and terminal in declaration_terminals() and terminal is not None:
            return token, "E0041", own.spelling(terminal)
    words = [word for word, kind in own.keywords.items() if kind in declaration_terminals()]
    keyword = nearest(token.text, words)
    return (token, "E0040", keyword) if keyword is not None else None
