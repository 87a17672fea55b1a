"""What holds of sums over lists of any length because it holds of one element.

An expression that is affine in the sums over a list (no product of two of them, no choice by one)
grows, with each element of the list, by what it would be if each sum were the element's own term
instead of nothing. So `left = right` and `left ≤ right` hold of every list where they hold of the
empty one and of what any single element adds. A list in the element is treated in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from convention_dsl.core import build
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Cases,
    Expr,
    If,
    Let,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.ranges import element_type
from convention_dsl.core.traverse import children
from convention_dsl.proof.recheck.fixed import FIXED, Fixing
from convention_dsl.proof.recheck.terms import (
    Environment,
    Rebuilding,
    Rejected,
    outermost,
    over_list,
)

_NAMES: frozenset[str] = frozenset()
_ELEMENT = "element "


@dataclass(frozen=True, slots=True)
class Statement:
    """`left = right`, or `left ≤ right`, for all `inputs` that satisfy `hypotheses`."""

    inputs: tuple[Binding, ...]
    hypotheses: tuple[Expr, ...]
    left: Expr
    right: Expr
    equal: bool

    @property
    def claim(self) -> Expr:
        """The statement's claim."""
        operator = Operator.EQUAL if self.equal else Operator.LESS_EQUAL
        return build.apply(operator, (self.left, self.right))


def increment(aggregate: Aggregate, rebuilt: Callable[[Expr], Expr]) -> Expr:
    """Return what one element adds to a sum or a count; `rebuilt` says it of the element."""
    if aggregate.kind not in (AggregateKind.SUM, AggregateKind.COUNT):
        raise Rejected(
            f"a `{aggregate.kind}` is no sum over the list",
            f"un `{aggregate.kind}` n'est pas une somme sur la liste",
        )
    body = rebuilt(aggregate.body)
    if aggregate.filter is None:
        return body
    return build.if_(rebuilt(aggregate.filter), body, build.literal_number(0))


class Steps:
    """Reduces statements about lists to statements about one element of each."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._count = 0

    def of(self, statement: Statement, *, mirrored: bool = False) -> list[Statement]:
        """Return statements without lists that together imply `statement`."""
        statement = self._fixed(statement, mirrored=mirrored)
        found = [*outermost(statement.left), *outermost(statement.right)]
        if not found:
            return [statement]
        place = found[0].domain
        for side in (statement.left, statement.right):
            if not is_affine(side, place):
                raise Rejected(
                    "an expression does not grow by the same amount with equal elements",
                    "une expression ne croît pas d'autant à chaque élément égal",
                )
        empty = replace(
            statement,
            left=self.at(statement.left, place, None, statement.inputs),
            right=self.at(statement.right, place, None, statement.inputs),
        )
        step = self._step(statement, empty, place)
        return [*self.of(empty, mirrored=mirrored), *self.of(step, mirrored=mirrored)]

    def _fixed(self, statement: Statement, *, mirrored: bool) -> Statement:
        fixing = Fixing(self.program, scope(statement.inputs), mirrored=mirrored)
        fixing.find(statement.left, statement.right)
        if not fixing.inputs:
            return statement
        return replace(
            statement,
            inputs=(*statement.inputs, *fixing.inputs.values()),
            left=fixing.put(statement.left),
            right=fixing.put(statement.right),
        )

    def _step(self, statement: Statement, empty: Statement, place: Expr) -> Statement:
        element = self.element(place)
        inputs = (*statement.inputs, element)
        left = self.at(statement.left, place, element, inputs)
        right = self.at(statement.right, place, element, inputs)
        if not statement.equal:
            left = build.apply(Operator.SUBTRACT, (left, empty.left))
            right = build.apply(Operator.SUBTRACT, (right, empty.right))
        return replace(statement, inputs=inputs, left=left, right=right)

    def element(self, place: Expr) -> Binding:
        """Return a new input: any element of the list at `place`."""
        self._count += 1
        return Binding(f"{_ELEMENT}{self._count}", element_type(place.type))

    def at(
        self, expr: Expr, place: Expr, element: Binding | None, inputs: Sequence[Binding]
    ) -> Expr:
        """Return `expr` with each sum over the list at `place` as if it had one element or none."""

        def stand(found: Aggregate, env: Environment, depth: int) -> Expr | None:
            if found.domain != place:
                return None
            if element is None:
                return build.literal_number(0)
            bound = build.variable(element.name, element.type)
            inner = {**env, found.variable: bound}
            return increment(found, lambda part: plain.expr(part, inner, depth))

        plain = Rebuilding(self.program)
        return Rebuilding(self.program, stand).expr(expr, scope(inputs))


def is_reserved(name: str) -> bool:
    """Return whether `name` may be one that the checker gives."""
    return name.startswith((_ELEMENT, FIXED, "@"))


def scope(inputs: Sequence[Binding]) -> Environment:
    """Return the environment in which each input stands for itself."""
    return {binding.name: build.variable(binding.name, binding.type) for binding in inputs}


def is_affine(expr: Expr, place: Expr, names: frozenset[str] = _NAMES) -> bool:
    """Return whether `expr` is affine in the sums over the list at `place`.

    `names` are the variables that are themselves affine in them.
    """

    def free(part: Expr) -> bool:
        return not depends(part, place, names)

    def affine(part: Expr) -> bool:
        return is_affine(part, place, names)

    if free(expr):
        return True
    match expr:
        case Variable():
            return True
        case Aggregate() if over_list(expr):
            return expr.domain == place and expr.kind in (AggregateKind.SUM, AggregateKind.COUNT)
        case Aggregate(kind=AggregateKind.SUM):
            return free(expr.domain) and _maybe(expr.filter, free) and affine(expr.body)
        case Apply(operator=Operator.NEGATE | Operator.ADD | Operator.SUBTRACT):
            return all(map(affine, expr.arguments))
        case Apply(operator=Operator.MULTIPLY, arguments=(one, two)):
            return (free(one) and affine(two)) or (free(two) and affine(one))
        case Apply(operator=Operator.DIVIDE, arguments=(one, two)):
            return affine(one) and free(two)
        case If():
            return free(expr.condition) and affine(expr.then) and affine(expr.otherwise)
        case Cases():
            values = [row.value for row in expr.rows] + ([expr.otherwise] if expr.otherwise else [])
            return all(free(row.guard) for row in expr.rows) and all(map(affine, values))
        case Total():
            conditions = all(_maybe(term.condition, free) for term in expr.terms)
            return conditions and all(affine(term.value) for term in expr.terms)
        case Let():
            inner = names - {expr.name}
            if not free(expr.value):
                inner |= {expr.name}
            return affine(expr.value) and is_affine(expr.body, place, inner)
        case _:
            return False


def _maybe(expr: Expr | None, test: Callable[[Expr], bool]) -> bool:
    return expr is None or test(expr)


def depends(expr: Expr, place: Expr, names: frozenset[str] = _NAMES) -> bool:
    """Return whether the value of `expr` may change with the aggregates over the list at `place`.

    `names` are the variables that do.
    """
    match expr:
        case Variable():
            return expr.name in names
        case Aggregate() if over_list(expr) and expr.domain == place:
            return True
        case _:
            return any(depends(part, place, names) for part in children(expr))
