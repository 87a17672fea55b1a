"""What a replay says is reached, against what the evaluator tells of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.explanation import Recorder, Step, StepKind
from convention_dsl.proof.patients import random_value
from convention_dsl.proof.vectors.goals import Kind
from convention_dsl.proof.vectors.places import places
from convention_dsl.proof.vectors.replay import replay
from tests.proof.vectors.books import BOOKS, amounts

ROWS = {
    StepKind.ROW: Kind.ROW,
    StepKind.CASE: Kind.CASE,
    StepKind.EXCEPTION: Kind.EXCEPTION,
    StepKind.TERM: Kind.PRESENT,
}


def told(steps: Sequence[Step], clause: str) -> Iterator[tuple[str, Kind, str]]:
    """Yield the rows and the terms with a condition that an explanation names."""
    for step in steps:
        inside = step.head.id if step.kind is StepKind.CLAUSE else clause
        if step.kind in ROWS:
            yield inside, ROWS[step.kind], step.head.id
        yield from told(step.children, inside)


@pytest.mark.parametrize("book", BOOKS)
def test_a_replay_sees_the_rows_terms_and_clauses_of_the_explanation(book: str) -> None:
    for program, ref in amounts(book):
        watches = places(program, ref)
        rng = Random(7)
        inputs = program.clauses[ref].inputs
        for _ in range(12):
            arguments = [random_value(binding.type, rng) for binding in inputs]
            recorder = Recorder()
            try:
                value = call(program, ref, arguments, recorder)
            except EvaluationError:
                assert replay(program, ref, arguments, watches) is None
                continue
            seen = replay(program, ref, arguments, watches)
            assert seen is not None
            assert seen.value == value
            reached = {
                (str(goal.clause), goal.kind, goal.place.rpartition(":")[2])
                for id_, goal in watches.goals.items()
                if id_ in seen.goals and goal.kind in ROWS.values()
            }
            conditional = {
                (str(goal.clause), goal.place.rpartition(":")[2])
                for goal in watches.goals.values()
                if goal.kind is Kind.PRESENT
            }
            explained = {
                each
                for each in told(recorder.steps, "")
                if each[1] is not Kind.PRESENT or (each[0], each[2]) in conditional
            }
            assert explained <= reached
            # What is calculated in a filter or a guard is not explained, but is reached.
            clauses = {clause for clause, _, _ in explained}
            assert {each for each in reached if each[0] in clauses} == explained
