"""Formulas in SQL: one arm per class.

Integers are printed so that no engine computes them with fewer bits than their bounds need (a small
literal has 32 bits everywhere), and so that no division leaves the integers. As nothing is NULL,
the negation of a comparison is its opposite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from sqlglot import exp

from convention_dsl.calculator.plan.construct import not_
from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Comparison,
    Const,
    DaysBetween,
    Extract,
    Fold,
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
from convention_dsl.targets.sql import days
from convention_dsl.targets.sql.building import between, binary, call, denial, negation
from convention_dsl.targets.sql.dialects import (
    Dialect,
    Width,
    column_width,
    magnitude,
    width_of,
)
from convention_dsl.targets.sql.printed import Printed, cast
from convention_dsl.targets.sql.shapes import are_denied, bounded, is_negative, unsigned

_COMPARISONS: dict[Comparison, type[exp.Expression]] = {
    Comparison.EQUAL: exp.EQ,
    Comparison.LESS: exp.LT,
    Comparison.LESS_EQUAL: exp.LTE,
}
_OPPOSITES: dict[Comparison, type[exp.Expression]] = {
    Comparison.EQUAL: exp.NEQ,
    Comparison.LESS: exp.GTE,
    Comparison.LESS_EQUAL: exp.GT,
}
_MIRRORED: dict[type[exp.Expression], type[exp.Expression]] = {
    exp.LT: exp.GT,
    exp.LTE: exp.GTE,
    exp.GT: exp.LT,
    exp.GTE: exp.LTE,
}


@dataclass(frozen=True)
class Printer:
    """Prints formulas for a dialect.

    `scope` says what stands for each name, `folds` what stands for each aggregate of a list.
    """

    dialect: Dialect
    scope: Mapping[str, Printed]
    folds: Mapping[Fold, Printed] = field(default_factory=dict)

    def print(self, formula: Formula) -> Printed:
        """Return `formula` in SQL.

        Raises `TooWideError` where an integer has more digits than the dialect has.
        """
        match formula:
            case Const():
                return self.constant(formula)
            case Ref(name=name):
                found = self.scope[name]
                return Printed(found.expression.copy(), found.width)
            case Fold():
                return self._fold(formula)
            case Sum() | Negate() | Product() | Quotient() | Remainder() | Least() | Greatest():
                return self._number(formula)
            case Position():
                return self._position(formula)
            case Choose():
                return self._choose(formula)
            case Compare() | All() | Some() | Not():
                return Printed(self.condition(formula))
            case Extract() | AddMonths() | AddDays() | DaysBetween():
                return self._day(formula)
            case _:
                assert_never(formula)

    def of_kind(self, formula: Formula, kind: Kind) -> Printed:
        """Return `formula` in the type that a column of `kind` has."""
        return self.widened(self.print(formula), kind)

    def widened(self, printed: Printed, kind: Kind) -> Printed:
        """Return `printed` in the type that a column of `kind` has."""
        if not isinstance(kind, IntKind):
            return printed
        width = column_width(kind, self.dialect)
        return printed if printed.width is width else cast(printed, width, self.dialect)

    def constant(self, formula: Const) -> Printed:
        """Return a literal."""
        match formula.value:
            case bool(value):
                return Printed(exp.Boolean(this=value))
            case int(value):
                return self._integer(value)
            case date() as value:
                return Printed(exp.cast(exp.Literal.string(value.isoformat()), "date"))
            case str(value):
                return Printed(exp.Literal.string(value))
            case _:
                assert_never(formula.value)

    def _integer(self, value: int) -> Printed:
        """Return a literal; the smallest integer of a width has that width, and no opposite."""
        width_of(abs(value), self.dialect)
        width = width_of(-value - 1 if value < 0 else value, self.dialect)
        return Printed(exp.Literal.number(value), width)

    def condition(self, formula: Compare | All | Some | Not) -> exp.Expression:
        """Return a boolean formula as an expression."""
        match formula:
            case Compare(comparison, left, right):
                return self._compare(_COMPARISONS[comparison], left, right)
            case Not(part=Compare(comparison, left, right)):
                return self._compare(_OPPOSITES[comparison], left, right)
            case Not(part=All(parts=parts)) if are_denied(parts):
                return self._chain(exp.Or, [not_(part) for part in parts])
            case Not(part=part):
                return denial(self.print(part).expression)
            case All(parts=parts):
                return self._chain(exp.And, parts)
            case Some(parts=parts):
                return self._chain(exp.Or, parts)
            case _:
                assert_never(formula)

    def _compare(
        self, operator: type[exp.Expression], left: Formula, right: Formula
    ) -> exp.Expression:
        if isinstance(left, Const):
            left, right, operator = right, left, _MIRRORED.get(operator, operator)
        return binary(operator, self.print(left).expression, self.print(right).expression)

    def _chain(self, operator: type[exp.Expression], parts: Sequence[Formula]) -> exp.Expression:
        """Return conditions together; two that bound the same thing are one."""
        found: list[exp.Expression] = []
        waiting = list(parts)
        while waiting:
            part = waiting.pop(0)
            bounds = bounded(part, waiting[0]) if operator is exp.And and waiting else None
            if bounds is None:
                found.append(self.print(part).expression)
            else:
                del waiting[0]
                found.append(self._between(*bounds))
        first, *others = found
        for other in others:
            first = binary(operator, first, other)
        return first

    def _between(self, value: Formula, low: Const, high: Const) -> exp.Expression:
        subject, least, most = (self.print(each).expression for each in (value, low, high))
        return between(subject, least, most)

    def _number(
        self,
        formula: Sum | Negate | Product | Quotient | Remainder | Least | Greatest,
    ) -> Printed:
        match formula:
            case Sum(terms=terms):
                return self._sum(terms)
            case Product(factors=factors):
                return self._product(factors)
            case Negate(value=value):
                width = width_of(magnitude(value.kind), self.dialect)
                (part,) = self._wide_enough([self.print(value)], width)
                return Printed(negation(part.expression), part.width)
            case Quotient(dividend=dividend, divisor=divisor):
                return self._quotient(self.print(dividend), self.print(divisor))
            case Remainder(dividend=dividend, divisor=divisor):
                left, right = self.print(dividend), self.print(divisor)
                rest = binary(exp.Mod, left.expression, right.expression)
                return Printed(rest, max(left.width, right.width))
            case Least(parts=parts):
                return self._extreme(exp.Least, parts)
            case Greatest(parts=parts):
                return self._extreme(exp.Greatest, parts)
            case _:
                assert_never(formula)

    def _sum(self, terms: Sequence[Formula]) -> Printed:
        """Partial sums may exceed the whole: the width is that of all the terms together."""
        ordered = sorted(terms, key=is_negative)
        signed = [unsigned(term) for term in ordered[1:]]
        together = (ordered[0], *(term for _, term in signed))
        width = width_of(sum(magnitude(term.kind) for term in together), self.dialect)
        start = self.print(ordered[0])
        parts = self._wide_enough([start, *(self.print(term) for _, term in signed)], width)
        total = parts[0].expression
        for (negative, _), part in zip(signed, parts[1:], strict=True):
            total = binary(exp.Sub if negative else exp.Add, total, part.expression)
        return Printed(total, max(part.width for part in parts))

    def _product(self, factors: Sequence[Formula]) -> Printed:
        size = 1
        for factor in factors:
            size *= max(1, magnitude(factor.kind))
        width = width_of(size, self.dialect)
        parts = self._wide_enough([self.print(factor) for factor in factors], width)
        result = parts[0].expression
        for part in parts[1:]:
            result = binary(exp.Mul, result, part.expression)
        return Printed(result, max(part.width for part in parts))

    def _wide_enough(self, parts: list[Printed], width: Width) -> list[Printed]:
        """Return `parts`, one of the first two of `width` at least: the operation has its width."""
        if max(part.width for part in parts[:2]) >= width:
            return parts
        return [cast(parts[0], width, self.dialect), *parts[1:]]

    def _quotient(self, dividend: Printed, divisor: Printed) -> Printed:
        left, right = dividend.expression, divisor.expression
        width = max(dividend.width, divisor.width)
        if self.dialect is Dialect.DUCKDB:
            return Printed(binary(exp.IntDiv, left, right), width)
        if self.dialect is Dialect.SPARK:
            return Printed(binary(exp.IntDiv, left, right), max(width, Width.LONG))
        if width is Width.WIDE:
            return Printed(call("DIV", left, right), width)
        quotient = binary(exp.Div, left, right)
        quotient.set("typed", True)
        return Printed(quotient, width)

    def _extreme(
        self, function: type[exp.Least | exp.Greatest], parts: Sequence[Formula]
    ) -> Printed:
        first, *others = (self.print(part) for part in parts)
        expressions = [part.expression for part in others]
        # Without `ignore_nulls`, sqlglot adds tests for NULL, which never arises.
        result = function(this=first.expression, expressions=expressions, ignore_nulls=True)
        return Printed(result, max(first.width, *(part.width for part in others)))

    def _fold(self, formula: Fold) -> Printed:
        """Return an aggregate: a column that is NULL where no element passes."""
        found = self.folds[formula]
        value = found.expression.copy()
        if formula.empty is None:
            return Printed(value, found.width)
        empty = self.print(formula.empty)
        both = exp.Coalesce(this=value, expressions=[empty.expression])
        return Printed(both, max(found.width, empty.width))

    def _position(self, formula: Position) -> Printed:
        kind = formula.item.kind
        assert isinstance(kind, ItemKind)
        *items, _ = kind.type.items
        last = exp.Literal.number(len(items))
        if not items:
            return Printed(last)
        ifs = [
            exp.If(this=exp.Literal.string(item), true=exp.Literal.number(index))
            for index, item in enumerate(items)
        ]
        subject = self.print(formula.item).expression
        return Printed(exp.Case(this=subject, ifs=ifs, default=last))

    def _choose(self, formula: Choose) -> Printed:
        values = [self.print(value) for _, value in formula.cases]
        otherwise = self.print(formula.otherwise)
        ifs = [
            exp.If(this=self.print(condition).expression, true=value.expression)
            for (condition, _), value in zip(formula.cases, values, strict=True)
        ]
        width = max(part.width for part in (*values, otherwise))
        return Printed(exp.Case(ifs=ifs, default=otherwise.expression), width)

    def _day(self, formula: Extract | AddMonths | AddDays | DaysBetween) -> Printed:
        match formula:
            case Extract(part=part, day=day):
                return days.extract(part, self.print(day).expression, self.dialect)
            case AddMonths(day=day, months=count):
                start, more = self.print(day).expression, self.print(count)
                return Printed(days.add_months(start, more, self.dialect))
            case AddDays(day=day, days=count):
                start, more = self.print(day).expression, self.print(count)
                return Printed(days.add_days(start, more, self.dialect))
            case DaysBetween(start=first, end=last):
                ends = (self.print(first).expression, self.print(last).expression)
                return days.days_between(*ends, self.dialect)
            case _:
                assert_never(formula)
