"""The long run of the calculators: generated programs through every engine that is asked for.

    python -m tests.agreement.long_run_targets --programs 10000 --backends duckdb,javascript

Prints for each engine how many program–input pairs agreed, how many programs it refused and for
which construct, how often each construct occurred, and every difference with the seed that gives
it again; exits 1 where there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import Pool
from multiprocessing.util import Finalize

from tests.agreement.answers import Answer, Failure
from tests.agreement.backends import NAMES, Engine, close, load
from tests.agreement.backends.python import ENGINES as OF_PROGRAMS
from tests.agreement.samples import sampled
from tests.agreement.targets import Tally, with_engine, with_program

ENGINES: dict[str, Engine] = {}
"""The engines of this process, started once and ended with it."""


@dataclass(frozen=True)
class Task:
    """The seeds of one batch, and how many of them each engine is to have."""

    seeds: range
    inputs: int
    backends: dict[str, int]


@dataclass
class Done:
    """What came of a batch."""

    features: Counter[str] = field(default_factory=Counter)
    programs: int = 0
    without_value: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Done) -> None:
        """Count what another batch gave."""
        self.features += other.features
        self.programs += other.programs
        self.without_value += other.without_value
        self.seconds += other.seconds
        for name, tally in other.tallies.items():
            self.tallies.setdefault(name, Tally()).add(tally)


def batch(task: Task) -> Done:
    """Compare the engines on one batch."""
    began = time.monotonic()
    samples = [sampled(f"targets {seed}", task.inputs) for seed in task.seeds]
    done = Done(programs=len(samples))
    done.seconds["drawing, evaluator"] += time.monotonic() - began
    for sample in samples:
        done.features.update(sample.features)
        done.without_value += sum(map(is_failure, sample.expected))
    for name, count in task.backends.items():
        began = time.monotonic()
        some = samples[:count]
        found = with_engine(engine(name), some) if name in NAMES else with_program(name, some)
        done.tallies[name] = found
        done.seconds[name] += time.monotonic() - began
    return done


def is_failure(answer: Answer) -> bool:
    return isinstance(answer, Failure)


def engine(name: str) -> Engine:
    """Return this process's engine of that name."""
    if name not in ENGINES:
        ENGINES[name] = load(name)
        Finalize(None, close, args=(ENGINES[name],), exitpriority=10)
    return ENGINES[name]


def tasks(options: argparse.Namespace) -> Iterator[Task]:
    """Yield the batches; an engine takes part until it has had as many programs as asked for it."""
    first, last = options.first, options.first + options.programs
    for start in range(first, last, options.batch):
        size = min(options.batch, last - start)
        left = {
            name: size if most is None else min(size, first + most - start)
            for name, most in options.backends.items()
        }
        counts = {name: count for name, count in left.items() if count > 0}
        yield Task(range(start, start + size), options.inputs, counts)


def arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--programs", type=int, default=10_000)
    parser.add_argument("--inputs", type=int, default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=50, help="programs given to an engine at once")
    text = "engines, each with the most programs for it where it is not to have all: python,xlsx:30"
    parser.add_argument("--backends", type=backends, default="python,duckdb", help=text)
    return parser.parse_args()


def backends(text: str) -> dict[str, int | None]:
    """Return the engines asked for, and the most programs for each."""
    found: dict[str, int | None] = {}
    for part in text.split(","):
        name, _, most = part.partition(":")
        if name not in (*OF_PROGRAMS, *NAMES):
            raise argparse.ArgumentTypeError(f"{name}: one of {', '.join((*OF_PROGRAMS, *NAMES))}")
        found[name] = int(most) if most else None
    return found


def missing(names: Iterator[str]) -> list[str]:
    """Return why some engines cannot be used here."""
    reasons = ((name, load(name).available()) for name in names if name in NAMES)
    return [f"{name}: {reason}" for name, reason in reasons if reason]


def main() -> int:
    """Run, report, and return the exit code."""
    options = arguments()
    absent = missing(iter(options.backends))
    if absent:
        print("\n".join(absent))
        return 2
    began, total = time.monotonic(), Done()
    with Pool(options.jobs) as pool:
        for done in pool.imap_unordered(batch, tasks(options)):
            for each in done.tallies.values():
                for difference in islice(each.differences, 20):
                    print(difference, flush=True)
            total.add(done)
        pool.close()
        pool.join()
    report(total, time.monotonic() - began)
    return 1 if any(each.differences for each in total.tallies.values()) else 0


def report(done: Done, seconds: float) -> None:
    """Print what came of the run."""
    print(f"{done.programs} programs, {done.without_value} inputs without a value, {seconds:.0f} s")
    for name, each in done.tallies.items():
        refused = each.refused.total()
        print(
            f"\n{name}: {each.pairs} pairs, {len(each.differences)} differences,"
            f" {refused} of {each.programs} programs refused ({share(refused, each.programs)}),"
            f" {done.seconds[name]:.0f} s"
        )
        for reason, count in each.refused.most_common():
            print(f"  {share(count, each.programs)}  {reason}")
    print("\nconstructs")
    for feature, count in sorted(done.features.items(), key=lambda item: item[1]):
        print(f"  {share(count, done.programs)}  {feature}")


def share(part: int, whole: int) -> str:
    """Return a part in percent."""
    return f"{100 * part / whole:5.1f} %"


if __name__ == "__main__":
    sys.exit(main())
