"""Expressions as text, in the words of the file: for row labels and shown calls.

What comes out reads like the source but is not guaranteed to parse: it is for people.
"""

from __future__ import annotations

from collections.abc import Mapping

from convention_dsl import locale
from convention_dsl.syntax.nodes import (
    AggregateExpr,
    Binary,
    BinaryOperator,
    BooleanLiteral,
    CallExpr,
    Cell,
    CellOperator,
    CellTest,
    Conditional,
    DateLiteral,
    Expression,
    FieldAccess,
    FollowsExpr,
    ListExpr,
    NameExpr,
    NumberLiteral,
    RangeExpr,
    RecordExpr,
    SetExpr,
    Unary,
    UnaryOperator,
    WithExpr,
)
from convention_dsl.types import NumberKind

_FRENCH: Mapping[str, str] = {
    "implies": "implique",
    "or": "ou",
    "and": "et",
    "not": "non",
    "in": "dans",
    "contains": "contient",
    "meets": "touche",
    "follows": "suit",
    "included in": "inclus dans",
    "capped at": "dans la limite de",
    "with a minimum of": "avec un minimum de",
    "without": "privé de",
    "of": "de",
    "if unknown": "si inconnu",
    "is empty": "est vide",
    "is not empty": "n'est pas vide",
    "is known": "est connu",
    "is unknown": "est inconnu",
    "unknown": "inconnu",
    "known": "connu",
    "years between": "années entre",
    "months between": "mois entre",
    "days between": "jours entre",
    "if": "si",
    "then": "alors",
    "else": "sinon",
    "with": "avec",
    "number of": "nombre de",
    "sum of": "somme de",
    "average of": "moyenne de",
    "smallest of": "plus petit de",
    "largest of": "plus grand de",
    "some": "il existe",
    "all": "tous",
    "share of": "part de",
    "the one with the lowest": "celui qui a le plus bas",
    "the one with the highest": "celui qui a le plus haut",
    "yes": "oui",
    "no": "non",
    "round": "arrondi de",
}
_BETWEEN = (
    BinaryOperator.YEARS_BETWEEN,
    BinaryOperator.MONTHS_BETWEEN,
    BinaryOperator.DAYS_BETWEEN,
)


class Printer:
    """Prints expressions in one surface; `renamed` replaces names (a twin for a patient)."""

    def __init__(self, language: str, renamed: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.renamed = renamed or {}

    def word(self, word: str) -> str:
        """Return a keyword in the surface."""
        return _FRENCH.get(word, word) if self.language == "fr" else word

    def listed(self, nodes: tuple[Expression, ...]) -> str:
        """Return expressions with separators between them."""
        return ("; " if self.language == "fr" else ", ").join(self.text(node) for node in nodes)

    def text(self, node: Expression) -> str:
        """Return the text of an expression."""
        match node:
            case NumberLiteral():
                return self._number(node)
            case BooleanLiteral():
                return self.word("yes" if node.value else "no")
            case DateLiteral():
                return locale.format_date(node.value, self.language)
            case NameExpr():
                return self.renamed.get(node.name, node.name)
            case FieldAccess():
                return f"{self.text(node.target)}.{node.name.text}"
            case CallExpr():
                return f"{self.text(node.callee)}({self.listed(node.arguments)})"
            case Binary():
                return self._binary(node)
            case Unary():
                return self._unary(node)
            case RangeExpr():
                dots = "..<" if node.half_open else ".."
                return f"{self.text(node.low)}{dots}{self.text(node.high)}"
            case SetExpr():
                return "{" + self.listed(node.members) + "}"
            case ListExpr():
                return "[" + self.listed(node.members) + "]"
            case RecordExpr() | WithExpr():
                return self._record(node)
            case Conditional():
                return self._conditional(node)
            case FollowsExpr():
                named = self.text(node.population)
                return f"{self._operand(node.list)} {self.word('follows')} {named}"
            case AggregateExpr():
                return f"{self.word(node.word.value)} ({node.variable.text} …)"
            case _:
                return "…"

    def _number(self, node: NumberLiteral) -> str:
        """Return a number as the language writes it: the unit after it, in both surfaces."""
        scale, unit = {NumberKind.AMOUNT: (1, " €"), NumberKind.RATE: (100, " %")}.get(
            node.kind, (1, "")
        )
        plain = locale.format_number(node.value * scale, NumberKind.NUMBER, self.language)
        return plain + unit

    def _binary(self, node: Binary) -> str:
        left, right, word = self._operand(node.left), self._operand(node.right), node.operator
        if word in _BETWEEN:
            return f"{self.word(word.value)} {left} {self.word('and')} {right}"
        return f"{left} {self.word(word.value)} {right}"

    def _operand(self, node: Expression) -> str:
        text = self.text(node)
        return f"({text})" if isinstance(node, Binary | Conditional) else text

    def _unary(self, node: Unary) -> str:
        operand = self._operand(node.operand)
        match node.operator:
            case UnaryOperator.NEGATE:
                return f"-{operand}"
            case UnaryOperator.NOT:
                return f"{self.word('not')} {operand}"
            case _:
                return f"{operand} {self.word(node.operator.value)}"

    def _conditional(self, node: Conditional) -> str:
        parts = ((word, part) for word, part in self._branches(node))
        return " ".join(f"{self.word(word)} {self.text(part)}" for word, part in parts)

    def _branches(self, node: Conditional) -> tuple[tuple[str, Expression], ...]:
        return ("if", node.condition), ("then", node.then), ("else", node.otherwise)

    def _record(self, node: RecordExpr | WithExpr) -> str:
        colon = " : " if self.language == "fr" else ": "
        separator = "; " if self.language == "fr" else ", "
        parts = separator.join(f"{p.name.text}{colon}{self.text(p.value)}" for p in node.parts)
        if isinstance(node, RecordExpr):
            return f"{node.record.text}({parts})"
        return f"{self.text(node.record)} {self.word('with')} ({parts})"

    def cell(self, cell: Cell) -> str:
        """Return a cell as written, or as it could be written."""
        if cell.text:
            return cell.text
        separator = f" {self.word('and')} "
        return ", ".join(separator.join(map(self._test, tests)) for tests in cell.alternatives)

    def _test(self, test: CellTest) -> str:
        if test.operand is None:
            return self.word(test.operator.value)
        operand = self.text(test.operand)
        if test.operator in (CellOperator.EQUAL, CellOperator.RANGE):
            return operand
        return f"{self.word(test.operator.value)} {operand}"


def condition_text(printer: Printer, headers: tuple[str, ...], cells: tuple[Cell, ...]) -> str:
    """Return what a row asks: `seen = yes, age >= 80`; nothing for cells that ask nothing."""
    parts = [
        f"{header} {_sign(cell)}{printer.cell(cell)}"
        for header, cell in zip(headers, cells, strict=False)
        if not asks_nothing(cell)
    ]
    return ("; " if printer.language == "fr" else ", ").join(parts)


def _sign(cell: Cell) -> str:
    first = cell.alternatives[0][0].operator if cell.alternatives and cell.alternatives[0] else None
    return "= " if first in (CellOperator.EQUAL, CellOperator.RANGE) else ""


def asks_nothing(cell: Cell) -> bool:
    """Return whether a cell is `-`."""
    return all(t.operator is CellOperator.ANY for tests in cell.alternatives for t in tests)


def header_text(printer: Printer, node: Expression, subject: str | None) -> str:
    """Return a column's header; the path's start is left out where it is the only patient."""
    match node:
        case FieldAccess(target=NameExpr(name=name)) if name == subject:
            return node.name.text
        case _:
            return printer.text(node)
