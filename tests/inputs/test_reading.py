from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.inputs.reading import read_boolean, read_date, read_number
from convention_dsl.locale import format_number
from convention_dsl.types import NumberKind

AMOUNT, RATE, NUMBER = NumberKind.AMOUNT, NumberKind.RATE, NumberKind.NUMBER


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("55", 55),
        ("55.00", 55),
        ("55 €", 55),
        ("55€", 55),
        ("55\u202f€", 55),
        ("1 234.50 €", F("1234.5")),
        ("1,234.50 €", F("1234.5")),
        ("-3 €", -3),
        ("−3 €", -3),
        ("1/3 €", F(1, 3)),
        ("390 M€", 390_000_000),
        ("1.6 Md€", 1_600_000_000),
    ],
)
def test_amounts(text: str, value: F) -> None:
    assert read_number(text, AMOUNT) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50 €", F("1234.5")),
        ("1\u202f234,50\u00a0€", F("1234.5")),
        ("55,5", F("55.5")),
        ("55.5", F("55.5")),
    ],
)
def test_french_amounts(text: str, value: F) -> None:
    assert read_number(text, AMOUNT, decimal_comma=True) == value


@pytest.mark.parametrize(
    "text",
    [
        "12 34 €",
        "1.234,50 €",
        "1,234.50",
        "55,00",
        "",
        "€",
        "5 %",
        "12a",
        "1e3",
        "٣ €",
        "1/0",
        "nan",
    ],
)
def test_what_is_not_an_amount(text: str) -> None:
    assert read_number(text, AMOUNT) is None


def test_a_rate_is_a_fraction_of_one_unless_it_has_its_sign() -> None:
    assert read_number("12.5 %", RATE) == F(1, 8)
    assert read_number("12,5%", RATE, decimal_comma=True) == F(1, 8)
    assert read_number("0.125", RATE) == F(1, 8)


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", True), ("Oui", True), ("1", True), ("FALSE", False), ("non", False), ("maybe", None)],
)
def test_booleans(text: str, value: bool | None) -> None:
    assert read_boolean(text) is value


@pytest.mark.parametrize(
    "text", ["2026-02-01", "1 February 2026", "1er février 2026", "1 fevrier 2026"]
)
def test_dates_in_words_and_iso(text: str) -> None:
    assert read_date(text) == (None if "fevrier" in text else date(2026, 2, 1))


def test_days_come_first_in_french_texts_only() -> None:
    assert read_date("01/02/2026", day_first=True) == date(2026, 2, 1)
    assert read_date("01/02/2026") is None
    assert read_date("2026-02-30") is None


@given(
    st.fractions(max_denominator=10**6),
    st.sampled_from(list(NumberKind)),
    st.sampled_from(["en", "fr"]),
)
def test_what_is_written_reads_back(value: F, kind: NumberKind, language: str) -> None:
    text = format_number(value, kind, language)
    if language == "en" and kind in (NumberKind.NUMBER, NumberKind.INTEGER):
        text = text.replace(",", "")
    assert read_number(text, kind, decimal_comma=language == "fr") == value
