"""Certificates: lemmas that read as the claim less so much of the hypotheses, provable alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.program import Program, Status
from convention_dsl.proof.engine import decide
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.certificate import certificate
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.task import Held
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Certificate, Combination
from tests.proof.lists.small import claim, task, words

F = Fraction
L = "for every L : list of P "
SHARE = (
    f"{L} such that share of (p in L where p.ald) if empty 100 % >= 20 %"
    " then total(L) >= 9.60 € * number of (p in L)"
)
PROVED = {
    "share": SHARE,
    "two hypotheses": f"{L} such that number of (p in L) <= 50"
    " such that share of (p in L where p.ald) if empty 0 % >= 20 %"
    " then total(L) + 20 € >= 10 € * number of (p in L)",
    "rate": "for every L : list of P, r : rate 0 %..20 % step 1 %"
    " then sum of (rounded_part(p, r) for p in L)"
    " <= 20 % * sum of (p.due for p in L) + 0.01 € * number of (p in L)",
    "two lists": "for every L, M : list of P such that number of (p in L) <= number of (p in M)"
    " then total(L) <= total(M) + 3 € * number of (p in M)",
    "doctors": "for every D : list of Doctor"
    " such that all (d in D: number of (p in d.patients) <= d.size)"
    " then sum of (total(d.patients) for d in D) <= sum of (12 € * d.size for d in D)",
    "open": f"{L} then sum of (wished_pay(p) for p in L) >= 1 € * number of (p in L)",
    "extremum": f"{L} such that smallest of (p.n for p in L) if empty 3 >= 3"
    " then sum of (p.n for p in L) >= 3 * number of (p in L)",
}


def found(text: str) -> tuple[Program, Certificate]:
    asked = task(text)
    held = Search(asked).run()
    assert isinstance(held, Held)
    return asked.program, certificate(asked, held)


def sides(combination: Combination) -> dict[str, Fraction]:
    return {name: weight for weight, name in combination}


@pytest.mark.parametrize("name", PROVED)
def test_a_lemma_is_the_claim_less_its_hypotheses(name: str) -> None:
    _, made = found(PROVED[name])
    assert made.lemmas
    for lemma in made.lemmas:
        expected = sides(lemma.claim)
        for multiplier, hypothesis, _ in lemma.hypotheses:
            assert multiplier > 0
            for weight, sum_ in hypothesis:
                expected[sum_] = expected.get(sum_, F(0)) - multiplier * weight
        assert sides(lemma.weights) == {name: weight for name, weight in expected.items() if weight}


@pytest.mark.parametrize("name", PROVED)
def test_lemmas_and_conclusion_are_provable_by_themselves(name: str) -> None:
    program, made = found(PROVED[name])
    obligations: list[Obligation] = [made.conclusion]
    for lemma in made.lemmas:
        assert lemma.obligations
        obligations += lemma.obligations
    for each in obligations:
        assert decide(program, each, Limits(seconds=10)).status is Status.PROVED


@pytest.mark.parametrize("name", PROVED)
def test_no_lemma_can_be_left_out(name: str) -> None:
    program, made = found(PROVED[name])
    for lemma in made.lemmas:
        assert {name for _, name in lemma.weights} <= {each.name for each in made.sums}
    stated = made.conclusion.hypotheses[len(made.conclusion.hypotheses) - len(made.lemmas) :]
    for number in range(len(stated)):
        others = tuple(h for h in made.conclusion.hypotheses if h is not stated[number])
        weaker = Obligation(
            made.conclusion.id,
            made.conclusion.kind,
            made.conclusion.inputs,
            others,
            made.conclusion.claim,
            made.conclusion.open_parameters,
        )
        assert decide(program, weaker, Limits(seconds=10)).status is not Status.PROVED


def test_the_lemma_of_a_share_by_hand() -> None:
    """New − 9.60 n ≥ 3 × (in ALD − 20 % n), whoever the patient is."""
    _, made = found(SHARE)
    names = {words(each.body) if each.body else str(each.filter is None): each.name
             for each in made.sums}  # fmt: skip
    new, everybody, ald = names["new(p)"], names["True"], names["False"]
    (lemma,) = made.lemmas
    assert sides(lemma.claim) == {new: 1, everybody: F(-96, 10)}
    ((multiplier, hypothesis, text),) = lemma.hypotheses
    scale = sides(hypothesis)[ald]
    assert multiplier * scale == 3
    assert {k: v / scale for k, v in sides(hypothesis).items()} == {ald: 1, everybody: F(-1, 5)}
    assert sides(lemma.weights) == {new: 1, everybody: -9, ald: -3}
    assert "share" in text
    assert [words(each) for each in lemma.premises] == [text]
    assert lemma.conditions == ()


def test_what_stands_for_the_aggregates_is_told() -> None:
    _, made = found(SHARE)
    told = {words(old) for old, _ in made.replaced}
    assert told == {
        "number of (p in L)",
        "number of (p in L where p.ald)",
        "sum of (new(p) for p in L)",
    }


def test_a_lemma_about_two_kinds_of_elements_is_one_for_each() -> None:
    _, made = found(PROVED["two lists"])
    assert len(made.lemmas) == 2
    lists = {each.name: words(each.elements[0][1]) for each in made.sums}
    for lemma in made.lemmas:
        (obligation,) = lemma.obligations
        assert len(obligation.inputs) == 1
        assert len({lists[name] for _, name in lemma.weights}) == 1


def test_a_proof_by_classes_has_their_terms() -> None:
    """Of at most four, a fifth in ALD is at least one: 9.75 € each and more."""
    found = claim(
        f"{L} such that share of (p in L where p.ald) if empty 100 % >= 20 %"
        " such that number of (p in L) in 1..4 then total(L) >= 9.61 € * number of (p in L)"
    ).certificate
    assert found is not None
    assert found.lemmas == ()
    rows = [
        dict(zip((each.name for each in found.sums), row, strict=True)) for row in found.classes
    ]
    new = next(each.name for each in found.sums if each.body is not None)
    assert sorted(row[new] for row in rows) == [9, 12]
