"""From a program text to tokens.

One pass, one token at a time, with the words of the surface looked up in its table: a word is a
keyword everywhere or nowhere. What is wrong in a token is told at once and the token is kept in the
form most likely meant, so that the parser does not stumble on it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Span
from convention_dsl.syntax.numbers import Place, scan
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.surface import declaration_terminals, phrase_pattern, surface
from convention_dsl.syntax.tokens import OPERAND_ENDS, OPERAND_STARTS, Token

_BLANK = re.compile(r"[ \n]+")
_WORD = re.compile(r"[^\W\d](?:[^\W\d]|[0-9])*")
_STRING = re.compile(r'"([^"\n]*)"|«([^»\n]*)»|“([^”\n]*)”')
_LINE = re.compile(r"[^\n]*")
_SIGN = re.compile(r"\.\. *<|\.\.|<=|>=|=<|=>|<>|!=|==|&&|\|\||[-+*/=<>≤≥≠(){}\[\],;:.|]")
_SEPARATOR_LINE = re.compile(r"\|[ |:]*(?::?-{2,}:?[ |]*)+(?=\n|$|#)")
_ELIDED = frozenset({"l", "d", "n", "s", "m", "t", "c", "j", "qu", "L", "D", "N", "S", "Qu"})
_AFTER_COMMA = re.compile(r", *[0-9]")

_SIGNS = {
    "=": "EQUAL",
    "≠": "NOT_EQUAL",
    "<>": "NOT_EQUAL",
    "!=": "NOT_EQUAL",
    "<": "LESS",
    "<=": "LESS_EQUAL",
    "≤": "LESS_EQUAL",
    ">": "GREATER",
    ">=": "GREATER_EQUAL",
    "≥": "GREATER_EQUAL",
    "+": "PLUS_SIGN",
    "-": "MINUS_SIGN",
    "*": "TIMES",
    "/": "DIVIDE",
    "..": "DOTS",
    "..<": "DOTS_OPEN",
    ",": "_SEP",
    ";": "_SEP",
    ":": "_COLON",
    ".": "_DOT",
    "(": "_LPAR",
    ")": "_RPAR",
    "{": "_LBRACE",
    "}": "_RBRACE",
    "[": "_LBRACKET",
    "]": "_RBRACKET",
    "|": "_BAR",
    "||": "_DBAR",
}
_MISWRITTEN = {"==": "=", "=<": "<=", "=>": ">="}


@dataclass(slots=True)
class Lexed:
    """The tokens of a program, the places of its comments, and the errors found."""

    tokens: list[Token] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def tokenize(program: ProgramText, place: Place = Place.PLAIN) -> Lexed:
    """Return the tokens of `program`, which stands at `place`."""
    return _Lexer(program, place).run()


class _Lexer:
    """The state of one run over a program text."""

    def __init__(self, program: ProgramText, place: Place) -> None:
        self.program = program
        self.place = place
        self.text = program.text
        self.surface = surface(program.language)
        self.declarations = declaration_terminals()
        self.result = Lexed()
        self.position = 0
        self.first = True
        self.row = False
        self.depth = 0
        self.told_separator = False

    def run(self) -> Lexed:
        text, end = self.text, len(self.text)
        while self.position < end:
            blank = _BLANK.match(text, self.position)
            if blank:
                self._blank(blank)
                continue
            self._token(text[self.position])
        self._end_row(end)
        if self.program.language == "fr":
            _tell_no_from_not(self.result.tokens)
        return self.result

    # One thing at a time ------------------------------------------------------------------------

    def _blank(self, blank: re.Match[str]) -> None:
        if "\n" in blank.group():
            self._end_row(blank.start())
            self.first = True
        self.position = blank.end()

    def _token(self, character: str) -> None:
        if character == "#":
            self._comment()
        elif character in "0123456789":
            self._number()
        elif character in '"«“':
            self._string()
        elif character == "|" and self.first:
            self._start_row()
        else:
            word = _WORD.match(self.text, self.position)
            if word:
                self._word(word)
            else:
                self._sign(character)

    def _comment(self) -> None:
        end = self._line_end()
        self.result.comments.append(self.program.span(self.position, end))
        self.position = end

    def _number(self) -> None:
        start = self.position
        found = scan(self.text, start, self.program.language, self._place())
        if found.code is not None:
            self._problem(found.code, start, found.end, found.arguments, found.suggestion)
        token = self._add(found.terminal, found.end)
        token.value = found.value
        token.damaged = found.code is not None and found.code.startswith("E")

    def _string(self) -> None:
        start = self.position
        match = _STRING.match(self.text, start)
        if match:
            token = self._add("STRING", match.end())
            group = match.lastindex or 1
            content = self.program.raw[match.start(group) : match.end(group)]
            token.text = content if group == 1 else content.strip()
            return
        end = self._line_end()
        if self.row:
            end = self.text.rfind("|", start, end) if "|" in self.text[start:end] else end
        self._problem("E0003", start, end, {})
        self._add("STRING", end).damaged = True

    def _word(self, match: re.Match[str]) -> None:
        word, end = match.group(), match.end()
        for spelling, terminal in self.surface.phrases.get(word, ()):
            phrase = phrase_pattern(spelling).match(self.text, self.position)
            if phrase:
                self._add(terminal, phrase.end())
                return
        if self.text.startswith("'", end):
            self._elision(word, end + 1)
            return
        self._add(self.surface.keywords.get(word, "NAME"), end)

    def _elision(self, word: str, end: int) -> None:
        """Drop an elided article; after an operand, `d'` is "of"."""
        if self.program.language != "fr" or word not in _ELIDED:
            self._problem("E0002", end - 1, end, {"text": "'"})
            self._add(self.surface.keywords.get(word, "NAME"), end).damaged = True
            return
        if not _WORD.match(self.text, end):
            self._problem("E0053", self.position, end, {"text": f"{word}'"})
        if word == "d" and self._last_type() in OPERAND_ENDS:
            self._add("_OF", end)
        else:
            self.position = end

    def _sign(self, character: str) -> None:
        match = _SIGN.match(self.text, self.position)
        start = self.position
        if match is None or match.group() == "&&":
            end = match.end() if match else start
            while self.text.startswith(character, end):
                end += 1
            self._problem("E0002", start, end, {"text": self.program.raw[start:end]})
            if self.result.tokens:
                self.result.tokens[-1].damaged = True
            self.position = end
            return
        sign = match.group().replace(" ", "")
        if sign in _MISWRITTEN:
            self._problem("E0018", start, match.end(), {"text": sign}, _MISWRITTEN[sign])
            sign = _MISWRITTEN[sign]
        if sign == ";" and self.program.language == "en" and not self.told_separator:
            self.told_separator = True
            self._problem("E0002", start, match.end(), {"text": sign}, ",")
        if sign == ",":
            self._comma(start)
        if character in "([{":
            self.depth += 1
        elif character in ")]}":
            self.depth = max(0, self.depth - 1)
        self._add(_SIGNS[sign], match.end())

    def _comma(self, start: int) -> None:
        """Refuse, in French, a comma that could be taken for a decimal one."""
        if self.program.language != "fr" or not _AFTER_COMMA.match(self.text, start):
            return
        spaced = self.text.startswith(" ", start + 1)
        if not spaced or self._last_type() in ("NUMBER", "PERCENT"):
            self._problem("E0014", start, start + 1, {"text": ","}, ";")

    # Rows ---------------------------------------------------------------------------------------

    def _start_row(self) -> None:
        separator = _SEPARATOR_LINE.match(self.text, self.position)
        if separator:
            self.position = separator.end()
            return
        self.row = True
        self.depth = 0
        self._add("_ROW", self.position + 1)

    def _end_row(self, position: int) -> None:
        if self.row:
            self.row = False
            self.depth = 0
            self.result.tokens.append(Token("_EOL", "", position, position))

    # Helpers ------------------------------------------------------------------------------------

    def _line_end(self) -> int:
        match = _LINE.match(self.text, self.position)
        assert match is not None
        return match.end()

    def _place(self) -> Place:
        last = [token.type for token in self.result.tokens[-3:]]
        if last[-1:] == ["_COUNTING"] or (last[:1] == ["_COUNTING"] and last[2:] == ["DOTS"]):
            return Place.COUNT
        return Place.LIST if self.depth else Place.CELL if self.row else self.place

    def _last_type(self) -> str:
        return self.result.tokens[-1].type if self.result.tokens else ""

    def _add(self, terminal: str, end: int) -> Token:
        text = self.program.raw[self.position : end]
        if self.first and terminal in self.declarations:
            self.depth = 0
            self.told_separator = False
        token = Token(terminal, text, self.position, end, first=self.first)
        self.result.tokens.append(token)
        self.first = False
        self.position = end
        return token

    def _problem(
        self,
        code: str,
        start: int,
        end: int,
        arguments: dict[str, str],
        suggestion: str | None = None,
    ) -> None:
        span = self.program.span(start, end)
        self.result.problems.append(Diagnostic(code, span, arguments, suggestion=suggestion))


def _tell_no_from_not(tokens: list[Token]) -> None:
    """Make `non` a value wherever no operand follows it: French has one word for "no" and "not"."""
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        if token.type not in ("NOT", "NO"):
            continue
        after = tokens[index + 1].type if index < last else ""
        before = tokens[index - 1].type if index else ""
        is_operator = after in OPERAND_STARTS and before != "_DEFAULT"
        token.type = "NOT" if is_operator else "NO"
