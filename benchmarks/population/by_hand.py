"""Run `by_hand.sql`: python benchmarks/population/by_hand.py patients.parquet by_doctor.parquet."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

SCRIPT = Path(__file__).with_suffix(".sql")


def main() -> None:
    source, output = sys.argv[1:]
    text = SCRIPT.read_text().replace("$input", source).replace("$output", output)
    connection = duckdb.connect()
    cents, patients, seen, refused = connection.execute(text).fetchone()
    print(f"cents {cents}\npatients {patients}\nrows {seen}\nrefused {refused}")


if __name__ == "__main__":
    main()
