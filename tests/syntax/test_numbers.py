"""Literals: numbers, amounts, rates, dates, durations."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convention_dsl.core.nodes import Duration
from convention_dsl.source import Source
from convention_dsl.syntax import nodes
from convention_dsl.syntax.parser import parse_literal, parse_property
from convention_dsl.types import NumberKind
from tests.syntax.reading import read

AMOUNT, RATE, NUMBER, INTEGER = (
    NumberKind.AMOUNT,
    NumberKind.RATE,
    NumberKind.NUMBER,
    NumberKind.INTEGER,
)


def literal(text: str, language: str) -> nodes.Expression | None:
    return parse_literal(Source("", text), language)[0]


def codes(text: str, language: str) -> list[str]:
    return [each.code for each in parse_literal(Source("", text), language)[1]]


@pytest.mark.parametrize(
    ("language", "text", "value", "kind"),
    [
        ("en", "1,234.50 €", Fraction(123450, 100), AMOUNT),
        ("en", "1234.50€", Fraction(123450, 100), AMOUNT),
        ("en", "12 euros", Fraction(12), AMOUNT),
        ("en", "12 EUR", Fraction(12), AMOUNT),
        ("en", "390 M€", Fraction(390_000_000), AMOUNT),
        ("en", "1.6 Md€", Fraction(1_600_000_000), AMOUNT),
        ("en", "12.5 %", Fraction(1, 8), RATE),
        ("en", "0.1%", Fraction(1, 1000), RATE),
        ("en", "82", Fraction(82), INTEGER),
        ("en", "82.0", Fraction(82), NUMBER),
        ("en", "0.25", Fraction(1, 4), NUMBER),
        ("en", "-3 €", Fraction(-3), AMOUNT),
        ("en", "− 3 €", Fraction(-3), AMOUNT),
        ("en", "1/3", Fraction(1, 3), NUMBER),
        ("fr", "1 234,50 €", Fraction(123450, 100), AMOUNT),
        ("fr", "1\u202f234\u202f567,89\u00a0€", Fraction(123456789, 100), AMOUNT),
        ("fr", "1234,5", Fraction(12345, 10), NUMBER),
        ("fr", "1 234", Fraction(1234), INTEGER),
        ("fr", "12,5 %", Fraction(1, 8), RATE),
        ("fr", "1,6 Md€", Fraction(1_600_000_000), AMOUNT),
    ],
)
def test_numbers(language: str, text: str, value: Fraction, kind: NumberKind) -> None:
    assert literal(text, language) == nodes.NumberLiteral(value=value, kind=kind)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "12,34 €", "E0009"),
        ("en", "12,345", "E0008"),
        ("en", "1,2345 €", "E0009"),
        ("en", "1 234.50 €", "E0006"),
        ("en", "1.234.567 €", "E0006"),
        ("en", "1'234 €", "E0006"),
        ("en", "(1,234 €)", "E0007"),
        ("en", "٣ €", "E0002"),
        ("en", "12x", "E0052"),
        ("en", "1e5", "E0052"),
        ("en", "9" * 41, "E0013"),
        ("en", "9" * 5000, "E0013"),
        ("en", "18 000 €", "E0006"),
        ("fr", "12.5 %", "E0009"),
        ("fr", "18.000 €", "E0006"),
        ("fr", "1.234,50 €", "E0006"),
        ("fr", "12 34 €", "E0006"),
        ("fr", "1 2345 €", "E0006"),
        ("fr", "1 234.50 €", "E0006"),
        ("fr", "{1 ; 2, 3}", "E0014"),
        ("fr", "{1,2,3}", "E0014"),
        ("fr", "[a,3]", "E0014"),
    ],
)
def test_badly_written_numbers_are_refused(language: str, text: str, code: str) -> None:
    assert code in codes(text, language)
    assert literal(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "value", "grouped"),
    [
        ("en", "18.000 €", 18, "18,000 €"),
        ("en", "8.767 euros", Fraction(8767, 1000), "8,767 euros"),
        ("fr", "18,000 €", 18, "18 000 €"),
    ],
)
def test_an_amount_to_the_thousandth_is_told(
    language: str, text: str, value: Fraction, grouped: str
) -> None:
    claim = Source("", f"{text} > 0 €")
    declaration, (diagnostic,) = parse_property(claim, language)
    assert diagnostic.code == "W0001"
    assert diagnostic.arguments["grouped"] == grouped
    assert declaration is not None
    assert literal(text, language) == nodes.NumberLiteral(value=Fraction(value), kind=AMOUNT)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "0.455 €"),
        ("en", "18.0000 €"),
        ("en", "1800.000 €"),
        ("en", "1.125 M€"),
        ("en", "18.000"),
        ("fr", "0,455 €"),
        ("fr", "1,125 Md€"),
        ("fr", "12,500 %"),
    ],
)
def test_other_numbers_with_three_decimals_are_ordinary(language: str, text: str) -> None:
    assert parse_property(Source("", f"{text} = {text}"), language)[1] == []


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "{1,234}", [1, 234]),
        ("en", "{1, 234, 300}", [1, 234, 300]),
        ("fr", "{1 ; 234 ; 300}", [1, 234, 300]),
    ],
)
def test_a_comma_in_a_list_separates(language: str, text: str, values: list[int]) -> None:
    found = literal(text, language)
    assert isinstance(found, nodes.SetExpr)
    assert [m.value for m in found.members if isinstance(m, nodes.NumberLiteral)] == values


@pytest.mark.parametrize(
    ("language", "text", "suggestion"),
    [
        ("en", "12,5 %", "12.5 %"),
        ("en", "1 234.50 €", "1234.50 €"),
        ("en", "1/2/2026", "2026-02-01"),
        ("en", "2026-2-1", "2026-02-01"),
        ("en", "1 février 2026", "2026-02-01"),
        ("fr", "12.5 %", "12,5 %"),
        ("fr", "1.234,50 €", "1234,50 €"),
        ("fr", "{1,2,3}", "1 ; 2 ; 3"),
        ("fr", "1 February 2026", "2026-02-01"),
    ],
)
def test_the_right_form_is_suggested(language: str, text: str, suggestion: str) -> None:
    (diagnostic, *_) = parse_literal(Source("", text), language)[1]
    assert diagnostic.suggestion == suggestion


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2026-03-01"),
        ("en", "2026–03–01"),
        ("en", "1 March 2026"),
        ("en", "01 march 2026"),
        ("fr", "2026-03-01"),
        ("fr", "1er mars 2026"),
        ("fr", "1 Mars 2026"),
        ("fr", "01/03/2026"),
        ("fr", "1/3/2026"),
    ],
)
def test_dates(language: str, text: str) -> None:
    assert literal(text, language) == nodes.DateLiteral(value=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "2026-02-30", "E0012"),
        ("en", "2023-02-29", "E0012"),
        ("en", "31 April 2026", "E0012"),
        ("en", "0000-01-01", "E0012"),
        ("en", "1/1/2026", "E0011"),
        ("en", "40/1/2026", "E0012"),
        ("fr", "31/02/2026", "E0012"),
        ("fr", "1/13/2026", "E0012"),
    ],
)
def test_days_that_are_not_are_refused(language: str, text: str, code: str) -> None:
    assert codes(text, language) == [code]


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    for language, text in (("en", day.isoformat()), ("fr", f"{day:%d/%m/}{day.year:04}")):
        assert literal(text, language) == nodes.DateLiteral(value=day)


@given(st.integers(0, 10**12))
def test_every_amount_of_cents_is_read_back(cents: int) -> None:
    euros, rest = divmod(cents, 100)
    expected = nodes.NumberLiteral(value=Fraction(cents, 100), kind=AMOUNT)
    assert literal(f"{euros:,}.{rest:02} €", "en") == expected
    grouped = f"{euros:,}".replace(",", "\u202f")
    assert literal(f"{grouped},{rest:02}\u00a0€", "fr") == expected


@pytest.mark.parametrize(
    ("language", "text", "months", "days"),
    [
        ("en", "3 months", 3, 0),
        ("en", "1 year", 12, 0),
        ("en", "10 days", 0, 10),
        ("fr", "3 mois", 3, 0),
        ("fr", "2 ans", 24, 0),
        ("fr", "10 jours", 0, 10),
    ],
)
def test_durations(language: str, text: str, months: int, days: int) -> None:
    expected = nodes.DurationLiteral(value=Duration(months, days))
    assert literal(text, language) == expected


def test_a_number_and_the_name_of_the_next_line_are_two_things() -> None:
    text = "# language: fr\nfiche R\n  n : entier 0..31\n  jour : entier 0..31\n"
    file, diagnostics = read(text)
    assert diagnostics == []
    (record,) = file.declarations
    assert isinstance(record, nodes.RecordDecl)
    assert [each.name.text for each in record.fields] == ["n", "jour"]
