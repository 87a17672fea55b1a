"""Test vectors of small clauses: what they reach, and what is said of what they do not."""

from __future__ import annotations

import pytest

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.vectors.changes import ChangeKind
from convention_dsl.proof.vectors.goals import Kind, Status, Why
from convention_dsl.proof.vectors.shown import Effect
from convention_dsl.proof.vectors.vectors import Vectors, make
from tests.proof.books import FMT
from tests.proof.vectors.books import LIMITS, program_of, vectors_of

GRID = """
clause c (age: integer 0..120, ald: boolean) : amount
  | ald | age   || amount |
  | yes | >= 80 || 100 €  | "older"
  | yes | < 80  || 55 €   | "younger"
  | no  | -     || 5 €    | "others"
"""


def inputs(found: Vectors, goal: str) -> list[tuple[object, ...]]:
    """Return the arguments of the vectors that cover a goal."""
    return [each.arguments for each in found.vectors if goal in each.covers]


def outcome(found: Vectors, goal: str) -> tuple[Status, Why | None]:
    (each,) = [each for each in found.found if each.goal.id == goal]
    return each.status, each.why


def kinds(found: Vectors, status: Status = Status.COVERED) -> set[Kind]:
    return {each.goal.kind for each in found.having(status)}


def test_every_row_and_both_sides_of_a_threshold_are_covered() -> None:
    found = vectors_of(GRID)
    assert not found.having(Status.UNKNOWN)
    assert not found.having(Status.UNREACHABLE)
    for row in ("older", "younger", "others"):
        assert inputs(found, f"c/{row}")
    for outcome_, age in (("below", 79), ("equal", 80), ("above", 81)):
        ages = {at for at, _ in inputs(found, f"c/older#4:{outcome_}")}
        assert ages == {age}


def test_the_amounts_are_those_of_the_evaluator() -> None:
    found = vectors_of(GRID)
    for each in found.vectors:
        age, ald = each.arguments
        assert each.expected == (5 if not ald else 100 if age >= 80 else 55)  # type: ignore[operator]


def test_vectors_are_few_and_simple() -> None:
    found = vectors_of(GRID)
    assert len(found.vectors) <= 5
    assert (0, False) in {each.arguments for each in found.vectors}


def test_no_vector_is_superfluous() -> None:
    found = vectors_of(FMT, "fmt")
    assert all(each.first or each.shows or each.stops for each in found.vectors)
    told = [goal for each in found.vectors for goal in each.first]
    assert len(told) == len(set(told))
    assert set(told) == {each.goal.id for each in found.having(Status.COVERED)}


def test_the_same_vectors_come_twice() -> None:
    again = make(program_of(FMT), ClauseRef("t", "fmt"), LIMITS)
    assert vectors_of(FMT, "fmt") == again


def test_invariants_hold_in_every_vector() -> None:
    for each in vectors_of(FMT, "fmt").vectors:
        (patient,) = each.arguments
        assert isinstance(patient, dict)
        assert patient["ald"] or not patient["nos"]


def test_a_value_out_of_the_range_of_an_input_is_said_so() -> None:
    found = vectors_of("""
clause c (age: integer 0..120) : amount
  when age > 150 then 1 € "never"
  when age <= 150 then 2 € "always"
""")
    assert outcome(found, "c/never") == (Status.UNREACHABLE, Why.RANGE)
    assert outcome(found, "c/never#1:above") == (Status.UNREACHABLE, Why.RANGE)
    assert outcome(found, "c/always")[0] is Status.COVERED


def test_a_place_that_nobody_gets_to_is_said_so() -> None:
    found = vectors_of("""
clause c (age: integer 0..120, a: boolean) : amount
  = if age > 10 and age < 5 then (if a then 1 € else 2 €) else 3 €
""")
    dead = {each.why for each in found.having(Status.UNREACHABLE)}
    assert Why.UNREACHED in dead
    assert not found.having(Status.UNKNOWN)


def test_an_exception_that_another_silences_is_said_so() -> None:
    found = vectors_of("""
clause c (age: integer 0..120) : amount = 5 €

exception old to c when age >= 80 then 10 €
exception adult to c prevails over old when age >= 18 then 7 €
""")
    assert outcome(found, "t.old") == (Status.UNREACHABLE, Why.SILENCED)
    assert outcome(found, "t.adult")[0] is Status.COVERED
    assert Kind.GENERAL_RULE in kinds(found)


def test_terms_are_there_and_not_there() -> None:
    found = vectors_of(FMT, "fmt")
    for kind in (Kind.PRESENT, Kind.ABSENT):
        (each,) = [each for each in found.having(Status.COVERED) if each.goal.kind is kind]
        assert each.goal.label == "precarity"


def test_conditions_settle_alone_what_they_are_joined_in() -> None:
    found = vectors_of("""
clause c (a: boolean, b: boolean, d: boolean) : amount
  = if (a and b) or d then 1 € else 2 €
""")
    assert not found.having(Status.UNREACHABLE)
    alone = [each.goal.id for each in found.having(Status.COVERED) if each.goal.kind is Kind.ALONE]
    assert len(alone) == 4
    seen = {each.arguments for each in found.vectors}
    assert {(True, True, False), (False, True, False), (True, False, False)} <= seen


def test_rounding_goes_up_and_down_and_ties_are_tried() -> None:
    found = vectors_of("""
clause c (n: integer 0..100) : amount rounded to the cent
  = n * 0.005 €
""")
    assert {Kind.UP, Kind.EXACT, Kind.TIE} <= kinds(found)
    assert kinds(found, Status.UNREACHABLE) == {Kind.DOWN}  # half a cent goes away from zero


def test_rounding_that_changes_nothing_is_proved_to() -> None:
    found = vectors_of("clause c (n: integer 0..100) : amount rounded to the cent = n * 0.05 €")
    assert kinds(found, Status.UNREACHABLE) == {Kind.UP, Kind.DOWN, Kind.TIE}


def test_caps_are_tried_on_both_sides() -> None:
    found = vectors_of("clause c (n: integer 0..100) : amount = (n * 2 €) capped at 50 €")
    values = {each.arguments[0] for each in found.vectors}
    assert {24, 25, 26} <= values


def test_bounds_that_no_value_comes_next_to_are_approached() -> None:
    found = vectors_of("""
clause c (a: amount 0 €..100 €, b: amount 0 €..100 €) : amount
  = if a < b - 20 % * b then b else a
""")
    assert not found.having(Status.UNREACHABLE)
    assert not found.having(Status.UNKNOWN)
    assert Kind.EQUAL in kinds(found)


LISTS = """
record P
  age : integer 0..120
  such that age <> 50 "not fifty"
clause one (p: P) : amount
  when p.age >= 80 then 10 € "old"
  when p.age < 80 then 1 € "young"
clause c (L: list of P) : amount
  = if number of (p in L) >= 4 then 0 € else sum of (one(p) for p in L)
"""


def test_lists_are_empty_have_one_element_and_several() -> None:
    found = vectors_of(LISTS)
    assert {Kind.EMPTY, Kind.ONE, Kind.SEVERAL} <= kinds(found)
    assert inputs(found, "one/old")
    assert inputs(found, "one/young")
    lengths = {len(each.arguments[0]) for each in found.vectors}  # type: ignore[arg-type]
    assert {0, 1} <= lengths
    assert max(lengths) >= 2


def test_what_no_element_of_a_list_does_is_proved_for_all_lists() -> None:
    found = vectors_of("""
record P
  age : integer 0..120
  such that age < 100 "young"
clause c (L: list of P) : amount
  = sum of ((if p.age >= 110 then 1 € else 2 €) for p in L)
""")
    assert kinds(found, Status.UNREACHABLE) >= {Kind.THEN}
    assert not found.having(Status.UNKNOWN)


def test_what_only_long_lists_do_is_not_said_to_be_unreachable() -> None:
    found = vectors_of("""
record P
  age : integer 0..120
clause c (L: list of P) : amount
  = if number of (p in L) >= 9 then 1 € else 2 €
""")
    assert Kind.THEN in kinds(found, Status.UNKNOWN)
    assert {each.why for each in found.having(Status.UNKNOWN)} == {Why.LISTS}


def test_sets_are_empty_and_each_member_counts() -> None:
    found = vectors_of(FMT, "fmt")
    assert Kind.EMPTY in kinds(found)
    members = {
        each.goal.item for each in found.having(Status.COVERED) if each.goal.kind is Kind.MEMBER
    }
    assert members == {"flu", "covid", "breast"}


def test_items_that_a_condition_lists_and_those_beside_are_tried() -> None:
    found = vectors_of(FMT, "fmt")
    listed = {
        each.goal.item for each in found.having(Status.COVERED) if each.goal.kind is Kind.AMONG
    }
    beside = {
        each.goal.item for each in found.having(Status.COVERED) if each.goal.kind is Kind.BESIDE
    }
    assert {1, 2} <= listed
    assert {3, 4} <= beside


def test_optional_values_are_known_and_not() -> None:
    found = vectors_of("""
record P
  age : optional integer 0..120
clause c (p: P) : amount
  = if (p.age if unknown 30) >= 80 then 10 € else 1 €
""")
    assert {Kind.KNOWN, Kind.UNKNOWN} <= kinds(found)


def test_days_are_tried_just_before_and_just_after() -> None:
    found = vectors_of("""
clause c (d: date) : amount
  = if d >= 2024-03-01 then 2 € else 1 €
""")
    days = {each.arguments[0].isoformat() for each in found.vectors}  # type: ignore[union-attr]
    assert {"2024-02-29", "2024-03-01", "2024-03-02"} <= days


def test_inputs_without_a_value_are_no_vectors() -> None:
    found = vectors_of("clause c (n: integer 0..5) : number = 6 / n")
    assert found.vectors
    assert all(each.arguments != (0,) for each in found.vectors)


@pytest.mark.parametrize("clause", ["base", "fmt"])
def test_small_changes_of_a_text_show(clause: str) -> None:
    found = vectors_of(FMT, clause)
    assert {effect for _, effect in found.changes} == {Effect.SHOWN, Effect.FAILS}


def test_a_change_that_nothing_shows_is_proved_to_be_one_of_words() -> None:
    found = vectors_of("clause c (n: integer 0..5) : integer = n capped at 10")
    effects = {change.kind.value: effect for change, effect in found.changes}
    assert effects == {"more": Effect.NONE, "less": Effect.NONE}


def test_what_only_a_few_inputs_show_is_found() -> None:
    """At the bound both branches give the same where nothing is due; drawing hardly comes there."""
    found = vectors_of("""
clause c (a: amount 0 €..99999 €, b: amount 0 €..99999 €) : amount
  = if a < b - 20 % * b then b else a
""")
    assert {effect for _, effect in found.changes} == {Effect.SHOWN}


def test_a_bound_that_changes_nothing_is_proved_to_change_nothing() -> None:
    found = vectors_of("""
clause c (a: integer 0..9999, b: integer 0..9999) : integer
  = if a < b then a else b
""")
    strict = [effect for change, effect in found.changes if change.kind is ChangeKind.STRICT]
    assert strict == [Effect.NONE]


def test_without_time_nothing_is_claimed() -> None:
    found = make(program_of(FMT), ClauseRef("t", "fmt"), Limits(seconds=0.001))
    assert found.vectors
    unknown = found.having(Status.UNKNOWN)
    assert {each.why for each in unknown} == {Why.TIME}
    assert {effect for _, effect in found.changes} <= {Effect.SHOWN, Effect.UNKNOWN}
