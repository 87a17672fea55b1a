"""Clauses of the bundled books, ready to be built."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from convention_dsl import pipeline
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.pipeline import Calculation, Workspace
from convention_dsl.targets.registry import Material, Options

RULES = Path(__file__).resolve().parents[3] / "rules"
PATHS = {
    **{name: RULES / name for name in ("fmt", "fpmt", "donum")},
    "care": Path(__file__).parent / "care.conv",
}
IN_FORCE = {"fpmt": date(2025, 12, 31)}
DAY = date(2026, 3, 1)


@cache
def workspace(path: Path) -> Workspace:
    return pipeline.load([path])


def calculation(book: str, clause: str, readings: Mapping[str, str] | None = None) -> Calculation:
    texts = workspace(PATHS[book])
    ref = ClauseRef(texts.conventions[0].name, clause)
    found, diagnostics = pipeline.prepare(texts, ref, IN_FORCE.get(book, DAY), readings or {})
    assert found is not None, diagnostics
    return found


def bundled(
    book: str,
    *clauses: str,
    readings: Mapping[str, str] | None = None,
    with_page: bool = False,
) -> Material:
    calculations = [calculation(book, clause, readings) for clause in clauses]
    plans = []
    for each in calculations:
        plan, diagnostics = pipeline.plan(each, editable=True)
        assert plan is not None, diagnostics
        plans.append(plan)
    texts = workspace(PATHS[book])
    edition = pipeline.edition(texts, calculations, readings or {})
    return pipeline.material(texts, calculations, plans, edition, Options(with_page=with_page))
