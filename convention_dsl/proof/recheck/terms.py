"""Expressions as the checker of certificates reads them: rebuilt from their leaves.

No type of a certificate is believed: every node is built anew, so that ranges and steps are those
that its parts give. Clauses that are given a list are replaced by their bodies, and bound names by
the number of binders around them; a count of a list is a sum of ones. Aggregates that mean the same
mostly read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from convention_dsl.core import build, ranges
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
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
    Term,
    Total,
    Variable,
)
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import children
from convention_dsl.core.values import belongs
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.recheck.extrema import compared
from convention_dsl.types import ListType, holds_list

Environment = Mapping[str, Expr]
Stand = Callable[[Aggregate, Environment, int], Expr | None]
"""What stands for an aggregate over a list, given its scope; None: the aggregate itself."""


class Rejected(Exception):  # noqa: N818 - an answer, not an error
    """The certificate is not accepted; `why` says the first thing that fails."""

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.why = Wording(en, fr)


def over_list(expr: Expr) -> bool:
    """Return whether `expr` is itself an aggregate over a list."""
    return isinstance(expr, Aggregate) and isinstance(expr.domain.type, ListType)


def outermost(expr: Expr) -> Iterator[Aggregate]:
    """Yield the aggregates over lists that are in no other, from left to right."""
    if isinstance(expr, Aggregate) and over_list(expr):
        yield expr
    else:
        for part in children(expr):
            yield from outermost(part)


def mentions(expr: Expr, name: str) -> bool:
    """Return whether variable `name` occurs in `expr`."""
    if isinstance(expr, Variable):
        return expr.name == name
    return any(mentions(part, name) for part in children(expr))


def is_place(expr: Expr) -> bool:
    """Return whether `expr` is a variable or a field of one."""
    return isinstance(expr, Variable) or (isinstance(expr, Field) and is_place(expr.record))


class Rebuilding:
    """Builds expressions of one program anew; `stand` may put others for aggregates over lists.

    `same` are lists that are others.
    """

    def __init__(
        self,
        program: Program,
        stand: Stand = lambda *_: None,
        same: Mapping[Expr, Expr] | None = None,
    ) -> None:
        self.program = program
        self.stand = stand
        self.same = same or {}

    def expr(self, expr: Expr, env: Environment, depth: int = 0) -> Expr:
        """Return `expr` with its variables replaced as `env` says, `depth` binders inside."""
        match expr:
            case Literal():
                if not belongs(expr.value, expr.type):
                    raise Rejected("a figure has not its own type", "un chiffre n'a pas son type")
                return expr
            case Variable():
                return self._variable(expr, env)
            case ParameterRef():
                return self._parameter(expr)
            case Field():
                return build.field(self.expr(expr.record, env, depth), expr.name)
            case Apply():
                return self._apply(expr, env, depth)
            case If():
                parts = (expr.condition, expr.then, expr.otherwise)
                condition, then, otherwise = (self.expr(part, env, depth) for part in parts)
                return build.if_(condition, then, otherwise)
            case Cases():
                rows = [self._row(row, env, depth) for row in expr.rows]
                return build.cases(rows, self._maybe(expr.otherwise, env, depth), expr.origin)
            case Let():
                value = self.expr(expr.value, env, depth)
                return self._let(value, expr.name, expr.body, env, depth)
            case Total():
                return build.total([self._term(term, env, depth) for term in expr.terms])
            case Call():
                return self._call(expr, env, depth)
            case Construct():
                built = tuple(self.expr(part, env, depth) for part in expr.parts)
                return build.construct(expr.type, _without_lists(built))
            case Aggregate():
                return self._aggregate(expr, env, depth)
            case Round():
                return build.round_to(self.expr(expr.value, env, depth), expr.step, expr.mode)
            case Dated():
                raise Rejected("an expression is not linked", "une expression n'est pas liée")
            case _:
                assert_never(expr)

    def _maybe(self, expr: Expr | None, env: Environment, depth: int) -> Expr | None:
        return None if expr is None else self.expr(expr, env, depth)

    def _variable(self, expr: Variable, env: Environment) -> Expr:
        if expr.name not in env:
            name = expr.name
            raise Rejected(f"`{name}` is unknown where it is used", f"`{name}` est inconnu ici")
        return env[expr.name]

    def _parameter(self, expr: ParameterRef) -> Expr:
        known = self.program.parameters.get(parameter_id(expr.book, expr.name, expr.pin))
        if known is None:
            name = expr.name
            raise Rejected(f"there is no parameter `{name}`", f"il n'y a pas de paramètre `{name}`")
        return replace(expr, type=known.definition.type)

    def _apply(self, expr: Apply, env: Environment, depth: int) -> Expr:
        arguments = [self.expr(argument, env, depth) for argument in expr.arguments]
        return compared(build.apply(expr.operator, _without_lists(arguments)))

    def _row(self, row: Row, env: Environment, depth: int) -> Row:
        guard, value = self.expr(row.guard, env, depth), self.expr(row.value, env, depth)
        return replace(row, guard=guard, value=value)

    def _term(self, term: Term, env: Environment, depth: int) -> Term:
        condition = self._maybe(term.condition, env, depth)
        return replace(term, value=self.expr(term.value, env, depth), condition=condition)

    # Definitions and calls ------------------------------------------------------------------------

    def _let(self, value: Expr, name: str, body: Expr, env: Environment, depth: int) -> Expr:
        """Keep a local definition, unless an aggregate over a list speaks of it."""
        if not _is_plain(value) and not holds_list(value.type):
            fresh = f"@{depth}"
            local = build.variable(fresh, value.type)
            kept = self.expr(body, {**env, name: local}, depth + 1)
            if not any(mentions(aggregate, fresh) for aggregate in outermost(kept)):
                return build.let(fresh, value, kept)
        return self.expr(body, {**env, name: value}, depth)

    def _call(self, expr: Call, env: Environment, depth: int) -> Expr:
        clause = self.program.clauses.get(expr.clause)
        if clause is None or len(clause.inputs) != len(expr.arguments):
            name = str(expr.clause)
            raise Rejected(f"`{name}` is not called as it is", f"`{name}` n'est pas appelée ainsi")
        arguments = [self.expr(argument, env, depth) for argument in expr.arguments]
        if not any(holds_list(argument.type) for argument in arguments):
            return build.call(expr.clause, arguments, clause.body.type)
        for argument, binding in zip(arguments, clause.inputs, strict=True):
            if not ranges.is_within(argument.type, binding.type):
                name = binding.name
                raise Rejected(
                    f"`{name}` may be outside its range in a clause about a list",
                    f"`{name}` peut sortir de sa plage dans une clause sur une liste",
                )
        names = tuple(binding.name for binding in clause.inputs)
        return self._body(clause.body, list(zip(names, arguments, strict=True)), {}, depth)

    def _body(
        self, body: Expr, given: list[tuple[str, Expr]], env: Environment, depth: int
    ) -> Expr:
        """Return a clause's body: plain arguments in their places, the others as definitions."""
        for position, (name, value) in enumerate(given):
            if not _is_plain(value) and not holds_list(value.type):
                rest = given[:position] + given[position + 1 :]
                fresh = f"@{depth}"
                local = build.variable(fresh, value.type)
                kept = self._body(body, [*rest, (name, local)], env, depth + 1)
                if not any(mentions(aggregate, fresh) for aggregate in outermost(kept)):
                    return build.let(fresh, value, kept)
                return self._body(body, rest, {**env, name: value}, depth)
        return self.expr(body, {**env, **dict(given)}, depth)

    # Aggregates -----------------------------------------------------------------------------------

    def _aggregate(self, expr: Aggregate, env: Environment, depth: int) -> Expr:
        domain = self.expr(expr.domain, env, depth)
        if isinstance(domain.type, ListType):
            if not is_place(domain):
                raise Rejected("a list is not one of the inputs", "une liste n'est pas une entrée")
            domain = self.same.get(domain, domain)
            other = self.stand(replace(expr, domain=domain), env, depth)
            if other is not None:
                return other
        bound = build.variable(f"@{depth}", ranges.element_type(domain.type))
        inner = {**env, expr.variable: bound}
        is_count = expr.kind is AggregateKind.COUNT and isinstance(domain.type, ListType)
        return build.aggregate(
            AggregateKind.SUM if is_count else expr.kind,
            bound.name,
            domain,
            self.expr(expr.body, inner, depth + 1),
            filter_=self._maybe(expr.filter, inner, depth + 1),
            if_empty=self._maybe(expr.if_empty, env, depth),
        )


def _without_lists(parts: Sequence[Expr]) -> Sequence[Expr]:
    if any(holds_list(part.type) for part in parts):
        raise Rejected(
            "a list is used otherwise than through sums over it",
            "une liste est utilisée autrement que par des sommes sur elle",
        )
    return parts


def _is_plain(expr: Expr) -> bool:
    return isinstance(expr, Literal | ParameterRef) or is_place(expr)
