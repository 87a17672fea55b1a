"""A simulation from its reading to its summary and its files.

One query reads the rows, checks them, calculates the clauses and sums them by group. Only where
rows were refused does a second one say why; only where rows are asked for does another write them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlglot import exp

from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation import changes, profiles, refusals, tables
from convention_dsl.simulation.counting import are_few
from convention_dsl.simulation.lists import groups, with_elements
from convention_dsl.simulation.outputs import Files, Form, write
from convention_dsl.simulation.pieces import table
from convention_dsl.simulation.queries import EACH_ROW, Part, Rows, rows
from convention_dsl.simulation.reading import Reading
from convention_dsl.simulation.session import Session, sql
from convention_dsl.simulation.summary import Comparison, Summary
from convention_dsl.simulation.totals import GROUPS, create, grouped, totals
from convention_dsl.source import Span
from convention_dsl.targets.sql.building import column

KINDS = "convention_kinds"
"""The table of the kinds of rows: what the clauses read and give, and how many rows are alike."""


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
    profile: Path | None = None
    """Where to save the profile of the population."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What a profile says of the text that it was saved for."""


class RefusedError(Exception):
    """Rows were refused where none may be; `summary` says which."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(f"{summary.refused} rows refused")
        self.summary = summary


class UnfitError(Exception):
    """A clause that no query has the form of; `construct` says what in it, `span` where."""

    def __init__(self, construct: Wording, span: Span) -> None:
        super().__init__(construct.en)
        self.construct, self.span = construct, span


class ChangedError(Exception):
    """The input is not what it was when its rows were summed."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__(f"{before} rows, then {after}")
        self.before, self.after = before, after


def run(session: Session, request: Request, reading: Reading, files: Files) -> Summary:
    """Calculate the clauses over the rows of `reading` and write what is asked into `files`.

    The files are in their places once `files` are committed. Raises `RefusedError` where the
    request is strict and rows were refused, `UnfitError`, `TooWideError`, and the engine's own
    errors.
    """
    try:
        return _run(session, request, reading, files)
    except UnsupportedError as error:
        raise UnfitError(error.construct, error.span) from error


def _run(session: Session, request: Request, reading: Reading, files: Files) -> Summary:
    reading = _with_key(session, request, reading)
    if reading.group:
        request = replace(request, parts=tuple(map(with_elements, request.parts)))
    far = session.far(reading)
    found = _rows(session, request, far)
    session.run(create(GROUPS, grouped(found)))
    summary = _summary(session, request, reading, found)
    written: list[tuple[str, int]] = []
    if summary.refused:
        bad = _refused(request, reading)
        summary = replace(summary, refusals=refusals.refusals(session, bad))
        if request.strict:
            raise RefusedError(summary)
        written += _rejects(session, request, reading, files, bad)
    if request.compares:
        summary = replace(summary, comparisons=_comparisons(session, request, far, found))
    if request.profile is not None:
        count = _profile(session, request, far, files.partial(request.profile), summary)
        written.append((str(request.profile), count))
    if request.output is not None:
        count = _result(session, request, far, files.partial(request.output), found)
        if not request.by and count != summary.calculated:
            raise ChangedError(summary.calculated, count)
        written.append((str(request.output), count))
    return replace(summary, written=tuple(written))


def _with_key(session: Session, request: Request, reading: Reading) -> Reading:
    if request.key is None:
        return reading
    repeated = refusals.repeated_keys(session, reading, request.key) > 0
    checks = refusals.key_checks(reading, request.key, repeated=repeated)
    return replace(reading, checks=(*reading.checks, *checks))


def _rows(session: Session, request: Request, reading: Reading) -> Rows:
    """Return the query of the rows, or of the groups, that the summary is made from."""
    keys = _keys(request, reading)
    if reading.group:
        return groups(request.parts, reading, keys)
    if request.compares and not request.by:
        return _counted(session, request, reading)
    counted = reading.weight
    if counted is None and not request.by and are_few(request.parts):
        counted = EACH_ROW
    return rows(request.parts, reading, keys, counted=counted)


def _counted(session: Session, request: Request, reading: Reading) -> Rows:
    """Count the rows by what the clauses read, and keep the results of each kind of row."""
    counted = reading.weight or EACH_ROW
    found = rows(request.parts, reading, {}, counted=counted, with_inputs=True)
    session.run(create(KINDS, found.query))
    kept = exp.select(exp.Star(), copy=False).from_(table(KINDS), copy=False)
    return replace(found, query=kept)


def _keys(request: Request, reading: Reading) -> Mapping[str, exp.Expression]:
    keys = reading.group or tuple(column(name) for name in request.by)
    return {f"k{number}": key for number, key in enumerate(keys)}


def _summary(session: Session, request: Request, reading: Reading, found: Rows) -> Summary:
    sums = totals(session, found, request.parts)
    return Summary(
        rows=sums.rows,
        calculated=sums.calculated,
        refusals=(),
        measures=sums.measures,
        by=request.by,
        groups=sums.groups if request.by else None,
        notes=reading.notes,
        are_lists=found.is_grouped,
        partial=sums.partial,
        listed=tables.listed(session, found) if request.by else (),
    )


def _comparisons(
    session: Session, request: Request, reading: Reading, found: Rows
) -> tuple[Comparison, ...]:
    """Return the comparison of rows, and that of groups where there are any."""
    if found.is_grouped:
        return (changes.of_groups(session, found, request.by),)
    if not request.by:
        return (changes.of_rows(session, found, request.parts),)
    by_group = changes.of_groups(session, found, request.by)
    each = _counted(session, request, reading)
    return (changes.of_rows(session, each, request.parts), by_group)


# Files -------------------------------------------------------------------------------------------


def _refused(request: Request, reading: Reading) -> refusals.Refused:
    kept = {f"i{number}": name for number, name in enumerate(reading.kept)}
    if reading.group:
        return refusals.refused_groups(
            request.parts, reading, _keys(request, reading), kept, request.language
        )
    return refusals.refused(request.parts, reading, kept, request.language)


def _rejects(
    session: Session, request: Request, reading: Reading, files: Files, bad: refusals.Refused
) -> list[tuple[str, int]]:
    """Write the rows refused, where that is asked for."""
    if request.rejects is None:
        return []
    kept = {f"i{number}": name for number, name in enumerate(reading.kept)}
    form = Form.of(request.rejects.name, request.language)
    query = refusals.rejects(bad, kept, request.language)
    count = write(session, query, files.partial(request.rejects), form)
    return [(str(request.rejects), count)]


def _profile(
    session: Session, request: Request, reading: Reading, place: Path, summary: Summary
) -> int:
    """Write how many rows have each combination of what the clauses read, and of `by`."""
    keys = _keys(request, reading)
    found = rows(request.parts, reading, keys, counted=EACH_ROW, with_inputs=True)
    refused = sum(each.count for each in summary.refusals if not each.is_fault)
    counts = (summary.rows, refused)
    query, description = profiles.saved(found, request.by, counts, request.about)
    path = str(place).replace("'", "''")
    text = f"COPY ({sql(session.brought(query))}) TO '{path}' ({profiles.options(description)})"
    return int(session.one(text)[0])


def _result(session: Session, request: Request, reading: Reading, place: Path, found: Rows) -> int:
    """Write the result of each row, or of each group; return how many there are."""
    words = request.language if request.compares else None
    if request.by:
        query = tables.by_group(session, found, request.by, request.language, compared=words)
    else:
        kept = {f"i{number}": column(name) for number, name in enumerate(reading.kept)}
        query = tables.by_row(rows(request.parts, reading, kept), reading.kept, compared=words)
    return write(session, query, place, request.form)
