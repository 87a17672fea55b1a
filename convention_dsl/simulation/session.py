"""A DuckDB connection that can be stopped, tells how far it is, and keeps within its memory."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

if TYPE_CHECKING:
    import duckdb

    from convention_dsl.simulation.reading import Reading

_LOOKS_EVERY = 0.1
"""How often, in seconds, the progress of a query is looked at."""

_SLOW = "partial_aggregate_pushdown"

Told = Callable[[float], None]
"""Hears how much of a query is done, between 0 and 1."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Session:
    """A connection, and who hears of its progress (None: nobody)."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    """A folder that goes away with the session."""
    told: Told | None = None
    texts: list[str] = field(default_factory=list)
    """Every statement that was run, in order: what a test or a curious reader wants to see."""

    def run(self, query: exp.Expression | str) -> list[Row]:
        """Run a statement and return its rows.

        The statement runs in a thread of its own, so that an interruption is heard at once whatever
        the engine does; the statement is then cancelled and the interruption goes on its way.
        """
        text = query if isinstance(query, str) else sql(query)
        self.texts.append(text)
        work = _Work(self.connection, text)
        work.start()
        try:
            while not work.over.wait(_LOOKS_EVERY):
                if self.told is not None:
                    self.told(max(0.0, self.connection.query_progress() / 100))
        except BaseException:
            self._cancel(work)
            raise
        if work.error is not None:
            raise work.error
        return work.rows

    def one(self, query: exp.Expression | str) -> Row:
        """Run a statement that gives one row and return it."""
        return self.run(query)[0]

    def far(self, reading: Reading) -> Reading:
        """Return the reading with its tables where the session calculates: here."""
        return reading

    def brought(self, query: exp.Select) -> exp.Select:
        """Return a query of results with the rows that it is made from here."""
        return query

    def _cancel(self, work: _Work) -> None:
        """Stop a statement; a cancellation may come before the engine has begun."""
        while not work.over.is_set():
            self.connection.interrupt()
            work.over.wait(_LOOKS_EVERY)


class _Work(threading.Thread):
    """One statement, and what came of it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, text: str) -> None:
        super().__init__(daemon=True)
        self.connection, self.text = connection, text
        # A thread whose `join` was interrupted looks as if it had ended: an event does not.
        self.over = threading.Event()
        self.rows: list[Row] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.rows = self.connection.execute(self.text).fetchall()
        except BaseException as error:
            self.error = error
        finally:
            self.over.set()


def sql(query: exp.Expression) -> str:
    """Return a statement as DuckDB reads it."""
    return query.sql(dialect="duckdb", comments=False)


def _spare(connection: duckdb.DuckDBPyConnection) -> None:
    """Leave out an optimization of joins that takes minutes over the cells of a large CSV.

    There is no join here to gain by it; versions of DuckDB before 2 do not have it.
    """
    known = {name for (name,) in connection.execute("FROM duckdb_optimizers()").fetchall()}
    if _SLOW in known:
        connection.execute(f"SET disabled_optimizers = '{_SLOW}'")


@contextmanager
def opened(
    *, memory: str = "1GB", scratch: Path | None = None, told: Told | None = None
) -> Iterator[Session]:
    """Open a session of at most `memory`, which spills to a folder of its own inside `scratch`.

    `scratch` is the folder of the output where there is one (it has room), else the system's.
    """
    import duckdb

    with contextlib.ExitStack() as stack:
        made = tempfile.TemporaryDirectory(
            prefix=".convention-", dir=scratch, ignore_cleanup_errors=True
        )
        folder = Path(stack.enter_context(made))
        connection = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": str(folder / "spilled"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        stack.callback(connection.close)
        _spare(connection)
        if told is not None:
            connection.execute("SET enable_progress_bar = true")
            connection.execute("SET enable_progress_bar_print = false")
        yield Session(connection, folder, told)
