"""The long run of properties about lists: generated programs, the prover against force.

    python -m tests.agreement.long_run_lists --programs 10000 --nested 1000 --jobs 2

Prints how many verdicts of each kind there were, how often each construct occurred, why the unknown
are unknown, and every disagreement with the seed that gives it again; exits 1 where there was one,
or where fewer than 30 % were proved, fewer than 30 % refuted, or more than 1 % unknown. The nested
programs, about doctors with lists or about two lists, are compared with small inputs and counted
apart.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from functools import partial
from multiprocessing import Pool

from convention_dsl.core.program import Status
from convention_dsl.proof.limits import Limits
from tests.agreement.lists_judged import Judged, judged
from tests.agreement.lists_nested import Nested, judged_nested


def one(seed: int, limits: Limits) -> tuple[int, Judged | str]:
    """Judge the program of one seed; a crash is told with its last lines."""
    try:
        return seed, judged(seed, limits)
    except Exception:
        return seed, traceback.format_exc(limit=-6)


def nested(seed: int, limits: Limits) -> tuple[int, Nested | str]:
    """Judge the nested program of one seed."""
    try:
        return seed, judged_nested(seed, limits)
    except Exception:
        return seed, traceback.format_exc(limit=-6)


class Tally:
    """What is counted over a run."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.features: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.seconds: list[tuple[float, int]] = []
        self.wrong = 0

    def add(self, seed: int, done: Judged | str, verbose: bool) -> None:
        if isinstance(done, str):
            self.wrong += 1
            print(f"seed {seed}: a crash\n{done}", flush=True)
            return
        self.counts.update(done.counts)
        self.counts[f"{done.family} {done.verdict.status}"] += 1
        self.statuses[done.verdict.status.value] += 1
        self.features.update(done.features)
        self.seconds.append((done.seconds, seed))
        if done.verdict.status is Status.UNKNOWN and done.verdict.reason is not None:
            reason = done.verdict.reason
            self.reasons[f"{reason.key} ({done.family}; it is {done.answer.status})"] += 1
            if verbose:
                print(f"seed {seed}: unknown {reason}; it is {done.answer.status}", flush=True)
        for problem in done.problems:
            self.wrong += 1
            print(f"seed {seed}: {problem}\n{done.text}\n", flush=True)

    def add_nested(self, seed: int, done: Nested | str) -> None:
        if isinstance(done, str):
            self.wrong += 1
            print(f"nested seed {seed}: a crash\n{done}", flush=True)
            return
        reason = "" if done.verdict.reason is None else f" ({done.verdict.reason.key})"
        self.counts[f"nested {done.verdict.status}{reason}"] += 1
        for problem in done.problems:
            self.wrong += 1
            print(f"nested seed {seed}: {problem}\n{done.text}\n", flush=True)

    def told(self, began: float) -> None:
        number = max(1, self.statuses.total())
        print(f"{number} programs, {time.monotonic() - began:.0f} s, {self.wrong} disagreements")
        for name, count in self.statuses.most_common():
            print(f"  {name}: {count} ({100 * count / number:.1f} %)")
        for name, count in sorted(self.counts.items()):
            print(f"  {name}: {count}")
        print("unknown:", "; ".join(f"{n} {k}" for k, n in self.reasons.most_common()) or "none")
        self.seconds.sort()
        took = [seconds for seconds, _ in self.seconds]
        if took:
            middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
            print(f"seconds: median {middle:.2f}, 99 % {late:.2f}, slowest {self.seconds[-3:]}")
        for feature, count in sorted(self.features.items(), key=lambda item: item[1]):
            print(f"  {100 * count / number:5.1f} %  {feature}")

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong and the run says enough."""
        number = self.statuses.total()
        return (
            not self.wrong
            and self.statuses["proved"] * 10 >= number * 3
            and self.statuses["refuted"] * 10 >= number * 3
            and self.statuses["unknown"] * 100 <= number
        )


def main() -> int:
    """Run, report, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=10_000)
    parser.add_argument("--nested", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30.0, help="at most for each")
    parser.add_argument("--verbose", action="store_true", help="tell every unknown")
    options = parser.parse_args()
    began, tally = time.monotonic(), Tally()
    limits = Limits(seconds=options.seconds)
    ask, ask_nested = partial(one, limits=limits), partial(nested, limits=limits)
    with Pool(options.jobs) as pool:
        seeds = range(options.first, options.first + options.programs)
        for seed, done in pool.imap_unordered(ask, seeds, chunksize=5):
            tally.add(seed, done, options.verbose)
        seeds = range(options.first, options.first + options.nested)
        for seed, found in pool.imap_unordered(ask_nested, seeds, chunksize=5):
            tally.add_nested(seed, found)
    tally.told(began)
    return 0 if tally.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
