"""The long run: many more generated programs than a test suite can afford.

    python -m tests.agreement.long_run --programs 20000 --inputs 6 --jobs 2

Prints how many program–input pairs were compared, how often each construct occurred and every
disagreement with the seed that gives it again; exits 1 where there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from multiprocessing import Pool

from tests.agreement.agree import Comparison, compare


def one(task: tuple[int, int]) -> tuple[int, Comparison]:
    """Compare the program of one seed."""
    seed, inputs = task
    return seed, compare(random.Random(f"long run {seed}"), inputs)


def main() -> int:
    """Run, report, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=20_000)
    parser.add_argument("--inputs", type=int, default=6)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    tasks = [(options.first + n, options.inputs) for n in range(options.programs)]
    began, texts, totals, features = time.monotonic(), set(), Counter(), Counter()
    with Pool(options.jobs) as pool:
        for seed, done in pool.imap_unordered(one, tasks, chunksize=50):
            texts.add(hash(done.text))
            features.update(done.features)
            totals.update(pairs=done.pairs, unknown=done.unknown, undefined=done.undefined)
            for found in done.disagreements:
                totals["disagreements"] += 1
                print(f"seed {seed}: {found}\n{done.text}\n", flush=True)
    print(f"{options.programs} programs, {len(texts)} distinct, {totals['pairs']} pairs")
    print(
        f"{totals['disagreements']} disagreements, {totals['unknown']} unknown,"
        f" {totals['undefined']} without a value, {time.monotonic() - began:.0f} s"
    )
    for feature, count in sorted(features.items(), key=lambda item: item[1]):
        print(f"  {100 * count / options.programs:5.1f} %  {feature}")
    return 1 if totals["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
