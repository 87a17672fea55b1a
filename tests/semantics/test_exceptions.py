"""Exceptions: targets, priorities, across books."""

import pytest

from convention_dsl.core.nodes import ClauseRef
from tests.semantics.helpers import PATIENT, book, codes

BASE = "clause base (p: Patient) : amount = 5 €\n"


def test_an_exception_has_the_inputs_of_its_clause_in_scope():
    (found,) = book(
        PATIENT + BASE + 'exception young to base "young" source "art. 3" confidence reported\n'
        "  in force from 2027-01-01 when p.age < 7 then 20 €"
    ).exceptions
    assert found.target == ClauseRef("sample", "base")
    assert found.within is None
    assert found.label == "young"
    assert found.provenance.source == "art. 3"
    assert found.period.start.year == 2027
    assert found.value.value == 20


def test_an_exception_to_an_exception_changes_the_same_clause():
    found = book(
        PATIENT + BASE + "exception poor to islands when p.ald then 1 €\n"
        "exception islands to base when p.age < 7 then 2 €\n"
    ).exceptions
    assert [(e.name, e.target.name, e.within) for e in found] == [
        ("poor", "base", "islands"),
        ("islands", "base", None),
    ]


def test_priorities_name_siblings():
    found = book(
        PATIENT + BASE + "exception a to base prevails over b when p.ald then 1 €\n"
        "exception b to base when p.age < 7 then 2 €\n"
    ).exceptions
    assert found[0].prevails_over == ("b",)


def test_a_given_is_understood_in_an_exception_too():
    found = book(
        PATIENT + "given p: Patient\nclause base : amount = 5 €\nclause other : amount = 7 €\n"
        "exception young to base when age < 7 then other()\n"
    ).exceptions
    assert found[0].value.clause == ClauseRef("sample", "other")


OLD = PATIENT.join(
    [
        "# language: en\nvocabulary words\n",
        "",
    ]
)
LAW = (
    '# language: en\nconvention law source "test"\nuse words\n'
    "clause base (p: Patient) : amount = 5 €\n"
    "exception old to base when p.age > 90 then 6 €\n"
)
LATER = '# language: en\nconvention later source "test"\nuse words\nuse law\n'


def test_another_text_can_change_a_clause():
    (found,) = book(
        OLD, LAW, LATER + "exception young to law.base when p.age < 7 then law.base(p) + 1 €"
    ).exceptions
    assert found.target == ClauseRef("law", "base")
    assert found.value.arguments[0].clause == ClauseRef("law", "base", as_signed=True)


def test_another_text_can_prevail_over_an_exception_of_the_first():
    (found,) = book(
        OLD, LAW, LATER + "exception x to law.base prevails over old when p.age > 95 then 7 €"
    ).exceptions
    assert found.prevails_over == ("old",)


def test_an_alias_changes_the_text_itself():
    text = LATER.replace("use law", "use law as former")
    (found,) = book(
        OLD, LAW, text + "exception x to former.old when p.age > 95 then 7 €"
    ).exceptions
    assert found.target == ClauseRef("law", "base")
    assert found.within == "old"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exception a to bsae when p.ald then 1 €", ["E0169"]),
        ("exception a to base prevails over c when p.ald then 1 €", ["E0173"]),
        ("exception a to base prevails over a when p.ald then 1 €", ["E0173"]),
        ("exception a to a when p.ald then 1 €", ["E0171"]),
        ("exception a to base when p.ald then 1", ["E0121"]),
        ("exception a to base when p.agee then 1 €", ["E0103"]),
        ("exception a to base when q.age > 1 then 1 €", ["E0102"]),
        ("exception a to base when p.ald then base(p) + 1 €", ["E0186"]),
        ("exception a to elsewhere.base when p.ald then 1 €", ["E0102"]),
    ],
)
def test_what_exceptions_refuse(text, expected):
    assert codes(PATIENT + BASE + text) == expected
