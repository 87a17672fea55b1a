"""The input after "for which": a number between two bounds, of which a condition is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.core.nodes import Expr, Variable
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import walk
from convention_dsl.semantics.claims import Property
from convention_dsl.semantics.fitting import plain
from convention_dsl.semantics.names import Input
from convention_dsl.syntax.nodes import ConditionClaim
from convention_dsl.types import NumberType


def threshold(property_: Property, found: Input, said: Sequence[Expr | None]) -> Binding | None:
    """Return the input whose good values are asked for; None where it has none, which is told.

    `said` are the hypotheses and the claim, None where one is wrong.
    """
    problems, claim, node = property_.scope.problems, property_.node.claim, property_.node.threshold
    assert node is not None
    if not isinstance(claim, ConditionClaim):
        problems.add("E0192", claim.span)
        return None
    type_ = found.type
    if type_ is None or None in said:
        return None
    if not isinstance(type_, NumberType):
        problems.add("E0190", node.type.span, name=found.name, found=plain(type_))
        return None
    if type_.low is None or type_.high is None:
        problems.add("E0191", node.type.span, name=found.name)
        return None
    if not any(_names(expr, found.name) for expr in said if expr is not None):
        problems.add("E0193", found.span, name=found.name)
        return None
    return Binding(found.name, type_, found.label, found.span)


def _names(expr: Expr, name: str) -> bool:
    return any(isinstance(node, Variable) and node.name == name for node in walk(expr))
