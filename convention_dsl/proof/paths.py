"""The places of a clause's body, each with what is known where it is evaluated.

A context is closed: local definitions are kept to be wrapped around whatever is asked about a
place, and the element of an enclosing aggregate becomes one more input, so that the question stands
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Row,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import children
from convention_dsl.proof.terms import FreeVariables
from convention_dsl.types import ListType, NumberType


@dataclass(frozen=True, slots=True)
class Context:
    """What is known at a place: the inputs in scope, and conditions that hold, closed over them.

    `lets` are the local definitions in scope, outermost first. `members` are the inputs that stand
    for an element of a list, with the list (closed): no operator of the language says so.
    """

    inputs: tuple[Binding, ...]
    conditions: tuple[Expr, ...] = ()
    lets: tuple[tuple[str, Expr], ...] = ()
    members: tuple[tuple[str, Expr], ...] = ()

    def close(self, expr: Expr, free: FreeVariables) -> Expr:
        """Return `expr` inside the local definitions that it needs."""
        if not self.lets:
            return expr
        needed = set(free.of(expr))
        kept: list[tuple[str, Expr]] = []
        for name, value in reversed(self.lets):
            if name in needed:
                needed |= free.of(value)
                kept.append((name, value))
        for name, value in kept:
            expr = build.let(name, value, expr, expr.span)
        return expr

    def knowing(self, condition: Expr, free: FreeVariables) -> Context:
        """Return the context where `condition`, in the scope of this place, holds too."""
        if isinstance(condition, Literal) and condition.value is True:
            return self
        return replace(self, conditions=(*self.conditions, self.close(condition, free)))


@dataclass(frozen=True, slots=True)
class Site:
    """An expression where it stands. `result` says that its value is the clause's own result."""

    expr: Expr
    context: Context
    result: bool = False

    @property
    def is_value(self) -> bool:
        """Whether it gives the result by itself, not by a choice of other places."""
        return self.result and not isinstance(self.expr, If | Cases | Let)


def applying(rows: Sequence[Row]) -> list[Expr]:
    """Return when each row is the one that applies: its guard, and none that prevails over it."""
    above: dict[str, list[Expr]] = {}
    for row in rows:
        for id_ in row.prevails_over:
            above.setdefault(id_, []).append(build.negation(row.guard))
    return [
        build.conjunction((row.guard, *above[row.id]), row.span) if row.id in above else row.guard
        for row in rows
    ]


def none_applies(cases: Cases) -> Expr:
    """Return when no row of `cases` applies."""
    return build.negation(build.disjunction([row.guard for row in cases.rows]))


class Walk:
    """Visits a body from the outside in, but for the parts in which there is nothing to ask."""

    def __init__(self, free: FreeVariables, asks: Callable[[Expr], bool]) -> None:
        self.free = free
        self.asks = asks
        self._worth_visiting: dict[int, bool] = {}

    def sites(self, expr: Expr, context: Context, result: bool = True) -> Iterator[Site]:
        """Yield every place of `expr`, itself first, in the order of the text."""
        if not result and not self._is_worth_visiting(expr):
            return
        yield Site(expr, context, result)
        match expr:
            case Literal() | Variable() | ParameterRef():
                return
            case Field():
                yield from self.sites(expr.record, context, False)
            case Apply():
                yield from self._apply(expr, context)
            case If():
                yield from self._choice(expr, context, result)
            case Cases():
                yield from self._cases(expr, context, result)
            case Let():
                yield from self.sites(expr.value, context, False)
                inside = replace(context, lets=(*context.lets, (expr.name, expr.value)))
                yield from self.sites(expr.body, inside, result)
            case Total():
                yield from self._total(expr, context)
            case Call():
                yield from self._each(expr.arguments, context)
            case Construct():
                yield from self._each(expr.parts, context)
            case Aggregate():
                yield from self._aggregate(expr, context)
            case Round():
                yield from self.sites(expr.value, context, False)
            case Dated():
                yield from self._each([value for _, value in expr.alternatives], context)
            case _:
                assert_never(expr)

    def values(self, expr: Expr, context: Context) -> Iterator[Site]:
        """Yield the places that may give the value of `expr`: itself, or branches of a choice."""
        return (site for site in self.sites(expr, context) if site.is_value)

    def _is_worth_visiting(self, expr: Expr) -> bool:
        if isinstance(expr, Literal | Variable | ParameterRef):
            return False
        known = self._worth_visiting.get(id(expr))
        if known is None:
            known = self.asks(expr) or any(map(self._is_worth_visiting, children(expr)))
            self._worth_visiting[id(expr)] = known
        return known

    def _each(self, parts: Sequence[Expr], context: Context) -> Iterator[Site]:
        for part in parts:
            yield from self.sites(part, context, False)

    def _apply(self, expr: Apply, context: Context) -> Iterator[Site]:
        """`and`, `or`, `if unknown` evaluate an argument only where the earlier ones ask for it."""
        for argument in expr.arguments:
            yield from self.sites(argument, context, False)
            match expr.operator:
                case Operator.AND:
                    context = context.knowing(argument, self.free)
                case Operator.OR:
                    context = context.knowing(build.negation(argument), self.free)
                case Operator.OR_ELSE:
                    known = build.apply(Operator.IS_KNOWN, (expr.arguments[0],))
                    context = context.knowing(build.negation(known), self.free)
                case _:
                    pass

    def _choice(self, expr: If, context: Context, result: bool) -> Iterator[Site]:
        yield from self.sites(expr.condition, context, False)
        yield from self.sites(expr.then, context.knowing(expr.condition, self.free), result)
        negated = build.negation(expr.condition)
        yield from self.sites(expr.otherwise, context.knowing(negated, self.free), result)

    def _cases(self, expr: Cases, context: Context, result: bool) -> Iterator[Site]:
        for row in expr.rows:
            yield from self.sites(row.guard, context, False)
        for row, guard in zip(expr.rows, applying(expr.rows), strict=True):
            if result or self._is_worth_visiting(row.value):
                inside = context.knowing(guard, self.free)
                yield from self.sites(row.value, inside, result)
        if expr.otherwise is not None:
            inside = context.knowing(none_applies(expr), self.free)
            yield from self.sites(expr.otherwise, inside, result)

    def _total(self, expr: Total, context: Context) -> Iterator[Site]:
        for term in expr.terms:
            inside = context
            if term.condition is not None:
                yield from self.sites(term.condition, context, False)
                inside = context.knowing(term.condition, self.free)
            yield from self.sites(term.value, inside, False)

    def _aggregate(self, expr: Aggregate, context: Context) -> Iterator[Site]:
        yield from self.sites(expr.domain, context, False)
        inside = with_element(expr, context, self.free)
        if expr.filter is not None:
            yield from self.sites(expr.filter, inside, False)
            inside = inside.knowing(expr.filter, self.free)
        yield from self.sites(expr.body, inside, False)
        if expr.if_empty is not None:
            yield from self.sites(expr.if_empty, context, False)


def with_element(
    expr: Aggregate, context: Context, free: FreeVariables, label: str = ""
) -> Context:
    """Return the context inside an aggregate: its element is an input that is in the domain."""
    element = Binding(expr.variable, expr.element_type, label, expr.span)
    inside = replace(context, inputs=(*context.inputs, element))
    if isinstance(expr.domain.type, ListType):
        member = (expr.variable, context.close(expr.domain, free))
        return replace(inside, members=(*context.members, member))
    if is_whole(expr.domain):
        return inside
    variable = build.variable(expr.variable, expr.element_type)
    return inside.knowing(build.apply(Operator.CONTAINS, (expr.domain, variable)), free)


def is_whole(domain: Expr) -> bool:
    """Return whether `domain` is the set of all items of an enumeration."""
    if not isinstance(domain, Literal) or not isinstance(domain.value, frozenset):
        return False
    element = getattr(domain.type, "element", None)
    return not isinstance(element, NumberType | None) and domain.value == frozenset(element.items)
