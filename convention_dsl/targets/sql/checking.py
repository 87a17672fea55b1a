"""The view of refused rows: each row of the table, with why it is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from convention_dsl.calculator.plan.plan import ListInput
from convention_dsl.targets.sql import building
from convention_dsl.targets.sql.building import binary, column, named
from convention_dsl.targets.sql.contract import Cell, holds_any
from convention_dsl.targets.sql.describing import Context

Reason = tuple[exp.Expression, str]


def checked(
    table: str,
    *,
    key: str,
    refusal: str,
    own: Sequence[Cell],
    elements: Sequence[tuple[ListInput, Sequence[Cell]]],
    context: Context,
) -> exp.Select:
    """Return every row of `table` with a column `refusal`, NULL where the row is accepted.

    `key` tells calculations apart; `own` are the cells of a calculation, `elements` those of the
    elements of its lists.
    """
    missing = exp.Is(this=column(key), expression=exp.Null())
    reasons: list[Reason] = [(missing, context.say("missing", name=key))]
    for cell in (*own, *(each for _, cells in elements for each in cells)):
        reasons += cell.refused
    if elements:
        reasons += _of_calculations(key, own, [list_ for list_, _ in elements], context)
    ifs = [exp.If(this=test, true=exp.Literal.string(said)) for test, said in reasons]
    found = exp.select(exp.Star(), named(exp.Case(ifs=ifs), refusal), copy=False)
    return found.from_(building.table(table), copy=False)


def _of_calculations(
    key: str, own: Sequence[Cell], lists: Sequence[ListInput], context: Context
) -> Iterator[Reason]:
    """Yield the reasons that the rows of a calculation give together."""
    for cell in own:
        yield _varies(cell, key), context.say("differs", name=cell.name)
    for each in lists:
        yield _too_long(each, key), context.say("too long", most=each.most)


def _varies(cell: Cell, key: str) -> exp.Expression:
    """Return whether a cell is not the same in all the rows of a calculation."""
    value: exp.Expression = column(cell.name)
    if cell.type.is_type("boolean"):
        value = exp.Cast(this=value, to=exp.DataType.build("INT"))
    least, most = (_over(function(this=value.copy()), key) for function in (exp.Min, exp.Max))
    filled, rows = (_over(exp.Count(this=each), key) for each in (value.copy(), exp.Star()))
    some = binary(
        exp.And, binary(exp.GT, filled, exp.Literal.number(0)), binary(exp.LT, filled.copy(), rows)
    )
    return binary(exp.Or, binary(exp.NEQ, least, most), some)


def _too_long(list_: ListInput, key: str) -> exp.Expression:
    held = exp.Case(ifs=[exp.If(this=holds_any(list_.columns), true=exp.Literal.number(1))])
    count = _over(exp.Count(this=held), key)
    return binary(exp.GT, count, exp.Literal.number(list_.most))


def _over(value: exp.Expression, key: str) -> exp.Expression:
    return exp.Window(this=value, partition_by=[column(key)])
