"""Medians of five, whole processes, and a table: what the benchmarks share."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def median(action: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of the seconds that `action` takes."""
    return statistics.median(timed(action) for _ in range(runs))


def timed(action: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def interleaved(actions: Mapping[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Return the median of each action, one run of each in turn: a busy machine slows all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(runs):
        for name, action in actions.items():
            seconds[name].append(timed(action))
    return {name: statistics.median(values) for name, values in seconds.items()}


def process(*arguments: str, cache: Path | None = None) -> None:
    """Run Python with `arguments` from the project's root, in silence; it must not fail."""
    environment = dict(os.environ)
    if cache is not None:
        environment["XDG_CACHE_HOME"] = str(cache)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{arguments} ended with {done.returncode}:\n{done.stderr.decode()}")


def convention(*arguments: str, cache: Path | None = None) -> None:
    """Run the command line in a process of its own."""
    process("-m", "convention_dsl", *arguments, cache=cache)


@contextmanager
def empty_cache() -> Iterator[Path]:
    """Give an empty cache folder, removed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def exponent(small: float, large: float, factor: float = 10) -> float:
    """Return the growth exponent between two sizes `factor` apart."""
    return math.log(large / small) / math.log(factor)


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a plain table; numbers are given with three significant digits."""
    texts = [[str(cell) for cell in header], *([shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in texts) for i in range(len(header))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in texts]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def shown(cell: object) -> str:
    """Return a cell as text."""
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)
