"""The meaning of each operator on values, as a table.

Every entry takes the values of the arguments and their types (an item's rank is in its type). The
operators of `LAZY` are not here: they do not always need every argument, so that their meaning is
an arm of the evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from convention_dsl.core import arithmetic, dates
from convention_dsl.core.nodes import Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.values import rank
from convention_dsl.types import Type

Meaning = Callable[[Sequence[Value], Sequence[Type]], Value]

LAZY = frozenset({Operator.AND, Operator.OR, Operator.OR_ELSE})


def _on_values(function: Callable[..., Value]) -> Meaning:
    return lambda values, _: function(*values)


def _compared(holds: Callable[[Any, Any], bool]) -> Meaning:
    return lambda values, types: holds(rank(values[0], types[0]), rank(values[1], types[1]))


def _counted(count: Callable[[date, date], int]) -> Meaning:
    return _on_values(lambda start, end: Fraction(count(start, end)))


MEANING: Mapping[Operator, Meaning] = {
    Operator.NOT: _on_values(lambda a: not a),
    Operator.EQUAL: _on_values(lambda a, b: a == b),
    Operator.LESS: _compared(lambda a, b: a < b),
    Operator.LESS_EQUAL: _compared(lambda a, b: a <= b),
    Operator.NEGATE: _on_values(lambda a: -a),
    Operator.ADD: _on_values(lambda a, b: a + b),
    Operator.SUBTRACT: _on_values(lambda a, b: a - b),
    Operator.MULTIPLY: _on_values(lambda a, b: a * b),
    Operator.DIVIDE: _on_values(lambda a, b: a / b),
    Operator.FLOOR_DIVIDE: _on_values(arithmetic.floor_divide),
    Operator.MODULO: _on_values(arithmetic.modulo),
    Operator.MINIMUM: _on_values(min),
    Operator.MAXIMUM: _on_values(max),
    Operator.CONTAINS: _on_values(lambda s, a: a in s),
    Operator.SUBSET: _on_values(lambda s, t: s <= t),
    Operator.UNION: _on_values(lambda s, t: s | t),
    Operator.INTERSECTION: _on_values(lambda s, t: s & t),
    Operator.DIFFERENCE: _on_values(lambda s, t: s - t),
    Operator.ITEM: _on_values(lambda values, item: values[item]),
    Operator.ADD_DURATION: _on_values(dates.add_duration),
    Operator.YEAR: _on_values(lambda d: Fraction(d.year)),
    Operator.MONTH: _on_values(lambda d: Fraction(d.month)),
    Operator.DAY: _on_values(lambda d: Fraction(d.day)),
    Operator.YEARS_BETWEEN: _counted(dates.years_between),
    Operator.MONTHS_BETWEEN: _counted(dates.months_between),
    Operator.DAYS_BETWEEN: _counted(dates.days_between),
    Operator.KNOWN: _on_values(lambda a: a),
    Operator.IS_KNOWN: _on_values(lambda a: a is not None),
}
