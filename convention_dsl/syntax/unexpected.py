"""What to say of a token that cannot stand where it does.

Each detector knows one way of going wrong and says what to write instead; the first that recognises
its own is taken. What none recognises is told with what could have stood there.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cached_property

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.syntax.expected import describe, shown
from convention_dsl.syntax.lalr import Recogniser
from convention_dsl.syntax.misspelt import (
    Meant,
    in_other_surface,
    in_other_surface_before,
    misspelt,
    misspelt_before,
)
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.surface import surface
from convention_dsl.syntax.tokens import END, Token

_COMPARISONS = frozenset(
    {"EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "IN"}
)
_OPENING = {"_LPAR": "_RPAR", "_LBRACE": "_RBRACE", "_LBRACKET": "_RBRACKET"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}


@dataclass(frozen=True)
class Place:
    """Token number `index`, and what has been read before it, from token `start` on."""

    program: ProgramText
    recogniser: Recogniser
    tokens: Sequence[Token]
    index: int
    start: int

    @property
    def token(self) -> Token:
        """The token that cannot stand here."""
        return self.tokens[self.index]

    @property
    def before(self) -> Token | None:
        """The token before it."""
        return self.tokens[self.index - 1] if self.index else None

    @property
    def after(self) -> Token | None:
        """The token after it."""
        return self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None

    @cached_property
    def expected(self) -> frozenset[str]:
        """The terminals that could stand here."""
        return self.recogniser.expected()

    @cached_property
    def unclosed(self) -> Token | None:
        """The last bracket that is still open here."""
        opened: list[Token] = []
        for token in self.tokens[self.start : self.index]:
            if token.type in _OPENING:
                opened.append(token)
            elif token.type in _CLOSING and opened:
                opened.pop()
        return opened[-1] if opened else None

    def error(
        self,
        code: str,
        token: Token | None = None,
        suggestion: str | None = None,
        **arguments: object,
    ) -> Said:
        """Return an error about a token: this one unless another is given."""
        about = token or self.token
        span = self.program.span(about.start, about.end)
        arguments.setdefault("text", shown(about))
        return Said(Diagnostic(code, span, arguments, suggestion=suggestion))


@dataclass(frozen=True, slots=True)
class Said:
    """An error, and the tokens that were meant in place of the next `count` ones, if known."""

    diagnostic: Diagnostic
    meant: tuple[str, ...] = ()
    count: int = 0


def explain(place: Place) -> Said:
    """Return what to say."""
    for detector in _DETECTORS:
        said = detector(place)
        if said is not None:
            return said
    expected = describe(place.expected, place.program.language)
    return place.error("E0054" if place.token.type == END else "E0001", expected=expected)


# Rows -------------------------------------------------------------------------------------------


def _empty_cell(place: Place) -> Said | None:
    before, kind = place.before, place.token.type
    if before is None or kind not in ("_BAR", "_DBAR") or before.type not in ("_BAR", "_ROW"):
        return None
    if not place.recogniser.would_accept("MINUS_SIGN", kind):
        return None
    span = place.program.span(before.end, place.token.start)
    return Said(Diagnostic("E0015", span, suggestion="-"))


def _row_without_condition(place: Place) -> Said | None:
    """A row begins with `||`: a bar just after the one that begins the row."""
    before, token = place.before, place.token
    if before is None or (before.type, token.type) != ("_ROW", "_BAR"):
        return None
    return place.error("E0057") if token.start == before.end else None


def _dash_as_result(place: Place) -> Said | None:
    """A cell right of `||` holds `-` alone."""
    before, kind = place.before, place.token.type
    if before is None or before.type != "MINUS_SIGN" or kind not in ("_BAR", "_EOL"):
        return None
    cell = place.tokens[place.index - 2].type if place.index > 1 else ""
    return place.error("E0056", before) if cell in ("_BAR", "_DBAR") else None


def _row_without_result(place: Place) -> Said | None:
    before, kind = place.before, place.token.type
    if before is None or kind not in ("_EOL", "_BAR", "_DBAR"):
        return None
    if before.type == "_DBAR" or (kind == "_BAR" and before.type == "_BAR"):
        return place.error("E0043")
    bars = {token.type for token in place.tokens[place.start : place.index]}
    if kind == "_EOL" and "_DBAR" not in bars:
        return place.error("E0037", place.tokens[place.start])
    if kind == "_DBAR" and "_DBAR" in bars:
        return place.error("E0044")
    return None


def _row_without_end(place: Place) -> Said | None:
    if place.token.type == "_EOL" and "_BAR" in place.expected and place.unclosed is None:
        return place.error("E0017", place.before)
    return None


def _bar_outside_row(place: Place) -> Said | None:
    start = place.index
    while start > 0 and not place.tokens[start].first:
        start -= 1
    if place.tokens[start].type == "_ROW" or not has_bars(place.tokens, start):
        return None
    if place.tokens[start].type in _keywords(place):
        return place.error("E0045")
    return place.error("E0045", place.tokens[start])


def has_bars(tokens: Sequence[Token], start: int) -> bool:
    """Return whether the line that starts with token `start` looks like a row of a table."""
    for index in range(start, len(tokens)):
        if index > start and tokens[index].first:
            return False
        if tokens[index].type in ("_BAR", "_DBAR"):
            return True
    return False


# Brackets ---------------------------------------------------------------------------------------


def _unclosed(place: Place) -> Said | None:
    """A bracket is open where its declaration, its row or its line ends."""
    opened = place.unclosed
    if opened is None or _OPENING[opened.type] not in place.expected:
        return None
    kind = place.token.type
    ends = kind in (END, "_EOL", "_BAR", "_DBAR", "_COLON") or place.token.first
    if not ends and kind not in _CLOSING:
        return None
    return place.error("E0042", opened, closing=shown(Token(_OPENING[opened.type], "", 0, 0)))


def _never_opened(place: Place) -> Said | None:
    if place.token.type in _CLOSING and place.unclosed is None:
        return place.error("E0046")
    return None


# Words ------------------------------------------------------------------------------------------


def _reserved(place: Place) -> Said | None:
    """A keyword stands where only a name can, or is used like one."""
    token, expected = place.token, place.expected
    words = surface(place.program.language).keywords
    if token.type == "_COLON" and place.before and place.before.text in words:
        return _as_name(place, place.before)
    if token.text not in words or "NAME" not in expected:
        return None
    used_as_name = place.after is not None and place.after.type in ("_COLON", "_DOT")
    if "NUMBER" in expected and not used_as_name:
        return None
    if not used_as_name and _starts_something_expected(expected):
        return None
    return _as_name(place, token)


def _starts_something_expected(expected: frozenset[str]) -> bool:
    """Return whether other things than a name could stand here."""
    return len(expected - {"NAME", "STRING", "UNKNOWN", "_RPAR"}) > 0


def _as_name(place: Place, token: Token) -> Said:
    said = place.error("E0010", token)
    if token is place.token:
        return Said(said.diagnostic, ("NAME",), 1)
    return said


def _other_surface(place: Place) -> Said | None:
    meant = in_other_surface_before(place.program, place.tokens, place.start, place.index)
    if meant is None:
        meant = in_other_surface(place.program, place.tokens, place.index, place.expected)
    return _meant(place, "E0041", meant)


def _misspelt(place: Place) -> Said | None:
    meant = misspelt(place.program, place.tokens, place.index, place.expected)
    return _meant(place, "E0040", meant)


def _misspelt_before(place: Place) -> Said | None:
    meant = misspelt_before(place.program, place.tokens, place.start, place.index)
    return _meant(place, "E0040", meant)


def _meant(place: Place, code: str, meant: Meant | None) -> Said | None:
    if meant is None:
        return None
    text = place.program.raw[meant.start : meant.end]
    span = place.program.span(meant.start, meant.end)
    diagnostic = Diagnostic(code, span, {"text": text}, suggestion=meant.spelling)
    if meant.index != place.index:
        return Said(diagnostic)
    return Said(diagnostic, (meant.terminal,), meant.count)


# Expressions ------------------------------------------------------------------------------------


def _condition_on_first_term(place: Place) -> Said | None:
    if place.token.type == "_IF" and "_PLUS" in place.expected:
        return place.error("E0047")
    return None


def _chained_comparison(place: Place) -> Said | None:
    if place.token.type not in _COMPARISONS or "AND" not in place.expected or place.token.first:
        return None
    if place.token.type == "EQUAL" and "_THEN" in place.expected:
        return Said(place.error("E0048").diagnostic, ("_THEN",), 1)
    return place.error("E0021")


def _needs_parentheses(place: Place) -> Said | None:
    """A construct that binds loosely stands where an operand is expected."""
    kind, expected = place.token.type, place.expected
    if kind in ("_IF", "NOT") and "_LPAR" in expected and "NUMBER" in expected:
        return place.error("E0049")
    if kind in ("PLUS_SIGN", "MINUS_SIGN") and "TO_THE_CENT" in expected:
        return place.error("E0049", place.token)
    return None


def _comma_between_metadata(place: Place) -> Said | None:
    if place.token.type == "_SEP" and "_SOURCE" in place.expected:
        return place.error("E0050")
    return None


def _nothing_there(place: Place) -> Said | None:
    """Something ends too early: the place is the end of what there is."""
    token, before = place.token, place.before
    ends = token.type in (END, "_EOL") or (token.first and token.type in _keywords(place))
    if before is None or not ends:
        return None
    span = place.program.span(before.end, before.end)
    expected = describe(place.expected, place.program.language)
    arguments = {"text": shown(before), "expected": expected}
    return Said(Diagnostic("E0051", span, arguments))


def _keywords(place: Place) -> Container[str]:
    return surface(place.program.language).spellings


_DETECTORS: tuple[Callable[[Place], Said | None], ...] = (
    _row_without_condition,
    _dash_as_result,
    _empty_cell,
    _never_opened,
    _unclosed,
    _row_without_result,
    _row_without_end,
    _bar_outside_row,
    _other_surface,
    _misspelt,
    _reserved,
    _misspelt_before,
    _condition_on_first_term,
    _chained_comparison,
    _needs_parentheses,
    _comma_between_metadata,
    _nothing_there,
)
