"""Test vectors of a clause: few inputs with their amounts, and what is known of every goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from convention_dsl.core.depth import room
from convention_dsl.core.nodes import Call, ClauseRef, ParameterRef, Value
from convention_dsl.core.program import Parameter, Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.vectors.changes import Change
from convention_dsl.proof.vectors.cover import all_goals, fewest, joined, simplified
from convention_dsl.proof.vectors.goals import Found, Status
from convention_dsl.proof.vectors.plain import departures
from convention_dsl.proof.vectors.reasons import Reasons
from convention_dsl.proof.vectors.search import Candidate, Progress, Search
from convention_dsl.proof.vectors.shown import Effect, Showing, Shown

DEFAULT_LIMITS = Limits(seconds=120, steps=10_000_000)
"""For all the questions about one clause; each is small."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Inputs in the order of the clause, the value that the reference evaluator gives, and why.

    `covers` are the ids of the goals reached, `first` those that no earlier vector reaches;
    `shows` are the changes of the text for which it was added, `stops` those that leave it without
    a result.
    """

    arguments: tuple[Value, ...]
    expected: Value
    covers: tuple[str, ...]
    first: tuple[str, ...]
    shows: tuple[Change, ...] = ()
    stops: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a clause, and what is known of each goal, in the order of the text.

    `changes` are small changes of the text, and whether the value of a vector shows them.
    """

    ref: ClauseRef
    vectors: tuple[Vector, ...]
    found: tuple[Found, ...]
    changes: tuple[tuple[Change, Effect], ...] = ()

    def having(self, status: Status) -> list[Found]:
        """Return the goals of which `status` is known."""
        return [each for each in self.found if each.status is status]


def make(
    program: Program,
    ref: ClauseRef,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda _done, _all: None,
) -> Vectors:
    """Return test vectors of a clause all of whose parameters have values.

    `progress` hears how much is settled, goals then changes, and how much there is.
    """
    with room():
        return _made(Search(program, ref, limits, progress))


def _made(search: Search) -> Vectors:
    """Search, choose, and say why the rest has no vector."""
    showing = Showing(search)
    search.run()
    goals = all_goals(search.candidates)
    chosen = fewest(search.candidates, goals)
    for improve in (simplified, joined):
        chosen = improve(chosen, goals, search.types, search.plain, search.try_in_time)
    shown = showing.shown(chosen)
    reasons = Reasons(search.program, search)
    found = tuple(reasons.found(goal) for goal in search.watches.goals.values())
    effects = tuple((each.change, each.effect) for each in shown)
    return Vectors(
        search.ref, (*_in_order(chosen, search), *_added(shown, chosen, search)), found, effects
    )


def _in_order(chosen: Sequence[Candidate], search: Search) -> Iterator[Vector]:
    """Yield the vectors from the simplest, those alike in the order of what they are about."""
    ranks = {goal: rank for rank, goal in enumerate(search.watches.goals)}
    times = Counter(goal for each in chosen for goal in each.seen.goals)

    def key(each: Candidate) -> tuple[int, int]:
        far = sum(
            departures(each.inputs[name], type_, search.plain[name])
            for name, type_ in search.types.items()
        )
        own = (ranks.get(goal, len(ranks)) for goal in each.seen.goals if times[goal] == 1)
        return far, min(own, default=len(ranks))

    covered: set[str] = set()
    for each in sorted(chosen, key=key):
        vector = _vector(each, search)
        yield replace(vector, first=tuple(g for g in vector.covers if g not in covered))
        covered.update(vector.covers)


def _added(shown: Sequence[Shown], chosen: Sequence[Candidate], search: Search) -> Iterator[Vector]:
    """Yield the vectors that are there for the sake of changes."""
    added: list[Candidate] = []
    for each in shown:
        is_known = each.by is None or any(each.by is known for known in (*chosen, *added))
        if each.by is not None and not is_known:
            added.append(each.by)
    for candidate in added:
        told = [each for each in shown if each.by is candidate]
        shows, stops = (
            tuple(each.change for each in told if each.effect is effect)
            for effect in (Effect.SHOWN, Effect.FAILS)
        )
        yield replace(_vector(candidate, search), shows=shows, stops=stops)


def _vector(candidate: Candidate, search: Search) -> Vector:
    seen = candidate.seen.goals
    goals = search.watches.goals.values()
    covers = tuple(goal.id for goal in goals if search.reached_as(goal) in seen)
    arguments = tuple(candidate.inputs[binding.name] for binding in search.bindings)
    return Vector(arguments, candidate.seen.value, covers, ())


def without_value(program: Program, ref: ClauseRef) -> list[Parameter]:
    """Return the parameters that a clause reaches and that have no value."""
    found: dict[str, Parameter] = {}
    waiting, known = [ref], {ref}
    while waiting:
        for node in walk(program.clauses[waiting.pop()].body):
            if isinstance(node, ParameterRef):
                id_ = parameter_id(node.book, node.name, node.pin)
                if program.parameters[id_].value is None:
                    found[id_] = program.parameters[id_]
            elif isinstance(node, Call) and node.clause not in known:
                known.add(node.clause)
                waiting.append(node.clause)
    return list(found.values())
