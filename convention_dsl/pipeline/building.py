"""Calculations → what targets are made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from convention_dsl.calculator.plan.plan import Plan
    from convention_dsl.core.nodes import ClauseRef
    from convention_dsl.core.program import (
        Period,
        Program,
    )
    from convention_dsl.pipeline.calculating import Calculation
    from convention_dsl.pipeline.loading import Workspace
    from convention_dsl.source import Span
    from convention_dsl.targets.edition import Edition
    from convention_dsl.targets.registry import Material, Options


def settled_day(workspace: Workspace, refs: Sequence[ClauseRef], day: date | None) -> date | None:
    """Return the day that stands for all those on which some clauses are as on `day`.

    It is their date of effect (where they have none, the last day before they change), so that
    what is made of them does not depend on the day when it is made. `refs` are of one book.
    """
    stretch = _stretch(workspace, refs, day)
    return (stretch.start or stretch.end) if stretch else day


def edition(
    workspace: Workspace,
    calculations: Sequence[Calculation],
    readings: Mapping[str, str],
    changed: Mapping[str, str] | None = None,
    day: date | None = None,
) -> Edition:
    """Return what calculators made of some clauses of one book say of the text.

    `changed` are the values that parameters were given in place of the text's, as written, by
    `book.name`. `day` is the one asked, whose text the version tells (None: that of the programs).
    """
    from convention_dsl.targets.editions import edition_of

    program = merged(calculations)
    refs = [each.ref for each in calculations]
    stretch = _stretch(workspace, refs, program.at)
    return edition_of(
        program,
        workspace.library.books[refs[0].book],
        refs,
        at=stretch.start if stretch else program.at,
        readings=readings,
        changed=changed or {},
        day=day,
    )


def material(
    workspace: Workspace,
    calculations: Sequence[Calculation],
    plans: Sequence[Plan],
    edition: Edition,
    options: Options,
) -> Material:
    """Return what a target is made from: clauses of one book, with their plans where it has any."""
    from convention_dsl.targets.registry import Material

    def place(span: Span) -> str:
        source = workspace.sources.get(span.path)
        return f"{span.path}:{source.position(span.start)[0]}" if source else span.path

    invariants: dict[str, tuple[ClauseRef, ...]] = {}
    rules = {rule.ref: rule for each in calculations for rule in each.rules}
    for rule in rules.values():
        name = rule.record.type.name
        invariants[name] = (*invariants.get(name, ()), rule.ref)
    return Material(
        edition=edition,
        program=merged(calculations),
        refs=tuple(each.ref for each in calculations),
        plans=tuple(plans),
        invariants=invariants,
        options=options,
        place=place,
    )


def merged(calculations: Sequence[Calculation]) -> Program:
    """Return the program of several calculations of one book, at one date, in the same readings."""
    clauses = {ref: clause for each in calculations for ref, clause in each.program.clauses.items()}
    return replace(calculations[0].program, clauses=clauses)


def _stretch(workspace: Workspace, refs: Sequence[ClauseRef], day: date | None) -> Period | None:
    from convention_dsl.core import build
    from convention_dsl.core.reach import stretches
    from convention_dsl.types import BOOLEAN

    calls = [build.call(ref, (), BOOLEAN) for ref in refs]
    found = stretches(workspace.library, refs[0].book, exprs=calls)
    return next((stretch for stretch in found if stretch.contains(day)), None)
