"""Finding the simplest counterexample: bounded lexicographic minimisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convention_dsl.proof.criteria import Criterion, Symbols
from convention_dsl.proof.leaves import Assignment
from convention_dsl.proof.smt import Bool

Probe = Callable[[Sequence[Bool], Bool], Assignment | None]
"""Asks for a counterexample that satisfies conditions settled since last time, and one more."""


def minimise(
    criteria: Sequence[Criterion], symbols: Symbols, start: Assignment, probe: Probe
) -> Assignment:
    """Return the simplest counterexample, from any one and a way to ask for others.

    Where `probe` cannot answer within its limits it says that there is none. Most criteria attain
    zero: it is tried first, then halves.
    """
    best = start
    settled: list[Bool] = []
    for criterion in criteria:
        low, now = 0, criterion.value(best)
        target = low
        while low < now:
            better = probe(settled, criterion.at_most(symbols, target))
            settled = []
            if better is None:
                low = target + 1
            else:
                best, now = better, criterion.value(better)
            target = (low + now - 1) // 2
        settled.append(criterion.at_most(symbols, now))
    return best
