"""Books: several files, vocabularies, uses, pins, what-if values."""

from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.core.nodes import ClauseRef, ParameterRef
from convention_dsl.core.provenance import Confidence
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from tests.semantics.helpers import PATIENT, book, codes, elaborated, full, good

WORDS = "# language: en\nvocabulary words\n" + PATIENT
FORMER = (
    '# language: en\nconvention fpmt in force from 2018-01-01 until 2025-12-31 source "x"\n'
    "use words\nparameter rate : rate\n  from 2020-01-01 : 7 %\n"
    "clause base (p: Patient) : amount = 5 €\nclause fpmt (p: Patient) : amount = base(p) * 2\n"
)
NEW = '# language: en\nconvention fmt in force from 2026-01-01 source "x"\nuse words\n'
PINNED = NEW + "use fpmt as in force on 31 December 2025 as former\n"


def test_files_of_one_book_are_joined():
    found = book(
        '# language: en\nconvention fmt source "x"\nclause a (n: integer 0..9) : amount = b(n)\n',
        "# language: en\npart of fmt\nclause b (n: integer 0..9) : amount = 1 € * n\n",
    )
    assert [clause.name for clause in found.clauses] == ["a", "b"]


def test_names_of_a_vocabulary_are_visible_without_qualification():
    found = book(WORDS, NEW + "clause x (p: Patient) : boolean = p.zone = urban")
    assert found.clauses[0].inputs[0].type.name == "words.Patient"


def test_a_text_in_french_uses_one_in_english():
    found = book(
        WORDS,
        "# language: fr\nconvention essai source « x »\nutilise words\n"
        "clause x (p : Patient) : booléen = p.zone = urban\n",
    )
    assert found.language == "fr"


def test_a_call_through_an_alias_is_in_force_and_pinned():
    found = book(WORDS, FORMER, PINNED + "clause x (p: Patient) : amount = former.fpmt(p)")
    assert found.clauses[0].readings[0].body.clause == ClauseRef(
        "fpmt", "fpmt", date(2025, 12, 31), as_signed=False
    )
    assert found.uses[1].pin == date(2025, 12, 31)
    assert found.uses[1].alias == "former"


def test_a_call_through_the_books_own_name_is_as_signed():
    found = book(WORDS, FORMER, PINNED + "clause x (p: Patient) : amount = fpmt.fpmt(p)")
    assert found.clauses[0].readings[0].body.clause == ClauseRef(
        "fpmt", "fpmt", date(2025, 12, 31), as_signed=True
    )
    text = NEW + "clause y (p: Patient) : amount = 1 €\nclause x (p: Patient) : amount = fmt.y(p)"
    found = book(WORDS, text)
    assert found.clauses[1].readings[0].body.clause == ClauseRef("fmt", "y", as_signed=True)


def test_a_parameter_of_a_pinned_text_keeps_its_date():
    found = book(WORDS, FORMER, PINNED + "clause x (p: Patient) : boolean = former.rate >= 7 %")
    (limit,) = [
        a for a in found.clauses[0].readings[0].body.arguments if isinstance(a, ParameterRef)
    ]
    assert limit.pin == date(2025, 12, 31)


def test_a_parameter_without_a_value_at_the_pin_is_told():
    text = NEW + "use fpmt as in force on 2019-06-01 as former\n"
    text += "clause x (p: Patient) : boolean = former.rate >= 7 %"
    assert codes(WORDS, FORMER, text) == ["E0114"]


def test_texts_that_are_never_in_force_together_must_be_pinned():
    _, diagnostics = elaborated(WORDS, FORMER, NEW + "use fpmt\n")
    (found,) = [each for each in diagnostics if each.code == "E0118"]
    assert found.arguments["day"] == date(2025, 12, 31)


def test_a_pin_must_be_a_day_of_the_text():
    assert codes(WORDS, FORMER, NEW + "use fpmt as in force on 2026-06-01 as f") == ["E0119"]


def test_what_a_book_declares_is_asked_of_it():
    text = PINNED + "clause x (p: Patient) : amount = former.bsae(p) plus former.rat * 1 €"
    _, diagnostics = elaborated(WORDS, FORMER, text)
    assert [(d.code, d.suggestion) for d in diagnostics if d.code[0] == "E"] == [
        ("E0105", "base"),
        ("E0105", "rate"),
    ]


def test_a_missing_vocabulary_is_one_message():
    text = NEW.replace("use words", "use wrods")
    text += "clause x (p: Patient) : boolean = p.zone = urban and number of (a in Action) > 1"
    assert codes(WORDS, text) == ["E0516"]


def test_a_book_that_cannot_be_found_silences_what_it_qualifies():
    text = NEW + "use nobody as n\nclause x (p: Patient) : amount = n.base(p) + n.limit"
    assert codes(WORDS, text) == ["E0516"]


def test_a_use_by_path_is_relative_to_the_file():
    files = {}
    for path, text in {
        "drafts/words.conv": WORDS,
        "books/new.conv": '# language: en\nconvention new source "x"\n'
        'use "../drafts/words.conv" as w\nclause x (p: Patient) : boolean = p.ald\n',
    }.items():
        files[path], problems = parse(Source(path, text))
        assert not problems
    library, diagnostics = elaborate(files)
    assert not [d for d in diagnostics if d.code[0] == "E"]
    assert library.books["new"].uses[0].book == "words"


def test_uses_in_a_circle_are_told():
    one = '# language: en\nconvention one source "x"\nuse two\n'
    two = '# language: en\nconvention two source "x"\nuse one\n'
    assert codes(one, two) == ["E0521"]


def test_one_name_is_one_book():
    assert codes(full("enumeration A = a"), full("enumeration B = b")) == ["E0515"]
    assert codes("# language: en\npart of nothing\nenumeration A = a") == ["E0116"]


def test_names_that_could_not_be_read_are_never_unknown():
    from dataclasses import replace

    text = "clause x (p: Patient) : amount = ald_base + other(p)"
    file, problems = parse(Source("a.conv", full(PATIENT + text)))
    assert not problems
    broken = replace(file, broken_names=frozenset({"ald_base", "other"}))
    assert not [d for d in elaborate({"a.conv": broken})[1] if d.code[0] == "E"]
    _, diagnostics = elaborate({"a.conv": file})
    assert [d.code for d in diagnostics] == ["E0101", "E0107"]


# What-if ----------------------------------------------------------------------------------------

AMOUNT = "parameter top : amount = 55 € open at least 50 € at most 70 €\n"
USE = "clause x (n: integer 0..9) : amount = top * n"


def test_the_type_of_a_parameter_covers_its_values_and_its_range():
    (found,) = book(AMOUNT + USE).parameters
    assert (found.type.low, found.type.high, found.type.step) == (50, 70, Fraction(1, 100))
    assert found.open_range.step == Fraction(1, 100)
    assert found.values[0].value == 55


@pytest.mark.parametrize("name", ["top", "sample.top"])
def test_an_override_replaces_the_value_and_widens_the_type(name):
    (found,) = book(AMOUNT + USE, overrides={name: Fraction(90)}).parameters
    assert [(v.start, v.value) for v in found.values] == [(None, 90)]
    assert found.values[0].provenance.confidence is Confidence.ASSUMED
    assert found.type.high == 90


def test_an_override_must_name_a_parameter_and_be_of_its_kind():
    assert codes(AMOUNT + USE, overrides={"tpo": Fraction(90)}) == ["E0176"]
    assert codes(AMOUNT + USE, overrides={"top": True}) == ["E0177"]
    _, diagnostics = elaborated(AMOUNT + USE, overrides={"tpo": Fraction(90)})
    assert next(d for d in diagnostics if d.code == "E0176").suggestion == "top"


def test_an_override_that_two_books_have_must_say_which():
    one = '# language: en\nconvention one source "x"\nparameter a : integer = 1\n'
    two = '# language: en\nconvention two source "x"\nparameter a : integer = 1\n'
    assert codes(one, two, overrides={"a": Fraction(2)}) == ["E0104"]
    library = good(one, two, overrides={"two.a": Fraction(2)})
    assert library.books["one"].parameters[0].values[0].value == 1
    assert library.books["two"].parameters[0].values[0].value == 2


def test_dated_values_are_in_order():
    text = (
        "parameter a : rate from 2028-01-01 : 80 % from 2026-01-01 : 60 %\n"
        "clause x (n: integer 0..9) : amount = a * 1 € * n"
    )
    (found,) = book(text).parameters
    assert [value.start.year for value in found.values] == [2026, 2028]
    assert found.type.step == Fraction(1, 5)


# One book at several dates ------------------------------------------------------------------------

EARLIER = "use fpmt as in force on 31 December 2022 as earlier\n"


def refs(*lines: str) -> list[ClauseRef]:
    """Return what the clauses `former`, `earlier`, … of a book call."""
    found = book(WORDS, FORMER, "".join((NEW, *lines)))
    return [clause.readings[0].body.clause for clause in found.clauses]


def test_a_book_used_at_two_dates_has_two_names():
    calls = "clause x (p: Patient) : amount = former.fpmt(p)\n"
    calls += "clause y (p: Patient) : amount = earlier.fpmt(p)\n"
    assert refs(PINNED.removeprefix(NEW), EARLIER, calls) == [
        ClauseRef("fpmt", "fpmt", date(2025, 12, 31)),
        ClauseRef("fpmt", "fpmt", date(2022, 12, 31)),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_its_own_name_is_that_of_the_use_without_another(turned: bool):
    plain = "use fpmt as in force on 31 December 2025\n"
    uses = [EARLIER, plain] if turned else [plain, EARLIER]
    calls = "clause x (p: Patient) : amount = fpmt.fpmt(p)\n"
    calls += "clause y (p: Patient) : amount = earlier.fpmt(p)\n"
    assert refs(*uses, calls) == [
        ClauseRef("fpmt", "fpmt", date(2025, 12, 31), as_signed=True),
        ClauseRef("fpmt", "fpmt", date(2022, 12, 31)),
    ]


def test_parameters_keep_the_date_of_the_name_that_is_written():
    text = PINNED + "use fpmt as in force on 31 December 2022\n"
    text += "clause x (p: Patient) : boolean = former.rate = fpmt.rate\n"
    found = book(WORDS, FORMER, text).clauses[0].readings[0].body.arguments
    pins = [each.pin for each in found if isinstance(each, ParameterRef)]
    assert pins == [date(2025, 12, 31), date(2022, 12, 31)]


def test_without_a_use_of_its_own_name_that_is_no_name():
    text = PINNED + EARLIER + "clause x (p: Patient) : amount = fpmt.fpmt(p)"
    assert codes(WORDS, FORMER, text) == ["E0102"]


@pytest.mark.parametrize("day", ["31 December 2022", "31 December 2025"])
def test_one_name_for_two_dates_is_told(day: str):
    text = PINNED + f"use fpmt as in force on {day} as former\n"
    text += "clause x (p: Patient) : amount = former.fpmt(p)"
    assert codes(WORDS, FORMER, text) == (["E0165"] if "2022" in day else [])


def test_what_is_before_has_to_be_said_where_there_are_two_dates():
    rest = "clause fpmt (p: Patient) : amount = 12 €\n"
    rest += 'property more "more" for every p : Patient then fpmt(p) at least as high as before\n'
    assert codes(WORDS, FORMER, PINNED + rest) == []
    assert codes(WORDS, FORMER, PINNED + EARLIER + rest) == ["E0150"]
    replaced = rest.replace(": amount =", ": amount replaces earlier.fpmt =")
    found = book(WORDS, FORMER, PINNED + EARLIER + replaced)
    assert found.properties[0].claim.arguments[0].clause.pin == date(2022, 12, 31)
