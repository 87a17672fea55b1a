"""A forfait against the former one, list of at most 3,000: the threshold by classes of patients.

Every class of patients is valued by the reference evaluator; a linear program over the classes, in
exact numbers, says how much each patient gains or loses at worst. A list of as many patients as the
common denominator of its solution attains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import lcm
from pathlib import Path

import pytest

from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link, link_property
from convention_dsl.core.nodes import ClauseRef, Multiset, Value
from convention_dsl.core.program import Program, Status
from convention_dsl.pipeline import load
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.properties import obligations
from convention_dsl.proof.prove import Selection, prove
from convention_dsl.proof.recheck import checker
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from tests.agreement.lists_lp import Row, solve

BOOK = Path(__file__).parents[1] / "corpus" / "lists" / "good" / "envelope.conv"
ZONES = ("ordinary", "action", "priority")
ACTIONS = (
    *("influenza", "covid", "pneumococcus", "measles", "meningococcus", "hpv"),
    *("breast", "cervix", "colorectal", "glucose", "kidney", "hba1c"),
    *("month_9", "month_24", "dental"),
)
F = Fraction


@pytest.fixture(scope="module")
def program() -> Program:
    found, problems = link(load([BOOK]).library, "envelope", at=None)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def results() -> dict[str, PropertyResult]:
    return {each.property.name: each for each in prove(load([BOOK]).library, "envelope")}


def patients() -> Iterator[dict[str, Value]]:
    """Yield one patient of each class; which actions were done never matters, only how many."""
    flags = (False, True)
    for age, ald, c2s, seen, number in product(range(121), flags, flags, flags, range(16)):
        done = frozenset(ACTIONS[:number])
        yield {"age": F(age), "ald": ald, "c2s": c2s, "seen": seen, "done": done}


def classes(program: Program) -> dict[tuple[Fraction, ...], dict[str, Value]]:
    """Return the classes: new, former, in ALD, not seen, number of actions."""
    found: dict[tuple[Fraction, ...], dict[str, Value]] = {}
    for patient in patients():
        new, former = (call(program, ClauseRef("envelope", n), [patient]) for n in CLAUSES)
        assert isinstance(new, Fraction) and isinstance(former, Fraction)
        done = patient["done"]
        assert isinstance(done, frozenset)
        parts = (new, former, F(patient["ald"] is True), F(not patient["seen"]), F(len(done)))
        found.setdefault(parts, patient)
    return found


CLAUSES = ("forfait", "former")


def test_the_threshold_is_that_of_the_classes(
    program: Program, results: dict[str, PropertyResult]
) -> None:
    known = list(classes(program))
    rows = [
        Row(tuple(F(1) for _ in known), "=", F(1)),
        Row(tuple(c[2] for c in known), ">=", F(15, 100)),
        Row(tuple(-c[3] for c in known), ">=", F(-10, 100)),
        Row(tuple(c[4] for c in known), ">=", F(12, 10)),
    ]
    least = []
    for zone in ZONES:
        rate = call(program, ClauseRef("envelope", "uplift"), [zone])
        assert isinstance(rate, Fraction)
        best = solve(rows, [(1 + rate) * c[0] - c[1] for c in known])
        assert best.point is not None and not best.unbounded
        # a list of so many patients attains it, within the cap
        assert lcm(*(x.denominator for x in best.point)) <= 3000
        least.append(best.value)
    assert min(least) == F(-5, 100)
    verdict = results["kept"].verdict
    assert verdict.status is Status.PROVED
    found = verdict.threshold
    assert found is not None
    assert (found.value, found.at_least, found.exact) == (min(least), False, True)
    assert found.beyond is not None
    assert found.beyond.inputs["x"] == F(-4, 100)


def test_both_sides_of_the_threshold(results: dict[str, PropertyResult]) -> None:
    assert results["just"].verdict.status is Status.PROVED
    assert results["too_much"].verdict.status is Status.REFUTED


def test_the_worst_list_loses_what_the_classes_say(results: dict[str, PropertyResult]) -> None:
    worst = results["too_much"].verdict.worst
    assert worst is not None
    assert worst.amount == F(1, 100) * 3000  # a cent for each of the longest list


@pytest.mark.parametrize("name", ["just", "too_much"])
def test_what_is_said_is_checked(
    program: Program, results: dict[str, PropertyResult], name: str
) -> None:
    result = results[name]
    obligation = asked(program, name)
    if result.verdict.status is Status.PROVED:
        assert result.verdict.certificate is not None
        assert checker.check(program, obligation, result.verdict.certificate).ok
        return
    assert result.verdict.counterexample is not None and result.verdict.worst is not None
    for found in (result.verdict.counterexample, result.verdict.worst.counterexample):
        assert Referee(program, obligation, {}).judge(found.inputs) is Replay.REFUTES
        groups = found.inputs["L"]
        assert isinstance(groups, Multiset)
        assert sum(count for _, count in groups.groups) <= 3000


def test_the_threshold_moves_with_the_hypotheses() -> None:
    """With one patient in five in ALD instead of 15 %, each gains 5 % of 9 € more."""
    text = BOOK.read_text("utf-8").replace("15 %", "20 %")
    file, _ = parse(Source("envelope.conv", text))
    library, _ = elaborate({"envelope.conv": file})
    (result,) = prove(library, "envelope", Selection(names=("kept",)))
    assert result.verdict.threshold is not None
    assert result.verdict.threshold.value == F(-5, 100) + F(45, 100)


def asked(program: Program, name: str) -> Obligation:
    book = program.library.books["envelope"]
    property_ = next(each for each in book.properties if each.name == name)
    (found,) = obligations(program, link_property(program, property_)).values()
    return found
