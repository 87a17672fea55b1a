"""Other amounts over a population that was counted once, against simulating it again.

    python benchmarks/population/scenarios.py                    # a million rows
    python benchmarks/population/scenarios.py --rows 60_000_000

Counts the population by what the clause reads (`--save-profile`, a whole process), then in this
process gives the total under other amounts, and for some of them compares it with `simulate` over
all rows. Asserts no time; a total that is not the same ends the script.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb
from children import Ended, run
from compare import BOOK, population

from convention_dsl import pipeline
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.pipeline import ClauseRef
from convention_dsl.simulation.profiles import Profile

DAY = "2026-06-01"
TRIED = 200
"""Other amounts for which the time is taken."""
RANGES = {
    "supplément_c2s": (0, 40, Fraction(1, 2)),
    "prix_action": (0, 20, Fraction(1, 10)),
    "taux_zac": (0, 300, Fraction(1, 1000)),
    "taux_zip": (0, 300, Fraction(1, 1000)),
}
"""Of each parameter: how many steps at least and at most, and the step."""

Amounts = dict[str, Fraction]


@dataclass(frozen=True)
class Counted:
    """The counts of a population, in memory, and the clause."""

    profile: Profile
    plan: Plan

    def total(self, amounts: Amounts) -> Fraction:
        """Return what the clause comes to under some amounts."""
        scales = {each.id: each.scale for each in self.plan.parameters}
        values = {f"forfait.{name}": value for name, value in amounts.items()}
        given = {id_: int(value * scales[id_]) for id_, value in values.items()}
        return self.profile.total(self.plan, given).amount


def main() -> None:
    asked = arguments()
    asked.data.mkdir(parents=True, exist_ok=True)
    source = population(asked.data, asked.rows)
    path = asked.data / f"profile-{asked.rows}.parquet"
    saved = simulate("--input", str(source), "--save-profile", str(path))
    started = time.perf_counter()
    counted = Counted(Profile.load(path), planned())
    counted.total({})
    ready = time.perf_counter() - started
    dice = random.Random(2026)
    tried = [drawn(dice) for _ in range(TRIED)]
    times = [timed(counted, amounts) for amounts in tried]
    kinds = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
    print(f"{counted.profile.description.counted:,} rows, {kinds:,} combinations")
    print(f"counting, whole process   {saved.seconds:8.3f} s   {saved.peak:,.0f} MiB")
    print(f"reading the counts        {1000 * ready:8.1f} ms")
    print(f"other amounts, median     {1000 * statistics.median(times):8.1f} ms   (asked: 20)")
    print(f"other amounts, slowest    {1000 * max(times):8.1f} ms")
    for amounts in tried[: asked.compared]:
        compare(counted, source, amounts)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--compared", type=int, default=3, help="full runs to compare with")
    default = Path(tempfile.gettempdir()) / "convention-population"
    parser.add_argument("--data", type=Path, default=default, help="where the files are kept")
    return parser.parse_args()


def planned() -> Plan:
    """Return the plan of the clause."""
    workspace = pipeline.load([BOOK])
    ref = ClauseRef("forfait", "fmt")
    calculation, problems = pipeline.prepare(workspace, ref, date.fromisoformat(DAY), {})
    plan, more = (None, []) if calculation is None else pipeline.plan(calculation)
    if plan is None:
        raise SystemExit(f"{BOOK.name} has no plan: {[*problems, *more]}")
    return plan


def drawn(dice: random.Random) -> Amounts:
    return {name: dice.randint(low, high) * step for name, (low, high, step) in RANGES.items()}


def timed(counted: Counted, amounts: Amounts) -> float:
    started = time.perf_counter()
    counted.total(amounts)
    return time.perf_counter() - started


def simulate(*options: str) -> Ended:
    """Run `convention simulate` in a process of its own."""
    command = [sys.executable, "-m", "convention_dsl", "simulate", str(BOOK), "--clause", "fmt"]
    return run([*command, "--at", DAY, "--format", "json", *options])


def compare(counted: Counted, source: Path, amounts: Amounts) -> None:
    """Compare the total under some amounts with that of a run over all rows."""
    written = (f"{name}={decimal(name, value)}" for name, value in amounts.items())
    options = [text for each in written for text in ("--param", each)]
    ended = simulate("--input", str(source), *options)
    full = Fraction(json.loads(ended.printed)["results"][0]["total"])
    if full != counted.total(amounts):
        raise SystemExit(f"DIFFERENT: {full} by all rows, {counted.total(amounts)} by the counts")
    print(f"all rows in {ended.seconds:.3f} s, the same total: {float(full):,.2f} €")


def decimal(name: str, value: Fraction) -> str:
    """Return an amount or a rate as the command line takes it."""
    return f"{float(100 * value):.1f} %" if name.startswith("taux") else f"{float(value):.2f}"


if __name__ == "__main__":
    main()
