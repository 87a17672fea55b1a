"""How far apart two values that are compared can be, at the least."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core.arithmetic import common_step
from convention_dsl.core.nodes import Apply, Call, Expr, Variable
from convention_dsl.core.traverse import walk
from convention_dsl.types import DateType, NumberType, Type


@dataclass(frozen=True, slots=True)
class Meeting:
    """A comparison of numbers or days; `flipped`: the value is on the right, its bound left."""

    step: Fraction | None
    flipped: bool


def is_constant(expr: Expr) -> bool:
    """Return whether an expression has the same value for all inputs, as its text shows."""
    return not any(isinstance(node, Variable | Call) for node in walk(expr))


def compared(expr: Apply) -> Meeting | None:
    """Return how the two arguments of `expr` meet; None where they are not numbers or days."""
    left, right = expr.arguments
    one, two = left.type, right.type
    if isinstance(one, DateType) and isinstance(two, DateType):
        return Meeting(Fraction(1), is_constant(left))
    if not isinstance(one, NumberType) or not isinstance(two, NumberType):
        return None
    if is_constant(left):
        return Meeting(two.step or None, True)
    if is_constant(right):
        return Meeting(one.step or None, False)
    return Meeting(_common(one, two), False)


def _common(one: NumberType, two: NumberType) -> Fraction | None:
    if one.step is None or two.step is None:
        return None
    return common_step(one.step, two.step) or None


def bounds(type_: Type) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest value of a number; None: without limit."""
    return (type_.low, type_.high) if isinstance(type_, NumberType) else (None, None)
