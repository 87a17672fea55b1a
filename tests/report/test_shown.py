"""Which calculations are done again for a report."""

from convention_dsl.core.program import Scope, Status
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import Selection, prove
from convention_dsl.report.shown import shown_of
from tests.semantics.helpers import good

LINES = """
budget care : amount = 390 M€ for 2025
budget open_line : amount for 2026 open at least 1 M€ at most 2 M€
budget both : amount = 3 M€ for 2026 open at least 1 M€ at most 4 M€
"""


def shown(text):
    library = good(LINES + text)
    results = prove(library, "sample", Selection(), Limits())
    return [(each, shown_of(library, each)) for each in results]


def test_a_proved_sum_of_figures_is_shown():
    ((result, found),) = shown("property it then care = 390 M€")
    assert result.verdict.status is Status.PROVED
    assert found.case is not None


def test_figures_without_a_value_are_not():
    ((result, found),) = shown("property it then open_line <= 2 M€")
    assert (result.verdict.status, result.scope) == (Status.PROVED, Scope.OPEN)
    assert found.case is None


def test_nor_is_what_holds_whatever_a_figure_becomes():
    found = {result.scope: each for result, each in shown("property it then both <= 4 M€")}
    assert found[Scope.VALUES].case is not None
    assert found[Scope.OPEN].case is None


def test_nor_what_was_not_proved():
    claim = "such that both < 3 M€ then care / (both - 3 M€) > 2 at the values"
    ((result, found),) = shown(f"property it {claim}")
    assert result.verdict.status is not Status.PROVED
    assert found.case is None
