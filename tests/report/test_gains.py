"""Who gains and who loses: classes that say what the evaluator says, for every patient."""

from fractions import Fraction as F
from itertools import product

import pytest

from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Status
from convention_dsl.proof.verdict import Verdict
from convention_dsl.report.budgets import identity_of
from convention_dsl.report.gains import Gains, gains_of
from convention_dsl.report.shown import linked_for

from .envelopes import ENOUGH, IDENTITY, KEPT, LIBRARY, ONE_DOCTOR, SEEN, patient, shown


def gains(each: object) -> Gains | None:
    program, own = linked_for(LIBRARY, each.result)
    return gains_of(LIBRARY, program, own, {})


def amount(name: str, given: dict) -> F:
    program, _ = linked_for(LIBRARY, KEPT.result)
    return call(program, ClauseRef("care", name), [given])


def is_in(row: object, found: Gains, given: dict) -> bool:
    return all(
        cell is None or cell.low <= given[info.name] <= cell.high
        for cell, info in zip(row.cells, found.fields, strict=True)
    )


def test_each_patient_is_in_one_class_with_the_difference_that_the_clauses_give() -> None:
    found = gains(KEPT)
    assert [info.name for info in found.fields] == ["age", "ald", "seen"]
    for age, ald, seen in product((0, 40, 79, 80, 120), (False, True), (False, True)):
        given = patient(age, ald, seen)
        rows = [row for row in found.rows if is_in(row, found, given)]
        assert len(rows) == 1
        difference = amount("new", given) - amount("former", given)
        assert rows[0].low == rows[0].high == difference


def test_losses_come_first() -> None:
    lows = [row.low for row in gains(KEPT).rows]
    assert lows == sorted(lows)
    assert lows[0] == -41


def test_what_hypotheses_exclude_is_no_class() -> None:
    found = gains(SEEN)
    assert [info.name for info in found.fields] == ["age", "ald"]
    assert all(row.low >= 0 for row in found.rows)


def test_amounts_that_the_claim_adds_are_left_out() -> None:
    assert [row.low for row in gains(SEEN).rows] == [0, 9, 50]
    assert [row.low for row in gains(ENOUGH).rows] == [0, 9, 50]


@pytest.mark.parametrize("each", [IDENTITY, ONE_DOCTOR])
def test_other_claims_have_no_classes(each: object) -> None:
    assert gains(each) is None


def test_the_lines_of_an_identity_add_up() -> None:
    program, own = linked_for(LIBRARY, IDENTITY.result)
    found = identity_of(program, own)
    assert [line.label for line in found.left.lines] == ["consultations", "consultations"]
    assert found.left.value == 950_000_000
    assert found.left.low == found.left.high == found.left.value
    assert found.right.years == {2026}
    assert shown("sums", Verdict(Status.PROVED)).case.balances
