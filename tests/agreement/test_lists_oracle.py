"""What decides generated list properties without the prover, on cases worked out by hand."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Multiset
from convention_dsl.core.program import Status
from tests.agreement.lists import generate
from tests.agreement.lists_force import (
    NAME,
    Patients,
    Problem,
    Unsuitable,
    compositions,
    lists,
    longest,
)
from tests.agreement.lists_judged import drawn, posed
from tests.agreement.lists_linear import NotLinear
from tests.agreement.lists_lp import Row, Undecided, integer, rational, solve
from tests.agreement.lists_terms import (
    Average,
    Compare,
    Condition,
    Const,
    Count,
    Extreme,
    Plus,
    Reading,
    Rounded,
    Share,
    Some,
    Sum,
    Term,
    Times,
    literal,
    rounded,
)

F = Fraction

# Linear programs ----------------------------------------------------------------------------------


def row(*coefficients: int, sign: str = ">=", bound: int = 0) -> Row:
    return Row(tuple(map(F, coefficients)), sign, F(bound))


def test_a_linear_program() -> None:
    # 2x + y >= 4 and x + 3y >= 6: least x + y at their crossing (6/5, 8/5)
    found = solve([row(2, 1, bound=4), row(1, 3, bound=6)], [F(1), F(1)])
    assert found.point == (F(6, 5), F(8, 5))
    assert found.value == F(14, 5)


def test_no_point_has_multipliers() -> None:
    found = solve([row(1, bound=3), row(-1, bound=-2)], [F(0)])  # x >= 3 and x <= 2
    assert found.point is None
    assert found.multipliers == (F(1), F(1))


def test_a_strict_row_is_strict() -> None:
    assert rational([row(1, sign=">"), row(-1, bound=0)]) is None  # x > 0 and x <= 0
    assert rational([row(1, sign=">"), row(-1, bound=-1)]) is not None


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row(2, sign="=", bound=1)], None),
        ([row(2, 3, sign="=", bound=1)], None),
        ([row(2, -3, sign="=", bound=1)], (2, 1)),
        ([row(2, -2, sign="=", bound=1)], None),
        ([row(3, 5, sign="=", bound=7)], None),  # Frobenius: 7 is the greatest that is no sum
        ([row(3, 5, sign="=", bound=8)], (1, 1)),
        ([row(-10, bound=-9), row(10, bound=1)], None),  # 0.1 <= x <= 0.9
    ],
)
def test_whole_numbers(rows: list[Row], found: tuple[int, ...] | None) -> None:
    assert integer(rows) == found


def test_whole_numbers_are_those_of_trying_all() -> None:
    rng = random.Random(1)
    for _ in range(150):
        width = rng.randint(1, 3)
        rows = [
            Row(
                tuple(F(rng.randint(-4, 4), rng.choice((1, 2, 3))) for _ in range(width)),
                rng.choice((">=", ">", "=")),
                F(rng.choice((0, 0, 1, -3, 2, 5, -7))),
            )
            for _ in range(rng.randint(1, 4))
        ]
        rows.append(row(*[-1] * width, bound=-5))
        points = product(range(6), repeat=width)
        expected = any(all(each.holds(point) for each in rows) for point in points)
        assert (integer(rows) is not None) is expected


# A program worked out by hand ---------------------------------------------------------------------

OLD = Term(0, "old(p)", "amount")
NEW = Term(1, "new(p)", "amount")
ALD = Term(2, "p.ald", "boolean")

SHADOW = """# language: en
convention generated "worked out by hand"
  in force from 2024-01-01 until 2025-12-31
  source "chance" confidence assumed

record P
  ald : boolean
  seen : boolean

clause old (p: P) : amount
  = 10 € plus 20 € if p.ald
clause new (p: P) : amount
  = 8 € plus 30 € if p.ald and p.seen
clause term0 (p: P) : amount = old(p)
clause term1 (p: P) : amount = new(p)
clause term2 (p: P) : boolean = p.ald
"""
# old, new by ALD and seen: no ALD 10, 8; in ALD and seen 30, 38; in ALD and not seen 30, 8


def amount(value: int | Fraction) -> Const:
    return Const(F(value), "amount")


def count(value: int) -> Const:
    return Const(F(value), "integer")


def problem(claim: Condition, *hypotheses: Condition) -> Problem:
    return Problem(Patients(SHADOW, 3), hypotheses, claim)


ALL_SEEN = Compare(Sum(NEW, ALD), ">=", Times(Count(ALD), amount(38)))
GAIN = Compare(Sum(NEW), ">=", Sum(OLD))
SHARE = Compare(Share(ALD, F(0)), ">=", Const(F(1, 5), "rate"))
LESS = Compare(Share(ALD, F(0)), ">=", Const(F(19, 100), "rate"))


@pytest.mark.parametrize(
    ("claim", "hypotheses", "status"),
    [
        # -2 € for each without ALD, +8 € for each in ALD: kept exactly from one in five
        (GAIN, (ALL_SEEN, SHARE), Status.PROVED),
        (GAIN, (ALL_SEEN, LESS), Status.REFUTED),
        (GAIN, (SHARE,), Status.REFUTED),
        (GAIN, (ALL_SEEN, Some(True, ALD)), Status.PROVED),
        (Compare(Sum(NEW), ">", Sum(OLD)), (ALL_SEEN, Some(True, ALD)), Status.REFUTED),  # nobody
        (
            Compare(Sum(NEW), ">", Sum(OLD)),
            (ALL_SEEN, Some(True, ALD), Compare(Count(), ">", count(0))),
            Status.PROVED,
        ),
        # seen or not, whole numbers: 38 a + 8 b = 46 has the one solution (1, 1)
        (Compare(Count(), "=", count(2)), (Compare(Sum(NEW), "=", amount(46)),), Status.PROVED),
        (Compare(Count(), "=", count(2)), (Compare(Sum(NEW), "=", amount(47)),), Status.VACUOUS),
        (Compare(Count(ALD), ">=", count(0)), (Compare(Count(), "<", count(0)),), Status.VACUOUS),
        # the average is at most the largest
        (
            Compare(Average(NEW, None, F(8)), "<=", amount(38)),
            (Compare(Extreme(False, NEW, None, F(8)), "<=", amount(8)),),
            Status.PROVED,
        ),
        (
            Compare(Average(NEW, None, F(8)), "<=", amount(8)),
            (Compare(Extreme(True, NEW, None, F(8)), "<=", amount(8)),),
            Status.REFUTED,
        ),
        # rounded to the next ten euros, 8 € are 10 €, two of them 20 €
        (
            Compare(Rounded(Sum(NEW), F(10), ""), ">=", Times(Count(), amount(8))),
            (Compare(Count(), "<=", count(2)),),
            Status.PROVED,
        ),
        (
            Compare(Rounded(Sum(NEW), F(10), ""), ">=", Times(Count(), amount(8))),
            (Compare(Count(), "<=", count(3)),),  # 24 € are 20 €
            Status.REFUTED,
        ),
    ],
)
def test_by_hand(claim: Condition, hypotheses: tuple[Condition, ...], status: Status) -> None:
    asked = problem(claim, *hypotheses)
    assert asked.by_rows().status is status
    assert asked.by_enumeration(21).status is status  # 19 %: 4 of 21


def test_a_witness_is_a_shortest_one() -> None:
    # 4 of 21 in ALD: 4 × 8 € - 17 × 2 € = -2 €; of fewer, 19 % are at least a fifth, or all lose
    found = problem(GAIN, ALL_SEEN, LESS).by_enumeration(22)
    assert (found.status, sum(found.counts)) == (Status.REFUTED, 21)


# Both ways ----------------------------------------------------------------------------------------


def test_lists_are_counted() -> None:
    for classes, most in product(range(5), range(5)):
        assert len(list(compositions(classes, most))) == lists(classes, most)
    assert lists(4, longest(4, 100)) <= 100 < lists(4, longest(4, 100) + 1)


def test_both_ways_agree() -> None:
    tried = 0
    for seed in range(60):
        try:
            instance = generate(random.Random(f"both {seed}"))
            if instance.family != "capped":
                continue
            answer, other = instance.answer(), instance.problem.by_rows()
        except (Unsuitable, NotLinear, Undecided):
            continue
        assert answer.status is other.status, f"{seed}\n{instance.text}\n{answer}\n{other}"
        tried += 1
    assert tried > 12


def test_the_text_means_what_the_arithmetic_says() -> None:
    rng = random.Random("text")
    compared = 0
    for seed in range(16):
        instance, _, _ = drawn(f"text {seed}")
        program, obligation = posed(instance.text)
        for situation in instance.problem.patients.situations:
            reading = Reading(situation.world)
            members = list(situation.members.values())
            for _ in range(4):
                counts = [rng.choice((0, 0, 1, 1, 2, 5)) for _ in members]
                groups = [(rng.choice(who), n) for who, n in zip(members, counts, strict=True) if n]
                several, scalars = Multiset(tuple(groups)), situation.world.scalars
                inputs = {"L": several, "d": {"patients": several, "age": F(30)}, **scalars}
                given = {f"{NAME}.bonus": scalars[name] for name in scalars if name == "bonus"}
                at = with_values(program, given) if given else program  # type: ignore[arg-type]
                mine = instance.problem
                for expr, own in zip(
                    (*obligation.hypotheses, obligation.claim),
                    (*mine.hypotheses, mine.claim),
                    strict=True,
                ):
                    assert evaluate(at, expr, inputs) is reading.holds(own, counts)
                    compared += 1
    assert compared > 150


def test_most_answers_settle_something() -> None:
    answers = [drawn(f"mix {seed}")[1] for seed in range(40)]
    found = [answer.status for answer in answers]
    assert found.count(Status.PROVED) >= 12
    assert found.count(Status.REFUTED) >= 12
    assert all(answer.bound is not None for answer in answers)


# Texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (F(5, 4), "amount", "1.25 €"),
        (F(1, 2), "amount", "0.50 €"),
        (F(-79, 100), "amount", "(-0.79 €)"),
        (F(1, 8), "amount", "0.1250 €"),
        (F(1, 8), "rate", "12.5 %"),
        (F(12), "integer", "12"),
        (F(12, 5), "number", "2.4"),
    ],
)
def test_literals(value: Fraction, kind: str, text: str) -> None:
    assert literal(value, kind) == text


@pytest.mark.parametrize(
    ("number", "mode", "whole"),
    [
        (F(5, 2), "", 3),
        (F(-5, 2), "", -3),
        (F(12, 5), "", 2),
        (F(-5, 2), "down", -3),
        (F(-5, 2), "up", -2),
        (F(5, 2), "up", 3),
    ],
)
def test_roundings(number: Fraction, mode: str, whole: int) -> None:
    assert rounded(number, mode) == whole


def test_sums_of_both_sides() -> None:
    claim = Compare(Plus(Sum(NEW), Times(Count(), amount(2))), ">=", Sum(OLD))
    assert problem(claim, ALL_SEEN).by_rows().status is Status.PROVED
