"""Narrower ranges still hold every value, and let more clauses into a workbook."""

import random
from dataclasses import replace

import pytest

from convention_dsl import pipeline
from convention_dsl.calculator.plan.conversion import encode
from convention_dsl.calculator.plan.formula import DateKind, IntKind
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.width import LARGEST, beyond
from convention_dsl.targets.xlsx.contents import pruned
from convention_dsl.targets.xlsx.tightening import fitting
from tests.agreement.inputs import random_value
from tests.targets.xlsx.books import READINGS, calculation

LIMIT = LARGEST["sheet"]
CABINET = ("soins", "cabinet", {})
TOTAL = ("fmt", "total", {**READINGS, "fmt_2026.total": "par_médecin"})


def plan(book, clause, readings):
    found, diagnostics = pipeline.plan(calculation(book, clause, readings), editable=True)
    assert found is not None, diagnostics
    return pruned(found)


@pytest.mark.parametrize("which", [CABINET, TOTAL])
def test_lists_as_long_as_a_workbook_fit_where_longer_ones_do_not(which):
    whole = plan(*which)
    assert beyond(whole, LIMIT) is not None
    assert fitting(whole, LIMIT, 10_000_000) is None
    fitted = fitting(whole, LIMIT, 1000)
    assert fitted is not None
    assert beyond(fitted, LIMIT) is None
    assert fitted.lists[0].most == 1000
    assert [each.value for each in fitted.parameters] == [each.value for each in whole.parameters]


@pytest.mark.parametrize("which", [CABINET, TOTAL])
def test_values_are_in_the_narrower_ranges(which):
    book, clause, readings = which
    fitted = fitting(plan(*which), LIMIT, 40)
    assert fitted is not None
    inputs = calculation(book, clause, readings).clause.inputs
    rng = random.Random(1)
    for _ in range(30):
        arguments = [random_value(each.type, rng) for each in inputs]
        columns, lists = encode(fitted, arguments)
        figures = {each.name: rng.choice(ends(each)) for each in fitted.parameters}
        values = run(fitted, columns, lists, figures)
        for each in fitted.definitions:
            if isinstance(each.kind, IntKind | DateKind):
                assert each.kind.low <= values[each.name] <= each.kind.high, each


def ends(parameter):
    return (parameter.kind.low, parameter.value, parameter.kind.high)


def test_amounts_may_grow_less_where_numbers_would_be_too_large():
    whole = plan("soins", "dû", {})
    price = next(each for each in whole.parameters if each.name == "prix")
    assert price.kind == IntKind(0, 250_000)
    for limit, most in ((LIMIT, 250_000), (10**10, 25_000), (2 * 10**9, 5000)):
        fitted = fitting(whole, limit, 1)
        assert fitted is not None
        found = next(each for each in fitted.parameters if each.name == "prix")
        assert found.kind == IntKind(0, most), limit
        assert beyond(fitted, limit) is None
    assert fitting(whole, 1000, 1) is None


def test_a_plan_that_fits_is_not_changed():
    whole = plan("fmt", "fmt", {})
    fitted = fitting(whole, LIMIT, 100)
    assert fitted is not None
    assert replace(fitted, definitions=(), results=()) == replace(whole, definitions=(), results=())
    assert [each.kind for each in fitted.definitions] == [each.kind for each in whole.definitions]
