"""Generated books: a payment grid of 10, 100 or 1,000 rows over three axes of different kinds.

The axes are an integer (bands, closed on both sides), a rate (half-open bands) and an enumeration
(one item, or several). Every result is a share of an amount, rounded to the cent, so that nothing
is a mere constant. `new` is `old` with every amount raised; both grow with the list and with the
rate. The books are total and free of overlaps, and their three promises hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

SIZES = {10: (5, 2, 1), 100: (10, 5, 2), 1000: (20, 10, 5)}
"""Rows → number of bands on each axis."""

ZONES = ("urban", "suburban", "rural", "mountain", "island")


@dataclass(frozen=True)
class Grid:
    """A generated book: its text, and the names of what is asked about it."""

    rows: int
    text: str
    clauses: tuple[str, ...] = ("old", "new")
    never_lower: str = "never_lower"
    monotone: str = "monotone"


def grid_book(rows: int) -> Grid:
    """Return the book whose two grids have `rows` rows each."""
    parts = SIZES[rows]
    text = "\n".join(
        [
            "# language: en",
            'convention grid "Generated grid"',
            '  source "benchmarks" confidence assumed',
            "",
            "enumeration Zone = " + ", ".join(ZONES),
            "",
            "record Doctor",
            "  list : integer 0..1999",
            "  score : rate 0 %..100 % step 0.1 %",
            "  zone : Zone",
            "  share : rate 0 %..100 % step 0.1 %",
            "",
            *clause("old", parts, 0),
            *clause("new", parts, 3),
            'property never_lower "the new grid never pays less"',
            "  for every d : Doctor",
            "  then new(d) >= old(d)",
            "",
            'property monotone "a longer list never pays less"',
            "  for every d : Doctor",
            "  then new(d) never decreases with d.list, all else equal",
            "",
        ]
    )
    return Grid(rows, text)


def clause(name: str, parts: tuple[int, int, int], more: int) -> list[str]:
    """Return the lines of one clause; its amounts are `more` euros above the plain ones."""
    lines = [
        f"clause {name} (d: Doctor) : amount rounded to the cent",
        "  | d.list | d.score | d.zone || amount |",
    ]
    lists, scores, zones = list_cells(parts[0]), score_cells(parts[1]), zone_cells(parts[2])
    for (i, size), (j, score), (k, zone) in product(
        enumerate(lists), enumerate(scores), enumerate(zones)
    ):
        euros = 10 + more + 7 * i + 5 * j + 3 * k
        lines.append(f"  | {size} | {score} | {zone} || d.share * {euros}.{(i + j) % 10}5 € |")
    return [*lines, ""]


def list_cells(count: int) -> list[str]:
    """Return closed bands of integers, the last one open above."""
    width = 2000 // count
    bands = [f"{i * width}..{(i + 1) * width - 1}" for i in range(count - 1)]
    return [f"< {width}", *bands[1:], f">= {(count - 1) * width}"]


def score_cells(count: int) -> list[str]:
    """Return half-open bands of rates, which tile a rate without a step."""
    width = 100 // count
    bands = [f"{j * width} %..<{(j + 1) * width} %" for j in range(count - 1)]
    return [*bands, f">= {(count - 1) * width} %"]


def zone_cells(count: int) -> list[str]:
    """Return the items dealt out over `count` cells (`-` where there is one)."""
    if count == 1:
        return ["-"]
    return [", ".join(ZONES[k::count]) for k in range(count)]


if __name__ == "__main__":
    print(grid_book(10).text)
