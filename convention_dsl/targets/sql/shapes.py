"""Shapes of formulas that SQL writes in a way of its own."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.calculator.plan.formula import (
    Compare,
    Comparison,
    Const,
    Formula,
    IntKind,
    Negate,
    Not,
)


def is_negative(term: Formula) -> bool:
    """Whether a term of a sum is better written after a minus sign."""
    match term:
        case Negate():
            return True
        case Const(value=int(value)):
            return value < 0
        case _:
            return False


def unsigned(term: Formula) -> tuple[bool, Formula]:
    """Return whether a term is taken away, and what is then taken away."""
    match term:
        case Negate(value=value):
            return True, value
        case Const(kind=IntKind(), value=int(value)) if value < 0:
            return True, Const(IntKind(-value, -value), -value)
        case _:
            return False, term


def are_denied(parts: Sequence[Formula]) -> bool:
    """Whether all conditions are denials, so that the denial of all of them is one of them."""
    return all(isinstance(part, Not) for part in parts)


def bounded(one: Formula, other: Formula) -> tuple[Formula, Const, Const] | None:
    """Return what two conditions bound, from where to where, if that is what they do."""
    match one, other:
        case (
            Compare(Comparison.LESS_EQUAL, Const() as low, value),
            Compare(Comparison.LESS_EQUAL, same, Const() as high),
        ) if value == same:
            return value, low, high
        case _:
            return None
