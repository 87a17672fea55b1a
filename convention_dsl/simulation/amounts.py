"""Integers of the plans as the numbers that people read: decimals, made of integers only."""

from __future__ import annotations

from fractions import Fraction

from sqlglot import exp

from convention_dsl.calculator.plan.plan import Result
from convention_dsl.locale import decimal_places
from convention_dsl.simulation.pieces import decimal, hugeint, varchar
from convention_dsl.simulation.queries import Measure
from convention_dsl.targets.sql.building import binary, call, column
from convention_dsl.types import NumberKind, NumberType

NARROW, WIDE = 18, 38
"""The number of digits of a DECIMAL of 64 bits, and of the widest one."""


def places_of(result: Result) -> int | None:
    """Return how many decimals the numbers of a result have; None where no number of them does."""
    exact = decimal_places(Fraction(1, result.scale))
    is_amount = isinstance(result.type, NumberType) and result.type.kind is NumberKind.AMOUNT
    return None if exact is None or result.denominator else max(exact, 2 if is_amount else 0)


def number(value: exp.Expression, result: Result, largest: int) -> exp.Expression:
    """Return an integer of the scale of `result`, at most ± `largest`, as a decimal number.

    Where no decimals are exact, the text of a fraction.
    """
    places = places_of(result)
    if places is None:
        return fraction(value, exp.Literal.number(result.scale))
    if places == 0:
        return value
    factor = 10**places // result.scale
    digits = NARROW if largest * factor < 10 ** (NARROW - places) else WIDE
    if factor > 1:
        value = binary(exp.Mul, hugeint(value), exp.Literal.number(factor))
    whole = decimal(value, digits - places, 0)
    unit = decimal(exp.Literal.string(f"0.{1:0{places}}"), places, places)
    return decimal(binary(exp.Mul, whole, unit), digits, places)


def fraction(value: exp.Expression, divisor: exp.Expression) -> exp.Expression:
    """Return the text of an exact quotient in lowest terms: `1/3`, `5`."""
    common = call("gcd", value.copy(), divisor.copy())
    top = varchar(binary(exp.IntDiv, value.copy(), common))
    below = binary(exp.IntDiv, divisor.copy(), common.copy())
    tail = exp.DPipe(this=exp.Literal.string("/"), expression=varchar(below.copy()), safe=True)
    is_whole = binary(exp.EQ, below, exp.Literal.number(1))
    tail_or_none = exp.Case(ifs=[exp.If(this=is_whole, true=exp.Literal.string(""))], default=tail)
    return exp.DPipe(this=top, expression=exp.Paren(this=tail_or_none), safe=True)


def of_row(measure: Measure) -> exp.Expression:
    """Return the value of a row as people read it; NULL where it is not known."""
    value: exp.Expression = column(measure.alias)
    if measure.is_number:
        from convention_dsl.targets.sql.dialects import magnitude

        largest = magnitude(measure.result.kind)
        if measure.divisor is not None:
            scale = exp.Literal.number(measure.result.scale)
            value = fraction(value, binary(exp.Mul, column(measure.divisor), scale))
        else:
            value = number(value, measure.result, largest)
    if measure.known is None:
        return value
    return exp.Case(ifs=[exp.If(this=column(measure.known), true=value)])
