"""Whether a plan fits JavaScript's `Number`s: every value on the way, partial results included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from operator import mul

from convention_dsl.calculator.plan.formula import (
    Fold,
    FoldKind,
    Formula,
    IntKind,
    Product,
    Sum,
)
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.calculator.plan.traverse import children, every_definition, walk

LARGEST = 2**53 - 1
"""The largest integer such that it and all smaller ones are `Number`s exactly."""


def is_wide(plan: Plan) -> bool:
    """Return whether some integer of the plan may be beyond ±(2^53 - 1)."""
    columns = [*plan.columns, *(each for many in plan.lists for each in many.columns)]
    kinds = [*(each.kind for each in columns), *(each.kind for each in plan.parameters)]
    if any(isinstance(kind, IntKind) and _largest(kind) > LARGEST for kind in kinds):
        return True
    most = {many.name: many.most for many in plan.lists}
    return any(
        _largest_of(formula, most) > LARGEST
        for definition in every_definition(plan)
        for formula in walk(definition.formula)
    )


def _largest(kind: IntKind) -> int:
    return max(abs(kind.low), abs(kind.high))


def _largest_of(formula: Formula, most: Mapping[str, int]) -> int:
    """Return a bound on what a formula comes to, and on what it comes to on the way."""
    kinds = [part.kind for part in children(formula) if isinstance(part.kind, IntKind)]
    own = _largest(formula.kind) if isinstance(formula.kind, IntKind) else 0
    match formula:
        case Sum():
            lows = accumulate(kind.low for kind in kinds)
            highs = accumulate(kind.high for kind in kinds)
            return max(own, *map(abs, lows), *map(abs, highs))
        case Product():
            sizes: Iterator[int] = accumulate(map(_largest, kinds), mul)
            return max(own, *sizes)
        case Fold(_, FoldKind.SUM, over, body):
            assert isinstance(body.kind, IntKind)
            return max(own, _largest(body.kind) * most[over])
        case _:
            return own
