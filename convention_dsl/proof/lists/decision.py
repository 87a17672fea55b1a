"""The verdict on an obligation about lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, Status
from convention_dsl.core.provenance import Confidence, weakest
from convention_dsl.proof.grounds import confidence, of_trace, unnamed
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.certificate import certificate
from convention_dsl.proof.lists.chains import Chain
from convention_dsl.proof.lists.classes import by_classes
from convention_dsl.proof.lists.elements import element_bindings
from convention_dsl.proof.lists.few import of_few
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.simplest import simplest
from convention_dsl.proof.lists.speech import speaks_of_lists
from convention_dsl.proof.lists.sums import abstract
from convention_dsl.proof.lists.task import Held, Refuted, Task
from convention_dsl.proof.obligation import Obligation, reached
from convention_dsl.proof.question import pose
from convention_dsl.proof.replay import Referee
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Certificate, Counterexample, Ground, Reason, Verdict
from convention_dsl.types import BooleanType

_HOLDING = (Status.PROVED, Status.VACUOUS)


def decide_lists(
    program: Program, obligation: Obligation, limits: Limits, total: TotalCases
) -> Verdict:
    """Return the verdict; raises `OutsideMethod` where there is none."""
    return _Decision(program, obligation, limits, total).verdict()


def settled(
    program: Program,
    obligation: Obligation,
    limits: Limits,
    total: TotalCases,
    pool: Pool | None = None,
) -> Verdict:
    """Return whether an obligation about lists holds, without what a reader is shown.

    Proved means here that no list refutes it, whether or not there is a list that it is about.
    `pool` has elements that earlier questions found, and takes those of this one.
    """
    if not speaks_of_lists(program, obligation):
        from convention_dsl.proof.engine import decide

        return decide(program, obligation, limits, total)
    try:
        decision = _Decision(program, obligation, limits, total, pool)
        decision.task = replace(decision.task, takes_any=True)
        return decision.settled()
    except OutsideMethod as outside:
        return Verdict(Status.UNKNOWN, reason=Reason(outside.reason, outside.arguments))


class _Decision:
    def __init__(
        self,
        program: Program,
        obligation: Obligation,
        limits: Limits,
        total: TotalCases,
        pool: Pool | None = None,
    ) -> None:
        self.program = program
        self.pool = pool or Pool()
        self.obligation = obligation
        found = abstract(program, obligation)
        deadline = monotonic() + limits.seconds
        self.task = Task(program, obligation, found, limits, deadline, total)

    def verdict(self) -> Verdict:
        outcome = self.outcome()
        match outcome:
            case Refuted():
                verdict = self._refuted(simplest(self.task, self.search, outcome))
                return self._with_worst(verdict)
            case Held():
                return self._held(certificate(self.task, outcome))
            case _:
                return self._held(outcome)

    def settled(self) -> Verdict:
        """Return whether the obligation holds: a proof is proved by itself here too."""
        outcome = self.outcome()
        if isinstance(outcome, Refuted):
            case = Counterexample(outcome.inputs, (), outcome.parameters)
            return Verdict(Status.REFUTED, counterexample=case)
        found = certificate(self.task, outcome) if isinstance(outcome, Held) else outcome
        self._confirmed(found)
        return Verdict(Status.PROVED)

    def outcome(self) -> Held | Refuted | Certificate:
        """Return what the search finds, or else what the classes of elements tell."""
        self._require_defined()
        self.search = Search(self.task, self.pool)
        return _searched(self.task, self.search)

    def _with_worst(self, verdict: Verdict) -> Verdict:
        from convention_dsl.proof.lists.worst import worst

        assert verdict.counterexample is not None
        if not self.task.limits.largest_shortfall:
            return verdict
        return replace(verdict, worst=worst(self.task, verdict.counterexample, self.pool))

    # Every element has a value --------------------------------------------------------------------

    def _require_defined(self) -> None:
        """Raise where a term of a sum may have no value for some element."""
        for chain, body in self.task.abstract.bodies:
            obligation = self._definedness(chain, body)
            if obligation in self.pool.defined:
                continue
            question = pose(self.program, obligation, total=self.task.total)
            if question.failure is not None:
                verdict = self._decide(obligation)
                if verdict.status is Status.UNKNOWN:
                    raise OutsideMethod("undefined")
            self.pool.defined.add(obligation)

    def _definedness(self, chain: Chain, body: Expr) -> Obligation:
        """Return the obligation that a term has a value: that it is equal to itself."""
        if isinstance(body.type, BooleanType):
            claim = build.disjunction([body, build.negation(body)])
        else:
            claim = build.apply(Operator.EQUAL, (body, body))
        if chain.filter is not None:
            claim = build.if_(chain.filter, claim, build.literal_boolean(True))
        return Obligation(
            id=f"{self.obligation.id}.term",
            kind="term",
            inputs=(
                *element_bindings(chain.elements),
                *self.task.abstract.inputs,
                *self.task.abstract.numbers,
            ),
            hypotheses=(),
            claim=claim,
            open_parameters=self.obligation.open_parameters,
        )

    # Verdicts -------------------------------------------------------------------------------------

    def _decide(self, obligation: Obligation) -> Verdict:
        from convention_dsl.proof.engine import decide

        return decide(self.program, obligation, self.task.limits, self.task.total)

    def _confirmed(self, found: Certificate) -> list[Verdict]:
        """Prove the conclusion and the lemmas by themselves, as anyone could.

        Return their verdicts, the conclusion's first; raises `OutsideMethod` where one is not
        proved (or about nothing).
        """
        lemmas = [self._decide(o) for lemma in found.lemmas for o in lemma.obligations]
        conclusion = self._decide(found.conclusion)
        if any(each.status not in _HOLDING for each in lemmas):
            raise OutsideMethod("lemma")
        if conclusion.status not in _HOLDING:
            reason = conclusion.reason or Reason("internal")
            raise OutsideMethod(reason.key, **reason.arguments)
        return [conclusion, *lemmas]

    def _held(self, found: Certificate) -> Verdict:
        """Return the verdict of a proof: vacuous where no list satisfies the hypotheses."""
        verdicts = self._confirmed(found)
        if verdicts[0].status is Status.VACUOUS or not self._is_possible():
            return self._vacuous()
        return self._proved(found, verdicts)

    def _is_possible(self) -> bool:
        """Return whether the hypotheses hold of some list."""
        return isinstance(self._possible(self.obligation), Refuted)

    def _possible(self, obligation: Obligation) -> Held | Refuted | Certificate:
        without = replace(obligation, claim=build.literal_boolean(False))
        over = abstract(self.program, without)
        task = replace(self.task, obligation=without, abstract=over, takes_any=True)
        return _searched(task, Search(task, self.pool))

    def _vacuous(self) -> Verdict:
        """Return which hypotheses cannot hold together of any list: none can be left out."""
        kept = list(self.obligation.hypotheses)
        for hypothesis in self.obligation.hypotheses:
            fewer = [other for other in kept if other is not hypothesis]
            if self._is_contradiction(fewer):
                kept = fewer
        from convention_dsl.proof.wording import Wording

        wording = Wording(self._language, {})
        return Verdict(
            Status.VACUOUS,
            reason=Reason("contradiction"),
            contradiction=tuple(wording.text(each) for each in kept),
            clauses=tuple(reached(self.program, self.obligation).clauses),
            engine="lists",
        )

    def _is_contradiction(self, hypotheses: Sequence[Expr]) -> bool:
        """Return whether hypotheses are shown to hold of no list."""
        try:
            outcome = self._possible(replace(self.obligation, hypotheses=tuple(hypotheses)))
        except OutsideMethod:
            return False
        return not isinstance(outcome, Refuted)

    @property
    def _language(self) -> str:
        book = self.program.library.books.get(self.obligation.id.partition(".")[0])
        return book.language if book else "en"

    def _proved(self, found: Certificate, verdicts: list[Verdict]) -> Verdict:
        grounds = dict.fromkeys(
            ground for verdict in verdicts for ground in verdict.grounds if _is_own(ground)
        )
        grounds |= dict.fromkeys(
            unnamed(self.program, reached(self.program, self.obligation), grounds)
        )
        levels = [each.confidence for each in verdicts if each.confidence is not None]
        levels += [level for level in [confidence(grounds)] if level is not None]
        return Verdict(
            Status.PROVED,
            grounds=tuple(grounds),
            minimal=False,
            confidence=_weakest(levels),
            clauses=tuple(reached(self.program, self.obligation).clauses),
            engine="lists",
            certificate=found,
        )

    def _refuted(self, found: Refuted) -> Verdict:
        referee = Referee(self.program, self.obligation, found.parameters)
        grounds = of_trace(self.program, referee.trace(found.inputs).steps)
        return Verdict(
            Status.REFUTED,
            counterexample=Counterexample(found.inputs, (), found.parameters),
            grounds=grounds.grounds,
            confidence=grounds.confidence,
            clauses=tuple(reached(self.program, self.obligation).clauses),
            engine="lists",
        )


def _searched(task: Task, search: Search) -> Held | Refuted | Certificate:
    """Return what the search finds, or else what the classes of elements or short lists tell."""
    try:
        try:
            return search.run()
        except OutsideMethod as outside:
            if outside.reason != "integers":
                raise
            return by_classes(task, search)
    except OutsideMethod as outside:
        if outside.reason not in ("integers", "non-linear"):
            raise
        found = of_few(task, search.known_elements())
        if found is None:
            raise
        return found


def _is_own(ground: Ground) -> bool:
    """Return whether a ground is the text's, and not a lemma's or a sum's."""
    return "Σ" not in ground.name and "·" not in ground.name


def _weakest(levels: list[Confidence]) -> Confidence | None:
    return weakest(levels)
