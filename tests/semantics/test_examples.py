"""Examples, single and in tables."""

from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link, link_example
from tests.semantics.helpers import PATIENT, book, codes, elaborated, good

FEE = PATIENT + (
    "clause fee (p: Patient, n: integer 0..9) : amount = 1 € * n plus 1 € if p.ald\n"
    "clause base (p: Patient) : amount = 1 € * p.age\n"
)


def outcomes(text):
    library = good(FEE + text)
    program, _ = link(library, "sample", at=date(2026, 3, 1))
    linked = [link_example(program, each) for each in library.books["sample"].examples]
    return [(evaluate(program, e.actual, {}), evaluate(program, e.expected, {})) for e in linked]


def test_a_single_example():
    text = 'example "an adult" fee(Patient(age: 82, ald: yes), 3) = 4 € at 2026-03-01'
    (found,) = book(FEE + text).examples
    assert found.id == "example/an-adult"
    assert found.label == "an adult"
    assert found.day == date(2026, 3, 1)
    assert outcomes(text) == [(4, 4)]


def test_what_is_left_out_has_its_default():
    assert outcomes("example fee(Patient(age: 82), 3) = 3 €") == [(3, 3)]


def test_a_table_of_fields_of_the_only_record():
    text = (
        'examples of base\n  | age | ald || amount |\n  | 82 | yes || 82 € | "old"\n'
        "  | 3 | - || 3 € |\n"
    )
    assert [each.id for each in book(FEE + text).examples] == ["example/old", "example/base-2"]
    assert outcomes(text) == [(82, 82), (3, 3)]


def test_a_table_of_inputs_paths_and_dates():
    text = (
        "examples of fee\n  | p.age | p.ald | n | at || amount |\n"
        "  | 82 | yes | 3 | 2026-03-01 || 4 € |\n"
    )
    (found,) = book(FEE + text).examples
    assert found.day == date(2026, 3, 1)
    assert outcomes(text) == [(4, 4)]


COMPLEX = (
    "clause complex (p: Patient) : boolean\n"
    "  reading strict = p.ald\n  reading broad = p.ald or p.age >= 80\n"
)


def test_a_table_that_says_in_which_reading():
    text = (
        "examples of complex\n  | age | ald | reading || boolean |\n"
        "  | 82 | no | strict || no |\n  | 82 | no | broad || yes |\n  | 82 | yes | - || yes |\n"
    )
    found = book(FEE + COMPLEX + text).examples
    assert [each.readings for each in found] == [{"strict"}, {"broad"}, frozenset()]


@pytest.mark.parametrize(("cell", "name"), [("large", "large"), ("3", "3"), ("2 + 1", "2 + 1")])
def test_a_reading_that_no_clause_has(cell: str, name: str):
    header = "examples of complex\n  | age | ald | reading || boolean |\n"
    _, found = elaborated(f"{FEE}{COMPLEX}{header}  | 82 | no | {cell} || no |\n")
    (problem,) = (each for each in found if each.code.startswith("E"))
    assert (problem.code, problem.arguments["name"]) == ("E0178", name)


def test_a_table_about_a_whole_input():
    text = "examples of fee\n  | p | n || amount |\n  | Patient(age: 3) | 2 || 2 € |\n"
    assert outcomes(text) == [(2, 2)]


def test_a_table_of_a_record_returned():
    text = (
        "record Pay\n  main : amount\n  bonus : amount\n"
        "clause pay (n: integer 0..9) : Pay = Pay(main: 1 € * n, bonus: 2 €)\n"
        "examples of pay\n  | n || bonus | main |\n  | 3 || 2 € | 3 € |\n"
        "examples of pay\n  | n || main |\n  | 3 || 3 € |\n"
    )
    expected = {"main": Fraction(3), "bonus": Fraction(2)}
    assert outcomes(text) == [(expected, expected), (expected, expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("example fee(Patient(ald: yes), 3) = 4 €", ["E0153"]),
        ("example fee(Patient(age: 3), 3) = 4", ["E0121"]),
        ("example fee(Patient(age: 300), 3) = 4 €", ["E0128"]),
        ("example fee(Patient(age: 3)) = 4 €", ["E0112"]),
        ("example fe(Patient(age: 3), 1) = 4 €", ["E0107"]),
        ("example fee(Patient(aeg: 3), 1) = 4 €", ["E0103"]),
        ("examples of bsae\n  | age || amount |\n  | 3 || 3 € |\n", ["E0107"]),
        ("examples of base\n  | aeg || amount |\n  | 3 || 3 € |\n", ["E0179"]),
        ("examples of base\n  | ald || amount |\n  | yes || 3 € |\n", ["E0153"]),
        ("examples of fee\n  | p.age || amount |\n  | 3 || 3 € |\n", ["E0153"]),
        ("examples of base\n  | age || amount |\n  | urban || 3 € |\n", ["E0120"]),
        ("examples of base\n  | age || amount |\n  | 3 || 3 |\n", ["E0121"]),
    ],
)
def test_what_examples_refuse(text, expected):
    assert codes(FEE + text) == expected


def test_the_missing_fields_are_listed():
    from tests.semantics.helpers import elaborated

    text = "record R\n  a : boolean\n  b : boolean\n  c : boolean default no\n"
    text += "clause x (r: R) : boolean = r.a\nexample x(R(c: yes)) = no"
    _, diagnostics = elaborated(text)
    (found,) = [each for each in diagnostics if each.code == "E0153"]
    assert found.arguments["fields"] == ["a", "b"]
