"""The workbook, recalculated by LibreOffice, says what the evaluator says of generated programs."""

from __future__ import annotations

from tests.agreement.suite import agreed, samples, started


def test_workbooks_say_what_the_evaluator_says() -> None:
    with started("xlsx") as engine:
        agreed(engine, samples(25))
