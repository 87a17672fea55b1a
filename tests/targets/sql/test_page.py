"""What `docs/sql.md` shows is what happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb

from tests.targets.sql.test_build import of_rules

PAGE = Path(__file__).parents[3] / "docs" / "sql.md"


def test_the_page_shows_what_duckdb_gives() -> None:
    (shown,) = re.findall(r"^```sql\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    connection = duckdb.connect()
    connection.execute(of_rules("fmt")["fmt.duckdb.sql"].decode())
    for block in shown.split("\n\n"):
        lines = block.splitlines()
        statement = "\n".join(line for line in lines if not line.startswith("--"))
        rows = connection.execute(statement).fetchall()
        answer = [re.split(r" {2,}", line[3:]) for line in lines if line.startswith("--")]
        if not statement.startswith("INSERT"):
            assert [[_text(cell) for cell in row] for row in rows] == answer


def _text(cell: object) -> str:
    assert not isinstance(cell, float | date)
    return "NULL" if cell is None else str(cell)
