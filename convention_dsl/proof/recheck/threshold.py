"""What a certificate is about where a property asks for which values of an input it holds.

It is found at the threshold. Mostly the same lemmas show that the property holds beyond it too.
"""

from __future__ import annotations

from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck.equal import equal_lists, parts
from convention_dsl.proof.recheck.steps import scope
from convention_dsl.proof.recheck.terms import Rebuilding
from convention_dsl.proof.verdict import Threshold


def at_threshold(program: Program, obligation: Obligation, found: Threshold | None) -> Obligation:
    """Return what a certificate is about: the property, at its threshold where it has one."""
    if found is None or found.value is None:
        return obligation
    inputs = tuple(each for each in obligation.inputs if each.name != found.variable)
    value = build.literal_number(found.value, found.type.kind)
    env = {**scope(inputs), found.variable: value}
    rebuild = Rebuilding(program).expr
    return replace(
        obligation,
        inputs=inputs,
        hypotheses=tuple(
            part if equal_lists(part) else rebuild(part, env)
            for each in obligation.hypotheses
            for part in parts(each)
        ),
        claim=rebuild(obligation.claim, env),
    )


def beyond_threshold(obligation: Obligation, found: Threshold | None) -> Obligation | None:
    """Return the property from its threshold on (or up to it); None where it has none."""
    if found is None or found.value is None:
        return None
    value = build.literal_number(found.value, found.type.kind)
    variable = build.variable(found.variable, found.type)
    pair = (value, variable) if found.at_least else (variable, value)
    bound = build.apply(Operator.LESS_EQUAL, pair)
    return replace(obligation, hypotheses=(bound, *obligation.hypotheses))
