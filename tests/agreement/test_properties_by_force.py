"""Verdicts, counterexamples, grounds and `check` are what trying every input says they are."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from convention_dsl.proof import cores, engine, prove
from convention_dsl.proof.order import Order
from tests.agreement import checked
from tests.agreement.by_force import Tried, tried
from tests.agreement.faults import less_for_less_equal, planted
from tests.agreement.properties import generate

MOST = 48
"""Patients of a book: few, so that a test suite can afford many books."""
BOOKS = 84


@pytest.mark.parametrize("block", range(6))
def test_everything_said_of_small_books_is_so(block: int) -> None:
    done = [one(seed) for seed in range(block * BOOKS // 6, (block + 1) * BOOKS // 6)]
    for seed, each in enumerate(done, block * BOOKS // 6):
        assert not each.problems, f"seed {seed}: {each.problems[0]}\n{each.text}"
    assert sum(each.unknown for each in done) * 1000 <= sum(each.verdicts.total() for each in done)


def one(seed: int) -> Tried:
    return tried(random.Random(f"small book {seed}"), most=MOST)


def test_every_form_is_common() -> None:
    books = [generate(random.Random(seed)) for seed in range(400)]
    count = Counter(feature for book in books for feature in book.features)
    claims = Counter(type(each.claim).__name__ for book in books for each in book.properties)
    assert len(count) >= 40
    assert not [feature for feature, n in count.items() if n * 100 < len(books)]
    assert min(claims[name] for name in ("Holds", "Compares", "Moves", "Depends")) > 100


# Faults ------------------------------------------------------------------------------------------

Patch = Callable[[pytest.MonkeyPatch], None]


def wrong_programs(patch: pytest.MonkeyPatch) -> None:
    """Prove something about a program in which `<=` is `<`."""
    link, fault = prove.link, planted(less_for_less_equal)

    def linked(*arguments: object, **options: object) -> object:
        program, problems = link(*arguments, **options)
        return program and fault(program), problems

    patch.setattr(prove, "link", linked)


def another_order(patch: pytest.MonkeyPatch) -> None:
    """Prefer the last field to the first."""
    order = engine.order

    def reversed_(*arguments: object) -> Order:
        found = order(*arguments)
        return replace(found, criteria=found.criteria[:3] + found.criteria[:2:-1])

    patch.setattr(engine, "order", reversed_)


def fewer_grounds(patch: pytest.MonkeyPatch) -> None:
    """Name the clauses that a proof rests on, and none of their rows."""
    narrowed = cores.narrowed

    def without_rows(*arguments: object) -> object:
        found = narrowed(*arguments)
        return replace(found, grounds=tuple(g for g in found.grounds if g.kind != "row"))

    patch.setattr(cores, "narrowed", without_rows)


def silent_check(patch: pytest.MonkeyPatch) -> None:
    """Find nothing."""
    patch.setattr(checked, "check", lambda *_: [])


def hasty_check(patch: pytest.MonkeyPatch) -> None:
    """Take a row in which another one stands for a row in which nobody is."""
    check = checked.check

    def hasty(*arguments: object) -> object:
        codes = {"E0203": "W0201", "E0206": "W0201", "E0204": "W0202", "E0205": "W0203"}
        return [replace(d, code=codes.get(d.code, d.code)) for d in check(*arguments)]

    patch.setattr(checked, "check", hasty)


def lucky_check(patch: pytest.MonkeyPatch) -> None:
    """Say nothing of a choice between equals."""
    check = checked.check

    def lucky(*arguments: object) -> object:
        return [each for each in check(*arguments) if each.code != "W0207"]

    patch.setattr(checked, "check", lucky)


FAULTS: list[Patch] = [
    wrong_programs,
    another_order,
    fewer_grounds,
    silent_check,
    hasty_check,
    lucky_check,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_found(fault: Patch, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    assert any(tried(random.Random(seed), seeds=(), most=24).problems for seed in range(150))
