"""Values as people read and write them, in French and in English.

Everything is exact: a number goes from its text to a `Fraction` and back without a float, and a
number that no decimal text can show is shown as a fraction (`1/3 €`). Babel writes, because it
knows the separators of each language; reading is our own, because Babel accepts `12 34,5`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import Duration, Multiset, Value
from convention_dsl.core.program import Library
from convention_dsl.core.values import groups
from convention_dsl.types import (
    CENT,
    BooleanType,
    DateType,
    DurationType,
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

LANGUAGES = ("en", "fr")

ItemLabels = Mapping[str, Mapping[str, str]]
"""The label of each item of each enumeration, by the enumeration's qualified name."""

NO_LABELS: ItemLabels = {}

_WORDS = {
    "en": {"yes": "yes", "no": "no", "unknown": "unknown", "none": "none", "empty list": "empty"},
    "fr": {"yes": "oui", "no": "non", "unknown": "inconnu", "none": "aucun", "empty list": "vide"},
}


def item_labels(library: Library) -> ItemLabels:
    """Return the labels of the items of every enumeration of `library`."""
    return {
        f"{book.name}.{enum.name}": enum.labels
        for book in library.books.values()
        for enum in book.enums
    }


def format_value(value: Value, type_: Type, language: str, labels: ItemLabels = NO_LABELS) -> str:
    """Return `value` of type `type_` on one line, as a reader of `language` writes it."""
    words = _WORDS[language]
    match type_:
        case OptionalType(inner):
            return (
                words["unknown"] if value is None else format_value(value, inner, language, labels)
            )
        case BooleanType():
            return words["yes"] if value else words["no"]
        case NumberType(kind):
            assert isinstance(value, int | Fraction)
            return format_number(Fraction(value), kind, language)
        case DateType():
            assert isinstance(value, date)
            return format_date(value, language)
        case DurationType():
            assert isinstance(value, Duration)
            return format_duration(value, language)
        case EnumType(name):
            assert isinstance(value, str)
            return labels.get(name, {}).get(value) or value
        case SetType(element):
            assert isinstance(value, frozenset)
            return _format_set(value, type_, element, language, labels)
        case MapType(key, inner):
            assert isinstance(value, dict)
            items = ((item, inner) for item in key.items)
            return _format_parts(value, items, language, labels, labels.get(key.name, {}))
        case RecordType(_, fields):
            assert isinstance(value, dict)
            return _format_parts(value, fields, language, labels, {})
        case ListType(inner):
            assert isinstance(value, tuple | Multiset)
            parts = [
                _times(count) + f"({format_value(part, inner, language, labels)})"
                for part, count in groups(value)
            ]
            return ", ".join(parts) if parts else words["empty list"]
        case _:
            assert_never(type_)


def _times(count: int) -> str:
    return f"{count}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}" if count > 1 else ""


def _format_set(
    value: frozenset[str | int],
    type_: SetType,
    element: EnumType | NumberType,
    language: str,
    labels: ItemLabels,
) -> str:
    if isinstance(element, NumberType):
        return ", ".join(str(item) for item in sorted(map(int, value))) or _WORDS[language]["none"]
    members = [str(item) for item in type_.universe if item in value]
    items = [format_value(item, element, language, labels) for item in members]
    return ", ".join(items) or _WORDS[language]["none"]


def _format_parts(
    value: Mapping[str, Value],
    parts: Iterable[tuple[str, Type]],
    language: str,
    labels: ItemLabels,
    names: Mapping[str, str],
) -> str:
    separator, colon = ("; ", " : ") if language == "fr" else (", ", ": ")
    return separator.join(
        f"{names.get(name) or name}{colon}{format_value(value[name], type_, language, labels)}"
        for name, type_ in parts
    )


# Numbers ----------------------------------------------------------------------------------------


def format_number(
    value: Fraction, kind: NumberKind, language: str, *, cents: bool | None = None
) -> str:
    """Return a number with its unit; `cents` forces an amount's two decimals (None: as needed)."""
    match kind:
        case NumberKind.AMOUNT:
            return format_amount(value, language, cents=cents)
        case NumberKind.RATE:
            return _with_unit(_digits(value * 100, language), "%", language)
        case NumberKind.INTEGER | NumberKind.NUMBER:
            return _digits(value, language)
        case _:
            assert_never(kind)


_MILLION = 1_000_000
_SHORT = 10_000
"""Amounts of millions that two decimals of a million write are written in millions."""


def format_amount(value: Fraction, language: str, *, cents: bool | None = None) -> str:
    """Return an amount: `55 €`, `1 234,50 €`, `700 M€`, `1/3 €` where no decimal text is exact."""
    if not cents and abs(value) >= _MILLION and value % _SHORT == 0:
        return _with_unit(_digits(value / _MILLION, language), "M€", language)
    whole = value.denominator == 1
    least = 2 if cents or (cents is None and not whole) else 0
    return _with_unit(_digits(value, language, least), "€", language)


def _with_unit(digits: str, unit: str, language: str) -> str:
    return f"{digits}\N{NO-BREAK SPACE}{unit}" if language == "fr" else f"{digits} {unit}"


def _digits(value: Fraction, language: str, least_decimals: int = 0) -> str:
    places = decimal_places(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    shown = max(places, least_decimals)
    if places == 0 and shown == 0 and -1000 < value < 1000:
        return str(value.numerator)
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * shown if shown else "")
    with localcontext() as context:
        context.prec = len(str(value.numerator)) + shown + 2
        exact = Decimal(value.numerator * 10**shown // value.denominator).scaleb(-shown)
        return format_decimal(exact, pattern, locale=language, decimal_quantization=False)


def decimal_places(value: Fraction) -> int | None:
    """Return how many decimals write `value` exactly, or None where no number of them does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def exact_text(value: Fraction, least_decimals: int = 0) -> str:
    """Return an exact number for machines: `105.00`, `-0.5`, and `1/3` where no decimals do."""
    places = decimal_places(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    places = max(places, least_decimals)
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


# Dates and durations ----------------------------------------------------------------------------


def format_date(day: date, language: str) -> str:
    """Return a date in words: `1 January 2026`, `1er janvier 2026`."""
    from babel.dates import format_date as babel_date

    text = babel_date(day, "d MMMM y", locale=language)
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


_UNITS = {"en": ("month", "months", "day", "days"), "fr": ("mois", "mois", "jour", "jours")}


def format_duration(value: Duration, language: str) -> str:
    """Return a duration: `3 months`, `1 mois et 10 jours`."""
    month, months, day, days = _UNITS[language]
    parts = []
    if value.months:
        parts.append(f"{value.months} {month if abs(value.months) == 1 else months}")
    if value.days or not value.months:
        parts.append(f"{value.days} {day if abs(value.days) == 1 else days}")
    return (" et " if language == "fr" else " and ").join(parts)


# Types ------------------------------------------------------------------------------------------

_TYPES = {
    "en": {
        "boolean": "yes or no",
        "integer": "a whole number",
        "number": "a number",
        "amount": "an amount",
        "rate": "a rate",
        "date": "a date",
        "duration": "a duration",
        "between": "from {low} to {high}",
        "days": "from {} to {}",
        "low": "at least {low}",
        "high": "at most {high}",
        "step": "in steps of {step}",
        "enum": "one of {items}",
        "set": "any of {items}",
        "optional": "{inner}, or unknown",
        "map": "for each of {items}, {inner}",
        "record": "`{name}`",
        "list": "a list of `{name}`",
    },
    "fr": {
        "boolean": "oui ou non",
        "integer": "un nombre entier",
        "number": "un nombre",
        "amount": "un montant",
        "rate": "un taux",
        "date": "une date",
        "duration": "une durée",
        "between": "de {low} à {high}",
        "days": "du {} au {}",
        "low": "au moins {low}",
        "high": "au plus {high}",
        "step": "par pas de {step}",
        "enum": "l'un de {items}",
        "set": "un choix parmi {items}",
        "optional": "{inner}, ou inconnu",
        "map": "pour chacun de {items}, {inner}",
        "record": "`{name}`",
        "list": "une liste de `{name}`",
    },
}


_USUAL_STEPS = {NumberKind.INTEGER: Fraction(1), NumberKind.AMOUNT: CENT}


def describe_type(type_: Type, language: str) -> str:
    """Return what a type accepts, in the reader's words: `a whole number from 0 to 120`."""
    words = _TYPES[language]
    match type_:
        case BooleanType():
            return words["boolean"]
        case NumberType(kind, low, high, step):
            bounds = [None if b is None else format_number(b, kind, language) for b in (low, high)]
            is_usual = step in (None, _USUAL_STEPS.get(kind))
            own_step = None if is_usual or step is None else format_number(step, kind, language)
            return _described(words[kind.value], bounds, own_step, language)
        case DateType(low, high):
            days = [None if day is None else format_date(day, language) for day in (low, high)]
            if None not in days:
                return f"{words['date']} {words['days'].format(*days)}"
            return _described(words["date"], days, None, language)
        case DurationType():
            return words["duration"]
        case EnumType(_, items):
            return words["enum"].format(items=", ".join(f"`{item}`" for item in items))
        case SetType(element):
            return words["set"].format(items=_described_elements(element))
        case MapType(key, inner):
            names = ", ".join(f"`{item}`" for item in key.items)
            return words["map"].format(items=names, inner=describe_type(inner, language))
        case RecordType(name):
            return words["record"].format(name=name.rpartition(".")[2])
        case ListType(element):
            return words["list"].format(name=element.name.rpartition(".")[2])
        case OptionalType(inner):
            return words["optional"].format(inner=describe_type(inner, language))
        case _:
            assert_never(type_)


def _described_elements(element: EnumType | NumberType) -> str:
    if isinstance(element, EnumType):
        return ", ".join(f"`{item}`" for item in element.items)
    return f"{element.low}..{element.high}"


def _described(noun: str, bounds: Sequence[str | None], step: str | None, language: str) -> str:
    words, (low, high), text = _TYPES[language], bounds, noun
    if low is not None and high is not None:
        text += " " + words["between"].format(low=low, high=high)
    elif low is not None or high is not None:
        text += " " + words["high" if low is None else "low"].format(low=low, high=high)
    return text if step is None else f"{text}, {words['step'].format(step=step)}"
