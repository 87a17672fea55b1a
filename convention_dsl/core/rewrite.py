"""Rewriting an elaborated expression for one date: dates chosen, pins carried, types inferred anew.

Linking narrows (one alternative of several) and widens (another text's exception), so that types
are inferred again from the leaves up; what has the same parts as before is kept as it is. A pinned
text's own calls and parameters take its pin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import is_
from typing import assert_never

from convention_dsl.core import build, ranges
from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    ClauseRef,
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
from convention_dsl.core.provenance import Provenance
from convention_dsl.core.texts import chosen
from convention_dsl.types import RecordType, Type

Scope = Mapping[str, Type]


def pinned(ref: ClauseRef, pin: date | None) -> ClauseRef:
    """Return `ref` as called from a text pinned at `pin` (None: from a text that is not)."""
    return ref if pin is None or ref.pin is not None else replace(ref, pin=pin)


@dataclass(frozen=True)
class Rewriter:
    """How expressions are rewritten: the pin of the text they stand in, its date, what it calls."""

    pin: date | None
    day: date | None
    clause_type: Callable[[ClauseRef], Type]
    declared: frozenset[str]
    """The records that an author declared; others take the types of their parts."""
    provenance: Provenance

    def expr(self, expr: Expr, scope: Scope) -> Expr:
        """Return `expr` rewritten, its variables having the types of `scope`."""
        match expr:
            case Literal():
                return expr
            case Variable():
                type_ = scope.get(expr.name, expr.type)
                return expr if type_ == expr.type else replace(expr, type=type_)
            case ParameterRef():
                return expr if self.pin is None else replace(expr, pin=expr.pin or self.pin)
            case Field():
                record = self.expr(expr.record, scope)
                if record is expr.record:
                    return expr
                return build.field(record, expr.name, expr.span)
            case Apply():
                arguments = [self.expr(argument, scope) for argument in expr.arguments]
                if all(map(is_, arguments, expr.arguments)):
                    return expr
                return build.apply(expr.operator, arguments, expr.span)
            case If():
                return self._if(expr, scope)
            case Cases():
                return self._cases(expr, scope)
            case Let():
                value = self.expr(expr.value, scope)
                body = self.expr(expr.body, {**scope, expr.name: value.type})
                return build.let(expr.name, value, body, expr.span)
            case Total():
                return build.total([self._term(term, scope) for term in expr.terms], expr.span)
            case Call():
                ref = pinned(expr.clause, self.pin)
                arguments = [self.expr(argument, scope) for argument in expr.arguments]
                return build.call(ref, arguments, self.clause_type(ref), expr.span)
            case Construct():
                return self._construct(expr, scope)
            case Aggregate():
                return self._aggregate(expr, scope)
            case Round():
                value = self.expr(expr.value, scope)
                return build.round_to(value, expr.step, expr.mode, expr.span)
            case Dated():
                alternative = chosen(expr, self.day)
                return expr if alternative is None else self.expr(alternative, scope)
            case _:
                assert_never(expr)

    def _maybe(self, expr: Expr | None, scope: Scope) -> Expr | None:
        return None if expr is None else self.expr(expr, scope)

    def _if(self, expr: If, scope: Scope) -> If:
        condition = self.expr(expr.condition, scope)
        then, otherwise = self.expr(expr.then, scope), self.expr(expr.otherwise, scope)
        return replace(build.if_(condition, then, otherwise, expr.span), label=expr.label)

    def _cases(self, expr: Cases, scope: Scope) -> Cases:
        rows = [self._row(row, scope) for row in expr.rows]
        otherwise = self._maybe(expr.otherwise, scope)
        return build.cases(rows, otherwise, expr.origin, expr.span)

    def _row(self, row: Row, scope: Scope) -> Row:
        guard, value = self.expr(row.guard, scope), self.expr(row.value, scope)
        provenance = row.provenance.within(self.provenance)
        if guard is row.guard and value is row.value and provenance == row.provenance:
            return row
        return replace(row, guard=guard, value=value, provenance=provenance)

    def _term(self, term: Term, scope: Scope) -> Term:
        return replace(
            term,
            value=self.expr(term.value, scope),
            condition=self._maybe(term.condition, scope),
            provenance=term.provenance.within(self.provenance),
        )

    def _construct(self, expr: Construct, scope: Scope) -> Construct:
        parts = [self.expr(part, scope) for part in expr.parts]
        type_ = expr.type
        if isinstance(type_, RecordType) and type_.name not in self.declared:
            names = (name for name, _ in type_.fields)
            pairs = zip(names, (part.type for part in parts), strict=True)
            type_ = RecordType(type_.name, tuple(pairs))
        return build.construct(type_, parts, expr.span)

    def _aggregate(self, expr: Aggregate, scope: Scope) -> Aggregate:
        domain = self.expr(expr.domain, scope)
        inner = {**scope, expr.variable: ranges.element_type(domain.type)}
        return build.aggregate(
            expr.kind,
            expr.variable,
            domain,
            self.expr(expr.body, inner),
            filter_=self._maybe(expr.filter, inner),
            if_empty=self._maybe(expr.if_empty, scope),
            span=expr.span,
        )
