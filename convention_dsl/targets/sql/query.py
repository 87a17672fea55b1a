"""A query that calculates plans over the rows of a table.

The plans read the same rows, and each gives the columns that are asked of it. A plan with lists
reads groups of rows: the rows of a group are the elements of its lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from convention_dsl.targets.sql import request
from convention_dsl.targets.sql.building import identifier, named
from convention_dsl.targets.sql.dialects import Dialect
from convention_dsl.targets.sql.grouping import Groups
from convention_dsl.targets.sql.naming import Names
from convention_dsl.targets.sql.request import ListRows, Wanted
from convention_dsl.targets.sql.staging import Job, Staged, stage

__all__ = ["ListRows", "Wanted", "parts", "query"]


def query(
    source: exp.Expression,
    wanted: Sequence[Wanted],
    dialect: Dialect,
    *,
    carried: Mapping[str, exp.Expression] | None = None,
    group: Sequence[exp.Expression] | None = None,
) -> exp.Select:
    """Return the SELECT that calculates `wanted` over the rows of `source`.

    `source` is what stands after FROM. `carried` are further columns to give, by the name they
    take. With a `group`, the rows that have it in common give one row (all rows, where it is
    empty), and `carried` are aggregates or what the rows have in common; plans with lists need one.
    Each level of the query reads the one below from a subquery. Raises `TooWideError` where an
    integer has more digits than the dialect has, `UnsupportedError` for an element of a list that
    depends on the whole list.
    """
    first, *others = parts(source, wanted, dialect, carried=carried, group=group)
    result = first
    for number, part in enumerate(others, 1):
        alias = exp.TableAlias(this=identifier(f"level_{number}"))
        result = part.from_(exp.Subquery(this=result, alias=alias), copy=False)
    return result


def parts(
    source: exp.Expression,
    wanted: Sequence[Wanted],
    dialect: Dialect,
    *,
    carried: Mapping[str, exp.Expression] | None = None,
    group: Sequence[exp.Expression] | None = None,
    readable: bool = False,
) -> list[exp.Select]:
    """Return the query as SELECTs, each to read the one before; only the first has a FROM.

    `readable` keeps what the text names as columns, with what the text says of them.
    """
    carried = dict(carried or {})
    below: list[exp.Select] = []
    if group is None:
        jobs = [_job(each, dialect, readable) for each in wanted]
    else:
        groups = Groups(wanted, carried, group, dialect, readable)
        below, jobs, carried = groups.selects, groups.jobs, groups.carried
    taken = [*carried, *(alias for each in wanted for alias in each.outputs.values())]
    staged = stage(jobs, carried, Names(taken), dialect)
    found = [*below, *staged.selects, _last(wanted, staged)]
    found[0].from_(source.copy(), copy=False)
    return found


def _job(wanted: Wanted, dialect: Dialect, readable: bool) -> Job:
    base = request.columns(wanted.plan.columns, wanted.columns, dialect)
    base |= request.parameters(wanted, dialect)
    steps = request.steps(wanted.plan.definitions, readable)
    return Job(base, steps, request.roots(wanted), wanted.prefix, wanted.outputs)


def _last(wanted: Sequence[Wanted], staged: Staged) -> exp.Select:
    found = [named(value, name) for name, value in staged.carried.items()]
    for each, printer in zip(wanted, staged.printers, strict=True):
        for root, alias in zip(request.roots(each), each.outputs.values(), strict=True):
            found.append(named(printer.of_kind(root, root.kind).expression, alias))
    return exp.select(*found, copy=False)
