"""Right certificates are accepted, and each single fault in one is found."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, Expr, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck.checker import check
from convention_dsl.proof.verdict import Certificate, ListSum
from convention_dsl.types import NumberKind, NumberType
from tests.proof.recheck.certificates import (
    RULES,
    Lists,
    at_most,
    combination,
    concluded,
    field,
    lemma,
    number,
    only,
    plus,
    share,
    times,
    variables,
)

Case = tuple[Program, Obligation, Certificate]
LIMITS = Limits(seconds=5)


def why(case: Case) -> str:
    """Return what fails, nothing where the certificate is accepted."""
    found = check(*case, LIMITS)
    assert found.ok is (found.failure is None)
    return "" if found.failure is None else found.failure.en


def changed(case: Case, **parts: object) -> Case:
    program, obligation, certificate = case
    return program, obligation, replace(certificate, **parts)  # type: ignore[arg-type]


SHARE = share()


def test_a_right_certificate_is_accepted() -> None:
    found = check(*SHARE)
    assert found.ok
    assert found.failure is None
    assert found.questions > 5


def test_the_answer_is_the_same_each_time() -> None:
    assert check(*SHARE) == check(*SHARE)


# One fault each ---------------------------------------------------------------------------------


def with_lemma(weights: object) -> Case:
    """Change the weights of the lemma and its reading with them."""
    return changed(SHARE, lemmas=(lemma(weights),))  # type: ignore[arg-type]


def test_a_lemma_that_fails_for_an_element_is_found() -> None:
    assert why(with_lemma(combination(new=1, old=-1, n="-5/2", a=-5))) == (
        "lemma 1: it does not hold"
    )


def test_a_lemma_too_weak_for_the_claim_is_found() -> None:
    assert "claim" in why(with_lemma(combination(new=1, old=-1, n=-1, a=-5)))


def test_weights_that_are_not_as_they_are_read_are_found() -> None:
    (one,) = SHARE[2].lemmas
    weights = combination(new=2, old=-2, n=-4, a=-10)
    assert "weights" in why(changed(SHARE, lemmas=(replace(one, weights=weights),)))


def test_a_negative_multiplier_is_found() -> None:
    (one,) = SHARE[2].lemmas
    ((factor, said, text),) = one.hypotheses
    turned = (-factor, tuple((-weight, name) for weight, name in said), text)
    found = why(changed(SHARE, lemmas=(replace(one, hypotheses=(turned,)),)))
    assert "weights" in found


def test_a_missing_lemma_is_found() -> None:
    assert "claim" in why(changed(SHARE, lemmas=()))


def test_a_lemma_about_an_unknown_sum_is_found() -> None:
    assert "`other`" in why(with_lemma(combination(other=1)))


@pytest.mark.parametrize("position", range(4))
def test_a_replacement_that_is_missing_is_found(position: int) -> None:
    replaced = SHARE[2].replaced
    less = replaced[:position] + replaced[position + 1 :]
    assert "nothing stands" in why(changed(SHARE, replaced=less))


@pytest.mark.parametrize("position", range(4))
def test_a_replacement_of_another_value_is_found(position: int) -> None:
    replaced = list(SHARE[2].replaced)
    original, offered = replaced[position]
    replaced[position] = original, plus(offered, number("1/100"))
    assert "has its value" in why(changed(SHARE, replaced=tuple(replaced)))


def test_a_replacement_by_another_sum_is_found() -> None:
    (count, n), (share_, a), *rest = SHARE[2].replaced
    assert "has its value" in why(changed(SHARE, replaced=((count, a), (share_, n), *rest)))


@pytest.mark.parametrize("position", range(4))
def test_a_sum_of_something_else_is_found(position: int) -> None:
    sums = list(SHARE[2].sums)
    body = sums[position].body or number(1)
    sums[position] = replace(sums[position], body=plus(body, number(1)))
    assert why(changed(SHARE, sums=tuple(sums)))


def test_a_sum_over_other_elements_is_found() -> None:
    sums = list(SHARE[2].sums)
    assert sums[1].filter is not None
    sums[1] = replace(sums[1], filter=build.negation(sums[1].filter))
    assert why(changed(SHARE, sums=tuple(sums)))


def test_a_sum_of_too_narrow_a_range_is_found() -> None:
    sums = list(SHARE[2].sums)
    sums[0] = replace(sums[0], type=replace(sums[0].type, high=Fraction(3000)))
    assert "range" in why(changed(SHARE, sums=tuple(sums)))


def test_two_sums_of_one_name_are_found() -> None:
    sums = SHARE[2].sums
    assert "same name" in why(changed(SHARE, sums=(*sums, sums[0])))


@pytest.mark.parametrize("name", ["element 1", "@0"])
def test_a_sum_with_the_name_of_an_element_is_found(name: str) -> None:
    sums = SHARE[2].sums
    assert "element" in why(changed(SHARE, sums=(*sums, replace(sums[0], name=name))))


def test_an_invented_hypothesis_is_found() -> None:
    shown = SHARE[2].conclusion
    n = build.variable("n", SHARE[2].sums[0].type)
    invented = replace(shown, hypotheses=(*shown.hypotheses, at_most(number(2), n)))
    assert "hypothesis 3" in why(changed(SHARE, conclusion=invented))


def test_a_conclusion_that_does_not_follow_is_found() -> None:
    shown = SHARE[2].conclusion
    less = replace(shown, hypotheses=shown.hypotheses[:1])
    assert "shows" in why(changed(SHARE, conclusion=less))


def test_a_conclusion_that_claims_less_is_found() -> None:
    shown = SHARE[2].conclusion
    less = replace(shown, claim=build.literal_boolean(True))
    assert "claims what" in why(changed(SHARE, conclusion=less))


def test_a_conclusion_about_other_open_amounts_is_found() -> None:
    shown = replace(SHARE[2].conclusion, open_parameters=("t.x",))
    assert "open amounts" in why(changed(SHARE, conclusion=shown))


def test_the_certificate_of_another_property_is_found() -> None:
    program, obligation, certificate = SHARE
    zero = build.literal_boolean(False)
    assert why((program, replace(obligation, claim=zero), certificate))
    assert why((program, replace(obligation, hypotheses=()), certificate))


def test_a_figure_that_lies_about_its_range_is_found() -> None:
    cent = NumberType(NumberKind.NUMBER, Fraction(0), Fraction(0), Fraction(1))
    lie = replace(build.literal_number(1), type=cent)
    (count, n), *rest = SHARE[2].replaced
    replaced = ((count, plus(n, lie)), *rest)
    assert "own type" in why(changed(SHARE, replaced=tuple(replaced)))


def test_no_type_of_a_certificate_is_believed() -> None:
    (count, n), *rest = SHARE[2].replaced
    assert isinstance(n, Variable)
    lie = replace(n, type=NumberType(NumberKind.INTEGER, Fraction(0), Fraction(3), Fraction(1)))
    assert why(changed(SHARE, replaced=((count, lie), *rest))) == ""


@pytest.mark.parametrize("part", ["sums", "replaced"])
def test_nonsense_is_rejected(part: str) -> None:
    element = build.variable("e", build.literal_boolean(True).type)
    sums = (replace(SHARE[2].sums[0], body=element),)
    nonsense = {"sums": sums, "replaced": ((element, element),)}
    assert why(changed(SHARE, **{part: nonsense[part]}))


@settings(max_examples=25, deadline=None)
@given(
    position=st.integers(0, 3),
    change=st.fractions(-2, 2, max_denominator=50).filter(bool),
)
def test_a_tight_certificate_bears_no_other_weight(position: int, change: Fraction) -> None:
    (one,) = SHARE[2].lemmas
    weights = list(one.weights)
    weight, name = weights[position]
    weights[position] = weight + change, name
    assert why(with_lemma(tuple(weights)))


@settings(max_examples=10, deadline=None)
@given(factor=st.fractions(Fraction(1, 50), 50, max_denominator=50))
def test_a_certificate_may_be_scaled(factor: Fraction) -> None:
    (one,) = SHARE[2].lemmas
    weights = tuple((factor * weight, name) for weight, name in one.weights)
    assert why(with_lemma(weights)) == ""


# Conditions on what is no list --------------------------------------------------------------------

CONDITION = (
    RULES
    + """
property dearer "dearer" for every L : list of Patient, rate : integer 0..20
  such that rate <= 2
  then total(L) >= sum of (old(p) + rate * 1 € for p in L)
"""
)


def condition(*, kept: bool = True, sure: bool = True) -> Case:
    program, obligation = only(CONDITION)
    lists = Lists(program, obligation)
    rate = lists.inputs["rate"]
    few = at_most(rate, build.literal_number(2))
    sums = (
        lists.sum("new", lambda e: lists.call("new", e)),
        lists.sum("old", lambda e: plus(lists.call("old", e), times(1, rate))),
    )
    v = variables(sums)
    proof = lemma(combination(new=1, old=-1), *([few] if kept else []))
    claim = at_most(v["old"], v["new"])
    certificate = Certificate(
        sums,
        (
            (lists.aggregate(AggregateKind.SUM, lambda e: lists.call("new", e)), v["new"]),
            (
                lists.aggregate(
                    AggregateKind.SUM, lambda e: plus(lists.call("old", e), times(1, rate))
                ),
                v["old"],
            ),
        ),
        (proof,),
        concluded(sums, (few, claim), claim, obligation.inputs[1]),
    )
    given_ = obligation if sure else replace(obligation, hypotheses=())
    return program, given_, certificate


def test_a_lemma_may_have_conditions() -> None:
    assert why(condition()) == ""


def test_a_lemma_needs_its_conditions() -> None:
    assert why(condition(kept=False)) == "lemma 1: it does not hold"


def test_the_conditions_of_a_lemma_have_to_be_met() -> None:
    assert "claim" in why(condition(sure=False))


# Several lists, records with lists, conditions on lists -------------------------------------------

DOCTOR = (
    RULES
    + """
record Doctor
  zone : boolean
  size : integer 0..5000
  patients : list of Patient
  such that number of (p in patients) <= size "no more patients than said"
clause income (d: Doctor) : amount
  = sum of (new(p) for p in d.patients) * (if d.zone then 2 else 1)
clause pay (d: Doctor, bonus: amount 0 €..100 € step 1 €) : amount
  = base + bonus
  let base = income(d)
"""
)


def doctor(factor: int, size: int) -> Case:
    """Return the certificate of income + bonus + size × `d.size` ≥ (10 + size) × patients."""
    text = "property paid for every d : Doctor, bonus : amount 0 €..100 € step 1 €\n  then "
    more = f"{size} € * d.size + " if size else ""
    text += f"{more}pay(d, bonus) >= {10 + size} € * number of (p in d.patients)\n"
    program, obligation = only(DOCTOR + text)
    lists = Lists(program, obligation)
    d, bonus = lists.inputs.values()
    lists.inputs["patients"] = build.field(d, "patients")

    def new(e: Expr) -> Expr:
        return lists.call("new", e)

    sums = (lists.sum("n", over="patients"), lists.sum("new", new, over="patients"))
    v = variables(sums)
    replaced = (
        (lists.aggregate(AggregateKind.COUNT, over="patients"), v["n"]),
        (lists.aggregate(AggregateKind.SUM, new, over="patients"), v["new"]),
    )
    double = build.if_(build.field(d, "zone"), number(2), number(1))
    paid = plus(build.apply(Operator.MULTIPLY, (v["new"], double)), bonus)
    claim = at_most(times(10 + size, v["n"]), plus(times(size, build.field(d, "size")), paid))
    own = at_most(v["n"], build.field(d, "size"))
    shown = at_most(number(0), plus(v["new"], times(-factor, v["n"])))
    conclusion = concluded(sums, (own, shown), claim, *obligation.inputs)
    said = lemma(combination(new=1, n=-factor))
    return program, obligation, Certificate(sums, replaced, (said,), conclusion)


@pytest.mark.parametrize("size", [0, 7])
def test_lists_in_records_and_clauses_given_them_are_followed(size: int) -> None:
    assert why(doctor(10, size)) == ""


def test_a_lemma_about_a_list_in_a_record_is_checked() -> None:
    assert why(doctor(11, 0)) == "lemma 1: it does not hold"


TWO = (
    RULES
    + """
property both for every L : list of Patient, M : list of Patient
  then total(L) + total(M) >= 10 € * (number of (p in L) + number of (p in M))
"""
)


def two(left: int, right: int) -> Case:
    program, obligation = only(TWO)
    lists = Lists(program, obligation)
    sums = tuple(
        lists.sum(f"{name}{over}", body, over=over)
        for over in ("L", "M")
        for name, body in (("n", None), ("new", lambda e: lists.call("new", e)))
    )
    v = variables(sums)
    replaced = tuple(
        (lists.aggregate(kind, body, over=over), v[f"{name}{over}"])
        for over in ("L", "M")
        for name, kind, body in (
            ("n", AggregateKind.COUNT, None),
            ("new", AggregateKind.SUM, lambda e: lists.call("new", e)),
        )
    )
    said = combination(newL=1, nL=-left, newM=1, nM=-right)
    total = plus(v["newL"], v["newM"])
    shown = at_most(number(0), plus(total, times(-left, v["nL"]), times(-right, v["nM"])))
    claim = at_most(times(10, plus(v["nL"], v["nM"])), total)
    return (
        program,
        obligation,
        Certificate(sums, replaced, (lemma(said),), concluded(sums, (shown,), claim)),
    )


def test_a_lemma_may_be_about_two_lists() -> None:
    assert why(two(10, 10)) == ""


@pytest.mark.parametrize("weights", [(11, 10), (10, 11)])
def test_a_lemma_about_two_lists_is_checked_on_each(weights: tuple[int, int]) -> None:
    assert why(two(*weights)) == "lemma 1: it does not hold"


SOME = (
    RULES
    + """
property adults for every L : list of Patient
  such that some (p in L: p.ald)
  such that all (p in L: p.age >= 18)
  then total(L) >= 15 €
"""
)


def some() -> Case:
    program, obligation = only(SOME)
    lists = Lists(program, obligation)

    def adult(e: Expr) -> Expr:
        return at_most(build.literal_number(18), build.field(e, "age"))

    def new(e: Expr) -> Expr:
        return lists.call("new", e)

    sums = (
        lists.sum("a", where=field("ald")),
        lists.sum("new", new),
        lists.sum("young", where=lambda e: build.negation(adult(e))),
    )
    v = variables(sums)
    zero = build.literal_number(0)
    in_ald = build.apply(Operator.LESS, (zero, v["a"]))
    replaced = (
        (lists.aggregate(AggregateKind.ANY, field("ald")), in_ald),
        (
            lists.aggregate(AggregateKind.ALL, adult),
            build.apply(Operator.EQUAL, (v["young"], zero)),
        ),
        (lists.aggregate(AggregateKind.SUM, new), v["new"]),
    )
    said = lemma(combination(new=1, a=-15))
    shown = at_most(zero, plus(v["new"], times(-15, v["a"])))
    conclusion = concluded(sums, (in_ald, shown), at_most(number(15), v["new"]))
    return program, obligation, Certificate(sums, replaced, (said,), conclusion)


def test_conditions_on_lists_are_followed() -> None:
    assert why(some()) == ""


@pytest.mark.parametrize("bound", [-1, 1])
def test_a_condition_that_counts_wrongly_is_found(bound: int) -> None:
    case = some()
    (one, _), *rest = case[2].replaced
    a = build.variable("a", case[2].sums[0].type)
    wrong = build.apply(Operator.LESS, (build.literal_number(bound), a))
    assert "has its value" in why(changed(case, replaced=((one, wrong), *rest)))


def test_a_condition_that_counts_others_is_found() -> None:
    case = some()
    first, (one, _), *rest = case[2].replaced
    new = build.variable("new", case[2].sums[1].type)
    wrong = build.apply(Operator.EQUAL, (new, build.literal_number(0)))
    assert "has its value" in why(changed(case, replaced=(first, (one, wrong), *rest)))


# Lists in lists -----------------------------------------------------------------------------------

NATION = (
    DOCTOR
    + """
property nation for every N : list of Doctor
  then sum of (income(d) for d in N) >= 10 € * sum of (number of (p in d.patients) for d in N)
"""
)


def nation(factor: int = 10, *, doubled: bool = True) -> Case:
    program, obligation = only(NATION)
    lists = Lists(program, obligation)
    doctors = lists.inputs["N"]
    d = build.variable("d", build.ranges.element_type(doctors.type))
    patients = build.field(d, "patients")
    p = build.variable("p", build.ranges.element_type(patients.type))
    elements = (("d", doctors), ("p", patients))
    fee = lists.call("new", p)
    zone = build.if_(build.field(d, "zone"), number(2), number(1))
    body = build.apply(Operator.MULTIPLY, (fee, zone)) if doubled else fee
    whole = NumberType(NumberKind.INTEGER, Fraction(0), None, Fraction(1))
    euros = NumberType(NumberKind.AMOUNT, Fraction(0), None, Fraction(5))
    sums = (
        ListSum("n", elements, None, None, whole),
        ListSum("new", elements, None, body, euros),
    )
    v = variables(sums)
    inner = build.aggregate(AggregateKind.COUNT, "p", patients, build.literal_number(1))
    replaced = (
        (build.aggregate(AggregateKind.SUM, "d", doctors, lists.call("income", d)), v["new"]),
        (build.aggregate(AggregateKind.SUM, "d", doctors, inner), v["n"]),
    )
    said = lemma(combination(new=1, n=-factor))
    shown = at_most(number(0), plus(v["new"], times(-factor, v["n"])))
    claim = at_most(times(10, v["n"]), v["new"])
    return (
        program,
        obligation,
        Certificate(sums, replaced, (said,), concluded(sums, (shown,), claim)),
    )


def test_lists_in_lists_are_followed() -> None:
    assert why(nation()) == ""


def test_a_lemma_about_lists_in_lists_is_checked() -> None:
    assert why(nation(11)) == "lemma 1: it does not hold"


def test_a_sum_over_lists_in_lists_is_checked() -> None:
    assert "has its value" in why(nation(doubled=False))


# Classes ------------------------------------------------------------------------------------------

CLASSES = (
    (Fraction(1), Fraction(0), Fraction(10), Fraction(8)),
    (
        Fraction(1),
        Fraction(1),
        Fraction(15),
        Fraction(8),
    ),
)


WHOLE = NumberType(NumberKind.INTEGER, Fraction(0), None, Fraction(1))


def by_classes(classes: tuple[tuple[Fraction, ...], ...]) -> Case:
    counts = [build.variable(f"n·{i}", WHOLE) for i, _ in enumerate(classes)]
    n, a, new, old = (
        plus(*(times(vector[i], count) for vector, count in zip(classes, counts, strict=True)))
        for i in range(4)
    )
    hypothesis = at_most(times("3/20", n), a)
    claim = at_most(plus(old, times("11/4", n)), new)
    shown = replace(
        SHARE[2].conclusion,
        inputs=tuple(Binding(count.name, WHOLE) for count in counts),
        hypotheses=(hypothesis,),
        claim=claim,
    )
    return changed(SHARE, lemmas=(), classes=classes, conclusion=shown)


def test_classes_are_accepted_instead_of_lemmas() -> None:
    assert why(by_classes(CLASSES)) == ""


@pytest.mark.parametrize("position", range(2))
def test_a_missing_class_is_found(position: int) -> None:
    found = why(by_classes((CLASSES[position],)))
    assert found == "every element is in one of the classes: it does not hold"


@pytest.mark.parametrize("position", range(4))
def test_a_wrong_class_is_found(position: int) -> None:
    wrong = list(CLASSES[1])
    wrong[position] += 1
    assert "classes" in why(by_classes((CLASSES[0], tuple(wrong))))


def test_a_class_that_does_not_occur_proves_nothing() -> None:
    other = (Fraction(1), Fraction(1), Fraction(10), Fraction(8))
    assert "claim" in why(by_classes((*CLASSES, other)))


def test_a_class_without_a_sum_is_found() -> None:
    case = by_classes(CLASSES)
    assert "each sum" in why(changed(case, classes=(CLASSES[0], CLASSES[1][:3])))


def test_classes_that_the_conclusion_does_not_count_are_found() -> None:
    assert "count" in why(changed(by_classes(CLASSES), conclusion=SHARE[2].conclusion))


def test_classes_counted_together_are_found() -> None:
    case = by_classes(CLASSES)
    one, _ = case[2].conclusion.inputs
    assert "count" in why(changed(case, conclusion=replace(case[2].conclusion, inputs=(one, one))))


@pytest.mark.parametrize("position", range(4))
def test_a_conclusion_about_other_classes_is_found(position: int) -> None:
    other = list(CLASSES[1])
    other[position] += 1
    _, _, wrong = by_classes((CLASSES[0], tuple(other)))
    assert why(changed(by_classes(CLASSES), conclusion=wrong.conclusion))


# What has no value, what is not known -------------------------------------------------------------

GAP = (
    RULES.replace("total (L", "whole (L")
    + """
clause odd (p: Patient) : number
  = 1 / p.age
clause total (L: list of Patient) : number
  = sum of (odd(p) for p in L)
property positive for every L : list of Patient then total(L) >= 0
"""
)


def test_a_sum_of_what_may_have_no_value_is_rejected() -> None:
    program, obligation = only(GAP)
    lists = Lists(program, obligation)
    sums = (lists.sum("s", lambda e: lists.call("odd", e)),)
    v = variables(sums)
    original = lists.aggregate(AggregateKind.SUM, lambda e: lists.call("odd", e))
    claim = at_most(build.literal_number(0), v["s"])
    certificate = Certificate(sums, ((original, v["s"]),), (), concluded(sums, (), claim))
    assert why((program, obligation, certificate))


def test_an_extremum_is_not_replaced() -> None:
    program, obligation = only(
        RULES + "property old for every L : list of Patient\n"
        "  then largest of (p.age for p in L) if empty 0 <= 120\n"
    )
    lists = Lists(program, obligation)
    sums = (lists.sum("s", field("age")),)
    v = variables(sums)
    domain = lists.inputs["L"]
    e = build.variable("e", build.ranges.element_type(domain.type))
    oldest = build.aggregate(
        AggregateKind.MAXIMUM,
        "e",
        domain,
        build.field(e, "age"),
        if_empty=build.literal_number(0),
    )
    claim = at_most(v["s"], build.literal_number(120))
    certificate = Certificate(sums, ((oldest, v["s"]),), (), concluded(sums, (), claim))
    assert why((program, obligation, certificate))


def test_what_the_solver_cannot_decide_in_time_is_rejected() -> None:
    found = check(*SHARE, Limits(seconds=0))
    assert found.failure is not None
    assert "not decided" in found.failure.en
