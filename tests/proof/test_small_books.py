"""Faults that trying every input of small generated books has found, each in its smallest book."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.program import Library, Status
from convention_dsl.proof.check import check
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import prove
from convention_dsl.proof.verdict import Verdict
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

HEAD = """# language: en
convention t "t"
  in force from 2024-01-01 until 2025-12-31
  source "s" confidence assumed
"""


def library(text: str) -> Library:
    file, problems = parse(Source("t.conv", HEAD + text))
    found, more = elaborate({"t.conv": file})
    assert not [each for each in (*problems, *more) if each.code.startswith("E")]
    return found


def codes(text: str) -> list[str]:
    return [each.code for each in check(library(text), "t")]


def verdict(text: str, limits: Limits) -> Verdict:
    (result,) = prove(library(text), "t", limits=limits)
    return result.verdict


ENGINES = pytest.mark.parametrize("limits", [Limits(), Limits(points=0)], ids=["few", "solver"])


def test_a_gap_is_found_where_rows_meet_for_nobody() -> None:
    """The rows meet at -2 for `c`, whom the rule excludes; 0 is in neither."""
    rows = """
record P
  c : boolean
  e : integer -2..2
  such that not c
clause f (p: P) : amount in whole cents
  when p.e = -2 then 1 €
  when p.c then 2 €
"""
    assert "E0202" in codes(rows)


def test_a_general_rule_counts_where_an_exception_is_not_in_force() -> None:
    exceptions = """
clause f (e: boolean) : amount in whole cents
  = 10 €
exception one to f in force from 2024-07-01 when e then 1 €
exception two to f in force from 2024-07-01 when not e then 2 €
"""
    assert codes(exceptions) == []
    assert codes(exceptions.replace("in force from 2024-07-01 ", "")) == ["W0205"]


def test_an_idle_row_is_told_though_nobody_gets_there_at_another_date() -> None:
    table = """
clause f (n: integer 0..9) : amount in whole cents
  | n    || amount |
  | <= 9 || 1 €    |
  | > 9  || 2 €    |
exception everybody to f in force from 2024-07-01 when n >= 0 then 3 €
"""
    assert "W0201" in codes(table)


@ENGINES
def test_a_number_that_nothing_reads_is_as_simple_as_the_others(limits: Limits) -> None:
    """Round numbers come before those near the default, for every number alike."""
    unread = """
record P
  a : rate 0 %..25 % step 0.5 % default 8.5 %
  b : boolean
property nobody for every p : P then p.b
"""
    found = verdict(unread, limits)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.inputs["p"] == {"a": Fraction(1, 10), "b": False}


@ENGINES
def test_days_stay_in_their_range(limits: Limits) -> None:
    days = """
property february for every d : date 2024-02-27..2024-03-02 then d >= 2024-02-27
"""
    assert verdict(days, limits).status is Status.PROVED


OPTIONAL = """
enumeration Colour = red, green
record P
  o : optional Colour
  b : boolean
record N
  o : optional integer 0..3
  z : integer 0..3
"""


@ENGINES
def test_what_is_unknown_does_not_differ_by_its_value(limits: Limits) -> None:
    """Green against unknown is one difference, red against unknown and another field are two."""
    claim = """
property x for every p, q : P
  such that p.o is unknown and q.o is known and not p.b
  then ((q.o if unknown red) = green) = q.b
"""
    found = verdict(OPTIONAL + claim, limits).counterexample
    assert found is not None
    assert found.inputs["q"] == {"o": "green", "b": False}


@ENGINES
def test_a_value_that_is_unknown_is_no_reason_to_prefer_a_known_one(limits: Limits) -> None:
    """Field by field `p.z` comes first; `p.o` has no value that could be near to nought."""
    claim = """
property x for every p, q : N
  such that p.o is unknown and q.o is known and q.z = 0 and p.z in 1..2
  then (q.o if unknown 0) + p.z <> 3
"""
    found = verdict(OPTIONAL + claim, limits).counterexample
    assert found is not None
    assert (found.inputs["p"]["z"], found.inputs["q"]["o"]) == (1, 2)


RULES = """
enumeration Kind = dry, wet
record Inner
  i : integer 0..2
  j : boolean
  such that j
record P
  x(Kind) : Inner
  z : optional Inner
"""


@ENGINES
def test_records_in_per_item_values_keep_their_rules(limits: Limits) -> None:
    claim = "property kept for every p : P then p.x(dry).j and p.x(wet).j\n"
    assert verdict(RULES + claim, limits).status is Status.PROVED


def test_nobody_is_left_out_who_would_break_a_rule() -> None:
    cases = """
clause f (p: P) : amount in whole cents
  when p.z is unknown then 1 €
  when p.z is known and (p.z if unknown Inner(i: 0, j: yes)).j then 2 €
clause g (p: P) : amount in whole cents
  when p.x(dry).j then 1 €
"""
    assert codes(RULES + cases) == []


def test_a_proof_rests_on_the_amounts_that_the_claim_names() -> None:
    claim = """
parameter raise : amount = 1 €
parameter floor : amount = 0 €
clause f (n: integer 0..9) : amount in whole cents = n * 1 €
property more for every n : integer 0..9 such that f(n) > floor then f(n) + raise > f(n)
"""
    found = verdict(claim, Limits(points=0))
    assert found.minimal
    assert [each.name for each in found.grounds] == ["t.raise"]


@ENGINES
def test_a_record_that_may_be_unknown_has_its_defaults(limits: Limits) -> None:
    claim = """
record Inner
  i : integer 0..2 default 1
  j : boolean default yes
record P
  z : optional Inner
clause inner (p: P) : Inner = p.z if unknown Inner(i: 0, j: no)
property x for every p : P
  then p.z is unknown or (inner(p).i = 2 and inner(p).j)
"""
    found = verdict(claim, limits).counterexample
    assert found is not None
    assert found.inputs["p"] == {"z": {"i": 1, "j": True}}


def test_a_proof_rests_on_the_amounts_whose_grain_it_uses() -> None:
    """No multiple of 1.65 € makes 2 € of 1 €, but the text could have another amount there."""
    claim = """
clause f (n: integer 0..9) : amount in whole cents
  = 1 € "base"
    plus 1.65 € if n > 3 "more"
property never_two for every n : integer 0..9 then f(n) <> 2 €
"""
    found = verdict(claim, Limits(points=0))
    assert [each.name for each in found.grounds] == ["t.f", "t.f: base", "t.f: more"]


@ENGINES
def test_local_names_of_two_exceptions_are_two(limits: Limits) -> None:
    """Both are called `x` and range over 0 to 4; at 5 both exceptions apply."""
    claim = """
clause sum (n: integer 0..9, k: integer 0..9) : integer
  = n + k
clause f (n: integer 0..9) : amount in whole cents
  = 1 €
exception one to f when sum(n, x) > 5 then 10 €
  let x = n div 2
exception two to f when sum(n, x) <= 5 then 20 €
  let x = n mod 5
property one_euro for every n : integer 0..9 then f(n) >= 1 €
"""
    assert "E0205" in codes(claim)
    assert verdict(claim, limits).status is Status.UNKNOWN
