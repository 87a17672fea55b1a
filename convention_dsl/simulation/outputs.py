"""Files of results: written beside their place, then put in it, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from convention_dsl.simulation.pieces import cast, varchar
from convention_dsl.simulation.session import Session, sql
from convention_dsl.targets.sql.building import call, column, named

PARTIAL = ".partial"
"""How the temporary name of a file under way ends: `.result.parquet.1234.partial`."""

_FRACTIONAL = ("DECIMAL", "DOUBLE", "FLOAT", "REAL")


@dataclass(frozen=True)
class Form:
    """How a file of results is written."""

    is_parquet: bool = False
    is_french: bool = False
    """Semicolons, decimal commas and a mark at the start: what a French spreadsheet opens."""

    @classmethod
    def of(cls, name: str, language: str) -> Form:
        """Return the form that the name of a file asks for."""
        return cls(name.lower().endswith((".parquet", ".pq")), language == "fr")


class Files:
    """The files that a simulation writes; nothing is in its place before `commit`.

    Used as a context: what is not committed is removed.
    """

    def __init__(self) -> None:
        self._moves: dict[Path, Path] = {}

    def __enter__(self) -> Files:
        return self

    def __exit__(self, *_: object) -> None:
        for partial in self._moves:
            partial.unlink(missing_ok=True)
        self._moves.clear()

    def partial(self, path: Path) -> Path:
        """Return the temporary name for `path`, in the same folder."""
        found = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
        self._moves[found] = path
        return found

    def commit(self) -> None:
        """Put every file in its place. Raises `OSError`."""
        for partial, path in list(self._moves.items()):
            partial.replace(path)
            del self._moves[partial]


def write(session: Session, query: exp.Select, path: Path, form: Form) -> int:
    """Write the rows of a query to `path` and return how many there are."""
    options = _PARQUET if form.is_parquet else _CSV.format(";" if form.is_french else ",")
    query = session.brought(query)
    text = sql(query if form.is_parquet else _as_text(session, query, form))
    place = str(path).replace("'", "''")
    return int(session.one(f"COPY ({text}) TO '{place}' ({options})")[0])


_PARQUET = "FORMAT parquet"
_CSV = "FORMAT csv, HEADER true, DELIMITER '{}'"


def _as_text(session: Session, query: exp.Select, form: Form) -> exp.Select:
    """Return the query with its cells as the form writes them, its first name after the mark."""
    columns = types_of(session, query)
    cells = [
        named(
            _cell(column(name), type_, form), "\ufeff" + name if form.is_french and first else name
        )
        for first, (name, type_) in _numbered(columns)
    ]
    return exp.select(*cells, copy=False).from_(query.subquery("result", copy=False), copy=False)


def _numbered(columns: Mapping[str, str]) -> Sequence[tuple[bool, tuple[str, str]]]:
    return [(index == 0, each) for index, each in enumerate(columns.items())]


def _cell(value: exp.Expression, type_: str, form: Form) -> exp.Expression:
    if type_ == "BOOLEAN":
        return cast(value, exp.DType.INT)
    if form.is_french and type_.startswith(_FRACTIONAL):
        text = varchar(value)
        return call("replace", text, exp.Literal.string("."), exp.Literal.string(","))
    return value


def types_of(session: Session, query: exp.Select) -> Mapping[str, str]:
    """Return the columns of a query and their types."""
    return {row[0]: row[1] for row in session.run(f"DESCRIBE {sql(query)}")}
