"""Literals that start with a digit: numbers, amounts, rates, dates, durations.

Each surface has its own marks; a form of the other one, or a number whose digits are badly grouped,
is read as what was most likely meant and told with the right form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache

from convention_dsl.core.nodes import Duration
from convention_dsl.syntax.limits import MAX_DIGITS
from convention_dsl.syntax.surface import LANGUAGES, surface
from convention_dsl.syntax.tokens import Number, TokenValue
from convention_dsl.types import NumberKind


class Place(Enum):
    """Where a number stands: a comma is a separator in a list, and may be one in a cell.

    How many there are of something is grouped as an amount is: `counting 1,001`.
    """

    PLAIN = "plain"
    LIST = "list"
    CELL = "cell"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Literal:
    """What was read: a terminal, the end offset, the value, and what to tell, if anything."""

    terminal: str
    end: int
    value: TokenValue = None
    code: str | None = None
    arguments: dict[str, str] = field(default_factory=dict)
    suggestion: str | None = None


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")
_PLAIN = {"en": re.compile(r"[0-9]+(?:\.[0-9]+)?"), "fr": re.compile(r"[0-9]+(?:,[0-9]+)?")}
_GROUPED = {
    "en": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"),
    "fr": re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:,[0-9]+)?"),
}
# Everything that could be meant as one number, well formed or not.
_STRETCH = re.compile(r"[0-9]+(?:(?:[.,']| +)[0-9]+)*")
_UNIT = re.compile(r" *(?:(%)|(Md€|M€|€|(?:EUR|euros?)(?!\w)))")
_SCALE = {"Md€": 10**9, "M€": 10**6}
# An amount to the thousandth, or thousands grouped as another country does: `18.000 €`.
_THOUSANDTHS = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")
_SPACED = re.compile(r"[0-9]{1,3}(?: +[0-9]{3})+(?:[.,][0-9]+)?")
_WORD_AFTER = re.compile(r"(?:[^\W\d]|[0-9])+")


@cache
def _worded_date(language: str) -> re.Pattern[str]:
    months = "|".join(surface(language).words["months"])
    return re.compile(rf"([0-9]{{1,2}})(?:er)?\s+({months})\s+([0-9]{{4}})(?![0-9])", re.IGNORECASE)


@cache
def _duration(language: str) -> re.Pattern[str]:
    units = "|".join(sorted(surface(language).words["units"], key=len, reverse=True))
    return re.compile(rf"([0-9]+) *({units})(?!\w)")


def scan(text: str, start: int, language: str, place: Place) -> Literal:
    """Read the literal that starts with the digit at `start`."""
    found = _scan_date(text, start, language) or _scan_duration(text, start, language)
    if found is not None:
        return found
    literal = _scan_number(text, start, language, place)
    word = _WORD_AFTER.match(text, literal.end)
    if word and literal.code is None:
        return Literal(
            "NAME", word.end(), code="E0052", arguments={"text": text[start : word.end()]}
        )
    return literal


# Dates and durations ----------------------------------------------------------------------------


def _scan_date(text: str, start: int, language: str) -> Literal | None:
    iso = _ISO.match(text, start)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        literal = _date(iso, year, month, day)
        if literal.code is None and len(iso.group()) < len("2026-01-01"):
            return _wrong_date(iso, year, month, day)
        return literal
    slashed = _SLASHED.match(text, start)
    if slashed:
        day, month, year = (int(part) for part in slashed.groups())
        literal = _date(slashed, year, month, day)
        if language != "fr":
            return _wrong_date(slashed, year, month, day)
        return literal
    return _scan_worded_date(text, start, language)


def _scan_worded_date(text: str, start: int, language: str) -> Literal | None:
    for spoken in (language, *(other for other in LANGUAGES if other != language)):
        worded = _worded_date(spoken).match(text, start)
        if worded is None:
            continue
        months = {name.lower(): int(n) for name, n in surface(spoken).words["months"].items()}
        month = months[worded.group(2).lower()]
        year, day = int(worded.group(3)), int(worded.group(1))
        if spoken != language:
            return _wrong_date(worded, year, month, day)
        return _date(worded, year, month, day)
    return None


def _date(match: re.Match[str], year: int, month: int, day: int) -> Literal:
    try:
        return Literal("DATE", match.end(), date(year, month, day))
    except ValueError:
        arguments = {"text": match.group()}
        return Literal("DATE", match.end(), date(2000, 1, 1), "E0012", arguments)


def _wrong_date(match: re.Match[str], year: int, month: int, day: int) -> Literal:
    literal = _date(match, year, month, day)
    if literal.code is not None:
        return literal
    suggestion = f"{year:04}-{month:02}-{day:02}"
    return Literal("DATE", match.end(), literal.value, "E0011", {"text": match.group()}, suggestion)


def _scan_duration(text: str, start: int, language: str) -> Literal | None:
    match = _duration(language).match(text, start)
    if match is None:
        return None
    digits, unit = match.groups()
    if len(digits) > 5:
        return Literal("DURATION", match.end(), Duration(), "E0013", {"limit": "5"})
    count = int(digits)
    value = {
        "year": Duration(months=12 * count),
        "month": Duration(months=count),
        "day": Duration(days=count),
    }[surface(language).words["units"][unit]]
    return Literal("DURATION", match.end(), value)


# Numbers ----------------------------------------------------------------------------------------


def _scan_number(text: str, start: int, language: str, place: Place) -> Literal:
    plain = _end(_PLAIN[language].match(text, start))
    grouped = _end(_GROUPED[language].match(text, start))
    stretch = _end(_STRETCH.match(text, start))
    if language == "fr":
        if stretch > max(plain, grouped):
            return _badly_written_french(text, start, stretch, place)
        return _in_doubt(text, start, stretch, language)
    if stretch == plain:
        return _in_doubt(text, start, plain, language)
    if _SPACED.fullmatch(text, start, stretch):
        return _badly_written_english(text, start, stretch)
    well_grouped = grouped == stretch
    has_unit = _UNIT.match(text, stretch) is not None
    right = text[start:stretch].replace(",", "")
    if place is Place.LIST or (place is Place.CELL and not (well_grouped and has_unit)):
        if well_grouped and has_unit:
            return _finish(text, start, stretch, language, "E0007", right)
        return _finish(text, start, plain, language)
    if not well_grouped:
        return _badly_written_english(text, start, stretch)
    is_fine = has_unit or place is Place.COUNT
    return _finish(text, start, stretch, language, None if is_fine else "E0008", right)


def _in_doubt(text: str, start: int, end: int, language: str) -> Literal:
    """Make a literal; tell an amount that may be thousands, grouped as elsewhere."""
    literal = _finish(text, start, end, language)
    found = _THOUSANDTHS.fullmatch(text, start, end)
    if found is None or not _is_in_euros(text, end):
        return literal
    mark = " " if language == "fr" else ","
    unit = text[end : literal.end]
    arguments = {
        "text": text[start : literal.end],
        "grouped": f"{found.group(1)}{mark}{found.group(3)}{unit}",
    }
    return replace(literal, code="W0001", arguments=arguments)


def _is_in_euros(text: str, end: int) -> bool:
    unit = _UNIT.match(text, end)
    return unit is not None and unit.group(2) is not None and unit.group(2) not in _SCALE


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _badly_written_english(text: str, start: int, stretch: int) -> Literal:
    written = text[start:stretch]
    if re.fullmatch(r"[0-9]+,[0-9]+", written):
        return _finish(text, start, stretch, "en", "E0009", written.replace(",", "."))
    right = None
    if re.fullmatch(r"[0-9]{1,3}(?: +[0-9]{3})+(?:[.,][0-9]+)?", written):
        right = re.sub(r" +", "", written).replace(",", ".")
    return _finish(text, start, stretch, "en", "E0006", right)


def _badly_written_french(text: str, start: int, stretch: int, place: Place) -> Literal:
    written = text[start:stretch]
    if _THOUSANDTHS.fullmatch(written) and _is_in_euros(text, stretch):
        return _finish(text, start, stretch, "fr", "E0006", written.replace(".", " "))
    if re.fullmatch(r"[0-9]+\.[0-9]+", written):
        return _finish(text, start, stretch, "fr", "E0009", written.replace(".", ","))
    if place is not Place.PLAIN and re.fullmatch(r"[0-9]+(?:,[0-9]+)+", written):
        return _finish(text, start, stretch, "fr", "E0014", written.replace(",", " ; "))
    right = None
    if re.fullmatch(r"[0-9]{1,3}(?:[,.][0-9]{3})+[,.][0-9]{1,2}", written):
        right = re.sub(r"[,.](?=.*[,.])", "", written).replace(".", ",")
    elif re.fullmatch(r"[0-9]{1,3}(?: [0-9]{3})+\.[0-9]+", written):
        right = written.replace(".", ",")
    elif re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3}){2,}", written):
        right = written.replace(",", " ")
    return _finish(text, start, stretch, "fr", "E0006", right)


def _finish(text: str, start: int, end: int, language: str, *fault: str | None) -> Literal:
    """Make the literal of the digits written in `text[start:end]` and of the unit after them.

    `fault` is the code of an error and what should have been written instead.
    """
    code, suggestion = fault or (None, None)
    unit = _UNIT.match(text, end)
    stop = unit.end() if unit else end
    arguments = {"text": text[start:stop]}
    digits = text[start:end]
    if len(digits) > MAX_DIGITS:
        arguments = {"text": digits[:10] + "…", "limit": str(MAX_DIGITS)}
        code, suggestion = "E0013", None
    value = Fraction(0) if code else _value(digits, language)
    right = suggestion + text[end:stop] if code and suggestion else None
    kind, terminal = NumberKind.NUMBER, "NUMBER"
    if unit and unit.group(1):
        value, kind, terminal = value / 100, NumberKind.RATE, "PERCENT"
    elif unit:
        value, kind = value * _SCALE.get(unit.group(2), 1), NumberKind.AMOUNT
    elif value.denominator == 1 and not re.search(r"[.,][0-9]+$", digits):
        kind = NumberKind.INTEGER
    return Literal(terminal, stop, Number(value, kind), code, arguments, right)


def _value(digits: str, language: str) -> Fraction:
    """Return the value of well-written digits."""
    digits = digits.replace(" ", "")
    if language == "fr":
        return Fraction(digits.replace(",", "."))
    return Fraction(digits.replace(",", ""))
