from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.nodes import Duration, Value
from convention_dsl.locale import describe_type, exact_text, format_value
from convention_dsl.types import (
    AMOUNT,
    BOOLEAN,
    CENT,
    DATE,
    DURATION,
    INTEGER,
    NUMBER,
    RATE,
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

ACTION = EnumType("v.Action", ("influenza", "covid"))
NUMBERS = SetType(NumberType(NumberKind.INTEGER, F(1), F(32), F(1)))
PERSON = RecordType("v.Person", (("age", INTEGER), ("ald", BOOLEAN)))
LABELS = {"v.Action": {"influenza": "flu shot"}}
ADA: Value = {"age": F(82), "ald": True}

VALUES: list[tuple[Value, Type, str, str]] = [
    (True, BOOLEAN, "yes", "oui"),
    (F(1234), INTEGER, "1,234", "1 234"),
    (F("0.25"), NUMBER, "0.25", "0,25"),
    (F(1, 3), NUMBER, "1/3", "1/3"),
    (F(55), AMOUNT, "55 €", "55 €"),
    (F("1234.5"), AMOUNT, "1,234.50 €", "1 234,50 €"),
    (F("-0.005"), AMOUNT, "-0.005 €", "-0,005 €"),
    (F(1, 3), AMOUNT, "1/3 €", "1/3 €"),
    (F(1, 8), RATE, "12.5 %", "12,5 %"),
    (date(2026, 1, 1), DATE, "1 January 2026", "1er janvier 2026"),
    (date(2026, 2, 21), DATE, "21 February 2026", "21 février 2026"),
    (Duration(1, 10), DURATION, "1 month and 10 days", "1 mois et 10 jours"),
    (Duration(0, 0), DURATION, "0 days", "0 jours"),
    ("influenza", ACTION, "flu shot", "flu shot"),
    ("covid", ACTION, "covid", "covid"),
    (frozenset({"covid", "influenza"}), SetType(ACTION), "flu shot, covid", "flu shot, covid"),
    (frozenset(), SetType(ACTION), "none", "aucun"),
    (frozenset({31, 4}), NUMBERS, "4, 31", "4, 31"),
    (None, OptionalType(DATE), "unknown", "inconnu"),
    (F(5), OptionalType(AMOUNT), "5 €", "5 €"),
    (
        {"influenza": F(1), "covid": F(0)},
        MapType(ACTION, INTEGER),
        "flu shot: 1, covid: 0",
        "flu shot : 1; covid : 0",
    ),
    (ADA, PERSON, "age: 82, ald: yes", "age : 82; ald : oui"),
    ((ADA,), ListType(PERSON), "(age: 82, ald: yes)", "(age : 82; ald : oui)"),
    ((), ListType(PERSON), "empty", "vide"),
]


def spaced(text: str) -> str:
    """Return a text with plain spaces in place of the non-breaking ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("value", "type_", "english", "french"), VALUES)
def test_values_as_people_write_them(value: Value, type_: Type, english: str, french: str) -> None:
    assert spaced(format_value(value, type_, "en", LABELS)) == english
    assert spaced(format_value(value, type_, "fr", LABELS)) == french


TYPES: list[tuple[Type, str, str]] = [
    (BOOLEAN, "yes or no", "oui ou non"),
    (
        NumberType(NumberKind.INTEGER, F(0), F(120), F(1)),
        "a whole number from 0 to 120",
        "un nombre entier de 0 à 120",
    ),
    (
        NumberType(NumberKind.AMOUNT, F(1), None, CENT),
        "an amount at least 1 €",
        "un montant au moins 1 €",
    ),
    (
        NumberType(NumberKind.AMOUNT, None, F(9), F(1, 2)),
        "an amount at most 9 €, in steps of 0.50 €",
        "un montant au plus 9 €, par pas de 0,50 €",
    ),
    (
        DateType(date(2026, 1, 1), None),
        "a date at least 1 January 2026",
        "une date au moins 1er janvier 2026",
    ),
    (
        OptionalType(ACTION),
        "one of `influenza`, `covid`, or unknown",
        "l'un de `influenza`, `covid`, ou inconnu",
    ),
    (NUMBERS, "any of 1..32", "un choix parmi 1..32"),
    (ListType(PERSON), "a list of `Person`", "une liste de `Person`"),
]


@pytest.mark.parametrize(("type_", "english", "french"), TYPES)
def test_types_in_the_words_of_their_readers(type_: Type, english: str, french: str) -> None:
    assert spaced(describe_type(type_, "en")) == english
    assert spaced(describe_type(type_, "fr")) == french


def test_exact_texts() -> None:
    assert exact_text(F(105), 2) == "105.00"
    assert exact_text(F("-0.5")) == "-0.5"
    assert exact_text(F(1, 3), 2) == "1/3"
    assert exact_text(F("1234567.125"), 2) == "1234567.125"


@given(st.fractions(), st.integers(0, 4))
def test_an_exact_text_is_exact(value: F, decimals: int) -> None:
    assert F(exact_text(value, decimals)) == value
