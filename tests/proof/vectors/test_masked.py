"""Wrong programs of a clause whose conditions hide what it calculates: each fails on a vector."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP
from decimal import Decimal as D
from fractions import Fraction

import pytest

from convention_dsl.proof.vectors.changes import ChangeKind
from convention_dsl.proof.vectors.shown import Effect
from convention_dsl.proof.vectors.vectors import Vectors
from tests.proof.vectors.books import vectors_of

BASE = """
clause base (age: integer 0..120) : amount
  | age   || amount |
  | < 80  || 5 €    |
  | >= 80 || 55 €   |
"""
MASKED = f"""
clause c (age: integer 0..120, seen: boolean, fees: amount 0 €..500 €) : amount
  = if seen then gross else 0 €
  let gross = base(age) + (round (7.3 % of fees) to the cent)
{BASE}"""
GRID = """
clause c (age: integer 0..120, ald: boolean, seen: boolean) : amount
  = if seen then gross else 0 €
  let gross = base(age, ald)
clause base (age: integer 0..120, ald: boolean) : amount
  | ald | age   || amount |
  | yes | < 80  || 20 €   |
  | yes | >= 80 || 55 €   |
  | no  | < 80  || 5 €    |
  | no  | >= 80 || 30 €   |
"""
OLD = {"as written": lambda n: n >= 80, "<= 80": lambda n: n > 80}
OLD |= {"< 79": lambda n: n >= 79, "< 81": lambda n: n >= 81}
ROUNDINGS = {
    "half away": ROUND_HALF_UP,
    "half even": ROUND_HALF_EVEN,
    "half down": ROUND_HALF_DOWN,
    "up": ROUND_CEILING,
    "down": ROUND_FLOOR,
}


def fails(found: Vectors, program: Callable[..., Fraction]) -> bool:
    return any(program(*each.arguments) != each.expected for each in found.vectors)


def masked(old: str, rounding: str) -> Callable[..., Fraction]:
    def program(age: Fraction, seen: bool, fees: Fraction) -> Fraction:
        due = D(fees.numerator) / fees.denominator * D("0.073")
        part = Fraction(due.quantize(D("0.01"), ROUNDINGS[rounding]))
        return part + (55 if OLD[old](age) else 5) if seen else Fraction(0)

    return program


def grid(with_ald: str, without: str) -> Callable[..., Fraction]:
    def program(age: Fraction, ald: bool, seen: bool) -> Fraction:
        if not seen:
            return Fraction(0)
        if ald:
            return Fraction(55 if OLD[with_ald](age) else 20)
        return Fraction(30 if OLD[without](age) else 5)

    return program


def test_the_right_programs_pass() -> None:
    assert not fails(vectors_of(MASKED), masked("as written", "half away"))
    assert not fails(vectors_of(GRID), grid("as written", "as written"))


@pytest.mark.parametrize("old", [old for old in OLD if old != "as written"])
def test_a_bound_moved_for_both_rows_is_caught(old: str) -> None:
    assert fails(vectors_of(MASKED), masked(old, "half away"))
    assert fails(vectors_of(GRID), grid(old, "as written"))
    assert fails(vectors_of(GRID), grid("as written", old))


@pytest.mark.parametrize("rounding", [each for each in ROUNDINGS if each != "half away"])
def test_another_rounding_is_caught(rounding: str) -> None:
    assert fails(vectors_of(MASKED), masked("as written", rounding))


def effects(text: str, *kinds: ChangeKind) -> list[Effect]:
    return effects_of(vectors_of(text), *kinds)


def effects_of(found: Vectors, *kinds: ChangeKind) -> list[Effect]:
    return [effect for change, effect in found.changes if change.kind in kinds]


def test_each_pair_of_rows_has_its_bound_moved() -> None:
    assert effects(GRID, ChangeKind.RAISED, ChangeKind.LOWERED) == [Effect.SHOWN] * 4


def test_a_bound_moved_for_one_row_leaves_no_result() -> None:
    assert set(effects(GRID, ChangeKind.STRICT)) == {Effect.FAILS}


def test_neighbours_that_give_the_same_are_proved_to() -> None:
    same = GRID.replace("30 €", "5 €")
    found = effects(same, ChangeKind.RAISED, ChangeKind.LOWERED)
    assert sorted(found) == [Effect.NONE, Effect.NONE, Effect.SHOWN, Effect.SHOWN]


def test_ranges_share_their_ends() -> None:
    found = effects(
        """
clause c (n: integer 0..50) : amount
  | n      || amount |
  | < 7    || 1 €    |
  | 7..20  || 2 €    |
  | > 20   || 3 €    |
""",
        ChangeKind.RAISED,
        ChangeKind.LOWERED,
    )
    assert found == [Effect.SHOWN] * 4


def test_a_bound_in_cents_is_tried_a_cent_beside_it() -> None:
    found = vectors_of("""
clause c (a: amount 0 €..500 €, seen: boolean) : amount
  = if seen then gross else 0 €
  let gross = if a < 100 € then 1 € else 2 €
""")
    amounts = {each.arguments[0] for each in found.vectors if each.arguments[1]}
    assert {Fraction("99.99"), Fraction(100)} <= amounts


def test_a_rounding_that_nothing_shows_is_proved_to_change_nothing() -> None:
    text = "clause c (n: integer 0..100) : amount rounded to the cent = n * 0.05 €"
    assert set(effects(text, ChangeKind.ROUNDING)) == {Effect.NONE}


def test_what_a_row_calculates_matters_to_a_result() -> None:
    found = vectors_of("""
clause c (n: integer 0..50, a: boolean) : integer
  = half(n, a) capped at 20
clause half (n: integer 0..50, a: boolean) : integer
  when a then n "one"
  when not a then n + 20 "two"
""")
    values = [effect for change, effect in found.changes if change.kind is ChangeKind.VALUE]
    assert values == [Effect.SHOWN, Effect.NONE]


def test_a_gap_that_only_the_solver_finds_is_no_change_of_words() -> None:
    found = vectors_of("""
clause c (n: integer 0..99999, k: integer 0..99999) : amount
  when k = 54321 and n < 43210 then 1 € "low"
  when k = 54321 and n >= 43210 then 1 € "high"
  when k <> 54321 then 2 € "others"
""")
    assert effects_of(found, ChangeKind.STRICT) == [Effect.FAILS] * 2
    moves = effects_of(found, ChangeKind.RAISED, ChangeKind.LOWERED)
    assert moves == [Effect.NONE, Effect.NONE]
