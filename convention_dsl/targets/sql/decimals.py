"""Natural units: numbers as people write them, and the integers of a scale that plans count in."""

from __future__ import annotations

from fractions import Fraction

from sqlglot import exp

from convention_dsl.calculator.plan.formula import IntKind
from convention_dsl.locale import decimal_places, exact_text
from convention_dsl.targets.sql.building import binary
from convention_dsl.targets.sql.dialects import Dialect, TooWideError, column_width, integer_type
from convention_dsl.types import NumberKind, NumberType, Type

_MOST_DIGITS = 38
_USUAL_DIGITS = 18


def places(scale: int, type_: Type) -> int | None:
    """Return how many decimals show the values of a type that are counted in one over `scale`.

    An amount has two at least. None: no number of decimals shows them.
    """
    if not isinstance(type_, NumberType):
        return None
    step = Fraction(1, scale) if type_.step is None else type_.step
    found = decimal_places(step)
    if found is None:
        return None
    return max(found, 2 if type_.kind is NumberKind.AMOUNT else 0)


def decimal_type(size: int, decimals: int, dialect: Dialect) -> exp.DataType:
    """Return the type of numbers up to `size` with so many decimals. Raises `TooWideError`."""
    return _decimal(len(str(size)) + decimals, decimals, dialect)


def number(value: Fraction) -> exp.Expression:
    """Return an exact literal."""
    if value < 0:
        return exp.Neg(this=exp.Literal.number(exact_text(-value)))
    return exp.Literal.number(exact_text(value))


def to_units(value: exp.Expression, kind: IntKind, scale: int, dialect: Dialect) -> exp.Expression:
    """Return a decimal that is a multiple of one over `scale` as an integer of that scale."""
    scaled = value if scale == 1 else binary(exp.Mul, value, exp.Literal.number(scale))
    return exp.Cast(this=scaled, to=integer_type(column_width(kind, dialect), dialect))


def from_units(
    value: exp.Expression, size: int, scale: int, decimals: int, dialect: Dialect
) -> exp.Expression:
    """Return an integer of a scale, up to `size`, as a decimal.

    It is a product, which is exact everywhere; a quotient of decimals is not.
    """
    digits = len(str(size)) + decimals
    whole = exp.Cast(this=value, to=_decimal(digits, 0, dialect))
    if scale == 1 and decimals == 0:
        return whole
    product = binary(exp.Mul, whole, number(Fraction(1, scale)))
    return exp.Cast(this=product, to=_decimal(digits, decimals, dialect))


def _decimal(digits: int, decimals: int, dialect: Dialect) -> exp.DataType:
    if digits > _MOST_DIGITS:
        raise TooWideError(dialect)
    precision = _USUAL_DIGITS if digits <= _USUAL_DIGITS else _MOST_DIGITS
    return exp.DataType.build(f"DECIMAL({precision}, {decimals})")
