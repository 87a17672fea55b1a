"""Reading values that people typed in a table, a JSON text or on the command line.

Every function takes one text and returns the value, or None where the text is not one. They are
strict (groups of three digits, no half-read text) and exact (no floats).
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from convention_dsl.types import NumberKind

_SPACES = " \u00a0\u202f\u2009"
_UNITS = {
    NumberKind.AMOUNT: re.compile(rf"^(.*?)[{_SPACES}]*(€|euros?|EUR|M€|Md€)$", re.I | re.S),
    NumberKind.RATE: re.compile(rf"^(.*?)[{_SPACES}]*(%)$", re.S),
}
_FACTORS = {"m€": Fraction(10**6), "md€": Fraction(10**9), "%": Fraction(1, 100)}
_SPACED = rf"(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)"
_POINT = re.compile(rf"{_SPACED}(?:\.[0-9]+)?")
_COMMA = re.compile(rf"{_SPACED}(?:,[0-9]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_RATIO = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")

_BOOLEANS = {
    **dict.fromkeys(("yes", "true", "oui", "vrai", "1"), True),
    **dict.fromkeys(("no", "false", "non", "faux", "0"), False),
}
UNKNOWN_WORDS = frozenset({"unknown", "inconnu", "null"})

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_WORDED = re.compile(rf"([0-9]{{1,2}})(?:er)?[{_SPACES}]+(\w+)[{_SPACES}]+([0-9]{{4}})")


def read_boolean(text: str) -> bool | None:
    """Return the truth value of `yes`, `non`, `true`, `0`… in either language."""
    return _BOOLEANS.get(text.strip().lower())


def read_number(text: str, kind: NumberKind, *, decimal_comma: bool = False) -> Fraction | None:
    """Return the exact number of `55`, `55.00 €`, `1 234,50 €`, `12.5 %`, `1/3`.

    A unit is optional and must be that of `kind`. A decimal comma is read where `decimal_comma`
    (French texts, tables separated by semicolons); otherwise commas only group thousands, and only
    before a unit. A rate without `%` is a fraction of one.
    """
    digits, unit = _split_unit(text.strip(), kind)
    sign = -1 if digits.startswith(("-", "−")) else 1
    digits = digits[1:].lstrip() if digits.startswith(("-", "−", "+")) else digits
    value = _unsigned(digits, decimal_comma=decimal_comma, has_unit=bool(unit))
    if value is None:
        return None
    return sign * value * _FACTORS.get(unit.lower(), Fraction(1))


def _split_unit(text: str, kind: NumberKind) -> tuple[str, str]:
    pattern = _UNITS.get(kind)
    match = pattern.match(text) if pattern else None
    return (match[1], match[2]) if match else (text, "")


def _unsigned(digits: str, *, decimal_comma: bool, has_unit: bool) -> Fraction | None:
    if len(digits) > 60:
        return None
    if ratio := _RATIO.fullmatch(digits):
        return Fraction(int(ratio[1]), int(ratio[2])) if int(ratio[2]) else None
    if decimal_comma and _COMMA.fullmatch(digits):
        digits = digits.replace(",", ".")
    elif not decimal_comma and has_unit and _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif not _POINT.fullmatch(digits):
        return None
    return Fraction(digits.translate({ord(space): None for space in _SPACES}))


def read_date(text: str, *, day_first: bool = False) -> date | None:
    """Return the day of `2026-01-01`, `1 January 2026`, `1er janvier 2026`.

    `01/02/2026` is read, as 1 February, where `day_first` (French texts); it means something else
    to other readers.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif day_first and (slashes := _SLASHES.fullmatch(text)):
        day, month, year = slashes.groups()
    elif worded := _WORDED.fullmatch(text):
        day, name, year = worded.groups()
        month = str(_MONTHS.get(name.lower(), 0))
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
