"""What a certificate is about where a property asks for which values of an input it holds."""

from __future__ import annotations

from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.program import Program, PropertyDef
from convention_dsl.proof.lists.checker_equal import with_one_list
from convention_dsl.proof.lists.checker_steps import scope
from convention_dsl.proof.lists.checker_terms import Rebuilding
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Verdict


def as_certified(
    program: Program, obligation: Obligation, property_: PropertyDef, verdict: Verdict
) -> Obligation:
    """Return what the certificate of `verdict` is about: the property at its threshold.

    That it holds beyond the threshold as well is no part of the certificate.
    """
    asked, found = property_.threshold, verdict.threshold
    if asked is None:
        return obligation
    others = tuple(each for each in obligation.inputs if each.name != asked.name)
    if found is None or found.value is None:
        return replace(obligation, inputs=(*others, asked))
    one_list = with_one_list(program, replace(obligation, inputs=(*others, asked)))
    inputs = tuple(each for each in one_list.inputs if each.name != asked.name)
    value = build.literal_number(found.value, found.type.kind)
    env = {**scope(inputs), asked.name: value}
    rebuild = Rebuilding(program).expr
    return replace(
        one_list,
        inputs=inputs,
        hypotheses=tuple(rebuild(each, env) for each in one_list.hypotheses),
        claim=rebuild(one_list.claim, env),
    )
