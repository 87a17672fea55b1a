"""What `convention simulate` does once its options are read."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from convention_dsl import pipeline
from convention_dsl.cli.names import clause_named, date_chosen, loaded, readings_for
from convention_dsl.cli.output import OK, Out
from convention_dsl.cli.places import misplaced
from convention_dsl.cli.simulate import STANDARD, Options
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.pipeline import Calculation, ClauseRef, Workspace

if TYPE_CHECKING:
    from convention_dsl.simulation.queries import Plan

_PACKAGES = {"duckdb": ("duckdb", "sqlglot"), "spark": ("duckdb", "sqlglot", "pyspark")}
_EXTRAS = {"duckdb": "population", "spark": "spark"}
_MEMORY = re.compile(r"[0-9]+([.][0-9]+)? ?([KMGT]i?)?B", re.IGNORECASE)


@dataclass(frozen=True)
class Side:
    """A clause of a text, ready to be calculated over rows."""

    workspace: Workspace
    calculation: Calculation
    plan: Plan
    day: date | None
    is_nearest: bool
    readings: Mapping[str, str]
    """The readings that the clause depends on, by `book.clause`."""
    changed: tuple[str, ...]

    @property
    def ref(self) -> ClauseRef:
        """The clause."""
        return self.calculation.ref


def simulate(options: Options, out: Out) -> int:
    """Calculate over a population, write what was asked, print a summary; return the exit code."""
    workspace = loaded([options.path], options.params, out, force=options.force)
    check_options(options, workspace, out)
    sides = Sides(options, out)
    main = [sides.of(workspace, each, options.at, options.params) for each in _clauses(options)]
    other = sides.other(main[0]) if options.compares else None
    sides.check(main, other)
    from convention_dsl.cli.simulated import Run

    Run(options, out, main, other).give()
    return OK


def _clauses(options: Options) -> Sequence[str | None]:
    return tuple(dict.fromkeys(options.clauses)) or (None,)


def check_options(options: Options, workspace: Workspace, out: Out) -> None:
    """Stop before any work where the command line cannot be followed."""
    texts = {(workspace.root / name).resolve() for name in (*workspace.sources, *workspace.data)}
    given = [options.output if options.output != STANDARD else None, options.rejects]
    for path in (Path(each) for each in (*given, options.save_profile) if each is not None):
        if path.suffix == ".conv" or path.resolve() in texts:
            raise out.refuse(Diagnostic("E0563", None, {"text": str(path)}), workspace)
        if path.is_dir() or not path.parent.is_dir():
            error = IsADirectoryError(21, "") if path.is_dir() else FileNotFoundError(2, "")
            arguments = {"text": str(path), "reason": system_reason(error)}
            raise out.refuse(Diagnostic("E0561", None, arguments), workspace)
    places = [Path(each) for each in (*given, options.save_profile) if each is not None]
    resolved = [each.resolve() for each in places]
    for place in resolved:
        if resolved.count(place) > 1:
            raise out.refuse(Diagnostic("E0764", None, {"text": str(place)}), workspace)
    if problem := misplaced(places, options.inputs, options.profile):
        raise out.refuse(problem, workspace)
    named = options.output
    if named not in (None, STANDARD) and not str(named).lower().endswith((".parquet", ".csv")):
        raise out.refuse(Diagnostic("E0756", None, {"text": named}), workspace)
    if not _MEMORY.fullmatch(options.memory.strip()):
        raise out.refuse(Diagnostic("E0762", None, {"text": options.memory}), workspace)
    lacking = [name for name in _PACKAGES[options.engine] if not importlib.util.find_spec(name)]
    if lacking:
        arguments = {"missing": lacking, "extra": _EXTRAS[options.engine]}
        raise out.refuse(Diagnostic("E0760", None, arguments), workspace)


@dataclass(frozen=True)
class Sides:
    """Makes the clauses of the command line ready, or stops with why they cannot be."""

    options: Options
    out: Out

    def of(
        self, workspace: Workspace, clause: str | None, at: date | None, params: Sequence[str]
    ) -> Side:
        """Return a clause of a text, ready to be calculated."""
        ref = clause_named(workspace, clause, self.out)
        readings = readings_for(workspace, ref, self.options.readings, self.out)
        day, is_nearest = date_chosen(workspace, ref.book, at)
        calculation, diagnostics = pipeline.prepare(workspace, ref, day, readings)
        self.out.messages(diagnostics, workspace.sources)
        assert calculation is not None
        plan, diagnostics = pipeline.plan(calculation)
        self.out.messages(diagnostics, workspace.sources)
        assert plan is not None
        is_moved = is_nearest and day != date.today()
        return Side(workspace, calculation, plan, day, is_moved, readings, tuple(params))

    def other(self, main: Side) -> Side:
        """Return the clause to compare with: what is not given of it is as in the main one."""
        options = self.options
        path = options.against or options.path
        params = options.against_params
        if options.against is None and not params:
            params = options.params if options.against_at or options.against_clause else ()
        workspace = loaded([path], params, self.out, force=options.force)
        clause = options.against_clause or main.ref.name
        at = options.against_at or options.at
        if options.against is None and at is None:
            at = main.day
        return self.of(workspace, clause, at, params)

    def check(self, main: Sequence[Side], other: Side | None) -> None:
        """Stop where clauses cannot be calculated together, or compared."""
        of_lists = [side for side in main if side.plan.lists]
        of_rows = [side for side in main if not side.plan.lists]
        if of_lists and of_rows:
            arguments = {"clause": of_lists[0].ref.name, "other": of_rows[0].ref.name}
            raise self.out.refuse(Diagnostic("E0750", None, arguments), main[0].workspace)
        quotients = [side for side in main if any(each.denominator for each in side.plan.results)]
        if quotients and self.options.by:
            arguments = {"clause": quotients[0].ref.name}
            raise self.out.refuse(Diagnostic("E0752", None, arguments), main[0].workspace)
        if of_lists and (self.options.save_profile or self.options.profile):
            arguments = {"clause": of_lists[0].ref.name}
            raise self.out.refuse(Diagnostic("E0751", None, arguments), main[0].workspace)
        if other is not None:
            from convention_dsl.simulation.comparison import incomparable

            phrase = incomparable(main[0].plan, other.plan)
            if phrase is not None:
                names = {"clause": str(main[0].ref), "other": str(other.ref)}
                problem = Diagnostic("E0759", None, {**names, "reason": phrase})
                raise self.out.refuse(problem, main[0].workspace)
