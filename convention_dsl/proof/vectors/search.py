"""The search for inputs: a few drawn at first, then one asked of the solver for each goal left.

Whatever is found is replayed in the evaluator, which alone says what it covers. A goal is
unreachable where the solver proves it; where neither is established, it is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from time import monotonic

from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.values import belongs
from convention_dsl.proof.arbiter import Arbiter
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.settle import Settler
from convention_dsl.proof.solver import Outcome
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.vectors.goals import Goal, Kind, Why
from convention_dsl.proof.vectors.places import places
from convention_dsl.proof.vectors.plain import drawn, plain
from convention_dsl.proof.vectors.replay import Seen, replay
from convention_dsl.proof.vectors.script import Questions, Scripts, arguments
from convention_dsl.proof.vectors.watches import SCALES, Watches, decisive, holding, scaled
from convention_dsl.types import Type

LENGTHS = (1, 2, 0, 3)
"""The lengths of lists that are tried, in this order."""
_BATCH = 25
_MOST_DRAWN = 300
_DRAWING = 0.25
"""The part of the time that may be spent on drawing."""
_WIDER = {Kind.BELOW: Kind.UNDER, Kind.ABOVE: Kind.OVER}

Inputs = Mapping[str, Value]
Progress = Callable[[int, int], None]
"""Hears how many goals are settled, and how many there are."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Inputs, and what a replay showed."""

    inputs: Inputs
    seen: Seen


@dataclass
class Search:
    """Looks for inputs that reach each goal of a clause."""

    program: Program
    ref: ClauseRef
    limits: Limits
    progress: Progress = lambda _done, _all: None
    watches: Watches = field(init=False)
    candidates: list[Candidate] = field(default_factory=list)
    covered: set[str] = field(default_factory=set)
    """The ids of the goals seen; `!id` where they settled their condition."""
    missed: dict[str, Why] = field(default_factory=dict)
    later: int = 0
    """How many things there are to settle once the goals are."""

    @property
    def reached(self) -> tuple[ClauseRef, ...]:
        """The clauses that the clause calls, directly or not, itself first."""
        return tuple(self.watches.called)

    @property
    def silenced(self) -> frozenset[str]:
        """The goals of rows whose guard holds for some input, though they never apply."""
        rows = self.watches.silenceable
        return frozenset(
            row for row in rows if holding(row) in self.covered and row not in self.covered
        )

    def __post_init__(self) -> None:
        clause = self.program.clauses[self.ref]
        self.watches = places(self.program, self.ref)
        self.bindings: tuple[Binding, ...] = clause.inputs
        self.types: dict[str, Type] = {b.name: b.type for b in clause.inputs}
        self.plain = {name: plain(self.program, type_) for name, type_ in self.types.items()}
        self.deadline = monotonic() + self.limits.seconds
        self._settler = Settler(self.program, Arbiter())
        self._known: set[str] = set()
        self.scripts = Scripts(
            self.program,
            self.ref,
            self.watches,
            self.limits,
            self.deadline,
            TotalCases(self.program),
        )

    def run(self) -> None:
        """Look for every goal."""
        self._draw()
        left = list(self._left())
        if not left:
            return
        if self.scripts.has_lists:
            for length in LENGTHS:
                self._ask(length, Why.LISTS)
            self._prove()
        else:
            self._ask(0, Why.NEVER)

    # Trying -------------------------------------------------------------------------------------

    def try_(self, inputs: Inputs) -> Seen | None:
        """Return what `inputs` reach; None where they break a rule or have no value."""
        for binding in self.bindings:
            value = inputs[binding.name]
            if not belongs(value, binding.type) or not self._settler.is_valid(binding.type, value):
                return None
        values = [inputs[binding.name] for binding in self.bindings]
        return replay(self.program, self.ref, values, self.watches)

    def try_in_time(self, inputs: Inputs) -> Seen | None:
        """Return what `inputs` reach while there is time: to make what is found simpler."""
        return None if monotonic() > self.deadline else self.try_(inputs)

    def keep(self, inputs: Inputs) -> Seen | None:
        """Try `inputs`; keep them where they reach something new."""
        key = repr(inputs)
        if key in self._known:
            return None
        self._known.add(key)
        seen = self.try_(inputs)
        if seen is not None and not seen.goals <= self.covered:
            self.candidates.append(Candidate(inputs, seen))
            self.covered |= seen.goals
            self.tell()
        return seen

    def tell(self, more: int = 0) -> None:
        """Say how much is settled: goals, and `more` of what comes later."""
        done = sum(goal in self.covered or goal in self.missed for goal in self.watches.goals)
        self.progress(done + more, len(self.watches.goals) + self.later)

    def _draw(self) -> None:
        """Draw inputs, always the same, until many of them reach nothing new."""
        self.keep(self.plain)
        rng = Random(0)
        deadline = monotonic() + _DRAWING * self.limits.seconds
        for _ in range(0, _MOST_DRAWN, _BATCH):
            before = len(self.covered)
            for plainness in (rng.choice((0.2, 0.5, 0.8)) for _ in range(_BATCH)):
                self.keep(
                    {n: drawn(self.program, t, rng, plainness) for n, t in self.types.items()}
                )
            if len(self.covered) == before or monotonic() > deadline:
                return

    # Asking -------------------------------------------------------------------------------------

    def _left(self) -> Iterator[Goal]:
        return (goal for goal in self.watches.goals.values() if goal.id not in self.covered)

    def _wanted(self) -> list[str]:
        """Return what is still to be asked for, goals before those that are to be decisive."""
        goals = self.watches.goals.values()
        wanted = [*(goal.id for goal in goals), *map(holding, self.watches.silenceable)]
        wanted += [decisive(goal) for goal in goals]
        return [goal for goal in wanted if goal not in self.covered]

    def _ask(self, length: int, otherwise: Why) -> None:
        """Ask for inputs that reach each goal left; `otherwise` is said of those that have none."""
        questions = self._questions(length)
        if isinstance(questions, Why):
            for goal in self._left():
                self.missed[goal.id] = questions
            return
        for wanted in self._wanted():
            if wanted not in self.covered:
                why = self._ask_for(wanted, questions, otherwise)
                known = self.watches.goals.get(wanted)
                if why is not None and known is not None:
                    self.missed[wanted] = why
                    self._ask_wider(known, questions, otherwise)
                    self.tell()

    def _ask_wider(self, goal: Goal, questions: Questions, otherwise: Why) -> None:
        """Ask for a value further from its bound, where none comes just beside it."""
        if goal.kind in _WIDER:
            for rank in range(1, len(SCALES)):
                wider = scaled(goal.id, rank)
                if wider in self.covered:
                    return
                if self._ask_for(wider, questions, otherwise) is None:
                    return

    def reached_as(self, goal: Goal) -> str | None:
        """Return under which name a goal is covered, the nearest to its bound; None: it is not."""
        ranks = range(len(SCALES)) if goal.kind in _WIDER else (0,)
        names = (scaled(goal.id, rank) for rank in ranks)
        return next((name for name in names if name in self.covered), None)

    def settled(self, goal: Goal) -> Goal:
        """Return a goal as it can be reached: beside its bound, or only further from it."""
        name = self.reached_as(goal)
        return goal if name in (None, goal.id) else replace(goal, kind=_WIDER[goal.kind])

    def _questions(self, length: int | None) -> Questions | Why:
        try:
            return self.scripts.questions(length)
        except (OutsideMethod, RecursionError):
            return Why.METHOD

    def _ask_for(self, goal: str, questions: Questions, otherwise: Why) -> Why | None:
        """Ask for one goal; return why it is not reached, None where it is."""
        name = questions.names.get(goal)
        if name is None:
            return otherwise
        match questions.session.check([name]):
            case Outcome.UNSAT:
                return otherwise
            case Outcome.UNKNOWN:
                return Why.TIME
            case Outcome.SAT:
                seen = self.keep(self.found(questions))
                return None if seen is not None and goal in seen.goals else Why.REPLAY

    def found(self, questions: Questions) -> Inputs:
        """Return the inputs that the solver found last; what it left open is plain."""
        return arguments(questions, self.types, self.plain, questions.assignment())

    def _prove(self) -> None:
        """Ask of the goals that short lists do not reach whether some list may."""
        questions = self._questions(None)
        if isinstance(questions, Why):
            return
        for goal in self._left():
            name = questions.names.get(goal.id)
            if name is None or questions.session.check([name]) is Outcome.UNSAT:
                self.missed[goal.id] = Why.NEVER
