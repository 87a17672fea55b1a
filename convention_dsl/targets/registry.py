"""The targets of `convention build`: what each is, what it needs, and how it is made.

A target is a row here and a package beside this module, whose module `build` is imported when it
is first used: no target costs anything to a command that does not write it. A clause that a target
refuses is left out, or the reason is told; the target gets the others only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.source import Span
from convention_dsl.targets.edition import Edition, Files


@dataclass(frozen=True)
class Options:
    """What the command line asks of targets."""

    with_page: bool = False
    """JavaScript: a page to open in a browser beside the module."""
    rows: int | None = None
    """Workbook: how many rows of data it has room for; None: as many as the target finds good."""


def no_place(span: Span) -> str:
    """Return a place by its file alone."""
    return span.path


@dataclass(frozen=True)
class Material:
    """What the files of one book are made from.

    `refs` are clauses of `program`; `plans` are theirs, in the same order, for targets that want
    them. `invariants` are the clauses of `program` that records must satisfy, by record name.
    `place` says where in the texts a span is, as `fmt/fmt.conv:31`.
    """

    edition: Edition
    program: Program
    refs: tuple[ClauseRef, ...]
    plans: tuple[Plan, ...] = ()
    invariants: Mapping[str, tuple[ClauseRef, ...]] = field(default_factory=dict)
    options: Options = Options()
    place: Callable[[Span], str] = no_place


@dataclass(frozen=True)
class Extra:
    """A library that is not always installed, and the name that installs it with this package."""

    module: str
    name: str

    def is_missing(self) -> bool:
        """Return whether the library is not installed."""
        return find_spec(self.module) is None


class Printer(Protocol):
    """What the module `build` of a target's package has."""

    def build(self, material: Material) -> Files:
        """Return the files of some clauses, always the same of the same material."""

    def refuse(self, plan: Plan) -> None:
        """Raise `UnsupportedError` where the target cannot calculate a plan exactly."""


@dataclass(frozen=True)
class Target:
    """A kind of calculator; its printer is the module `build` of the package of its name.

    `needs_plans` is false for a target made from the program itself: it takes every clause.
    `is_editable`: its plans have every amount and rate of the text as a parameter.
    """

    name: str
    needs_plans: bool = True
    is_editable: bool = False
    extra: Extra | None = None
    """What it is written with."""
    page: Extra | None = None
    """What its page is written with."""

    def missing(self, options: Options) -> Extra | None:
        """Return what is to be installed before the target can be built, if anything is."""
        wanted = [self.extra, self.page if options.with_page else None]
        return next((each for each in wanted if each and each.is_missing()), None)

    def build(self, material: Material) -> Files:
        """Return the files of some clauses, none of which the target refuses."""
        return self._printer().build(material)

    def refusals(self, plan: Plan) -> list[Diagnostic]:
        """Return why the target cannot calculate a plan, if so."""
        from convention_dsl.calculator.plan.lower import UnsupportedError

        try:
            self._printer().refuse(plan)
        except UnsupportedError as error:
            arguments = {"clause": plan.clause.name, "construct": error.construct}
            span = error.span if error.span.path else None
            return [Diagnostic("E0700", span, arguments)]
        return []

    def _printer(self) -> Printer:
        module: Any = import_module(f"convention_dsl.targets.{self.name}.build")
        printer: Printer = module
        return printer


TARGETS: Mapping[str, Target] = {
    each.name: each
    for each in (
        Target("python", needs_plans=False),
        Target("sql", extra=Extra("sqlglot", "sql")),
        Target("javascript", is_editable=True, page=Extra("jinja2", "page")),
        Target("xlsx", is_editable=True, extra=Extra("xlsxwriter", "xlsx")),
    )
}
"""Every target by its name, in the order in which help lists them."""


def named(names: Sequence[str]) -> list[Target]:
    """Return the targets of these names, each once; a `KeyError` names one that does not exist."""
    return [TARGETS[name] for name in dict.fromkeys(names)]
