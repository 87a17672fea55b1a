"""A verdict with the calculations that its report shows, done again by the reference evaluator."""

from __future__ import annotations

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.explanation import Recorder
from convention_dsl.core.link import link, link_property, with_values
from convention_dsl.core.program import Library, Program, PropertyDef, Scope, Status
from convention_dsl.proof.verdict import Counterexample, PropertyResult
from convention_dsl.report.cases import Case, case_of
from convention_dsl.report.verdicts import Shown


def shown_of(library: Library, result: PropertyResult) -> Shown:
    """Return a verdict with its cases: the counterexample, the worst one, that of a threshold."""
    verdict = result.verdict
    found = verdict.counterexample
    if _is_sum(result):
        found = Counterexample({})
    cases = (
        found,
        verdict.worst.counterexample if verdict.worst else None,
        verdict.threshold.beyond if verdict.threshold else None,
    )
    linked = linked_for(library, result) if any(cases) else None
    if linked is None:
        return Shown(result)
    program, definition = linked
    case, worst, beyond = (
        None if each is None else _case(program, definition, each) for each in cases
    )
    steps = case.steps if case and verdict.counterexample else ()
    return Shown(result, steps, case, worst, beyond)


def _is_sum(result: PropertyResult) -> bool:
    """Return whether a proved property is about figures alone: its one case is worth showing."""
    plain = not result.property.named and result.scope is Scope.VALUES
    return plain and result.verdict.status is Status.PROVED


def linked_for(library: Library, result: PropertyResult) -> tuple[Program, PropertyDef] | None:
    """Return the program that a verdict is about, and the property linked in it."""
    definition = result.property
    exprs = [definition.claim, *definition.hypotheses, *(expr for _, expr in definition.shown)]
    day = result.start or result.end
    program, _ = link(library, definition.book, at=day, readings=result.reading, also=exprs)
    return None if program is None else (program, link_property(program, definition))


def _case(program: Program, definition: PropertyDef, found: Counterexample) -> Case:
    valued = with_values(program, found.parameters)  # type: ignore[arg-type]
    recorder = Recorder()
    for expr in (definition.claim, *(expr for _, expr in definition.shown)):
        evaluate(valued, expr, found.inputs, recorder)
    return case_of(valued, definition, found, recorder.steps)
