"""`simulate --engine spark` says and writes what `--engine duckdb` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from convention_dsl.cli import main
from convention_dsl.simulation import cluster
from convention_dsl.simulation.spark_sql import spark_sql
from tests.agreement.backends.spark import Backend
from tests.tools import require

BOOK = """# language: en
convention care "Care"
  in force from 2026-01-01 until 2027-12-31

enumeration Action = influenza "flu shot", covid

record Patient "patient"
  age : integer 0..120
  ald : boolean
  share : rate 0 %..100 % step 0.5 %
  seen : optional date 2020-01-01..2026-12-31
  done : set of Action default {}
  such that age >= 1 or not ald "no ALD before the age of one"

parameter wished : amount = 5 € open at least 1 € at most 20 €

clause total (p: Patient) "whole amount" : amount in whole cents
  = 100 € * p.share
    plus 10 € if p.ald and p.age >= 80
    plus wished for each (a in p.done)
    plus 1 € if p.seen is known and (p.seen if unknown 2020-01-01) + 3 months > 2024-02-29

clause practice (patients: list of Patient) "practice" : amount in whole cents
  = sum of (total(p) for p in patients)

clause per_year (p: Patient) "per year of age" : amount
  = 10 € / p.age
"""

CSV = """doctor;id;age;ald;share;seen;done
1;a;82;oui;12,5 %;31/12/2023;influenza
1;b;30;non;0,5 %;;"influenza ; covid"
2;c;0;non;100 %;29/02/2024;{}
2;d;130;non;1 %;;
3;e;0;oui;1 %;;
3;f;40;non;1,25 %;;autre
"""

ROWS = """
SELECT 1 + i // 40 AS doctor, i % 90 AS id, CAST(i % 121 AS {age}) AS age, i % 5 = 0 AS ald,
       CAST((i % 21) * 0.05 AS {share}) AS share,
       CAST(DATE '2023-11-29' + CAST(i % 90 AS INTEGER) AS {seen}) AS seen,
       CASE WHEN i % 3 = 0 THEN ['influenza', 'covid'] WHEN i % 3 = 1 THEN ['covid'] ELSE [] END
         AS done
FROM range(100) r(i) WHERE i % 121 > 0
"""

Simulate = Callable[..., tuple[str, str]]


@pytest.fixture(scope="module")
def spark() -> Any:
    for tool in ("java", "pyspark"):
        require(tool)
    return Backend().session()


@pytest.fixture
def both(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Simulate:
    """Return a function that runs both engines and gives what each printed."""
    (tmp_path / "care.conv").write_text(BOOK, "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, clause: str = "total") -> tuple[str, str]:
        found = []
        for engine in ("duckdb", "spark"):
            own = [each.replace("{}", engine) for each in arguments]
            command = ["simulate", "care.conv", "--clause", clause, *own, "--engine", engine]
            result = CliRunner().invoke(main, command, catch_exceptions=False)
            found.append(result.output.replace(engine, "{}"))
        return found[0], found[1]

    return run


def rows(path: str) -> list[str]:
    """Return the rows of a file, in an order, with the types of their columns."""
    table = duckdb.connect().execute(f"FROM '{path}'")
    assert table.description is not None
    types = [str(each[:2]) for each in table.description]
    return types + sorted(map(str, table.fetchall()))


def same_files(*names: str) -> None:
    for name in names:
        assert rows(name.replace("{}", "duckdb")) == rows(name.replace("{}", "spark"))


def parquet(age: str = "INTEGER", share: str = "DECIMAL(4, 3)", seen: str = "DATE") -> None:
    query = ROWS.format(age=age, share=share, seen=seen)
    duckdb.connect().execute(f"COPY ({query}) TO 'p.parquet' (FORMAT parquet)")


def test_texts_are_read_calculated_and_refused_alike(both: Simulate) -> None:
    Path("p.csv").write_text(CSV, "utf-8")
    here, far = both("--input", "p.csv", "--output", "{}.csv", "--rejects", "no-{}.csv")
    assert here == far
    assert "2" in here
    same_files("{}.csv", "no-{}.csv")
    assert len(rows("spark.csv")) == 8 + 3


@pytest.mark.parametrize(
    "types",
    [{}, {"age": "UINTEGER", "share": "DOUBLE", "seen": "TIMESTAMP"}],
    ids=["exact", "loose"],
)
def test_types_of_parquet_are_read_alike(both: Simulate, types: dict[str, str]) -> None:
    parquet(**types)
    here, far = both("--input", "p.parquet", "--output", "{}.parquet", "--key", "id")
    assert here == far
    # Java has no integers without a sign: a column that is only kept may come back wider.
    found = [rows(f"{engine}.parquet")[8:] for engine in ("duckdb", "spark")]
    assert found[0] == found[1]
    assert len(found[0]) == 81


def test_groups_and_lists_are_summed_alike(both: Simulate) -> None:
    parquet()
    here, far = both("--input", "p.parquet", "--by", "doctor", "--output", "{}.csv")
    assert here == far
    assert Path("duckdb.csv").read_bytes() == Path("spark.csv").read_bytes()
    names = "doctor, COLUMNS('^(age|ald|share|seen|done)$') AS \"patients.\\0\""
    query = f"COPY (SELECT {names} FROM 'p.parquet') TO 'l.parquet' (FORMAT parquet)"
    duckdb.connect().execute(query)
    listed = both("--input", "l.parquet", "--by", "doctor", clause="practice")
    assert listed[0] == listed[1]
    assert "practice" in listed[0]


def test_two_texts_are_compared_alike(both: Simulate) -> None:
    parquet()
    here, far = both(
        "--input", "p.parquet", "--against-param", "wished=7 €", "--output", "{}.parquet"
    )
    assert here == far
    assert "wished" in here or "7" in here
    same_files("{}.parquet")


def test_profiles_and_quotients_are_alike(both: Simulate) -> None:
    parquet()
    here, far = both("--input", "p.parquet", "--save-profile", "{}.parquet")
    assert here == far
    same_files("{}.parquet")
    again, there = both("--profile", "spark.parquet")
    assert again == there
    quotients = both("--input", "p.parquet", "--output", "{}.csv", clause="per_year")
    assert quotients[0] == quotients[1]
    same_files("{}.csv")


def test_a_file_that_disappears_is_said_without_a_trail(
    both: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet()
    started = cluster._started

    def gone(*arguments: Any) -> Any:
        found = started(*arguments)
        monkeypatch.setattr(type(found[0].read), "parquet", _missing)
        return found

    monkeypatch.setattr(cluster, "_started", gone)
    _, far = both("--input", "p.parquet", "--output", "{}.csv")
    assert "E0754" in far
    assert "Traceback" not in far
    assert not Path("spark.csv").exists()
    assert not list(Path().glob(".*"))


def _missing(*_: Any) -> Any:
    from pyspark.errors import AnalysisException

    raise AnalysisException("[PATH_NOT_FOUND] Path does not exist.\nAt a place of the machine")


def test_without_java_it_says_what_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("pyspark")
    (tmp_path / "care.conv").write_text(BOOK, "utf-8")
    monkeypatch.chdir(tmp_path)
    parquet()
    monkeypatch.setattr(cluster.shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    from pyspark.sql import SparkSession

    monkeypatch.setattr(SparkSession, "getActiveSession", classmethod(lambda _: None))
    command = ["simulate", "care.conv", "--clause", "total", "--input", "p.parquet"]
    result = CliRunner().invoke(main, [*command, "--engine", "spark"])
    assert result.exit_code == 1
    assert "Java" in result.output


@pytest.mark.parametrize(
    ("memory", "megabytes"), [("1GB", 1024), ("4 GiB", 4096), ("512MB", 1024), ("2.5GB", 2048)]
)
def test_spark_has_the_memory_that_is_given(memory: str, megabytes: int) -> None:
    assert cluster._megabytes(memory) == megabytes


def test_references_in_replacements_are_those_of_java() -> None:
    from sqlglot import exp

    query = exp.select(
        exp.RegexpReplace(
            this=exp.column("a"),
            expression=exp.Literal.string("(a)"),
            replacement=exp.Literal.string("\\1"),
        ),
        exp.cast(exp.column("b"), exp.DType.INT128),
    )
    assert spark_sql(query) == "SELECT REGEXP_REPLACE(a, '(a)', '$1'), CAST(b AS DECIMAL(38, 0))"
