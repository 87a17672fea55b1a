"""The operators on numbers with forms."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from convention_dsl.core.nodes import Apply, Expr, RoundingMode
from convention_dsl.core.operators import Operator
from convention_dsl.proof.lists.affine import Affine, constant
from convention_dsl.proof.lists.region import Number
from convention_dsl.types import NumberType

if TYPE_CHECKING:
    from convention_dsl.proof.lists.walk import Environment, Walk


def applied(walk: Walk, expr: Apply, env: Environment) -> Number:
    """Return the value of an operator that gives a number."""
    match expr.operator:
        case Operator.ADD:
            return walk.sum([walk.number(argument, env) for argument in expr.arguments])
        case Operator.SUBTRACT:
            one, two = (walk.number(argument, env) for argument in expr.arguments)
            return walk.added(one, _scaled(two, Fraction(-1)))
        case Operator.NEGATE:
            return _scaled(walk.number(expr.arguments[0], env), Fraction(-1))
        case Operator.MULTIPLY:
            return _product(walk, expr, env)
        case Operator.DIVIDE:
            one, two = (walk.number(argument, env) for argument in expr.arguments)
            return _quotient(walk, one, two)
        case Operator.MINIMUM | Operator.MAXIMUM:
            return _extreme(walk, expr, env)
        case Operator.FLOOR_DIVIDE | Operator.MODULO:
            return _floored(walk, expr, env)
        case _:
            return Number(*_constant(walk, expr, env))


def _constant(walk: Walk, expr: Expr, env: Environment) -> tuple[Fraction, Affine]:
    value = cast("Fraction", walk.plain(expr, env))
    return value, constant(value)


def _scaled(number: Number, factor: Fraction) -> Number:
    return Number(number.value * factor, number.form.times(factor), number.divisor)


def _product(walk: Walk, expr: Apply, env: Environment) -> Number:
    one, two = (walk.number(argument, env) for argument in expr.arguments)
    if _is_constant(one):
        return _scaled(two, one.value)
    if _is_constant(two):
        return _scaled(one, two.value)
    for factor, other, type_ in (
        (one, two, expr.arguments[0].type),
        (two, one, expr.arguments[1].type),
    ):
        if not factor.form.has_sums and (factor.divisor is None or not factor.divisor.has_sums):
            if walk.region.is_relaxed and other.divisor is None and isinstance(type_, NumberType):
                between = _between(walk, one.value * two.value, type_, other)
                if between is not None:
                    return between
            return _scaled(other, walk.fixed(factor).value)
    return _scaled(two, walk.fixed(one).value)


def _between(walk: Walk, value: Fraction, factor: NumberType, other: Number) -> Number | None:
    """Return a product as a dimension between what the bounds of one factor make of the other."""
    if factor.low is None or factor.high is None:
        return None
    sign = Fraction(1 if other.value >= 0 else -1)
    product = walk.region.auxiliary(None)
    walk.region.has_products = True
    walk.region.require(other.form.times(sign))
    walk.region.require((product - other.form.times(factor.low)).times(sign))
    walk.region.require((other.form.times(factor.high) - product).times(sign))
    return Number(value, product)


def _quotient(walk: Walk, one: Number, two: Number) -> Number:
    if _is_constant(two):
        return _scaled(one, 1 / two.value)
    divisor = walk.single(two)
    if divisor.form.is_constant or one.divisor is not None:
        return _scaled(one, 1 / walk.fixed(two).value)
    sign = Fraction(1 if two.value > 0 else -1)
    walk.region.require(divisor.form.times(sign), strict=True)
    return Number(one.value / two.value, one.form.times(sign), divisor.form.times(sign))


def _extreme(walk: Walk, expr: Apply, env: Environment) -> Number:
    one, two = (walk.single(walk.number(argument, env)) for argument in expr.arguments)
    first = (one.value <= two.value) is (expr.operator is Operator.MINIMUM)
    best, other = (one, two) if first else (two, one)
    difference = other.form - best.form
    sign = Fraction(1 if expr.operator is Operator.MINIMUM else -1)
    walk.region.require(difference.times(sign))
    return best


def _floored(walk: Walk, expr: Apply, env: Environment) -> Number:
    number = walk.single(walk.number(expr.arguments[0], env))
    divisor = walk.number(expr.arguments[1], env).value
    value = cast("Fraction", walk.plain(expr, env))
    if number.form.is_constant:
        return Number(value, constant(value))
    whole = walk.region.rounding(number.form.times(1 / divisor), Fraction(1), RoundingMode.DOWN)
    if expr.operator is Operator.FLOOR_DIVIDE:
        return Number(value, whole)
    return Number(value, number.form - whole.times(divisor))


def _is_constant(number: Number) -> bool:
    return number.divisor is None and number.form.is_constant
