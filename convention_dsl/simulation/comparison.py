"""One clause under two texts: who gains, who loses, and how much."""

from __future__ import annotations

from convention_dsl.calculator.plan.formula import IntKind
from convention_dsl.calculator.plan.plan import Plan, Role
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.types import NumberType, OptionalType, Type

NO_NUMBER = Wording("both must give one number", "chacune doit donner un seul nombre")
NATURES = Wording("they give numbers of two natures", "elles donnent des nombres de deux natures")
QUOTIENTS = Wording("one gives exact quotients", "l'une donne des quotients exacts")
LISTS = Wording(
    "one is over a list and the other is not", "l'une porte sur une liste et l'autre non"
)


def incomparable(main: Plan, other: Plan) -> Wording | None:
    """Return why the results of two plans have no difference, or None."""
    kinds = [_number(plan) for plan in (main, other)]
    if None in kinds:
        return NO_NUMBER
    if any(result.denominator for plan in (main, other) for result in plan.results):
        return QUOTIENTS
    if kinds[0] != kinds[1]:
        return NATURES
    return LISTS if bool(main.lists) != bool(other.lists) else None


def _number(plan: Plan) -> str | None:
    """Return the kind of the number that a plan gives; None where it gives something else."""
    values = [each for each in plan.results if each.role is not Role.KNOWN]
    if len(values) != 1 or not isinstance(values[0].kind, IntKind):
        return None
    type_ = _inner(values[0].type)
    return type_.kind.value if isinstance(type_, NumberType) else None


def _inner(type_: Type) -> Type:
    return type_.inner if isinstance(type_, OptionalType) else type_
