"""Whether some vector shows each small change of a text; those that none shows are looked for.

The solver is asked for inputs for which the text and the changed text differ. Where there are none,
the change is one of words only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from random import Random
from time import monotonic

from convention_dsl.core.depth import room
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Program
from convention_dsl.proof.solver import Outcome
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.vectors.changes import Change, changes
from convention_dsl.proof.vectors.cover import simplest
from convention_dsl.proof.vectors.plain import drawn
from convention_dsl.proof.vectors.replay import Seen
from convention_dsl.proof.vectors.search import LENGTHS, Candidate, Inputs, Search

_STEPS = 3_000_000
"""The solver's steps for one change: most are found at once, or excluded at once."""
_DRAWN = 200
_PLAINNESS = 0.1


class Effect(StrEnum):
    """What is known of a change."""

    SHOWN = "shown"
    """It gives another result for a vector."""
    FAILS = "fails"
    """It leaves a vector without a result, and was looked for in vain to give another one."""
    NONE = "none"
    """It is proved to change the result of no input."""
    UNKNOWN = "unknown"
    """Neither was established."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A change, what is known of it, and the inputs that show it, or for which it fails."""

    change: Change
    effect: Effect
    by: Candidate | None = None


class Showing:
    """Looks for what shows each change of the clauses that one clause reaches."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.changes = list(changes(search.program, search.reached))
        search.later = len(self.changes)

    def shown(self, chosen: Sequence[Candidate]) -> list[Shown]:
        """Return by what each change is shown: one of `chosen`, or inputs to be added to them."""
        known = list(chosen)
        found: list[Shown] = []
        for done, (change, program) in enumerate(self.changes):
            self.search.tell(done)
            shown = self._sought(change, program, known)
            if shown.by is not None:
                # what shows a change often shows the next one too
                known = [shown.by, *(each for each in known if each is not shown.by)]
            found.append(shown)
        return found

    def _sought(self, change: Change, program: Program, known: Sequence[Candidate]) -> Shown:
        """Look for inputs that show a change, then for some that it leaves without a result."""
        shown = self._found(change, program, known)
        if shown.effect is not Effect.NONE:
            return shown
        failing = self._found(change, program, known, fails=True)
        if failing.effect is Effect.NONE and self.search.scripts.has_lists:
            return Shown(change, Effect.UNKNOWN)  # longer lists were not looked at
        return failing

    def _found(
        self, change: Change, program: Program, known: Sequence[Candidate], fails: bool = False
    ) -> Shown:
        """Look among inputs known, those drawn, then with the solver."""
        effect = Effect.FAILS if fails else Effect.SHOWN
        called = self._called(change)
        for part in (known, self.search.candidates, self._pool):
            for each in part:
                if called in each.seen.goals and self._differs(program, each, fails):
                    by = None if part is known else self._confirmed(program, each.inputs, fails)
                    return Shown(change, effect, by or each)
        return self._asked(change, program, effect)

    def _called(self, change: Change) -> str:
        """Return the goal without which a change cannot matter: that its clause is calculated."""
        ref = self.search.ref if change.parameter is not None else change.clause
        return self.search.watches.called[ref].id

    @cached_property
    def _pool(self) -> list[Candidate]:
        """Inputs drawn, always the same, in which little is plain: most changes show in some."""
        search, rng = self.search, Random(1)
        found: list[Candidate] = []
        for _ in range(_DRAWN):
            inputs: Inputs = {
                name: drawn(search.program, type_, rng, _PLAINNESS)
                for name, type_ in search.types.items()
            }
            seen = search.try_(inputs)
            if seen is not None:
                found.append(Candidate(inputs, seen))
        return found

    def _differs(self, program: Program, candidate: Candidate, fails: bool) -> bool:
        """Return whether a changed text gives another value, or none where it `fails`."""
        search = self.search
        values = [candidate.inputs[binding.name] for binding in search.bindings]
        value = _value(program, search.ref, values)
        if isinstance(value, EvaluationError):
            return fails
        return not fails and value != candidate.seen.value

    def _asked(self, change: Change, program: Program, sought: Effect) -> Shown:
        """Ask the solver for inputs; NONE where there are none, at least in short lists."""
        scripts, fails = self.search.scripts, sought is Effect.FAILS
        effect = Effect.NONE
        for length in LENGTHS[:2] if scripts.has_lists else (0,):
            if monotonic() > self.search.deadline:
                return Shown(change, Effect.UNKNOWN)
            try:
                questions = scripts.difference(program, length, fails=fails)
            except (OutsideMethod, RecursionError):
                return Shown(change, Effect.UNKNOWN)
            questions.session.allow(_STEPS)
            match questions.session.check():
                case Outcome.SAT:
                    by = self._confirmed(program, self.search.found(questions), fails)
                    if by is not None:
                        return Shown(change, sought, by)
                    effect = Effect.UNKNOWN
                case Outcome.UNKNOWN:
                    effect = Effect.UNKNOWN
                case Outcome.UNSAT:
                    pass
        return Shown(change, effect)

    def _confirmed(self, program: Program, inputs: Inputs, fails: bool) -> Candidate | None:
        """Return `inputs`, made simple, where the evaluator agrees that they show a change."""
        search = self.search

        def still(tried: Inputs) -> Seen | None:
            seen = search.try_in_time(tried)
            shows = seen is not None and self._differs(program, Candidate(tried, seen), fails)
            return seen if shows else None

        seen = search.try_(inputs)
        if seen is None or not self._differs(program, Candidate(inputs, seen), fails):
            return None
        start = Candidate(inputs, seen)
        return simplest(start, frozenset(), search.types, search.plain, still)


def _value(program: Program, ref: ClauseRef, values: Sequence[Value]) -> Value | EvaluationError:
    """Return a result, or why there is none."""
    with room():
        try:
            return call(program, ref, values)
        except EvaluationError as error:
            return error
