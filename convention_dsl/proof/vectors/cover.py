"""From the inputs found to few and simple ones that cover as much.

First the fewest, greedily; then each is made simpler as long as it covers what it alone covers;
then those that have become superfluous are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from convention_dsl.core.nodes import Value
from convention_dsl.proof.vectors.plain import Clash, both_of, simpler
from convention_dsl.proof.vectors.replay import Seen
from convention_dsl.proof.vectors.search import Candidate, Inputs
from convention_dsl.types import Type

Try = Callable[[Inputs], Seen | None]
_ROUNDS = 4
"""How often all parts of an input are gone through to make it simpler."""


def fewest(candidates: Sequence[Candidate], goals: frozenset[str]) -> list[Candidate]:
    """Return few of `candidates` that cover what they all cover of `goals`."""
    chosen: list[Candidate] = []
    left = set(goals)
    waiting = list(candidates)
    while left and waiting:
        best = max(waiting, key=lambda each: len(each.seen.goals & left))
        gained = best.seen.goals & left
        if not gained:
            break
        chosen.append(best)
        left -= gained
        waiting.remove(best)
    return without_superfluous(chosen, goals)


def without_superfluous(chosen: Sequence[Candidate], goals: frozenset[str]) -> list[Candidate]:
    """Return `chosen` without those that cover nothing that the others do not, the last first."""
    counts = Counter(goal for each in chosen for goal in each.seen.goals & goals)
    kept = list(chosen)
    for each in reversed(chosen):
        covers = each.seen.goals & goals
        if all(counts[goal] > 1 for goal in covers):
            counts.subtract(covers)
            kept.remove(each)
    return kept


def simplified(
    chosen: Sequence[Candidate],
    goals: frozenset[str],
    types: Mapping[str, Type],
    plain: Inputs,
    try_: Try,
) -> list[Candidate]:
    """Return `chosen`, each as simple as what it alone covers allows."""
    counts = Counter(goal for each in chosen for goal in each.seen.goals & goals)
    found: list[Candidate] = []
    for each in chosen:
        covers = each.seen.goals & goals
        own = frozenset(goal for goal in covers if counts[goal] == 1)
        simple = simplest(each, own, types, plain, try_)
        counts.subtract(covers)
        counts.update(simple.seen.goals & goals)
        found.append(simple)
    return without_superfluous(found, goals)


def simplest(
    candidate: Candidate,
    own: frozenset[str],
    types: Mapping[str, Type],
    plain: Inputs,
    try_: Try,
) -> Candidate:
    """Return `candidate` as simple as can be while it covers `own` (and `try_` accepts it)."""
    best = candidate
    tried = {repr(best.inputs)}
    for _ in range(_ROUNDS):
        before = best
        for name, type_ in types.items():
            best = _simpler_input(best, own, (name, type_, plain[name]), try_, tried)
        if best is before:
            break
    return best


def _simpler_input(
    best: Candidate,
    own: frozenset[str],
    input_: tuple[str, Type, Value],
    try_: Try,
    tried: set[str],
) -> Candidate:
    """Return `best` with one input as simple as it can be, one part of it after the other.

    `tried` are the inputs that need no second try.
    """
    name, type_, plain = input_
    done = 0
    while True:
        for rank, value in enumerate(simpler(best.inputs[name], type_, plain)):
            inputs = {**best.inputs, name: value}
            if rank < done or (key := repr(inputs)) in tried:
                continue
            tried.add(key)
            seen = try_(inputs)
            if seen is not None and own <= seen.goals:
                best, done = Candidate(inputs, seen), rank
                break
        else:
            return best


def joined(
    chosen: Sequence[Candidate],
    goals: frozenset[str],
    types: Mapping[str, Type],
    plain: Inputs,
    try_: Try,
) -> list[Candidate]:
    """Return `chosen` with pairs made one where that covers what the two alone cover."""
    left = list(chosen)
    found: list[Candidate] = []
    while left:
        one = left.pop(0)
        for two in list(left):
            others = all_goals([*found, *(each for each in left if each is not two)])
            own = ((one.seen.goals | two.seen.goals) & goals) - others
            both = {n: both_of(one.inputs[n], two.inputs[n], t, plain[n]) for n, t in types.items()}
            if any(isinstance(value, Clash) for value in both.values()):
                continue
            inputs = {name: value for name, value in both.items() if not isinstance(value, Clash)}
            seen = try_(inputs)
            if seen is not None and own <= seen.goals:
                left.remove(two)
                one = Candidate(inputs, seen)
        found.append(one)
    return found


def all_goals(candidates: Iterable[Candidate]) -> frozenset[str]:
    """Return what some of `candidates` cover."""
    return frozenset().union(*(each.seen.goals for each in candidates))
