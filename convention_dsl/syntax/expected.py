"""What could stand at a place, in the reader's words."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.syntax.surface import declaration_terminals, surface
from convention_dsl.syntax.tokens import END, Token

_SIGNS = {
    "_COLON": ":",
    "_DOT": ".",
    "_LPAR": "(",
    "_RPAR": ")",
    "_LBRACE": "{",
    "_RBRACE": "}",
    "_LBRACKET": "[",
    "_RBRACKET": "]",
    "_BAR": "|",
    "_DBAR": "||",
    "EQUAL": "=",
    "DOTS": "..",
}
_VALUE = Wording("a value or a name", "une valeur ou un nom")
_NAME = Wording("a name", "un nom")
_TEXT = Wording("a text in quotes", "un texte entre guillemets")
_DATE = Wording("a date", "une date")
_NUMBER = Wording("a number", "un nombre")
_YEAR = Wording("a year (`2025`)", "une année (`2025`)")
_ROW = Wording("a row of a table", "une ligne de tableau")
_OPERATION = Wording("an operation", "une opération")
_END = Wording("the end of the declaration", "la fin de la déclaration")
_LINE_END = Wording("the end of the line", "la fin de la ligne")
_DECLARATION = Wording(
    "a declaration (`{clause}`, `{parameter}`, `{record}`, …)",
    "une déclaration (`{clause}`, `{parameter}`, `{record}`, …)",
)

_OPERAND_MARKS = frozenset({"NUMBER", "_LBRACE", "NUMBER_OF"})
_OPERATORS = frozenset(
    {
        "IMPLIES",
        "OR",
        "AND",
        "NOT_EQUAL",
        "LESS",
        "LESS_EQUAL",
        "GREATER",
        "GREATER_EQUAL",
        "IN",
        "CONTAINS",
        "MEETS",
        "INCLUDED_IN",
        "IS_EMPTY",
        "IS_NOT_EMPTY",
        "IS_KNOWN",
        "IS_UNKNOWN",
        "AT_LEAST_AS_HIGH_AS",
        "_AT_LEAST_AS_HIGH_AS_BEFORE",
        "CAPPED_AT",
        "WITH_A_MINIMUM_OF",
        "PLUS_SIGN",
        "MINUS_SIGN",
        "TIMES",
        "DIVIDE",
        "DIV",
        "MOD",
        "UNION",
        "WITHOUT",
        "INTERSECTION",
        "_FOR_EACH",
        "_WITH",
        "_DOT",
        "IF_UNKNOWN",
        "DOTS",
        "DOTS_OPEN",
        "_LPAR",
        "EQUAL",
        "_OF",
        "INCREASES",
        "NEVER_DECREASES",
        "DECREASES",
        "NEVER_INCREASES",
        "DEPENDS_ONLY_ON",
        "DOES_NOT_DEPEND_ON",
        "_FOLLOWS",
    }
)
_OPERAND_STARTS = frozenset(
    {
        "NAME",
        "NUMBER",
        "PERCENT",
        "DATE",
        "DURATION",
        "YES",
        "NO",
        "NOT",
        "UNKNOWN",
        "_LPAR",
        "_LBRACE",
        "_LBRACKET",
        "MINUS_SIGN",
        "YEARS_BETWEEN",
        "MONTHS_BETWEEN",
        "DAYS_BETWEEN",
        "_ROUND",
        "_IF",
        "NUMBER_OF",
        "SHARE_OF",
        "SUM_OF",
        "AVERAGE_OF",
        "SMALLEST",
        "LARGEST",
        "LOWEST",
        "HIGHEST",
        "SOME",
        "ALL",
    }
)
_YEAR_ALONE = frozenset({"NUMBER"})
"""What the year of a budget line is to the parser."""
_BODY_STARTS = {"EQUAL", "_ROW", "_WHEN"}
_MOST = 6


def describe(expected: frozenset[str], language: str) -> Wording:
    """Return what `expected` means to a reader, most telling first, in both languages of messages.

    Keywords are quoted as the surface of the text (`language`) writes them.
    """
    if declaration_terminals() <= expected:
        return _declaration(language)
    if expected == _YEAR_ALONE:
        return _YEAR
    parts: list[Wording] = []
    rest = set(expected)
    if rest >= _BODY_STARTS:
        rest = _BODY_STARTS & rest
    complete = "PLUS_SIGN" in rest and "NUMBER" not in rest
    if rest >= _OPERAND_MARKS and not complete:
        parts.append(_VALUE)
        rest -= _OPERAND_STARTS
    if complete:
        rest -= _OPERATORS
    parts += [_quoted(_SIGNS[kind]) for kind in _SIGNS if kind in rest]
    own = surface(language).spellings
    parts += [_quoted(own[kind][0]) for kind in own if kind in rest and kind in _KEYWORDS_FIRST]
    parts += [word for kind, word in _CLASSES if kind in rest]
    parts += [_quoted(own[kind][0]) for kind in own if kind in rest and kind not in _KEYWORDS_FIRST]
    if complete:
        parts.append(_OPERATION)
    if "$END" in rest:
        parts.append(_END)
    return _joined(parts)


_KEYWORDS_FIRST = frozenset({"_THEN", "_ELSE", "_TO", "IN", "_FOR", "AND", "_OF"})
_CLASSES = (
    ("NAME", _NAME),
    ("STRING", _TEXT),
    ("DATE", _DATE),
    ("NUMBER", _NUMBER),
    ("_ROW", _ROW),
    ("_EOL", _LINE_END),
)


def _declaration(language: str) -> Wording:
    own = surface(language)
    words = {
        "clause": own.spelling("_CLAUSE"),
        "parameter": own.spelling("_PARAMETER"),
        "record": own.spelling("_RECORD"),
    }
    return Wording(_DECLARATION.en.format(**words), _DECLARATION.fr.format(**words))


def _quoted(text: str) -> Wording:
    return Wording(f"`{text}`", f"`{text}`")


def _joined(parts: list[Wording]) -> Wording:
    """Return the parts as one phrase; only the first ones where they are many."""
    more = len(parts) > _MOST
    parts = parts[: _MOST - 1] if more else parts
    return Wording(
        _phrase([part.en for part in parts], "or", "something else" if more else None),
        _phrase([part.fr for part in parts], "ou", "autre chose" if more else None),
    )


def _phrase(parts: list[str], conjunction: str, last: str | None) -> str:
    if last is not None:
        parts = [*parts, last]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def shown(token: Token) -> str:
    """Return a token as a message quotes it."""
    if token.type in (END, "_EOL"):
        return ""
    if token.type == "_ROW":
        return "|"
    text = token.text or _SIGNS.get(token.type, "")
    return text if len(text) <= 40 else text[:39] + "…"
