"""Definitions as levels of SELECT: each level reads the columns of the level below.

A definition that is read once is written where it is read. The others are columns, at the first
level where all that they read is there: as few levels as can be, which is what engines run best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from convention_dsl.calculator.plan.formula import Const, Fold, Formula, Kind, Ref
from convention_dsl.source import NOWHERE, Span
from convention_dsl.targets.sql.building import column, named
from convention_dsl.targets.sql.comments import commented
from convention_dsl.targets.sql.dialects import Dialect, placed
from convention_dsl.targets.sql.formulas import Printer
from convention_dsl.targets.sql.naming import Names
from convention_dsl.targets.sql.printed import Printed
from convention_dsl.targets.sql.reading import names

_HIGHEST = 20
"""How many definitions may be written in one another: SQL libraries and engines go down them."""


@dataclass(frozen=True)
class Step:
    """A definition: its formula, its kind and what is said of it. `named` ones stay columns."""

    formula: Formula
    kind: Kind
    named: bool = False
    comment: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True)
class Job:
    """The definitions of one plan, in order, and the columns that they start from.

    `base` gives the columns of the source (and parameters) by name: an expression over the source.
    """

    base: Mapping[str, Printed]
    steps: Mapping[str, Step]
    roots: Sequence[Formula]
    prefix: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """The names that definitions take, where it matters; no other column has them."""
    aggregates: Mapping[Fold, str] = field(default_factory=dict)
    """The names, in `base`, of the aggregates of lists."""

    def reads(self, formula: Formula) -> Counter[str]:
        """Return how many times `formula` reads each name."""
        return names(formula, self.aggregates)


@dataclass(frozen=True)
class Staged:
    """The levels below the last; for the last, a printer for each job and what is carried there."""

    selects: tuple[exp.Select, ...]
    printers: tuple[Printer, ...]
    carried: Mapping[str, exp.Expression]


@dataclass
class _Plan:
    """A job under way: what is inlined, and the level of what is not."""

    job: Job
    inlined: set[str]
    levels: dict[str, int]
    aliases: dict[str, str] = field(default_factory=dict)
    reads: dict[str, frozenset[str]] = field(default_factory=dict)
    """What each step reads once what it inlines is written in it: columns and other steps."""


def stage(
    jobs: Sequence[Job],
    carried: Mapping[str, exp.Expression],
    taken: Names,
    dialect: Dialect,
) -> Staged:
    """Return `jobs` over the same rows as levels.

    `carried` are columns of the source to hand on to the last level, by the name they take; the
    names `taken` are used for nothing else. Raises `TooWideError`.
    """
    plans = [_order(job) for job in jobs]
    depth = max((_depth(plan) for plan in plans), default=0)
    _name(plans, carried, taken)
    scopes = [dict(plan.job.base) for plan in plans]
    handed = {name: value.copy() for name, value in carried.items()}
    selects: list[exp.Select] = []
    for number in range(1, depth + 1):
        columns = {name: named(value, name) for name, value in handed.items()}
        handed = {name: column(name) for name in handed}
        for index, plan in enumerate(plans):
            scopes[index] = _level(plan, number, scopes[index], columns, dialect)
        selects.append(exp.select(*columns.values(), copy=False))
    finals = (
        _printer(plan.job, _inline(plan, scope, dialect), dialect)
        for plan, scope in zip(plans, scopes, strict=True)
    )
    return Staged(tuple(selects), tuple(finals), handed)


def _order(job: Job) -> _Plan:
    """Return which needed steps are inlined, and the level of the others."""
    counts = _uses(job)
    plan = _Plan(job, set(), {})
    heights: Counter[str] = Counter()
    for name, step in job.steps.items():
        if name not in counts:
            continue
        read = job.reads(step.formula)
        below = {part for each in read for part in _expanded(plan, each)}
        plan.reads[name] = frozenset(below)
        plan.levels[name] = 1 + max((plan.levels.get(each, 0) for each in below), default=0)
        height = 1 + max((heights[each] for each in read), default=0)
        is_once = counts[name] == 1 and not step.named and height <= _HIGHEST
        if is_once or _is_plain(step.formula):
            plan.inlined.add(name)
            heights[name] = height
    return plan


def _expanded(plan: _Plan, name: str) -> frozenset[str]:
    return plan.reads[name] if name in plan.inlined else frozenset({name})


def _is_plain(formula: Formula) -> bool:
    if isinstance(formula, Fold):
        return formula.empty is None
    return isinstance(formula, Const | Ref)


def _uses(job: Job) -> Counter[str]:
    """Return how many times each needed name is read."""
    counts: Counter[str] = Counter()
    for root in job.roots:
        counts.update(job.reads(root))
    for name, step in reversed(list(job.steps.items())):
        if name in counts:
            times = counts[name] if _is_plain(step.formula) else 1
            for each, count in job.reads(step.formula).items():
                counts[each] += count * times
    return counts


def _needed(plan: _Plan, above: int) -> set[str]:
    """Return the columns and steps that levels above `above`, or the last, read."""
    found = {
        part
        for root in plan.job.roots
        for each in plan.job.reads(root)
        for part in _expanded(plan, each)
    }
    for name, level in plan.levels.items():
        if name not in plan.inlined and level > above and name in plan.reads:
            found |= plan.reads[name]
    return found


def _depth(plan: _Plan) -> int:
    """Return the number of levels below the last."""
    needed = (each for root in plan.job.roots for each in plan.job.reads(root))
    last = {part for each in needed for part in _expanded(plan, each)}
    return max((plan.levels.get(name, 0) for name in last), default=0)


def _name(plans: Iterable[_Plan], carried: Mapping[str, exp.Expression], taken: Names) -> None:
    """Give every column and step the name that it has in the levels."""
    shared = {value.sql(): name for name, value in carried.items()}
    for plan in plans:
        for name, printed in plan.job.base.items():
            text = printed.expression.sql()
            if text not in shared:
                shared[text] = taken.new(_own_name(printed.expression) or plan.job.prefix + name)
            plan.aliases[name] = shared[text]
        for name in plan.levels:
            if name not in plan.inlined:
                own = plan.job.aliases.get(name)
                plan.aliases[name] = own or taken.new(plan.job.prefix + name)


def _own_name(value: exp.Expression) -> str | None:
    return value.name if isinstance(value, exp.Column) else None


def _level(
    plan: _Plan,
    number: int,
    scope: Mapping[str, Printed],
    columns: dict[str, exp.Expression],
    dialect: Dialect,
) -> dict[str, Printed]:
    """Add the columns of level `number` to `columns`; return the scope of the level above."""
    needed = _needed(plan, number)
    full = _inline(plan, scope, dialect)
    above: dict[str, Printed] = {}
    for name, printed in scope.items():
        if name not in needed:
            continue
        if printed.expression.find(exp.Column) is None:
            above[name] = printed
            continue
        alias = plan.aliases[name]
        columns.setdefault(alias, named(printed.expression.copy(), alias))
        above[name] = Printed(column(alias), printed.width)
    for name, level in plan.levels.items():
        if level != number or name in plan.inlined:
            continue
        step, alias = plan.job.steps[name], plan.aliases[name]
        with placed(step.span):
            printed = _printer(plan.job, full, dialect).of_kind(step.formula, step.kind)
        columns[alias] = commented(named(printed.expression, alias), step.comment)
        above[name] = Printed(column(alias), printed.width)
    return above


def _inline(plan: _Plan, scope: Mapping[str, Printed], dialect: Dialect) -> dict[str, Printed]:
    """Return `scope` with the inlined steps that it suffices for."""
    full = dict(scope)
    for name in plan.job.steps:
        if name in plan.inlined and plan.reads[name] <= full.keys():
            step = plan.job.steps[name]
            with placed(step.span):
                full[name] = _printer(plan.job, full, dialect).print(step.formula)
    return full


def _printer(job: Job, scope: Mapping[str, Printed], dialect: Dialect) -> Printer:
    folds = {fold: scope[name] for fold, name in job.aggregates.items() if name in scope}
    return Printer(dialect, scope, folds)
