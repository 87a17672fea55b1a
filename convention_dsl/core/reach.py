"""What expressions reach through calls, whatever the date and the reading.

From it come the dates at which a text changes (`stretches`) and the readings that matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from convention_dsl.core.nodes import Call, ClauseRef, Dated, Expr, ParameterRef
from convention_dsl.core.program import Library, Period
from convention_dsl.core.rewrite import pinned
from convention_dsl.core.texts import (
    Texts,
    bodies,
    population_expressions,
    property_expressions,
    used_texts,
)
from convention_dsl.core.traverse import walk


@dataclass
class Reach:
    """The clauses reached, and the first day of each change on the way (none in pinned texts)."""

    clauses: set[ClauseRef] = field(default_factory=set)
    changes: set[date] = field(default_factory=set)


def reach(texts: Texts, exprs: Iterable[Expr], roots: Iterable[ClauseRef] = ()) -> Reach:
    """Return what `exprs` and `roots` reach: all readings, dates and exceptions."""
    found = Reach()
    waiting = [*roots, *_scan(texts, exprs, None, found)]
    while waiting:
        ref = waiting.pop()
        if ref in found.clauses:
            continue
        found.clauses.add(ref)
        exceptions = texts.exceptions(ref)
        if ref.pin is None:
            books = {ref.book, *(exception.book for exception in exceptions)}
            periods = [texts.library.books[book].period for book in books]
            periods += [exception.period for exception in exceptions]
            found.changes |= {day for period in periods for day in _changes(period)}
        waiting += _scan(texts, bodies(texts.clause(ref), exceptions), ref.pin, found)
    return found


def stretches(
    library: Library,
    root: str,
    *,
    texts: frozenset[str] | None = None,
    period: Period | None = None,
    exprs: Sequence[Expr] | None = None,
) -> list[Period]:
    """Return the stretches of `root`'s period (and of `period`) in which nothing changes, in order.

    A change is a date of effect, or an end, of what `exprs` reach: of the whole root book where
    they are not given. Without any date there is one stretch without limits.
    """
    book = library.books[root]
    known = Texts(library, used_texts(library, root) if texts is None else texts)
    roots: list[ClauseRef] = []
    if exprs is None:
        exprs = [e for property_ in book.properties for e in property_expressions(property_)]
        exprs += [e for each in book.populations for e in population_expressions(each)]
        roots = [ClauseRef(root, clause.name) for clause in book.clauses]
    asked = _meet(book.period, period or Period())
    if asked is None:
        return []
    return _cut(asked, sorted(reach(known, exprs, roots).changes))


def readings_reached(
    library: Library, exprs: Iterable[Expr], *, texts: frozenset[str] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Return the readings of each clause with several that `exprs` reach, by `book.clause`."""
    known = Texts(library, frozenset(library.books) if texts is None else texts)
    found: dict[str, tuple[str, ...]] = {}
    for ref in sorted(reach(known, exprs).clauses, key=str):
        readings = known.clause(ref).readings
        if len(readings) > 1:
            names = (reading.name for reading in readings)
            found[f"{ref.book}.{ref.name}"] = tuple(name for name in names if name)
    return found


def _scan(texts: Texts, exprs: Iterable[Expr], pin: date | None, found: Reach) -> list[ClauseRef]:
    """Note the changes in `exprs` (of a text pinned at `pin`); return the clauses called."""
    called = []
    for node in chain.from_iterable(map(walk, exprs)):
        match node:
            case Call():
                called.append(pinned(node.clause, pin))
            case ParameterRef() if node.pin is None and pin is None:
                values = texts.parameter(node.book, node.name).values
                found.changes |= {value.start for value in values if value.start}
            case Dated() if pin is None:
                found.changes |= {start for start, _ in node.alternatives if start}
            case _:
                pass
    return called


def _changes(period: Period) -> list[date]:
    changes = [period.start] if period.start else []
    if period.end and period.end < date.max:
        changes.append(period.end + timedelta(days=1))
    return changes


def _meet(first: Period, second: Period) -> Period | None:
    starts = [period.start for period in (first, second) if period.start]
    ends = [period.end for period in (first, second) if period.end]
    met = Period(max(starts, default=None), min(ends, default=None))
    return None if met.start and met.end and met.end < met.start else met


def _cut(period: Period, changes: list[date]) -> list[Period]:
    found = []
    start = period.start
    for change in changes:
        if (start is None or start < change) and period.contains(change):
            found.append(Period(start, change - timedelta(days=1)))
            start = change
    return [*found, Period(start, period.end)]
