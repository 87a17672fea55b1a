"""Plans as `interpret` defines them, and the generated Python, say what the evaluator says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.errors import ErrorKind
from convention_dsl.source import Span
from tests.agreement.answers import Failure, same
from tests.agreement.backends.python import ENGINES
from tests.agreement.suite import agreed, samples, started
from tests.agreement.targets import with_program

COUNT = 150


def test_plans_mean_what_the_evaluator_says() -> None:
    with started("interpreter") as engine:
        agreed(engine, samples(COUNT))


@pytest.mark.parametrize("name", ENGINES)
def test_python_says_what_the_evaluator_says(name: str) -> None:
    tally = with_program(name, samples(COUNT)[:60])
    assert not tally.differences, tally.differences[0]
    assert tally.pairs


def test_some_samples_have_no_value_and_some_have_other_figures() -> None:
    given = samples(COUNT)
    failures = [each for sample in given for each in sample.expected if isinstance(each, Failure)]
    assert len({each.kind for each in failures}) > 2
    assert {"other figures", "other figures in rows"} <= set().union(*(x.features for x in given))


def test_a_boolean_is_no_number_and_a_failure_has_a_kind_and_a_place() -> None:
    assert same(Fraction(1), 1)
    assert not same(Fraction(1), True)
    assert not same({"a": Fraction(0)}, {"a": False})
    here, there = (Span("book.conv", start, start + 1) for start in (3, 5))
    assert same(Failure(ErrorKind.GAP, here), Failure(ErrorKind.GAP))
    assert not same(Failure(ErrorKind.GAP, here), Failure(ErrorKind.GAP, there))
    assert not same(Failure(ErrorKind.GAP, here), Failure(ErrorKind.OVERLAP, here))
    assert not same(Failure(ErrorKind.GAP, here), Fraction(0))
