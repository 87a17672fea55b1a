"""Cases of a plan as a table, and the query that calculates them: what the SQL engines share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from convention_dsl.calculator.plan.formula import (
    BOOL,
    BoolKind,
    DateKind,
    IntKind,
    ItemKind,
    Kind,
)
from convention_dsl.calculator.plan.plan import Column, ListInput, Plan, Raw
from convention_dsl.targets.sql.building import column
from convention_dsl.targets.sql.dialects import Dialect, column_width, integer_type
from convention_dsl.targets.sql.query import ListRows, Wanted, query
from tests.agreement.backends import Case, Row, Values, names_wanted

TABLE = "cases"
ID = "id"


@dataclass(frozen=True)
class Table:
    """Columns by name with their types in SQL, and rows; those of a case have its number as id."""

    types: Mapping[str, str]
    kinds: Mapping[str, Kind]
    rows: Sequence[tuple[Raw | None, ...]]


def table(plan: Plan, cases: Sequence[Case], dialect: Dialect) -> Table:
    """Return the cases as rows: one for each, or one for each element of their lists."""
    kinds: dict[str, Kind] = {ID: IntKind(0, len(cases))}
    kinds |= {each.name: each.kind for each in plan.columns}
    for list_ in plan.lists:
        kinds[present(list_)] = BOOL
        kinds |= {each.name: each.kind for each in list_.columns}
    rows = [
        tuple(cells.get(name) for name in kinds)
        for number, case in enumerate(cases)
        for cells in _rows(plan, number, case)
    ]
    return Table({name: type_of(kind, dialect) for name, kind in kinds.items()}, kinds, rows)


def present(list_: ListInput) -> str:
    """Return the name of the column that says whether a row holds an element."""
    return f"{list_.name} present"


def statement(plan: Plan, dialect: Dialect) -> str:
    """Return the query over `TABLE`: the id and every name wanted."""
    outputs = {name: name for name in names_wanted(plan)}
    lists = {
        each.name: ListRows(column(present(each)), {c.name: column(c.name) for c in each.columns})
        for each in plan.lists
    }
    given = {each.name: _given(each, bool(lists)) for each in plan.columns}
    wanted = Wanted(plan, given, outputs, lists=lists)
    group = [column(ID)] if lists else None
    source = exp.to_table(TABLE)
    found = query(source, [wanted], dialect, carried={ID: column(ID)}, group=group)
    return found.order_by(column(ID)).sql(dialect=dialect.value)


def values(plan: Plan, found: Sequence[Sequence[object]]) -> list[Values]:
    """Return the rows that a query gave as values by name."""
    names = names_wanted(plan)
    return [
        {name: _raw(value) for name, value in zip(names, row[1:], strict=True)} for row in found
    ]


def type_of(kind: Kind, dialect: Dialect) -> str:
    """Return the type of a column in SQL."""
    match kind:
        case BoolKind():
            return "BOOLEAN"
        case DateKind():
            return "DATE"
        case ItemKind():
            return "STRING" if dialect is Dialect.SPARK else "TEXT"
        case IntKind():
            return integer_type(column_width(kind, dialect), dialect).sql(dialect=dialect.value)


def _given(declared: Column, grouped: bool) -> exp.Expression:
    value = column(declared.name)
    if not grouped:
        return value
    is_boolean = isinstance(declared.kind, BoolKind)
    return exp.LogicalAnd(this=value) if is_boolean else exp.Min(this=value)


def _rows(plan: Plan, number: int, case: Case) -> Iterator[Row]:
    columns, lists = case
    own: dict[str, Raw] = {ID: number, **columns}
    own |= {present(each): False for each in plan.lists}
    elements = [(each, cells) for each in plan.lists for cells in lists.get(each.name, ())]
    for list_, cells in elements:
        yield own | dict(cells) | {present(list_): True}
    if not elements:
        yield own


def _raw(value: object) -> Raw:
    if not isinstance(value, bool | str) and hasattr(value, "as_tuple"):  # Decimal
        whole = int(value)  # type: ignore[call-overload]
        assert whole == value
        return whole
    assert value is not None, "NULL came out"
    return value  # type: ignore[return-value]
