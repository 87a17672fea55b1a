"""Core expressions as short texts, for the names of hypotheses and invariants.

Operators are symbols, so that the texts read in both languages; words are those of the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    Construct,
    Dated,
    Duration,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Total,
    Value,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.types import NumberKind, NumberType, Type

_WORDS: Mapping[str, tuple[str, str]] = {
    "and": ("and", "et"),
    "or": ("or", "ou"),
    "not": ("not", "non"),
    "yes": ("yes", "oui"),
    "no": ("no", "non"),
    "unknown": ("unknown", "inconnu"),
    "contains": ("contains", "contient"),
    "included in": ("included in", "inclus dans"),
    "is known": ("is known", "est connu"),
}
_INFIX = {
    Operator.EQUAL: "=",
    Operator.LESS: "<",
    Operator.LESS_EQUAL: "≤",
    Operator.ADD: "+",
    Operator.SUBTRACT: "−",
    Operator.MULTIPLY: "×",
    Operator.DIVIDE: "/",
    Operator.AND: "and",
    Operator.OR: "or",
    Operator.CONTAINS: "contains",
    Operator.SUBSET: "included in",
    Operator.UNION: "∪",
    Operator.INTERSECTION: "∩",
    Operator.DIFFERENCE: "∖",
}


class Wording:
    """Writes expressions in one language, with other names for some variables."""

    def __init__(self, language: str, names: Mapping[str, str] | None = None) -> None:
        self._french = language == "fr"
        self._names = names or {}

    def text(self, expr: Expr) -> str:
        """Return `expr` as a reader would write it, shortened where it is long."""
        match expr:
            case Literal():
                return self._literal(expr.value, expr.type)
            case Variable():
                return self._names.get(expr.name, expr.name)
            case ParameterRef():
                return expr.name
            case Field():
                return f"{self.text(expr.record)}.{expr.name}"
            case Apply():
                return self._apply(expr)
            case Call():
                return f"{expr.clause.name}({self._list(expr.arguments)})"
            case Construct():
                return f"{{{self._list(expr.parts)}}}"
            case Let():
                return self.text(expr.body)
            case Round():
                return self.text(expr.value)
            case If() | Cases() | Total() | Aggregate() | Dated():
                return "…"
            case _:
                assert_never(expr)

    def _list(self, parts: tuple[Expr, ...]) -> str:
        return (" ; " if self._french else ", ").join(self.text(part) for part in parts)

    def _word(self, key: str) -> str:
        both = _WORDS.get(key)
        return key if both is None else both[self._french]

    def _apply(self, expr: Apply) -> str:
        parts = expr.arguments
        match expr.operator:
            case Operator.NOT:
                return f"{self._word('not')} {self._inner(parts[0])}"
            case Operator.NEGATE:
                return f"−{self._inner(parts[0])}"
            case Operator.ITEM:
                return f"{self.text(parts[0])}({self.text(parts[1])})"
            case Operator.IS_KNOWN:
                return f"{self.text(parts[0])} {self._word('is known')}"
            case Operator.KNOWN | Operator.OR_ELSE:
                return self.text(parts[0])
            case operator if operator in _INFIX:
                sign = f" {self._word(_INFIX[operator])} "
                return sign.join(self._inner(part) for part in parts)
            case operator:
                return f"{operator.value}({self._list(parts)})"

    def _inner(self, expr: Expr) -> str:
        """Return an operand, in parentheses where it is an operation itself."""
        text = self.text(expr)
        return f"({text})" if isinstance(expr, Apply) and expr.operator in _INFIX else text

    def _literal(self, value: Value, type_: Type) -> str:
        match value:
            case None:
                return self._word("unknown")
            case bool():
                return self._word("yes" if value else "no")
            case Fraction():
                return self._number(value, type_)
            case date():
                return value.isoformat()
            case Duration():
                return f"{value.months} m {value.days} d"
            case frozenset():
                ordered = sorted(value, key=lambda element: (isinstance(element, str), element))
                return "{" + ", ".join(map(str, ordered)) + "}"
            case str():
                return value
            case _:
                return "…"

    def _number(self, value: Fraction, type_: Type) -> str:
        kind = type_.kind if isinstance(type_, NumberType) else NumberKind.NUMBER
        shown = value * 100 if kind is NumberKind.RATE else value
        unit = {NumberKind.RATE: " %", NumberKind.AMOUNT: " €"}.get(kind, "")
        return _exact(shown, self._french) + unit


def _exact(value: Fraction, french: bool) -> str:
    """Return a number with its decimals where they end, else as a fraction."""
    for digits in range(7):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            sign = "−" if scaled < 0 else ""
            text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
            whole, decimals = text[: len(text) - digits], text[len(text) - digits :]
            point = "," if french else "."
            return sign + whole + (point + decimals if decimals else "")
    return f"{value.numerator}/{value.denominator}"
