"""Every kind of field and input in properties of lists, each on both sides of what is true."""

from __future__ import annotations

import pytest

from convention_dsl.core.program import Status
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.replay import Referee, Replay
from tests.proof.lists.small import claim, only

BOOK = """
enumeration Act = flu, test
enumeration Zone = town, hills
record Address
  zone : Zone
  since : date 2020-01-01..2026-12-31
record P
  n : integer -5..5
  home : Address
  o : optional integer 0..3
  rates(Act) : rate 0 %..100 % step 10 %
  done : set of Act
  nos : set of integer 1..4
record Team
  name : Zone
  people : list of P
record Doctor
  size : integer 0..9
  team : Team
  mine : list of P
clause pay (p: P) : amount
  = round (10 € * p.rates(flu)) to the euro
    plus 1 € for each (a in p.done)
clause tot (L: list of P, z: Zone) : amount = sum of (pay(p) for p in L where p.home.zone = z)
clause doubled (L: list of P) : amount = if n > 3 then t else (2 * t)
  let t = sum of (pay(p) for p in L)
  let n = number of (p in L)
"""
LIMITS = Limits(seconds=10, largest_shortfall=False)
L = "for every L : list of P "
Z = "for every L : list of P, z : Zone "
DAY = "for every L : list of P, day : date 2020-01-01..2026-12-31 "
ONE = "for every d : Doctor "
ALL = "for every D : list of Doctor "
N = "number of (p in L)"
PAID = "sum of (pay(p) for p in L)"
HALF = f"{L} such that share of (p in L where p.n > 0) if empty 0 % = 50 % "
UNKNOWN = f"{L} such that some (p in L: p.o is unknown) "
PEOPLE = "for p in d.team.people"

PROVED = {
    "below zero": f"{L} then sum of (p.n for p in L) >= -5 * {N}",
    "average": f"{HALF} then average of (p.n for p in L) if empty 1 >= -2",
    "square": f"{L} then sum of (p.n * p.n for p in L) <= 25 * {N}",
    "remainder": f"{L} then sum of (p.n mod 3 for p in L) <= 2 * {N}",
    "field of a field": f"{L} then tot(L, town) + tot(L, hills) = {PAID}",
    "enumeration": f"{Z} then tot(L, z) <= {PAID}",
    "date of an element": f"{L} such that all (p in L: p.home.since >= 2024-01-01)"
    " then number of (p in L where p.home.since < 2023-05-05) = 0",
    "date": f"{DAY} then number of (p in L where p.home.since <= day) <= {N}",
    "optional": f"{UNKNOWN} then sum of ((p.o if unknown 3) for p in L) >= 3",
    "set": f"{L} then sum of (number of (a in p.done) for p in L) <= 2 * {N}",
    "set of numbers": f"{L} then sum of (sum of (k for k in p.nos) for p in L) <= 10 * {N}",
    "values per item": f"{L} then sum of (p.rates(flu) for p in L) <= 100 % * {N}",
    "local names": f"{L} then doubled(L) <= 24 € * {N}",
    "another record": f"for every L : list of P, q : P then {PAID} + pay(q) >= pay(q)",
    "whole numbers": f"{L} then {N} mod 2 <= 1",
    "smaller and larger": f"{L} then min({N}, 3) <= max({N}, 2)",
    "smallest date": f"{L} then (smallest of (p.home.since for p in L) if empty 2020-01-01)"
    " >= 2020-01-01",
    "list in a record in a record": f"{ONE} such that d.mine = d.team.people"
    " then sum of (pay(p) for p in d.mine) = tot(d.team.people, town) + tot(d.mine, hills)",
    "lists of all": f"{ALL} then sum of (sum of (p.n {PEOPLE}) for d in D)"
    " <= 5 * sum of (number of (p in d.team.people) for d in D)",
    "what it does not depend on": f"{ONE} then tot(d.mine, town) does not depend on d.size",
}
REFUTED = {
    "below zero": f"{L} then sum of (p.n for p in L) >= -4 * {N}",
    "average": f"{HALF} then average of (p.n for p in L) if empty 1 >= -1",
    "square": f"{L} then sum of (p.n * p.n for p in L) <= 24 * {N}",
    "remainder": f"{L} then sum of (p.n mod 3 for p in L) <= {N}",
    "field of a field": f"{L} then 2 * tot(L, town) = {PAID}",
    "enumeration": f"{Z} then tot(L, z) >= {PAID}",
    "date of an element": f"{L} such that all (p in L: p.home.since >= 2024-01-01)"
    " then number of (p in L where p.home.since < 2025-05-05) = 0",
    "date": f"{DAY} then number of (p in L where p.home.since < day)"
    " >= number of (p in L where p.home.since <= day)",
    "optional": f"{UNKNOWN} then sum of ((p.o if unknown 2) for p in L) >= 3",
    "set": f"{L} then sum of (number of (a in p.done) for p in L) <= {N}",
    "set of numbers": f"{L} then sum of (sum of (k for k in p.nos) for p in L) <= 9 * {N}",
    "values per item": f"{L} then sum of (p.rates(flu) for p in L) <= 90 % * {N}",
    "local names": f"{L} then doubled(L) <= 12 € * {N}",
    "another record": "for every L : list of P, q : P"
    " then number of (p in L where p.home.zone = q.home.zone) >= 1",
    "whole numbers": f"{L} then ({N} mod 2) * 2 <= 1",
    "smaller and larger": f"{L} then min({N}, 3) <= max({N} - 1, 2)",
    "smallest date": f"{L} then (smallest of (p.home.since for p in L) if empty 2020-01-02)"
    " >= 2020-01-02",
    "list in a record in a record": f"{ONE}"
    " then sum of (pay(p) for p in d.mine) = tot(d.team.people, town) + tot(d.mine, hills)",
    "lists of all": f"{ALL} then sum of (sum of (p.n {PEOPLE}) for d in D)"
    " <= 4 * sum of (number of (p in d.team.people) for d in D)",
    "what it does not depend on": f"{ONE} then tot(d.mine, town) does not depend on d.mine",
}


def test_there_are_two_sides_of_each() -> None:
    assert PROVED.keys() == REFUTED.keys()


@pytest.mark.parametrize("name", PROVED)
def test_what_is_true_is_proved(name: str) -> None:
    assert claim(PROVED[name], BOOK, LIMITS).status is Status.PROVED


@pytest.mark.parametrize("name", REFUTED)
def test_what_is_not_is_refuted(name: str) -> None:
    found = claim(REFUTED[name], BOOK, LIMITS)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    program, obligation = only(REFUTED[name], BOOK)
    assert Referee(program, obligation, {}).judge(found.counterexample.inputs) is Replay.REFUTES
