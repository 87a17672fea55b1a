"""The generated Python agrees with the evaluator on random core expressions, errors included."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convention_dsl.calculator.python import compile_program
from convention_dsl.core import build
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.wellformed import findings
from convention_dsl.types import BOOLEAN
from tests.calculator.expressions import FEE, PARAMETER, RECORD, numbers, values
from tests.core.library import book, clause, library, parameter

REF = ClauseRef("t", "f")


def program_of(expr: Expr) -> Program:
    n, b = build.variable("n", FEE), build.variable("b", BOOLEAN)
    doubled = build.apply(Operator.MULTIPLY, (n, build.literal_number(2)))
    helper = clause(
        "t", "helper", build.if_(b, doubled, n), inputs=(Binding("n", FEE), Binding("b", BOOLEAN))
    )
    given_ = replace(parameter("t", "x", (None, "2.5")), type=PARAMETER)
    texts = library(
        book(
            "t",
            helper,
            given_,
            clause("t", "f", expr, inputs=(Binding("p", RECORD),)),
        )
    )
    program, problems = link(texts, "t", at=None)
    assert program is not None, problems
    return program


def outcome(compute: Any) -> object:
    try:
        return compute()
    except EvaluationError as error:
        return error.kind


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(numbers(), st.lists(values(RECORD), min_size=3, max_size=3))
def test_generated_python_agrees_with_the_evaluator(expr: Expr, records: list[Any]) -> None:
    program = program_of(expr)
    assert findings(program) == []
    compiled = compile_program(program, [REF])
    for record in records:
        expected = outcome(lambda record=record: call(program, REF, [record]))
        found = outcome(lambda record=record: compiled.call(REF, [record]))
        assert found == expected and type(found) is type(expected)
