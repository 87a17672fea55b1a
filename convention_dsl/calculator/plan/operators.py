"""The operators of the core as formulas, one row each (those that are lazy are in `lower.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from convention_dsl.calculator.plan import calendar
from convention_dsl.calculator.plan.construct import (
    FALSE,
    all_,
    equal,
    fixed,
    integer,
    item,
    not_,
    some,
)
from convention_dsl.calculator.plan.faults import Faults, first, when
from convention_dsl.calculator.plan.formula import Comparison, DatePart, Formula
from convention_dsl.calculator.plan.numbers import ZERO, Arithmetic
from convention_dsl.calculator.plan.outcome import Outcome
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.calculator.plan.structures import (
    before,
    choose_value,
    item_type,
    same,
    universe,
)
from convention_dsl.calculator.plan.values import (
    Lapse,
    Lowered,
    Maybe,
    Members,
    Number,
    Parts,
    Scalar,
)
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import Apply
from convention_dsl.core.operators import Operator


@dataclass(frozen=True)
class Tools:
    """What operators write with."""

    scopes: Scopes
    arithmetic: Arithmetic
    faults: Faults


Rule = Callable[[Tools, Apply, Sequence[Any]], tuple[Lowered, Formula]]
_NEVER = ZERO


def applied(tools: Tools, expr: Apply, arguments: Sequence[Outcome]) -> Outcome:
    """Return an operator applied to its arguments, evaluated from left to right."""
    value, fault = RULES[expr.operator](tools, expr, [each.value for each in arguments])
    lines = tuple(line for each in arguments for line in each.lines)
    return Outcome(value, first(*(each.fault for each in arguments), fault), lines)


def _number(function: Callable[..., Number]) -> Rule:
    return lambda tools, _, values: (function(tools.arithmetic, *values), _NEVER)


def _condition(function: Callable[..., Formula]) -> Rule:
    return lambda tools, expr, values: (Scalar(function(tools, expr, *values)), _NEVER)


def _divide(tools: Tools, expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
    left, right = values
    right = tools.arithmetic.shared(right, "divisor")
    is_zero = equal(right.units, ZERO)
    fault = when(is_zero, tools.faults.at(ErrorKind.DIVISION_BY_ZERO, expr.span))
    if fixed(right.units) == 0:
        return Number(ZERO, 1), fault
    return tools.arithmetic.divide(left, right), fault


def _by_literal(name: str) -> Rule:
    """Return the rule of an operator whose second argument the text fixes."""

    def rule(tools: Tools, expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
        value, by = values
        units = fixed(by.units)
        assert units is not None, expr
        return getattr(tools.arithmetic, name)(value, Fraction(units, by.scale)), _NEVER

    return rule


def _extreme(least: bool) -> Rule:
    comparison = Comparison.LESS_EQUAL

    def rule(tools: Tools, expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
        left, right = values
        if isinstance(left, Number):
            arithmetic = tools.arithmetic
            return (arithmetic.least if least else arithmetic.greatest)(left, right), _NEVER
        one, other = (left, right) if least else (right, left)
        is_left = before(tools.arithmetic, comparison, one, other)
        return choose_value([(is_left, left)], right, expr.span), _NEVER

    return rule


def _contains(_tools: Tools, _expr: Apply, members: Members, element: Lowered) -> Formula:
    return some(*(all_(holds, is_element(element, each)) for each, holds in members.of))


def is_element(value: Lowered, element: str | int) -> Formula:
    """Return whether an item or an integer is a given element of a set."""
    match value:
        case Scalar(formula):
            items = item_type(formula).items
            name = str(element)
            return equal(formula, item(item_type(formula), name)) if name in items else FALSE
        case Number(units, scale, None):
            return equal(units, integer(int(element) * scale))
        case _:
            raise TypeError(f"not an element of a set: {value}")


def _set(function: Callable[[Formula, Formula], Formula]) -> Rule:
    def rule(_tools: Tools, _expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
        one, other = values
        pairs = ((x, function(one.holds(x), other.holds(x))) for x in universe([one, other]))
        return Members(tuple(pairs)), _NEVER

    return rule


def _subset(_tools: Tools, _expr: Apply, one: Members, other: Members) -> Formula:
    return all_(*(some(not_(holds), other.holds(each)) for each, holds in one.of))


def _item(_tools: Tools, expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
    parts, key = values
    assert isinstance(parts, Parts)
    cases = [(is_element(key, name), value) for name, value in parts.of]
    return choose_value(cases[:-1], cases[-1][1], expr.span), _NEVER


def _add_duration(tools: Tools, expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
    value, lapse = values
    assert isinstance(lapse, Lapse)
    start = tools.scopes.share(value.formula, "start")
    shifted, has_month = calendar.shift_months(start, lapse.months)
    result, has_day = calendar.add_days(tools.scopes.share(shifted, "shifted"), lapse.days)
    outside = tools.faults.at(ErrorKind.DATE_OUT_OF_CALENDAR, expr.span)
    return Scalar(result), when(not_(all_(has_month, has_day)), outside)


def _extract(part: DatePart) -> Rule:
    return lambda _, __, values: (Number(calendar.extract(part, values[0].formula), 1), _NEVER)


def _between(count: Callable[[Scopes, Formula, Formula], Formula]) -> Rule:
    return lambda tools, _, values: (
        Number(count(tools.scopes, values[0].formula, values[1].formula), 1),
        _NEVER,
    )


def _known(_tools: Tools, _expr: Apply, values: Sequence[Any]) -> tuple[Lowered, Formula]:
    value = values[0]
    return (value if isinstance(value, Maybe) else Maybe(all_(), value)), _NEVER


RULES: Mapping[Operator, Rule] = {
    Operator.NOT: _condition(lambda _, __, a: not_(a.formula)),
    Operator.EQUAL: _condition(lambda tools, e, a, b: same(tools.arithmetic, a, b, e.span)),
    Operator.LESS: _condition(
        lambda tools, _, a, b: before(tools.arithmetic, Comparison.LESS, a, b)
    ),
    Operator.LESS_EQUAL: _condition(
        lambda tools, _, a, b: before(tools.arithmetic, Comparison.LESS_EQUAL, a, b)
    ),
    Operator.NEGATE: _number(Arithmetic.negate),
    Operator.ADD: _number(Arithmetic.add),
    Operator.SUBTRACT: _number(Arithmetic.subtract),
    Operator.MULTIPLY: _number(Arithmetic.multiply),
    Operator.DIVIDE: _divide,
    Operator.FLOOR_DIVIDE: _by_literal("floor_divide"),
    Operator.MODULO: _by_literal("modulo"),
    Operator.MINIMUM: _extreme(True),
    Operator.MAXIMUM: _extreme(False),
    Operator.CONTAINS: _condition(_contains),
    Operator.SUBSET: _condition(_subset),
    Operator.UNION: _set(some),
    Operator.INTERSECTION: _set(all_),
    Operator.DIFFERENCE: _set(lambda one, other: all_(one, not_(other))),
    Operator.ITEM: _item,
    Operator.ADD_DURATION: _add_duration,
    Operator.YEAR: _extract(DatePart.YEAR),
    Operator.MONTH: _extract(DatePart.MONTH),
    Operator.DAY: _extract(DatePart.DAY),
    Operator.YEARS_BETWEEN: _between(calendar.years_between),
    Operator.MONTHS_BETWEEN: _between(calendar.months_between),
    Operator.DAYS_BETWEEN: _between(lambda _, a, b: calendar.days_between(a, b)),
    Operator.KNOWN: _known,
    Operator.IS_KNOWN: _condition(lambda _, __, a: a.known if isinstance(a, Maybe) else all_()),
}
