"""A simulation from its reading to its summary and its files.

One query reads the rows, checks them, calculates the clauses and sums them by group. Only where
rows were refused does a second one say why; only where rows are asked for does another write them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlglot import exp

from convention_dsl.simulation import refusals, tables
from convention_dsl.simulation.lists import groups, with_elements
from convention_dsl.simulation.outputs import Files, Form, write
from convention_dsl.simulation.queries import Part, Rows, rows
from convention_dsl.simulation.reading import Reading
from convention_dsl.simulation.session import Session
from convention_dsl.simulation.summary import Refusal, Summary
from convention_dsl.simulation.totals import GROUPS, create, grouped, totals
from convention_dsl.targets.sql.building import column


@dataclass(frozen=True)
class Request:
    """What is asked of a population.

    `by` are columns of the input; `key` the one that must tell every row from the others.
    """

    parts: tuple[Part, ...]
    by: tuple[str, ...] = ()
    key: str | None = None
    output: Path | None = None
    rejects: Path | None = None
    language: str = "en"
    strict: bool = False
    form: Form = field(default_factory=Form)
    compares: bool = False
    """Whether the last part is what the first is compared with."""


class RefusedError(Exception):
    """Rows were refused where none may be; `summary` says which."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(f"{summary.refused} rows refused")
        self.summary = summary


class ChangedError(Exception):
    """The input is not what it was when its rows were summed."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__(f"{before} rows, then {after}")
        self.before, self.after = before, after


def run(session: Session, request: Request, reading: Reading, files: Files) -> Summary:
    """Calculate the clauses over the rows of `reading` and write what is asked into `files`.

    The files are in their places once `files` are committed. Raises `RefusedError` where the
    request is strict and rows were refused, `TooWideError`, and the engine's own errors.
    """
    reading = _with_key(session, request, reading)
    if reading.group:
        request = replace(request, parts=tuple(map(with_elements, request.parts)))
        found = groups(request.parts, reading, _keys(request, reading))
    else:
        found = rows(request.parts, reading, _keys(request, reading))
    session.run(create(GROUPS, grouped(found)))
    summary = _summary(session, request, reading, found)
    written = []
    if summary.refused:
        because, rejects = _refusals(session, request, reading, files)
        summary = replace(summary, refusals=because)
        written += rejects
        if request.strict:
            raise RefusedError(summary)
    if request.output is not None:
        place = files.partial(request.output)
        query = _result(session, request, reading, found)
        count = write(session, query, place, request.form)
        if not request.by and count != summary.calculated:
            raise ChangedError(summary.calculated, count)
        written.append((str(request.output), count))
    return replace(summary, written=tuple(written))


def _with_key(session: Session, request: Request, reading: Reading) -> Reading:
    if request.key is None:
        return reading
    repeated = refusals.repeated_keys(session, reading, request.key) > 0
    checks = refusals.key_checks(request.key, repeated=repeated)
    return replace(reading, checks=(*reading.checks, *checks))


def _keys(request: Request, reading: Reading) -> Mapping[str, exp.Expression]:
    keys = reading.group or tuple(column(name) for name in request.by)
    return {f"k{number}": key for number, key in enumerate(keys)}


def _summary(session: Session, request: Request, reading: Reading, found: Rows) -> Summary:
    count, calculated, groups, measured = totals(session, found, request.parts)
    return Summary(
        rows=count,
        calculated=calculated,
        refusals=(),
        measures=tuple(measured),
        by=request.by,
        groups=groups if request.by else None,
        notes=reading.notes,
    )


def _refusals(
    session: Session, request: Request, reading: Reading, files: Files
) -> tuple[tuple[Refusal, ...], list[tuple[str, int]]]:
    """Return why rows were refused, and the file of them that was written."""
    kept = {f"i{number}": name for number, name in enumerate(reading.kept)}
    bad = refusals.refused(request.parts, reading, kept, request.language)
    found = refusals.refusals(session, bad)
    if request.rejects is None:
        return found, []
    form = Form.of(request.rejects.name, "fr" if request.form.is_french else "en")
    query = refusals.rejects(bad, kept, request.language)
    count = write(session, query, files.partial(request.rejects), form)
    return found, [(str(request.rejects), count)]


def _result(session: Session, request: Request, reading: Reading, found: Rows) -> exp.Select:
    if request.by:
        return tables.by_group(session, found, request.by, request.language)
    kept = {f"i{number}": column(name) for number, name in enumerate(reading.kept)}
    return tables.by_row(rows(request.parts, reading, kept), reading.kept)
