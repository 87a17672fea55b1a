"""What list aggregates become: which sums, which arithmetic over them, and that it is the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Apply, Expr, Multiset, Value
from convention_dsl.core.program import Program
from convention_dsl.core.values import groups
from convention_dsl.proof.lists.sums import Abstract, abstract, as_aggregate
from convention_dsl.proof.symbolic import OutsideMethod
from tests.proof.lists.small import RULES, abstracted, only, sums, words

L = "for every L : list of P then "
K = "for every L : list of P, k : integer 0..9 then "
R = "for every L : list of P, r : rate 0 %..20 % step 1 % then "
D = "for every D : list of Doctor then "


def claimed(text: str) -> tuple[dict[str, str], str]:
    """Return the sums of a property and what its claim became."""
    found = abstracted(text)
    return sums(found), words(found.claim)


# Distribution -----------------------------------------------------------------------------------


def test_terms_of_one_element_stay_whole() -> None:
    found, claim = claimed(f"{L} total(L) >= sum of (old(p) for p in L)")
    assert found == {"Σ1": "old(p) for p in L", "Σ2": "new(p) for p in L"}
    assert claim == "Σ1 ≤ Σ2"


def test_multiples_and_constants_come_out() -> None:
    found, claim = claimed(f"{L} sum of (2 * new(p) - old(p) + 3 € for p in L) >= 0 €")
    assert found == {"Σ1": "new(p) for p in L", "Σ2": "old(p) for p in L", "Σ3": "1 for p in L"}
    assert claim == "0 € ≤ (((2 × Σ1) − Σ2) + (3 € × Σ3))"


def test_equal_terms_are_one_sum_whatever_the_name_of_the_element() -> None:
    found, claim = claimed(
        f"{L} sum of (x.n for x in L where x.ald) <= sum of (y.n for y in L where y.ald)"
    )
    assert found == {"Σ1": "x.n for x in L where x.ald"}
    assert claim == "Σ1 ≤ Σ1"


def test_the_name_of_an_input_is_not_taken() -> None:
    found, _ = claimed("for every L : list of P, q : P then sum of (new(p) for p in L) >= q.due")
    assert found == {"Σ1": "new(p) for p in L"}
    text = "for every p_list : list of P, q : P then sum of (x.due for x in p_list) >= q.due"
    assert claimed(text)[0] == {"Σ1": "x.due for x in p_list"}


def test_a_factor_that_is_no_element_s_comes_out_through_a_clause() -> None:
    found = abstracted(f"{R} sum of (scaled(p, r) for p in L) >= 0 €")
    assert sums(found) == {"Σ1": "new(p) for p in L"}
    assert words(found.claim) == "0 € ≤ (r × Σ1)"
    # of a product of two that vary a linear solver is told the bounds
    assert [words(each) for each in found.facts] == [
        "(0 % × Σ1) ≤ (r × Σ1)",
        "(r × Σ1) ≤ (20 % × Σ1)",
    ]


def test_a_divisor_that_is_no_element_s_comes_out() -> None:
    found, claim = claimed(f"{K} sum of (p.n / (k + 1) for p in L) >= 0")
    assert (found, claim) == ({"Σ1": "p.n for p in L"}, "0 ≤ (Σ1 / (k + 1))")


def test_a_rounding_of_both_is_a_mixed_sum() -> None:
    found = abstracted(f"{R} sum of (rounded_part(p, r) for p in L) >= 0 €")
    (each,) = found.sums
    assert {name: [words(e) for e in on] for name, on in found.mixed.items()} == {"Σ1": ["r"]}
    assert each.body is not None


def test_a_condition_of_the_doctor_comes_out() -> None:
    found, claim = claimed(f"{K} sum of (p.n for p in L where k > 3 and p.ald) >= 0")
    assert found == {"Σ1": "p.n for p in L where p.ald"}
    assert claim == "less-equal(0, if 3 < k then Σ1 else 0)"
    found, claim = claimed(
        "for every d : Doctor then sum of (if d.rural then 2 * new(p) else new(p)"
        " for p in d.patients where p.ald) >= 0 €"
    )
    assert found == {"Σ1": "new(p) for p in d.patients where p.ald"}
    assert claim == "less-equal(0 €, if d.rural then 2 × Σ1 else Σ1)"


def test_a_condition_of_both_is_a_mixed_sum() -> None:
    found = abstracted(f"{K} number of (p in L where p.n >= k) >= 0")
    assert sums(found) == {"Σ1": "1 for p in L where k ≤ p.n"}
    assert {name: [words(e) for e in on] for name, on in found.mixed.items()} == {"Σ1": ["k"]}


def test_a_choice_by_the_element_is_two_sums_where_its_branches_are_not_fixed() -> None:
    found, claim = claimed(f"{K} sum of (if p.ald then k * p.n else p.n for p in L) >= 0")
    assert found == {"Σ1": "p.n for p in L where p.ald", "Σ2": "p.n for p in L where not p.ald"}
    assert claim == "0 ≤ ((k × Σ1) + Σ2)"


def test_a_table_over_the_element_is_one_sum() -> None:
    assert claimed(f"{L} sum of (grid(p) for p in L) >= 0 €")[0] == {"Σ1": "grid(p) for p in L"}


def test_a_table_over_both_is_a_sum_for_each_condition_on_the_element() -> None:
    assert claimed(f"{K} sum of (by_both(p, k) for p in L) >= 0 €")[0] == {
        "Σ1": "1 for p in L where p.ald",
        "Σ2": "1 for p in L where not p.ald",
        "Σ3": "1 for p in L",
    }


def test_a_table_over_the_rest_keeps_its_rows() -> None:
    found = claimed(f"{K} sum of (by_other(p, k) for p in L) >= 0 €")[0]
    assert found == {"Σ1": "new(p) for p in L", "Σ2": "1 for p in L"}


def test_supplements_are_a_sum_each() -> None:
    found, claim = claimed(f"{K} sum of (plus_each(p, k) for p in L) >= 0 €")
    assert found == {
        "Σ1": "1 for p in L",
        "Σ2": "1 for p in L where p.ald",
        "Σ3": "1 for p in L where 2 < p.n",
    }
    assert claim == "0 € ≤ (((1 € × Σ1) + (2 € × Σ2)) + ((3 € × k) × Σ3))"


def test_local_names_are_written_out() -> None:
    found, claim = claimed(f"{K} sum of (local(p, k) for p in L) >= 0 €")
    assert found == {"Σ1": "new(p) for p in L", "Σ2": "1 for p in L"}
    assert claim == "0 € ≤ ((2 × Σ1) + ((1 € × k) × Σ2))"


def test_an_open_amount_comes_out() -> None:
    found = abstracted(f"{L} sum of (wished_pay(p) for p in L) >= 0 €")
    assert sums(found) == {"Σ1": "1 for p in L where p.ald", "Σ2": "1 for p in L where not p.ald"}
    assert words(found.claim) == "0 € ≤ ((wished × Σ1) + (1 € × Σ2))"
    assert found.mixed == {}


def test_a_comparison_with_an_open_amount_is_mixed() -> None:
    found = abstracted(f"{L} number of (p in L where wished > p.due) >= 0")
    assert [words(e) for on in found.mixed.values() for e in on] == ["wished"]


def test_sets_are_one_sum_where_the_element_says_all() -> None:
    text = f"{L} sum of (1 € for each (a in p.done where a = flu or p.ald) for p in L) >= 0 €"
    assert len(claimed(text)[0]) == 1


def test_sets_are_unrolled_where_something_else_says_it() -> None:
    found = abstracted(f"{K} sum of (k for each (a in p.done) for p in L) >= 0")
    counted = [text for text in sums(found).values() if "not" not in text]
    assert counted == [
        "1 for p in L where p.done contains flu",
        "1 for p in L where p.done contains test",
    ]
    assert found.mixed == {}


def test_bodies_are_kept_as_the_property_says_them() -> None:
    """Each must have a value for every element, calls and all."""
    found = abstracted(
        f"{K} sum of (by_both(p, k) for p in L) >= sum of (p.n / k for p in L) * 1 €"
    )
    assert [words(body) for _, body in found.bodies] == ["p.n / k", "by_both(p, k)"]


# Counts, shares, quantifiers --------------------------------------------------------------------


def test_quantifiers_are_counts() -> None:
    found, claim = claimed(f"{L} all (p in L where p.ald: p.n > 3) or some (p in L: p.n = 2)")
    assert found == {
        "Σ1": "1 for p in L where p.ald and not (3 < p.n)",
        "Σ2": "1 for p in L where p.n = 2",
    }
    assert claim == "(Σ1 = 0) or (0 < Σ2)"


def test_shares_and_averages_are_quotients() -> None:
    found, _ = claimed(f"{L} share of (p in L where p.ald) if empty 0 % >= 20 %")
    assert found == {"Σ1": "1 for p in L", "Σ2": "1 for p in L where p.ald"}
    found, _ = claimed(f"{L} average of (p.n for p in L where p.ald) if empty 5 >= 2")
    assert found == {"Σ1": "1 for p in L where p.ald", "Σ2": "p.n for p in L where p.ald"}


@pytest.mark.parametrize(
    ("claim", "counted", "became"),
    [
        (
            "largest of (p.n for p in L where p.ald) if empty 0 <= 5",
            ["1 for p in L where p.ald", "1 for p in L where p.ald and not (p.n ≤ 5)"],
            "if Σ1 = 0 then 0 ≤ 5 else Σ2 = 0",
        ),
        (
            "largest of (p.n for p in L) if empty 0 > 5",
            ["1 for p in L", "1 for p in L where 5 < p.n"],
            "if Σ1 = 0 then 5 < 0 else 0 < Σ2",
        ),
        (
            "smallest of (p.n for p in L) if empty 7 > 3",
            ["1 for p in L", "1 for p in L where not (3 < p.n)"],
            "if Σ1 = 0 then 3 < 7 else Σ2 = 0",
        ),
        (
            "smallest of (p.n for p in L) if empty 7 <= 3",
            ["1 for p in L", "1 for p in L where p.n ≤ 3"],
            "if Σ1 = 0 then 7 ≤ 3 else 0 < Σ2",
        ),
    ],
)
def test_extrema_in_comparisons_are_quantifiers(
    claim: str, counted: list[str], became: str
) -> None:
    found, text = claimed(L + claim)
    assert (list(found.values()), text) == (counted, became)


def test_an_extremum_that_is_something_is_at_most_and_at_least_it() -> None:
    found, claim = claimed(f"{L} largest of (p.n for p in L) if empty 0 = 5")
    assert list(found.values()) == [
        "1 for p in L",
        "1 for p in L where not (p.n ≤ 5)",
        "1 for p in L where 5 ≤ p.n",
    ]
    assert claim == "and(if Σ1 = 0 then 0 ≤ 5 else Σ2 = 0, if Σ1 = 0 then 5 ≤ 0 else 0 < Σ3)"


# Several lists ----------------------------------------------------------------------------------


def test_each_list_has_its_sums() -> None:
    found = abstracted(
        "for every L, M : list of P such that number of (p in L) = number of (q in M)"
        " then total(L) = total(M)"
    )
    assert list(sums(found).values()) == [
        "1 for p in L",
        "1 for q in M",
        "new(p) for p in L",
        "new(q) for q in M",
    ]
    assert [words(each) for each in found.hypotheses] == ["Σ1 = Σ2"]


def test_lists_that_are_equal_are_one() -> None:
    found = abstracted(
        "for every L, M, N : list of P such that M = N and L = M then total(N) = total(L)"
    )
    assert len(found.sums) == 1
    assert found.hypotheses == ()
    assert words(found.claim) == "Σ1 = Σ1"
    lists = {words(one): words(other) for one, other in found.same.items()}
    assert set(lists) | set(lists.values()) == {"L", "M", "N"}


def test_inner_lists_are_chains() -> None:
    found, claim = claimed(
        f"{D} sum of (sum of (new(p) for p in d.patients) for d in D)"
        " >= sum of (d.size for d in D) * 1 €"
    )
    assert found == {"Σ1": "d.size for d in D", "Σ2": "new(p) for d in D, p in d.patients"}
    assert claim == "(Σ1 × 1 €) ≤ Σ2"


def test_conditions_of_both_ends_of_a_chain_are_of_its_elements() -> None:
    text = (
        f"{D} sum of (number of (p in d.patients where p.n > d.size) for d in D where d.rural) >= 1"
    )
    found = abstracted(text)
    assert sums(found) == {
        "Σ1": "1 for d in D, p in d.patients where d.rural and (d.size < p.n)",
    }
    assert found.mixed == {}


def test_the_elements_of_a_list_summed_for_each_of_its_own_are_two() -> None:
    found, _ = claimed(f"{L} sum of (number of (q in L where q.n > p.n) for p in L) = 0")
    assert found == {"Σ1": "1 for p in L, q in L where p.n < q.n"}


def test_a_sum_over_the_list_in_a_term_comes_out() -> None:
    found, claim = claimed(f"{L} sum of (p.n * number of (q in L where q.ald) for p in L) >= 0")
    assert found == {"Σ1": "1 for p in L where p.ald", "Σ2": "p.n for p in L"}
    assert claim == "0 ≤ (Σ1 × Σ2)"


def test_what_all_doctors_have_is_had_by_the_lists_together() -> None:
    found = abstracted(
        "for every D : list of Doctor"
        " such that all (d in D: number of (p in d.patients) >= 2 and d.size > 3)"
        " then number of (d in D) >= 1"
    )
    assert sums(found) == {
        "Σ1": "1 for d in D where not (3 < d.size)",
        "Σ2": "1 for d in D, p in d.patients",
        "Σ3": "1 for d in D",
    }
    assert [words(each) for each in found.hypotheses] == ["Σ1 = 0", "0 ≤ (Σ2 − (2 × Σ3))"]


def test_what_all_doctors_have_is_seen_through_clauses_and_opposites() -> None:
    context = (
        RULES
        + """
clause too_many (d: Doctor) : boolean = number of (p in d.patients) > d.size
clause fine (d: Doctor) : boolean = not too_many(d) and d.rural
"""
    )
    every = "for every D : list of Doctor such that all (d in D: {}) then number of (d in D) >= 1"
    plain = "number of (p in d.patients) <= d.size and d.rural"
    expected = [words(each) for each in abstracted(every.format(plain), context).hypotheses]
    for said in ("fine(d)", f"not (not ({plain}))", "not (too_many(d) or not d.rural)"):
        found = abstracted(every.format(said), context)
        assert [words(each) for each in found.hypotheses] == expected


# Outside ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("equal lists", "for every L, M : list of P then L = M"),
        ("equal lists", "for every L, M : list of P such that not (L = M) then total(L) > 0 €"),
        ("extrema", f"{L} (largest of (p.n for p in L) if empty 0) * 2 <= 20"),
        (
            "list in a term",
            f"{D} sum of (largest of (p.n for p in d.patients) if empty 0 for d in D) >= 0",
        ),
        (
            "list in a term",
            f"{D} sum of (share of (p in d.patients where p.ald) if empty 0 % for d in D) >= 0 %",
        ),
        (
            "list in a term",
            "for every D : list of Doctor such that all (d in D: some (p in d.patients: p.ald))"
            " then number of (d in D) >= 1",
        ),
    ],
)
def test_what_has_no_sums_is_outside(reason: str, text: str) -> None:
    with pytest.raises(OutsideMethod) as found:
        abstracted(text)
    assert found.value.reason == reason


# The same meaning -------------------------------------------------------------------------------

PATIENTS = st.fixed_dictionaries(
    {
        "n": st.integers(0, 10).map(Fraction),
        "ald": st.booleans(),
        "due": st.sampled_from([Fraction(0), Fraction(5), Fraction(1005, 100)]),
        "done": st.frozensets(st.sampled_from(["flu", "test"])),
    }
)
LISTS = st.lists(st.tuples(PATIENTS, st.integers(1, 3)), max_size=4).map(
    lambda groups: Multiset(tuple(groups))
)
DOCTORS = st.fixed_dictionaries(
    {
        "size": st.integers(0, 9).map(Fraction),
        "rural": st.booleans(),
        "patients": LISTS,
    }
)
INPUTS: dict[str, st.SearchStrategy[Value]] = {
    "L": LISTS,
    "M": LISTS,
    "D": st.lists(DOCTORS, max_size=3).map(tuple),
    "d": DOCTORS,
    "k": st.integers(0, 9).map(Fraction),
    "r": st.integers(0, 20).map(lambda n: Fraction(n, 100)),
}
LM = "for every L, M : list of P then "
SAME = [
    f"{K} sum of (by_both(p, k) for p in L) >= sum of (by_other(p, k) for p in L)",
    f"{K} sum of (plus_each(p, k) for p in L) >= sum of (local(p, k) for p in L)",
    f"{K} sum of (general(p, k) for p in L)"
    " <= sum of (if p.ald then 1 € * k else p.due for p in L)",
    f"{K} sum of (k for each (a in p.done where a = flu or k > 2) for p in L)"
    " <= number of (p in L where p.n >= k)",
    f"{K} sum of (p.n * k * p.n for p in L where k > 3 or p.ald)"
    " >= sum of (p.n / (k + 1) for p in L)",
    f"{R} sum of (rounded_part(p, r) for p in L) <= sum of (scaled(p, r) for p in L)",
    f"{L} average of (p.n for p in L where p.ald) if empty 5"
    " >= share of (p in L where p.ald) if empty 0 %",
    f"{L} largest of (p.n for p in L where p.ald) if empty 0 <= 5",
    f"{L} smallest of (p.n for p in L where p.ald) if empty 7 = 5",
    f"{L} all (p in L where p.ald: p.n > 3) or some (p in L: p.n = 2)",
    f"{L} sum of (number of (q in L where q.n > p.n) for p in L) <= number of (p in L where p.ald)",
    f"{LM} sum of (sum of (p.n * q.n for q in M) for p in L) <= number of (p in M)",
    f"{L} sum of (wished_pay(p) for p in L) <= 1 € * number of (p in L where wished > p.due)",
    f"{D} sum of (number of (p in d.patients where p.n > d.size) for d in D where d.rural)"
    " <= sum of (d.size for d in D)",
    "for every d : Doctor then sum of (if d.rural then 2 * new(p) else new(p)"
    " for p in d.patients where p.ald) >= d.size * 1 €",
]


def values(
    program: Program, found: Abstract, claims: tuple[Expr, Expr], inputs: dict[str, Value]
) -> tuple[list[Value], list[Value]]:
    """Return what the claim and the claim over sums give, side by side where they have sides."""
    totals = {each.name: evaluate(program, as_aggregate(each), inputs) for each in found.sums}
    pairs = [claims]
    old, new = claims
    if isinstance(old, Apply) and isinstance(new, Apply) and old.operator is new.operator:
        pairs += list(zip(old.arguments, new.arguments, strict=True))
    before = [evaluate(program, one, inputs) for one, _ in pairs]
    return before, [evaluate(program, other, {**inputs, **totals}) for _, other in pairs]


@pytest.mark.parametrize("text", SAME)
def test_the_sums_say_what_the_lists_say(text: str) -> None:
    program, obligation = only(text)
    found = abstract(program, obligation)
    chosen = {name: INPUTS[name] for name in (binding.name for binding in obligation.inputs)}

    @settings(max_examples=60, deadline=None)
    @given(st.fixed_dictionaries(chosen), st.integers(1, 9))
    def agree(inputs: dict[str, Value], wished: int) -> None:
        at = with_values(program, {"t.wished": Fraction(wished)})
        before, after = values(at, found, (obligation.claim, found.claim), inputs)
        assert before == after

    agree()


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCTORS, max_size=3), st.integers(0, 2))
def test_less_is_assumed_of_the_doctors_together(
    doctors: list[dict[str, Value]], more: int
) -> None:
    """Where all of them meet the hypothesis, so do their sums."""
    program, obligation = only(
        "for every D : list of Doctor"
        " such that all (d in D: number of (p in d.patients) <= d.size and d.rural)"
        " then number of (d in D) >= 1"
    )
    for doctor in doctors:
        number = sum(count for _, count in groups(doctor["patients"]))
        doctor |= {"size": Fraction(number + more), "rural": True}
    inputs: dict[str, Value] = {"D": tuple(doctors)}
    assert evaluate(program, obligation.hypotheses[0], inputs) is True
    found = abstract(program, obligation)
    totals = {each.name: evaluate(program, as_aggregate(each), inputs) for each in found.sums}
    assert len(found.hypotheses) == 2
    assert all(evaluate(program, each, totals) for each in found.hypotheses)
