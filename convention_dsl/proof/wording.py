"""Core expressions as short texts, for the names of hypotheses and invariants.

Operators are symbols, so that the texts read in both languages; words are those of the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date
from fractions import Fraction
from typing import Self, assert_never

from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
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
    "in": ("in", "dans"),
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

_AGGREGATES: Mapping[AggregateKind, tuple[str, str]] = {
    AggregateKind.SUM: ("sum of", "somme de"),
    AggregateKind.COUNT: ("number of", "nombre de"),
    AggregateKind.MINIMUM: ("smallest of", "plus petit de"),
    AggregateKind.MAXIMUM: ("largest of", "plus grand de"),
    AggregateKind.ANY: ("some", "il existe"),
    AggregateKind.ALL: ("all", "tous"),
    AggregateKind.LOWEST: ("the one with the lowest", "celui qui a le plus bas"),
    AggregateKind.HIGHEST: ("the one with the highest", "celui qui a le plus haut"),
}
_SHARE = ("share of", "part de")
_AVERAGE = ("average of", "moyenne de")
_LONGEST = 80
"""A longer aggregate is named without what it is made of."""


class Wording:
    """Writes expressions in one language, with other names for some variables."""

    _longest = _LONGEST

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
                return self._with(expr.name, self._inner(expr.value)).text(expr.body)
            case Round():
                return self.text(expr.value)
            case Aggregate():
                return self._of_elements(expr, _AGGREGATES[expr.kind])
            case If():
                return self._ratio(expr) or "…"
            case Cases() | Total() | Dated():
                return "…"
            case _:
                assert_never(expr)

    def _with(self, name: str, text: str) -> Self:
        """Return the same wording with a variable by another name."""
        inner = copy(self)
        inner._names = {**self._names, name: text}
        return inner

    def _between(self, expr: Apply) -> str | None:
        """Return `low ≤ x and x ≤ high` as a range; None where it is none."""
        match expr.arguments:
            case (
                Apply(operator=Operator.LESS_EQUAL, arguments=(Literal() as low, one)),
                Apply(operator=Operator.LESS_EQUAL, arguments=(two, Literal() as high)),
            ) if one == two and _ascending(low.value, high.value):
                ends = f"{self.text(low)}..{self.text(high)}"
                return f"{self._inner(one)} {self._word('in')} {ends}"
            case _:
                return None

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
            case Operator.AND if (text := self._between(expr)) is not None:
                return text
            case operator if operator in _INFIX:
                sign = f" {self._word(_INFIX[operator])} "
                return sign.join(self._inner(part) for part in parts)
            case operator:
                return f"{operator.value}({self._list(parts)})"

    def _ratio(self, expr: If) -> str:
        """Return a share or an average as it was written; nothing where `expr` is neither."""
        match expr.otherwise:
            case Apply(operator=Operator.DIVIDE, arguments=(Aggregate() as part, size)):
                if _is_size(size):
                    is_share = part.kind is AggregateKind.COUNT
                    return self._of_elements(part, _SHARE if is_share else _AVERAGE)
        return ""

    def _of_elements(self, expr: Aggregate, words: tuple[str, str]) -> str:
        word, in_ = words[self._french], "dans" if self._french else "in"
        inside = f"{expr.variable} {in_} {self.text(expr.domain)}"
        if expr.filter is not None:
            inside += f" {'où' if self._french else 'where'} {self.text(expr.filter)}"
        if expr.kind in (AggregateKind.ANY, AggregateKind.ALL):
            inside += f"{' : ' if self._french else ': '}{self.text(expr.body)}"
        elif expr.kind is not AggregateKind.COUNT:
            inside = f"{self.text(expr.body)} {'pour' if self._french else 'for'} {inside}"
        return f"{word} ({inside})" if len(inside) <= self._longest else f"{word} (…)"

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


def _is_size(expr: Expr) -> bool:
    """Return whether `expr` counts elements, in full or under the name that sugar gave it."""
    if isinstance(expr, Variable):
        return expr.name.startswith("it'")
    return isinstance(expr, Aggregate) and expr.kind is AggregateKind.COUNT


def _ascending(low: Value, high: Value) -> bool:
    """Return whether two ends make a range that holds anything."""
    return isinstance(low, Fraction) and isinstance(high, Fraction) and low <= high


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
