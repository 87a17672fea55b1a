"""Lists that hypotheses say to be equal, made one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Expr, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.lists.checker_terms import Rebuilding
from convention_dsl.proof.obligation import Obligation
from convention_dsl.types import ListType


def with_one_list(program: Program, obligation: Obligation) -> Obligation:
    """Return `obligation` with one of the lists that a hypothesis says to be equal."""
    parts = [part for each in obligation.hypotheses for part in _parts(each)]
    first: dict[str, str] = {}
    kept: list[Expr] = []
    for part in parts:
        match part:
            case Apply(
                operator=Operator.EQUAL, arguments=(Variable() as one, Variable() as two)
            ) if isinstance(one.type, ListType) and one.type == two.type:
                known, other = (first.get(name, name) for name in (one.name, two.name))
                first = {name: known if at == other else at for name, at in first.items()}
                if known != other:
                    first[other] = known
            case _:
                kept.append(part)
    if not first:
        return obligation
    env = {b.name: build.variable(first.get(b.name, b.name), b.type) for b in obligation.inputs}
    rebuilding = Rebuilding(program)
    return replace(
        obligation,
        inputs=tuple(binding for binding in obligation.inputs if binding.name not in first),
        hypotheses=tuple(rebuilding.expr(each, env) for each in kept),
        claim=rebuilding.expr(obligation.claim, env),
    )


def _parts(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Apply) and expr.operator is Operator.AND:
        for argument in expr.arguments:
            yield from _parts(argument)
    else:
        yield expr
