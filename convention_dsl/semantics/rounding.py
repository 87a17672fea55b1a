"""Rounding, as an expression and at the result of a clause."""

from __future__ import annotations

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.semantics.fitting import mismatch, plain
from convention_dsl.semantics.problems import Problems
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import RoundTarget
from convention_dsl.types import NumberKind, NumberType


def round_to(
    problems: Problems, value: Expr | None, target: RoundTarget, span: Span
) -> Expr | None:
    """Return a number rounded to the step of `target`, which has the same dimension."""
    if value is None:
        return None
    if not isinstance(value.type, NumberType):
        problems.add("E0133", value.span, found=plain(value.type))
        return None
    if not is_valid_target(problems, target, value.type, value.span):
        return None
    return build.round_to(value, target.step.value, target.mode, span)


def is_valid_target(problems: Problems, target: RoundTarget, type_: NumberType, span: Span) -> bool:
    """Return whether numbers of `type_` can be rounded as `target` says, and tell where not."""
    step = target.step
    if step.value <= 0:
        problems.add("E0138", step.span)
        return False
    is_amount = step.kind is NumberKind.AMOUNT
    if is_amount != type_.has_dimension:
        mismatch(problems, span, NumberType(step.kind), type_)
        return False
    return True
