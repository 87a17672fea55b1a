"""Clauses of the bundled books, ready to be built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from convention_dsl import pipeline
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.pipeline import Calculation, Workspace
from convention_dsl.targets.registry import Material, Options

RULES = Path(__file__).resolve().parents[3] / "rules"
IN_FORCE = {"fmt": date(2026, 3, 1), "fpmt": date(2025, 12, 31), "donum": date(2026, 3, 1)}


@cache
def workspace(path: Path) -> Workspace:
    return pipeline.load([path])


def calculation(
    path: Path, clause: str, at: date | None, readings: Mapping[str, str] | None = None
) -> Calculation:
    texts = workspace(path)
    book = texts.conventions[0].name
    found, diagnostics = pipeline.prepare(texts, ClauseRef(book, clause), at, readings or {})
    assert found is not None, diagnostics
    return found


def material(
    path: Path,
    clauses: Sequence[str],
    at: date | None,
    *,
    readings: Mapping[str, str] | None = None,
    with_page: bool = False,
) -> Material:
    calculations = [calculation(path, clause, at, readings) for clause in clauses]
    plans = []
    for each in calculations:
        plan, diagnostics = pipeline.plan(each, editable=True)
        assert plan is not None, diagnostics
        plans.append(plan)
    texts = workspace(path)
    edition = pipeline.edition(texts, calculations, readings or {})
    return pipeline.material(texts, calculations, plans, edition, Options(with_page=with_page))


def bundled(
    book: str,
    *clauses: str,
    readings: Mapping[str, str] | None = None,
    with_page: bool = False,
) -> Material:
    path = RULES / book
    return material(path, clauses, IN_FORCE[book], readings=readings, with_page=with_page)
