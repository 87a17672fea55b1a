"""The grounds of a proof of which none can be left out, by unsatisfiable cores.

Only where that is cheap: each question may take few steps, and the first that takes more ends it.
How many it takes depends on the solver's search, so that the same seed is used every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from convention_dsl.core.nodes import ParameterRef
from convention_dsl.core.traverse import walk
from convention_dsl.proof.encode import parameter_key
from convention_dsl.proof.grounds import (
    MOST_ROWS,
    Grounds,
    equalities,
    narrowed,
    premise_texts,
    rows,
    shrink,
)
from convention_dsl.proof.question import Question, pose
from convention_dsl.proof.solver import Outcome
from convention_dsl.proof.trail import Tracks, hypothesis_ground, parameter_ground
from convention_dsl.proof.verdict import Ground

if TYPE_CHECKING:
    from convention_dsl.proof.engine import Decision

_STEPS = 200_000
"""The steps for one question: about a fiftieth of a second."""
_MOST = 100
"""More grounds than this are not reduced."""


class _TooDear(Exception):  # noqa: N818 - not an error: the grounds stay as they are
    """Reducing the grounds is not cheap."""


def minimal_grounds(decision: Decision) -> Grounds | None:
    """Return grounds of which none can be left out, None where finding them is not cheap."""
    known = decision.reached
    every = (row for clause in known.clauses.values() for row in rows(clause.body))
    if sum(1 for _ in islice(every, MOST_ROWS + 1)) > MOST_ROWS:
        return None
    try:
        kept = _Tracked(decision, merged=True).needed()
        merged = equalities(decision.question, decision.language)
        if merged and not _Tracked(decision, merged=False).is_enough(kept):
            kept.append(hypothesis_ground(merged))
    except _TooDear:
        return None
    return narrowed(decision.program, known, [*kept, *_said_with(decision, kept)])


def _said_with(decision: Decision, kept: Sequence[Ground]) -> Iterator[Ground]:
    """Yield the parameters that the claim names, or a hypothesis that is kept."""
    texts = premise_texts(decision.question, decision.language)
    said = [
        premise.expr
        for premise in decision.question.premises
        if premise.merged or hypothesis_ground(texts[premise.literal]) in kept
    ]
    for node in (node for expr in (decision.obligation.claim, *said) for node in walk(expr)):
        if isinstance(node, ParameterRef):
            yield parameter_ground(decision.program.parameters[parameter_key(node)])


class _Tracked:
    """An obligation with an assumption for each of its grounds, in a session of its own."""

    def __init__(self, decision: Decision, *, merged: bool) -> None:
        tracks = Tracks(decision.program, each_row=True)
        program, obligation = decision.program, decision.obligation
        self.question: Question = pose(
            program, obligation, trail=tracks, total=decision.total, merged=merged
        )
        texts = premise_texts(self.question, decision.language)
        self.grounds: dict[str, Ground] = {
            literal: ground for ground, literal in tracks.literals.items()
        }
        self.owners = tracks.owners()
        for premise in self.question.premises:
            if not premise.merged:
                self.grounds[premise.literal] = hypothesis_ground(texts[premise.literal])
        if self.question.failure is not None or len(self.grounds) > _MOST:
            raise _TooDear
        limits = replace(decision.limits, steps=_STEPS, seed=0)
        self.session = self.question.session(limits, decision.deadline)

    def needed(self) -> list[Ground]:
        """Return grounds that prove the claim and of which none can be left out."""
        in_order = _in_giving_up_order(self.grounds)
        return [self.grounds[name] for name in shrink(in_order, self.core, self.owners)]

    def is_enough(self, kept: Sequence[Ground]) -> bool:
        """Return whether `kept` proves the claim."""
        chosen = set(kept)
        return self.core([n for n, ground in self.grounds.items() if ground in chosen]) is not None

    def core(self, assumptions: Sequence[str]) -> frozenset[str] | None:
        """Return assumptions among these that prove the claim, None where they do not."""
        match self.session.check([*assumptions, self.question.goal]):
            case Outcome.UNSAT:
                return self.session.core() - {self.question.goal}
            case Outcome.SAT:
                return None
            case Outcome.UNKNOWN:
                raise _TooDear


def _in_giving_up_order(grounds: Mapping[str, Ground]) -> list[str]:
    """Return the literals, those of later ranges and hypotheses first: texts are kept longest."""
    kinds = ("domain", "hypothesis", "row", "clause", "parameter")
    latest = reversed(list(grounds))
    return sorted(latest, key=lambda literal: kinds.index(grounds[literal].kind))
