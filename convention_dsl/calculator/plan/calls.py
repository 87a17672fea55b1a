"""Clauses applied to arguments: each with the same ones once, under its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from convention_dsl.calculator.plan.construct import (
    TRUE,
)
from convention_dsl.calculator.plan.faults import first
from convention_dsl.calculator.plan.formula import Const, Formula
from convention_dsl.calculator.plan.lines import Draft, Drafts, deeper
from convention_dsl.calculator.plan.naming import joined
from convention_dsl.calculator.plan.numbers import in_cents
from convention_dsl.calculator.plan.outcome import Outcome
from convention_dsl.calculator.plan.plan import (
    LineKind,
    Origin,
)
from convention_dsl.calculator.plan.rows import labelled, simple
from convention_dsl.calculator.plan.values import (
    Lowered,
    Scalar,
)
from convention_dsl.core.nodes import (
    Call,
    ClauseRef,
    Term,
)
from convention_dsl.types import (
    NumberType,
)

if TYPE_CHECKING:
    from convention_dsl.calculator.plan.expressions import Lowerer

Environment = Mapping[str, Lowered]


def call_value(lowerer: Lowerer, expr: Call, env: Environment) -> Outcome:
    """Return a call; an argument out of its type's range is a fault."""
    clause = lowerer.program.clauses[expr.clause]
    values: list[Lowered] = []
    faults: list[Formula] = []
    for argument, binding in zip(expr.arguments, clause.inputs, strict=True):
        given = lowerer.expr(argument, env)
        value, fault = lowerer.required(given.value, argument, binding.type)
        values.append(lowerer.shared(value, binding.name))
        faults += [given.fault, fault]
    found = clause_value(lowerer, expr.clause, values)
    return replace(found, fault=first(*faults, found.fault))


def clause_value(lowerer: Lowerer, ref: ClauseRef, values: Sequence[Lowered]) -> Outcome:
    """Return a clause applied to values of its inputs' types; once for the same values."""
    key = (ref, tuple(values))
    known = lowerer.called.get(key)
    if known is not None:
        return replace(known, lines=known.lines[:1])
    clause = lowerer.program.clauses[ref]
    definition = clause.definition
    outer = (lowerer.provenance, lowerer.clause_name)
    lowerer.provenance, lowerer.clause_name = definition.provenance, ref.name
    env = {b.name: value for b, value in zip(clause.inputs, values, strict=True)}
    whole = Term(
        id=str(ref),
        value=clause.body,
        label=definition.label,
        provenance=definition.provenance,
    )
    found = labelled(lowerer, whole, env)
    lowerer.provenance, lowerer.clause_name = outer
    value = lowerer.shared(
        in_cents(found.value, clause.body.type),
        joined((ref.name, *(_told(each) for each in values if _told(each)))),
        origin=Origin.CLAUSE,
        label=definition.label,
        provenance=definition.provenance,
        span=definition.span,
    )
    fault = lowerer.scopes.share(found.fault, f"{ref.name}_fault")
    lines: Drafts = ()
    if isinstance(clause.body.type, NumberType):
        own = Draft(
            LineKind.AMOUNT,
            definition.label or ref.name,
            0,
            TRUE,
            simple(value),
            clause.body.type,
            definition.provenance,
        )
        lines = (own, *deeper(found.lines))
    lowerer.called[key] = Outcome(value, fault, lines)
    return lowerer.called[key]


def _told(value: Lowered) -> str:
    """Return what tells one call from another of the same clause: an item."""
    match value:
        case Scalar(Const(value=str(name))):
            return name
        case _:
            return ""
