"""What a certificate is about where a property asks for which values of an input it holds."""

from __future__ import annotations

from dataclasses import replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import PropertyDef
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Verdict


def as_established(obligation: Obligation, property_: PropertyDef, verdict: Verdict) -> Obligation:
    """Return what `verdict` says of `obligation`: that it holds on one side of the threshold."""
    asked, found = property_.threshold, verdict.threshold
    if asked is None:
        return obligation
    bound: tuple[Expr, ...] = ()
    if found is not None and found.value is not None and not found.always:
        value = build.literal_number(found.value, found.type.kind)
        variable = build.variable(asked.name, asked.type)
        pair = (value, variable) if found.at_least else (variable, value)
        bound = (build.apply(Operator.LESS_EQUAL, pair),)
    return replace(
        obligation,
        inputs=(*obligation.inputs, asked),
        hypotheses=(*bound, *obligation.hypotheses),
    )
