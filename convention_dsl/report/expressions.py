"""Core expressions as their text writes them, else as the reader would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Expr,
    If,
    Let,
    Literal,
    Multiset,
    ParameterRef,
    Total,
    Value,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.proof.wording import Wording
from convention_dsl.report.payslip import Words
from convention_dsl.types import Type

_NAME = re.compile(r"[^\W\d]\w*'?")
_ONE = re.compile(r"[\w.']+(\([^()]*\))?|\([^()]*\)|[−-]?[\d,.\s]+[€%]?")
"""A text that needs no parentheses around it."""
_LONGEST = 400
"""A longer piece of text is printed from its meaning, which leaves out what is long."""

_COMPARED = frozenset({Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL, Operator.CONTAINS})
_JOINED = frozenset({Operator.AND, Operator.OR})


class Expressions(Wording):
    """Writes expressions for one reader, with other names for some variables."""

    _longest = 1000

    def __init__(self, words: Words, names: Mapping[str, str] | None = None) -> None:
        super().__init__(words.language, names)
        self._words = words

    def text(self, expr: Expr) -> str:
        """Return `expr` as written in its text where it is there, else printed."""
        return self._written(expr) or self._printed(expr)

    def operand(self, expr: Expr) -> str:
        """Return `expr` as it stands beside an operator: in parentheses where it has one."""
        return self._inner(expr)

    def condition(self, expr: Expr, body: str) -> str:
        """Return `body` counted only where `expr` holds: `(1 if p.ald)`."""
        return f"({body} {self._either('if', 'si')} {self.text(expr)})"

    def _written(self, expr: Expr) -> str:
        """Return the text at the place of `expr`, nothing where it is not (only) that."""
        source = self._words.sources.get(expr.span.path)
        if source is None or expr.span.start >= expr.span.end or isinstance(expr, Literal):
            return ""
        raw = source.text[expr.span.start : expr.span.end]
        text = " ".join(raw.split())
        if "#" in raw or len(text) > _LONGEST or not _is_of(expr, text):
            return ""
        return _renamed(text, self._names)

    def _printed(self, expr: Expr) -> str:
        match expr:
            case If() if not self._ratio(expr):
                parts = map(self.text, (expr.condition, expr.then, expr.otherwise))
                form = self._either("if {} then {} else {}", "si {} alors {} sinon {}")
                return form.format(*parts)
            case Total():
                terms = [
                    self.condition(term.condition, self._inner(term.value))
                    if term.condition
                    else self._inner(term.value)
                    for term in expr.terms
                ]
                return " + ".join(terms)
            case ParameterRef():
                return expr.name
            case _:
                return super().text(expr)

    def _inner(self, expr: Expr) -> str:
        """Return an operand, in parentheses where it is an operation or a choice."""
        text = self.text(expr)
        is_whole = not isinstance(expr, Apply | If | Total | Let) or bool(_ONE.fullmatch(text))
        return text if is_whole else f"({text})"

    def _apply(self, expr: Apply) -> str:
        """Return an operation; what is compared needs no parentheses beside `and` and `or`."""
        if expr.operator not in _JOINED or self._between(expr) is not None:
            return super()._apply(expr)
        parts = [
            self.text(part)
            if isinstance(part, Apply) and (part.operator in _COMPARED or self._between(part))
            else self._inner(part)
            for part in expr.arguments
        ]
        return f" {self._word(expr.operator.value)} ".join(parts)

    def _either(self, english: str, french: str) -> str:
        return french if self._french else english

    def _literal(self, value: Value, type_: Type) -> str:
        if isinstance(value, bool | Fraction):
            return self._words.value(value, type_)
        if isinstance(value, Multiset):
            return "…"
        return super()._literal(value, type_)


def _is_of(expr: Expr, text: str) -> bool:
    """Return whether a text names every variable of an expression, as it must where it says it."""
    names = set(_NAME.findall(text))
    bound = {node.variable for node in walk(expr) if isinstance(node, Aggregate)}
    bound |= {node.name for node in walk(expr) if isinstance(node, Let)}
    return all(
        node.name in names
        for node in walk(expr)
        if isinstance(node, Variable) and node.name not in bound
    )


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a text with some variables under other names; fields and arguments keep theirs."""
    if not names:
        return text
    either = "|".join(map(re.escape, names))
    pattern = rf"(?<![\w.'])({either})(?![\w'])(?!\s*:)"
    return re.sub(pattern, lambda match: names[match[1]], text)


def plural(names: Iterable[str], language: str) -> str:
    """Return names as a list in a sentence: `p, q and r`."""
    *most, last = names
    word = "et" if language == "fr" else "and"
    return f"{', '.join(most)} {word} {last}" if most else last
