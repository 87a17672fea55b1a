"""Failures that engines once placed elsewhere in the text than the evaluator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from convention_dsl.calculator.python import compile_program
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef
from tests.agreement.answers import Failure, outcome
from tests.agreement.engines import linked, read

TEXT = """# language: en
convention generated "generated"
  in force from 2024-01-01

record P
  n : integer 0..20
  z : integer 0..20

clause balance (p: P) : integer
  = (p.n + p.z)

clause either (p: P) : integer
  = p.n

clause times (k: integer 0..9) : amount
  = (k * 1.50 €)

clause twice (k: integer 0..20) : amount
  = times(k) + 1 €

clause asked (p: P) : amount
  = """


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("times(balance(p))", "balance(p)"),
        ("times(either(p))", "either(p)"),
        ("balance(p with (n: balance(p))) * 1 €", "balance(p)))"),
    ],
)
def test_what_is_out_of_its_range_is_placed_where_it_is_written(body: str, place: str) -> None:
    text = f"{TEXT}{body}\n"
    program, ref = linked(read(text), date(2024, 6, 1)), ClauseRef("generated", "asked")
    record = {"n": Fraction(15), "z": Fraction(10)}
    expected = outcome(lambda: call(program, ref, [record]))
    assert isinstance(expected, Failure)
    assert expected.kind is ErrorKind.OUT_OF_RANGE
    assert expected.span.start == text.rindex(place)
    function = compile_program(program, [ref]).caller(ref)
    found = outcome(lambda: function([record]))
    assert (found.kind, found.span) == (expected.kind, expected.span)
