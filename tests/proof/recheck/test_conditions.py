"""Conditions on all or some elements, and on those of their own lists, by induction."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, Apply, Expr, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, Status
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.engine import decide
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck.checker import check
from convention_dsl.proof.recheck.conditions import Conditions
from convention_dsl.proof.recheck.equal import with_one_list
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.proof.recheck.steps import Steps, scope
from convention_dsl.proof.recheck.sums import sums_of
from convention_dsl.proof.recheck.terms import Rejected
from convention_dsl.proof.verdict import Certificate, ListSum
from convention_dsl.types import BOOLEAN, NumberKind, NumberType
from tests.proof.recheck.certificates import RULES, only

LIMITS = Limits(seconds=20)

BOOK = (
    RULES
    + """
record Doctor
  zone : boolean
  big : boolean
  patients : list of Patient
  others : list of Patient
clause pay (d : Doctor) : amount
  = sum of (new(p) for p in d.patients)
    plus 100 € if d.big
property x "x" for every D : list of Doctor, E : list of Doctor
"""
)

# The induction ------------------------------------------------------------------------------------

WHAT = Wording("it has its value", "il a sa valeur")
WHOLE = NumberType(NumberKind.INTEGER, Fraction(0), None, Fraction(1))
PATIENTS = "sum of (number of (p in d.{list} where {condition}) for d in {doctors})"


def patients(condition: str, own: str = "patients", doctors: str = "D") -> str:
    return PATIENTS.format(list=own, condition=condition, doctors=doctors)


NOT_IN_ALD = patients("not p.ald")
IN_ALD = patients("p.ald")
ALL = "all (d in D: all (p in d.patients: p.ald))"
SOME = "some (d in D: some (p in d.patients: p.ald))"


def listed(name: str, text: str) -> ListSum:
    """Return a sum of ones, over a list or over the lists of its elements."""
    _, obligation = only(f"{BOOK}  then {text} >= 0\n")
    assert isinstance(obligation.claim, Apply)
    (outer,) = (each for each in obligation.claim.arguments if isinstance(each, Aggregate))
    elements = ((outer.variable, outer.domain),)
    if not isinstance(outer.body, Aggregate):
        return ListSum(name, elements, outer.filter, None, WHOLE)
    body = outer.body
    return ListSum(name, (*elements, (body.variable, body.domain)), body.filter, None, WHOLE)


def none(*names: str) -> Expr:
    zero = build.literal_number(0)
    return build.conjunction([build.apply(Operator.EQUAL, (value(each), zero)) for each in names])


def some(name: str) -> Expr:
    return build.apply(Operator.LESS, (build.literal_number(0), value(name)))


def value(name: str) -> Expr:
    return build.variable(name, WHOLE)


def fault(condition: str, offered: Expr, **sums: str) -> str:
    """Return why `offered`, over `sums`, is not shown to be `condition`; nothing where it is."""
    program, obligation = only(f"{BOOK}  then {condition}\n")
    rebuilt, rebuilding = with_one_list(program, obligation)
    over = sums_of(
        rebuilding, scope(obligation.inputs), [listed(name, text) for name, text in sums.items()]
    )
    questions = Questions(program, (), LIMITS)
    conditions = Conditions(questions, Steps(program), obligation.inputs, over, ())
    assert isinstance(rebuilt.claim, Aggregate)
    try:
        conditions.show(WHAT, rebuilt.claim, offered)
    except Rejected as rejected:
        return rejected.why.en
    return ""


NO = "it has its value: it does not hold"


@pytest.mark.parametrize(
    ("condition", "offered", "text"),
    [
        ("all (d in D: d.zone)", none("n"), "number of (d in D where not d.zone)"),
        (ALL, none("n"), NOT_IN_ALD),
        (SOME, some("n"), IN_ALD),
        (
            "all (d in D where d.zone: all (p in d.patients where p.c2s: p.ald))",
            none("n"),
            patients("d.zone and p.c2s and not p.ald"),
        ),
        (
            "some (d in D where d.zone: some (p in d.patients where p.c2s: p.ald))",
            some("n"),
            patients("d.zone and p.c2s and p.ald"),
        ),
        (
            "all (d in D: all (p in d.patients: d.zone or p.ald))",
            none("n"),
            patients("not d.zone and not p.ald"),
        ),
    ],
)
def test_conditions_on_elements_of_elements_are_shown(
    condition: str, offered: Expr, text: str
) -> None:
    assert fault(condition, offered, n=text) == ""


def test_sums_over_other_lists_do_not_matter() -> None:
    others = patients("not p.ald", "others")
    assert fault(ALL, none("n"), n=NOT_IN_ALD, o=others, e=patients("p.ald", doctors="E")) == ""


@pytest.mark.parametrize(
    ("condition", "offered", "text"),
    [
        (ALL, none("n"), IN_ALD),
        (ALL, some("n"), NOT_IN_ALD),
        (SOME, some("n"), NOT_IN_ALD),
        (SOME, none("n"), IN_ALD),
        (ALL, none("n"), patients("not p.ald", "others")),
        (ALL, none("n"), patients("not p.ald", doctors="E")),
        (ALL, none("n"), patients("d.zone and not p.ald")),
        (ALL, none("n"), patients("not p.ald and p.c2s")),
        (ALL, none("n"), "number of (d in D where not d.zone)"),
        (SOME, some("n"), "number of (d in D)"),
        ("all (d in D where d.zone: all (p in d.patients: p.ald))", none("n"), NOT_IN_ALD),
        ("all (d in D: all (p in d.patients where p.c2s: p.ald))", none("n"), NOT_IN_ALD),
    ],
)
def test_another_count_is_found(condition: str, offered: Expr, text: str) -> None:
    assert fault(condition, offered, n=text) == NO


@pytest.mark.parametrize(
    "other",
    [
        "number of (d in E)",
        "number of (d in D)",
        patients("not p.ald", "others"),
        patients("not p.ald", doctors="E"),
    ],
)
@pytest.mark.parametrize(
    ("condition", "text"),
    [(ALL, NOT_IN_ALD), ("all (d in D: d.zone)", "number of (d in D where not d.zone)")],
)
def test_a_second_condition_is_found(condition: str, text: str, other: str) -> None:
    """Of the empty list it holds whatever is in the others."""
    assert fault(condition, none("n", "m"), n=text, m=other) == NO


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("all (d in D: some (p in d.patients: p.ald))", "or the other way round"),
        ("some (d in D: all (p in d.patients: p.ald))", "or the other way round"),
        ("all (d in D: number of (p in d.patients) >= 2)", "depends on the others"),
        ("all (d in D: number of (e in D where e.zone) >= 1 or d.big)", "depends on the others"),
        ("all (d in D: all (e in D: e.zone or d.big))", "depends on the others"),
        (
            "all (d in D: all (p in d.patients: number of (q in d.patients) >= 2 or p.ald))",
            "depends on the others",
        ),
        (
            "all (d in D: all (p in d.patients: all (q in d.patients: q.ald or p.ald)))",
            "depends on the others",
        ),
        (
            "all (d in D where number of (p in d.patients) >= 2: all (p in d.patients: p.ald))",
            "a list is left",
        ),
        (
            "all (d in D: all (p in d.patients: number of (q in d.others) >= 2 or p.ald))",
            "depends on the others",
        ),
    ],
)
def test_conditions_that_do_not_grow_by_elements_are_rejected(condition: str, reason: str) -> None:
    offered, text = (none("n"), NOT_IN_ALD) if condition[:3] == "all" else (some("n"), IN_ALD)
    assert reason in fault(condition, offered, n=text)


# Whole certificates -------------------------------------------------------------------------------

HYPOTHESES = {
    "all": "all (d in D : all (p in d.patients : p.ald) and number of (p in d.patients) >= 20)\n"
    "  then sum of (pay(d) for d in D) >= 300 € * number of (d in D)",
    "all of some": "all (d in D where d.zone : d.big and all (p in d.patients : p.ald))\n"
    "  then sum of (pay(d) for d in D where d.zone)\n"
    "    >= 15 € * sum of (number of (p in d.patients) for d in D where d.zone)",
    "some": "some (d in D : some (p in d.patients : p.ald))\n"
    "  then sum of (pay(d) for d in D) >= 15 €",
    "all, of a record": "all (d in D : all (p in d.patients : d.zone and p.age >= 7))\n"
    "  then sum of (sum of (p.age for p in d.patients) for d in D)\n"
    "    >= 7 * sum of (number of (p in d.patients) for d in D)",
}


def proved(name: str) -> tuple[Program, Obligation, Certificate]:
    program, obligation = only(f"{BOOK}  such that {HYPOTHESES[name]}\n")
    verdict = decide(program, obligation, LIMITS)
    assert verdict.status is Status.PROVED
    assert verdict.certificate is not None
    return program, obligation, verdict.certificate


@pytest.mark.parametrize("name", HYPOTHESES)
def test_certificates_with_conditions_on_own_lists_are_accepted(name: str) -> None:
    assert check(*proved(name), LIMITS).failure is None


@pytest.mark.parametrize("name", HYPOTHESES)
def test_without_the_hypothesis_they_are_not(name: str) -> None:
    program, obligation, certificate = proved(name)
    assert not check(program, replace(obligation, hypotheses=()), certificate, LIMITS).ok


@pytest.mark.parametrize("name", HYPOTHESES)
def test_faults_in_what_stands_for_the_conditions_are_found(name: str) -> None:
    program, obligation, certificate = proved(name)
    conditions = [pair for pair in certificate.replaced if pair[0].type == BOOLEAN]
    assert conditions
    for original, offered in conditions:
        others = tuple(pair for pair in certificate.replaced if pair[0] != original)
        for wrong in (build.negation(offered), build.literal_boolean(False)):
            forged = replace(certificate, replaced=(*others, (original, wrong)))
            assert "has its value" in failure(program, obligation, forged)
        without = replace(certificate, replaced=others)
        assert "nothing stands" in failure(program, obligation, without)


@pytest.mark.parametrize("name", HYPOTHESES)
def test_faults_in_the_sums_of_the_conditions_are_found(name: str) -> None:
    program, obligation, certificate = proved(name)
    read = {
        node.name
        for original, offered in certificate.replaced
        if original.type == BOOLEAN
        for node in walk(offered)
        if isinstance(node, Variable)
    }
    for position, each in enumerate(certificate.sums):
        if each.name in read and each.filter is not None:
            sums = list(certificate.sums)
            sums[position] = replace(each, filter=build.negation(each.filter))
            assert failure(program, obligation, replace(certificate, sums=tuple(sums)))


def failure(program: Program, obligation: Obligation, certificate: Certificate) -> str:
    found = check(program, obligation, certificate, LIMITS).failure
    return "" if found is None else found.en
