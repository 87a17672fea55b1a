"""How large the integers of a plan may become."""

from __future__ import annotations

from convention_dsl.calculator.plan.formula import Formula, IntKind, Kind
from convention_dsl.calculator.plan.plan import Column, Definition, Plan
from convention_dsl.calculator.plan.traverse import every_definition, needed, outputs, walk

LARGEST = {"64 bits": 2**63 - 1, "128 bits": 2**127 - 1, "JavaScript": 2**53 - 1, "sheet": 10**14}
"""The largest integers that engines hold exactly, whatever their sign."""


def beyond(plan: Plan, limit: int) -> Definition | Column | None:
    """Return the first column or definition whose size may exceed `limit`, or None.

    Every formula inside a definition counts; what no result needs does not.
    """
    used = needed(plan, outputs(plan))
    columns = [*plan.columns, *(column for each in plan.lists for column in each.columns)]
    for column in columns:
        if column.name in used and _size(column.kind) > limit:
            return column
    for definition in every_definition(plan):
        if definition.name in used and largest(definition.formula) > limit:
            return definition
    return None


def largest(formula: Formula) -> int:
    """Return the size that an integer inside a formula may have."""
    return max(_size(part.kind) for part in walk(formula))


def _size(kind: Kind) -> int:
    return max(abs(kind.low), abs(kind.high)) if isinstance(kind, IntKind) else 0
