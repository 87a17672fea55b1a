"""Grids, cases and exceptions, and the labelled terms of totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from convention_dsl.calculator.plan import cases
from convention_dsl.calculator.plan.construct import (
    TRUE,
    choose,
    not_,
    some,
)
from convention_dsl.calculator.plan.faults import NONE, first, when
from convention_dsl.calculator.plan.formula import Formula
from convention_dsl.calculator.plan.lines import Draft, Drafts, deeper, under
from convention_dsl.calculator.plan.numbers import ZERO, in_cents
from convention_dsl.calculator.plan.outcome import Outcome
from convention_dsl.calculator.plan.plan import (
    LineKind,
    Origin,
)
from convention_dsl.calculator.plan.structures import choose_value
from convention_dsl.calculator.plan.values import (
    Lowered,
    Number,
    Scalar,
    blank,
)
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import (
    Call,
    Cases,
    Literal,
    Row,
    Term,
    Total,
)

if TYPE_CHECKING:
    from convention_dsl.calculator.plan.expressions import Lowerer

Environment = Mapping[str, Lowered]


def cases_value(lowerer: Lowerer, expr: Cases, env: Environment) -> Outcome:
    """Return the value of the one row that applies."""
    tested = [lowerer.expr(row.guard, env) for row in expr.rows]
    guards = [
        lowerer.scopes.share(each.formula, f"{row.label or 'row'}", span=row.span)
        for row, each in zip(expr.rows, tested, strict=True)
    ]
    applying = cases.effective(expr.rows, guards)
    applying = [lowerer.scopes.share(each, "applies") for each in applying]
    rows = [_row(lowerer, row, when_, env) for row, when_ in zip(expr.rows, applying, strict=True)]
    last = None if expr.otherwise is None else lowerer.expr(expr.otherwise, env)
    fault = _undecided(lowerer, expr, [each.formula for each in tested], guards, applying)
    pairs = [(when_, row.value) for when_, row in zip(applying, rows, strict=True)]
    if last is not None:
        ending, last_fault = last.value, last.fault
    else:
        ending, last_fault = pairs.pop()[1] if pairs else blank(expr.type), NONE
        if rows:
            last_fault = rows[-1].fault
    inner = choose([(w, r.fault) for w, r in zip(applying, rows, strict=True)], last_fault)
    lines = tuple(line for row in rows for line in row.lines)
    if last is not None:
        lines += under(not_(some(*guards)), last.lines)
    value = choose_value(pairs, ending, expr.span)
    return Outcome(value, first(*(each.fault for each in tested), fault, inner), lines)


def _undecided(
    lowerer: Lowerer,
    expr: Cases,
    plain: Sequence[Formula],
    guards: Sequence[Formula],
    applying: Sequence[Formula],
) -> Formula:
    if cases.is_settled(expr, plain, lowerer.failures, lowerer.editable):
        return NONE
    overlap = lowerer.faults.at(ErrorKind.OVERLAP, expr.span)
    gap = lowerer.faults.at(ErrorKind.GAP, expr.span)
    return lowerer.scopes.share(cases.fault_of(expr, guards, applying, overlap, gap), "fault")


def _row(lowerer: Lowerer, row: Row, applies: Formula, env: Environment) -> Outcome:
    found = labelled(lowerer, row, env)
    provenance = row.provenance.within(lowerer.provenance)
    own = Draft(LineKind.REASON, row.label, 0, provenance=provenance)
    lines = (own, *found.lines) if row.label else found.lines
    return replace(found, lines=under(applies, lines))


def labelled(lowerer: Lowerer, source: Row | Term, env: Environment) -> Outcome:
    """Return the value of a row or a term: a fixed amount may be a parameter."""
    if isinstance(source.value, Literal):
        own = source.provenance.within(lowerer.provenance)
        name = f"{lowerer.clause_name}_{source.label or source.id.rpartition('.')[2]}"
        label, value = source.label, source.value
        parameter = lowerer.parameters.of_literal(source.id, name, label, value, own)
        if parameter is not None:
            return Outcome(parameter)
    return lowerer.expr(source.value, env)


def total_value(lowerer: Lowerer, expr: Total, env: Environment) -> Outcome:
    """Return the sum of the terms that apply, each a definition and a line."""
    total = Number(ZERO, 1)
    faults: list[Formula] = []
    lines: Drafts = ()
    for term in expr.terms:
        condition = None if term.condition is None else lowerer.expr(term.condition, env)
        found, shown = _term(lowerer, term, condition, env)
        total = lowerer.arithmetic.add(total, found.number)
        faults += [NONE if condition is None else condition.fault, found.fault]
        lines += shown
    return Outcome(total, first(*faults), lines)


def _term(
    lowerer: Lowerer, term: Term, condition: Outcome | None, env: Environment
) -> tuple[Outcome, Drafts]:
    holds = TRUE if condition is None else condition.formula
    label = _label(lowerer, term)
    holds = lowerer.scopes.share(holds, label or "condition", span=term.span)
    found = labelled(lowerer, term, env)
    provenance = term.provenance.within(lowerer.provenance)
    value = lowerer.shared(
        in_cents(found.value, term.value.type),
        label or term.id.rpartition(".")[2],
        origin=Origin.TERM,
        label=label,
        provenance=provenance,
    )
    own = Draft(LineKind.AMOUNT, label, 0, TRUE, simple(value), term.value.type, provenance)
    inner = found.lines
    if label:
        same = bool(inner) and inner[0].value == own.value and inner[0].depth == 0
        inner = (own, *(inner[1:] if same else deeper(inner)))
    counted = choose_value([(holds, value)], Number(ZERO, 1), term.span)
    outcome = Outcome(counted, when(holds, found.fault))
    return outcome, under(holds, inner)


def _label(lowerer: Lowerer, term: Term) -> str:
    """Return what to call a term: its label; the clause's own where it is a bare call of one."""
    if not isinstance(term.value, Call):
        return term.label
    definition = lowerer.program.clauses[term.value.clause].definition
    is_text = not term.label or term.label.startswith(f"{definition.name}(")
    return definition.label if is_text and definition.label else term.label


def simple(value: Lowered) -> Number | Scalar | None:
    """Return a value that a line of a payslip can show."""
    return value if isinstance(value, Number | Scalar) else None
