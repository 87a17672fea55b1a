"""Other amounts, rates and dates: in a plan's parameters, and in the program for the evaluator."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.plan import ParameterColumn, Plan, Raw
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Literal, Row, Term
from convention_dsl.core.program import Program
from convention_dsl.types import NumberType
from tests.agreement.faults import planted

Figure = Fraction | bool | date


def changed(plan: Plan, rng: random.Random) -> tuple[Plan, dict[str, Figure]]:
    """Return the plan with other values for some parameters, and these by id."""
    figures: dict[str, Figure] = {}
    columns = []
    for column in plan.parameters:
        if rng.random() < 0.6:
            columns.append(replace(column, value=any_of(column.kind, column.value, rng)))
            figures[column.id] = figure(columns[-1])
        else:
            columns.append(column)
    return replace(plan, parameters=tuple(columns)), figures


def any_of(kind: Kind, value: Raw, rng: random.Random) -> Raw:
    """Return a value of `kind`, often one near the present one."""
    match kind:
        case BoolKind():
            return rng.random() < 0.5
        case IntKind(low, high):
            assert isinstance(value, int)
            near = min(max(2 * value + rng.randint(-300, 300), low), high)
            return rng.choice((near, near, rng.randint(low, high), low, high))
        case DateKind(low, high):
            assert isinstance(value, date)
            room = (low - value).days, (high - value).days
            return value + timedelta(days=min(max(rng.randint(-400, 400), room[0]), room[1]))
        case ItemKind(type_):
            return rng.choice(type_.items)
        case _:
            assert_never(kind)


def figure(column: ParameterColumn) -> Figure:
    """Return the value of a parameter as the language has it."""
    if isinstance(column.type, NumberType):
        assert isinstance(column.value, int)
        return Fraction(column.value, column.scale)
    assert isinstance(column.value, bool | date)
    return column.value


def with_figures(program: Program, figures: Mapping[str, Figure]) -> Program:
    """Return the program with other parameters, and other amounts in its rows and terms, by id.

    It is for the evaluator: the ranges that are inferred of these amounts are still the old ones.
    """

    def change(node: object) -> object:
        if isinstance(node, Row | Term) and isinstance(node.value, Literal) and node.id in figures:
            return replace(node, value=replace(node.value, value=figures[node.id]))
        return node

    own = {id_: value for id_, value in figures.items() if id_ in program.parameters}
    return planted(change)(with_values(program, own))
