"""Elements that the solver finds: those whose weighted terms are negative."""

from __future__ import annotations

from fractions import Fraction

from convention_dsl.core.evaluate import evaluate
from convention_dsl.proof.lists.elements import SIZE, Elementary, element_bindings, term, weighted
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.task import Task
from tests.proof.lists.small import RULES, sums, task, words

F = Fraction
L = "for every L : list of P "


def asked(text: str, context: str = RULES) -> tuple[Task, Elementary, dict[str, str]]:
    """Return the elements of the only kind, and the names of the sums by what they add."""
    found = task(text, context)
    (kind,) = Search(found).kinds(())
    return found, kind, {text: name for name, text in sums(found.abstract).items()}


def test_the_term_of_an_element_that_is_not_counted_is_zero() -> None:
    found, _, names = asked(f"{L} then sum of (p.n for p in L where p.ald) >= 0")
    (each,) = found.abstract.sums
    for ald, value in ((True, 7), (False, 0)):
        patient = {"n": F(7), "ald": ald, "due": F(0), "done": frozenset()}
        assert evaluate(found.program, term(each), {"p": patient}) == value
    assert names == {"p.n for p in L where p.ald": "Σ1"}
    assert [each.name for each in element_bindings(each.elements)] == ["p"]


def test_the_element_found_is_among_the_worst() -> None:
    _, kind, names = asked(f"{L} then total(L) >= sum of (p.due for p in L)")
    new, due = names["new(p) for p in L"], names["p.due for p in L"]
    found = kind.violating({new: F(1), due: F(-1)})
    assert found is not None
    worth = weighted({new: F(1), due: F(-1)}, found.vector)
    # the worst is 9 € − 100 €; from a cent on, twelve questions each ask for twice as much
    assert F(-91) <= worth <= F(-2048, 100)
    assert found.vector[SIZE] == 1


def test_there_is_none_where_every_element_is_worth_it() -> None:
    _, kind, names = asked(f"{L} then total(L) >= 0 €")
    (new,) = names.values()
    assert kind.violating({new: F(1), SIZE: F(-9)}) is None
    found = kind.violating({new: F(1), SIZE: F(-901, 100)})
    assert found is not None
    assert found.vector == {new: 9, SIZE: 1}
    assert kind.violating({}) is None


def test_questions_do_not_wear_off() -> None:
    _, kind, names = asked(f"{L} then total(L) >= 0 €")
    (new,) = names.values()
    for _ in range(3):
        assert kind.violating({new: F(-1), SIZE: F(12)}) is None
        assert kind.violating({new: F(-1), SIZE: F(11)}) is not None


def test_others_than_those_known_are_found_until_all_are() -> None:
    _, kind, _ = asked(f"{L} then total(L) + sum of (p.n div 5 for p in L) * 1 € >= 0 €")
    known = []
    while (found := kind.other_than([each.vector for each in known])) is not None:
        known.append(found)
        assert len(known) <= 6
    # 9 € or 12 €; 0, 1 or 2 times five
    assert len({each.key for each in known}) == 6


def test_elements_keep_the_rules_of_their_record() -> None:
    context = RULES.replace("  done : set of Act\n", "  done : set of Act\n  such that n <= 4\n", 1)
    _, kind, names = asked(f"{L} then sum of (p.n for p in L) >= 0", context)
    (sum_,) = names.values()
    assert kind.violating({sum_: F(-1), SIZE: F(4)}) is None


def test_conditions_are_kept() -> None:
    found = task(
        "for every L : list of P, k : integer 0..9 then number of (p in L where p.n > k) = 0"
    )
    search = Search(found)
    (each,) = found.abstract.mixed.values()
    assert [words(expr) for expr in each] == ["k"]
    (kind,) = search.kinds(())
    (sum_,) = found.abstract.sums
    assert kind.violating({sum_.name: F(-1)}) is not None
