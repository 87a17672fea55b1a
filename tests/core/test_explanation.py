from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.evaluate import call, evaluate
from convention_dsl.core.explanation import Recorder, Step, StepKind
from convention_dsl.core.link import link
from convention_dsl.core.nodes import AggregateKind, ClauseRef, Term
from convention_dsl.core.operators import Operator
from convention_dsl.core.provenance import Confidence, Provenance
from tests.core.library import (
    ACTION,
    AGE_OF_P,
    ALD_OF_P,
    EMPTY,
    MONEY,
    P,
    at_least,
    below,
    book,
    called,
    clause,
    euros,
    exception,
    library,
    parameter,
    patient,
    row,
)


def outline(step: Step) -> tuple:
    return (
        str(step.kind),
        step.head.label or step.head.id,
        step.value,
        *map(outline, step.children),
    )


def explained(texts, root, name, given) -> Step:
    program, problems = link(texts, root, at=None)
    assert program is not None, problems
    recorder = Recorder()
    call(program, ClauseRef(root, name), [given], recorder)
    (step,) = recorder.steps
    return step


def test_a_payslip_shows_what_counted_and_nothing_else():
    grid = build.cases(
        [
            replace(row("young", below(AGE_OF_P, 7), euros(15)), label="under 7"),
            row("old", at_least(AGE_OF_P, 7), build.parameter("a", "base", MONEY)),
        ]
    )
    item = build.variable("i", ACTION)
    covid = build.apply(Operator.EQUAL, (item, build.literal_item("covid", ACTION)))
    prevention = build.aggregate(
        AggregateKind.SUM, "i", build.field(P, "done"), euros(5), filter_=covid
    )
    total = build.total(
        [
            Term(id="t1", value=called("a", "base")),
            Term(id="t2", value=euros(10), condition=ALD_OF_P, label="ALD"),
            Term(id="t3", value=prevention, label="prevention"),
        ]
    )
    texts = library(
        book(
            "a",
            parameter("a", "base", (None, "5")),
            clause("a", "base", grid),
            clause("a", "f", total),
        )
    )
    step = explained(texts, "a", "f", patient(age=80, done=("influenza", "covid")))
    assert outline(step) == (
        "clause",
        "a.f",
        10,
        (
            "term",
            "t1",
            5,
            ("clause", "a.base", 5, ("case", "old", 5, ("parameter", "a.base", 5))),
        ),
        ("term", "prevention", 5, ("element", "covid", 5)),
    )
    assert step.head.inputs[0][0] == "p"


def test_an_exception_and_a_rounding_are_named():
    third = build.apply(Operator.DIVIDE, (euros(10), build.literal_number(3)))
    source = Provenance("art. 3", Confidence.REPORTED)
    texts = library(
        book(
            "a",
            clause("a", "f", build.round_to(third, Fraction(1, 100)), rounded=True),
            exception("a", "e", "a.f", ALD_OF_P, euros("60.004"), provenance=source),
        )
    )
    step = explained(texts, "a", "f", patient(ald=True))
    (rounding,) = step.children
    assert rounding.kind is StepKind.ROUNDING
    assert rounding.head.before == Fraction("60.004") and rounding.value == 60
    (applied,) = rounding.children
    assert applied.kind is StepKind.EXCEPTION and applied.head.provenance == source
    general = explained(texts, "a", "f", patient()).children[0].children[0]
    assert general.kind is StepKind.GENERAL_RULE


def test_what_the_guard_read_explains_the_row():
    threshold = build.parameter("a", "x", MONEY)
    guard = build.apply(Operator.LESS, (euros(1), threshold))
    other = build.apply(Operator.LESS, (threshold, euros(1)))
    cases = build.cases([row("a", guard, euros(2)), row("b", other, euros(3))])
    texts = library(book("a", parameter("a", "x", (None, "5")), clause("a", "f", cases)))
    (applied,) = explained(texts, "a", "f", patient()).children
    assert [step.kind for step in applied.children] == [StepKind.PARAMETER]


def test_a_clause_called_again_is_calculated_and_explained_once():
    clauses = [clause("a", "f0", euros(1))]
    for n in range(1, 100):
        twice = [called("a", f"f{n - 1}")] * 2
        clauses.append(clause("a", f"f{n}", build.apply(Operator.MAXIMUM, twice)))
    step = explained(library(book("a", *clauses)), "a", "f99", patient())
    assert step.value == 1
    first, again = step.children
    assert first.children and not again.children
    assert first.head == again.head and first.value == again.value


def test_a_labelled_condition_is_a_step():
    seen = replace(build.if_(build.field(P, "seen"), euros(5), euros(0)), label="seen")
    recorder = Recorder()
    evaluate(EMPTY, seen, {"p": patient(seen=False)}, recorder)
    assert [outline(step) for step in recorder.steps] == [("condition", "seen", False)]


def test_sources_come_from_the_row_then_the_clause_then_the_book():
    first = replace(row("x", ALD_OF_P, euros(1)), provenance=Provenance("row", Confidence.OFFICIAL))
    cases = build.cases([first], otherwise=euros(2))
    definition = clause("a", "f", cases, provenance=Provenance("clause", None))
    texts = library(
        replace(book("a", definition), provenance=Provenance("book", Confidence.ASSUMED))
    )
    program, _ = link(texts, "a", at=None)
    assert program is not None
    body = program.clauses[ClauseRef("a", "f")].body
    assert body.rows[0].provenance == Provenance("row", Confidence.OFFICIAL)
    bare = replace(cases, rows=(row("x", ALD_OF_P, euros(1)),))
    texts = library(
        replace(
            book("a", clause("a", "f", bare, provenance=Provenance("clause", None))),
            provenance=Provenance("book", Confidence.ASSUMED),
        )
    )
    program, _ = link(texts, "a", at=None)
    assert program is not None
    row_ = program.clauses[ClauseRef("a", "f")].body.rows[0]
    assert row_.provenance == Provenance("clause", Confidence.ASSUMED)
