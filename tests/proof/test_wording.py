from __future__ import annotations

import pytest

from convention_dsl.proof.wording import Wording
from tests.proof.books import FMT, posed


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("p.age >= 18", "18 ≤ p.age", "18 ≤ p.age"),
        ("not p.ald", "not p.ald", "non p.ald"),
        ("p.ald or p.c2s", "p.ald or p.c2s", "p.ald ou p.c2s"),
        ("base(p) = 5.50 €", "base(p) = 5.5 €", "base(p) = 5,5 €"),
        ("p.done contains flu", "p.done contains flu", "p.done contient flu"),
        (
            "p.nos meets {1, 2} implies p.ald",
            "((p.nos ∩ {1, 2}) = {}) or p.ald",
            "((p.nos ∩ {1, 2}) = {}) ou p.ald",
        ),
    ],
)
def test_conditions_read_like_the_text(written: str, english: str, french: str) -> None:
    text = f"{FMT}\nproperty it for every p : Patient such that {written} then p.ald\n"
    ((_, _, obligation),) = posed(text)
    (hypothesis,) = obligation.hypotheses
    assert Wording("en").text(hypothesis) == english
    assert Wording("fr").text(hypothesis) == french


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        (
            "number of (a in p.done where a = flu) >= 1",
            "1 ≤ number of (a in p.done where a = flu)",
            "1 ≤ nombre de (a dans p.done où a = flu)",
        ),
        (
            "sum of (n for n in p.nos) >= 1",
            "1 ≤ sum of (n for n in p.nos)",
            "1 ≤ somme de (n pour n dans p.nos)",
        ),
        (
            "average of (n for n in p.nos where n > 2) if empty 0 >= 1",
            "1 ≤ average of (n for n in p.nos where 2 < n)",
            "1 ≤ moyenne de (n pour n dans p.nos où 2 < n)",
        ),
        (
            "share of (n in p.nos where n > 2) if empty 0 % >= 10 %",
            "10 % ≤ share of (n in p.nos where 2 < n)",
            "10 % ≤ part de (n dans p.nos où 2 < n)",
        ),
        (
            "largest of (n for n in p.nos) if empty 0 >= 1",
            "1 ≤ largest of (n for n in p.nos)",
            "1 ≤ plus grand de (n pour n dans p.nos)",
        ),
        (
            "some (n in p.nos: n > 2)",
            "some (n in p.nos: 2 < n)",
            "il existe (n dans p.nos : 2 < n)",
        ),
        (
            "all (n in p.nos: n in {1, 2, 3, 4} and p.age > 20 and p.age < 90 and not p.c2s "
            "and p.seen and p.ald)",
            "all (…)",
            "tous (…)",
        ),
        ("p.age / (if p.ald then p.age + 1 else 2) >= 1", "1 ≤ (p.age / …)", "1 ≤ (p.age / …)"),
    ],
)
def test_aggregates_read_like_the_text(written: str, english: str, french: str) -> None:
    test_conditions_read_like_the_text(written, english, french)
