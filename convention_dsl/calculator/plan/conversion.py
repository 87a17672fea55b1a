"""Between the values of the reference evaluator and the scalars of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.plan import Column, Plan, Raw, Result, Role
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.values import groups
from convention_dsl.types import MapType, NumberType, OptionalType, RecordType, SetType, Type

Row = dict[str, Raw]


def encode(plan: Plan, arguments: Sequence[Value]) -> tuple[Row, dict[str, list[Row]]]:
    """Return the columns and the lists' rows for values of the clause's inputs.

    Raises `ValueError` where a value is not one of a column's kind (no bound, no step declared).
    """
    record: Value = dict(zip(plan.inputs, arguments, strict=True))
    columns = {each.name: _cell(each, each.path, record) for each in plan.columns}
    lists: dict[str, list[Row]] = {}
    for each in plan.lists:
        value = _at(record, each.path)
        assert isinstance(value, tuple | Multiset)
        start = len(each.path)
        lists[each.name] = [
            row
            for element, count in groups(value)
            for row in [{c.name: _cell(c, c.path[start:], element) for c in each.columns}] * count
        ]
    return columns, lists


def _at(value: Value, path: Sequence[str]) -> Value:
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value[name]
    return value


def _cell(column: Column, path: Sequence[str], record: Value) -> Raw:
    value = _at(record, path)
    match column.role:
        case Role.KNOWN:
            return value is not None
        case Role.MEMBER:
            return isinstance(value, frozenset) and column.member in value
        case Role.VALUE:
            return blank_of(column) if value is None else raw(column, value)


def blank_of(column: Column) -> Raw:
    """Return what stands in a column where an optional value is unknown."""
    match column.kind:
        case BoolKind():
            return False
        case IntKind(low, high):
            return min(max(0, low), high)
        case DateKind(low=low):
            return low
        case ItemKind(type_):
            return type_.items[0]


def raw(column: Column, value: Value) -> Raw:
    """Return a value as a scalar of a column; raises `ValueError` where it is not of its kind."""
    match column.kind:
        case IntKind(low, high):
            assert isinstance(value, Fraction)
            units = value * column.scale
            if units.denominator != 1 or not low <= units <= high:
                raise ValueError(f"{value} is not between {low} and {high} in 1/{column.scale}")
            return int(units)
        case _:
            assert isinstance(value, bool | date | str)
            return value


def decode(plan: Plan, values: Mapping[str, Raw]) -> Value:
    """Return the clause's value; raises `EvaluationError` where it has none."""
    number = 0 if plan.fault is None else values[plan.fault]
    if number:
        fault = plan.faults[int(number) - 1]  # type: ignore[arg-type]
        raise EvaluationError(fault.kind, fault.span)
    return _value(iter(plan.results), plan.result_type, values)


def _value(results: Iterator[Result], type_: Type, values: Mapping[str, Raw]) -> Value:
    """Return a value from the results that make it up, in order."""
    match type_:
        case RecordType():
            return {name: _value(results, part, values) for name, part in type_.fields}
        case MapType():
            return {each: _value(results, type_.value, values) for each in type_.key.items}
        case SetType():
            found = [next(results) for _ in type_.universe]
            return frozenset(x.member for x in found if values[x.name] and x.member is not None)
        case OptionalType():
            known = values[next(results).name]
            inner = _value(results, type_.inner, values)
            return inner if known else None
        case NumberType():
            result = next(results)
            over = 1 if result.denominator is None else int(values[result.denominator])  # type: ignore[arg-type]
            return Fraction(int(values[result.name]), result.scale * over)  # type: ignore[arg-type]
        case _:
            value = values[next(results).name]
            assert isinstance(value, bool | date | str)
            return value
