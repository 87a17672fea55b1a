"""Exceptions merged into the clause they change: cases whose `otherwise` is the general rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convention_dsl.core.nodes import Cases, CasesOrigin, Expr, Round, Row
from convention_dsl.core.program import ExceptionDef


def with_exceptions(body: Expr, exceptions: Sequence[ExceptionDef], *, rounded: bool) -> Expr:
    """Return `body` changed by `exceptions`, all of them in force.

    Where the clause rounds its result (its body is the rounding), what an exception gives is
    rounded too. Types are those of `body`: linking infers them anew.
    """
    if not exceptions:
        return body
    if rounded and isinstance(body, Round):
        return replace(body, value=_merged(body.value, exceptions, None))
    return _merged(body, exceptions, None)


def row_id(exception: ExceptionDef) -> str:
    """Return the id of the row that an exception becomes."""
    return f"{exception.book}.{exception.name}"


def _merged(general: Expr, exceptions: Sequence[ExceptionDef], within: str | None) -> Expr:
    siblings = [exception for exception in exceptions if exception.within == within]
    if not siblings:
        return general
    return Cases(
        type=general.type,
        rows=tuple(_row(exception, siblings, exceptions) for exception in siblings),
        otherwise=general,
        origin=CasesOrigin.EXCEPTIONS,
        span=siblings[0].span,
    )


def _row(
    exception: ExceptionDef, siblings: Sequence[ExceptionDef], exceptions: Sequence[ExceptionDef]
) -> Row:
    silenced = (_silenced(name, exception, siblings) for name in exception.prevails_over)
    return Row(
        id=row_id(exception),
        guard=exception.guard,
        value=_merged(exception.value, exceptions, exception.name),
        label=exception.label,
        provenance=exception.provenance,
        prevails_over=tuple(id_ for ids in silenced for id_ in ids),
        span=exception.span,
    )


def _silenced(name: str, exception: ExceptionDef, siblings: Sequence[ExceptionDef]) -> list[str]:
    """Return the rows that `name` means: the sibling of the same text first, else of any other."""
    named = [sibling for sibling in siblings if sibling.name == name]
    own = [sibling for sibling in named if sibling.book == exception.book]
    return [row_id(sibling) for sibling in own or named]
