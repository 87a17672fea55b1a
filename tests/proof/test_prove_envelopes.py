"""Identities between figures, and properties that ask for which values they hold."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec

import pytest

from convention_dsl.core.link import link, link_property
from convention_dsl.core.program import Scope, Status
from convention_dsl.proof.engine import unknown
from convention_dsl.proof.properties import obligations
from convention_dsl.proof.prove import with_shown
from convention_dsl.proof.verdict import Counterexample, Threshold, Verdict, Worst
from convention_dsl.types import NumberKind, NumberType
from tests.proof.books import PATIENT, results
from tests.semantics.helpers import good

LINES = """
budget care : amount = 390 M€ for 2025
budget drugs : amount = 10 M€ for 2025
budget all_of_it : amount for 2025
  from 2025-01-01 : 400 M€
  from 2025-07-01 : 401 M€
budget wished : amount for 2026 open at least 1 M€ at most 2 M€ step 100000 €
"""


def shown(text: str) -> list[tuple[Status, list[tuple[str, object]]]]:
    found = []
    for each in results(LINES + text):
        case = each.verdict.counterexample
        found.append(
            (each.verdict.status, [(v.text, v.value) for v in case.values] if case else [])
        )
    return found


def test_an_identity_that_holds_is_proved() -> None:
    assert shown("property it then care + drugs = 400 M€\n") == [(Status.PROVED, [])]


def test_one_that_does_not_hold_shows_its_figures() -> None:
    ((status, values),) = shown("property it then care + drugs = 390 M€\n")
    assert status is Status.REFUTED
    assert values == [
        ("care (2025)", 390 * 10**6),
        ("drugs (2025)", 10 * 10**6),
    ]


def test_a_figure_with_dates_is_asked_at_each_of_them() -> None:
    found = results(LINES + "property it then care + drugs = all_of_it from 2025-01-01\n")
    assert [(each.start, each.verdict.status) for each in found] == [
        (date(2025, 1, 1), Status.PROVED),
        (date(2025, 7, 1), Status.REFUTED),
    ]


def test_an_open_figure_is_shown_once() -> None:
    (found,) = results(LINES + "property it then wished <= 1.5 M€\n")
    assert (found.scope, found.verdict.status) == (Scope.OPEN, Status.REFUTED)
    case = found.verdict.counterexample
    assert case is not None
    assert case.parameters == {"t.wished": Fraction(1_600_000)}
    assert case.values == ()


# For which --------------------------------------------------------------------------------------

ASKED = (
    PATIENT
    + """
clause pay (p: Patient) : amount = 1 € * p.age
property it for which x : amount 0 €..200 € for every p : Patient
  such that p.ald then pay(p) <= x
"""
)
X = NumberType(NumberKind.AMOUNT, Fraction(0), Fraction(200), Fraction(1, 100))
NAME = "convention_dsl.proof.lists.threshold"


def test_its_obligation_has_the_input_asked_for_as_its_last() -> None:
    library = good(ASKED)
    program, _ = link(library, "sample", at=None)
    assert program is not None
    (found,) = library.books["sample"].properties
    (obligation,) = obligations(program, link_property(program, found)).values()
    assert [(each.name, each.type) for each in obligation.inputs][-1] == ("x", X)
    assert [each.name for each in obligation.inputs] == ["p", "x"]


def test_it_is_decided_by_the_engine_of_thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []

    def decide_threshold(program, property_, obligation, limits, total):  # type: ignore[no-untyped-def]
        heard.append((property_.threshold.name, [each.name for each in obligation.inputs]))
        return unknown("threshold", name="x")

    engine = module_from_spec(ModuleSpec(NAME, None))
    engine.decide_threshold = decide_threshold  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, NAME, engine)
    (found,) = results(ASKED)
    assert heard == [("x", ["p", "x"])]
    assert found.verdict.reason is not None
    assert found.verdict.reason.key == "threshold"


def test_every_case_of_a_verdict_shows_the_values_of_calls() -> None:
    library = good(ASKED)
    program, _ = link(library, "sample", at=None)
    assert program is not None
    found = link_property(program, library.books["sample"].properties[0])
    patient = {"age": Fraction(9), "ald": True, "c2s": False, "seen": True}
    patient |= {"done": frozenset(), "nos": frozenset()}
    case = Counterexample({"p": patient, "x": Fraction(8)})
    verdict = with_shown(
        program,
        found,
        Verdict(
            Status.PROVED,
            counterexample=case,
            threshold=Threshold("x", X, Fraction(120), at_least=True, beyond=case),
            worst=Worst(Fraction(1), X, case),
        ),
    )
    assert verdict.counterexample is not None
    assert [(each.text, each.value) for each in verdict.counterexample.values] == [("pay(p)", 9)]
    assert verdict.threshold is not None
    assert verdict.threshold.beyond == verdict.counterexample
    assert verdict.worst is not None
    assert verdict.worst.counterexample == verdict.counterexample
    bare = replace(verdict, counterexample=None, threshold=None, worst=None)
    assert with_shown(program, found, bare) == bare
