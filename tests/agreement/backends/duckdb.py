"""Plans in DuckDB, in process."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.targets.sql.building import identifier
from convention_dsl.targets.sql.dialects import LIMITS, Dialect
from tests.agreement.backends import Case, Values
from tests.agreement.backends.tables import TABLE, statement, table, values
from tests.tools import located


class Backend:
    """Calculates plans with the SQL for DuckDB."""

    name = "duckdb"
    limit = LIMITS[Dialect.DUCKDB]

    def __init__(self) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = None

    def available(self) -> str | None:
        return None if located("duckdb") else "duckdb is not installed here"

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return the connection, opened when it is first asked for."""
        if self._connection is None:
            self._connection = duckdb.connect(config={"threads": 1})
        return self._connection

    def run(self, plan: Plan, cases: Sequence[Case]) -> list[Values]:
        connection = self.connection()
        query = statement(plan, Dialect.DUCKDB)
        given = table(plan, cases, Dialect.DUCKDB)
        types = ", ".join(f"{identifier(n).sql('duckdb')} {t}" for n, t in given.types.items())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {TABLE} ({types})")
        if given.rows:
            row = "(" + ", ".join("?" for _ in given.types) + ")"
            places = ", ".join(row for _ in given.rows)
            cells = [cell for cells in given.rows for cell in cells]
            connection.execute(f"INSERT INTO {TABLE} VALUES {places}", cells)
        return values(plan, connection.execute(query).fetchall())

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
