"""Lowering: a linked clause → a plan.

Calls are inlined, each call with the same arguments once; a clause called, a local definition and a
term of a total keep their names as definitions. The value of an expression and the reason why it
may have none (`faults.py`) are computed side by side, so that formulas themselves never fail: a
divisor that is zero is replaced by one, an argument out of its range by one that is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convention_dsl.calculator.plan.calls import clause_value
from convention_dsl.calculator.plan.columns import LONGEST_LIST, Declarer
from convention_dsl.calculator.plan.construct import (
    TRUE,
    all_,
    equal,
    not_,
    some,
)
from convention_dsl.calculator.plan.expressions import Lowerer
from convention_dsl.calculator.plan.faults import NONE
from convention_dsl.calculator.plan.formula import Formula, Ref
from convention_dsl.calculator.plan.lines import finished
from convention_dsl.calculator.plan.plan import (
    ListInput,
    Plan,
    Requirement,
)
from convention_dsl.calculator.plan.results import results_of
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.calculator.plan.values import (
    Listed,
    Lowered,
    Maybe,
    Parts,
    parts_of,
)
from convention_dsl.core.depth import room
from convention_dsl.core.nodes import (
    ClauseRef,
)
from convention_dsl.core.program import Program
from convention_dsl.source import Span
from convention_dsl.types import (
    ListType,
    MapType,
    RecordType,
    Type,
)

__all__ = ["RecordRule", "UnsupportedError", "lower"]


@dataclass(frozen=True, slots=True)
class RecordRule:
    """An invariant of a record, as a clause over one record of it."""

    record: str
    clause: ClauseRef
    label: str
    span: Span


def lower(
    program: Program, ref: ClauseRef, *, rules: Sequence[RecordRule] = (), editable: bool = False
) -> Plan:
    """Return the plan of a clause; raises `UnsupportedError` where it has none.

    `editable`: the amounts and rates that rows and terms fix become parameters too, by the id of
    the row, and every parameter may be changed widely.
    """
    with room():
        return _plan(Lowerer(program, editable), ref, rules)


def _plan(lowerer: Lowerer, ref: ClauseRef, rules: Sequence[RecordRule]) -> Plan:
    """Return the plan of a clause."""
    clause = lowerer.program.clauses[ref]
    declarer = Declarer(lowerer.program.library, lowerer.scopes, clause.inputs)
    values = [declarer.declare(binding) for binding in clause.inputs]
    found = clause_value(lowerer, ref, values)
    requirements = [
        required
        for binding, value in zip(clause.inputs, values, strict=True)
        for required in _requirements(lowerer, value, binding.type, rules)
    ]
    lines = finished(found.lines, lowerer.scopes)
    results = results_of(lowerer.scopes, found.value, clause.body.type, ref.name)
    fault = None if found.fault == NONE else lowerer.scopes.named(found.fault, "fault")
    lists = tuple(
        ListInput(
            name,
            path,
            tuple(columns),
            tuple(lowerer.scopes.elements.get(name, ())),
            LONGEST_LIST,
            label,
            tuple(rule for over, rule in requirements if over == name),
        )
        for name, (path, label, columns) in declarer.inputs.lists.items()
    )
    return Plan(
        clause=ref,
        label=clause.definition.label,
        provenance=clause.definition.provenance,
        at=lowerer.program.at,
        inputs=tuple(binding.name for binding in clause.inputs),
        columns=tuple(declarer.inputs.columns),
        lists=lists,
        parameters=tuple(lowerer.parameters.columns.values()),
        definitions=tuple(lowerer.scopes.plan),
        results=results,
        result_type=clause.body.type,
        requirements=tuple(rule for over, rule in requirements if over is None),
        fault=fault,
        faults=tuple(lowerer.faults.table),
        lines=lines,
    )


def _requirements(
    lowerer: Lowerer,
    value: Lowered,
    type_: Type,
    rules: Sequence[RecordRule],
    given: Formula = TRUE,
) -> list[tuple[str | None, Requirement]]:
    """Return the invariants of the records in an input, each with the list it is about."""
    match value:
        case Parts():
            found = [
                _requirement(lowerer, value, rule, given)
                for rule in rules
                if isinstance(type_, RecordType) and rule.record == type_.name
            ]
            assert isinstance(type_, RecordType | MapType)
            inner = dict(parts_of(type_))
            return found + [
                each
                for name, part in value.of
                for each in _requirements(lowerer, part, inner[name], rules, given)
            ]
        case Maybe():
            inner_type = getattr(type_, "inner", type_)
            return _requirements(lowerer, value.inner, inner_type, rules, all_(given, value.known))
        case Listed():
            assert isinstance(type_, ListType)
            return _requirements(lowerer, value.element, type_.element, rules, given)
        case _:
            return []


def _requirement(
    lowerer: Lowerer, value: Parts, rule: RecordRule, given: Formula
) -> tuple[str | None, Requirement]:
    found = clause_value(lowerer, rule.clause, [value])
    holds = all_(found.formula, equal(found.fault, NONE))
    name = lowerer.scopes.named(some(not_(given), holds), "requirement", span=rule.span)
    over = lowerer.scopes.list_of(Ref(TRUE.kind, name))
    return over, Requirement(name, rule.label, rule.span)
