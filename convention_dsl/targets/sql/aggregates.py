"""Aggregates of lists: which ones a plan needs, and what they are in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from sqlglot import exp

from convention_dsl.calculator.plan.formula import (
    BOOL,
    All,
    Fold,
    FoldKind,
    Formula,
    IntKind,
    Ref,
)
from convention_dsl.calculator.plan.plan import Definition, ListInput, Plan
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.calculator.plan.traverse import needed, walk
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Span
from convention_dsl.targets.sql.building import logical
from convention_dsl.targets.sql.dialects import (
    Dialect,
    column_width,
    integer_type,
    magnitude,
    width_of,
)
from convention_dsl.targets.sql.formulas import Printer
from convention_dsl.targets.sql.printed import Printed
from convention_dsl.targets.sql.reading import folds

OF_THE_WHOLE = Wording(
    "an element of a list that is calculated from a total, a count or an extreme of the list",
    "un élément d'une liste calculé d'après un total, un nombre ou un extrême de la liste",
)
_EXTREMES: Mapping[FoldKind, type[exp.AggFunc]] = {
    FoldKind.LEAST: exp.Min,
    FoldKind.GREATEST: exp.Max,
}
_LOGICAL: Mapping[FoldKind, tuple[str, bool]] = {
    FoldKind.ANY: ("BOOL_OR", False),
    FoldKind.EVERY: ("BOOL_AND", True),
}


@dataclass(frozen=True)
class Aggregate:
    """An aggregate of a list, and what is said of a row: the element counts, and what of it."""

    fold: Fold
    name: str
    passes: Formula
    most: int


def presence(list_name: str) -> str:
    """Return the name, in no plan, of whether a row holds an element of a list."""
    return f"{list_name}.present"


def aggregates(plan: Plan, outputs: Sequence[str]) -> list[Aggregate]:
    """Return the aggregates that `outputs` of a plan need, each once.

    Raises `UnsupportedError` where an element depends on one.
    """
    wanted = needed(plan, outputs)
    late = after_lists(plan)
    lists = {each.name: each for each in plan.lists}
    found: dict[Fold, Aggregate] = {}
    for definition in plan.definitions:
        if definition.name not in wanted:
            continue
        for fold in folds(definition.formula):
            if fold not in found:
                found[fold] = _aggregate(fold, f"{definition.name}.{len(found)}", lists[fold.over])
                _check(plan, fold, late, definition.span)
    return list(found.values())


def after_lists(plan: Plan) -> frozenset[str]:
    """Return the definitions that depend on an aggregate of a list."""
    late: set[str] = set()
    for definition in plan.definitions:
        if any(
            isinstance(part, Fold) or (isinstance(part, Ref) and part.name in late)
            for part in walk(definition.formula)
        ):
            late.add(definition.name)
    return frozenset(late)


def by_row(plan: Plan) -> list[Definition]:
    """Return the definitions that are calculated for each row, in order."""
    late = after_lists(plan)
    early = [each for each in plan.definitions if each.name not in late]
    return [*early, *(each for list_ in plan.lists for each in list_.definitions)]


def aggregate(given: Aggregate, printer: Printer) -> Printed:
    """Return an aggregate over the rows of a group, from a printer for a row.

    The smallest and the largest are NULL where no element passes; nothing else is.
    """
    fold, body = given.fold, printer.print(given.fold.body)
    passes = exp.Where(this=printer.print(given.passes).expression)
    match fold.fold:
        case FoldKind.SUM:
            width_of(given.most * magnitude(fold.body.kind), printer.dialect)
            value: exp.Func = exp.Sum(this=body.expression)
            empty: exp.Expression | None = exp.Literal.number(0)
        case FoldKind.LEAST | FoldKind.GREATEST:
            value, empty = _EXTREMES[fold.fold](this=body.expression), None
        case FoldKind.ANY | FoldKind.EVERY:
            function, start = _LOGICAL[fold.fold]
            value, empty = logical(function, body.expression), exp.Boolean(this=start)
        case _:
            assert_never(fold.fold)
    filtered = exp.Filter(this=value, expression=passes)
    if empty is None:
        return _typed(filtered, fold, printer.dialect)
    whole = exp.Coalesce(this=filtered, expressions=[empty])
    return _typed(whole, fold, printer.dialect)


def over_rows(value: exp.Expression, group: Sequence[exp.Expression]) -> exp.Expression:
    """Return an aggregate of a group as what each row of the group has."""

    def window(node: exp.Expression) -> exp.Expression:
        is_filtered = isinstance(node.parent, exp.Filter) and node.arg_key == "this"
        if not isinstance(node, exp.AggFunc | exp.Filter) or is_filtered:
            return node
        return exp.Window(this=node.copy(), partition_by=[key.copy() for key in group])

    return value.copy().transform(window)


def _aggregate(fold: Fold, name: str, over: ListInput) -> Aggregate:
    present = Ref(BOOL, presence(over.name))
    passes: Formula = present if fold.filter is None else All((present, fold.filter))
    return Aggregate(fold, name, passes, over.most)


def _check(plan: Plan, fold: Fold, late: frozenset[str], span: Span) -> None:
    elements = {each.name: each for list_ in plan.lists for each in list_.definitions}
    waiting = [part for part in (fold.body, fold.filter) if part is not None]
    seen: set[str] = set()
    while waiting:
        for part in walk(waiting.pop()):
            if isinstance(part, Fold) or (isinstance(part, Ref) and part.name in late):
                raise UnsupportedError(OF_THE_WHOLE, span)
            if isinstance(part, Ref) and part.name in elements and part.name not in seen:
                seen.add(part.name)
                waiting.append(elements[part.name].formula)


def _typed(value: exp.Expression, fold: Fold, dialect: Dialect) -> Printed:
    if not isinstance(fold.kind, IntKind):
        return Printed(value)
    width = column_width(fold.kind, dialect)
    return Printed(exp.Cast(this=value, to=integer_type(width, dialect)), width)
