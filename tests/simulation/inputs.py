"""A clause whose inputs are of every type, and ways to read a table for it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from convention_dsl import pipeline
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.diagnostics import Diagnostic, has_errors
from convention_dsl.inputs.form import Form
from convention_dsl.pipeline import ClauseRef
from convention_dsl.simulation.reading import FILE, ROW, Check, Reading
from convention_dsl.simulation.validation import prepare

TEXT = """\
# language: en
vocabulary words "words"

enumeration Action = influenza "flu shot", covid, cervix "cancer of the cervix"
enumeration Zone = none "no zone", zip "priority zone (ZIP)", qpv

record Garden "garden"
  area  : integer 0..100
  trees : integer 0..9 default 3

record Home "home"
  rooms : integer 1..20
  rent  : amount 0 €..5,000 € default 500 €
  quiet : boolean
  garden : Garden default Garden(area: 5)

record Visit "visit"
  fee   : amount 0 €..200 €
  days  : integer 0..30 default 1
  paid  : boolean default yes

record Patient "patient"
  age   : integer 0..120
  ald   : boolean
  c2s   : boolean default no
  fees  : amount 0 €..1,000,000 € default 10 €
  debt  : amount
  coin  : amount 0 €..5 € step 0.05 €
  share : rate 0 %..100 % step 0.1 %
  index : number -10..10 step 0.25
  tens  : integer 0..1000 step 10
  born  : date 1900-01-01..2040-12-31
  seen  : optional date
  zone  : Zone
  home_zone : optional Zone
  done  : set of Action default {covid}
  nos   : set of integer 1..32
  likes : optional set of Action
  sure  : optional boolean
  count : optional integer 0..9
  score(Action) : rate 0 %..100 % step 0.1 %
  home  : optional Home
  plot  : Garden default Garden(area: 7, trees: 1)
  été   : boolean default no
"""

CLAUSES = """\
# language: en
convention book "book"
in force from 1 January 2026
use words

clause one (p : Patient) : amount
  = 1 € plus 2 € if p.age >= 65 "old"

clause few (age : integer 0..120, zone : Zone) : amount
  = 1 € plus 2 € if age >= 65 "old"

clause vast (x : number 0..1000000000 step 0.00000000001) : number
  = x

clause many (age : integer 25..99, visits : list of Visit) : amount
  = sum of (v.fee for v in visits)
"""


@cache
def workspace() -> pipeline.Workspace:
    folder = Path(tempfile.mkdtemp(prefix="simulation-"))
    try:
        (folder / "words.conv").write_text(TEXT, "utf-8")
        (folder / "book.conv").write_text(CLAUSES, "utf-8")
        found = pipeline.load([folder / "book.conv"], folder)
    finally:
        shutil.rmtree(folder)
    assert not has_errors(found.diagnostics), [(d.code, d.arguments) for d in found.diagnostics]
    return found


@cache
def planned(name: str) -> tuple[Plan, Form]:
    calculation, diagnostics = pipeline.prepare(workspace(), ClauseRef("book", name), None, {})
    assert calculation is not None, diagnostics
    plan, diagnostics = pipeline.plan(calculation)
    assert plan is not None, diagnostics
    return plan, calculation.form


@dataclass(frozen=True)
class Row:
    """What a row of the input gives: the plan's columns, and the checks that refuse it."""

    values: Mapping[str, Any]
    refused: tuple[Check, ...]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [(check.column, check.reason.en) for check in self.refused]


@contextmanager
def reading(
    *inputs: str | Path,
    clause: str = "one",
    clauses: Sequence[str] = (),
    stdin: bytes | None = None,
    **options: Any,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Reading | None, list[Diagnostic]]]:
    pairs = [planned(name) for name in clauses or [clause]]
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        given = None if stdin is None else BytesIO(stdin)
        found, diagnostics = prepare(
            connection,
            [str(each) for each in inputs],
            [plan for plan, _ in pairs],
            [form for _, form in pairs],
            scratch=Path(scratch),
            stdin=given,
            **options,
        )
        yield connection, found, diagnostics


def rows(*inputs: str | Path, clause: str = "one", **options: Any) -> list[Row]:
    """Return the rows of an input that has nothing wrong with its shape."""
    with reading(*inputs, clause=clause, **options) as (connection, found, diagnostics):
        assert found is not None, [(each.code, each.arguments) for each in diagnostics]
        return read_rows(connection, found)


def read_rows(connection: duckdb.DuckDBPyConnection, found: Reading) -> list[Row]:
    names, columns = list(found.columns), list(found.columns.values())
    query = exp.select(
        *(exp.alias_(value, f"v{i}") for i, value in enumerate(columns)),
        *(exp.alias_(check.holds, f"c{i}") for i, check in enumerate(found.checks)),
    ).from_(found.scan)
    many = []
    for line in connection.execute(query.sql("duckdb")).fetchall():
        values, holds = line[: len(names)], line[len(names) :]
        assert all(type(each) is bool for each in holds), "a check is never NULL"
        refused = [check for check, bad in zip(found.checks, holds, strict=True) if bad]
        many.append(Row(dict(zip(names, values, strict=True)), tuple(refused)))
    return many


def places(*inputs: str | Path, clause: str = "one", **options: Any) -> list[tuple[Any, ...]]:
    """Return the file, the row, the column and the text of every defect."""
    with reading(*inputs, clause=clause, **options) as (connection, found, diagnostics):
        assert found is not None, [(each.code, each.arguments) for each in diagnostics]
        assert found.located is not None
        many = []
        for check in found.checks:
            query = exp.select(FILE, ROW, check.shown).from_(found.located).where(check.holds)
            for file, row, shown in connection.execute(query.sql("duckdb")).fetchall():
                many.append((Path(file).name, row, check.column, shown))
        return sorted(many, key=str)


def codes(*inputs: str | Path, **options: Any) -> list[str]:
    """Return the codes of what is wrong with an input."""
    with reading(*inputs, **options) as (_, found, diagnostics):
        assert (found is None) == has_errors(diagnostics)
        return [each.code for each in diagnostics]
