"""What the names on the command line mean: clauses, parameters, readings, and the date."""

from __future__ import annotations

from datetime import date

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import ParameterDef, Period
from convention_dsl.pipeline import Workspace


def clauses(workspace: Workspace) -> dict[str, list[ClauseRef]]:
    """Return the clauses of the library by each name that `--clause` takes.

    A bare name means a clause of the books asked for; any other is given with its book.
    """
    found: dict[str, list[ClauseRef]] = {}
    for book in workspace.library.books.values():
        for clause in book.clauses:
            ref = ClauseRef(book.name, clause.name)
            found.setdefault(f"{book.name}.{clause.name}", []).append(ref)
            if book.name in workspace.asked:
                found.setdefault(clause.name, []).append(ref)
    return found


def parameters(workspace: Workspace) -> dict[str, list[ParameterDef]]:
    """Return the parameters by each name that `--param` takes, the asked books' own first."""
    found: dict[str, list[ParameterDef]] = {}
    books = workspace.library.books
    asked = [books[name] for name in workspace.asked if name in books]
    for book in [*asked, *(b for b in books.values() if b.name not in workspace.asked)]:
        for parameter in book.parameters:
            found.setdefault(f"{book.name}.{parameter.name}", []).append(parameter)
            own = found.setdefault(parameter.name, [])
            if not own or (book in asked) == (own[0].book in workspace.asked):
                own.append(parameter)
    return found


def readings(workspace: Workspace) -> dict[str, list[str]]:
    """Return, for each name of a reading, the clauses (`book.clause`) that have it."""
    found: dict[str, list[str]] = {}
    for book in workspace.library.books.values():
        for clause in book.clauses:
            for reading in clause.readings:
                if reading.name is not None:
                    found.setdefault(reading.name, []).append(f"{book.name}.{clause.name}")
    return found


def date_within(period: Period, today: date) -> date:
    """Return today where a text is in force today, else the nearest date when it is."""
    if period.start and today < period.start:
        return period.start
    if period.end and today > period.end:
        return period.end
    return today
