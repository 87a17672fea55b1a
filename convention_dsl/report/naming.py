"""How reports call things: books, stretches of dates, verdicts among their siblings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from convention_dsl.core.program import Library, Scope
from convention_dsl.locale import format_date
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint


def identity(result: PropertyResult) -> tuple[str, str]:
    """Return what the verdicts of one property share: its book and its name."""
    return result.property.book, result.property.name


def siblings_of(result: PropertyResult, every: Iterable[PropertyResult]) -> list[PropertyResult]:
    """Return the verdicts of the same property."""
    return [each for each in every if identity(each) == identity(result)]


def qualifiers(
    result: PropertyResult,
    siblings: Sequence[PropertyResult],
    words: Words,
    *,
    with_scope: bool = True,
) -> list[str]:
    """Return what tells a verdict from the others of its property: readings, scope, stretch."""
    found = []
    readings = [name for _, name in sorted(result.reading.items())]
    if readings:
        key = "reading" if len(readings) == 1 else "readings"
        found.append(f"{words.say(key)} {' + '.join(readings)}")
    several = len({each.scope for each in siblings}) > 1
    if with_scope and (result.scope is Scope.OPEN or several):
        found.append(scope_text(result.scope, words))
    if len({(each.start, each.end) for each in siblings}) > 1:
        found.append(period_text(result.start, result.end, words))
    return found


def scope_text(scope: Scope, words: Words) -> str:
    """Return a scope in words."""
    return words.say("values" if scope is Scope.VALUES else "open range")


def period_text(start: date | None, end: date | None, words: Words) -> str:
    """Return a stretch of dates in words; nothing where it has no bounds."""
    first, last = (format_date(day, words.language) if day else "" for day in (start, end))
    if start and start == end:
        return words.say("on", date=first)
    if start and end:
        return words.say("from until", start=first, end=last)
    if start:
        return words.say("from", date=first)
    return words.say("until", date=last) if end else ""


def book_name(name: str, library: Library) -> str:
    """Return a book's name and title."""
    title = library.books[name].title if name in library.books else ""
    return f"{name} — {title}" if title else name


def period_of(results: Sequence[PropertyResult]) -> tuple[date | None, date | None]:
    """Return the dates looked at by some verdicts: the first and the last, None: without bound."""
    starts, ends = ([getattr(each, side) for each in results] for side in ("start", "end"))
    return (None if None in starts else min(starts), None if None in ends else max(ends))


def banner(results: Sequence[PropertyResult], library: Library, words: Words) -> str:
    """Return the line above the verdicts of a book: its name, its title, the dates looked at."""
    start, end = period_of(results)
    text = paint(f"══ {book_name(results[0].property.book, library)} ══", Role.STRONG)
    period = period_text(start, end, words)
    return f"{text}  {words.say('verdicts for', period=period)}" if period else text
