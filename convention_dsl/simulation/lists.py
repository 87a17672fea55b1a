"""Clauses over lists: the rows of a group are the elements, and the group has one value.

A row that a check of the input refuses is no element. A group is refused whole where its rows
disagree on what is not of the list, where an element breaks an invariant, or where a clause has no
value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BOOL, Fold, FoldKind, Ref
from convention_dsl.calculator.plan.plan import Column, Definition, Plan, Requirement
from convention_dsl.simulation.pieces import varchar
from convention_dsl.simulation.queries import (
    SOUND,
    Outputs,
    Part,
    Rows,
    all_of,
    finished,
    harmless,
    over,
    sound,
)
from convention_dsl.simulation.reading import Check, PlanReading, Reading
from convention_dsl.targets.sql.building import binary, call, column, named
from convention_dsl.targets.sql.query import query
from convention_dsl.targets.sql.request import ListRows, Wanted

BROKEN = "group_broken"
"""The column that says which check of the group refuses it: 0, or 1 + its position."""
GROUP_ROWS, GROUP_SOUND, GROUP_SHOWN = "group_rows", "group_sound", "group_value"


def with_elements(part: Part) -> Part:
    """Return a part whose clause also requires the invariants of the elements of its lists."""
    plan, definitions, demands = part.plan, [], []
    for list_ in part.plan.lists:
        for each in list_.requirements:
            name = f"every {each.name}"
            formula = Fold(BOOL, FoldKind.EVERY, list_.name, Ref(BOOL, each.name))
            definitions.append(Definition(name, formula, span=each.span))
            demands.append(Requirement(name, each.label, each.span))
    plan = replace(
        plan,
        definitions=(*plan.definitions, *definitions),
        requirements=(*plan.requirements, *demands),
    )
    return replace(part, plan=plan)


def groups(
    parts: Sequence[Part],
    reading: Reading,
    keys: Mapping[str, exp.Expression],
) -> Rows:
    """Return the query of the results of `parts` for each group of rows with the same `keys`.

    Its columns are the keys, those named above, and what `queries.rows` gives. Raises
    `TooWideError`.
    """
    source = exp.select(exp.Star(), named(sound(reading), SOUND), copy=False)
    source = source.from_(reading.scan.copy(), copy=False)
    broken = _broken(reading.group_checks)
    names = Outputs.of(parts)
    wanted = [
        Wanted(
            part.plan,
            dict(_columns(part.plan, read, broken)),
            own,
            lists=_lists(part.plan, read),
            prefix=f"d{number}_",
        )
        for number, (part, read, own) in enumerate(
            zip(parts, reading.plans, names.parts, strict=True)
        )
    ]
    carried = {name: value.copy() for name, value in keys.items()}
    carried |= {
        BROKEN: broken,
        GROUP_SHOWN: _shown(reading.group_checks),
        GROUP_ROWS: exp.Count(this=exp.Star()),
        GROUP_SOUND: call("count_if", column(SOUND)),
    }
    group = [value.copy() for value in keys.values()]
    inner = query(
        source.subquery(copy=False), wanted, reading.dialect, carried=carried, group=group
    )
    whole = binary(exp.EQ, column(BROKEN), exp.Literal.number(0))
    inner = over(inner, [exp.Star(), named(whole, SOUND)])
    found = finished(parts, names, inner, (*carried, SOUND))
    return replace(found, keys=tuple(keys), is_grouped=True)


def _broken(checks: Sequence[Check]) -> exp.Expression:
    zero = exp.Literal.number(0)
    ifs = [
        exp.If(this=each.holds.copy(), true=exp.Literal.number(number))
        for number, each in enumerate(checks, 1)
    ]
    return exp.Case(ifs=ifs, default=zero) if ifs else zero


def _shown(checks: Sequence[Check]) -> exp.Expression:
    ifs = [exp.If(this=each.holds.copy(), true=each.shown.copy()) for each in checks]
    return exp.Case(ifs=ifs) if ifs else varchar(exp.null())


def _columns(
    plan: Plan, read: PlanReading, broken: exp.Expression
) -> Iterator[tuple[str, exp.Expression]]:
    """Yield the columns of a group, harmless where a check refuses it."""
    is_whole = binary(exp.EQ, exp.Paren(this=broken), exp.Literal.number(0))
    for each in plan.columns:
        if each.name in read.columns:
            yield each.name, harmless(read.columns[each.name], each.kind, is_whole)


def _lists(plan: Plan, read: PlanReading) -> Mapping[str, ListRows]:
    return {
        each.name: ListRows(_present(read, each.name), dict(_cells(each.columns, read, each.name)))
        for each in plan.lists
    }


def _present(read: PlanReading, name: str) -> exp.Expression:
    return all_of([column(SOUND), read.lists[name].present.copy()])


def _cells(
    columns: Sequence[Column], read: PlanReading, name: str
) -> Iterator[tuple[str, exp.Expression]]:
    for each in columns:
        if each.name in read.lists[name].columns:
            value = read.lists[name].columns[each.name]
            yield each.name, harmless(value, each.kind, column(SOUND))
