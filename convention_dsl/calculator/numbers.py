"""Code for exact arithmetic on scaled integers; on fractions where no step is known.

A number at scale s is the integer s × value. Asking for an expression at a scale that its step
divides is always exact, so that every `//` below leaves nothing, but in roundings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from convention_dsl.calculator.failures import holds_zero
from convention_dsl.calculator.shapes import (
    DATE,
    FRACTION,
    UNIT,
    FractionShape,
    IntShape,
    NumberShape,
    Shape,
    number_shape,
    scales,
)
from convention_dsl.core.arithmetic import is_multiple
from convention_dsl.core.nodes import Apply, Expr, Literal, Round, RoundingMode, Total
from convention_dsl.core.number_types import interval
from convention_dsl.core.operators import Operator
from convention_dsl.types import NumberType

if TYPE_CHECKING:
    from convention_dsl.calculator.emit import Emitter

_ROUNDINGS: Mapping[RoundingMode, str] = {
    RoundingMode.HALF_AWAY: "_half_away",
    RoundingMode.HALF_EVEN: "_half_even",
    RoundingMode.UP: "_up",
    RoundingMode.DOWN: "_down",
}


def numeric(expr: Expr) -> NumberType:
    """Return the type of a number."""
    if not isinstance(expr.type, NumberType):
        raise TypeError(f"not a number: {expr.type}")
    return expr.type


def shape_at(expr: Expr, wanted: NumberShape) -> NumberShape:
    """Return the shape to ask `expr` at so that nothing is lost: `wanted`, or finer."""
    return scales(number_shape(numeric(expr)), wanted)


def finer(expr: Expr, shape: Shape) -> NumberShape | None:
    """Return the finer shape that a number's own step needs, where `shape` does not hold it."""
    if not isinstance(expr.type, NumberType) or not isinstance(shape, IntShape | FractionShape):
        return None
    through = shape_at(expr, shape)
    return None if through == shape else through


def constant(expr: Expr, shape: Shape, emitter: Emitter) -> str | None:
    """Return the code of a number that its type alone determines (no parameter does), or None."""
    if not isinstance(expr.type, NumberType) or not isinstance(shape, IntShape | FractionShape):
        return None
    value = interval(expr.type).constant
    if value is None or not emitter.is_fixed(expr):
        return None
    if isinstance(shape, IntShape) and (value * shape.scale).denominator == 1:
        return _integer(value * shape.scale)
    return emitter.collected.fraction(value) if isinstance(shape, FractionShape) else None


def converted(code: str, given: NumberShape, wanted: NumberShape) -> str:
    """Return the code of the same number at another scale."""
    match given, wanted:
        case IntShape(), IntShape():
            return scaled(code, Fraction(wanted.scale, given.scale))
        case IntShape(), FractionShape():
            return code if given.scale == 1 else f"Fraction({code}, {given.scale})"
        case FractionShape(), IntShape():
            return f"int({scaled(code, Fraction(wanted.scale))})"
        case _:
            return code


def scaled(code: str, factor: Fraction) -> str:
    """Return the code of an integer times `factor`, known to be an integer."""
    if factor == 1:
        return code
    product = code if factor.numerator == 1 else f"({code} * {factor.numerator})"
    return product if factor.denominator == 1 else f"({product} // {factor.denominator})"


def value(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
    """Return the code of an arithmetic operation."""
    return _OPERATIONS[expr.operator](emitter, expr, shape)


def _pair(emitter: Emitter, expr: Apply, shape: NumberShape) -> tuple[list[str], NumberShape]:
    """Return the codes of both operands at one shape, `shape` or finer."""
    first, second = expr.arguments
    through = scales(shape_at(first, shape), shape_at(second, shape))
    return emitter.values([(first, through), (second, through)]), through


def _infix(symbol: str) -> Callable[[Emitter, Apply, NumberShape], str]:
    def code(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
        (left, right), through = _pair(emitter, expr, shape)
        return emitter.convert(f"({left} {symbol} {right})", through, shape)

    return code


def _negate(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
    return f"(-{emitter.value(expr.arguments[0], shape)})"


def _multiply(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
    first, second = expr.arguments
    for literal, other in ((first, second), (second, first)):
        if isinstance(literal, Literal) and isinstance(shape, IntShape):
            inner = number_shape(numeric(other))
            if isinstance(inner, IntShape) and isinstance(literal.value, Fraction):
                factor = literal.value * Fraction(shape.scale, inner.scale)
                return _times(emitter.value(other, inner), factor)
    one, two = number_shape(numeric(first)), number_shape(numeric(second))
    left, right = emitter.values([(first, one), (second, two)])
    product = f"({left} * {right})"
    if isinstance(one, IntShape) and isinstance(two, IntShape):
        return emitter.convert(product, IntShape(one.scale * two.scale), shape)
    left = emitter.convert(left, one, FRACTION)
    right = emitter.convert(right, two, FRACTION)
    return emitter.convert(f"({left} * {right})", FRACTION, shape)


def _times(code: str, factor: Fraction) -> str:
    return scaled(code, factor) if factor.numerator != -1 else scaled(f"(-{code})", -factor)


def _divide(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
    first, second = expr.arguments
    divisor = interval(numeric(second)).constant if emitter.is_fixed(second) else None
    inner = number_shape(numeric(first))
    if divisor and isinstance(inner, IntShape) and isinstance(shape, IntShape):
        factor = Fraction(shape.scale, inner.scale) / divisor
        return _times(emitter.value(first, inner), factor)
    numerator, denominator = quotient(emitter, expr)
    if holds_zero(numeric(second)):
        helper = emitter.collected.helper("_divide")
        code = f"{helper}({numerator}, {denominator}, {emitter.collected.place(expr.span)})"
    else:
        code = f"Fraction({numerator}, {denominator})"
    return emitter.convert(code, FRACTION, shape)


def quotient(emitter: Emitter, expr: Apply) -> tuple[str, str]:
    """Return the codes of two numbers (integers where both operands are) with the same quotient."""
    first, second = expr.arguments
    one, two = number_shape(numeric(first)), number_shape(numeric(second))
    left, right = emitter.values([(first, one), (second, two)])
    if isinstance(one, IntShape) and isinstance(two, IntShape):
        ratio = Fraction(two.scale, one.scale)
        return scaled(left, Fraction(ratio.numerator)), scaled(right, Fraction(ratio.denominator))
    return emitter.convert(left, one, FRACTION), emitter.convert(right, two, FRACTION)


def _floor_divide(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
    divisor = _divisor(expr)
    inner = number_shape(numeric(expr.arguments[0]))
    code = emitter.value(expr.arguments[0], inner)
    if isinstance(inner, FractionShape):
        scale, floored = 1, f"({code} // {emitter.collected.fraction(divisor)})"
    else:
        scale = inner.scale
        ratio = 1 / (divisor * scale)
        times = code if ratio.numerator == 1 else f"({code} * {ratio.numerator})"
        floored = times if ratio.denominator == 1 else f"({times} // {ratio.denominator})"
    return emitter.convert(floored, UNIT, shape)


def _modulo(emitter: Emitter, expr: Apply, shape: NumberShape) -> str:
    divisor = _divisor(expr)
    inner = scales(shape_at(expr.arguments[0], shape), IntShape(divisor.denominator))
    code = emitter.value(expr.arguments[0], inner)
    scale = inner.scale if isinstance(inner, IntShape) else 1
    modulus = emitter.collected.fraction(divisor * scale)
    return emitter.convert(f"({code} % {modulus})", inner, shape)


def _divisor(expr: Apply) -> Fraction:
    divisor = interval(numeric(expr.arguments[1])).constant
    if divisor is None or divisor <= 0:
        raise ValueError("div and mod take a positive literal")
    return divisor


def extreme(emitter: Emitter, expr: Apply, shape: Shape) -> str:
    """Return the code of the smaller or the larger of two numbers or days."""
    symbol = "<=" if expr.operator is Operator.MINIMUM else ">="
    through: Shape = DATE
    if isinstance(shape, IntShape | FractionShape):
        (left, right), through = _pair(emitter, expr, shape)
    else:
        left, right = emitter.values([(argument, DATE) for argument in expr.arguments])
    first, left = _reusable(emitter, left)
    second, right = _reusable(emitter, right)
    return emitter.convert(f"({first} if {left} {symbol} {right} else {second})", through, shape)


def _reusable(emitter: Emitter, code: str) -> tuple[str, str]:
    """Return a short code for later uses of `code`, and the code of its first use."""
    if code.isidentifier() or code.isdigit():
        return code, code
    name = emitter.names.unique("t")
    return name, f"({name} := {code})"


def rounding(emitter: Emitter, expr: Round, shape: Shape) -> str:
    """Return the code of a rounding."""
    assert isinstance(shape, IntShape | FractionShape)
    inner = numeric(expr.value)
    if inner.step is not None and is_multiple(inner.step, expr.step):
        return emitter.value(expr.value, shape)
    steps = _steps(emitter, expr)
    through = scales(shape, IntShape(expr.step.denominator))
    if isinstance(through, FractionShape):
        step = emitter.collected.fraction(expr.step)
        return f"({steps} * {step})"
    factor = expr.step * through.scale
    return emitter.convert(scaled(steps, factor), through, shape)


def _steps(emitter: Emitter, expr: Round) -> str:
    """Return the code of how many steps the rounded value has."""
    inner = number_shape(numeric(expr.value))
    value = expr.value
    if isinstance(value, Apply) and value.operator is Operator.DIVIDE:
        divisor = numeric(value.arguments[1])
        whole = all(numeric(argument).step is not None for argument in value.arguments)
        if (
            isinstance(inner, FractionShape)
            and whole
            and divisor.low is not None
            and divisor.low > 0
        ):
            numerator, denominator = quotient(emitter, value)
            n = scaled(numerator, Fraction(expr.step.denominator))
            m = scaled(denominator, Fraction(expr.step.numerator))
            return f"{emitter.collected.helper(_ROUNDINGS[expr.mode])}({n}, {m})"
    code = emitter.value(value, inner)
    helper = _ROUNDINGS[expr.mode]
    if isinstance(inner, FractionShape):
        scaled_helper = emitter.collected.helper("_scaled")
        ratio = f"{scaled_helper}({code}, {expr.step.denominator}, {expr.step.numerator})"
        return f"{emitter.collected.helper(helper)}(*{ratio})"
    per_step = 1 / (expr.step * inner.scale)
    steps = scaled(code, Fraction(per_step.numerator))
    return _rounded(emitter, expr, steps, per_step.denominator)


def _rounded(emitter: Emitter, expr: Round, n: str, m: int) -> str:
    if m == 1:
        return n
    if expr.mode is RoundingMode.DOWN:
        return f"({n} // {m})"
    if expr.mode is RoundingMode.UP:
        return f"(-(-{n} // {m}))"
    low = numeric(expr.value).low
    if expr.mode is RoundingMode.HALF_AWAY and low is not None and low >= 0:
        return f"(({n} + {m // 2}) // {m})"
    return f"{emitter.collected.helper(_ROUNDINGS[expr.mode])}({n}, {m})"


def total(emitter: Emitter, expr: Total, shape: NumberShape) -> str:
    """Return the code of a total as one expression."""
    through = _total_shape(expr, shape)
    parts = []
    for term in expr.terms:
        code = emitter.value(term.value, through)
        if term.condition is not None:
            code = f"({code} if {emitter.condition(term.condition)} else 0)"
        parts.append(code)
    code = parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"
    return emitter.convert(code, through, shape)


def store_total(emitter: Emitter, expr: Total, shape: NumberShape, destination: str) -> None:
    """Add statements that sum the terms one after the other."""
    if emitter.is_simple(expr) and all(term.condition is None for term in expr.terms):
        emitter.lines.add(destination.format(total(emitter, expr, shape)))
        return
    through = _total_shape(expr, shape)
    name = emitter.names.unique("total")
    emitter.declare(name, through)
    first = expr.terms[0]
    if first.condition is None:
        emitter.store(first.value, through, f"{name} = {{}}")
    else:
        emitter.lines.add(f"{name} = 0")
    for term in expr.terms[1 if first.condition is None else 0 :]:
        if term.label:
            emitter.comment(term.label)
        if term.condition is None:
            emitter.store(term.value, through, f"{name} += {{}}")
            continue
        with emitter.lines.block(f"if {emitter.condition(term.condition)}:"):
            emitter.store(term.value, through, f"{name} += {{}}")
    emitter.keep(expr, name, through)
    emitter.lines.add(destination.format(emitter.convert(name, through, shape)))


def _total_shape(expr: Total, shape: NumberShape) -> NumberShape:
    through = shape
    for term in expr.terms:
        through = shape_at(term.value, through)
    return through


def _integer(value: Fraction) -> str:
    return str(value.numerator) if value >= 0 else f"({value.numerator})"


_OPERATIONS: Mapping[Operator, Callable[[Emitter, Apply, NumberShape], str]] = {
    Operator.NEGATE: _negate,
    Operator.ADD: _infix("+"),
    Operator.SUBTRACT: _infix("-"),
    Operator.MULTIPLY: _multiply,
    Operator.DIVIDE: _divide,
    Operator.FLOOR_DIVIDE: _floor_divide,
    Operator.MODULO: _modulo,
}
