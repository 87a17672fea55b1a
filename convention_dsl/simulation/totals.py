"""Sums and counts: one row per group, then the numbers of the summary, all as exact integers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.core.nodes import Value
from convention_dsl.simulation.lists import GROUP_ROWS, GROUP_SOUND
from convention_dsl.simulation.pieces import bigint, hugeint, table
from convention_dsl.simulation.queries import CALCULATED, WEIGHT, Measure, Part, Rows, all_of, over
from convention_dsl.simulation.session import Session
from convention_dsl.simulation.summary import Measured, Spread, Sum, Tally
from convention_dsl.targets.sql.building import binary, call, column, identifier, named
from convention_dsl.targets.sql.dialects import magnitude

GROUPS = "convention_groups"
"""The table of one row per group: the keys, then the columns of `aggregates`."""

_LISTED = 50
"""Of how many days a summary says how many rows have them."""

_LARGE = 2**62


@dataclass(frozen=True)
class Aggregate:
    """A column of the table of groups: `name`, its `value` over rows, and what it counts."""

    name: str
    value: exp.Expression
    measure: Measure | None = None
    counted: bool | str | None = None
    """The value whose rows are counted; None: the sum, or (without measure) rows."""


ROWS, SOUND_ROWS = "n_rows", "n_calculated"
VALUED, PARTIAL = "g_calculated", "g_partial"
"""Of clauses over lists: whether a group has a value (1 or 0), and without some of its rows."""


def aggregates(rows: Rows) -> tuple[Aggregate, ...]:
    """Return what is computed of each group of rows."""
    found = [
        Aggregate(ROWS, _count(rows, None)),
        Aggregate(SOUND_ROWS, _count(rows, column(CALCULATED))),
    ]
    if rows.is_grouped:
        lacks = binary(exp.LT, column(GROUP_SOUND), column(GROUP_ROWS))
        found.append(Aggregate(VALUED, column(CALCULATED)))
        found.append(Aggregate(PARTIAL, all_of([column(CALCULATED), lacks])))
    for each in rows.measures:
        if each.known is not None or (rows.is_grouped and not each.is_number):
            found.append(Aggregate(f"n_{each.alias}", _count(rows, each.counts()), each))
        match each.result.kind:
            case IntKind() if each.divisor is None:
                found.append(Aggregate(f"s_{each.alias}", _sum(rows, each), each))
            case BoolKind():
                value = _count(rows, all_of([each.counts(), column(each.alias)]))
                found.append(Aggregate(f"t_{each.alias}", value, each, True))
            case ItemKind(type=type_):
                for number, item in enumerate(type_.items):
                    is_it = binary(exp.EQ, column(each.alias), exp.Literal.string(item))
                    value = _count(rows, all_of([each.counts(), is_it]))
                    found.append(Aggregate(f"t_{each.alias}_{number}", value, each, item))
            case _:
                pass
    return tuple(found)


def grouped(rows: Rows) -> exp.Select:
    """Return the query of one row per group, or of one row where there are no keys."""
    columns = [column(key) for key in rows.keys]
    if rows.is_grouped:
        return over(rows.query, [*columns, *(named(_once(a), a.name) for a in aggregates(rows))])
    found = over(rows.query, [*columns, *(named(a.value, a.name) for a in aggregates(rows))])
    return found.group_by(*(column(key) for key in rows.keys), copy=False) if rows.keys else found


def _once(aggregate: Aggregate) -> exp.Expression:
    """Return what `aggregate` comes to where each line is a group."""
    zero = exp.Literal.number(0)
    measure = aggregate.measure
    if measure is None:
        return _rows_once(aggregate, zero)
    value: exp.Expression = exp.Literal.number(1)
    is_it = measure.counts()
    match aggregate.counted:
        case None if measure.is_number:
            value = hugeint(column(measure.alias))
        case str(item):
            text = exp.Literal.string(item)
            is_it = all_of([is_it, binary(exp.EQ, column(measure.alias), text)])
        case True:
            is_it = all_of([is_it, column(measure.alias)])
        case _:
            pass
    return _where(is_it, value, zero)


def _rows_once(aggregate: Aggregate, zero: exp.Expression) -> exp.Expression:
    if aggregate.name == ROWS:
        return column(GROUP_ROWS)
    if aggregate.name == SOUND_ROWS:
        return bigint(_where(column(CALCULATED), column(GROUP_SOUND), zero))
    return bigint(_where(aggregate.value, exp.Literal.number(1), zero))


def _count(rows: Rows, condition: exp.Expression | None) -> exp.Expression:
    if not rows.is_weighted:
        whole = exp.Count(this=exp.Star()) if condition is None else call("count_if", condition)
        return bigint(whole)
    weight: exp.Expression = column(WEIGHT)
    if condition is not None:
        weight = _where(condition, weight, exp.Literal.number(0))
    total = call("sum", weight)
    return bigint(call("coalesce", total, exp.Literal.number(0)))


def _sum(rows: Rows, measure: Measure) -> exp.Expression:
    value: exp.Expression = column(measure.alias)
    if magnitude(measure.result.kind) >= _LARGE or rows.is_weighted:
        value = hugeint(value)
    if rows.is_weighted:
        value = binary(exp.Mul, value, column(WEIGHT))
    total = call("sum", _where(measure.counts(), value))
    return call("coalesce", hugeint(total), exp.Literal.number(0))


def _where(
    condition: exp.Expression, value: exp.Expression, other: exp.Expression | None = None
) -> exp.Expression:
    return exp.Case(ifs=[exp.If(this=condition, true=value)], default=other)


# From the table of groups to the summary ---------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """Rows, calculated rows, groups with a value, and what each measure comes to.

    `partial` counts the groups whose value was calculated without some of their rows.
    """

    rows: int
    calculated: int
    groups: int
    partial: int
    measures: tuple[Measured, ...]


def totals(session: Session, rows: Rows, parts: Sequence[Part]) -> Totals:
    """Return what the table of groups comes to."""
    asked = list(_overall(rows))
    query = exp.select(*(named(value, name) for name, value in asked), copy=False)
    found = session.one(query.from_(table(GROUPS), copy=False))
    numbers = {name: value or 0 for (name, _), value in zip(asked, found, strict=True)}
    measured = [_measured(session, rows, each, parts[each.part], numbers) for each in rows.measures]
    counts = (numbers[ROWS], numbers[SOUND_ROWS], numbers["n_groups"], numbers.get(PARTIAL, 0))
    return Totals(*counts, tuple(measured))


def _overall(rows: Rows) -> Iterator[tuple[str, exp.Expression]]:
    filled = filled_group(rows)
    yield "n_groups", call("count_if", filled)
    for each in aggregates(rows):
        yield each.name, call("sum", column(each.name))
        if each.measure is not None and each.name.startswith("s_") and rows.keys:
            value = _where(filled.copy(), column(each.name))
            yield f"low_{each.name}", call("min", value)
            yield f"median_{each.name}", call("quantile_disc", value.copy(), _HALF.copy())
            yield f"high_{each.name}", call("max", value.copy())


def filled_group(rows: Rows) -> exp.Expression:
    """Return whether a group has a value."""
    counted = column(VALUED if rows.is_grouped else SOUND_ROWS)
    return binary(exp.GT, counted, exp.Literal.number(0))


_HALF = exp.Literal.number("0.5")


def _measured(
    session: Session, rows: Rows, measure: Measure, part: Part, numbers: dict[str, int]
) -> Measured:
    every = numbers["n_groups" if rows.is_grouped else SOUND_ROWS]
    count = numbers.get(f"n_{measure.alias}", every)
    label, type_, scale = part.plan.label, measure.result.type, measure.result.scale
    if measure.divisor is not None:
        return Sum(measure.name, label, type_, _quotients(session, rows, measure), count)
    if measure.is_number:
        name = f"s_{measure.alias}"
        total = Fraction(numbers[name], scale)
        spread = None
        if rows.keys and numbers["n_groups"]:
            places = (f"{place}_{name}" for place in ("low", "median", "high"))
            spread = Spread(*(Fraction(numbers[each], scale) for each in places))
        return Sum(measure.name, label, type_, total, count, spread)
    counts = list(_counts(session, rows, measure, numbers, count))
    unknown = every - count
    others = count - sum(number for _, number in counts)
    counts += [(None, unknown)] if unknown else []
    return Tally(measure.name, label, type_, tuple(counts), others)


def _counts(
    session: Session, rows: Rows, measure: Measure, numbers: dict[str, int], count: int
) -> Iterator[tuple[Value, int]]:
    match measure.result.kind:
        case BoolKind():
            true = numbers[f"t_{measure.alias}"]
            yield from ((True, true), (False, count - true))
        case ItemKind(type=type_):
            for number, item in enumerate(type_.items):
                yield item, numbers[f"t_{measure.alias}_{number}"]
        case DateKind():
            yield from _days(session, rows, measure)
        case IntKind(low=low, high=high):
            raise AssertionError((low, high))


def _days(session: Session, rows: Rows, measure: Measure) -> Iterator[tuple[Value, int]]:
    """Yield the most frequent days, in order."""
    query = over(rows.query.copy(), [column(measure.alias), named(_count(rows, None), ROWS)])
    query = query.where(measure.counts(), copy=False).group_by(column(measure.alias), copy=False)
    frequent = exp.Ordered(this=column(ROWS), desc=True, nulls_first=False)
    query = query.order_by(frequent, column(measure.alias), copy=False).limit(_LISTED, copy=False)
    yield from sorted((day, number) for day, number in session.run(query))


def _quotients(session: Session, rows: Rows, measure: Measure) -> Fraction:
    """Return the exact sum of quotients: their dividends are summed by divisor."""
    assert measure.divisor is not None
    divisor = column(measure.divisor)
    query = over(rows.query.copy(), [divisor, named(_sum(rows, measure), "total")])
    query = query.group_by(divisor.copy(), copy=False).where(measure.counts(), copy=False)
    parts = (Fraction(total, per) for per, total in session.run(query))
    return sum(parts, Fraction(0)) / measure.result.scale


def create(table: str, query: exp.Select) -> exp.Create:
    """Return the statement that keeps the rows of a query in a table of the session."""
    return exp.Create(
        this=exp.Table(this=identifier(table)),
        kind="TABLE",
        expression=query,
        properties=exp.Properties(expressions=[exp.TemporaryProperty()]),
    )
