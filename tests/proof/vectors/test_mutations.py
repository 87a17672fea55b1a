"""Vectors catch a wrong implementation: what a changed text gives is not what they expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import (
    Apply,
    Cases,
    ClauseRef,
    Expr,
    If,
    Literal,
    Total,
    Value,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import walk
from convention_dsl.proof.terms import with_node
from convention_dsl.proof.vectors.vectors import Vectors, make
from tests.proof.vectors.books import LIMITS, amounts
from tests.proof.vectors.edited import EDITS, edited

SWAPPED = {
    Operator.LESS: Operator.LESS_EQUAL,
    Operator.LESS_EQUAL: Operator.LESS,
    Operator.AND: Operator.OR,
    Operator.OR: Operator.AND,
}


def of_fmt(clause: str) -> tuple[Program, ClauseRef]:
    return next((program, ref) for program, ref in amounts("fmt") if ref.name == clause)


@pytest.fixture(scope="module")
def fmt() -> Vectors:
    return make(*of_fmt("fmt"), LIMITS)


def mutants(expr: Expr) -> Iterator[Expr]:
    """Yield `expr` with one thing of it changed."""
    match expr:
        case Literal(value=Fraction() as value):
            yield from (replace(expr, value=value + step) for step in (1, -1))
        case Literal(value=frozenset() as items):
            yield from (replace(expr, value=items - {item}) for item in items)
        case Apply() if expr.operator in SWAPPED:
            yield replace(expr, operator=SWAPPED[expr.operator])
        case If():
            yield replace(expr, then=expr.otherwise, otherwise=expr.then)
        case Cases(rows=rows) if len(rows) > 1:
            yield from (replace(expr, rows=rows[:n] + rows[n + 1 :]) for n in range(len(rows)))
        case Total(terms=terms) if len(terms) > 1:
            yield from (replace(expr, terms=terms[:n] + terms[n + 1 :]) for n in range(len(terms)))
        case _:
            pass


def result(program: Program, ref: ClauseRef, arguments: tuple[Value, ...]) -> Value | str:
    try:
        return call(program, ref, arguments)
    except EvaluationError as error:
        return error.kind.value


def test_every_mutant_of_the_fmt_is_caught(fmt: Vectors) -> None:
    program, ref = of_fmt("fmt")
    count = 0
    for name in ("fmt", "socle", "pertinente", "sous_bronchodilatateurs"):
        own = ClauseRef(ref.book, name)
        clause = program.clauses[own]
        for node in {id(node): node for node in walk(clause.body)}.values():
            for other in mutants(node):
                count += 1
                body = with_node(clause.body, node, other)
                clauses = {**program.clauses, own: replace(clause, body=body)}
                changed = replace(program, clauses=clauses)
                caught = any(
                    result(changed, ref, each.arguments) != each.expected for each in fmt.vectors
                )
                assert caught, f"{name}: {node.span} {other}"
    assert count > 200


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit[0]} -> {edit[1]}")
def test_a_change_of_the_text_of_the_fmt_is_caught(fmt: Vectors, edit: tuple[str, str]) -> None:
    ref = ClauseRef("fmt_2026", "fmt")
    program = edited(*edit)
    assert any(result(program, ref, each.arguments) != each.expected for each in fmt.vectors)
