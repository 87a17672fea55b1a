"""A second look at certificates, by other means than those that found them.

From the property, the program and what the certificate says, nothing else: every list aggregate of
the property is what the certificate puts in its place (by induction on the list), every lemma holds
of every list (by one element), and school arithmetic then gives the property's own claim. It shares
no code with what finds certificates: only the core, the encoding and the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck.alike import alike
from convention_dsl.proof.recheck.classes import Classes, counts_of
from convention_dsl.proof.recheck.equal import with_one_list
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.proof.recheck.replaced import Replaced
from convention_dsl.proof.recheck.steps import Statement, Steps, scope
from convention_dsl.proof.recheck.sums import is_read_rightly, of_nobody, sums_of, weighted
from convention_dsl.proof.recheck.terms import Rejected
from convention_dsl.proof.recheck.threshold import at_threshold, beyond_threshold
from convention_dsl.proof.verdict import Certificate, Lemma, Verdict

_PROPERTY = Wording(
    "the property's claim, from its hypotheses and the lemmas",
    "ce que dit la propriété, à partir de ses hypothèses et des lemmes",
)
_SHOWN = Wording(
    "the conclusion that the certificate shows",
    "la conclusion que montre le certificat",
)
_SAME_CLAIM = Wording(
    "the conclusion claims what the property claims",
    "la conclusion affirme ce qu'affirme la propriété",
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether a certificate is accepted, or else the first thing that fails.

    `questions` is how many questions without lists were put to the solver; `beyond`, whether the
    property holds beyond its threshold too, where it has one.
    """

    ok: bool
    failure: Wording | None = None
    questions: int = 0
    beyond: bool = True


def check(
    program: Program,
    obligation: Obligation,
    certificate: Certificate,
    limits: Limits = DEFAULT_LIMITS,
) -> CheckResult:
    """Return whether `certificate` shows that `obligation` holds of every list.

    `limits` bounds each question. Whether some list satisfies the hypotheses is not asked.
    """
    questions = Questions(program, obligation.open_parameters, limits)

    def run() -> None:
        _Checking(questions, obligation, certificate).run()

    return _answered(questions, run)


def check_verdict(
    program: Program, obligation: Obligation, verdict: Verdict, limits: Limits = DEFAULT_LIMITS
) -> CheckResult | None:
    """Check the certificate of a verdict on a property; None where it has none.

    The input of a property that asks for which values it holds is one of the obligation's.
    """
    certificate, threshold = verdict.certificate, verdict.threshold
    if certificate is None:
        return None
    questions = Questions(program, obligation.open_parameters, limits)

    def run() -> None:
        asked = at_threshold(program, obligation, threshold)
        _Checking(questions, asked, certificate).run()

    def go_on() -> None:
        if beyond is not None:
            _Checking(questions, beyond, certificate).establish()

    beyond = beyond_threshold(obligation, threshold)
    found = _answered(questions, run)
    if not found.ok:
        return found
    return replace(found, beyond=_answered(questions, go_on).ok, questions=questions.asked)


def _answered(questions: Questions, run: Callable[[], None]) -> CheckResult:
    """Return whether `run` accepts."""
    try:
        run()
    except Rejected as rejected:
        return CheckResult(False, rejected.why, questions.asked)
    except (TypeError, ValueError, LookupError, AttributeError):
        why = Wording("the certificate makes no sense", "le certificat n'a pas de sens")
        return CheckResult(False, why, questions.asked)
    except RecursionError:
        why = Wording(
            "its formulas are nested too deeply", "ses formules sont imbriquées trop profondément"
        )
        return CheckResult(False, why, questions.asked)
    return CheckResult(True, None, questions.asked)


@dataclass(frozen=True, slots=True)
class _Conclusion:
    """The property without lists: its claim is to follow from what is known, lemmas included."""

    inputs: tuple[Binding, ...]
    lemmas: Sequence[Expr]
    known: Sequence[Expr]
    claim: Expr


class _Checking:
    """One certificate being checked."""

    def __init__(
        self, questions: Questions, obligation: Obligation, certificate: Certificate
    ) -> None:
        self.questions = questions
        self.obligation, self.rebuilding = with_one_list(questions.program, obligation)
        self.certificate = certificate
        self.steps = Steps(questions.program)
        self.inputs = obligation.inputs
        self.sums = sums_of(self.rebuilding, scope(self.inputs), certificate.sums)

    def run(self) -> None:
        """Check everything: that the property holds, and what the certificate shows of it."""
        self._displayed(self.establish())

    def establish(self) -> _Conclusion:
        """Show that the property holds, in the order in which things are used."""
        lemmas = [self._lemma(number, each) for number, each in self._numbered()]
        self.replaced = Replaced(self.questions, self.steps, self.inputs, self.sums, lemmas)
        for original, offered in self.certificate.replaced:
            self.replaced.add(self.rebuilding.expr(original, scope(self.inputs)), offered)
        hypotheses = [self.replaced.expr(each) for each in self.obligation.hypotheses]
        claim = self.replaced.expr(self.obligation.claim)
        nobody = of_nobody(self.sums, self.certificate.sums)
        known = [*lemmas, *self._invariants(), *hypotheses, *self.replaced.equal, *nobody]
        if self.certificate.classes:
            conclusion = self._by_classes(lemmas, known, claim)
        else:
            inputs = (*self.inputs, *self.sums.inputs)
            conclusion = _Conclusion(inputs, lemmas, known, claim)
        known = [*conclusion.known, *self._of_numbers(conclusion)]
        self.questions.prove(_PROPERTY, conclusion.inputs, known, conclusion.claim)
        return conclusion

    def _by_classes(
        self, lemmas: Sequence[Expr], known: Sequence[Expr], claim: Expr
    ) -> _Conclusion:
        """Show that the classes are all there are; return the conclusion about their counts."""
        vectors = self.certificate.classes
        classes = Classes(self.questions, self.steps, self.inputs, self.sums)
        classes.check(vectors)
        counts = counts_of(vectors, self.inputs, self.certificate.conclusion)
        env = {**scope(self.inputs), **classes.totals(vectors, counts)}

        def counted(expr: Expr) -> Expr:
            return self.questions.rebuilding.expr(expr, env)

        inputs = (*self.inputs, *counts)
        return _Conclusion(
            inputs, list(map(counted, lemmas)), list(map(counted, known)), counted(claim)
        )

    def _numbered(self) -> list[tuple[int, Lemma]]:
        return list(enumerate(self.certificate.lemmas, start=1))

    # Lemmas ---------------------------------------------------------------------------------------

    def _lemma(self, number: int, lemma: Lemma) -> Expr:
        """Show a lemma by one element of each list; return what it says of the sums."""
        if not is_read_rightly(lemma):
            raise Rejected(
                f"lemma {number}: its weights are not the claim less multiples of the hypotheses",
                f"lemme {number} : ses poids ne sont pas ce qui est affirmé, moins des multiples "
                "des hypothèses",
            )
        rebuild = self.questions.rebuilding.expr
        conditions = tuple(rebuild(each, scope(self.inputs)) for each in lemma.conditions)
        zero = build.literal_number(0)
        total = weighted(lemma.weights, self.sums.over)
        statement = Statement(self.inputs, conditions, zero, total, equal=False)
        what = Wording(f"lemma {number}", f"lemme {number}")
        self.questions.require(what, self.steps.of(statement))
        said = weighted(lemma.weights, scope(self.sums.inputs))
        conclusion = build.apply(Operator.LESS_EQUAL, (zero, said))
        return _implied(conditions, conclusion)

    # The property ---------------------------------------------------------------------------------

    def _invariants(self) -> list[Expr]:
        """Return what records with lists state about themselves, where sums can say it."""
        found = []
        for binding in self.inputs:
            for condition in self.questions.invariants(binding):
                try:
                    found.append(self.replaced.expr(condition))
                except Rejected:
                    continue
        return found

    # What the certificate shows -------------------------------------------------------------------

    def _of_numbers(self, own: _Conclusion) -> list[Expr]:
        """Return the hypotheses shown that hold of all numbers: they help with products."""
        rebuild, env = self.questions.rebuilding.expr, scope(own.inputs)
        shown = [rebuild(each, env) for each in self.certificate.conclusion.hypotheses]
        return [
            each
            for each in shown
            if each not in own.known and self.questions.holds(own.inputs, (), each)
        ]

    def _displayed(self, own: _Conclusion) -> None:
        """Check that the conclusion shown is about the property, assumes no more and holds."""
        shown = self.certificate.conclusion
        if shown.open_parameters != self.obligation.open_parameters:
            raise Rejected(
                "the conclusion is not about the same open amounts",
                "la conclusion ne porte pas sur les mêmes montants ouverts",
            )
        rebuild, env = self.questions.rebuilding.expr, scope(own.inputs)
        claimed = rebuild(shown.claim, env)
        if not alike(self.questions, own.inputs, own.claim, claimed):
            same = build.apply(Operator.EQUAL, (own.claim, claimed))
            self.questions.prove(_SAME_CLAIM, own.inputs, own.lemmas, same)
        assumed = [rebuild(each, env) for each in shown.hypotheses]
        for number, each in enumerate(assumed, start=1):
            if each not in own.known:
                what = Wording(
                    f"hypothesis {number} of the conclusion",
                    f"l'hypothèse {number} de la conclusion",
                )
                self.questions.prove(what, own.inputs, own.known, each)
        self.questions.prove(_SHOWN, own.inputs, assumed, claimed)


def _implied(conditions: Sequence[Expr], conclusion: Expr) -> Expr:
    """Return `conclusion` where all `conditions` hold."""
    if not conditions:
        return conclusion
    return build.if_(build.conjunction(conditions), conclusion, build.literal_boolean(True))
