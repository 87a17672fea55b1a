"""The short comparison that the test suite makes of each engine: known seeds, one batch."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from tests.agreement.backends import Engine, close, load
from tests.agreement.samples import Sample, sampled
from tests.agreement.targets import Tally, with_engine
from tests.tools import EVERYTHING

MOST_REFUSED = 0.1
"""The part of the programs that an engine may refuse."""


@cache
def samples(count: int, inputs: int = 8) -> list[Sample]:
    """Return the first samples of the suite."""
    return [sampled(f"suite {seed}", inputs) for seed in range(count)]


@contextmanager
def started(name: str) -> Iterator[Engine]:
    """Give an engine; the test that asks for it is skipped where it is not on this machine."""
    engine = load(name)
    reason = engine.available()
    if reason is not None:
        (pytest.fail if os.environ.get(EVERYTHING) == "1" else pytest.skip)(reason)
    try:
        yield engine
    finally:
        close(engine)


def agreed(engine: Engine, given: list[Sample]) -> Tally:
    """Check that an engine agrees with the evaluator on samples, and refuses few."""
    tally = with_engine(engine, given)
    assert not tally.differences, tally.differences[0]
    assert tally.refused.total() <= MOST_REFUSED * tally.programs, tally.refused
    assert tally.pairs
    return tally
