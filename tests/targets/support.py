"""The table of docs/targets.md: which target calculates which construct, found by asking them.

    python -m tests.targets.support

writes it into the page. The constructs are the clauses of `constructs.conv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from convention_dsl import pipeline
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.pipeline import Calculation, Workspace
from convention_dsl.targets.registry import TARGETS, Options, Target

BOOK = Path(__file__).with_name("constructs.conv")
PAGE = Path(__file__).parents[2] / "docs" / "targets.md"
BEGIN, END = "<!-- constructs -->\n", "<!-- end of constructs -->\n"
COLUMNS = ("python", "duckdb", "postgresql", "spark", "javascript", "xlsx")
HEADS = ("`python`", "DuckDB", "PostgreSQL", "Spark", "`javascript`", "`xlsx`")


@dataclass(frozen=True)
class Row:
    """A construct, by the label of its clause; why each column that refuses it does so."""

    label: str
    refused: dict[str, str]

    def cells(self) -> list[str]:
        return ["no" if each in self.refused else "yes" for each in COLUMNS]


def rows() -> Iterator[Row]:
    """Yield the construct of each labelled clause, asked of every target."""
    workspace = pipeline.load([BOOK])
    assert not any(d.severity == "error" for d in workspace.diagnostics), workspace.diagnostics
    for clause in workspace.library.books["constructs"].clauses:
        if clause.label:
            ref = ClauseRef("constructs", clause.name)
            found, problems = pipeline.prepare(workspace, ref, date(2026, 3, 1), {})
            assert found is not None, problems
            yield Row(clause.label, refusals(workspace, found))


def refusals(workspace: Workspace, calculation: Calculation) -> dict[str, str]:
    """Return the columns that refuse a clause, with the reason; those that do not are built."""
    found: dict[str, str] = {}
    for target in TARGETS.values():
        plans = []
        if target.needs_plans:
            plan, problems = pipeline.plan(calculation, editable=target.is_editable)
            problems = problems if plan is None else target.refusals(plan)
            if problems or plan is None:
                reason = problems[0].arguments["construct"].en  # type: ignore[attr-defined]
                found |= dict.fromkeys(columns(target), reason)
                continue
            plans = [plan]
        edition = pipeline.edition(workspace, [calculation], {})
        made = pipeline.material(workspace, [calculation], plans, edition, Options(rows=2))
        files = target.build(made)
        if target.name == "sql":
            lacking = [c for c in columns(target) if not any(f"{c}.sql" in name for name in files)]
            found |= dict.fromkeys(lacking, "numbers larger than its integers")
    return found


def columns(target: Target) -> tuple[str, ...]:
    return ("duckdb", "postgresql", "spark") if target.name == "sql" else (target.name,)


def table() -> str:
    """Return the table as Markdown."""
    found = list(rows())
    lines = [f"| construct | {' | '.join(HEADS)} |", f"| --- |{' --- |' * len(HEADS)}"]
    lines += [f"| {row.label} | {' | '.join(row.cells())} |" for row in found]
    return "\n".join(lines) + "\n"


def shown() -> str:
    """Return the table that the page has."""
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def main() -> None:
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
