"""Generate a population of patients as one Parquet file, the same for the same number of rows.

    python benchmarks/population/generate.py 1_000_000 patients.parquet

Patients of a doctor (about 900 each) are not beside each other, as in a table that is kept by
patient. Age, long illness, C2S, zone and the number of actions depend on each other as they do in
France, roughly: about 5,000 combinations of them occur.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

LIST_SIZE = 900
DRAWS = 65_536
"""Everything is drawn from 16 bits of a hash of the row's number."""

AGES = (
    # up to which age, how many per thousand, in long illness, with C2S (per hundred), most actions
    (2, 26, 3, 14, 3),
    (17, 172, 4, 15, 1),
    (29, 142, 5, 14, 1),
    (49, 250, 9, 11, 2),
    (64, 198, 20, 10, 4),
    (74, 112, 35, 7, 4),
    (89, 85, 52, 6, 3),
    (104, 15, 60, 5, 2),
)
ZONES = (("zip", 20), ("zac", 30), ("hors_zone", 50))
"""Of the doctors, per hundred."""


def main() -> None:
    rows, path = int(sys.argv[1]), Path(sys.argv[2])
    generate(rows, path)
    print(f"{path}: {rows} rows, {path.stat().st_size} bytes")


def generate(rows: int, path: Path) -> None:
    """Write `rows` patients to `path`."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE draws (draw INTEGER, age TINYINT)")
    connection.execute(
        "INSERT INTO draws SELECT unnest(?), unnest(?)", [list(range(DRAWS)), ages()]
    )
    connection.execute(f"COPY ({query(rows)}) TO '{path}' (FORMAT parquet)")


def ages() -> list[int]:
    """Return the age for each draw."""
    total = sum(count for _, count, *_ in AGES)
    found: list[int] = []
    for low, high, count in bands():
        width = DRAWS * count / total / (high - low + 1)
        found += [age for age in range(low, high + 1) for _ in range(round(width))]
    return (found + [40] * DRAWS)[:DRAWS]


def bands() -> Iterator[tuple[int, int, int]]:
    low = 0
    for high, count, *_ in AGES:
        yield low, high, count
        low = high + 1


def query(rows: int) -> str:
    """Return the query of all rows."""
    doctors = max(1, rows // LIST_SIZE)
    return f"""
        WITH hashed AS (
            SELECT hash(i) AS h, hash(i, 1) AS g, 1 + (hash(i, 2) % {doctors})::INTEGER AS doctor
            FROM range({rows}) AS r(i)
        ), aged AS (
            SELECT doctor, age, h, g, {by_age(4)} AS most
            FROM hashed JOIN draws ON draw = h % {DRAWS}
        )
        SELECT
            10000000000 + doctor AS doctor,
            age,
            (h >> 16) % 100 < {by_age(2)} AS ald,
            (h >> 24) % 100 < {by_age(3)} AS c2s,
            {zone("hash(doctor, 3) % 100")} AS zone,
            {actions()} AS actions
        FROM aged
    """


def by_age(column: int) -> str:
    """Return the expression of what a column of `AGES` gives."""
    cases = " ".join(f"WHEN age <= {band[0]} THEN {band[column]}" for band in AGES)
    return f"CASE {cases} ELSE 0 END"


def zone(draw: str) -> str:
    whens, below = "", 0
    for name, share in ZONES:
        below += share
        whens += f" WHEN {draw} < {below} THEN '{name}'"
    return f"CASE{whens} END"


def actions() -> str:
    """Return the number of actions: each of those that concern the patient, three times in ten.

    One more concerns those in long illness.
    """
    ald = f"((h >> 16) % 100 < {by_age(2)})::INTEGER"
    most = max(band[4] for band in AGES) + 1
    done = (f"({n} < most + {ald} AND (g >> {8 * n}) % 10 < 3)::TINYINT" for n in range(most))
    return f"({' + '.join(done)})::TINYINT"


if __name__ == "__main__":
    main()
