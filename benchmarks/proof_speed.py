"""How fast properties are proved: the FMT book against the hand-written z3py, then large grids.

python benchmarks/proof_speed.py           # all
python benchmarks/proof_speed.py book      # the book and its rival only
python benchmarks/proof_speed.py grids     # the generated grids only
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import fmt_rival
from books import library_of, rules
from grids import SIZES, Grid, grid_book
from measure import convention, empty_cache, exponent, interleaved, median, process, table

from convention_dsl.core.program import Library
from convention_dsl.proof.check import check
from convention_dsl.proof.prove import Selection, prove

LIMITS = {"totality": 0.2, "never lower": 1.0, "monotone": 2.0}
"""Seconds asked at 1,000 rows."""


def main() -> None:
    asked = sys.argv[1:] or ["book", "grids"]
    if "book" in asked:
        book()
    if "grids" in asked:
        grids()


# The FMT book and its rival -----------------------------------------------------------------------


def book() -> None:
    with empty_cache() as cache:
        cold = median(prove_cold, runs=3)
        convention("prove", "rules/fmt", cache=cache)
        whole = interleaved(
            {
                "ours": lambda: convention("prove", "rules/fmt", cache=cache),
                "rival": lambda: process("benchmarks/fmt_rival.py"),
            }
        )
    library = rules()
    inside = interleaved(
        {
            "ours": lambda: list(prove(library, "fmt_2026")),
            "rival": lambda: list(fmt_rival.run()),
        }
    )
    rows = [
        ["whole process, cache of the compiled book warm", *ratio(whole), "1.5"],
        ["whole process, no cache", cold, whole["rival"], cold / whole["rival"], "–"],
        ["in process, book compiled", *ratio(inside), "1.2"],
    ]
    print(table(["properties of the FMT book", "ours", "rival", "ratio", "asked"], rows))
    print(f"{verdicts_that_differ(library)}\n")


def prove_cold() -> None:
    with empty_cache() as cache:
        convention("prove", "rules/fmt", cache=cache)


def ratio(seconds: dict[str, float]) -> tuple[float, float, float]:
    return seconds["ours"], seconds["rival"], seconds["ours"] / seconds["rival"]


def verdicts_that_differ(library: Library) -> str:
    """Say whether both found the same verdicts, by property."""
    ours = sorted((r.property.name, r.verdict.status.value) for r in prove(library, "fmt_2026"))
    rival = sorted((answer.name, answer.verdict) for answer in fmt_rival.run())
    if ours == rival:
        return f"the same {len(ours)} verdicts"
    return f"DIFFERENT verdicts: ours {set(ours) - set(rival)}, rival {set(rival) - set(ours)}"


# Generated grids ----------------------------------------------------------------------------------


def grids() -> None:
    seconds: dict[int, dict[str, float]] = {}
    for rows in SIZES:
        grid = grid_book(rows)
        library = library_of(grid.text)
        seconds[rows] = {name: median(ask) for name, ask in questions(library, grid).items()}
    table_rows = []
    for name, limit in LIMITS.items():
        times = [seconds[rows][name] for rows in SIZES]
        table_rows.append([name, *times, limit, exponent(times[-2], times[-1]), "1.4"])
    header = ["generated grids", *(f"{rows} rows" for rows in SIZES), "asked at the last"]
    print(table([*header, "growth exponent", "asked"], table_rows))


def questions(library: Library, grid: Grid) -> dict[str, Callable[[], object]]:
    """Return what is asked about a grid; each is answered anew at every call."""

    def total() -> None:
        problems = [d for d in check(library, "grid") if d.code.startswith("E")]
        if problems:
            raise SystemExit(f"the grid is not total: {problems[:3]}")

    def proved(name: str) -> Callable[[], None]:
        def ask() -> None:
            for result in prove(library, "grid", Selection(names=(name,))):
                if not result.as_expected:
                    raise SystemExit(f"{name}: {result.verdict}")

        return ask

    return {
        "totality": total,
        "never lower": proved(grid.never_lower),
        "monotone": proved(grid.monotone),
    }


if __name__ == "__main__":
    main()
