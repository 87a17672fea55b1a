"""Test vectors of a clause: few inputs with their amounts, and what is known of every goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convention_dsl.core.nodes import Call, ClauseRef, ParameterRef, Value
from convention_dsl.core.program import Parameter, Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.vectors.cover import all_goals, fewest, simplified
from convention_dsl.proof.vectors.goals import Found, Status
from convention_dsl.proof.vectors.reasons import Reasons
from convention_dsl.proof.vectors.search import Candidate, Progress, Search

DEFAULT_LIMITS = Limits(seconds=60, steps=20_000_000)
"""For all the questions about one clause; each is small."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Inputs in the order of the clause, the value that the reference evaluator gives, and why.

    `covers` are the ids of the goals reached, `first` those that no earlier vector reaches.
    """

    arguments: tuple[Value, ...]
    expected: Value
    covers: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a clause, and what is known of each goal, in the order of the text."""

    ref: ClauseRef
    vectors: tuple[Vector, ...]
    found: tuple[Found, ...]

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

    `progress` hears how many goals are settled, and how many there are.
    """
    search = Search(program, ref, limits, progress)
    search.run()
    goals = all_goals(search.candidates)
    chosen = fewest(search.candidates, goals)
    chosen = simplified(chosen, goals, search.types, search.plain, search.try_)
    reasons = Reasons(program, search)
    found = tuple(reasons.found(goal) for goal in search.watches.goals.values())
    return Vectors(ref, tuple(_in_order(chosen, search)), found)


def _in_order(chosen: Sequence[Candidate], search: Search) -> Iterator[Vector]:
    """Yield the vectors in the order in which the text speaks of what they cover."""
    left = list(chosen)
    covered: set[str] = set()
    for goal in [*search.watches.goals, *sorted(search.covered)]:
        if goal in covered:
            continue
        each = next((each for each in left if goal in each.seen.goals), None)
        if each is None:
            continue
        left.remove(each)
        covers = [id_ for id_ in search.watches.goals if id_ in each.seen.goals]
        first = tuple(id_ for id_ in covers if id_ not in covered)
        covered |= each.seen.goals
        arguments = tuple(each.inputs[binding.name] for binding in search.bindings)
        yield Vector(arguments, each.seen.value, tuple(covers), first)


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
