"""The parts of a formula, and the same formula with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from convention_dsl.calculator.plan.formula import (
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Const,
    DaysBetween,
    Extract,
    Fold,
    Formula,
    Greatest,
    Least,
    Negate,
    Not,
    Position,
    Product,
    Quotient,
    Ref,
    Remainder,
    Some,
    Sum,
)
from convention_dsl.calculator.plan.traverse import children


def parts(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas that a formula is made of; of a choice, condition, value, … otherwise.

    Those of a fold are about the elements of a list: they are not parts of it.
    """
    return () if isinstance(formula, Fold) else children(formula)


def with_parts(formula: Formula, own: Sequence[Formula]) -> Formula:
    """Return a formula with other parts, as many and as `parts` orders them."""
    match formula:
        case Const() | Ref() | Fold():
            return formula
        case Sum():
            return replace(formula, terms=tuple(own))
        case Product():
            return replace(formula, factors=tuple(own))
        case Least() | Greatest() | All() | Some():
            return replace(formula, parts=tuple(own))
        case Negate():
            return replace(formula, value=own[0])
        case Quotient() | Remainder():
            return replace(formula, dividend=own[0], divisor=own[1])
        case Compare():
            return replace(formula, left=own[0], right=own[1])
        case Position():
            return replace(formula, item=own[0])
        case Not():
            return Not(own[0])
        case Choose():
            cases = tuple(zip(own[:-1:2], own[1:-1:2], strict=True))
            return replace(formula, cases=cases, otherwise=own[-1])
        case Extract():
            return replace(formula, day=own[0])
        case AddMonths():
            return replace(formula, day=own[0], months=own[1])
        case AddDays():
            return replace(formula, day=own[0], days=own[1])
        case DaysBetween():
            return replace(formula, start=own[0], end=own[1])
        case _:
            assert_never(formula)


def depth(formula: Formula) -> int:
    """Return how deep the parts of a formula stand in each other; a choice is a chain of IFs."""
    inside = max(map(depth, parts(formula)), default=0)
    return inside + (len(formula.cases) if isinstance(formula, Choose) else 1)
