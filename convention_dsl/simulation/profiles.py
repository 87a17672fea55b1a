"""Profiles: how many rows have each combination of what clauses read.

A profile stands for its population wherever a clause reads no more than what it was saved for: the
clause is calculated once for each combination, and weighed. A few thousand combinations say all
that a national table says of an amount, under any value of its parameters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.plan import Column, Plan, Raw, Role
from convention_dsl.simulation.pieces import bigint, cast, table
from convention_dsl.simulation.profile_columns import KEY, ProfileColumn, column_json, parsed_column
from convention_dsl.simulation.queries import (
    SOUND,
    WEIGHT,
    Decoded,
    Part,
    Rows,
    all_of,
    over,
    over_source,
    read_columns,
)
from convention_dsl.simulation.reading import PlanReading, Reading
from convention_dsl.simulation.session import sql
from convention_dsl.simulation.totals import aggregates, grouped
from convention_dsl.simulation.trouble import as_pattern
from convention_dsl.targets.sql.building import call, column, named
from convention_dsl.targets.sql.naming import Names

if TYPE_CHECKING:
    import duckdb

COUNT = "count"
"""The column that says how many rows have the combination, unless an input has that name."""

_TABLE = "convention_profile_rows"
SCHEMA = 1


class NotAProfileError(Exception):
    """A file that `save` did not write."""


class MissingError(Exception):
    """A clause reads what a profile does not have; `names` say what."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


@dataclass(frozen=True)
class Description:
    """What a profile is about.

    `about` says of which clauses, of which version of the text; `counted` and `refused` are rows of
    the population.
    """

    columns: tuple[ProfileColumn, ...]
    by: tuple[str, ...]
    count: str
    counted: int
    refused: int
    about: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the description as it stands in the file."""
        document = {
            "schema": SCHEMA,
            **self.about,
            "rows": self.counted,
            "refused": self.refused,
            "by": list(self.by),
            "count": self.count,
            "columns": [column_json(each) for each in self.columns],
        }
        return json.dumps(document, ensure_ascii=False)

    @classmethod
    def parsed(cls, text: str) -> Description:
        """Return the description that a file has. Raises `NotAProfileError`."""
        try:
            document = json.loads(text)
            known = ("schema", "rows", "refused", "by", "count", "columns")
            return cls(
                tuple(parsed_column(each) for each in document["columns"]),
                tuple(document["by"]),
                document["count"],
                document["rows"],
                document["refused"],
                {key: value for key, value in document.items() if key not in known},
            )
        except (ValueError, KeyError, TypeError) as error:
            raise NotAProfileError(str(error)) from error


# Saving ------------------------------------------------------------------------------------------


def saved(
    rows: Rows, by: Sequence[str], counts: tuple[int, int], about: Mapping[str, str]
) -> tuple[exp.Select, Description]:
    """Return the query of a profile's rows and its description.

    `rows` are counted and have the inputs, their keys are the columns `by`. `counts` are the rows
    read and refused for what they hold: rows for which a clause has no value are counted, as they
    may have one under other amounts.
    """
    names = Names()
    columns = [named(column(key), names.new(name)) for key, name in zip(rows.keys, by, strict=True)]
    found = []
    for each in rows.inputs:
        own = names.new(_name(each.column))
        found += [ProfileColumn.of(own, held) for held in (each.column, *each.others)]
        columns.append(named(column(each.alias), own))
    count = names.new(COUNT)
    columns.append(named(bigint(call("sum", column(WEIGHT))), count))
    query = over(rows.query.copy(), columns).where(_holding(rows), copy=False)
    keys = [column(key) for key in (*rows.keys, *(each.alias for each in rows.inputs))]
    if keys:
        query = query.group_by(*keys, copy=False)
        query = query.order_by(*(key.copy() for key in keys), copy=False)
    seen, refused = counts
    return query, Description(tuple(found), tuple(by), count, seen - refused, refused, about)


def _holding(rows: Rows) -> exp.Expression:
    """Return whether the checks and the invariants hold."""
    demands = [column(alias) for own in rows.demands for alias in own]
    return all_of([column(SOUND), *demands])


def options(description: Description) -> str:
    """Return the options of COPY that put a description in a file."""
    text = description.text().replace("'", "''")
    return f"FORMAT parquet, KV_METADATA {{{KEY}: '{text}'}}"


def _name(given: Column) -> str:
    """Return what a person would call a column."""
    parts = [*(given.path[1:] or given.path)]
    parts += [str(given.member)] if given.member is not None else []
    parts += ["known"] if given.role is Role.KNOWN else []
    return ".".join(parts)


# Reading -----------------------------------------------------------------------------------------


def described(connection: duckdb.DuckDBPyConnection, path: Path) -> Description:
    """Return what a profile is about. Raises `NotAProfileError`, `OSError`."""
    import duckdb

    with path.open("rb"):
        pass
    query = "SELECT value FROM parquet_kv_metadata(?) WHERE key::VARCHAR = ?"
    try:
        found = connection.execute(query, [as_pattern(path), KEY]).fetchall()
    except duckdb.Error as error:
        raise NotAProfileError(str(error)) from error
    if not found:
        raise NotAProfileError(str(path))
    value = found[0][0]
    return Description.parsed(value.decode() if isinstance(value, bytes) else value)


def plan_reading(description: Description, plan: Plan) -> PlanReading:
    """Return where a plan's columns are in a profile. Raises `MissingError`."""
    found: dict[str, exp.Expression] = {}
    missing = []
    by_name = {each.name: each for each in plan.columns}
    for name, _ in read_columns(plan):
        own = next((c for c in description.columns if c.serves(by_name[name])), None)
        if own is None:
            missing.append(_name(by_name[name]))
        else:
            found[name] = column(own.name)
    if missing:
        raise MissingError(missing)
    return PlanReading(found)


def reading(description: Description, path: Path, plans: Sequence[Plan]) -> Reading:
    """Return a profile as the input of a simulation. Raises `MissingError`."""
    scan = exp.Table(this=call("read_parquet", exp.Literal.string(as_pattern(path))))
    return Reading(
        scan,
        tuple(plan_reading(description, plan) for plan in plans),
        (),
        description.by,
        weight=bigint(call("sum", column(description.count))),
    )


# In process --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Total:
    """What a clause comes to over a profile: the sum of each of its numbers, by name.

    `calculated` rows have a value; `rows` are all those of the profile.
    """

    rows: int
    calculated: int
    sums: Mapping[str, Fraction]

    @property
    def amount(self) -> Fraction:
        """The only sum."""
        (found,) = self.sums.values()
        return found


@dataclass
class Profile:
    """A profile in memory, for the same clause under many amounts."""

    description: Description
    connection: duckdb.DuckDBPyConnection
    _prepared: dict[int, _Prepared] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Profile:
        """Read a profile. Raises `NotAProfileError`, `OSError`."""
        import duckdb

        connection = duckdb.connect(config={"threads": 1})
        description = described(connection, path)
        text = as_pattern(path).replace("'", "''")
        connection.execute(f"CREATE TABLE \"{_TABLE}\" AS SELECT * FROM read_parquet('{text}')")
        return cls(description, connection)

    def total(self, plan: Plan, parameters: Mapping[str, Raw] | None = None) -> Total:
        """Return what a clause comes to; `parameters` are other values for its own, by id.

        Values are scaled as the plan's are. Raises `MissingError` where the clause reads what the
        profile does not have, KeyError for a parameter that the plan does not have, ValueError
        for a value that the plan was not made for (`pipeline.plan(…, editable=True)` makes plans
        for a wide range of amounts).
        """
        prepared = self._prepared.get(id(plan))
        if prepared is None or prepared.plan is not plan:
            prepared = _Prepared.of(self, plan, len(self._prepared))
            self._prepared[id(plan)] = prepared
        return prepared.total(parameters or {})


@dataclass(frozen=True)
class _Prepared:
    """A plan over a profile, ready to be executed with the values of its parameters."""

    plan: Plan
    name: str
    rows: Rows
    connection: duckdb.DuckDBPyConnection

    @classmethod
    def of(cls, profile: Profile, plan: Plan, number: int) -> _Prepared:
        parts = [Part("value", plan)]
        own = reading(profile.description, Path(), [plan])
        decoded = Decoded.of(parts, own)
        count = named(column(profile.description.count), WEIGHT)
        columns = [named(value.copy(), name) for name, value in decoded.expressions.items()]
        source = exp.select(*columns, count, copy=False).from_(table(_TABLE), copy=False)
        given = [
            {
                each.name: _placeholder(index, each.kind)
                for index, each in enumerate(plan.parameters)
            }
        ]
        found = over_source(source, parts, decoded, (WEIGHT,), parameters=given)
        name = f"clause_{number}"
        profile.connection.execute(f"PREPARE {name} AS {sql(grouped(found))}")
        return cls(plan, name, found, profile.connection)

    def total(self, parameters: Mapping[str, Raw]) -> Total:
        values = dict(_values(self.plan, parameters))
        given = ", ".join(_literal(value) for value in values.values())
        text = f"EXECUTE {self.name}({given})" if given else f"EXECUTE {self.name}"
        found = self.connection.execute(text).fetchall()[0]
        numbers = dict(zip((each.name for each in aggregates(self.rows)), found, strict=True))
        sums = {
            each.name: Fraction(numbers[f"s_{each.alias}"], each.result.scale)
            for each in self.rows.measures
            if each.is_number and each.divisor is None
        }
        return Total(numbers["n_rows"], numbers["n_calculated"], sums)


def _placeholder(index: int, kind: Kind) -> exp.Expression:
    types: dict[type[Kind], exp.DType] = {
        BoolKind: exp.DType.BOOLEAN,
        DateKind: exp.DType.DATE,
        ItemKind: exp.DType.VARCHAR,
    }
    wide = isinstance(kind, IntKind) and max(abs(kind.low), abs(kind.high)) >= 2**63
    type_ = types.get(type(kind), exp.DType.INT128 if wide else exp.DType.BIGINT)
    return cast(exp.Parameter(this=exp.Literal.number(index + 1)), type_)


def _values(plan: Plan, given: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    """Yield the value of each parameter of a plan, by id."""
    if unknown := set(given) - {each.id for each in plan.parameters}:
        raise KeyError(min(unknown))
    for each in plan.parameters:
        value = given.get(each.id, each.value)
        match each.kind:
            case IntKind(low=low, high=high):
                fits = isinstance(value, int) and low <= value <= high
            case DateKind(low=first, high=last):
                fits = isinstance(value, date) and first <= value <= last
            case _:
                fits = True
        if not fits:
            raise ValueError(f"{each.id} = {value}")
        yield each.id, value


def _literal(value: Raw) -> str:
    match value:
        case bool():
            return str(value).lower()
        case date():
            return f"DATE '{value.isoformat()}'"
        case int():
            return str(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
