"""A population, whole processes: `convention simulate`, DuckDB SQL by hand, OpenFisca.

    python benchmarks/population/compare.py                                  # a million rows
    python benchmarks/population/compare.py --rows 1_000_000 10_000_000 60_000_000

The rows are generated once, in `--data`, and each tool writes the sums per doctor as Parquet. The
tools run in turn; medians, ratios of medians, seconds that processors were busy, largest resident
memory, growth exponents, and whether every doctor's sum is the same to the cent. Asserts no time.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from children import Ended, openfisca, run

HERE = Path(__file__).resolve().parent
BOOK = HERE / "forfait.conv"
TOOLS = ("by_hand", "simulate", "openfisca", "openfisca_direct")
REFERENCE = "by_hand"


def main() -> None:
    asked = arguments()
    asked.data.mkdir(parents=True, exist_ok=True)
    medians: dict[tuple[str, int], float] = {}
    for rows in asked.rows:
        source = population(asked.data, rows)
        ended = {tool: [] for tool in asked.tools}
        warm_up(asked)
        for _ in range(asked.runs):
            for tool in asked.tools:
                ended[tool].append(run(command(tool, asked, source)))
        seconds = {t: statistics.median(e.seconds for e in all_) for t, all_ in ended.items()}
        medians |= {(tool, rows): each for tool, each in seconds.items()}
        size = source.stat().st_size / 2**20
        print(f"\n{rows:,} rows, {size:,.0f} MiB of Parquet, {asked.runs} runs")
        print(table(asked, rows, seconds, ended))
    growth(asked.tools, asked.rows, medians)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS)
    parser.add_argument("--most", type=int, help="rows that OpenFisca computes at once (all)")
    default = Path(tempfile.gettempdir()) / "convention-population"
    parser.add_argument("--data", type=Path, default=default, help="where the files are kept")
    return parser.parse_args()


def warm_up(asked: argparse.Namespace) -> None:
    """Run each tool once over few rows, so that what Python compiles is not timed."""
    source = population(asked.data, 10_000)
    for tool in asked.tools:
        run(command(tool, asked, source))


def population(folder: Path, rows: int) -> Path:
    """Return the file of so many generated rows."""
    path = folder / f"patients-{rows}.parquet"
    if not path.exists():
        part = path.with_suffix(".part")
        run([sys.executable, str(HERE / "generate.py"), str(rows), str(part)])
        part.rename(path)
    return path


def output(tool: str, asked: argparse.Namespace) -> Path:
    return Path(asked.data) / f"{tool}.parquet"


def command(tool: str, asked: argparse.Namespace, source: Path) -> list[str]:
    """Return the command of one tool."""
    to = str(output(tool, asked))
    if tool == "by_hand":
        return [sys.executable, str(HERE / "by_hand.py"), str(source), to]
    if tool == "simulate":
        options = ["--clause", "fmt", "--by", "doctor", "--input", str(source), "--output", to]
        return [sys.executable, "-m", "convention_dsl", "simulate", str(BOOK), *options]
    peer = [openfisca(asked.data), str(HERE / "openfisca_peer.py"), str(source), to]
    most = [] if asked.most is None else ["--most", str(asked.most)]
    return [*peer, *most, *(["--direct"] if tool == "openfisca_direct" else [])]


def table(
    asked: argparse.Namespace,
    rows: int,
    seconds: dict[str, float],
    ended: dict[str, list[Ended]],
) -> str:
    """Return the table of one size."""
    lines = [
        f"{'':18}{'seconds':>9}{'M rows/s':>9}{'by hand':>9}{'busy':>8}{'MiB':>7}  sums per doctor"
    ]
    for tool, each in seconds.items():
        ratio = each / seconds[REFERENCE] if REFERENCE in seconds else math.nan
        peak = max(one.peak for one in ended[tool])
        busy = statistics.median(one.busy for one in ended[tool])
        figures = f"{each:9.3f}{rows / each / 1e6:9.2f}{ratio:9.3f}{busy:8.2f}{peak:7.0f}"
        lines.append(f"{tool:18}{figures}  {sums(asked, tool)}")
    if "simulate" in seconds:
        for peer in ("openfisca", "openfisca_direct"):
            if peer in seconds:
                ratio = seconds["simulate"] / seconds[peer]
                lines.append(f"simulate takes {ratio:.3f} of the time of {peer}")
    return "\n".join(lines)


def sums(asked: argparse.Namespace, tool: str) -> str:
    """Say how the sums of a tool compare with those of the SQL by hand."""
    reference = output(REFERENCE, asked)
    if tool == REFERENCE or not reference.exists():
        return ""
    done = run([sys.executable, str(HERE / "same.py"), str(reference), str(output(tool, asked))])
    doctors, different, cents = done.printed.split()
    if different == "0" and abs(float(cents)) < 0.01:
        return f"the same to the cent ({int(doctors):,} doctors)"
    return f"{int(different):,} of {int(doctors):,} differ, total by {float(cents) / 100:,.4f} €"


def growth(
    tools: Sequence[str], sizes: Sequence[int], medians: dict[tuple[str, int], float]
) -> None:
    """Print the growth exponents between each size and the next."""
    for small, large in pairwise(sizes):
        print(f"\ngrowth exponent from {small:,} to {large:,} rows")
        for tool in tools:
            ratio = medians[tool, large] / medians[tool, small]
            print(f"  {tool:18}{math.log(ratio) / math.log(large / small):6.3f}")


if __name__ == "__main__":
    main()
