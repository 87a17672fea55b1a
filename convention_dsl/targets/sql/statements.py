"""The statements of a clause: the table to fill, the view of refused rows, the view of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlglot import exp

from convention_dsl.calculator.plan.formula import Const
from convention_dsl.calculator.plan.plan import Column, ParameterColumn, Plan
from convention_dsl.locale import format_value
from convention_dsl.targets.sql import results
from convention_dsl.targets.sql.building import binary, column, denial, identifier, named, table
from convention_dsl.targets.sql.checking import checked
from convention_dsl.targets.sql.comments import commented, sourced
from convention_dsl.targets.sql.contract import Cell, contract, holds_any
from convention_dsl.targets.sql.describing import Context
from convention_dsl.targets.sql.formulas import Printer
from convention_dsl.targets.sql.naming import Names
from convention_dsl.targets.sql.query import ListRows, Wanted, parts
from convention_dsl.targets.sql.request import any_of
from convention_dsl.targets.sql.results import Place


@dataclass(frozen=True)
class Tables:
    """The names of what a file makes."""

    inputs: str
    checked: str
    results: str


@dataclass(frozen=True)
class Statements:
    """What a file holds: the cells of the table, the two views, and names of columns.

    `fault` is the column that says why an accepted row has no result; None: every one has.
    """

    cells: tuple[Cell, ...]
    checked: exp.Select
    results: exp.Select
    key: str
    fault: str | None


class Builder:
    """Makes the statements of one plan for one dialect."""

    def __init__(self, plan: Plan, context: Context, tables: Tables, place: Place) -> None:
        self._plan, self._requirements = results.with_requirements(plan)
        self._context = context
        self._tables = tables
        self._place = place
        names = Names(_names(self._plan))
        self._key = names.new(context.say("id"))
        self._refusal = names.new(context.say("refusal"))
        self._present = {
            each.name: names.new(f"{each.name}_{context.say('present')}") for each in plan.lists
        }
        self._own = contract(plan.columns, context)
        self._elements = [
            (each, contract(each.columns, context, holds_any(each.columns))) for each in plan.lists
        ]

    def build(self) -> Statements:
        """Return the statements. Raises `UnsupportedError` where the dialect lacks something."""
        key = Cell(self._key, exp.DataType.build("TEXT"), self._context.say("what id"), None, ())
        inner = [(list_, found.cells) for list_, found in self._elements]
        refused = checked(
            self._tables.inputs,
            key=self._key,
            refusal=self._refusal,
            own=self._own.cells,
            elements=inner,
            context=self._context,
        )
        given, fault = self._results()
        cells = (key, *self._own.cells, *(cell for _, found in inner for cell in found))
        return Statements(cells, refused, given, self._key, fault)

    def _results(self) -> tuple[exp.Select, str | None]:
        """Return the view of results, and the name of its column of faults."""
        say, plan = self._context.say, self._plan
        selects = self._calculated()
        names = Names([self._key])
        why = results.fault(plan, self._requirements, self._context, self._place)
        shown = results.values(
            plan, self._context, names, results.is_given(plan, self._requirements)
        )
        fault = None if why is None else names.new(say("fault"))
        if why is not None and fault is not None:
            shown.append(named(why, fault))
        levels = [f"{say('level')}_{number}" for number in range(1, len(selects))]
        for number, select in enumerate(selects[1:]):
            select.from_(table(levels[number]), copy=False)
        parameters = [(say("parameters"), self._parameters())] if plan.parameters else []
        steps = zip([*levels, say("calculated")], selects, strict=True)
        ctes = [(say("read"), self._read()), *parameters, *steps]
        last = exp.select(column(self._key), *shown, copy=False)
        last.from_(table(say("calculated")), copy=False)
        for name, select in ctes:
            last.with_(exp.TableAlias(this=identifier(name)), as_=select, copy=False)
        return last, fault

    def _calculated(self) -> list[exp.Select]:
        """Return the definitions as levels."""
        plan, say = self._plan, self._context.say
        source = table(say("read"))
        if plan.parameters:
            source.append("joins", exp.Join(this=table(say("parameters")), kind="CROSS"))
        is_grouped = bool(plan.lists)
        wanted = Wanted(
            plan,
            {
                each.name: any_of(column(each.name), each.kind) if is_grouped else column(each.name)
                for each in plan.columns
            },
            {name: name for name in results.names_read(plan, self._requirements)},
            {each.name: column(each.name) for each in plan.parameters},
            {each.name: self._rows(each.name, each.columns) for each in plan.lists},
        )
        return parts(
            source,
            [wanted],
            self._context.dialect,
            carried={self._key: column(self._key)},
            group=[column(self._key)] if is_grouped else None,
            readable=True,
        )

    def _rows(self, name: str, columns: Sequence[Column]) -> ListRows:
        return ListRows(column(self._present[name]), {c.name: column(c.name) for c in columns})

    def _read(self) -> exp.Select:
        """Return the columns of the plan over the rows that are not refused."""
        found: list[exp.Expression] = [column(self._key)]
        for name, value in self._own.decoded.items():
            found.append(named(value, name))
        for list_, elements in self._elements:
            found.append(named(holds_any(list_.columns), self._present[list_.name]))
            found += [named(value, name) for name, value in elements.decoded.items()]
        select = exp.select(*found, copy=False)
        select.from_(table(self._tables.checked), copy=False)
        return select.where(self._is_accepted(), copy=False)

    def _is_accepted(self) -> exp.Expression:
        """Return whether a row is accepted; in a calculation of several rows, all must be."""
        accepted = exp.Is(this=column(self._refusal), expression=exp.Null())
        if not self._plan.lists:
            return accepted
        key = column(self._key)
        filled = denial(exp.Is(this=key.copy(), expression=exp.Null()))
        refused = exp.select(key.copy()).from_(table(self._tables.checked), copy=False)
        refused = refused.where(binary(exp.And, denial(accepted), filled), copy=False)
        outside = denial(exp.In(this=key, query=exp.Subquery(this=refused)))
        return binary(exp.And, filled.copy(), outside)

    def _parameters(self) -> exp.Select:
        return exp.select(*(self._parameter(each) for each in self._plan.parameters), copy=False)

    def _parameter(self, parameter: ParameterColumn) -> exp.Expression:
        printer = Printer(self._context.dialect, {})
        value = printer.of_kind(Const(parameter.kind, parameter.value), parameter.kind)
        text = self._value(parameter)
        label = f"{parameter.label} : {text}" if parameter.label else text
        said = sourced(label, parameter.provenance)
        return commented(named(value.expression, parameter.name), said)

    def _value(self, parameter: ParameterColumn) -> str:
        """Return the value of a parameter as people write it."""
        language, labels = self._context.language, self._context.labels
        raw = parameter.value
        if isinstance(raw, int) and not isinstance(raw, bool):
            number = Fraction(raw, parameter.scale)
            return format_value(number, parameter.type, language, labels)
        return format_value(raw, parameter.type, language, labels)


def _names(plan: Plan) -> list[str]:
    """Return every name of a plan."""
    found = [
        each.name for part in (plan.columns, plan.parameters, plan.definitions) for each in part
    ]
    for list_ in plan.lists:
        found += [each.name for part in (list_.columns, list_.definitions) for each in part]
    return found
