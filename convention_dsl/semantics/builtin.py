"""The functions that every text knows: `min`, `max`, `abs`, `instalment`."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.core.ranges import is_within
from convention_dsl.semantics.build import equal, operate, shared
from convention_dsl.semantics.fitting import mismatch
from convention_dsl.semantics.operators import absolute, extreme, has_dimension, is_number
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import CallExpr
from convention_dsl.types import AMOUNT, CENT, NumberKind, NumberType, Type


class Builtin(StrEnum):
    """A function of the language."""

    MINIMUM = "min"
    MAXIMUM = "max"
    ABSOLUTE = "abs"
    INSTALMENT = "instalment"


BUILTINS = {
    "min": Builtin.MINIMUM,
    "max": Builtin.MAXIMUM,
    "abs": Builtin.ABSOLUTE,
    "instalment": Builtin.INSTALMENT,
    "échéance": Builtin.INSTALMENT,
}
"""The functions by name, in both surfaces."""

_COUNTS = {Builtin.ABSOLUTE: (1, ("x",)), Builtin.INSTALMENT: (3, ("total", "k", "n"))}


def builtin(scope: Scope, function: Builtin, node: CallExpr, hint: Type | None) -> Expr | None:
    """Return the value of a built-in function."""
    values = [scope.expression(argument, hint) for argument in node.arguments]
    if not _has_right_count(scope, function, node):
        return None
    match function:
        case Builtin.MINIMUM:
            return extreme(scope.problems, Operator.MINIMUM, values, node.span)
        case Builtin.MAXIMUM:
            return extreme(scope.problems, Operator.MAXIMUM, values, node.span)
        case Builtin.ABSOLUTE:
            return _absolute(scope, values[0], node.span)
        case _:
            return _instalment(scope, values, node)


def _has_right_count(scope: Scope, function: Builtin, node: CallExpr) -> bool:
    count, names = _COUNTS.get(function, (0, ("a", "b")))
    if len(node.arguments) == count or (not count and len(node.arguments) > 1):
        return True
    scope.problems.add(
        "E0112",
        node.span,
        name=function.value,
        expected=len(names),
        found=len(node.arguments),
        inputs=list(names),
    )
    return False


def _absolute(scope: Scope, value: Expr | None, span: Span) -> Expr | None:
    if value is None or not is_number(scope.problems, value):
        return None
    return shared(value, scope.context.fresh, lambda atom: absolute(atom, span))


def _instalment(scope: Scope, values: list[Expr | None], node: CallExpr) -> Expr | None:
    """Return the k-th of n parts of an amount: each rounded to the cent, the balance last."""
    total, k, n = values
    if total is None or k is None or n is None:
        return None
    if not has_dimension(total):
        mismatch(scope.problems, total.span, AMOUNT, total.type)
        return None
    count = n.value if isinstance(n, Literal) else None
    if not isinstance(count, Fraction) or count < 1 or count.denominator != 1:
        scope.problems.add("E0138", n.span)
        return None
    one = Fraction(1)
    rank = NumberType(NumberKind.INTEGER, one, count, one)
    if not isinstance(k.type, NumberType) or has_dimension(k) or not is_within(k.type, rank):
        scope.problems.add("E0152", k.span, most=int(count))
        return None
    return shared(total, scope.context.fresh, lambda atom: _part(scope, atom, k, n, node.span))


def _part(scope: Scope, total: Expr, k: Expr, n: Expr, span: Span) -> Expr:
    assert isinstance(n, Literal)
    assert isinstance(n.value, Fraction)
    earlier = build.literal_number(n.value - 1, NumberKind.INTEGER, span)

    def choose(part: Expr) -> Expr:
        paid = operate(Operator.MULTIPLY, part, earlier, span=span)
        balance = operate(Operator.SUBTRACT, total, paid, span=span)
        if isinstance(k, Literal):
            return balance if k.value == n.value else part
        return build.if_(equal(k, n, span), balance, part, span)

    rounded = build.round_to(operate(Operator.DIVIDE, total, n, span=span), CENT, span=span)
    return shared(rounded, scope.context.fresh, choose)
