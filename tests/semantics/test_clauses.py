"""Clauses: formulas, cases, readings, local names, given inputs, results."""

from fractions import Fraction

import pytest

from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import (
    Call,
    Cases,
    ClauseRef,
    Field,
    If,
    Let,
    Literal,
    Round,
    Total,
    Variable,
)
from convention_dsl.types import NumberKind, NumberType
from tests.semantics.helpers import PATIENT, body, book, clause, codes, elaborated, good


def test_a_formula_of_several_lines_is_a_total():
    found = body(
        'clause x (p: Patient) : amount = 5 € plus 2 € if p.ald "precarity" source "Q14"\n'
        "  minus 1 € if p.age < 2"
    )
    assert isinstance(found, Total)
    assert [term.id for term in found.terms] == ["x/line-1", "x/precarity", "x/line-3"]
    assert [term.label for term in found.terms] == ["5 €", "precarity", "1 €"]
    assert found.terms[1].provenance.source == "Q14"
    assert found.terms[0].condition is None
    assert found.terms[2].value.type.high == -1
    assert (found.type.low, found.type.high) == (4, 7)


def test_a_formula_of_one_unnamed_line_is_its_value():
    assert isinstance(body("clause x (p: Patient) : amount = 5 €"), Literal)
    assert isinstance(body('clause x (p: Patient) : amount = 5 € "base"'), Total)


def test_a_gate_gives_nothing_of_the_same_kind():
    found = body('clause x (p: Patient) : amount = 5 € subject to p.ald "in ALD"')
    assert isinstance(found, If)
    assert found.label == "in ALD"
    assert found.otherwise == Literal(type=found.otherwise.type, value=Fraction(0))
    assert found.otherwise.type.kind is NumberKind.AMOUNT
    found = body("clause x (p: Patient) : boolean = p.age > 3 subject to p.ald")
    assert found.otherwise.value is False


def test_local_names_may_use_earlier_ones_and_be_used_by_the_gate():
    found = body(
        "clause x (p: Patient) : amount = 7 € * n subject to m > 3\n"
        "  let n = number of (a in p.done)\n  let m = n + 1"
    )
    assert isinstance(found, Let)
    assert found.name == "n"
    assert isinstance(found.body, Let)
    assert isinstance(found.body.body, If)


def test_a_local_name_of_what_is_not_needed_is_left_out_and_told():
    text = PATIENT + "clause x (p: Patient) : amount = 7 € let n = p.age"
    library, diagnostics = elaborated(text)
    assert "W0102" in [each.code for each in diagnostics]
    (found,) = library.books["sample"].clauses
    assert isinstance(found.readings[0].body, Literal)


def test_cases_keep_their_labels_and_their_otherwise():
    found = body(
        "clause x (p: Patient) : amount\n  when p.age > 80 then 3 €\n"
        '  when p.ald and p.age <= 80 then 2 € "ALD"\n  otherwise 1 € "others"'
    )
    assert isinstance(found, Cases)
    assert [row.label for row in found.rows] == ["p.age > 80", "ALD"]
    assert [row.id for row in found.rows] == ["x/case-1", "x/ald"]
    assert isinstance(found.otherwise, Total)
    assert found.otherwise.terms[0].label == "others"


def test_readings_are_kept_side_by_side():
    found = clause(
        'clause x (p: Patient) : boolean\n  reading strict "ALD only" = p.ald\n'
        "  reading broad = p.ald or p.age >= 80\n"
    )
    assert [(r.name, r.label) for r in found.readings] == [("strict", "ALD only"), ("broad", "")]


def test_rounding_at_the_result_goes_around_the_body():
    found = clause("clause x (p: Patient) : amount rounded to the cent = p.fees / 3")
    assert found.rounded
    assert isinstance(found.readings[0].body, Round)
    assert found.readings[0].body.type.step == Fraction(1, 100)


def test_a_result_in_whole_cents_is_an_obligation():
    found = clause("clause x (p: Patient) : amount 0 €..9 € in whole cents = p.fees / 3")
    assert found.whole_cents
    assert found.result == NumberType(NumberKind.AMOUNT, Fraction(0), Fraction(9))
    assert found.readings[0].body.type.high > 9


def test_a_call_has_the_inferred_type_of_the_clause():
    text = (
        "clause y (p: Patient) : amount 0 €..500 €\n  when p.ald then 3 €\n  otherwise 5 €\n"
        "exception big to y when p.age > 99 then 50 €\n"
        "clause x (p: Patient) : amount = y(p)"
    )
    assert body(text).type == NumberType(NumberKind.AMOUNT, Fraction(3), Fraction(50), Fraction(1))


def test_order_of_clauses_means_nothing():
    text = "clause x (p: Patient) : amount = y(p) * 2\nclause y (p: Patient) : amount = 3 €"
    assert body(text).type.high == 6


def test_a_long_chain_of_clauses_is_no_problem():
    lines = [f"clause c{n} (p: Patient) : amount = c{n + 1}(p) + 1 €" for n in range(600)]
    found = body("\n".join(lines) + "\nclause c600 (p: Patient) : amount = 0 €", name="c0")
    assert found.type.high == 600


GIVEN = """given d: Doctor, day: date
clause base : amount = 2 € * zeal
clause dues (n: integer 0..9) : amount = base() * n plus 1 € if day > 2026-01-01
clause whole : amount = dues(3)
given nothing
clause x (e: Doctor, on: date) : amount = dues(e, on, 4)
"""


def test_given_inputs_are_understood_among_the_clauses_that_follow():
    found = book(PATIENT + GIVEN)
    whole = next(each for each in found.clauses if each.name == "whole")
    assert [binding.name for binding in whole.inputs] == ["d", "day"]
    call_ = whole.readings[0].body
    assert isinstance(call_, Call)
    assert [getattr(a, "name", a) for a in call_.arguments[:2]] == ["d", "day"]
    program, _ = link(good(PATIENT + GIVEN), "sample", at=None)
    from datetime import date

    doctor = {"zeal": Fraction(5), "patients": ()}
    arguments = (doctor, date(2027, 1, 1))
    assert call(program, ClauseRef("sample", "x"), arguments) == 41


def test_fields_of_given_records_are_read_bare():
    found = book(PATIENT + GIVEN)
    base = next(each for each in found.clauses if each.name == "base")
    fields = base.readings[0].body.arguments
    assert any(isinstance(f, Field) and isinstance(f.record, Variable) for f in fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("given p: Patient, q: Patient\nclause x : amount = 1 € * age", ["E0104"]),
        ("given p: Patient\nclause x (age: integer 0..9) : amount = 1 € * age", ["E0104"]),
        ("given p: Patient\nclause x : amount = 1 € * n let n = age", []),
        ("given p: Patient\nclause x : amount = 1 € * age let age = 3", ["E0111", "E0104"]),
        ("given p: Patient\ngiven nothing\nclause x : amount = 1 € * age", ["E0101"]),
        ("clause x (p: Patient, p: Patient) : amount = 1 €", ["E0154"]),
        ("clause x (p: Patient) : amount = x(p)", ["E0186"]),
        (
            "clause x (p: Patient) : amount = y(p)\nclause y (p: Patient) : amount = x(p)",
            ["E0186"],
        ),
        ("clause x (p: Patient) : amount = y(p) + 1", ["E0107"]),
        ("clause x (p: Nobody) : amount = 1 € * p.age", ["E0108"]),
        ("clause x (p: Patient) : Nothing = p.agee", ["E0108", "E0103"]),
        ("clause x (p: Patient) : amount rounded to the unit = 5 €", ["E0121"]),
        ("clause x (p: Patient) : boolean rounded to the cent = p.ald", ["E0133"]),
        ("clause x (p: Patient) : integer = p.age / 2", ["E0125"]),
        ("clause x (p: Patient) : integer rounded to the unit = p.age / 2", []),
        (
            "clause x (p: Patient) : amount reading a = 1 € reading a = 2 €",
            ["E0154"],
        ),
    ],
)
def test_what_clauses_refuse(text, expected):
    assert sorted(codes(PATIENT + text)) == sorted(expected)


def test_a_circle_is_shown_whole():
    _, diagnostics = elaborated(
        "clause a (n: integer 0..9) : amount = b(n)\nclause b (n: integer 0..9) : amount = c(n)\n"
        "clause c (n: integer 0..9) : amount = a(n)"
    )
    (found,) = [each for each in diagnostics if each.code == "E0186"]
    assert set(found.arguments["clauses"]) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "text",
    [
        "parameter a : integer = 3\nclause x (a: integer 0..9) : amount = 1 € * a",
        "parameter a : integer = 3\nclause x (n: integer 0..9) : amount = 1 € * n let a = n",
        "parameter a : integer = 3\nclause x : amount = 1 € for each (a in Action)",
    ],
)
def test_nothing_hides_a_parameter(text):
    assert codes(PATIENT + text) == ["E0111"]


def test_what_is_nested_too_deeply_is_told():
    from dataclasses import replace

    from convention_dsl.semantics import elaborate
    from convention_dsl.source import Source
    from convention_dsl.syntax.nodes import Binary, BinaryOperator
    from convention_dsl.syntax.parser import parse
    from tests.semantics.helpers import full

    file, _ = parse(Source("a.conv", full("clause x (n: integer 0..9) : number = n")))
    (decl,) = file.declarations
    (reading,) = decl.readings
    (term,) = reading.body.value.terms
    deep = term.value
    for _ in range(5000):
        deep = Binary(operator=BinaryOperator.ADD, left=deep, right=term.value)
    formula = replace(reading.body.value, terms=(replace(term, value=deep),))
    reading = replace(reading, body=replace(reading.body, value=formula))
    file = replace(file, declarations=(replace(decl, readings=(reading,)),))
    assert [each.code for each in elaborate({"a.conv": file})[1]] == ["E0187"]
