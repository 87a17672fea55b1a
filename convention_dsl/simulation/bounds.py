"""What a column accepts: the bounds and the step of its units, and how a reader is told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from convention_dsl.calculator.plan.formula import DateKind, IntKind
from convention_dsl.calculator.plan.plan import Column
from convention_dsl.types import DateType, NumberType

LARGEST = 2**63 - 4
"""The largest magnitude of a column: what is beyond serves as a mark of what went wrong."""


def within(target: Column) -> Column:
    """Return a column with bounds that 64 bits hold."""
    if not isinstance(target.kind, IntKind):
        return target
    low, high = max(target.kind.low, -LARGEST), min(target.kind.high, LARGEST)
    return replace(target, kind=IntKind(low, high))


def step_units(target: Column, type_: NumberType) -> int:
    """Return how many units each step has (1 where the type has none: the scale adds one)."""
    units = Fraction(1) if type_.step is None else type_.step * target.scale
    return units.numerator if units.denominator == 1 else 1


def accepted(target: Column, kind: IntKind, type_: NumberType) -> NumberType:
    """Return the declared type with the bounds that the plan was proved for."""
    low, high = Fraction(kind.low, target.scale), Fraction(kind.high, target.scale)
    return replace(type_, low=low, high=high)


def accepted_days(kind: DateKind, type_: DateType) -> DateType:
    """Return the declared type with the bounds that the plan was proved for."""
    is_any = (kind.low.year, kind.high.year) == (1, 9999)
    return type_ if is_any else replace(type_, low=kind.low, high=kind.high)
