"""Terms that depend on an element and on something else: what of the rest they depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, Call, Expr, Let, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import children
from convention_dsl.proof.lists.speech import Speech
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import ListSum
from convention_dsl.types import BooleanType, DateType, EnumType, NumberType

_SIMPLE = (BooleanType, NumberType, EnumType, DateType)


def is_mixed(speech: Speech, each: ListSum) -> bool:
    """Return whether the terms of a sum depend on more than the element."""
    names = frozenset(name for name, _ in each.elements)
    return not all(speech.is_fixed(expr, names) for expr in _parts(each))


def outside(speech: Speech, each: ListSum, inlined: Callable[[Call], Expr]) -> Iterator[Expr]:
    """Yield the largest expressions in the terms of a sum that are no element's."""
    names = frozenset(name for name, _ in each.elements)
    for expr in _parts(each):
        yield from _outside(speech, expr, names, inlined)


def _parts(each: ListSum) -> list[Expr]:
    return [expr for expr in (each.filter, each.body) if expr is not None]


def _outside(
    speech: Speech, expr: Expr, names: frozenset[str], inlined: Callable[[Call], Expr]
) -> Iterator[Expr]:
    if speech.is_fixed(expr, names):
        return
    if not speech.depends(expr, names):
        yield from _simple(expr)
        return
    match expr:
        case Call():
            yield from _outside(speech, inlined(expr), names, inlined)
        case Let():
            body = speech.instances.of(expr.body, {expr.name: expr.value})
            yield from _outside(speech, body, names, inlined)
        case Aggregate():
            inner = names | {expr.variable}
            yield from _outside(speech, expr.domain, names, inlined)
            for part in (expr.filter, expr.body, expr.if_empty):
                if part is not None:
                    yield from _outside(speech, part, inner, inlined)
        case _:
            for part in children(expr):
                yield from _outside(speech, part, names, inlined)


def _simple(expr: Expr) -> Iterator[Expr]:
    if not isinstance(expr.type, _SIMPLE):
        raise OutsideMethod("mixed term")
    yield expr


def has_value(expr: Expr, value: Value) -> Expr:
    """Return the condition that an expression has a value."""
    match value:
        case bool():
            return expr if value else build.negation(expr)
        case str() if isinstance(expr.type, EnumType):
            literal: Expr = build.literal_item(value, expr.type)
        case Fraction() if isinstance(expr.type, NumberType):
            literal = build.literal_number(value, expr.type.kind)
        case date():
            literal = build.literal_date(value)
        case _:
            raise OutsideMethod("mixed term")
    return build.apply(Operator.EQUAL, (expr, literal))
