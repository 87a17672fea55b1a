"""What formulas mean: a direct interpreter, which printers of formulas are tested against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import prod
from typing import Any, assert_never

from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Comparison,
    Const,
    DatePart,
    DaysBetween,
    Extract,
    Fold,
    FoldKind,
    Formula,
    Greatest,
    ItemKind,
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
from convention_dsl.calculator.plan.plan import Plan, Raw
from convention_dsl.calculator.plan.traverse import names_in
from convention_dsl.core.dates import add_months

Row = Mapping[str, Raw]
Found = Any
"""A scalar; which one, the formula's kind says."""

_COMPARE: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQUAL: lambda left, right: left == right,
    Comparison.LESS: lambda left, right: left < right,
    Comparison.LESS_EQUAL: lambda left, right: left <= right,
}


def run(
    plan: Plan,
    columns: Row,
    lists: Mapping[str, Sequence[Row]] | None = None,
    parameters: Row | None = None,
) -> dict[str, Raw]:
    """Return the value of every name of a plan.

    `columns` gives each column, `lists` the rows of each list, `parameters` those that have another
    value than the texts'. What is given is of the columns' kinds; results mean nothing where the
    plan's fault is not 0.
    """
    values: dict[str, Raw] = {each.name: each.value for each in plan.parameters}
    values.update(parameters or {})
    values.update(columns)
    running = _Running(plan, lists or {})
    for definition in plan.definitions:
        values[definition.name] = running.value(definition.formula, values)
    return values


class _Running:
    def __init__(self, plan: Plan, lists: Mapping[str, Sequence[Row]]) -> None:
        self.lists = lists
        self.definitions = {each.name: each.definitions for each in plan.lists}

    def value(self, formula: Formula, env: Mapping[str, Raw]) -> Found:
        def of(part: Formula) -> Found:
            return self.value(part, env)

        match formula:
            case Const():
                return formula.value
            case Ref():
                return env[formula.name]
            case Sum():
                return sum(map(of, formula.terms))
            case Negate():
                return -of(formula.value)
            case Product():
                return prod(map(of, formula.factors))
            case Quotient():
                return of(formula.dividend) // of(formula.divisor)
            case Remainder():
                return of(formula.dividend) % of(formula.divisor)
            case Least():
                return min(map(of, formula.parts))
            case Greatest():
                return max(map(of, formula.parts))
            case Compare():
                return _COMPARE[formula.comparison](of(formula.left), of(formula.right))
            case Position():
                assert isinstance(formula.item.kind, ItemKind)
                return formula.item.kind.type.items.index(of(formula.item))
            case All():
                return all(map(of, formula.parts))
            case Some():
                return any(map(of, formula.parts))
            case Not():
                return not of(formula.part)
            case Choose():
                taken = (value for condition, value in formula.cases if of(condition))
                return of(next(taken, formula.otherwise))
            case Extract():
                return _extract(formula.part, of(formula.day))
            case AddMonths():
                return add_months(of(formula.day), of(formula.months))
            case AddDays():
                return of(formula.day) + timedelta(days=of(formula.days))
            case DaysBetween():
                return (of(formula.end) - of(formula.start)).days
            case Fold():
                return self.fold(formula, env)
            case _:
                assert_never(formula)

    def fold(self, formula: Fold, env: Mapping[str, Raw]) -> Found:
        bodies = []
        for row in self.lists.get(formula.over, ()):
            inner = {**env, **row}
            for definition in self.definitions[formula.over]:
                # one that reads what comes after this fold is not read by it
                if _has_names(definition.formula, inner):
                    inner[definition.name] = self.value(definition.formula, inner)
            if formula.filter is None or self.value(formula.filter, inner):
                bodies.append(self.value(formula.body, inner))
        match formula.fold:
            case FoldKind.SUM:
                return sum(bodies)
            case FoldKind.ANY:
                return any(bodies)
            case FoldKind.EVERY:
                return all(bodies)
            case FoldKind.LEAST | FoldKind.GREATEST:
                assert formula.empty is not None
                if not bodies:
                    return self.value(formula.empty, env)
                return _best(formula.fold, bodies)
            case _:
                assert_never(formula.fold)


def _best(fold: FoldKind, values: Iterable[Any]) -> Found:
    return min(values) if fold is FoldKind.LEAST else max(values)


def _extract(part: DatePart, value: date) -> int:
    match part:
        case DatePart.YEAR:
            return value.year
        case DatePart.MONTH:
            return value.month
        case DatePart.DAY:
            return value.day
        case _:
            assert_never(part)


def _has_names(formula: Formula, env: Mapping[str, Raw]) -> bool:
    return all(name in env for name in names_in(formula))
