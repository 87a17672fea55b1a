"""The evaluator, the generated Python and the encoding say the same, and would be caught lying."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreement.agree import compare
from tests.agreement.faults import FAULTS, planted
from tests.agreement.programs import generate

SETTINGS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(st.randoms(use_true_random=False))
def test_engines_agree_on_programs_that_hypothesis_draws(rng: random.Random) -> None:
    done = compare(rng, 4)
    assert not done.disagreements, f"{done.disagreements[0]}\n{done.text}"


@pytest.mark.parametrize("block", range(8))
def test_engines_agree_on_programs_of_known_seeds(block: int) -> None:
    unknown = pairs = 0
    for seed in range(block * 50, block * 50 + 50):
        done = compare(random.Random(seed), 5)
        assert not done.disagreements, f"seed {seed}: {done.disagreements[0]}\n{done.text}"
        unknown += done.unknown
        pairs += done.pairs
    assert unknown * 1000 <= pairs


@pytest.mark.parametrize("engine", ["python", "solver"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught(fault: object, engine: str) -> None:
    def disagrees(seed: int) -> bool:
        faults = {f"{engine}_fault": planted(fault)}
        done = compare(random.Random(seed), 12, engines=(engine,), **faults)
        return bool(done.disagreements)

    assert any(disagrees(seed) for seed in range(400))


def test_every_construct_is_common() -> None:
    count = Counter()
    programs = 1000
    for seed in range(programs):
        count.update(generate(random.Random(seed)).features)
    rare = {feature: n for feature, n in count.items() if n * 20 < programs}
    assert len(count) >= 35
    assert not rare
