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
