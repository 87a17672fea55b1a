"""A factor before what is summed over an element's own list, moved into that sum.

`rate(d) × Σ fee(p)` over the patients of each doctor is `Σ rate(d) × fee(p)`: a sum over doctors
and their patients, as any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from convention_dsl.core import build
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Cases,
    Expr,
    If,
    Let,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.proof.lists.speech import Speech
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.types import ListType

_LINEAR = (Operator.ADD, Operator.SUBTRACT, Operator.NEGATE)


class Factors:
    """Moves factors; `inlined` is the body of a call."""

    def __init__(self, speech: Speech, inlined: Callable[[Call], Expr]) -> None:
        self.speech = speech
        self.inlined = inlined

    def moved(self, product: Apply) -> Expr | None:
        """Return a product whose one factor looks into a list with the other moved into it."""
        for factor, other in (product.arguments, product.arguments[::-1]):
            if self.speech.of_lists(other) and not self.speech.of_lists(factor):
                return self._into(factor, other)
        return None

    def _into(self, factor: Expr, body: Expr) -> Expr:
        if not self.speech.of_lists(body):
            return _times(factor, body)
        match body:
            case Apply(operator=operator) if operator in _LINEAR:
                return build.apply(operator, [self._into(factor, a) for a in body.arguments])
            case Apply(operator=Operator.MULTIPLY):
                one, two = body.arguments
                kept, inner = (two, one) if self.speech.of_lists(one) else (one, two)
                if self.speech.of_lists(kept):
                    raise OutsideMethod("list in a term")
                return self._into(_times(factor, kept), inner)
            case Call():
                return self._into(factor, self.inlined(body))
            case Let():
                value = self.speech.instances.of(body.body, {body.name: body.value})
                return self._into(factor, value)
            case _:
                return self._inside(factor, body)

    def _inside(self, factor: Expr, body: Expr) -> Expr:
        """Move a factor into each of the values of `body`, or into its sum."""
        match body:
            case If():
                then, otherwise = (self._into(factor, e) for e in (body.then, body.otherwise))
                return build.if_(body.condition, then, otherwise)
            case Cases():
                rows = [replace(r, value=self._into(factor, r.value)) for r in body.rows]
                last = None if body.otherwise is None else self._into(factor, body.otherwise)
                return build.cases(rows, last, body.origin)
            case Total():
                return reduce(_plus, [self._term(factor, t.condition, t.value) for t in body.terms])
            case Aggregate(kind=AggregateKind.SUM | AggregateKind.COUNT) if isinstance(
                body.domain.type, ListType
            ):
                return self._sum(factor, body)
            case _:
                raise OutsideMethod("list in a term")

    def _term(self, factor: Expr, condition: Expr | None, value: Expr) -> Expr:
        found = self._into(factor, value)
        if condition is None:
            return found
        return build.if_(condition, found, _times(factor, build.literal_number(0)))

    def _sum(self, factor: Expr, body: Aggregate) -> Expr:
        """Return the sum of the products; the bound name is none that the factor speaks of."""
        instances = self.speech.instances
        parts = [part for part in (body.filter, body.body) if part is not None]
        taken = instances.free(factor).union(*map(instances.free, parts)) - {body.variable}
        name = instances.fresh(body.variable, taken)
        values = {body.variable: Variable(type=body.element_type, name=name)}
        inner = instances.of(body.body, values)
        return build.aggregate(
            AggregateKind.SUM,
            name,
            body.domain,
            self._into(factor, inner),
            filter_=None if body.filter is None else instances.of(body.filter, values),
        )


def _times(one: Expr, two: Expr) -> Expr:
    return build.apply(Operator.MULTIPLY, (one, two))


def _plus(one: Expr, two: Expr) -> Expr:
    return build.apply(Operator.ADD, (one, two))
