"""Deciding an obligation with the solver: refuted, undefined, vacuous or proved, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from convention_dsl.core import build
from convention_dsl.core.program import Status
from convention_dsl.proof.cores import minimal_grounds
from convention_dsl.proof.grounds import premise_texts, shrink
from convention_dsl.proof.leaves import Assignment, Path
from convention_dsl.proof.question import Question, pose
from convention_dsl.proof.simplest import minimise
from convention_dsl.proof.smt import Bool
from convention_dsl.proof.solver import Assigned, Outcome
from convention_dsl.proof.ties import tie
from convention_dsl.proof.verdict import Reason, Verdict

if TYPE_CHECKING:
    from convention_dsl.proof.engine import Decision

_LONG = 500
"""From so many lines on, a script is not asked again what a shorter one can tell."""
_PROBE_STEPS = 20_000_000
"""The steps for one question in the search of the simplest counterexample."""


def by_solver(decision: Decision) -> Verdict:
    """Return the solver's verdict on a decision's obligation."""
    return _Solving(decision).verdict()


class _Solving:
    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.question: Question = decision.question
        self.session = self.question.session(decision.limits, decision.deadline)
        self.premises = [premise.literal for premise in self.question.premises]
        self.wanted: dict[Path, Assigned] = {
            path: Assigned(symbol, self.question.inputs.leaves[path].is_binary)
            for path, symbol in self.question.inputs.symbols.items()
        }

    def verdict(self) -> Verdict:
        """Ask for a counterexample; where there is none, whether that says anything."""
        match self.session.check([*self.premises, self.question.goal]):
            case Outcome.SAT:
                return self._refuted()
            case Outcome.UNKNOWN:
                return self._unknown()
            case Outcome.UNSAT:
                return self._unless_undefined()

    def _unknown(self) -> Verdict:
        from convention_dsl.proof.engine import unknown

        reason = self.session.last_unknown
        if reason == "time" and self.question.script.non_linear:
            reason = "non-linear"
        return unknown(reason)

    def _refuted(self) -> Verdict:
        found = self.session.values(self.wanted)
        self.session.require([*self.premises, self.question.goal])
        self.session.allow(_PROBE_STEPS)
        simplest = minimise(
            self.decision.order.criteria, self.question.inputs.symbols, found, self._probe
        )
        return self.decision.refuted(simplest, "solver")

    def _probe(self, settled: Sequence[Bool], wanted: Bool) -> Assignment | None:
        if settled:
            self.session.require(settled)
        self.session.push()
        self.session.require([wanted])
        found = None
        if self.session.check() is Outcome.SAT:
            found = self.session.values(self.wanted)
        self.session.pop()
        return found

    def _unless_undefined(self) -> Verdict:
        """A claim that no input refutes is proved only where every input gives it a value."""
        from convention_dsl.proof.engine import unknown

        if self.question.failure is not None:
            match self.session.check([self.question.failure]):
                case Outcome.SAT:
                    return unknown("undefined")
                case Outcome.UNKNOWN:
                    return self._unknown()
                case Outcome.UNSAT:
                    pass
        match self._premises_alone() if self.premises else Outcome.SAT:
            case Outcome.UNSAT:
                return self._vacuous()
            case Outcome.UNKNOWN:
                return self._unknown()
            case Outcome.SAT:
                return self._proved()

    def _premises_alone(self) -> Outcome:
        """Ask whether some input satisfies the premises, without the claim where it is long."""
        if len(self.question.script.lines) < _LONG:
            return self.session.check(self.premises)
        decision = self.decision
        alone = replace(decision.obligation, claim=build.literal_boolean(True))
        question = pose(decision.program, alone, total=decision.total)
        self.session = question.session(decision.limits, decision.deadline)
        return self.session.check([premise.literal for premise in question.premises])

    def _vacuous(self) -> Verdict:
        decision = self.decision
        question = pose(decision.program, decision.obligation, total=decision.total, merged=False)
        self.session = question.session(decision.limits, decision.deadline)
        clash = shrink([premise.literal for premise in question.premises], self._core)
        texts = premise_texts(question, decision.language)
        tied = tie(question, clash)
        return Verdict(
            Status.VACUOUS,
            reason=tied or Reason("contradiction"),
            contradiction=tuple(texts[literal] for literal in clash),
            clauses=tuple(self.decision.reached.clauses),
            engine="solver",
        )

    def _core(self, assumptions: Sequence[str]) -> frozenset[str] | None:
        outcome = self.session.check(assumptions)
        return self.session.core() if outcome is Outcome.UNSAT else None

    def _proved(self) -> Verdict:
        grounds = None
        if self.decision.limits.minimal_grounds:
            grounds = minimal_grounds(self.decision)
        return self.decision.proved(grounds or self.decision.all_grounds(), "solver")
