"""A clause, a date, readings → its value, its plan, its test vectors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from convention_dsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from convention_dsl.calculator.plan.plan import Plan
    from convention_dsl.core.explanation import Step
    from convention_dsl.core.nodes import ClauseRef, Value
    from convention_dsl.core.program import (
        Clause,
        Program,
    )
    from convention_dsl.inputs.form import Form
    from convention_dsl.inputs.invariants import Rule
    from convention_dsl.pipeline.loading import Workspace
    from convention_dsl.proof.vectors.vectors import Vectors
    from convention_dsl.report.payslip import Words


@dataclass(frozen=True)
class Calculation:
    """A clause ready to be calculated at a date."""

    program: Program
    ref: ClauseRef
    form: Form
    rules: tuple[Rule, ...]

    @property
    def clause(self) -> Clause:
        """The linked clause."""
        return self.program.clauses[self.ref]


def readings_of(workspace: Workspace, ref: ClauseRef) -> Mapping[str, tuple[str, ...]]:
    """Return the readings of each clause with several (`book.clause`) that `ref` depends on."""
    from convention_dsl.core import build
    from convention_dsl.core.link import readings_reached
    from convention_dsl.core.texts import used_texts
    from convention_dsl.types import BOOLEAN

    texts = used_texts(workspace.library, ref.book)
    return readings_reached(workspace.library, [build.call(ref, (), BOOLEAN)], texts=texts)


def prepare(
    workspace: Workspace, ref: ClauseRef, at: date | None, readings: Mapping[str, str]
) -> tuple[Calculation | None, list[Diagnostic]]:
    """Return the calculation of a clause at a date, or why there is none."""
    from convention_dsl.core.evaluate import evaluate
    from convention_dsl.core.link import link
    from convention_dsl.inputs.form import build_form
    from convention_dsl.inputs.invariants import rules_of, with_rules

    program, diagnostics = link(workspace.library, ref.book, at=at, readings=readings)
    if program is None:
        return None, diagnostics
    linked = program
    form = build_form(
        workspace.library,
        linked.clauses[ref].definition,
        lambda expr: evaluate(linked, expr, {}),
    )
    rules = rules_of(form)
    return Calculation(with_rules(program, rules), ref, form, rules), diagnostics


def calculator(
    calculation: Calculation,
) -> Callable[[ClauseRef, Sequence[Value]], Value]:
    """Return the generated function that calculates the clause and the invariants of its inputs."""
    from convention_dsl.calculator.python import compile_program

    refs = [calculation.ref, *(rule.ref for rule in calculation.rules)]
    compiled = compile_program(calculation.program, refs)
    callers = {ref: compiled.caller(ref) for ref in refs}
    return lambda ref, arguments: callers[ref](arguments)


def explained(calculation: Calculation, arguments: Sequence[Value]) -> tuple[Value, Sequence[Step]]:
    """Return the value of a clause by the reference evaluator, with its explanation."""
    from convention_dsl.core.evaluate import call
    from convention_dsl.core.explanation import Recorder

    recorder = Recorder()
    value = call(calculation.program, calculation.ref, arguments, recorder)
    return value, recorder.steps


def plan(
    calculation: Calculation, *, editable: bool = False
) -> tuple[Plan | None, list[Diagnostic]]:
    """Return the clause as definitions over scalars, or why it has no such form.

    `editable`: the amounts and rates that rows and terms fix are parameters too.
    """
    from convention_dsl.calculator.plan.lower import RecordRule, UnsupportedError, lower

    rules = [
        RecordRule(rule.record.type.name, rule.ref, rule.invariant.label, rule.invariant.span)
        for rule in calculation.rules
    ]
    try:
        return lower(calculation.program, calculation.ref, rules=rules, editable=editable), []
    except UnsupportedError as error:
        arguments = {"clause": calculation.ref.name, "construct": error.construct}
        return None, [Diagnostic("E0700", error.span, arguments)]


def vectors(
    calculation: Calculation,
    *,
    seconds: float | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Vectors | None, list[Diagnostic]]:
    """Return test vectors of a clause, or why there are none.

    `progress` hears how many outcomes of the clause are settled, and how many there are.
    """
    from convention_dsl.proof.vectors.vectors import DEFAULT_LIMITS, make, without_value

    program, ref = calculation.program, calculation.ref
    lacking = without_value(program, ref)
    if lacking:
        names = [(each.definition.name, each.definition.span) for each in lacking]
        return None, [
            Diagnostic("E0771", span, {"clause": ref.name, "name": name}) for name, span in names
        ]
    limits = DEFAULT_LIMITS if seconds is None else replace(DEFAULT_LIMITS, seconds=seconds)
    found = make(program, ref, limits, progress)
    if not found.vectors:
        return None, [Diagnostic("E0773", calculation.clause.definition.span, {"clause": ref.name})]
    return found, []


def words(workspace: Workspace, language: str) -> Words:
    """Return what the reports need to know of their reader."""
    from convention_dsl.locale import item_labels
    from convention_dsl.report.payslip import Words

    return Words(language, item_labels(workspace.library), workspace.sources)
