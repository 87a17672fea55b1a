"""Certificates of the engine are accepted by the checker, which shares no code with it."""

from __future__ import annotations

import ast
import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from convention_dsl.core.program import Program, Status
from convention_dsl.proof.engine import decide
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.prove import prove
from convention_dsl.proof.recheck.checker import check, check_verdict
from convention_dsl.proof.verdict import Certificate, Lemma, Verdict
from tests.agreement.lists_judged import drawn, posed
from tests.proof.books import library
from tests.proof.recheck.certificates import RULES, SHARE, lemma, only

LISTS = Path(__file__).parents[3] / "convention_dsl" / "proof" / "lists"
RECHECK = LISTS.parent / "recheck"
LIMITS = Limits(seconds=20)

PROVED = {
    "share": SHARE.split("property", 1)[1],
    "largest": "a for every L : list of Patient\n"
    "  then largest of (p.age for p in L) if empty 0 <= 120",
    "smallest": "a for every L : list of Patient\n"
    "  such that 18 <= smallest of (p.age for p in L) if empty 18\n"
    "  then sum of (p.age for p in L) >= 18 * number of (p in L)",
    "largest is": "a for every L : list of Patient\n"
    "  such that largest of (p.age for p in L) if empty 0 = 7\n"
    "  then sum of (p.age for p in L) >= 7",
    "average": "a for every L : list of Patient\n"
    "  such that average of (p.age for p in L) if empty 0 >= 60\n"
    "  then sum of (p.age for p in L) * 3 >= 180 * number of (p in L)",
    "rate": "a for every L : list of Patient, r : rate 0 %..50 % step 1 %\n"
    "  then total(L) * (1 + r) >= number of (p in L) * 10 €",
    "equal lists": "a for every L : list of Patient, M : list of Patient\n"
    "  such that L = M then total(L) >= number of (p in M) * 10 €",
    "three equal lists": "a for every L, M, N : list of Patient\n"
    "  such that M = N and L = M then total(L) + total(M) + total(N) >= 30 € * number of (p in M)",
    "condition": "a for every L : list of Patient, rate : integer 0..20\n"
    "  such that rate <= 2\n"
    "  then total(L) >= sum of (old(p) + rate * 1 € for p in L)",
    "some": "a for every L : list of Patient\n"
    "  such that some (p in L where p.c2s: p.ald)\n"
    "  then total(L) >= 15 €",
    "all": "a for every L : list of Patient\n"
    "  such that all (p in L where p.c2s: p.ald)\n"
    "  then total(L) >= 15 € * number of (p in L where p.c2s)",
}


DOCTORS = (
    RULES
    + """
record Doctor
  zone : boolean
  size : integer 0..5000
  patients : list of Patient
clause income (d: Doctor) : amount
  = sum of (new(p) for p in d.patients) plus 100 € if d.zone
"""
)

OF_DOCTORS = {
    "own lists": "a for every N : list of Doctor\n"
    "  such that all (d in N: number of (p in d.patients where p.ald) * 20\n"
    "    >= 3 * number of (p in d.patients) and d.size >= 1)\n"
    "  then sum of (income(d) for d in N)\n"
    "    >= 10.75 € * sum of (number of (p in d.patients) for d in N)",
    "known sizes": "a for every N : list of Doctor\n"
    "  such that all (d in N: number of (p in d.patients) = d.size)\n"
    "  then sum of (income(d) for d in N) >= 10 € * sum of (d.size for d in N)",
    "some doctors": "a for every N : list of Doctor\n"
    "  then sum of (income(d) for d in N where d.zone) >= 100 € * number of (d in N where d.zone)",
    "mixed terms": "a for every N : list of Doctor\n"
    "  then sum of (sum of (new(p) + d.size * 1 € for p in d.patients where p.ald)\n"
    "      for d in N where d.zone)\n"
    "    >= 15 € * sum of (number of (p in d.patients where p.ald) for d in N where d.zone)",
    "one doctor": "a for every d : Doctor\n  then income(d) >= 10 € * number of (p in d.patients)",
    "equal lists": "a for every d, e : Doctor\n"
    "  such that d.patients = e.patients and d.zone and not e.zone\n"
    "  then income(d) >= income(e)",
}

WHOLE_LIST_INSIDE = {
    "factor": "a for every L : list of Patient\n"
    "  then sum of (new(p) * number of (q in L) for p in L) >= 10 € * number of (p in L)",
    "condition": "a for every L : list of Patient\n"
    "  then sum of ((if number of (q in L) >= 10 then 2 else 1) * new(p) for p in L)\n"
    "    >= 10 € * number of (p in L)",
    "average": "a for every L : list of Patient\n"
    "  then sum of (new(p) + average of (q.age for q in L) if empty 0 * 1 € for p in L)\n"
    "    >= 10 € * number of (q in L)",
    "another list": "a for every L, M : list of Patient\n"
    "  then sum of (new(p) * number of (q in M) for p in L) >= 0 €",
}


@pytest.mark.parametrize("text", [*OF_DOCTORS.values(), *WHOLE_LIST_INSIDE.values()])
def test_lists_in_lists_and_of_themselves(text: str) -> None:
    program, obligation = only(f"{DOCTORS}property {text}\n")
    verdict = decide(program, obligation, LIMITS)
    assert verdict.status is Status.PROVED
    assert verdict.certificate is not None
    assert check(program, obligation, verdict.certificate, LIMITS).failure is None


def refuted(number: int) -> list[tuple[Program, Obligation, Certificate]]:
    """Return generated properties that are refuted, with certificates that assume the claim."""
    found = []
    for seed in range(100):
        instance, answer, _ = drawn(f"checker {seed}")
        if answer.status is Status.REFUTED:
            program, obligation = posed(instance.text)
            assumed = (*obligation.hypotheses, obligation.claim)
            verdict = decide(program, replace(obligation, hypotheses=assumed), LIMITS)
            if verdict.certificate is not None:
                found.append((program, obligation, verdict.certificate))
        if len(found) == number:
            return found
    raise AssertionError("too few refuted properties")


def test_nothing_certifies_what_is_refuted() -> None:
    rng = random.Random(1)
    for program, obligation, certificate in refuted(6):
        shown = certificate.conclusion
        conclusion = replace(shown, hypotheses=shown.hypotheses[: len(obligation.hypotheses)])
        plain = replace(certificate, lemmas=(), conclusion=conclusion)
        assert not check(program, obligation, plain, LIMITS).ok
        for _ in range(3):
            weights = tuple((Fraction(rng.randint(-3, 3)), each.name) for each in plain.sums)
            forged = replace(plain, lemmas=(lemma(weights),))
            assert not check(program, obligation, forged, LIMITS).ok


@pytest.mark.parametrize("name", PROVED)
def test_certificates_of_proofs_are_accepted(name: str) -> None:
    program, obligation = only(f"{RULES}property {PROVED[name].strip()}\n")
    verdict = decide(program, obligation, LIMITS)
    assert verdict.status is Status.PROVED
    assert verdict.certificate is not None
    found = check(program, obligation, verdict.certificate, LIMITS)
    assert found.failure is None


@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize("change", [Fraction(1, 7), Fraction(-1, 7)])
def test_another_weight_is_found(position: int, change: Fraction) -> None:
    program, obligation = only(SHARE)
    verdict = decide(program, obligation, LIMITS)
    assert verdict.certificate is not None
    (one,) = verdict.certificate.lemmas
    found = check(
        program,
        obligation,
        replace(verdict.certificate, lemmas=(_changed(one, position, change),)),
        LIMITS,
    )
    assert not found.ok


def _changed(one: Lemma, position: int, change: Fraction) -> Lemma:
    weights = list(one.weights)
    weight, name = weights[position % len(weights)]
    weights[position % len(weights)] = weight + change, name
    return lemma(tuple(weights))


def test_the_certificate_of_what_is_refuted_cannot_be_had() -> None:
    """The certificate of one figure is none of a figure a cent higher."""
    program, obligation = only(SHARE)
    _, higher = only(SHARE.replace("2.75 €", "2.76 €"))
    verdict = decide(program, obligation, LIMITS)
    assert verdict.certificate is not None
    assert check(program, obligation, verdict.certificate, LIMITS).ok
    assert not check(program, higher, verdict.certificate, LIMITS).ok


# Thresholds ---------------------------------------------------------------------------------------

THRESHOLD = """
property gain "gain" for which x : amount 0 €..20 € step 0.01 €
  for every L : list of Patient
  such that share of (p in L where p.ald) if empty 0 % >= 15 %
  then total(L) >= sum of (old(p) for p in L) + x * number of (p in L)
"""
LEAST = THRESHOLD.replace("x * number", "(10 € - x) * number")


@pytest.mark.parametrize(("text", "value"), [(THRESHOLD, "2.75"), (LEAST, "7.25")])
def test_certificates_at_thresholds_show_what_is_beyond(text: str, value: str) -> None:
    (result,) = prove(library(RULES + text), "t", limits=LIMITS, recheck=True)
    assert result.verdict.threshold is not None
    assert result.verdict.threshold.value == Fraction(value)
    assert result.rechecked is not None
    assert result.rechecked.failure is None
    assert result.rechecked.beyond


def test_a_certificate_of_another_threshold_is_found() -> None:
    program, obligation = only(RULES + THRESHOLD)
    (result,) = prove(library(RULES + THRESHOLD), "t", limits=LIMITS)
    verdict, found = result.verdict, result.verdict.threshold
    assert found is not None and found.value is not None
    for wrong in (
        replace(found, value=found.value + Fraction(1, 100)),
        replace(found, value=found.value - Fraction(1, 100)),
    ):
        checked = check_verdict(program, obligation, replace(verdict, threshold=wrong), LIMITS)
        assert checked is not None
        assert not checked.ok
    other_side = replace(verdict, threshold=replace(found, at_least=True))
    checked = check_verdict(program, obligation, other_side, LIMITS)
    assert checked is not None
    assert checked.ok
    assert not checked.beyond


def test_without_a_certificate_there_is_nothing_to_check() -> None:
    program, obligation = only(SHARE)
    assert check_verdict(program, obligation, Verdict(Status.UNKNOWN), LIMITS) is None
    (result,) = prove(library(SHARE), "t", limits=LIMITS)
    assert result.rechecked is None


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_checker_shares_no_code_with_what_it_checks() -> None:
    for folder, other in ((LISTS, "recheck"), (RECHECK, "lists")):
        paths = list(folder.glob("*.py"))
        assert len(paths) > 3
        for path in paths:
            package = f"convention_dsl.proof.{other}"
            assert not [name for name in _imports(path) if f"{name}.".startswith(f"{package}.")]
