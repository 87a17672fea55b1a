"""What populations are compared with in the benchmark: the SQL by hand says what the book says."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from convention_dsl.calculator.python import compile_program
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.pipeline import load

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks" / "population"
ROWS = 20_000
REF = ClauseRef("forfait", "fmt")


def script(name: str, *arguments: object) -> str:
    command = [sys.executable, str(FOLDER / name), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def patients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("population") / "patients.parquet"
    script("generate.py", ROWS, path)
    return path


def test_the_sql_by_hand_says_what_the_book_says(patients: Path, tmp_path: Path) -> None:
    output = tmp_path / "by_doctor.parquet"
    printed = dict(line.split() for line in script("by_hand.py", patients, output).splitlines())
    program, problems = link(
        load([FOLDER / "forfait.conv"]).library, "forfait", at=date(2026, 6, 1)
    )
    assert program is not None, problems
    function = compile_program(program, [REF]).caller(REF)
    rows = duckdb.sql(f"FROM '{patients}' SELECT doctor, age, ald, c2s, zone, actions").fetchall()
    cents: Counter[int] = Counter()
    for doctor, age, ald, c2s, zone, actions in rows:
        record = {"age": Fraction(age), "ald": ald, "c2s": c2s, "zone": zone}
        amount = function([{**record, "actions": Fraction(actions)}])
        assert isinstance(amount, Fraction)
        cents[doctor] += int(100 * amount)
    found = duckdb.sql(f"FROM '{output}' SELECT doctor, (100 * fmt)::BIGINT").fetchall()
    assert dict(found) == cents
    assert printed == {
        "cents": str(cents.total()),
        "patients": str(ROWS),
        "rows": str(ROWS),
        "refused": "0",
    }


def test_the_same_rows_are_generated_every_time(patients: Path, tmp_path: Path) -> None:
    script("generate.py", ROWS, tmp_path / "again.parquet")
    both = f"(FROM '{patients}' EXCEPT ALL FROM '{tmp_path / 'again.parquet'}')"
    assert duckdb.sql(f"SELECT count(*) FROM {both}").fetchall() == [(0,)]


def test_rows_that_are_wrong_are_counted_and_not_paid(patients: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.parquet"
    changed = "CASE rowid % 3 WHEN 0 THEN NULL WHEN 1 THEN 111 ELSE age END::SMALLINT AS age"
    duckdb.sql(
        f"COPY (SELECT * REPLACE ({changed}) FROM (SELECT *, file_row_number AS rowid"
        f" FROM read_parquet('{patients}', file_row_number=true))) TO '{wrong}'"
    )
    printed = dict(
        line.split() for line in script("by_hand.py", wrong, tmp_path / "out.parquet").splitlines()
    )
    assert int(printed["refused"]) == ROWS - int(printed["patients"]) == 2 * (ROWS // 3) + 2
