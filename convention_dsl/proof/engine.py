"""Deciding an obligation: few inputs are tried one by one, the solver has the rest.

Nothing is reported that was not established: a counterexample is replayed in the reference
evaluator; where a hypothesis or the claim has no value for some input, the verdict is `unknown`.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic, perf_counter

from convention_dsl.core.program import Program, Status
from convention_dsl.proof import enumeration
from convention_dsl.proof.grounds import Grounds, of_trace, reachable
from convention_dsl.proof.leaves import Assignment
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.lists.speech import speaks_of_lists
from convention_dsl.proof.obligation import Obligation, Reached, reached
from convention_dsl.proof.order import Order, order
from convention_dsl.proof.question import Question, pairs, pose
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Counterexample, Reason, Verdict


def decide(
    program: Program,
    obligation: Obligation,
    limits: Limits = DEFAULT_LIMITS,
    total: TotalCases | None = None,
) -> Verdict:
    """Return the verdict on `obligation`; `total` remembers what is known of the cases."""
    start = perf_counter()
    try:
        verdict = _verdict(program, obligation, limits, total or TotalCases(program))
    except OutsideMethod as outside:
        verdict = unknown(outside.reason, **outside.arguments)
    except RecursionError:
        verdict = unknown("depth")
    return replace(verdict, seconds=perf_counter() - start)


def _verdict(
    program: Program, obligation: Obligation, limits: Limits, total: TotalCases
) -> Verdict:
    if speaks_of_lists(program, obligation):
        from convention_dsl.proof.lists.decision import decide_lists

        return decide_lists(program, obligation, limits, total)
    return Decision(program, obligation, limits, total).verdict()


def unknown(reason: str, **arguments: str) -> Verdict:
    """Return the verdict that nothing was established, and why."""
    return Verdict(Status.UNKNOWN, reason=Reason(reason, arguments))


class Decision:
    """One obligation being decided."""

    def __init__(
        self, program: Program, obligation: Obligation, limits: Limits, total: TotalCases
    ) -> None:
        self.program = program
        self.obligation = obligation
        self.limits = limits
        self.total = total
        self.deadline = monotonic() + limits.seconds
        self.reached: Reached = reached(program, obligation)
        self.question: Question = pose(program, obligation, total=total)
        known = self.question.inputs.leaves
        self.order: Order = order(program, obligation, known, pairs(obligation))

    @property
    def language(self) -> str:
        """The language in which hypotheses are named: that of the obligation's book."""
        book = self.program.library.books.get(self.obligation.id.partition(".")[0])
        return book.language if book else "en"

    def verdict(self) -> Verdict:
        """Return the verdict of the engine that suits the obligation."""
        points = enumeration.size(self.question)
        if points is not None and points <= self.limits.points:
            verdict = self._by_enumeration()
            if verdict is not None:
                return verdict
        from convention_dsl.proof.by_solver import by_solver

        return by_solver(self)

    def _by_enumeration(self) -> Verdict | None:
        """Try every input; None where none satisfies the hypotheses: the solver says why."""
        found = enumeration.Enumeration(self.program, self.question, self.order)
        simplest = found.simplest()
        if simplest is not None:
            return self.refuted(simplest, "enumeration")
        if found.judged[Replay.UNDEFINED]:
            return unknown("undefined")
        if not found.judged[Replay.SATISFIES]:
            return None
        return self.proved(self.all_grounds(), "enumeration")

    def all_grounds(self) -> Grounds:
        """Return all that the obligation reaches."""
        return reachable(self.program, self.question, self.reached, self.language)

    def proved(self, grounds: Grounds, engine: str) -> Verdict:
        """Return the verdict of a proof."""
        return Verdict(
            Status.PROVED,
            grounds=grounds.grounds,
            minimal=grounds.minimal,
            confidence=grounds.confidence,
            clauses=tuple(self.reached.clauses),
            engine=engine,
        )

    def refuted(self, assignment: Assignment, engine: str) -> Verdict:
        """Return the verdict of a counterexample, once the evaluator agrees."""
        inputs, parameters = enumeration.values(self.question, self.order, assignment)
        referee = Referee(self.program, self.obligation, parameters)
        if referee.judge(inputs) is not Replay.REFUTES:
            return unknown("internal")
        grounds = of_trace(self.program, referee.trace(inputs).steps)
        return Verdict(
            Status.REFUTED,
            counterexample=Counterexample(inputs, (), parameters),
            grounds=grounds.grounds,
            confidence=grounds.confidence,
            clauses=tuple(self.reached.clauses),
            engine=engine,
        )
