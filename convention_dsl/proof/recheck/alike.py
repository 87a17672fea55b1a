"""Whether two expressions are equal, seen node by node.

A solver does not always decide that two products or quotients are equal whose factors plainly are.
So two nodes with the same head are equal where their parts are, and only parts that differ are
asked about, without what else is known of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Call, Expr, If, Round
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import children
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.types import BooleanType, NumberType


def alike(questions: Questions, inputs: Sequence[Binding], one: Expr, two: Expr) -> bool:
    """Return whether two expressions over `inputs` are shown to be equal, whatever the inputs."""

    def same(left: Expr, right: Expr) -> bool:
        if left == right:
            return True
        if _same_head(left, right) and _all(same, children(left), children(right)):
            return True
        kinds = (NumberType, BooleanType)
        if not all(isinstance(each.type, kinds) for each in (left, right)):
            return False
        return questions.holds(inputs, (), build.apply(Operator.EQUAL, (left, right)))

    return same(one, two)


def _all(same: Callable[[Expr, Expr], bool], left: Sequence[Expr], right: Sequence[Expr]) -> bool:
    return len(left) == len(right) and all(map(same, left, right))


def _same_head(one: Expr, two: Expr) -> bool:
    """Return whether two nodes, none of which binds a name, are equal where their parts are."""
    match one, two:
        case Apply(), Apply():
            return one.operator is two.operator
        case Call(), Call():
            return one.clause == two.clause
        case If(), If():
            return True
        case Round(), Round():
            return (one.step, one.mode) == (two.step, two.mode)
        case _:
            return False
