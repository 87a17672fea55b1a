"""Other ways to round than the one of the text: those that programs take for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from convention_dsl.core.nodes import Apply, Expr, If, Literal, Round, RoundingMode
from convention_dsl.core.operators import Operator
from convention_dsl.types import BooleanType, NumberKind, NumberType

HALF_DOWN = "half-down"
"""Half way goes towards zero: no text says so, but libraries do."""


def others(node: Round) -> Iterator[tuple[str, Expr]]:
    """Yield a rounding done in each other way, under its name."""
    for mode in RoundingMode:
        if mode is not node.mode:
            yield mode.value, replace(node, mode=mode)
    yield HALF_DOWN, _half_down(node)


def _half_down(node: Round) -> Expr:
    kind = node.type.kind if isinstance(node.type, NumberType) else NumberKind.NUMBER
    wide = NumberType(kind)

    def literal(value: Fraction) -> Expr:
        return Literal(type=wide, value=value)

    def shifted(by: Fraction, mode: RoundingMode) -> Expr:
        value = Apply(type=wide, operator=Operator.ADD, arguments=(node.value, literal(by)))
        return Round(type=wide, value=value, step=node.step, mode=mode)

    sides = (node.value, literal(Fraction(0)))
    half = node.step / 2
    return If(
        type=wide,
        condition=Apply(type=BooleanType(), operator=Operator.LESS, arguments=sides),
        then=shifted(half, RoundingMode.DOWN),
        otherwise=shifted(-half, RoundingMode.UP),
    )
