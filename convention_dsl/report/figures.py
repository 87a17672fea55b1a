"""Numbers of a summary, as people read them."""

from __future__ import annotations

from fractions import Fraction

from convention_dsl.locale import format_amount, format_number
from convention_dsl.report.payslip import Words
from convention_dsl.types import NumberKind, NumberType, OptionalType, Type

_PLACES = {NumberKind.AMOUNT: 2, NumberKind.RATE: 4, NumberKind.INTEGER: 2, NumberKind.NUMBER: 4}
"""To how many decimals a mean is shown: it is the only number here that is not exact."""


def exact(value: Fraction, type_: Type, words: Words) -> str:
    """Return an exact number with its unit; an amount always with its cents."""
    kind = kind_of(type_)
    if kind is NumberKind.AMOUNT:
        return format_amount(value, words.language, cents=True)
    return format_number(value, kind, words.language)


def mean(value: Fraction, type_: Type, words: Words) -> str:
    """Return a mean, rounded half away from zero where it has more decimals than are shown."""
    return exact(rounded(value, _PLACES[kind_of(type_)]), type_, words)


def count(number: int, words: Words) -> str:
    """Return a number of rows, its thousands apart."""
    return format_number(Fraction(number), NumberKind.INTEGER, words.language)


def rounded(value: Fraction, places: int) -> Fraction:
    """Return `value` to so many decimals, halves away from zero."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def kind_of(type_: Type) -> NumberKind:
    """Return the kind of a type of numbers."""
    inner = present(type_)
    return inner.kind if isinstance(inner, NumberType) else NumberKind.NUMBER


def present(type_: Type) -> Type:
    """Return the type of a value that is known."""
    return type_.inner if isinstance(type_, OptionalType) else type_
