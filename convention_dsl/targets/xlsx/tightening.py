"""Narrower ranges for a plan: for the rows that a workbook has room for, for smaller amounts.

A plan is proved for lists of a million elements and for amounts that grow a hundredfold; what is
calculated of so many so large numbers may be beyond a spreadsheet, where what is needed is not.
The ranges of the formulas are worked out again, within those that were proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from convention_dsl.calculator.plan import construct
from convention_dsl.calculator.plan.formula import (
    Choose,
    Fold,
    FoldKind,
    Formula,
    Greatest,
    IntKind,
    Kind,
    Least,
    Negate,
    Product,
    Quotient,
    Ref,
    Remainder,
    Sum,
)
from convention_dsl.calculator.plan.plan import Definition, ParameterColumn, Plan
from convention_dsl.calculator.plan.width import beyond
from convention_dsl.targets.xlsx.parts import parts, with_parts
from convention_dsl.types import NumberKind, NumberType

_GROWTHS = (10, 2, 1)
"""How many times their values amounts may become, where the plan's own range is too much."""


def fitting(plan: Plan, limit: int, most: int) -> Plan | None:
    """Return a plan whose numbers stay within ± `limit` for lists of `most` elements.

    The ranges of the parameters are as large as they can be; None: even at their values, no.
    """
    for parameters in _rooms(plan.parameters):
        found = _tightened(replace(plan, parameters=parameters), most)
        if beyond(found, limit) is None:
            return found
    return None


def _rooms(parameters: Sequence[ParameterColumn]) -> Iterator[tuple[ParameterColumn, ...]]:
    """Yield the parameters with smaller and smaller ranges."""
    yield tuple(parameters)
    for growth in _GROWTHS:
        yield tuple(_narrow(each, growth) for each in parameters)


def _narrow(each: ParameterColumn, growth: int) -> ParameterColumn:
    if not isinstance(each.kind, IntKind) or not isinstance(each.value, int):
        return each
    size = growth * abs(each.value)
    if isinstance(each.type, NumberType) and each.type.kind is NumberKind.RATE and growth > 1:
        size = max(abs(each.value), each.scale)
    low = max(each.kind.low, -size if each.value < 0 else min(0, each.value))
    high = min(each.kind.high, max(size, each.value))
    return replace(each, kind=IntKind(min(low, each.value), high))


def _tightened(plan: Plan, most: int) -> Plan:
    own = _Tightener(most)
    for column in (*plan.columns, *(c for list_ in plan.lists for c in list_.columns)):
        own.kinds[column.name] = column.kind
    own.kinds |= {each.name: each.kind for each in plan.parameters}
    before = own.definitions(plan.definitions)  # those that lists read: the others come again
    lists = tuple(
        replace(list_, definitions=own.definitions(list_.definitions), most=min(list_.most, most))
        for list_ in plan.lists
    )
    definitions = own.definitions(plan.definitions) if plan.lists else before
    results = tuple(
        replace(each, kind=own.kinds.get(each.name, each.kind)) for each in plan.results
    )
    return replace(plan, lists=lists, definitions=definitions, results=results)


@dataclass
class _Tightener:
    """Works out the ranges of formulas from those of the names that they read."""

    most: int
    kinds: dict[str, Kind] = field(default_factory=dict)

    def definitions(self, definitions: Sequence[Definition]) -> tuple[Definition, ...]:
        found = []
        for each in definitions:
            formula = self.formula(each.formula)
            self.kinds[each.name] = formula.kind
            found.append(replace(each, formula=formula))
        return tuple(found)

    def formula(self, formula: Formula) -> Formula:
        if isinstance(formula, Ref):
            return Ref(self.kinds.get(formula.name, formula.kind), formula.name)
        own = with_parts(formula, [self.formula(each) for each in parts(formula)])
        kind = self._kind(own)
        if isinstance(own.kind, IntKind) and isinstance(kind, IntKind):
            low, high = max(own.kind.low, kind.low), min(own.kind.high, kind.high)
            if low <= high:
                return replace(own, kind=IntKind(low, high))
        return own

    def _kind(self, formula: Formula) -> Kind:
        match formula:
            case Sum(_, terms):
                kinds = [construct.bounds(each) for each in terms]
                return IntKind(sum(k.low for k in kinds), sum(k.high for k in kinds))
            case Negate(_, value):
                kind = construct.bounds(value)
                return IntKind(-kind.high, -kind.low)
            case Product(_, factors):
                return construct.multiply(*factors).kind
            case Quotient(_, dividend, divisor):
                over, by = construct.bounds(dividend), construct.bounds(divisor)
                return IntKind(over.low // by.high, over.high // by.low)
            case Remainder(_, dividend, divisor):
                highest = construct.bounds(divisor).high - 1
                return IntKind(0, min(construct.bounds(dividend).high, highest))
            case Least(_, own):
                return _extreme(own, least=True) or formula.kind
            case Greatest(_, own):
                return _extreme(own, least=False) or formula.kind
            case Choose(_, cases, otherwise):
                return construct.union([*(value.kind for _, value in cases), otherwise.kind])
            case Fold():
                return self._fold(formula)
            case _:
                return formula.kind

    def _fold(self, fold: Fold) -> Kind:
        body = self.formula(fold.body).kind
        match fold.fold, body:
            case FoldKind.SUM, IntKind(low, high):
                return IntKind(min(0, low) * self.most, max(0, high) * self.most)
            case FoldKind.LEAST | FoldKind.GREATEST, IntKind() if fold.empty is not None:
                return construct.union([body, self.formula(fold.empty).kind])
            case _:
                return fold.kind


def _extreme(own: Sequence[Formula], *, least: bool) -> IntKind | None:
    kinds = [each.kind for each in own if isinstance(each.kind, IntKind)]
    if len(kinds) < len(own):
        return None
    best = min if least else max
    return IntKind(best(k.low for k in kinds), best(k.high for k in kinds))
