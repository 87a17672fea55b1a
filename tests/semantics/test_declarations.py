"""Enumerations, records and parameters."""

from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.core.nodes import Variable
from convention_dsl.core.program import OpenRange
from convention_dsl.core.traverse import walk
from convention_dsl.types import (
    CENT,
    EnumType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    SetType,
)
from tests.semantics.helpers import FRENCH, PATIENT, book, codes


def fields(text):
    return dict(book(text).records[-1].type.fields)


def test_an_enumeration_has_labels_and_perhaps_an_order():
    found = book(PATIENT).enums
    assert found[0].items == ("flu", "covid", "breast")
    assert found[0].labels == {"flu": "flu vaccination", "covid": "covid", "breast": "breast"}
    assert [each.ordered for each in found] == [False, False, True]


def test_fields_have_types_labels_and_defaults():
    record = book(PATIENT).records[0]
    age = record.fields[0]
    assert (record.label, age.label, age.default) == ("patient", "age in years", None)
    assert age.type == NumberType(NumberKind.INTEGER, Fraction(0), Fraction(120), Fraction(1))
    by_name = {each.name: each for each in record.fields}
    assert by_name["ald"].default.value is False
    assert by_name["zone"].default.value == "urban"
    assert by_name["done"].default.value == frozenset()
    assert by_name["seen_on"].default.value is None
    assert isinstance(by_name["seen_on"].type, OptionalType)
    assert by_name["fees"].type.step == CENT
    assert by_name["rate"].type.step == Fraction(1, 1000)
    assert isinstance(by_name["score"].type, MapType)
    assert len(by_name["score"].default.parts) == 3
    assert by_name["nos"].type.universe == tuple(range(1, 33))


def test_records_may_be_declared_in_any_order():
    text = "record A\n  b : B\n  c : E\nrecord B\n  n : integer 0..9\nenumeration E = x, y"
    first, second = book(text).records
    assert (first.name, second.name) == ("A", "B")
    assert dict(first.type.fields) == {"b": second.type, "c": EnumType("sample.E", ("x", "y"))}


def test_bounds_are_moved_to_multiples_of_the_step():
    found = fields("record A\n  a : amount 0.02 €..1.01 € step 0.05 €")
    assert (found["a"].low, found["a"].high) == (Fraction(1, 20), 1)


def test_a_half_open_range_ends_one_step_earlier():
    assert fields("record A\n  n : integer 0..<9")["n"].high == 8


def test_conditions_of_a_record_speak_of_self():
    text = (
        "record Patient\n  ald : boolean\n  nos : set of integer 1..32\n"
        '  such that ald = (nos is not empty) "numbers are given exactly in ALD"\n'
    )
    (invariant,) = book(text).records[0].invariants
    assert invariant.label == "numbers are given exactly in ALD"
    names = {node.name for node in walk(invariant.condition) if isinstance(node, Variable)}
    assert names == {"self"}


def test_the_french_surface_gives_the_same():
    text = FRENCH + (
        "énumération Acte = grippe, covid\nfiche Patient\n  âge : entier 0..120\n"
        "  faites : ensemble d'Acte\n  taux : taux 0 %..100 % au pas de 0,1 %\n"
    )
    found = fields(text)
    assert list(found) == ["âge", "faites", "taux"]
    assert found["faites"] == SetType(EnumType("essai.Acte", ("grippe", "covid")))
    assert found["taux"].step == Fraction(1, 1000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("enumeration A = x, y, x", ["E0154"]),
        ("record A\n  n : integer\n  n : boolean", ["E0154"]),
        ("record A\n  n : rate", ["E0157"]),
        ("record A\n  n : number 0..3", ["E0157"]),
        ("record A\n  n : integer 0 €..3 €", ["E0121", "E0121"]),
        ("record A\n  n : amount step 0 €", ["E0138"]),
        ("record A\n  n : set of integer", ["E0141"]),
        ("record A\n  n : set of integer 0..5000", ["E0141"]),
        ("record A\n  b : B\nrecord B\n  a : list of A", ["E0166"]),
        ("record A\n  n : integer 0..9 default 12", ["E0128"]),
        ("record A\n  n(Item) : integer 0..9", ["E0108"]),
        ("record A\n  n : integer 0..9\n  such that m > 3", ["E0101"]),
        ("record A\n  n : integer 0..9\n  such that n", ["E0124"]),
        ("record A\n  n : integer 0..9\n  such that f(n) > 1", ["E0109"]),
        ("record A\n  d : date 2026-01-01..2025-01-01", ["E0145"]),
        ("enumeration A = x\nrecord A\n  n : integer", ["E0165"]),
        ("parameter a : amount = 5", ["E0121"]),
        ("parameter a : amount = 5 € + b", ["E0101"]),
        ("parameter a : amount 0 €..3 € = 5 €", ["E0128"]),
        ("parameter a : integer = 1.5", ["E0125"]),
        ("parameter a : rate open at least 5 %", ["E0157"]),
        ("parameter a : amount open at least 5 € at most 3 €", ["E0145"]),
        ("parameter a : amount open at least 5 at most 30 €", ["E0121"]),
        ("parameter a : amount", ["E0168"]),
        ("budget a : amount = 5 for 2025", ["E0121"]),
        ("budget a : amount for 2025", ["E0168"]),
        ("budget a : amount = 5 € for 2025\nparameter a : amount = 6 €", ["E0165"]),
        ("enumeration A = x\nbudget a : A = x for 2025", ["E0167"]),
    ],
)
def test_what_declarations_refuse(text, expected):
    assert codes(text) == expected


def test_a_budget_line_is_a_parameter_with_a_year():
    line, revised, plain = book(
        'budget line "care" : amount = 390 M€ for 2025\n'
        "budget revised : amount for 2026 open at most 9 € from 2026-01-01 : 8 €\n"
        "parameter plain : amount = 5 €\n"
    ).parameters
    assert (line.year, line.label, line.values[0].value) == (2025, "care", 390 * 10**6)
    assert (revised.year, revised.values[0].start) == (2026, date(2026, 1, 1))
    assert revised.open_range == OpenRange(None, Fraction(9), Fraction(1, 100))
    assert plain.year is None


def test_a_constant_may_be_calculated():
    with_sum = book("parameter a : amount = 5 € * 12 / 10\n").parameters[0]
    assert with_sum.values[0].value == 6


def test_one_wrong_field_does_not_spoil_the_record():
    text = "record A\n  n : Nothing\n  m : boolean\nclause x (a: A) : boolean = a.m and a.n > 3"
    assert codes(text) == ["E0108"]
