"""The classes of elements that clauses tell apart: cells between the bounds written in the texts.

A number that a text compares with 7 and 80 has three classes: below 7, 7 to 79, 80 and more. A
class has its ends as representatives; every other field of the record is as its default says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core.nodes import (
    Apply,
    Call,
    ClauseRef,
    Expr,
    Field,
    Literal,
    ParameterRef,
    Value,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Library, Program, RecordDef, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

_MOST_ITEMS = 8
"""An enumeration with more items is left at its default."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A class of a field: one value, or a range of numbers."""

    low: Value
    high: Value


def plain_record(library: Library, type_: RecordType) -> dict[str, Value]:
    """Return a record with every field at its default, else at its plainest value."""
    return {
        info.name: info.default.value
        if isinstance(info.default, Literal)
        else plain_value(library, info.type)
        for info in library.record(type_.name).fields
    }


def plain_value(library: Library, type_: Type) -> Value:
    """Return the plainest value of a type: no, nought, the first item, nothing known."""
    match type_:
        case BooleanType():
            return False
        case NumberType(low=low, high=high):
            value = Fraction(0) if low is None else max(low, Fraction(0))
            return value if high is None else min(value, high)
        case EnumType():
            return type_.items[0]
        case SetType():
            return frozenset()
        case MapType():
            return {item: plain_value(library, type_.value) for item in type_.key.items}
        case RecordType():
            return plain_record(library, type_)
        case ListType():
            return ()
        case OptionalType():
            return None
        case DateType(low=low):
            from datetime import date

            return low or date(2026, 1, 1)
        case _:
            from convention_dsl.core.nodes import Duration

            return Duration()


def cells_of(
    program: Program, exprs: Iterable[Expr], definition: RecordDef
) -> dict[str, list[Cell]]:
    """Return the classes of each field of a record that `exprs` can tell apart."""
    bounds = _bounds(program, exprs, definition.type.name)
    found: dict[str, list[Cell]] = {}
    for info in definition.fields:
        match info.type:
            case BooleanType():
                found[info.name] = [Cell(False, False), Cell(True, True)]
            case EnumType(items=items) if len(items) <= _MOST_ITEMS:
                found[info.name] = [Cell(item, item) for item in items]
            case NumberType() if info.name in bounds:
                found[info.name] = list(_intervals(info.type, bounds[info.name]))
            case _:
                pass
    return {name: cells for name, cells in found.items() if len(cells) > 1}


def _intervals(type_: NumberType, starts: set[Fraction]) -> Iterator[Cell]:
    """Yield the ranges of a number, each from one bound to just before the next."""
    step = type_.step or Fraction(1, 100)
    inside = sorted(
        start
        for start in starts
        if (type_.low is None or start > type_.low) and (type_.high is None or start <= type_.high)
    )
    low = type_.low
    for start in inside:
        yield Cell(start - step if low is None else low, start - step)
        low = start
    if low is not None:
        yield Cell(low, low if type_.high is None else type_.high)


def _bounds(program: Program, exprs: Iterable[Expr], record: str) -> Mapping[str, set[Fraction]]:
    """Return, by field, the least values of each class that comparisons with constants make."""
    found: dict[str, set[Fraction]] = {}
    for node in _reached(program, exprs):
        match node:
            case Apply(operator=operator, arguments=(first, second)):
                for field, other, is_left in ((first, second, True), (second, first, False)):
                    bound = _constant(program, other)
                    if bound is None or not _is_field(field, record):
                        continue
                    assert isinstance(field, Field)
                    starts = _starts(operator, bound, is_left, field.type)
                    found.setdefault(field.name, set()).update(starts)
            case _:
                pass
    return found


def _reached(program: Program, exprs: Iterable[Expr]) -> Iterator[Expr]:
    """Yield every expression inside `exprs` and the clauses that they call."""
    waiting, seen = list(exprs), set[ClauseRef]()
    while waiting:
        for node in walk(waiting.pop()):
            yield node
            if isinstance(node, Call) and node.clause not in seen:
                seen.add(node.clause)
                waiting.append(program.clauses[node.clause].body)


def _is_field(expr: Expr, record: str) -> bool:
    return (
        isinstance(expr, Field)
        and isinstance(expr.type, NumberType)
        and isinstance(expr.record.type, RecordType)
        and expr.record.type.name == record
    )


def _constant(program: Program, expr: Expr) -> Fraction | None:
    match expr:
        case Literal(value=Fraction() as value):
            return value
        case ParameterRef():
            known = program.parameters[parameter_id(expr.book, expr.name, expr.pin)].value
            return known if isinstance(known, Fraction) else None
        case _:
            return None


def _starts(operator: Operator, bound: Fraction, is_left: bool, type_: Type) -> set[Fraction]:
    """Return where a class begins: at the bound, after it, or both."""
    assert isinstance(type_, NumberType)
    after = bound + (type_.step or Fraction(1, 100))
    match operator, is_left:
        case (Operator.LESS, True) | (Operator.LESS_EQUAL, False):
            return {bound}
        case (Operator.LESS_EQUAL, True) | (Operator.LESS, False):
            return {after}
        case Operator.EQUAL, _:
            return {bound, after}
        case _:
            return set()
