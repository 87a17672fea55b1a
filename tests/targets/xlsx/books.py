"""Workbooks of the test's book and of the bundled ones, and how their cells are found."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from convention_dsl import pipeline
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.pipeline import Calculation, Workspace
from convention_dsl.targets.registry import Material, Options
from tests.tools import require

RULES = Path(__file__).resolve().parents[3] / "rules"
PATHS = {"soins": Path(__file__).parent / "soins.conv", "fmt": RULES / "fmt"}
DAY = date(2026, 3, 1)
READINGS = {
    "fmt_2026.assiette": "socle_seul",
    "fmt_2026.taux_zone": "substituée",
    "fmt_2026.total": "par_patient",
}
HEADS, FIRST = (6, 7), 8
"""The rows (from 1) of the headings and the first row of data."""


@cache
def workspace(path: Path) -> Workspace:
    return pipeline.load([path])


def calculation(book: str, clause: str, readings: Mapping[str, str] | None = None) -> Calculation:
    texts = workspace(PATHS[book])
    ref = ClauseRef(texts.conventions[0].name, clause)
    found, diagnostics = pipeline.prepare(texts, ref, DAY, readings or {})
    assert found is not None, diagnostics
    return found


def material(
    book: str, clause: str, *, rows: int = 30, readings: Mapping[str, str] | None = None
) -> Material:
    """Return what a workbook is built from."""
    texts, each = workspace(PATHS[book]), calculation(book, clause, readings)
    plan, diagnostics = pipeline.plan(each, editable=True)
    assert plan is not None, diagnostics
    edition = pipeline.edition(texts, [each], readings or {})
    return pipeline.material(texts, [each], [plan], edition, Options(rows=rows))


def opened(data: bytes, *, values: bool = False) -> Any:
    """Return a workbook as openpyxl reads it; with the values of formulas, or the formulas."""
    require("openpyxl")
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), data_only=values)


def saved(workbook: Any) -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def column(sheet: Any, head: str) -> int:
    """Return the number (from 1) of the column with a heading."""
    for row in HEADS:
        for cell in sheet[row]:
            if cell.value == head:
                return int(cell.column)
    raise AssertionError(f"no column {head!r}")


def parameter(sheet: Any, label: str) -> Any:
    """Return the cell of the value of an amount."""
    for row in range(6, sheet.max_row + 1):
        if sheet.cell(row, 2).value == label:
            return sheet.cell(row, 3)
    raise AssertionError(f"no amount {label!r}")
