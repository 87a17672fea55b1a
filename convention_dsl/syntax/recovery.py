"""Finding every error of a declaration that could not be read.

The declaration is taken piece by piece: a row of a table, a term, a case, a field. Where a piece
has an error, it is told once and the piece is replaced by a neutral one that the rest can follow.
An error that only a replacement could have caused is not told. The work is linear in the tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Span
from convention_dsl.syntax.lalr import Recogniser
from convention_dsl.syntax.limits import MAX_ERRORS
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.suggest import nearest
from convention_dsl.syntax.surface import surface
from convention_dsl.syntax.table import Table
from convention_dsl.syntax.tokens import END, OPERAND_STARTS, Token
from convention_dsl.syntax.unexpected import Place, Said, explain, has_bars

# What starts a piece when it is the first thing on its line.
_STARTS = frozenset(
    {
        "_ROW",
        "EQUAL",
        "_PLUS",
        "_MINUS",
        "_WHEN",
        "_THEN",
        "_ELSE",
        "_LET",
        "_SUBJECT_TO",
        "_READING",
        "_SUCH_THAT",
        "_FOR_EVERY",
        "_FOR_EVERY_LIST",
        "_EXPECTED",
        "_BECAUSE",
        "_SOURCE",
        "_CONFIDENCE",
        "_PROMISED_BY",
        "_DEMANDED_BY",
        "_IN_FORCE",
        "_FROM",
        "_OPEN",
        "_COUNTING",
    }
)

_NAMED = ("NAME",)
_ROW = ("_ROW", "NAME", "_DBAR", "NAME", "_BAR", "_EOL")
# What can stand for a piece, by its first token; the first that the rest can follow is taken.
_NEUTRAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "_CONVENTION": (("_CONVENTION", "NAME"),),
    "_VOCABULARY": (("_VOCABULARY", "NAME"),),
    "_ENUMERATION": (("_ENUMERATION", "NAME"), ("_ENUMERATION", "NAME", "EQUAL", "NAME")),
    "_RECORD": (("_RECORD", "NAME"),),
    "_PARAMETER": (("_PARAMETER", "NAME", "_COLON", "NAME"),),
    "_CLAUSE": (
        ("_CLAUSE", "NAME", "_COLON", "NAME"),
        ("_CLAUSE", "NAME", "_COLON", "NAME", "EQUAL", "YES"),
    ),
    "_EXCEPTION": (
        ("_EXCEPTION", "NAME", "_TO", "NAME"),
        ("_EXCEPTION", "NAME", "_TO", "NAME", "_WHEN", "YES"),
        ("_EXCEPTION", "NAME", "_TO", "NAME", "_WHEN", "YES", "_THEN", "YES"),
    ),
    "_EXAMPLES_OF": (("_EXAMPLES_OF", "NAME"),),
    "_POPULATION": (("_POPULATION", "NAME", "_LPAR", "NAME", "_COLON", "NAME", "_RPAR"),),
    "_PROPERTY": (("_PROPERTY", "NAME"), ("_PROPERTY", "NAME", "_THEN", "YES")),
    "_ROW": (_ROW,),
    "EQUAL": ((), ("EQUAL", "YES"), ("EQUAL", "NAME")),
    "_WHEN": ((), ("_WHEN", "YES"), ("_WHEN", "YES", "_THEN", "YES")),
    "_THEN": (("_THEN", "YES"), ("_THEN", "YES", "_ELSE", "YES")),
    "_ELSE": ((), ("_ELSE", "YES")),
    "_READING": (("_READING", "NAME"), ("_READING", "NAME", "EQUAL", "YES"), ()),
}
_EMPTY: tuple[tuple[str, ...], ...] = ((),)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens `start` to `end` (exclusive) of a declaration."""

    start: int
    end: int
    kind: str


def diagnose(
    program: ProgramText,
    table: Table,
    start: str,
    tokens: Sequence[Token],
    limit: int = MAX_ERRORS,
) -> list[Diagnostic]:
    """Return the errors of `tokens`, which cannot be read as a `start`: the first `limit` ones."""
    end = tokens[-1].end if tokens else len(program.text)
    whole = [*tokens, Token(END, "", end, end)]
    return list(islice(_Diagnosis(program, Recogniser(table, start), whole).run(), limit))


class _Diagnosis:
    """One run over the pieces of a declaration."""

    def __init__(
        self, program: ProgramText, recogniser: Recogniser, tokens: Sequence[Token]
    ) -> None:
        self.program = program
        self.recogniser = recogniser
        self.tokens = tokens
        self.pieces = _cut(tokens, program.language)
        self.before: list[list[int]] = []
        self.quiet = False
        self.told: set[Span | None] = set()

    def run(self) -> Iterator[Diagnostic]:
        """Yield the errors, in order."""
        for number in range(len(self.pieces)):
            self.before.append(self.recogniser.stack)
            yield from self._piece(number)

    def _piece(self, number: int) -> Iterator[Diagnostic]:
        piece = self.pieces[number]
        failed = self._read(piece.start, piece.end)
        told: int | None = None
        while failed is not None:
            said = (
                None
                if failed == told or self._follows(failed, piece)
                else self._explain(failed, number)
            )
            told = failed
            if said is not None:
                if said.diagnostic.span not in self.told:
                    yield said.diagnostic
                self.told.add(said.diagnostic.span)
                if self._goes_on(failed, piece, said):
                    break
            if failed > piece.start or number == 0 or self.quiet:
                self._drop(number)
                self.quiet = True
                return
            self.quiet = True
            failed = self._read_after_repair(number)
        self.quiet = False

    def _read(self, start: int, end: int) -> int | None:
        """Read tokens; return the number of the first that cannot stand where it does."""
        for index in range(start, end):
            if not self.recogniser.advance(self.tokens[index].type):
                return index
        return None

    def _follows(self, failed: int, piece: _Piece) -> bool:
        """Return whether an error only follows from what stands for the piece before."""
        return self.quiet and failed == piece.start and self.tokens[failed].type == piece.kind

    def _explain(self, failed: int, number: int) -> Said | None:
        """Return what to say of a token, unless the lexer has said enough."""
        piece = self.pieces[number]
        if failed == piece.start and number:
            piece = self.pieces[number - 1]
        if any(token.damaged for token in self.tokens[piece.start : failed + 1]):
            return None
        start = piece.start if piece.kind == "_ROW" else self.pieces[0].start
        return explain(Place(self.program, self.recogniser, self.tokens, failed, start))

    def _goes_on(self, failed: int, piece: _Piece, said: Said) -> bool:
        """Read on as if the right words had been written; return whether the piece then reads."""
        if not said.meant or not self.recogniser.advance_all(said.meant):
            return False
        return self._read(failed + said.count, piece.end) is None

    def _read_after_repair(self, number: int) -> int | None:
        """Replace the piece before, where the fault may be, and read this one again."""
        piece = self.pieces[number]
        here = self.recogniser.stack
        self.recogniser.stack = self.before[number - 1]
        if not self._neutral(self.pieces[number - 1], piece.kind):
            self.recogniser.stack = here
            return piece.start
        self.before[number] = self.recogniser.stack
        return self._read(piece.start, piece.end)

    def _drop(self, number: int) -> None:
        """Replace a faulty piece."""
        self.recogniser.stack = self.before[number]
        if self.pieces[number].kind != END:
            self._neutral(self.pieces[number], self.pieces[number + 1].kind)

    def _neutral(self, piece: _Piece, follower: str) -> bool:
        """Read what stands for a piece, so that `follower` can come next."""
        before = self.recogniser.stack
        for kinds in _NEUTRAL.get(piece.kind, _EMPTY):
            if self.recogniser.advance_all(kinds) and self.recogniser.accepts(follower):
                return True
            self.recogniser.stack = before
        return False


def _cut(tokens: Sequence[Token], language: str) -> list[_Piece]:
    in_record = tokens[0].type == "_RECORD"
    starts = [(0, tokens[0].type)]
    for index in range(1, len(tokens)):
        token = tokens[index]
        if token.type == END:
            starts.append((index, END))
        elif token.first:
            kind = _kind(tokens, index, in_record, language)
            if kind is not None:
                starts.append((index, kind))
    ends = [*(start for start, _ in starts[1:]), len(tokens)]
    return [_Piece(start, end, kind) for (start, kind), end in zip(starts, ends, strict=True)]


def _kind(tokens: Sequence[Token], index: int, in_record: bool, language: str) -> str | None:
    """Return the kind of the piece that the first token of a line starts, if it starts one."""
    token, after = tokens[index], tokens[index + 1]
    if token.type in _STARTS:
        return token.type
    if has_bars(tokens, index):
        return "_ROW"
    if in_record and after.type in ("_COLON", "_LPAR") and token.text[:1].isalpha():
        return token.type
    if token.type != "NAME" or after.type not in OPERAND_STARTS | {"STRING"}:
        return None
    keywords = surface(language).keywords
    near = nearest(token.text, [word for word, kind in keywords.items() if kind in _STARTS])
    return keywords[near] if near is not None else None
