"""Verdicts on lists of any length are what force says; faults planted in the engine are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from convention_dsl.core.nodes import AggregateKind, Expr, Multiset
from convention_dsl.core.program import Program, Status
from convention_dsl.proof import engine
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.lists import decision, sums
from convention_dsl.proof.lists.decision import _Decision
from convention_dsl.proof.lists.elements import Elementary
from convention_dsl.proof.lists.multipliers import Multipliers
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Certificate, Counterexample, Verdict
from tests.agreement.faults import less_for_less_equal, transformed
from tests.agreement.lists import Instance
from tests.agreement.lists_force import Answer
from tests.agreement.lists_judged import Judged, compared, drawn, judged
from tests.agreement.lists_nested import judged_nested

PROGRAMS = 32
LIMITS = Limits(seconds=10.0)


@pytest.mark.parametrize("block", range(4))
def test_every_verdict_is_what_force_says(block: int) -> None:
    done = {seed: one(seed) for seed in range(block * PROGRAMS // 4, (block + 1) * PROGRAMS // 4)}
    for seed, each in done.items():
        assert not each.problems, f"seed {seed}: {each.problems[0]}\n{each.text}"
    assert sum(each.verdict.status is Status.UNKNOWN for each in done.values()) <= 1


def one(seed: int) -> Judged:
    return judged(f"small {seed}", LIMITS)


def test_lists_of_doctors_and_two_lists_are_what_small_inputs_say() -> None:
    done = [judged_nested(f"small {seed}", LIMITS) for seed in range(24)]
    for seed, each in enumerate(done):
        assert not each.problems, f"seed {seed}: {each.problems[0]}\n{each.text}"
    settled = [each.verdict.status is not Status.UNKNOWN for each in done]
    assert settled.count(True) >= 16


# Faults ------------------------------------------------------------------------------------------

Patch = Callable[[pytest.MonkeyPatch], None]
Drawn = tuple[Instance, Answer, Counter[str]]

trusted_decide = _Decision._decide


def unchecked(patch: pytest.MonkeyPatch) -> None:
    """Take every lemma for proved."""

    def trusting(self: _Decision, obligation: Obligation) -> Verdict:
        if obligation.kind == "lemma":
            return Verdict(Status.PROVED)
        return trusted_decide(self, obligation)

    patch.setattr(_Decision, "_decide", trusting)


def wrong_sign(patch: pytest.MonkeyPatch) -> None:
    """Flip the sign of one multiplier of every lemma."""
    weights = Multipliers.weights

    def flipped(self: Multipliers, found: list[Fraction]) -> dict[str, Fraction]:
        right = weights(self, found)
        last = max(right, default=None)
        return {name: -w if name == last else w for name, w in right.items()}

    patch.setattr(Multipliers, "weights", flipped)


def wrong_sign_unchecked(patch: pytest.MonkeyPatch) -> None:
    """Flip a sign, and do not look at the lemma again."""
    wrong_sign(patch)
    unchecked(patch)


def no_element_unchecked(patch: pytest.MonkeyPatch) -> None:
    """Find no element that breaks a lemma, and do not look at the lemma again."""
    patch.setattr(Elementary, "violating", lambda self, weights: None)
    unchecked(patch)


def lost_hypothesis(patch: pytest.MonkeyPatch) -> None:
    """Leave a hypothesis out of the question over sums."""
    abstract = decision.abstract

    def without(program: Program, obligation: Obligation) -> sums.Abstract:
        found = abstract(program, obligation)
        return replace(found, hypotheses=found.hypotheses[1:])

    patch.setattr(decision, "abstract", without)


def weak_for_strict(patch: pytest.MonkeyPatch) -> None:
    """Take `some` for `none or some`."""
    over = sums._Abstracting._over

    def weak(self: sums._Abstracting, expr: Expr) -> Expr:
        found = over(self, expr)
        if getattr(expr, "kind", None) is not AggregateKind.ANY:
            return found
        from convention_dsl.core import build

        return build.disjunction([found, build.negation(found)])

    patch.setattr(sums._Abstracting, "_over", weak)


def asking(change: Callable[[Obligation], Obligation]) -> Patch:
    """Ask something else than the property."""

    def patched(patch: pytest.MonkeyPatch) -> None:
        decide = engine.decide

        def asked(
            program: Program,
            obligation: Obligation,
            limits: Limits = DEFAULT_LIMITS,
            total: TotalCases | None = None,
        ) -> Verdict:
            changed = change(obligation) if obligation.kind == "property" else obligation
            return decide(program, changed, limits, total)

        patch.setattr(engine, "decide", asked)

    return patched


def telling(change: Callable[[Verdict], Verdict]) -> Patch:
    """Tell something else than the verdict."""

    def patched(patch: pytest.MonkeyPatch) -> None:
        decide = engine.decide

        def told(
            program: Program,
            obligation: Obligation,
            limits: Limits = DEFAULT_LIMITS,
            total: TotalCases | None = None,
        ) -> Verdict:
            found = decide(program, obligation, limits, total)
            return change(found) if obligation.kind == "property" else found

        patch.setattr(engine, "decide", told)

    return patched


def in_certificate(change: Callable[[Certificate], Certificate]) -> Patch:
    def changed(verdict: Verdict) -> Verdict:
        if verdict.certificate is None or verdict.status is not Status.PROVED:
            return verdict
        return replace(verdict, certificate=change(verdict.certificate))

    return telling(changed)


def without_hypothesis(obligation: Obligation) -> Obligation:
    return replace(obligation, hypotheses=obligation.hypotheses[1:])


def strict_claim(obligation: Obligation) -> Obligation:
    claim = transformed(obligation.claim, less_for_less_equal)
    return replace(obligation, claim=claim)  # type: ignore[arg-type]


def strict_hypotheses(obligation: Obligation) -> Obligation:
    hypotheses = transformed(obligation.hypotheses, less_for_less_equal)
    return replace(obligation, hypotheses=hypotheses)  # type: ignore[arg-type]


def one_more(verdict: Verdict) -> Verdict:
    """Count one patient more of the first kind."""

    def longer(case: Counterexample) -> Counterexample:
        several = case.inputs.get("L")
        groups = several.groups if isinstance(several, Multiset) else ()
        if not groups:
            return case
        more = Multiset(((groups[0][0], groups[0][1] + 1), *groups[1:]))
        return replace(case, inputs={**case.inputs, "L": more})

    found = verdict.counterexample
    return verdict if found is None else replace(verdict, counterexample=longer(found))


def one_lemma_less(found: Certificate) -> Certificate:
    return replace(found, lemmas=found.lemmas[1:], classes=found.classes[1:])


def other_weight(found: Certificate) -> Certificate:
    def turned(lemma: object) -> object:
        weights = getattr(lemma, "weights", ())
        return replace(lemma, weights=tuple((-w, name) for w, name in weights))  # type: ignore

    return replace(found, lemmas=tuple(map(turned, found.lemmas)))  # type: ignore[arg-type]


def other_sum(found: Certificate) -> Certificate:
    """Count all patients where the certificate counts some."""
    return replace(found, sums=tuple(replace(each, filter=None) for each in found.sums))


FAULTS: dict[str, Patch] = {
    "a multiplier's sign": wrong_sign,
    "a multiplier's sign, lemmas unchecked": wrong_sign_unchecked,
    "no element found, lemmas unchecked": no_element_unchecked,
    "a hypothesis lost on the way": lost_hypothesis,
    "some is none or some": weak_for_strict,
    "a hypothesis not asked": asking(without_hypothesis),
    "strict for weak in the claim": asking(strict_claim),
    "strict for weak in the hypotheses": asking(strict_hypotheses),
    "one patient more in a counterexample": telling(one_more),
    "one lemma less in a certificate": in_certificate(one_lemma_less),
    "other weights in a certificate": in_certificate(other_weight),
    "other sums in a certificate": in_certificate(other_sum),
}


NEEDED: dict[Patch, str] = {weak_for_strict: "some (p in "}
"""What a program must speak of for a fault to bear on it."""


LIMITS = Limits(seconds=2.0)


@cache
def is_settled(name: str) -> bool:
    """Return whether the engine as it is settles a program here, however slow the machine."""
    return compared(*drawn(name), LIMITS).verdict.status is not Status.UNKNOWN


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(fault: Patch, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a problem, or because what is settled without the fault no longer is."""
    names: Iterable[str] = (f"small {seed}" for seed in range(PROGRAMS))
    if fault in NEEDED:
        several = (f"more {seed}" for seed in range(10 * PROGRAMS))
        names = (name for name in several if _speaks(drawn(name)[0], NEEDED[fault]))
    unknown = 0
    for name in names:
        settled = is_settled(name)
        with monkeypatch.context() as patch:
            fault(patch)
            done = compared(*drawn(name), LIMITS)
        unknown += settled and done.verdict.status is Status.UNKNOWN
        if done.problems or unknown >= 2:
            return
    pytest.fail("nobody noticed")


def _speaks(instance: Instance, words: str) -> bool:
    """Return whether the property itself has the words."""
    return words in instance.text.rpartition("property")[2]
