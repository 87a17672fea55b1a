"""Compare two tables of sums per doctor: python same.py ours.parquet theirs.parquet.

Prints the number of doctors, of how many the sums are not the same to the nearest cent, and by how
many cents the second total, as its own file adds up, is more than the first.
"""

from __future__ import annotations

import sys

import duckdb

QUERY = """
    SELECT
        count(*),
        count(*) FILTER (
            WHERE (ours.fmt * 100)::BIGINT IS DISTINCT FROM (theirs.fmt * 100)::BIGINT
        ),
        100 * (sum(theirs.fmt::DOUBLE) - sum(ours.fmt)::DOUBLE)
    FROM read_parquet(?) AS ours FULL JOIN read_parquet(?) AS theirs USING (doctor)
"""


def main() -> None:
    found = duckdb.connect().execute(QUERY, sys.argv[1:3]).fetchone()
    print(*found)


if __name__ == "__main__":
    main()
