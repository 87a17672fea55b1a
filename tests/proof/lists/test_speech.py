"""What expressions speak of: lists, elements, open amounts."""

from __future__ import annotations

import pytest

from convention_dsl.core.nodes import Apply, Expr
from convention_dsl.proof.lists.speech import (
    Speech,
    holds_list,
    is_input,
    same_lists,
    speaks_of_lists,
)
from convention_dsl.proof.obligation import Obligation
from convention_dsl.types import OptionalType
from tests.proof.lists.small import RULES, only

MORE = (
    RULES
    + """
clause open_pay (p: P) : amount = if p.ald then wished else 1 €
clause twice (p: P) : amount = 2 * open_pay(p)
clause listed (d: Doctor) : integer = number of (p in d.patients)
clause sized (d: Doctor) : integer = d.size
"""
)


def claim_of(text: str) -> tuple[Speech, Obligation]:
    program, obligation = only(text, MORE)
    return Speech(program, obligation.open_parameters), obligation


def sides(text: str) -> tuple[Speech, Expr, Expr]:
    speech, obligation = claim_of(text)
    assert isinstance(obligation.claim, Apply)
    one, two = obligation.claim.arguments
    return speech, one, two


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("for every L : list of P then number of (p in L) = 1", True),
        ("for every d : Doctor then listed(d) = 1", True),
        ("for every d : Doctor then sized(d) = 1", False),
        ("for every d, e : Doctor then d.patients = e.patients", True),
        ("for every p : P then number of (a in p.done) = 1", False),
        ("for every d : Doctor then new(P(n: 1, ald: no, due: 0 €, done: {})) = 9 €", False),
    ],
)
def test_a_list_is_spoken_of_where_what_is_in_it_matters(text: str, told: bool) -> None:
    speech, obligation = claim_of(text)
    assert speech.of_lists(obligation.claim) is told


def test_lists_that_hypotheses_equate_are_no_speech_of_lists_by_themselves() -> None:
    same = "for every d, e : Doctor such that d.patients = e.patients then"
    assert not speaks_of_lists(*only(f"{same} sized(d) <= 3000", MORE))
    assert speaks_of_lists(*only(f"{same} listed(d) = 0", MORE))


def test_all_else_equal_between_doctors_is_a_question_without_lists() -> None:
    text = "for every d : Doctor then sized(d) never decreases with d.size, all else equal"
    assert not speaks_of_lists(*only(text, MORE))


def test_open_amounts_are_seen_through_clauses() -> None:
    speech, one, two = sides("for every p : P then twice(p) <= new(p)")
    assert [speech.of_open_amounts(each) for each in (one, two)] == [True, False]
    at_the_values = Speech(speech.program)
    assert not at_the_values.of_open_amounts(one)


def test_what_depends_on_the_element_alone_is_fixed() -> None:
    speech, one, two = sides("for every p : P, k : integer 0..3 then p.n <= p.n + k")
    p = frozenset({"p"})
    assert [speech.is_fixed(each, p) for each in (one, two)] == [True, False]
    assert [speech.depends(each, p) for each in (one, two)] == [True, True]
    assert speech.is_fixed(two, frozenset({"p", "k"}))


def test_open_amounts_are_not_fixed() -> None:
    speech, one, _ = sides("for every p : P then open_pay(p) <= 9 €")
    p = frozenset({"p"})
    assert not speech.is_fixed(one, p)
    assert Speech(speech.program).is_fixed(one, p)


def test_equal_lists_are_named_where_they_are_inputs() -> None:
    _, obligation = claim_of(
        "for every L, M : list of P such that L = M such that L <> M then number of (p in L) = 1"
    )
    same, different = obligation.hypotheses
    found = same_lists(same)
    assert found is not None
    assert all(is_input(each) for each in found)
    assert same_lists(different) is None
    assert same_lists(obligation.claim) is None


def test_types_that_hold_lists() -> None:
    _, obligation = claim_of("for every d : Doctor, p : P then listed(d) = 1")
    doctor, patient = (binding.type for binding in obligation.inputs)
    assert holds_list(doctor)
    assert holds_list(OptionalType(doctor))
    assert not holds_list(patient)
