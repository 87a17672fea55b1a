"""What a condition that looks into lists says: its conjuncts, seen through clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Call, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.proof.lists.speech import Speech
from convention_dsl.types import NumberType

_OPPOSITE = {Operator.LESS: Operator.LESS_EQUAL, Operator.LESS_EQUAL: Operator.LESS}


def parts(expr: Expr, speech: Speech, inlined: Callable[[Call], Expr]) -> Iterator[Expr]:
    """Yield conditions whose conjunction `expr` is; what looks into no list stays whole."""
    match expr:
        case Apply(operator=Operator.AND):
            for argument in expr.arguments:
                yield from parts(argument, speech, inlined)
        case Call() if speech.of_lists(expr):
            yield from parts(inlined(expr), speech, inlined)
        case Apply(operator=Operator.NOT) if speech.of_lists(expr):
            yield from _negated(expr.arguments[0], speech, inlined)
        case _:
            yield expr


def _negated(expr: Expr, speech: Speech, inlined: Callable[[Call], Expr]) -> Iterator[Expr]:
    match expr:
        case Call() if speech.of_lists(expr):
            yield from _negated(inlined(expr), speech, inlined)
        case Apply(operator=Operator.NOT):
            yield from parts(expr.arguments[0], speech, inlined)
        case Apply(operator=Operator.OR):
            for argument in expr.arguments:
                yield from _negated(argument, speech, inlined)
        case Apply(operator=Operator.LESS | Operator.LESS_EQUAL, arguments=(one, two)) if (
            isinstance(one.type, NumberType)
        ):
            yield build.apply(_OPPOSITE[expr.operator], (two, one))
        case _:
            yield build.negation(expr)
