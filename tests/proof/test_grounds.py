from __future__ import annotations

import pytest

from convention_dsl.core.provenance import Confidence
from convention_dsl.proof.grounds import shrink
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.trail import Tracks
from tests.proof.books import claim


def named(text: str, limits: Limits | None = None) -> dict[str, list[str]]:
    found = claim(text, limits)
    kinds: dict[str, list[str]] = {}
    for ground in found.grounds:
        kinds.setdefault(ground.kind, []).append(ground.name)
    return kinds


def test_a_proof_rests_on_the_rows_it_needs() -> None:
    text = "for every p : Patient such that p.ald and p.seen and p.c2s then base(p) >= 55 €"
    assert named(text) == {
        "clause": ["t.base"],
        "row": ["t.base: older, in ALD", "t.base: in ALD"],
        "hypothesis": ["p.ald", "p.seen"],
    }
    found = claim(text)
    assert found.minimal
    assert found.confidence is Confidence.OFFICIAL


def test_the_weakest_figure_counts() -> None:
    found = claim("for every p : Patient then base(p) >= 5 €")
    assert found.minimal
    assert found.confidence is Confidence.ASSUMED


def test_without_cores_everything_reached_is_named() -> None:
    text = "for every p : Patient such that p.ald and p.seen and p.c2s then base(p) >= 55 €"
    found = claim(text, Limits(minimal_grounds=False))
    assert not found.minimal
    assert len([ground for ground in found.grounds if ground.kind == "row"]) == 7
    assert found.confidence is Confidence.ASSUMED


def test_a_refutation_rests_on_what_its_calculation_used() -> None:
    found = claim("for every p : Patient such that p.seen and p.ald then base(p) > 55 €")
    assert [ground.name for ground in found.grounds] == ["t.base", "t.base: in ALD"]
    assert found.confidence is Confidence.OFFICIAL


def test_all_else_equal_is_one_hypothesis() -> None:
    text = "for every p : Patient such that p.seen then base(p) increases with p.ald, "
    hypotheses = named(text + "all else equal except p.nos")["hypothesis"]
    assert "all else equal" in hypotheses
    assert len(hypotheses) <= 4


def test_shrinking_does_not_depend_on_the_cores_it_is_given() -> None:
    enough = [{"a", "c"}, {"b", "c", "d"}, {"a", "d"}]

    def core_of(choose: object) -> object:
        def core(items: list[str]) -> frozenset[str] | None:
            found = [s for s in enough if s <= set(items)]
            return frozenset(choose(found, key=sorted)) if found else None

        return core

    items = ["a", "b", "c", "d"]
    assert shrink(items, core_of(min)) == shrink(items, core_of(max)) == ["b", "c", "d"]
    assert shrink(["a", "b"], core_of(min)) == ["a", "b"]


def test_the_owner_of_what_is_needed_is_needed() -> None:
    asked: list[tuple[str, ...]] = []

    def core_of(items: list[str]) -> frozenset[str] | None:
        asked.append(tuple(items))
        return frozenset(items) if {"row", "clause"} <= set(items) else None

    items = ["row", "other", "clause", "another"]
    owners = {"row": "clause", "other": "another"}
    assert shrink(items, core_of) == shrink(items, core_of, owners) == ["row", "clause"]
    with_owners = asked[len(asked) // 2 :]
    assert not any("row" in items and "clause" not in items for items in with_owners)


@pytest.mark.parametrize(
    "text",
    [
        "for every p : Patient such that not p.seen then fmt(p) <= 30 €",
        "for every p : Patient such that p.ald and p.seen and p.c2s then base(p) >= 55 €",
        "for every p : Patient such that p.seen then fmt(p) increases with p.c2s, all else equal",
    ],
)
def test_what_is_not_asked_about_owners_is_as_if_it_had_been(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = claim(text)
    assert found.minimal
    monkeypatch.setattr(Tracks, "owners", lambda _: {})
    assert claim(text).grounds == found.grounds
