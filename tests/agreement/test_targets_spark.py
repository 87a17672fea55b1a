"""The SQL for Spark says what the evaluator says, of generated programs."""

from __future__ import annotations

from tests.agreement.suite import agreed, samples, started


def test_the_sql_for_spark_says_what_the_evaluator_says() -> None:
    with started("spark") as engine:
        agreed(engine, samples(12))
