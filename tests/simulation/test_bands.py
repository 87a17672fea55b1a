from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.calculator.plan.formula import (
    BOOL,
    Choose,
    Compare,
    Comparison,
    Const,
    DateKind,
    Formula,
    IntKind,
    ItemKind,
    Kind,
    Ref,
)
from convention_dsl.calculator.plan.plan import Column, Definition, Plan
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.simulation.bands import MOST, bands
from convention_dsl.simulation.queries import Input
from convention_dsl.types import BOOLEAN, DATE, INTEGER, EnumType, Type

AGES = IntKind(0, 120)
DAYS = DateKind(date(2020, 1, 1), date(2026, 12, 31))


def plan(*tests: Formula) -> Plan:
    one, two = (Const(IntKind(n, n), n) for n in (1, 2))
    definitions = tuple(
        Definition(f"d{number}", Choose(IntKind(1, 2), ((test, one),), two))
        for number, test in enumerate(tests)
    )
    ref = ClauseRef("care", "x")
    return Plan(ref, "", NO_PROVENANCE, None, (), (), (), (), definitions, (), INTEGER)


def bounds(kind: Kind, type_: Type, *tests: Formula) -> list[tuple[object, object]] | None:
    given = Input("c0", Column("x", ("p", "x"), kind, type_), ((0, "x"),))
    found = bands(given, [plan(*tests)])
    return None if found is None else list(found.bounds)


def compare(comparison: Comparison, left: int | str, right: int | str) -> Compare:
    def side(value: int | str) -> Formula:
        return Ref(AGES, value) if isinstance(value, str) else Const(IntKind(value, value), value)

    return Compare(comparison, side(left), side(right))


@pytest.mark.parametrize(
    ("test", "last"),
    [
        (compare(Comparison.LESS, "x", 7), 6),
        (compare(Comparison.LESS_EQUAL, "x", 7), 7),
        (compare(Comparison.LESS, 7, "x"), 7),
        (compare(Comparison.LESS_EQUAL, 7, "x"), 6),
    ],
)
def test_a_threshold_cuts_where_the_outcome_changes(test: Compare, last: int) -> None:
    assert bounds(AGES, INTEGER, test) == [(0, last), (last + 1, 120)]


def test_an_equality_cuts_on_both_sides() -> None:
    test = compare(Comparison.EQUAL, "x", 7)
    assert bounds(AGES, INTEGER, test) == [(0, 6), (7, 7), (8, 120)]


def test_tests_of_other_inputs_and_beyond_the_range_cut_nothing() -> None:
    tests = (
        compare(Comparison.LESS, "y", 7),
        compare(Comparison.LESS, "x", 0),
        compare(Comparison.LESS, "x", 500),
        compare(Comparison.LESS, "x", "y"),
        compare(Comparison.LESS, "x", 40),
    )
    assert bounds(AGES, INTEGER, *tests) == [(0, 39), (40, 120)]


def test_days_are_cut_too() -> None:
    day = Const(DAYS, date(2024, 3, 1))
    test = Compare(Comparison.LESS, Ref(DAYS, "x"), day)
    first, last = (date(2020, 1, 1), date(2024, 2, 29)), (date(2024, 3, 1), date(2026, 12, 31))
    assert bounds(DAYS, DATE, test) == [first, last]
    assert bounds(DAYS, DATE) is None


def test_few_values_are_classes_of_their_own() -> None:
    zone = EnumType("care.Zone", ("a", "b"))
    assert bounds(BOOL, BOOLEAN) == [(False, False), (True, True)]
    assert bounds(ItemKind(zone), zone) == [("a", "a"), ("b", "b")]
    assert bounds(IntKind(1, 3), INTEGER) == [(Fraction(n), Fraction(n)) for n in (1, 2, 3)]
    assert bounds(IntKind(0, 10 * MOST), INTEGER) is None
