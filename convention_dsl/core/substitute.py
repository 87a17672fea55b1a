"""A value put in the place of a variable, types inferred anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from convention_dsl.core.nodes import Aggregate, Call, Construct, Expr, Let, Variable
from convention_dsl.core.provenance import NO_PROVENANCE
from convention_dsl.core.rewrite import Rewriter, Scope, pinned
from convention_dsl.core.traverse import walk
from convention_dsl.types import RecordType


def substituted(expr: Expr, name: str, value: Expr, pin: date | None = None) -> Expr:
    """Return `expr` with `value` in the place of the variable `name`, which nothing in it binds.

    Nothing in `expr` may bind a variable of `value` either (`binds`). `pin` is the date at which
    the text that `expr` stands in is used, where it is used as in force on one.
    """
    inner = list(walk(expr))
    types = {pinned(each.clause, pin): each.type for each in inner if isinstance(each, Call)}
    records = frozenset(
        each.type.name
        for each in inner
        if isinstance(each, Construct) and isinstance(each.type, RecordType)
    )
    rewriter = _Substitution(
        pin, None, types.__getitem__, records, NO_PROVENANCE, name=name, value=value
    )
    return rewriter.expr(expr, {})


def binds(expr: Expr, value: Expr) -> bool:
    """Return whether something in `expr` binds a name that `value` reads."""
    read = {each.name for each in walk(value) if isinstance(each, Variable)}
    return any(
        (isinstance(each, Aggregate) and each.variable in read)
        or (isinstance(each, Let) and each.name in read)
        for each in walk(expr)
    )


@dataclass(frozen=True, kw_only=True)
class _Substitution(Rewriter):
    name: str
    value: Expr

    def expr(self, expr: Expr, scope: Scope) -> Expr:
        if isinstance(expr, Variable) and expr.name == self.name:
            return self.value
        return super().expr(expr, scope)
