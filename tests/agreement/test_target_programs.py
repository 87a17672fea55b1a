"""The programs that the calculators are compared on speak of everything that a plan may have."""

from __future__ import annotations

import random
from collections import Counter

from tests.agreement.target_programs import generate_target


def test_every_construct_occurs() -> None:
    count: Counter[str] = Counter()
    programs = 1500
    for seed in range(programs):
        count.update(generate_target(random.Random(f"features {seed}")).features)
    rare = {feature: n for feature, n in count.items() if n * 100 < programs}
    assert len(count) >= 47
    assert not rare


def test_a_seed_always_gives_the_same_program() -> None:
    one, two = (generate_target(random.Random("targets 7")) for _ in range(2))
    assert one == two
