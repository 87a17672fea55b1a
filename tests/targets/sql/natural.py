"""Files of SQL as their readers use them: the table filled in natural units, the results read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from convention_dsl.calculator.plan.formula import IntKind
from convention_dsl.calculator.plan.plan import Column, Plan, Raw, Role
from convention_dsl.core.nodes import Value
from convention_dsl.locale import exact_text
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.registry import Material
from convention_dsl.targets.sql.build import build
from convention_dsl.targets.sql.decimals import places
from tests.agreement.backends import Case
from tests.agreement.backends.duckdb import Backend as DuckDB
from tests.agreement.backends.postgresql import Backend as PostgreSQL
from tests.agreement.backends.spark import Backend as Spark
from tests.agreement.samples import Sample

Cell = bool | int | Decimal | date | str | None
Rows = list[dict[str, Cell]]
EDITION = Edition("generated", "Generated", "en", "0", None, {}, (), {}, {})


def rows_of(plan: Plan, key: str, case: Case) -> Rows | None:
    """Return a calculation as rows of the table; None where a table cannot say it.

    An optional record that is known, and of which nothing is, cannot be told from an unknown one.
    """
    columns, lists = case
    own = _cells(plan.columns, columns)
    if own is None:
        return None
    own = {"id": key, **own}
    found: Rows = []
    for list_ in plan.lists:
        for element in lists[list_.name]:
            cells = _cells(list_.columns, element)
            if cells is None or all(cell is None for cell in cells.values()):
                return None
            found.append(own | cells)
    return found or [own]


def _cells(columns: Sequence[Column], row: Mapping[str, Raw]) -> dict[str, Cell] | None:
    unknown = [each.path for each in columns if each.role is Role.KNOWN and not row[each.name]]
    cells = {
        each.name: None if _is_within(each.path, unknown) else _natural(each, row[each.name])
        for each in columns
        if each.role is not Role.KNOWN
    }
    for known in columns:
        if known.role is Role.KNOWN and row[known.name]:
            below = [each for each in columns if each.path[: len(known.path)] == known.path]
            if all(cells.get(each.name) is None for each in below):
                return None
    return cells


def _is_within(path: tuple[str, ...], paths: Sequence[tuple[str, ...]]) -> bool:
    return any(path[: len(each)] == each for each in paths)


def _natural(column: Column, value: Raw) -> Cell:
    if not isinstance(column.kind, IntKind) or places(column.scale, column.type) is None:
        return value
    number = Fraction(int(value), column.scale)
    return int(number) if column.scale == 1 else Decimal(exact_text(number))


def expected(plan: Plan, value: Value) -> Iterator[object]:
    """Yield the columns of a value: numbers as fractions."""
    for each in plan.results:
        if each.role is Role.KNOWN:
            continue
        found = value
        for name in each.path:
            found = found[name] if isinstance(found, dict) else None
        if each.role is Role.MEMBER and found is not None:
            assert isinstance(found, frozenset)
            found = each.member in found
        yield found


def read(plan: Plan, row: Sequence[object]) -> Iterator[object]:
    """Yield the results of a row of the view: quotients as fractions."""
    cells = iter(row)
    for each in plan.results:
        if each.role is Role.KNOWN:
            continue
        found = next(cells)
        is_pair = isinstance(each.kind, IntKind) and (
            each.denominator is not None or places(each.scale, each.type) is None
        )
        if is_pair:
            below = next(cells)
            yield None if found is None else Fraction(int(str(found)), int(str(below)))
        elif isinstance(found, bool) or not isinstance(found, int | Decimal):
            yield found
        else:
            yield Fraction(found)


def files_of(sample: Sample) -> Mapping[str, str]:
    """Return the file of each dialect, by its name."""
    assert sample.plan is not None
    material = Material(EDITION, sample.program, (sample.ref,), (sample.plan,))
    return {name.split(".")[1]: text.decode() for name, text in build(material).items()}


def statements(text: str) -> list[str]:
    """Return the statements of a file."""
    code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [part for part in code.split(";\n") if part.strip()]


def run(backend: Any, text: str, stem: str, rows: Rows) -> tuple[list[Any], list[Any]]:
    """Return every row of the view of refused rows (id and refusal), and that of results."""
    make, *views = statements(text + "\n")
    refused = f'SELECT "id", "refusal" FROM "{stem}_checked"'
    results = f'SELECT * FROM "{stem}_results" ORDER BY "id"'
    drop = [f'DROP VIEW IF EXISTS "{stem}_results"', f'DROP VIEW IF EXISTS "{stem}_checked"']
    drop.append(f'DROP TABLE IF EXISTS "{stem}_inputs"')
    session = _SESSIONS[type(backend)](backend)
    for each in (*drop, make):
        session.execute(each)
    session.insert(f"{stem}_inputs", rows)
    for each in views:
        session.execute(each)
    return session.fetch(refused), session.fetch(results)


class _Cursor:
    """DuckDB and PostgreSQL: statements as they are, values as parameters."""

    mark = "?"

    def __init__(self, backend: Any) -> None:
        self.cursor = backend.connection()

    def execute(self, statement: str) -> None:
        self.cursor.execute(statement)

    def insert(self, table: str, rows: Rows) -> None:
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join(self.mark for _ in row)
            self.cursor.execute(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values())
            )

    def fetch(self, query: str) -> list[Any]:
        return self.cursor.execute(query).fetchall()


class _Psycopg(_Cursor):
    mark = "%s"


class _Spark:
    def __init__(self, backend: Any) -> None:
        self.session = backend.session()

    def execute(self, statement: str) -> None:
        self.session.sql(_ticks(statement))

    def insert(self, table: str, rows: Rows) -> None:
        schema = self.session.table(table).schema
        given = [tuple(row.get(name) for name in schema.names) for row in rows]
        self.session.createDataFrame(given, schema).write.insertInto(table)

    def fetch(self, query: str) -> list[Any]:
        return [tuple(row) for row in self.session.sql(_ticks(query)).collect()]


def _ticks(statement: str) -> str:
    """Return a statement of this module's own, quoted as Spark has it."""
    return statement if "`" in statement else statement.replace('"', "`")


_SESSIONS: Mapping[type, Any] = {DuckDB: _Cursor, PostgreSQL: _Psycopg, Spark: _Spark}
