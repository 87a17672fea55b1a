"""The values of an input in a few classes: its own, or those that the thresholds of texts cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import assert_never

from sqlglot import exp

from convention_dsl.calculator.plan.formula import (
    BoolKind,
    Compare,
    Comparison,
    Const,
    DateKind,
    Formula,
    IntKind,
    ItemKind,
    Ref,
)
from convention_dsl.calculator.plan.plan import Column, Plan, Role
from convention_dsl.calculator.plan.traverse import every_definition, walk
from convention_dsl.core.nodes import Value
from convention_dsl.simulation.pieces import date as day
from convention_dsl.simulation.queries import Input
from convention_dsl.targets.sql.building import binary, column
from convention_dsl.types import NumberType

MOST = 128
"""The largest number of classes of an input that are looked at."""


@dataclass(frozen=True)
class Bands:
    """The classes of an input: the number of a value's class in SQL, and the bounds of each."""

    number: exp.Expression
    bounds: tuple[tuple[Value, Value], ...]


def bands(given: Input, plans: Sequence[Plan]) -> Bands | None:
    """Return the classes of the values of an input; None where there would be too many."""
    kind = given.column.kind
    cuts = (cut for number, name in given.names for cut in _cuts(name, plans[number]))
    match kind:
        case BoolKind():
            return _by_value(given.alias, {False: exp.false(), True: exp.true()})
        case ItemKind(type=type_):
            return _by_value(given.alias, {each: exp.Literal.string(each) for each in type_.items})
        case IntKind():
            return _by_cuts(given, kind, _inside(kind, cuts) or _all_of(kind))
        case DateKind():
            return _by_cuts(given, kind, _inside(kind, cuts))
        case _:
            assert_never(kind)


def value_of(input_: Column, raw: object) -> Value:
    """Return a value of a column as the language has it."""
    if input_.role is not Role.VALUE or not isinstance(input_.type, NumberType):
        assert isinstance(raw, bool | date | str)
        return raw
    assert isinstance(raw, int)
    return Fraction(raw, input_.scale)


def _by_value(alias: str, values: Mapping[Value, exp.Expression]) -> Bands | None:
    if len(values) > MOST:
        return None
    ifs = [
        exp.If(this=binary(exp.EQ, column(alias), literal), true=_number(position))
        for position, literal in enumerate(values.values())
    ]
    return Bands(exp.Case(ifs=ifs), tuple((value, value) for value in values))


def _by_cuts(given: Input, kind: IntKind | DateKind, cuts: Sequence[int | date]) -> Bands | None:
    if not cuts or len(cuts) >= MOST:
        return None
    ifs = [
        exp.If(this=binary(exp.LT, column(given.alias), _literal(cut)), true=_number(position))
        for position, cut in enumerate(cuts)
    ]
    starts = [kind.low, *cuts]
    ends = [*(_before(cut) for cut in cuts), kind.high]
    bounds = tuple(
        (value_of(given.column, low), value_of(given.column, high))
        for low, high in zip(starts, ends, strict=True)
    )
    return Bands(exp.Case(ifs=ifs, default=_number(len(cuts))), bounds)


def _number(value: int) -> exp.Expression:
    return exp.Literal.number(value)


def _literal(value: int | date) -> exp.Expression:
    if isinstance(value, date):
        return day(value.isoformat())
    return exp.Literal.number(value)


def _before(value: int | date) -> int | date:
    return value - timedelta(days=1) if isinstance(value, date) else value - 1


def _after(value: int | date) -> int | date:
    return value + timedelta(days=1) if isinstance(value, date) else value + 1


def _all_of(kind: IntKind) -> list[int | date]:
    """Return the cuts between all the values of a small range; none where it is large."""
    return list(range(kind.low + 1, kind.high + 1)) if kind.high - kind.low < MOST else []


def _inside(kind: IntKind | DateKind, cuts: Iterable[int | date]) -> list[int | date]:
    low, high = _order(kind.low), _order(kind.high)
    return sorted({cut for cut in cuts if low < _order(cut) <= high}, key=_order)


def _order(value: int | date) -> int:
    return value.toordinal() if isinstance(value, date) else value


def _cuts(name: str, plan: Plan) -> Iterator[int | date]:
    """Yield the values from which on a test of a column may have another outcome."""
    values: dict[str, object] = {each.name: each.value for each in plan.parameters}
    for definition in every_definition(plan):
        for part in walk(definition.formula):
            if isinstance(part, Compare):
                yield from _cut(part, name, values)


def _cut(test: Compare, name: str, values: Mapping[str, object]) -> Iterator[int | date]:
    own = _is(test.left, name)
    if not own and not _is(test.right, name):
        return
    fixed = _fixed(test.right if own else test.left, values)
    if fixed is None:
        return
    if test.comparison is Comparison.EQUAL:
        yield from (fixed, _after(fixed))
    else:
        is_strict = test.comparison is Comparison.LESS
        yield fixed if is_strict == own else _after(fixed)


def _is(formula: Formula, name: str) -> bool:
    return isinstance(formula, Ref) and formula.name == name


def _fixed(formula: Formula, values: Mapping[str, object]) -> int | date | None:
    value: object = None
    match formula:
        case Const(value=found):
            value = found
        case Ref(name=name):
            value = values.get(name)
        case _:
            return None
    if isinstance(value, bool) or not isinstance(value, int | date):
        return None
    return value
