"""The JavaScript modules say what the evaluator says, of generated programs."""

from __future__ import annotations

from tests.agreement.suite import agreed, samples, started


def test_javascript_modules_say_what_the_evaluator_says() -> None:
    with started("javascript") as engine:
        agreed(engine, samples(80))
