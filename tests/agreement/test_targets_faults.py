"""A fault planted in an engine is caught by comparing it with the evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest

from tests.agreement.samples import Sample, sampled
from tests.agreement.suite import started
from tests.agreement.targets import with_engine
from tests.agreement.targets_faults import FAULTS, Fault

PROGRAMS, BATCH = 600, 12


@cache
def sample(seed: int) -> Sample:
    return sampled(f"faults {seed}", 8)


def batches(fault: Fault) -> Iterator[list[Sample]]:
    about = filter(fault.is_about, map(sample, range(PROGRAMS)))
    while batch := list(islice(about, BATCH)):
        yield batch


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: f"{each.engine}: {each.name}")
def test_a_planted_fault_is_caught(fault: Fault) -> None:
    with started(fault.engine) as engine:
        for batch in batches(fault):
            with fault.planted():
                found = with_engine(engine, list(map(fault.spoiled, batch)))
            if found.differences:
                assert not with_engine(engine, batch).differences
                return
    pytest.fail(f"not caught by {PROGRAMS} programs")
