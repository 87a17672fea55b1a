"""Parquet files as delimited text: the only module that knows duckdb, an optional dependency."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from convention_dsl.syntax.limits import MAX_BYTES, MAX_CLASSES

_WORDS = {"en": ("yes", "no"), "fr": ("oui", "non")}
_MAX_COLUMNS = 200


class MissingError(Exception):
    """The library that reads Parquet files is not installed."""


class UnreadableError(Exception):
    """A file that the library cannot read, or that holds too much; with the reason."""


def as_text(content: bytes, language: str) -> str:
    """Return the text, fields separated by `;`, that says the same as a Parquet file.

    Values are written as the surface of `language` writes them; a missing one is `-`. Raises
    MissingError, UnreadableError.
    """
    names, rows = _read(content)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value, language) for value in row] for row in rows)
    if len(written.getvalue()) > MAX_BYTES:
        raise UnreadableError("too large")
    return written.getvalue()


def _read(content: bytes) -> tuple[list[str], list[tuple[object, ...]]]:
    try:
        import duckdb
    except ImportError as error:
        raise MissingError from error
    # A copy of one's own: the content is that of the digest, and no character of the path, such as
    # a star, means anything to the library.
    with TemporaryDirectory() as folder:
        copy = Path(folder, "data.parquet")
        copy.write_bytes(content)
        try:
            return _query(duckdb, copy)
        except duckdb.Error as error:
            raise UnreadableError(str(error).splitlines()[0]) from error


def _query(duckdb: Any, path: Path) -> tuple[list[str], list[tuple[object, ...]]]:  # noqa: ANN401 - an optional library
    settings = {"threads": 1, "memory_limit": "500MB"}
    with duckdb.connect(":memory:", config=settings) as connection:
        columns = connection.execute(
            "SELECT * FROM read_parquet(?) LIMIT 0", [str(path)]
        ).description
        if len(columns) > _MAX_COLUMNS:
            raise UnreadableError(f"{len(columns)} columns")
        found = connection.execute(
            f"SELECT * FROM read_parquet(?) LIMIT {MAX_CLASSES + 2}", [str(path)]
        ).fetchall()
    return [str(column[0]) for column in columns], found


def _cell(value: object, language: str) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return _WORDS[language][0 if value else 1]
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() | Decimal():
            return _number(Decimal(str(value)), language)
        case _:
            return str(value)


def _number(value: Decimal, language: str) -> str:
    if not value.is_finite():
        return "-"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language == "fr" else text
