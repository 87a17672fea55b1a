"""What is asked of a query: plans, with the expressions for their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, Const, Formula, Kind, Ref
from convention_dsl.calculator.plan.plan import Column, Definition, Origin, ParameterColumn, Plan
from convention_dsl.source import NOWHERE, Span
from convention_dsl.targets.sql.building import logical
from convention_dsl.targets.sql.comments import comment
from convention_dsl.targets.sql.dialects import Dialect, column_width
from convention_dsl.targets.sql.formulas import Printer
from convention_dsl.targets.sql.printed import Printed
from convention_dsl.targets.sql.staging import Step


@dataclass(frozen=True)
class ListRows:
    """How a row gives an element of a list.

    `present` is true where the row holds an element, and never NULL; `columns` are the element's
    columns, by name, over a row.
    """

    present: exp.Expression
    columns: Mapping[str, exp.Expression]


@dataclass(frozen=True)
class Wanted:
    """A plan to calculate: its columns as expressions, and what is asked of it.

    `columns` gives the plan's columns by name: BIGINT (wider where the kind is), BOOLEAN, DATE or
    text, not NULL. In a query by groups they are aggregates over the rows of a group. `outputs` are
    names of the plan (definitions, columns, parameters), each with the column that the query gives
    it in. `parameters` are expressions for the plan's parameters; those left out are written with
    the value that they have. `prefix` begins the names of the plan's columns inside the query.

    Expressions are written wherever a formula reads them: a long one is better a column of the
    source.
    """

    plan: Plan
    columns: Mapping[str, exp.Expression]
    outputs: Mapping[str, str]
    parameters: Mapping[str, exp.Expression] = field(default_factory=dict)
    lists: Mapping[str, ListRows] = field(default_factory=dict)
    prefix: str = ""


def roots(wanted: Wanted) -> list[Formula]:
    """Return what is asked, as formulas."""
    return [Ref(kind_of(wanted.plan, name), name) for name in wanted.outputs]


def kind_of(plan: Plan, name: str) -> Kind:
    """Return the kind of a column, a parameter or a definition of a plan."""
    known: Sequence[Column | ParameterColumn | Definition]
    for known in (plan.columns, plan.parameters, plan.definitions):
        for each in known:
            if each.name == name:
                return each.kind
    raise KeyError(name)


def columns(
    declared: Sequence[Column], given: Mapping[str, exp.Expression], dialect: Dialect
) -> dict[str, Printed]:
    """Return the expressions `given` for the columns that are `declared`."""
    return {
        each.name: Printed(given[each.name].copy(), column_width(each.kind, dialect))
        for each in declared
        if each.name in given
    }


def parameters(wanted: Wanted, dialect: Dialect) -> dict[str, Printed]:
    """Return what stands for each parameter: an expression that was given, or its value."""
    found = {}
    for each in wanted.plan.parameters:
        given = wanted.parameters.get(each.name)
        if given is None:
            found[each.name] = Printer(dialect, {}).print(Const(each.kind, each.value))
        else:
            found[each.name] = Printed(given.copy(), column_width(each.kind, dialect))
    return found


def steps(definitions: Sequence[Definition], readable: bool) -> dict[str, Step]:
    """Return definitions as steps; `readable` ones keep the names of the text, and its words."""
    return {
        each.name: Step(
            each.formula,
            each.kind,
            readable and each.origin is not Origin.STEP,
            comment(each) if readable else "",
            each.span,
        )
        for each in definitions
    }


def any_of(value: exp.Expression, kind: Kind) -> exp.AnonymousAggFunc | exp.Min:
    """Return the value that all the rows of a group have, as an aggregate."""
    return logical("BOOL_AND", value) if isinstance(kind, BoolKind) else exp.Min(this=value)


def place_of(plan: Plan) -> Span:
    """Return where in the texts a plan is from."""
    spans = [each.span for each in plan.definitions if each.span != NOWHERE]
    return spans[-1] if spans else NOWHERE
