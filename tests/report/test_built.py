"""What `convention build` says of the files it wrote."""

from __future__ import annotations

from pathlib import Path

from convention_dsl.report.built import Built, built_lines
from convention_dsl.targets.edition import Edition
from convention_dsl.targets.registry import TARGETS


def test_a_clause_without_a_query_for_spark_is_told() -> None:
    edition = Edition("care", "Care", "en", "0", None, {}, (), {}, {})
    names = ("one.duckdb.sql", "one.spark.sql", "two.duckdb.sql", "two.postgresql.sql")
    built = [Built(TARGETS["sql"], edition, (), dict.fromkeys(names, b""))]
    lines = [line for line in built_lines(built, Path("out"), "en") if "no query" in line]
    assert lines == [
        "    no query for Spark: it cannot calculate this clause exactly; two.duckdb.sql says why"
    ]
