"""The tables of results: a line per row of the input, or a line per group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, ItemKind
from convention_dsl.simulation.amounts import WIDE, number, of_row
from convention_dsl.simulation.changes import Pair
from convention_dsl.simulation.pieces import table, varchar
from convention_dsl.simulation.queries import CALCULATED, Rows, over
from convention_dsl.simulation.session import Session
from convention_dsl.simulation.summary import Group
from convention_dsl.simulation.totals import (
    GROUPS,
    ROWS,
    SOUND_ROWS,
    Aggregate,
    aggregates,
    filled_group,
)
from convention_dsl.targets.sql.building import binary, call, column, named
from convention_dsl.targets.sql.dialects import magnitude
from convention_dsl.targets.sql.naming import Names

_CHANGE = {"en": "change", "fr": "changement"}
_WORDS = {"en": ("rows", "refused"), "fr": ("lignes", "refusées")}


def by_row(rows: Rows, kept: Sequence[str], compared: str | None = None) -> exp.Select:
    """Return the rows that have a value, as they were, with a column for each clause.

    With the change from the last clause to the first where it is `compared`, named in that
    language.
    """
    names = Names()
    columns = [
        named(column(key), names.new(name)) for key, name in zip(rows.keys, kept, strict=True)
    ]
    columns += [named(of_row(each), names.new(each.name)) for each in rows.measures]
    if compared is not None:
        pair = Pair.of(rows)
        after, before = (column(each.alias) for each in (pair.after, pair.before))
        columns.append(
            named(_change(pair, after, before, _most(pair)), names.new(_CHANGE[compared]))
        )
    return over(rows.query, columns).where(column(CALCULATED), copy=False)


LISTED = 1000
"""How many groups a summary lists."""


def listed(session: Session, rows: Rows) -> tuple[Group, ...]:
    """Return the first groups, in order, with the sum of each number."""
    keys = [column(key) for key in rows.keys]
    sums = [each for each in rows.measures if each.is_number and each.divisor is None]
    one = exp.Literal.number(1)
    known = [column(f"n_{each.alias}") if each.known is not None else one for each in sums]
    columns = [column(ROWS), column(SOUND_ROWS), filled_group(rows), *map(varchar, keys)]
    columns += [*(column(f"s_{each.alias}") for each in sums), *known]
    query = exp.select(*(named(value, f"c{n}") for n, value in enumerate(columns)), copy=False)
    query = query.from_(table(GROUPS), copy=False)
    query = query.order_by(*(key.copy() for key in keys), copy=False).limit(LISTED, copy=False)
    scales = [each.result.scale for each in sums]
    return tuple(_group(row, len(keys), scales) for row in session.run(query))


def _group(row: Sequence[Any], keys: int, scales: Sequence[int]) -> Group:
    (count, calculated, has_value), rest = row[:3], row[3:]
    values = zip(scales, rest[keys : keys + len(scales)], rest[keys + len(scales) :], strict=True)
    sums = (Fraction(n, scale) if has_value and known else None for scale, n, known in values)
    return Group(tuple(rest[:keys]), calculated, count - calculated, tuple(sums))


def by_group(
    session: Session,
    rows: Rows,
    by: Sequence[str],
    language: str,
    compared: str | None = None,
) -> exp.Select:
    """Return the groups in order: how many rows were calculated and refused, and the sums."""
    names = Names()
    columns = [named(column(key), names.new(name)) for key, name in zip(rows.keys, by, strict=True)]
    counted, refused = _WORDS[language]
    columns.append(named(column(SOUND_ROWS), names.new(counted)))
    columns.append(named(binary(exp.Sub, column(ROWS), column(SOUND_ROWS)), names.new(refused)))
    for each in aggregates(rows):
        if each.measure is not None and not each.name.startswith("n_"):
            value = _sum(session, each) if each.measure.is_number else column(each.name)
            columns.append(named(value, names.new(_name(each))))
    if compared is not None:
        pair = Pair.of(rows)
        after, before = (column(f"s_{each.alias}") for each in (pair.after, pair.before))
        change = _change(pair, after, before, 10**WIDE)
        columns.append(named(change, names.new(_CHANGE[compared])))
    query = exp.select(*columns, copy=False).from_(table(GROUPS), copy=False)
    return query.order_by(*(column(key) for key in rows.keys), copy=False)


def _sum(session: Session, each: Aggregate) -> exp.Expression:
    """Return a sum as a decimal that is as wide as the largest of them needs."""
    assert each.measure is not None
    extremes = [call(name, call("abs", column(each.name))) for name in ("max",)]
    query = exp.select(*extremes, copy=False).from_(table(GROUPS), copy=False)
    largest = session.one(query)[0] or 0
    return number(column(each.name), each.measure.result, int(largest))


def _change(pair: Pair, after: exp.Expression, before: exp.Expression, most: int) -> exp.Expression:
    """Return what a row or a group gains, as a decimal."""
    change = binary(
        exp.Sub, pair.brought(pair.after, after), exp.Paren(this=pair.brought(pair.before, before))
    )
    result = replace(pair.after.result, scale=pair.scale)
    return number(exp.Paren(this=change), result, most)


def _most(pair: Pair) -> int:
    """Return the largest change that there may be, either way."""
    return sum(
        magnitude(each.result.kind) * (pair.scale // each.result.scale)
        for each in (pair.after, pair.before)
    )


def _name(each: Aggregate) -> str:
    assert each.measure is not None
    match each.measure.result.kind:
        case BoolKind():
            return each.measure.name
        case ItemKind():
            return f"{each.measure.name}.{each.counted}"
        case _:
            return each.measure.name
