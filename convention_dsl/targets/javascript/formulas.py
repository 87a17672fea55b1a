"""Formulas as JavaScript expressions: one arm per class.

Integers are `Number`s where every value of the plan, partial results included, is within
±(2^53 - 1), `BigInt`s otherwise; days are always `Number`s (1 is the first of January of year 1)
and items are their names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import assert_never

from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    All,
    BoolKind,
    Choose,
    Compare,
    Comparison,
    Const,
    DateKind,
    DaysBetween,
    Extract,
    Fold,
    FoldKind,
    Formula,
    Greatest,
    IntKind,
    ItemKind,
    Kind,
    Least,
    Negate,
    Not,
    Position,
    Product,
    Quotient,
    Ref,
    Remainder,
    Some,
    Sum,
)
from convention_dsl.calculator.plan.traverse import names_in
from convention_dsl.targets.javascript.naming import Names
from convention_dsl.types import EnumType


class Level(IntEnum):
    """How tightly an expression holds together: one that holds less needs parentheses."""

    CHOICE = 1
    OR = 2
    AND = 3
    EQUALITY = 4
    RELATION = 5
    SUM = 6
    PRODUCT = 7
    SIGN = 8
    WHOLE = 9


@dataclass(frozen=True, slots=True)
class Code:
    """An expression and how tightly it holds together."""

    text: str
    level: Level = Level.WHOLE

    def within(self, level: Level) -> str:
        """Return the expression as an operand where only `level` or more may stand."""
        return self.text if self.level >= level else f"({self.text})"


_COMPARISONS = {
    Comparison.EQUAL: ("===", Level.EQUALITY),
    Comparison.LESS: ("<", Level.RELATION),
    Comparison.LESS_EQUAL: ("<=", Level.RELATION),
}

_NEGATED = {Comparison.EQUAL: "!==", Comparison.LESS: ">=", Comparison.LESS_EQUAL: ">"}

_FOLDS = {
    FoldKind.SUM: "sumOf",
    FoldKind.LEAST: "leastOf",
    FoldKind.GREATEST: "greatestOf",
    FoldKind.ANY: "anyOf",
    FoldKind.EVERY: "everyOf",
}


@dataclass
class Printer:
    """Prints the formulas of one plan and remembers which enumerations need their positions."""

    names: Names
    is_big: bool
    elements: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What formulas may read of the elements of each list."""
    lists: dict[str, str] = field(default_factory=dict)
    """The identifier that each list has at this place."""
    positions: dict[EnumType, str] = field(default_factory=dict)

    def member(self, name: str) -> str:
        """Return a value of the plan as a member of an object: the key is the plan's name."""
        own = self.names[name]
        return own if own == name else f"{json.dumps(name, ensure_ascii=False)}: {own}"

    def text(self, formula: Formula) -> str:
        """Return a formula as an expression that may stand alone."""
        return self.code(formula).text

    def code(self, formula: Formula) -> Code:
        """Return a formula as an expression."""
        match formula:
            case Const(kind, value):
                return self.constant(kind, value)
            case Ref(_, name):
                return Code(self.names[name])
            case Sum(_, terms):
                return self._sum(terms)
            case Negate(_, value):
                return Code(f"{self.integer(0)} - {self._operand(value, Level.PRODUCT)}", Level.SUM)
            case Product(_, factors):
                return self._product(factors)
            case Quotient(_, dividend, divisor):
                return Code(f"quotient({self.text(dividend)}, {self.text(divisor)})")
            case Remainder(_, dividend, divisor):
                left = self._operand(dividend, Level.PRODUCT)
                return Code(f"{left} % {self._operand(divisor, Level.SIGN)}", Level.PRODUCT)
            case Least(kind, parts):
                return self._extreme("least", "Math.min", kind, parts)
            case Greatest(kind, parts):
                return self._extreme("greatest", "Math.max", kind, parts)
            case Compare(comparison, left, right):
                return self._compare(comparison, left, right)
            case Position(_, item):
                return self._position(item)
            case All(parts):
                return self._conditions(" && ", parts, Level.AND)
            case Some(parts):
                return self._conditions(" || ", parts, Level.OR)
            case Not(part):
                return self._not(part)
            case Choose():
                return self._choose(formula)
            case Extract(_, part, day):
                return self._counted(f"{part}Of({self.text(day)})")
            case AddMonths(_, day, months):
                return Code(f"addMonths({self.text(day)}, {self._plain(months)})")
            case AddDays(_, day, days):
                left = self._operand(day, Level.SUM)
                return Code(f"{left} + {self._plain_operand(days)}", Level.SUM)
            case DaysBetween(_, start, end):
                later = self._operand(end, Level.SUM)
                return self._counted(f"{later} - {self._operand(start, Level.PRODUCT)}", Level.SUM)
            case Fold():
                return self._fold(formula)
            case _:
                assert_never(formula)

    # Constants

    def constant(self, kind: Kind, value: bool | int | date | str) -> Code:
        """Return a fixed value."""
        match kind:
            case BoolKind():
                return Code("true" if value else "false")
            case IntKind():
                assert isinstance(value, int)
                level = Level.SIGN if value < 0 else Level.WHOLE
                return Code(self.integer(value), level)
            case DateKind():
                assert isinstance(value, date)
                return Code(f"{value.toordinal()} /* {value.isoformat()} */")
            case ItemKind():
                return Code(json.dumps(value, ensure_ascii=False))
            case _:
                assert_never(kind)

    def integer(self, value: int) -> str:
        """Return an integer, digits grouped by three where there are many."""
        digits = f"{value:_}" if abs(value) >= 100_000 else str(value)
        return f"{digits}n" if self.is_big else digits

    # Arithmetic

    def _operand(self, formula: Formula, level: Level) -> str:
        return self.code(formula).within(level)

    def _product(self, factors: Sequence[Formula]) -> Code:
        first = self._operand(factors[0], Level.PRODUCT)
        others = (self._operand(factor, Level.SIGN) for factor in factors[1:])
        return Code(" * ".join((first, *others)), Level.PRODUCT)

    def _sum(self, terms: Sequence[Formula]) -> Code:
        text = self._operand(terms[0], Level.SUM)
        for term in terms[1:]:
            match term:
                case Negate(_, value):
                    text += f" - {self._operand(value, Level.PRODUCT)}"
                case Const(IntKind(), int(number)) if number < 0:
                    text += f" - {self.integer(-number)}"
                case _:
                    text += f" + {self._operand(term, Level.PRODUCT)}"
        return Code(text, Level.SUM)

    def _extreme(self, name: str, plain: str, kind: Kind, parts: Sequence[Formula]) -> Code:
        """Return the least or greatest of parts; `Math` knows no BigInt."""
        function = name if self.is_big and isinstance(kind, IntKind) else plain
        return Code(f"{function}({', '.join(map(self.text, parts))})")

    def _counted(self, text: str, level: Level = Level.WHOLE) -> Code:
        """Return a count of days, months or years as an integer of the plan."""
        return Code(f"BigInt({text})") if self.is_big else Code(text, level)

    def _plain(self, formula: Formula) -> str:
        """Return an integer of the plan as the `Number` that the calendar counts in."""
        return f"Number({self.text(formula)})" if self.is_big else self.text(formula)

    def _plain_operand(self, formula: Formula) -> str:
        return self._plain(formula) if self.is_big else self._operand(formula, Level.PRODUCT)

    # Conditions

    def _conditions(self, operator: str, parts: Sequence[Formula], level: Level) -> Code:
        """Return conditions joined; `and` and `or` never stand side by side without parentheses."""
        return Code(operator.join(self._operand(part, Level.EQUALITY) for part in parts), level)

    def _compare(self, comparison: Comparison, left: Formula, right: Formula) -> Code:
        sign, level = _COMPARISONS[comparison]
        inner = Level.RELATION if level is Level.EQUALITY else Level.SUM
        return Code(f"{self._operand(left, inner)} {sign} {self._operand(right, inner)}", level)

    def _not(self, part: Formula) -> Code:
        match part:
            case Compare(comparison, left, right):
                _, level = _COMPARISONS[comparison]
                inner = Level.RELATION if level is Level.EQUALITY else Level.SUM
                sign = _NEGATED[comparison]
                text = f"{self._operand(left, inner)} {sign} {self._operand(right, inner)}"
                return Code(text, level)
            case All(inner) if denied := _denied(inner):
                return self._conditions(" || ", denied, Level.OR)
            case Some(inner) if denied := _denied(inner):
                return self._conditions(" && ", denied, Level.AND)
            case _:
                return Code(f"!{self._operand(part, Level.SIGN)}", Level.SIGN)

    def _position(self, item: Formula) -> Code:
        assert isinstance(item.kind, ItemKind)
        type_ = item.kind.type
        if type_ not in self.positions:
            self.positions[type_] = self.names.unique(f"{type_.name.rpartition('.')[2]}_positions")
        return self._counted(f"{self.positions[type_]}.get({self.text(item)})")

    def _choose(self, formula: Choose) -> Code:
        """Return a chain of choices, read from the first condition to the last."""
        text = ""
        for condition, value in formula.cases:
            text += f"{self._operand(condition, Level.OR)} ? {self._operand(value, Level.OR)} : "
        return Code(text + self._operand(formula.otherwise, Level.OR), Level.CHOICE)

    # Lists

    def _fold(self, fold: Fold) -> Code:
        arguments = [self.lists[fold.over], self._of_element(fold.body, fold.over)]
        if fold.fold is FoldKind.SUM:
            arguments.append(self.integer(0))
        elif fold.empty is not None:
            arguments.append(self.text(fold.empty))
        if fold.filter is not None:
            arguments.append(self._of_element(fold.filter, fold.over))
        return Code(f"{_FOLDS[fold.fold]}({', '.join(arguments)})")

    def _of_element(self, formula: Formula, over: str) -> str:
        """Return a function of an element: what it reads of it is taken by name."""
        found = dict.fromkeys(names_in(formula))
        read = [self.member(name) for name in found if name in self.elements[over]]
        taken = f"{{ {', '.join(read)} }}" if read else ""
        return f"({taken}) => {self._operand(formula, Level.OR)}"


def _denied(parts: Sequence[Formula]) -> list[Formula]:
    """Return what is denied by each of several conditions, where each denies something."""
    denied = [each.part for each in parts if isinstance(each, Not)]
    return denied if len(denied) == len(parts) else []
