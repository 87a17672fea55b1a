"""The text of the helpers that generated modules carry, each only where it is used.

They restate `core.arithmetic` and `core.dates` on integers; tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ERROR = '''\
class EvaluationError(Exception):
    """There is no value: `kind` says why, `place` is an index of PLACES."""

    def __init__(self, kind: str, place: int) -> None:
        super().__init__(f"{kind} at {PLACES[place]}")
        self.kind = kind
        self.place = place
'''

_IMPORTS = (
    ("collections.abc", ("Callable", "Iterable", "Mapping", "Sequence")),
    ("collections.abc", ("Set as AbstractSet",)),
    ("dataclasses", ("dataclass", "field")),
    ("datetime", ("date", "timedelta")),
    ("decimal", ("Context", "Decimal", "Inexact")),
    ("fractions", ("Fraction",)),
    ("functools", ("lru_cache",)),
    ("itertools", ("repeat",)),
    ("types", ("MappingProxyType",)),
    ("typing", ("Final", "Generic", "Literal", "TypeVar")),
)


def imports(used: Iterable[str]) -> str:
    """Return the imports of what is used, by name."""
    words = set(used)
    lines = ["from __future__ import annotations", ""]
    for module, names in _IMPORTS:
        if wanted := [name for name in names if name.rpartition(" ")[2] in words]:
            lines.append(f"from {module} import {', '.join(wanted)}")
    return "\n".join(lines).rstrip() + "\n"


def words(text: str) -> set[str]:
    """Return every word of a text: what it uses is among them."""
    return set(re.findall(r"\b[A-Za-z_]+\b", text))


HELPERS: Mapping[str, str] = {
    "_half_away": '''\
def _half_away(n: int, m: int) -> int:
    """Round n / m to an integer, ties away from zero; m is positive."""
    return (n + m // 2) // m if n >= 0 else -((m // 2 - n) // m)
''',
    "_half_even": '''\
def _half_even(n: int, m: int) -> int:
    """Round n / m to an integer, ties to the even one; m is positive."""
    quotient, rest = divmod(n, m)
    return quotient + (2 * rest > m or (2 * rest == m and quotient % 2 == 1))
''',
    "_down": '''\
def _down(n: int, m: int) -> int:
    """Round n / m towards minus infinity; m is positive."""
    return n // m
''',
    "_up": '''\
def _up(n: int, m: int) -> int:
    """Round n / m towards plus infinity; m is positive."""
    return -(-n // m)
''',
    "_scaled": '''\
def _scaled(x: int | Fraction, n: int, m: int) -> tuple[int, int]:
    """Return the numerator and the denominator of x * n / m."""
    return x.numerator * n, x.denominator * m
''',
    "_divide": '''\
def _divide(a: int | Fraction, b: int | Fraction, place: int) -> Fraction:
    """Return the exact quotient."""
    if b == 0:
        raise EvaluationError("division-by-zero", place)
    return Fraction(a, b)
''',
    "_needed": '''\
_T = TypeVar("_T")


def _needed(value: _T | None, place: int) -> _T:
    """Return the value of a parameter that may have none."""
    if value is None:
        raise EvaluationError("no-parameter-value", place)
    return value
''',
    "_last_day": '''\
def _last_day(year: int, month: int) -> int:
    """Return the number of days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
''',
    "_add_duration": '''\
def _add_duration(day: date, months: int, days: int, place: int) -> date:
    """Return the day some months (clamped to the month's end), then some days later."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise EvaluationError("date-out-of-calendar", place)
    last = _last_day(year, month)
    try:
        return date(year, month, min(day.day, last)) + timedelta(days=days)
    except OverflowError:
        raise EvaluationError("date-out-of-calendar", place) from None
''',
    "_years_between": '''\
def _years_between(start: date, end: date) -> int:
    """Return the largest n with start + n years <= end; 29 February counts on the 28th."""
    years = end.year - start.year
    day = min(start.day, _last_day(end.year, start.month))
    return years if (start.month, day) <= (end.month, end.day) else years - 1
''',
    "_months_between": '''\
def _months_between(start: date, end: date) -> int:
    """Return the largest n with start + n months <= end."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if min(start.day, _last_day(end.year, end.month)) <= end.day else months - 1
''',
}

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "_add_duration": ("_last_day",),
    "_years_between": ("_last_day",),
    "_months_between": ("_last_day",),
}


def helpers(names: Iterable[str]) -> list[str]:
    """Return the texts of the helpers of these names and of those they need, in a fixed order."""
    wanted = set(names)
    for name in tuple(wanted):
        wanted.update(_NEEDS.get(name, ()))
    return [text for name, text in HELPERS.items() if name in wanted]
