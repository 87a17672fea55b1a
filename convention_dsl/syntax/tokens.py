"""Tokens: what the lexer makes of a program text and the parser reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from convention_dsl.core.nodes import Duration
from convention_dsl.types import NumberKind


@dataclass(frozen=True, slots=True)
class Number:
    """What a number token stands for."""

    value: Fraction
    kind: NumberKind


TokenValue = Number | date | Duration | None


@dataclass(slots=True)
class Token:
    """A stretch of the program text with its terminal.

    `text` is what is written there (the content, for a string). `first` tells whether it is the
    first token of its line, `damaged` that a lexical error was reported for it.
    """

    type: str
    text: str
    start: int
    end: int
    value: TokenValue = None
    first: bool = False
    damaged: bool = False


END = "$END"

# After one of these a new declaration can begin, and `d'` means "of".
OPERAND_ENDS = frozenset(
    {
        "NAME",
        "NUMBER",
        "PERCENT",
        "DATE",
        "DURATION",
        "STRING",
        "YES",
        "NO",
        "UNKNOWN",
        "_RPAR",
        "_RBRACE",
        "_RBRACKET",
    }
)

OPERAND_STARTS = frozenset(
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

DECLARATION_ENDS = OPERAND_ENDS | frozenset(
    {
        "_EOL",
        "IS_EMPTY",
        "IS_NOT_EMPTY",
        "IS_KNOWN",
        "IS_UNKNOWN",
        "_AT_LEAST_AS_HIGH_AS_BEFORE",
        "IN_WHOLE_CENTS",
        "TO_THE_CENT",
        "TO_THE_EURO",
        "TO_THE_UNIT",
        "AT_THE_VALUES",
        "WHATEVER_OPEN",
        "_ALL_ELSE_EQUAL",
        "_GIVEN_NOTHING",
    }
)
