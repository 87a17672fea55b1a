"""The long run: many more small books, and all that is said of them against trying everything.

    python -m tests.agreement.long_run_properties --books 2000 --jobs 2

Prints how many verdicts, grounds and findings were compared, how often each construct occurred, and
every disagreement with the seed that gives it again; exits 1 where there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from multiprocessing import Pool

from tests.agreement.by_force import Tried, tried


def one(seed: int) -> tuple[int, Tried]:
    """Try the book of one seed."""
    return seed, tried(random.Random(seed), seeds=(1, seed + 2))


def main() -> int:
    """Run, report, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    began, totals, features, codes = time.monotonic(), Counter(), Counter(), Counter()
    with Pool(options.jobs) as pool:
        seeds = range(options.first, options.first + options.books)
        for seed, done in pool.imap_unordered(one, seeds, chunksize=10):
            features.update(done.features)
            totals.update(done.verdicts)
            codes.update(done.findings.codes)
            totals.update(
                unsettled=done.unknown,
                rests=done.rests,
                clean=done.findings.is_clean,
                idle=done.findings.idle_untold,
                wrong=len(done.problems),
            )
            for problem in done.problems:
                print(f"seed {seed}: {problem}\n{done.text}\n", flush=True)
    verdicts = ("proved", "refuted", "vacuous", "unknown")
    print(
        f"{options.books} books, {time.monotonic() - began:.0f} s, {totals['wrong']} disagreements"
    )
    print("verdicts:", ", ".join(f"{totals[name]} {name}" for name in verdicts))
    print(f"  {totals['unsettled']} of the unknown could be settled")
    print(f"{totals['rests']} grounds and contradictions; {totals['clean']} books without errors")
    print("findings:", ", ".join(f"{n} {code}" for code, n in sorted(codes.items())))
    print(f"  {totals['idle']} idle rows not told")
    for feature, count in sorted(features.items(), key=lambda item: item[1]):
        print(f"  {100 * count / options.books:5.1f} %  {feature}")
    return 1 if totals["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
