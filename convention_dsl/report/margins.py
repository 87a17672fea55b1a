"""The comparisons of a claim: its sides, their values, and what one element adds to each.

A side is *linear* in a list where it is a sum of multiples of sums and counts over the list, and of
what does not depend on the list: then each element adds its own amount to it, whatever the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Expr,
    If,
    Let,
    Total,
    Value,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.core.substitute import binds, substituted
from convention_dsl.core.traverse import walk
from convention_dsl.report.accesses import Path, Places, place_of
from convention_dsl.types import NumberKind, NumberType

_COMPARISONS = (Operator.LESS, Operator.LESS_EQUAL, Operator.EQUAL)


@dataclass(frozen=True)
class Setting:
    """What the variables of an expression stand for: their values, and where these come from."""

    values: Mapping[str, Value]
    places: Places

    def bound(self, name: str, value: Value, place: Path | None) -> Setting:
        """Return the setting inside a binder."""
        return Setting({**self.values, name: value}, {**self.places, name: place})


def setting_of(inputs: Mapping[str, Value]) -> Setting:
    """Return the setting of a property's own expressions."""
    return Setting(inputs, {name: (name,) for name in inputs})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of numbers in a claim, its sides in the order of the text."""

    operator: Operator
    left: Expr
    right: Expr
    type: NumberType
    swapped: bool = False
    """Whether the text has the greater side first (`>=`)."""
    negated: bool = False
    """Whether the claim is that it is not so (`<>`)."""


def comparisons(claim: Expr) -> Iterator[Comparison]:
    """Yield the comparisons of numbers that a claim consists of, without `<>`."""
    yield from (each for each in compared(claim) if not each.negated)


def compared(claim: Expr) -> Iterator[Comparison]:
    """Yield all the comparisons of numbers that a claim consists of."""
    match claim:
        case Apply(operator=Operator.AND):
            for part in claim.arguments:
                yield from compared(part)
        case Let():
            for inner in compared(claim.body):
                left, right = _under(claim, inner.left), _under(claim, inner.right)
                yield replace(inner, left=left, right=right)
        case Apply(operator=Operator.NOT, arguments=(Apply(operator=Operator.EQUAL) as equal,)):
            for inner in compared(equal):
                yield replace(inner, negated=True)
        case Apply(operator=operator, arguments=(first, second)) if operator in _COMPARISONS:
            type_ = first.type
            if isinstance(type_, NumberType) and isinstance(second.type, NumberType):
                swapped = second.span.start < first.span.start
                if _says_more(second.type, type_):
                    type_ = second.type
                left, right = (second, first) if swapped else (first, second)
                yield Comparison(operator, left, right, type_, swapped)
        case _:
            return


def _says_more(one: NumberType, other: NumberType) -> bool:
    """Return whether a type has the unit of a comparison: an amount, else a rate."""
    is_rate = one.kind is NumberKind.RATE and not other.has_dimension
    return one.has_dimension or is_rate


def _under(local: Let, side: Expr) -> Expr:
    """Return a side with the local definition that it may speak of."""
    if not any(getattr(node, "name", None) == local.name for node in walk(side)):
        return side
    return Let(type=side.type, name=local.name, value=local.value, body=side, span=side.span)


# Linear sides -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Share:
    """A multiple of a sum over a list: what an element adds is `factor` × the body."""

    factor: Fraction
    aggregate: Aggregate
    setting: Setting


class Linear:
    """Takes the sides of comparisons apart, in one program."""

    def __init__(self, program: Program, path: Path) -> None:
        self.program = program
        self.path = path

    def shares(self, expr: Expr, setting: Setting) -> list[Share] | None:
        """Return what the list adds to a side; None where that is not linear in the list."""
        match expr:
            case Aggregate() if place_of(expr.domain, setting.places) == self.path:
                summed = expr.kind in (AggregateKind.SUM, AggregateKind.COUNT)
                return [Share(Fraction(1), expr, setting)] if summed else None
            case Apply():
                return self._operation(expr, setting)
            case Let():
                return self._local(expr, setting)
            case Call() if self._depends(expr, setting):
                return self._call(expr, setting)
            case Total():
                return self._total(expr, setting)
            case If() if not self._depends(expr.condition, setting):
                holds = self._value(expr.condition, setting) is True
                return self.shares(expr.then if holds else expr.otherwise, setting)
            case _:
                return None if self._depends(expr, setting) else []

    def _local(self, expr: Let, setting: Setting) -> list[Share] | None:
        place = place_of(expr.value, setting.places)
        if place is None and self._depends(expr.value, setting):
            if binds(expr.body, expr.value):
                return None
            return self.shares(substituted(expr.body, expr.name, expr.value), setting)
        value = self._value(expr.value, setting)
        return (
            None
            if value is None
            else self.shares(expr.body, setting.bound(expr.name, value, place))
        )

    def _operation(self, expr: Apply, setting: Setting) -> list[Share] | None:
        match expr.operator, expr.arguments:
            case Operator.ADD | Operator.SUBTRACT, (first, second):
                one, two = self.shares(first, setting), self.shares(second, setting)
                sign = 1 if expr.operator is Operator.ADD else -1
                return None if one is None or two is None else [*one, *_multiples(sign, two)]
            case Operator.NEGATE, (only,):
                return _times(-1, self.shares(only, setting))
            case Operator.MULTIPLY, (first, second):
                for factor, other in ((first, second), (second, first)):
                    if not self._depends(factor, setting):
                        return self._scaled(factor, other, setting, upside_down=False)
                return None
            case Operator.DIVIDE, (first, second) if not self._depends(second, setting):
                return self._scaled(second, first, setting, upside_down=True)
            case _:
                return None if self._depends(expr, setting) else []

    def _scaled(
        self, factor: Expr, other: Expr, setting: Setting, *, upside_down: bool
    ) -> list[Share] | None:
        value = self._value(factor, setting)
        if not isinstance(value, Fraction) or (upside_down and value == 0):
            return None
        return _times(1 / value if upside_down else value, self.shares(other, setting))

    def _total(self, expr: Total, setting: Setting) -> list[Share] | None:
        found: list[Share] = []
        for term in expr.terms:
            if term.condition is not None:
                if self._depends(term.condition, setting):
                    return None
                if self._value(term.condition, setting) is not True:
                    continue
            shares = self.shares(term.value, setting)
            if shares is None:
                return None
            found += shares
        return found

    def _call(self, expr: Call, setting: Setting) -> list[Share] | None:
        clause = self.program.clauses[expr.clause]
        inner = Setting({}, {})
        for argument, binding in zip(expr.arguments, clause.inputs, strict=True):
            value = self._value(argument, setting)
            if value is None:
                return None
            inner = inner.bound(binding.name, value, place_of(argument, setting.places))
        return self.shares(clause.body, inner)

    def _depends(self, expr: Expr, setting: Setting) -> bool:
        """Return whether an expression speaks of the list (or of what holds it)."""
        return any(
            place is not None and place == self.path[: len(place)]
            for node in walk(expr)
            for place in [place_of(node, setting.places)]
        )

    def _value(self, expr: Expr, setting: Setting) -> Value:
        try:
            return evaluate(self.program, expr, setting.values)
        except (EvaluationError, KeyError):
            return None

    def added(self, shares: list[Share], element: Value) -> Fraction | None:
        """Return what one element adds to a side; None where a clause gives it nothing."""
        total = Fraction(0)
        for share in shares:
            value = self.body(share, element)
            if value is None:
                return None
            total += share.factor * value
        return total

    def body(self, share: Share, element: Value) -> Fraction | None:
        """Return the body of a sum for one element, 0 where the filter leaves it out."""
        aggregate = share.aggregate
        inner = share.setting.bound(aggregate.variable, element, self.path)
        if aggregate.filter is not None and self._value(aggregate.filter, inner) is not True:
            return Fraction(0)
        value = self._value(aggregate.body, inner)
        return value if isinstance(value, Fraction) else None


def _times(factor: Fraction | int, shares: list[Share] | None) -> list[Share] | None:
    return None if shares is None else _multiples(factor, shares)


def _multiples(factor: Fraction | int, shares: list[Share]) -> list[Share]:
    return [Share(factor * each.factor, each.aggregate, each.setting) for each in shares]
