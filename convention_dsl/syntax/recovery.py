"""Finding every error of a declaration that could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.syntax.lalr import Recogniser
from convention_dsl.syntax.reader import ProgramText
from convention_dsl.syntax.table import Table
from convention_dsl.syntax.tokens import END, Token


def diagnose(
    program: ProgramText, table: Table, start: str, tokens: Sequence[Token]
) -> list[Diagnostic]:
    """Return the errors of `tokens`, which cannot be read as a `start`."""
    recogniser = Recogniser(table, start)
    for token in [*tokens, Token(END, "", len(program.text), len(program.text))]:
        if not recogniser.advance(token.type):
            span = program.span(token.start, token.end)
            return [Diagnostic("E0001", span, {"text": token.text, "expected": ""})]
    return []
