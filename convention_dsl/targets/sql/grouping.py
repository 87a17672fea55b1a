"""Plans by groups: the rows of a group are the elements of a list, and give one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from convention_dsl.calculator.plan.formula import Fold, Formula
from convention_dsl.targets.sql import request
from convention_dsl.targets.sql.aggregates import (
    Aggregate,
    aggregate,
    aggregates,
    by_row,
    over_rows,
    presence,
)
from convention_dsl.targets.sql.building import column, named
from convention_dsl.targets.sql.dialects import Dialect
from convention_dsl.targets.sql.naming import Names
from convention_dsl.targets.sql.printed import Printed
from convention_dsl.targets.sql.reading import names
from convention_dsl.targets.sql.request import Wanted
from convention_dsl.targets.sql.staging import Job, Staged, stage


class Groups:
    """The part of a query up to its groups.

    `selects` read one another, the last with GROUP BY; `jobs` are what is left to calculate of each
    group, and `carried` the further columns of a group by their names.
    """

    def __init__(
        self,
        wanted: Sequence[Wanted],
        carried: Mapping[str, exp.Expression],
        group: Sequence[exp.Expression],
        dialect: Dialect,
        readable: bool,
    ) -> None:
        self._dialect = dialect
        self._readable = readable
        self._group = group
        self._wanted = wanted
        self._renamed: Mapping[str, str] = {}
        self._folded = [aggregates(each.plan, list(each.outputs)) for each in wanted]
        self._source = _columns_of([*group, *carried.values(), *_expressions(wanted)])
        first, shared = self._shared()
        jobs = [self._row_job(*each) for each in zip(wanted, self._folded, shared, strict=True)]
        lower = {name: self._below(each) for name, each in self._source.items()}
        staged = stage(jobs, lower, Names(lower), dialect)
        keys = [part.name for key in group for part in key.find_all(exp.Column)]
        self._names = Names([*keys, *carried])
        last, self.jobs = self._groups(staged, carried)
        self.selects = [*first, *staged.selects, last]
        self.carried = {name: column(name) for name in carried}

    def _shared(self) -> tuple[list[exp.Select], list[dict[str, str]]]:
        """Return the columns of plans that rows read, as columns that each row of a group has.

        They need a level of their own: an aggregate cannot read another one.
        """
        everything = _columns_of([*self._source.values(), *_elements(self._wanted)])
        unused = Names(everything)
        found: list[exp.Expression] = []
        aliases: list[dict[str, str]] = []
        for each, folded in zip(self._wanted, self._folded, strict=True):
            read = _read_by_rows(each, folded)
            own = [c.name for c in each.plan.columns if c.name in read]
            aliases.append({name: unused.new(each.prefix + name) for name in own})
            found += [
                named(over_rows(each.columns[name], self._group), alias)
                for name, alias in aliases[-1].items()
            ]
        if not found:
            return [], aliases
        self._renamed = {value.sql(): name for name, value in everything.items()}
        below = [named(value.copy(), name) for name, value in everything.items()]
        return [exp.select(*below, *found, copy=False)], aliases

    def _below(self, value: exp.Expression) -> exp.Expression:
        """Return an expression over the source as one over the level that rows read."""
        return _replaced(value, {text: column(name) for text, name in self._renamed.items()})

    def _row_job(
        self, wanted: Wanted, folded: Sequence[Aggregate], shared: Mapping[str, str]
    ) -> Job:
        base = {
            name: Printed(self._below(printed.expression), printed.width)
            for name, printed in request.parameters(wanted, self._dialect).items()
        }
        given = {name: column(alias) for name, alias in shared.items()}
        base |= request.columns(wanted.plan.columns, given, self._dialect)
        for each in wanted.plan.lists:
            rows = wanted.lists[each.name]
            cells = {name: self._below(value) for name, value in rows.columns.items()}
            base |= request.columns(each.columns, cells, self._dialect)
            base[presence(each.name)] = Printed(self._below(rows.present))
        steps = request.steps(by_row(wanted.plan), self._readable)
        return Job(base, steps, _row_roots(folded), wanted.prefix)

    def _groups(
        self, staged: Staged, carried: Mapping[str, exp.Expression]
    ) -> tuple[exp.Select, list[Job]]:
        """Return the SELECT by groups, and the jobs that read it."""
        found = [named(self._handed(value, staged), name) for name, value in carried.items()]
        jobs = []
        for index in range(len(self._wanted)):
            base = self._given(index, staged, found) | self._aggregated(index, staged, found)
            jobs.append(self._group_job(index, base))
        keys = [self._handed(key, staged) for key in self._group]
        select = exp.select(*found, copy=False)
        return (select.group_by(*keys, copy=False) if keys else select), jobs

    def _given(self, index: int, staged: Staged, found: list[exp.Expression]) -> dict[str, Printed]:
        """Add to `found` the parameters and columns of a plan that groups read; return them."""
        wanted = self._wanted[index]
        read = _read_by_groups(wanted, self._folded[index])
        base = request.parameters(wanted, self._dialect)
        for name, printed in base.items():
            if name in read and printed.expression.find(exp.Column) is not None:
                # The same in every row: any of them will do.
                value = self._handed(printed.expression, staged)
                one = request.any_of(value, request.kind_of(wanted.plan, name))
                base[name] = Printed(self._added(wanted, name, one, found), printed.width)
        given = {
            each.name: self._added(
                wanted, each.name, self._handed(wanted.columns[each.name], staged), found
            )
            for each in wanted.plan.columns
            if each.name in read
        }
        return base | request.columns(wanted.plan.columns, given, self._dialect)

    def _aggregated(
        self, index: int, staged: Staged, found: list[exp.Expression]
    ) -> dict[str, Printed]:
        """Add to `found` the aggregates of a plan; return them."""
        base = {}
        for each in self._folded[index]:
            printed = aggregate(each, staged.printers[index])
            name = each.name.rpartition(".")[0]
            value = self._added(self._wanted[index], name, printed.expression, found)
            base[each.name] = Printed(value, printed.width)
        return base

    def _added(
        self, wanted: Wanted, name: str, value: exp.Expression, found: list[exp.Expression]
    ) -> exp.Expression:
        """Add a column of groups to `found`; return what names it above."""
        alias = self._names.new(wanted.prefix + name)
        found.append(named(value, alias))
        return column(alias)

    def _group_job(self, index: int, base: Mapping[str, Printed]) -> Job:
        wanted = self._wanted[index]
        steps = request.steps(wanted.plan.definitions, self._readable)
        folds = {each.fold: each.name for each in self._folded[index]}
        return Job(base, steps, request.roots(wanted), wanted.prefix, wanted.outputs, folds)

    def _handed(self, value: exp.Expression, staged: Staged) -> exp.Expression:
        """Return `value` with the source's columns replaced by what carries them."""
        carried = {each.sql(): staged.carried[name] for name, each in self._source.items()}
        return _replaced(value, carried)


def _replaced(value: exp.Expression, columns: Mapping[str, exp.Expression]) -> exp.Expression:
    """Return `value` with other expressions for the columns that `columns` has, by their text."""

    def replace(node: exp.Expression) -> exp.Expression:
        found = columns.get(node.sql()) if isinstance(node, exp.Column) else None
        return node if found is None else found.copy()

    return value.copy().transform(replace)


def _expressions(wanted: Sequence[Wanted]) -> list[exp.Expression]:
    return [
        value for each in wanted for value in (*each.columns.values(), *each.parameters.values())
    ]


def _elements(wanted: Sequence[Wanted]) -> list[exp.Expression]:
    lists = [rows for each in wanted for rows in each.lists.values()]
    return [value for rows in lists for value in (rows.present, *rows.columns.values())]


def _columns_of(values: Sequence[exp.Expression]) -> dict[str, exp.Expression]:
    """Return the columns that expressions read, by a name that each has alone."""
    unused = Names()
    found = {part.sql(): part for value in values for part in value.find_all(exp.Column)}
    return {unused.new(part.name): part for part in found.values()}


def _row_roots(folded: Sequence[Aggregate]) -> list[Formula]:
    return [formula for each in folded for formula in (each.fold.body, each.passes)]


def _read_by_rows(wanted: Wanted, folded: Sequence[Aggregate]) -> frozenset[str]:
    """Return the names that the rows of a list read, through their definitions."""
    known = {each.name: each.formula for each in by_row(wanted.plan)}
    return _reached(_row_roots(folded), known, {})


def _read_by_groups(wanted: Wanted, folded: Sequence[Aggregate]) -> frozenset[str]:
    """Return the names that are read once the lists are aggregated."""
    known = {each.name: each.formula for each in wanted.plan.definitions}
    return _reached(request.roots(wanted), known, {each.fold: each.name for each in folded})


def _reached(
    roots: Sequence[Formula], known: Mapping[str, Formula], folds: Mapping[Fold, str]
) -> frozenset[str]:
    waiting = [name for formula in roots for name in names(formula, folds)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += names(known[name], folds) if name in known else ()
    return frozenset(seen)
