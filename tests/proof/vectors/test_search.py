"""What is said to be covered and to be unreachable, against inputs drawn by the hundred."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program
from convention_dsl.proof.vectors.goals import Found, Status, Why
from convention_dsl.proof.vectors.reasons import Reasons
from convention_dsl.proof.vectors.replay import replay
from convention_dsl.proof.vectors.search import Search
from convention_dsl.proof.vectors.vectors import without_value
from tests.agreement.engines import linked, read
from tests.agreement.inputs import random_value
from tests.agreement.samples import DATES
from tests.agreement.target_programs import generate_target
from tests.proof.vectors.books import BOOKS, LIMITS, amounts

DRAWN = 40
ALIKE = {
    ("enveloppe", name)
    for name in ("nouveau_total", "après_nation", "compté", "après", "sans_prévention")
}
"""Clauses made of those of another book, and of nearly nothing else: tried there."""


def finished(program: Program, ref: ClauseRef) -> tuple[Search, list[Found]]:
    search = Search(program, ref, LIMITS)
    search.run()
    reasons = Reasons(program, search)
    return search, [reasons.found(goal) for goal in search.watches.goals.values()]


def check(search: Search, found: list[Found], rng: Random) -> None:
    """Nothing that is reached was said to be unreachable; all that was said covered is reached."""
    never = {each.goal.id for each in found if each.status is Status.UNREACHABLE}
    for _ in range(DRAWN):
        inputs = {b.name: random_value(b.type, rng) for b in search.bindings}
        seen = search.try_(inputs)
        assert seen is None or not seen.goals & never, inputs
    shown: set[str] = set()
    for each in search.candidates:
        arguments = [each.inputs[binding.name] for binding in search.bindings]
        seen = replay(search.program, search.ref, arguments, search.watches)
        assert seen is not None
        shown |= seen.goals
    covered = [each.goal for each in found if each.status is Status.COVERED]
    assert all(search.reached_as(search.watches.goals[goal.id]) in shown for goal in covered)


@pytest.mark.parametrize("book", BOOKS)
def test_bundled_clauses_are_covered_but_for_what_is_proved_unreachable(book: str) -> None:
    for program, ref in amounts(book):
        if (book, ref.name) in ALIKE:
            continue
        search, found = finished(program, ref)
        assert {each.status for each in found} <= {Status.COVERED, Status.UNREACHABLE}, ref
        check(search, found, Random(11))


@pytest.mark.parametrize("seed", range(12))
def test_generated_clauses_are_what_is_said_of_them(seed: int) -> None:
    rng = Random(f"vectors {seed}")
    generated = generate_target(rng)
    program = linked(read(generated.text), rng.choice(DATES))
    ref = ClauseRef("generated", generated.clause)
    if without_value(program, ref):
        pytest.skip("a parameter has no value")
    search, found = finished(program, ref)
    check(search, found, rng)
    counts = Counter(each.why for each in found if each.status is Status.UNKNOWN)
    assert not counts[Why.REPLAY]
    assert counts.total() <= len(found) // 4
