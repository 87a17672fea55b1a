"""A small book and random populations for it, with what the generated Python gives for each row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import duckdb
from hypothesis import strategies as st

from convention_dsl import pipeline
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.pipeline import Calculation, EvaluationError
from convention_dsl.simulation import validation
from convention_dsl.simulation.outputs import Files, Form
from convention_dsl.simulation.queries import Part
from convention_dsl.simulation.reading import Reading
from convention_dsl.simulation.running import Request, run
from convention_dsl.simulation.session import Session, opened
from convention_dsl.simulation.summary import Summary

BOOK = """# language: en
convention care "Care"
  in force from 2026-01-01
  source "the text" confidence reported

enumeration Zone = rural, urban, remote

record Patient "patient"
  age  : integer 0..120
  ald  : boolean
  zone : Zone
  share : rate 0 %..100 % step 0.1 % default 0 %
  such that age >= 1 or not ald "nobody is in ALD before the age of one"

parameter price : amount = 5 € open at least 0 € at most 500 €
parameter uplift : rate = 7.5 % open at least 0 % at most 100 % step 0.5 %

clause base (p: Patient) : amount
  | p.ald | p.age || amount |
  | yes   | >= 80 || 100 €  |
  | yes   | < 80  || 55 €   |
  | no    | -     || price  |

clause paid (p: Patient) "what is paid" : amount rounded to the cent
  = base(p)
    plus uplift * base(p) if p.zone = remote
    plus p.share * base(p)

clause before (p: Patient) "what was paid" : amount rounded to the cent
  = 12 €
    plus 1 € / p.age

clause young (p: Patient) : amount in whole cents
  | p.age || amount |
  | < 7   || price  |
  | >= 7  || 0 €    |

clause place (p: Patient) : Zone
  = p.zone
"""

Row = tuple[int, int, bool, str, int]

ROWS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(-3, 125),
        st.booleans(),
        st.sampled_from(["rural", "urban", "remote", "nowhere"]),
        st.integers(0, 1000),
    ),
    min_size=1,
    max_size=40,
)


@cache
def prepared(book: Path, clause: str, *, editable: bool = False) -> tuple[Calculation, Plan]:
    """Return a clause of the book in `book`, and its plan."""
    workspace = pipeline.load([book])
    ref = ClauseRef("care", clause)
    calculation, diagnostics = pipeline.prepare(workspace, ref, date(2026, 6, 1), {})
    assert calculation is not None, diagnostics
    plan, diagnostics = pipeline.plan(calculation, editable=editable)
    assert plan is not None, diagnostics
    return calculation, plan


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write a population as Parquet."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE t (doctor INT, age INT, ald BOOLEAN, zone VARCHAR, share DECIMAL(4, 3))"
    )
    values = [(*row[:4], Decimal(row[4]).scaleb(-3)) for row in rows]
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", values)
    connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")


def read(session: Session, path: Path, sides: Sequence[tuple[Calculation, Plan]]) -> Reading:
    """Return the reading of a population."""
    reading, diagnostics = validation.prepare(
        session.connection,
        [str(path)],
        [plan for _, plan in sides],
        [calculation.form for calculation, _ in sides],
        scratch=session.scratch,
    )
    assert reading is not None, diagnostics
    return reading


def simulated(
    path: Path, sides: Sequence[tuple[Calculation, Plan]], **asked: object
) -> tuple[Summary, list[str]]:
    """Return the summary of a simulation of `sides`, and the statements that were run."""
    parts = tuple(Part(f"x{number}", plan) for number, (_, plan) in enumerate(sides))
    with opened() as session, Files() as files:
        form = Form(is_parquet=True)
        request = Request(parts, form=form, **asked)  # type: ignore[arg-type]
        summary = run(session, request, read(session, path, sides), files)
        files.commit()
        return summary, session.texts


def expected(book: Path, clause: str, row: Row) -> Fraction | None:
    """Return what the generated Python gives for a row; None where the row must be refused."""
    calculation, _ = prepared(book, clause)
    _, age, ald, zone, share = row
    if not 0 <= age <= 120 or zone == "nowhere" or (age < 1 and ald):
        return None
    patient = {"age": Fraction(age), "ald": ald, "zone": zone, "share": Fraction(share, 1000)}
    try:
        value = _calculator(book, clause)(calculation.ref, [patient])
    except EvaluationError:
        return None
    assert isinstance(value, Fraction)
    return value


@cache
def _calculator(book: Path, clause: str):  # type: ignore[no-untyped-def]
    return pipeline.calculator(prepared(book, clause)[0])
