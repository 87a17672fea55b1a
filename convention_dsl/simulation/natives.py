"""Cells with a type of their own (Parquet) as scalars of a plan: cheap comparisons where possible.

A number in floating point is taken for the multiple of the step to which it is the nearest; where
it is the nearest to none, it is refused. So 0.1 means one tenth, and 0.1 + 0.2 is refused.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.plan import Column
from convention_dsl.simulation import reasons
from convention_dsl.simulation.bounds import accepted, accepted_days, step_units
from convention_dsl.simulation.cell import Cell, Decoded, Defect, Habits
from convention_dsl.simulation.expressions import (
    FALSE,
    NULL,
    E,
    among,
    between,
    both,
    case,
    cast,
    day,
    differ,
    either,
    equal,
    is_null,
    is_there,
    less,
    negation,
    quotient,
    remainder,
    times,
    try_cast,
    whole,
)
from convention_dsl.types import DateType, NumberKind, NumberType, Type

D = exp.DType
_BITS = {D.TINYINT: 7, D.SMALLINT: 15, D.INT: 31, D.BIGINT: 63, D.INT128: 127}
_UNSIGNED_BITS = {D.UTINYINT: 8, D.USMALLINT: 16, D.UINT: 32, D.UBIGINT: 64, D.UINT128: 128}
_INTEGERS = {**_BITS, **_UNSIGNED_BITS}
_FLOATS = (D.FLOAT, D.DOUBLE)
_TIMES = (D.TIMESTAMP, D.TIMESTAMPNTZ, D.TIMESTAMP_S, D.TIMESTAMP_MS, D.TIMESTAMP_NS, D.DATETIME)
TEXTS = (D.TEXT, D.VARCHAR, D.CHAR, D.ENUM)
_EXACT = 2**53
"""Integers up to this are exact in floating point."""


def decode(cell: Cell, target: Column, type_: Type, habits: Habits) -> Decoded | None:
    """Return a cell as a column of a plan; None where its type never says such a thing."""
    source = cell.type.this
    match target.kind:
        case BoolKind():
            return _boolean(cell, source)
        case IntKind():
            assert isinstance(type_, NumberType)
            return _number(cell, target, target.kind, type_, habits)
        case DateKind():
            assert isinstance(type_, DateType)
            return _date(cell, source, target.kind, type_)
        case ItemKind():
            return None
        case _:
            assert_never(target.kind)


def _decoded(cell: Cell, value: E, *defects: Defect) -> Decoded:
    """Return a value that is NULL just where the cell is."""
    there = is_there(cell.value)
    kept = (Defect(each.reason, both(there, each.holds)) for each in defects)
    return Decoded(value, is_null(cell.value), tuple(kept))


def _boolean(cell: Cell, source: exp.DType) -> Decoded | None:
    if source == D.BOOLEAN:
        return _decoded(cell, cell.value)
    if source in _INTEGERS:
        other = negation(among(cell.value, (whole(0), whole(1))))
        return _decoded(cell, equal(cell.value, whole(1)), Defect(reasons.NOT_ZERO_OR_ONE, other))
    return None


# Numbers ----------------------------------------------------------------------------------------


def _number(
    cell: Cell, target: Column, kind: IntKind, type_: NumberType, habits: Habits
) -> Decoded | None:
    source = cell.type.this
    if source in _INTEGERS:
        return _integer(cell, target, kind, type_)
    if source == D.DECIMAL:
        return _decimal(cell, target, kind, type_)
    if source in _FLOATS:
        return _float(cell, target, kind, type_, habits)
    return None


def _outside(target: Column, kind: IntKind, type_: NumberType, holds: E) -> Defect:
    return Defect(reasons.outside(accepted(target, kind, type_)), holds)


def _off_step(target: Column, type_: NumberType, holds: E) -> Defect:
    every = step_units(target, type_)
    if type_.kind is NumberKind.INTEGER and every == target.scale:
        return Defect(reasons.unreadable(type_), holds)
    return Defect(reasons.off_step(Fraction(every, target.scale), type_.kind), holds)


def _integer(cell: Cell, target: Column, kind: IntKind, type_: NumberType) -> Decoded:
    source = cell.type.this
    value, scale = cell.value, target.scale
    low, high = -(-kind.low // scale), kind.high // scale
    bits = _INTEGERS[source]
    least = 0 if source in _UNSIGNED_BITS else -(2**bits)
    under = less(value, whole(low)) if low > least else FALSE
    over = less(whole(high), value) if high < 2**bits - 1 else FALSE
    defects = [_outside(target, kind, type_, either(under, over))]
    step = Fraction(step_units(target, type_), scale)
    if step.numerator > 1:
        rest = remainder(value, whole(step.numerator))
        defects.append(_off_step(target, type_, differ(rest, whole(0))))
    return _decoded(cell, _scaled(value, bits, low, high, scale), *_possible(defects))


def _scaled(value: E, bits: int, low: int, high: int, scale: int) -> E:
    """Return the units of an integer; no value of its type may overflow on the way."""
    units = cast(value, D.BIGINT)
    units = times(units, whole(scale)) if scale > 1 else units
    if 2**bits * scale <= 2**63:
        return units
    return case([(between(value, whole(low), whole(high)), units)], NULL)


def _possible(defects: list[Defect]) -> list[Defect]:
    return [each for each in defects if each.holds != FALSE]


def _decimal(cell: Cell, target: Column, kind: IntKind, type_: NumberType) -> Decoded:
    width, places = (int(each.this.this) for each in cell.type.expressions)
    scale, every = target.scale, step_units(target, type_)
    value = cell.value
    tenths = 10**places
    low, high = -(-kind.low * tenths // scale), kind.high * tenths // scale
    outside = negation(between(value, _literal(low, places), _literal(high, places)))
    defects = [_outside(target, kind, type_, outside)]
    narrow = value
    if width + len(str(scale)) > 38:
        narrow = try_cast(value, f"DECIMAL(28, {min(places, 9)})")
        defects.append(_off_step(target, type_, differ(narrow, value)))
    units = times(narrow, whole(scale))
    if scale % (tenths * every):
        defects.append(_off_step(target, type_, differ(remainder(units, whole(every)), whole(0))))
    return _decoded(cell, try_cast(units, D.BIGINT), *_possible(defects))


def _literal(mantissa: int, places: int) -> E:
    """Return an exact decimal literal."""
    digits = str(abs(mantissa)).zfill(places + 1)
    shown = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    literal = exp.Literal.number(shown)
    return exp.Neg(this=literal) if mantissa < 0 else literal


def _float(cell: Cell, target: Column, kind: IntKind, type_: NumberType, habits: Habits) -> Decoded:
    kept = IntKind(max(kind.low, -_EXACT), min(kind.high, _EXACT))
    scale, every = target.scale, step_units(target, type_)
    scaled = times(cast(cell.value, D.DOUBLE), whole(scale))
    units = habits.helpers.name(1, try_cast(exp.Round(this=scaled), D.BIGINT))
    inside = both(is_there(units), between(units, whole(kept.low), whole(kept.high)))
    back: E = quotient(cast(units, D.DOUBLE), cast(whole(scale), D.DOUBLE))
    back = cast(back, cell.type.this)
    split = differ(back, cell.value)
    if every > 1:
        split = either(split, differ(remainder(units, whole(every)), whole(0)))
    return _decoded(
        cell,
        case([(inside, units)], NULL),
        _outside(target, kept, type_, negation(inside)),
        _off_step(target, type_, both(inside, split)),
    )


# Days -------------------------------------------------------------------------------------------


def _date(cell: Cell, source: exp.DType, kind: DateKind, type_: DateType) -> Decoded | None:
    value, defects = cell.value, []
    if source in _TIMES:
        value = cast(cell.value, D.DATE)
        at_night = cast(value, D.TIMESTAMP)
        defects.append(Defect(reasons.NOT_MIDNIGHT, differ(at_night, cell.value)))
    elif source not in (D.DATE, D.DATE32):
        return None
    outside = negation(between(value, day(kind.low), day(kind.high)))
    defects.append(Defect(reasons.outside(accepted_days(kind, type_)), outside))
    return _decoded(cell, value, *defects)
