"""Sums distributed over what their terms are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Cases,
    Expr,
    Field,
    If,
    Let,
    Literal,
    Row,
    Total,
    Variable,
)
from convention_dsl.core.number_types import spacing
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.proof.lists.chains import Chain
from convention_dsl.proof.lists.factors import Factors
from convention_dsl.proof.lists.speech import Speech
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import ListSum
from convention_dsl.types import ListType, NumberKind, NumberType, SetType

_LINEAR = (Operator.ADD, Operator.SUBTRACT, Operator.NEGATE)
ElementOf = Callable[[Chain, Aggregate], tuple[Chain, Expr]]


class Distributing:
    """Finds the sums of one question.

    `top` abstracts what is no element's, `inlined` is the body of a call, `element_of` names the
    element of an aggregate.
    """

    def __init__(
        self,
        speech: Speech,
        top: Callable[[Expr], Expr],
        inlined: Callable[[Call], Expr],
        element_of: ElementOf,
    ) -> None:
        self.speech = speech
        self.top = top
        self.inlined = inlined
        self.element_of = element_of
        self.factors = Factors(speech, inlined)
        self._sums: dict[tuple[Chain, Expr | None], ListSum] = {}

    @property
    def sums(self) -> tuple[ListSum, ...]:
        """The sums found so far."""
        return tuple(self._sums.values())

    def count(self, chain: Chain) -> Expr:
        """Return how many elements a chain has."""
        return self._guarded(chain, lambda inner: self._sum(inner, None))

    def total(self, chain: Chain, body: Expr) -> Expr:
        """Return the sum of `body` over a chain."""
        return self._guarded(chain, lambda inner: self._total(inner, body))

    def _guarded(self, chain: Chain, make: Callable[[Chain], Expr]) -> Expr:
        """Take the conditions that are no element's out of the sum."""
        names = chain.names
        own = tuple(part for part in chain.filters if self.speech.depends(part, names))
        others = [self.top(part) for part in chain.filters if part not in own]
        value = make(replace(chain, filters=own))
        if not others:
            return value
        return build.if_(build.conjunction(others), value, _zero(value))

    def _total(self, chain: Chain, body: Expr) -> Expr:
        names = chain.names
        if not self.speech.depends(body, names):
            return build.apply(Operator.MULTIPLY, (self.top(body), self._sum(chain, None)))
        linear = self._linear(chain, body)
        if linear is not None:
            return linear
        if self.speech.is_fixed(body, names) and not self.speech.of_lists(body):
            return self._sum(chain, body)
        return self._mixed(chain, body)

    def _linear(self, chain: Chain, body: Expr) -> Expr | None:
        if not isinstance(body, Apply):
            return None
        match body.operator:
            case operator if operator in _LINEAR:
                return build.apply(operator, [self.total(chain, arg) for arg in body.arguments])
            case Operator.MULTIPLY:
                for factor, other in (body.arguments, body.arguments[::-1]):
                    if not self.speech.depends(factor, chain.names):
                        parts = (self.top(factor), self.total(chain, other))
                        return build.apply(Operator.MULTIPLY, parts)
                moved = self.factors.moved(body)
                return None if moved is None else self.total(chain, moved)
            case Operator.DIVIDE if not self.speech.depends(body.arguments[1], chain.names):
                parts = (self.total(chain, body.arguments[0]), self.top(body.arguments[1]))
                return build.apply(Operator.DIVIDE, parts)
            case _:
                return None

    def _mixed(self, chain: Chain, body: Expr) -> Expr:
        """Distribute a term that depends on an element and on something else."""
        match body:
            case Let():
                inner = self.speech.instances.of(body.body, {body.name: body.value})
                return self.total(chain, inner)
            case Call():
                return self.total(chain, self.inlined(body))
            case If():
                return self._choice(chain, body)
            case Cases():
                return self._cases(chain, body)
            case Total():
                return self._terms(chain, body)
            case Aggregate():
                return self._aggregate(chain, body)
            case _:
                return self._sum(chain, body)

    def _choice(self, chain: Chain, body: If) -> Expr:
        if not self.speech.depends(body.condition, chain.names):
            then, otherwise = (self.total(chain, part) for part in (body.then, body.otherwise))
            return build.if_(self.top(body.condition), then, otherwise)
        where = chain.where(body.condition)
        others = chain.where(build.negation(body.condition))
        return _sum_of([self.total(where, body.then), self.total(others, body.otherwise)])

    def _terms(self, chain: Chain, body: Total) -> Expr:
        parts = [
            self.total(chain if term.condition is None else chain.where(term.condition), term.value)
            for term in body.terms
        ]
        return _sum_of(parts)

    def _cases(self, chain: Chain, body: Cases) -> Expr:
        """Distribute cases: where a row applies is a condition as any other.

        That exactly one row applies is asked of every element apart, with all that its term needs.
        """
        guards = {row.id: row.guard for row in body.rows}
        if not any(self.speech.depends(guard, chain.names) for guard in guards.values()):
            rows = [self._row(chain, row) for row in body.rows]
            otherwise = None if body.otherwise is None else self.total(chain, body.otherwise)
            return build.cases(rows, otherwise, body.origin)
        parts = []
        for row in body.rows:
            above = [r.guard for r in body.rows if row.id in r.prevails_over]
            where = chain.where(row.guard)
            for guard in above:
                where = where.where(build.negation(guard))
            parts.append(self.total(where, row.value))
        if body.otherwise is not None:
            none = chain
            for guard in guards.values():
                none = none.where(build.negation(guard))
            parts.append(self.total(none, body.otherwise))
        return _sum_of(parts)

    def _row(self, chain: Chain, row: Row) -> Row:
        return replace(row, guard=self.top(row.guard), value=self.total(chain, row.value))

    def _aggregate(self, chain: Chain, body: Aggregate) -> Expr:
        counts = body.kind in (AggregateKind.SUM, AggregateKind.COUNT)
        if not counts:
            return self._sum(chain, body)
        if isinstance(body.domain.type, ListType):
            inner, term = self.element_of(chain, body)
            if body.kind is AggregateKind.COUNT:
                return self.count(inner)
            return self.total(inner, term)
        if isinstance(body.domain.type, SetType):
            return _sum_of([self.total(chain, part) for part in self._unrolled(body)])
        return self._sum(chain, body)

    def _unrolled(self, body: Aggregate) -> list[Expr]:
        """Return the terms of a sum over a set, one for each element that can be in it."""
        type_ = body.domain.type
        assert isinstance(type_, SetType)
        parts: list[Expr] = []
        for item in type_.universe:
            element = _literal(type_, item)
            values = {body.variable: element}
            conditions: list[Expr] = [build.apply(Operator.CONTAINS, (body.domain, element))]
            if body.filter is not None:
                conditions.append(self.speech.instances.of(body.filter, values))
            value = self.speech.instances.of(body.body, values)
            parts.append(build.if_(build.conjunction(conditions), value, _zero(value)))
        return parts

    # Sums -----------------------------------------------------------------------------------------

    def _sum(self, chain: Chain, body: Expr | None) -> Expr:
        """Return the variable of a sum, the same for equal sums."""
        exprs = [*chain.filters, *([] if body is None else [body])]
        if any(self.speech.of_lists(expr) for expr in exprs):
            raise OutsideMethod("list in a term")
        canonical = self.speech.instances.canonical
        filters = tuple(map(canonical, chain.filters))
        key = replace(chain, filters=filters), None if body is None else canonical(body)
        if key not in self._sums:
            name = f"Σ{len(self._sums) + 1}"
            type_ = _type(body)
            self._sums[key] = ListSum(name, chain.elements, chain.filter, body, type_)
        found = self._sums[key]
        return Variable(type=found.type, name=found.name)


_COUNT = NumberType(NumberKind.INTEGER, low=Fraction(0), step=Fraction(1))


def _type(body: Expr | None) -> NumberType:
    """Return the type of a sum of any number of terms."""
    if body is None:
        return _COUNT
    type_ = body.type
    if not isinstance(type_, NumberType):
        raise TypeError(f"not a number: {type_}")
    low = Fraction(0) if type_.low is not None and type_.low >= 0 else None
    high = Fraction(0) if type_.high is not None and type_.high <= 0 else None
    step = spacing(type_) or type_.step
    if step is None:
        raise _stepless(body)
    return NumberType(type_.kind, low, high, step)


def _stepless(body: Expr) -> OutsideMethod:
    """Return why terms have no step: a field has none, or something is divided."""
    for node in walk(body):
        if isinstance(node, Field) and isinstance(node.type, NumberType) and not node.type.step:
            return OutsideMethod("no step", name=node.name)
    return OutsideMethod("division in a term")


def _zero(like: Expr) -> Literal:
    assert isinstance(like.type, NumberType)
    return build.literal_number(0, like.type.kind)


def _sum_of(parts: Sequence[Expr]) -> Expr:
    found = parts[0]
    for part in parts[1:]:
        found = build.apply(Operator.ADD, (found, part))
    return found


def _literal(type_: SetType, item: str | int) -> Literal:
    if isinstance(item, int):
        return build.literal_number(item)
    assert not isinstance(type_.element, NumberType)
    return build.literal_item(item, type_.element)
