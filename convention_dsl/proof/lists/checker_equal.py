"""Lists that hypotheses say to be equal, made one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Expr, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.lists.checker_steps import scope
from convention_dsl.proof.lists.checker_terms import Environment, Rebuilding
from convention_dsl.proof.obligation import Obligation
from convention_dsl.types import ListType


@dataclass(frozen=True, slots=True)
class OneList:
    """An obligation with one of the lists that a hypothesis says to be equal.

    `names` is what each list of the property is called in it.
    """

    obligation: Obligation
    names: Environment


def with_one_list(program: Program, obligation: Obligation) -> OneList:
    """Return `obligation` with the first of lists that hypotheses say to be equal."""
    parts = [part for each in obligation.hypotheses for part in _parts(each)]
    kept: list[Expr] = []
    first = {binding.name: binding.name for binding in obligation.inputs}
    for part in parts:
        pair = _equal(part)
        if pair is None:
            kept.append(part)
        else:
            known, other = first[pair[0]], first[pair[1]]
            first = {name: known if at == other else at for name, at in first.items()}
    lists = [binding for binding in obligation.inputs if isinstance(binding.type, ListType)]
    names = {each.name: build.variable(first[each.name], each.type) for each in lists}
    if len(kept) == len(parts):
        return OneList(obligation, names)
    env = {**scope(obligation.inputs), **names}
    rebuild = Rebuilding(program).expr
    one_list = replace(
        obligation,
        inputs=tuple(each for each in obligation.inputs if first[each.name] == each.name),
        hypotheses=tuple(rebuild(each, env) for each in kept),
        claim=rebuild(obligation.claim, env),
    )
    return OneList(one_list, names)


def _equal(part: Expr) -> tuple[str, str] | None:
    """Return the names of two lists that `part` says to be equal."""
    match part:
        case Apply(operator=Operator.EQUAL, arguments=(Variable() as one, Variable() as two)):
            is_list = isinstance(one.type, ListType) and one.type == two.type
            return (one.name, two.name) if is_list else None
        case _:
            return None


def _parts(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Apply) and expr.operator is Operator.AND:
        for argument in expr.arguments:
            yield from _parts(argument)
    else:
        yield expr
