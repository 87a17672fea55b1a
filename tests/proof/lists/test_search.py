"""The search: lemmas that exclude violations until none is left, or a list that shows one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Value
from convention_dsl.proof.lists.elements import term, weighted
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.search import Search, sums_of
from convention_dsl.proof.lists.task import Held, Refuted, lemma_expr
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.symbolic import OutsideMethod
from tests.proof.lists.small import sums, task, words

F = Fraction
L = "for every L : list of P "
FIFTH = "such that share of (p in L where p.ald) if empty 100 % >= 20 % "
PATIENTS: list[dict[str, Value]] = [
    {"n": F(n), "ald": ald, "due": F(due), "done": frozenset(done)}
    for n in range(11)
    for ald in (False, True)
    for due in (0, 1, 100)
    for done in ((), ("flu",))
]


@pytest.mark.parametrize(
    "text",
    [
        f"{L} {FIFTH} then total(L) >= 9.60 € * number of (p in L)",
        f"{L} such that some (p in L: p.ald) such that all (p in L: p.n > 3) then total(L) >= 12 €",
        f"{L} then sum of (p.n for p in L) <= 10 * number of (p in L)",
        f"{L} such that number of (p in L where p.n > 4) <= 10"
        " then sum of (p.n for p in L) <= 4 * number of (p in L) + 60",
    ],
)
def test_each_lemma_holds_of_each_element(text: str) -> None:
    asked = task(text)
    found = Search(asked).run()
    assert isinstance(found, Held)
    assert found.lemmas
    for lemma in found.lemmas:
        for patient in PATIENTS:
            terms: dict[str, Fraction] = {}
            for each in asked.abstract.sums:
                value = evaluate(asked.program, term(each), {each.elements[0][0]: patient})
                assert isinstance(value, Fraction)
                terms[each.name] = value
            assert weighted(lemma.weights, terms) >= 0


def test_what_is_true_of_any_sums_needs_no_lemma() -> None:
    found = Search(task(f"{L} then total(L) <= total(L) + 1 €")).run()
    assert found == Held(())


def test_lemmas_that_are_not_needed_are_left_out() -> None:
    asked = task(
        f"{L} such that number of (p in L) <= 3 or number of (p in L where p.ald) > 2"
        " then total(L) <= 12 € * number of (p in L)"
    )
    search = Search(asked)
    found = search.run()
    assert isinstance(found, Held)
    assert len(found.lemmas) == 1


def test_a_lemma_is_a_condition_on_the_sums() -> None:
    asked = task(f"{L} {FIFTH} then total(L) >= 9.60 € * number of (p in L)")
    found = Search(asked).run()
    assert isinstance(found, Held)
    expr = lemma_expr(found.lemmas[0], asked.abstract)
    named = {text: name for name, text in sums(asked.abstract).items()}
    new, ald = named["new(p) for p in L"], named["1 for p in L where p.ald"]
    everybody = named["1 for p in L"]
    assert evaluate(asked.program, expr, {new: F(21), everybody: F(2), ald: F(1)}) is True
    assert evaluate(asked.program, expr, {new: F(20), everybody: F(2), ald: F(1)}) is False


def test_what_refutes_is_replayed() -> None:
    asked = task(f"{L} {FIFTH} then total(L) >= 9.61 € * number of (p in L)")
    found = Search(asked).run()
    assert isinstance(found, Refuted)
    judge = Referee(asked.program, asked.obligation, found.parameters)
    assert judge.judge(found.inputs) is Replay.REFUTES
    added = dict(sums_of(found.counted, [each.name for each in asked.abstract.sums]))
    for each in asked.abstract.hypotheses:
        assert evaluate(asked.program, each, added) is True
    assert evaluate(asked.program, asked.abstract.claim, added) is False


def test_mixed_sums_are_excluded_under_what_they_depend_on() -> None:
    asked = task(
        "for every L : list of P, k : integer 0..9"
        " then number of (p in L where p.n > k) <= number of (p in L)"
    )
    found = Search(asked).run()
    assert isinstance(found, Held)
    for lemma in found.lemmas:
        assert all("k" in words(each) for each in lemma.conditions)
    # the lemma holds whatever k, and is not said of each k apart
    assert len(found.lemmas) == 1


def test_a_condition_is_kept_where_the_lemma_needs_it() -> None:
    asked = task(
        "for every L : list of P, k : integer 0..9 such that k >= 3"
        " then sum of (p.n for p in L where p.n > k) >= 4 * number of (p in L where p.n > k)"
    )
    found = Search(asked).run()
    assert isinstance(found, Held)
    conditions = {words(each) for lemma in found.lemmas for each in lemma.conditions}
    assert conditions
    assert conditions <= {f"k = {k}" for k in range(3, 10)}


def test_elements_are_found_once_for_questions_about_one_list() -> None:
    pool = Pool()
    asked = task(f"{L} {FIFTH} then total(L) >= 9.61 € * number of (p in L)")
    assert isinstance(Search(asked, pool).run(), Refuted)
    again = Search(asked, pool)
    assert {each.vector[name] for each in again.known_elements() for name in each.vector} >= {9, 12}
    assert isinstance(again.run(), Refuted)


def test_what_no_whole_numbers_settle_is_given_up() -> None:
    asked = task(
        f"{L} such that number of (p in L) = 7"
        " such that 3 * number of (p in L where p.ald) = number of (p in L where not p.ald)"
        " then sum of (p.due for p in L) = 1 €"
    )
    with pytest.raises(OutsideMethod) as found:
        Search(asked).run()
    assert found.value.reason == "integers"
