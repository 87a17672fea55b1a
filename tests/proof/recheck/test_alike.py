"""Expressions that are equal because their parts are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Round, RoundingMode
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.recheck.alike import alike
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.types import NumberKind, NumberType
from tests.agreement.lists_judged import posed

WHOLE = NumberType(NumberKind.INTEGER, Fraction(0), None, Fraction(1))
INPUTS = (Binding("m", WHOLE), Binding("n", WHOLE))
M, N = (build.variable(each.name, each.type) for each in INPUTS)
TEXT = """# language: en
convention generated "generated"
  source "made for the test" confidence assumed

record P
  b : boolean

property promise "of lists"
  for every L : list of P
  then number of (p in L) >= 0
"""


@pytest.fixture(scope="module")
def questions() -> Questions:
    program, _ = posed(TEXT)
    return Questions(program, (), Limits(seconds=5.0))


def apply(operator: Operator, *arguments: Expr) -> Expr:
    return build.apply(operator, arguments)


def plus(one: Expr, two: Expr) -> Expr:
    return apply(Operator.ADD, one, two)


def rounded(value: Expr, step: int) -> Expr:
    return Round(type=WHOLE, value=value, step=Fraction(step), mode=RoundingMode.UP)


def test_sums_in_another_order_are_equal(questions: Questions) -> None:
    assert alike(questions, INPUTS, plus(M, N), plus(N, M))
    assert not alike(questions, INPUTS, plus(M, N), plus(M, M))


def test_products_of_equal_factors_are_equal(questions: Questions) -> None:
    one = apply(Operator.MULTIPLY, plus(M, N), plus(N, M))
    two = apply(Operator.MULTIPLY, plus(N, M), plus(M, N))
    assert alike(questions, INPUTS, one, two)


def test_only_like_heads_are_equal_by_their_parts(questions: Questions) -> None:
    five = build.literal_number(5)
    quotient = apply(Operator.DIVIDE, plus(M, N), five)
    assert alike(questions, INPUTS, quotient, apply(Operator.DIVIDE, plus(N, M), five))
    assert not alike(questions, INPUTS, quotient, apply(Operator.MULTIPLY, plus(N, M), five))
    assert alike(questions, INPUTS, rounded(plus(M, N), 7), rounded(plus(N, M), 7))
    assert not alike(questions, INPUTS, rounded(plus(M, N), 7), rounded(plus(N, M), 5))
