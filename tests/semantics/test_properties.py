"""Properties: conditions, twins, what is fixed, what is shown, what is expected."""

from datetime import date

import pytest

from convention_dsl.core.nodes import Aggregate, Apply, Call, ClauseRef, Field, Let, Variable
from convention_dsl.core.program import Scope, Status
from convention_dsl.core.traverse import walk
from convention_dsl.semantics import elaborate_property
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse_property
from tests.semantics.helpers import PATIENT, codes, good, proposition

FEE = PATIENT + "clause fee (p: Patient) : amount = 5 € plus 1 € for each (a in p.done)\n"
FIELDS = 10


def claim(text, prelude=FEE):
    return proposition(f"property x for every p: Patient {text}\n", prelude)


def shape(expr):
    """Write an expression shortly: `less(fee(p), fee(p'))`."""
    match expr:
        case Variable():
            return expr.name
        case Field():
            return f"{shape(expr.record)}.{expr.name}"
        case Call():
            return f"{expr.clause.name}({', '.join(map(shape, expr.arguments))})"
        case Apply():
            return f"{expr.operator}({', '.join(map(shape, expr.arguments))})"
        case Let():
            return f"let {expr.name} = {shape(expr.value)} in {shape(expr.body)}"
        case Aggregate():
            return f"{expr.kind}({expr.variable}: {shape(expr.body)})"
        case _:
            return str(getattr(expr, "value", expr))


def test_a_condition_is_claimed_for_all_inputs():
    found = proposition(
        'property complex "complex pays" promised by Cnam, MG_France demanded by CSMF\n'
        '  source "§10" confidence official\n'
        "  for every complex, simple : Patient, n : integer 0..5\n"
        "  such that complex.ald and not simple.ald such that n > 2\n"
        "  then fee(complex) > fee(simple)\n",
        FEE,
    )
    assert [each.name for each in found.inputs] == ["complex", "simple", "n"]
    assert [shape(each) for each in found.hypotheses] == [
        "and(complex.ald, not(simple.ald))",
        "less(2, n)",
    ]
    assert shape(found.claim) == "less(fee(simple), fee(complex))"
    assert found.title == "complex pays"
    assert found.promised_by == ("Cnam", "MG_France")
    assert found.demanded_by == ("CSMF",)
    assert [text for text, _ in found.shown] == ["fee(complex)", "fee(simple)"]
    assert found.twins == ()
    assert found.scopes is None
    assert found.period is None


MONOTONE = [
    ("increases", "less(p.age, p'.age)", "less(fee(p), fee(p'))"),
    ("never decreases", "less(p.age, p'.age)", "less-equal(fee(p), fee(p'))"),
    ("decreases", "less(p.age, p'.age)", "less(fee(p'), fee(p))"),
    ("never increases", "less(p.age, p'.age)", "less-equal(fee(p'), fee(p))"),
]


@pytest.mark.parametrize(("word", "moved", "ordered"), MONOTONE)
def test_a_monotone_claim_is_about_a_twin(word, moved, ordered):
    found = claim(f"then fee(p) {word} with p.age, all else equal")
    assert [each.name for each in found.inputs] == ["p", "p'"]
    assert found.twins == (("p", "p'"),)
    assert shape(found.hypotheses[0]) == moved
    assert len(found.hypotheses) == FIELDS
    assert "equal(p.zone, p'.zone)" in map(shape, found.hypotheses)
    assert "equal(p.age, p'.age)" not in map(shape, found.hypotheses)
    assert shape(found.claim) == ordered
    assert [text for text, _ in found.shown] == ["fee(p)", "fee(p')"]


GROWTH = [
    ("increases with p.ald", "and(not(p.ald), p'.ald)"),
    ("increases with p.done", "and(subset(p.done, p'.done), not(equal(p.done, p'.done)))"),
    ("never decreases with p.done", "subset(p.done, p'.done)"),
    ("increases with p.share", "less(p.share, p'.share)"),
    ("increases with p.score(flu)", "less(item(p.score, flu), item(p'.score, flu))"),
]


@pytest.mark.parametrize(("text", "moved"), GROWTH)
def test_what_it_is_to_grow(text, moved):
    found = claim(f"then fee(p) {text}")
    assert shape(found.hypotheses[0]) == moved


def test_one_item_moves_and_the_others_stay():
    found = claim("then fee(p) increases with p.score(flu)")
    assert (
        "all(item': or(equal(item', flu), equal(item(p.score, item'), item(p'.score, item'))))"
        in map(shape, found.hypotheses)
    )


def test_excepted_fields_are_free():
    found = claim("then fee(p) increases with p.ald, all else equal except p.nos, p.done")
    shapes = list(map(shape, found.hypotheses))
    assert len(shapes) == FIELDS - 2
    assert "equal(p.nos, p'.nos)" not in shapes


def test_hypotheses_hold_for_the_twin_too():
    found = claim("such that p.age > 6 then fee(p) increases with p.done")
    assert [shape(each) for each in found.hypotheses[:2]] == ["less(6, p.age)", "less(6, p'.age)"]


def test_another_input_stays_what_it_is():
    found = proposition(
        "property x for every p: Patient, n : integer 0..5\n"
        "  then fee(p) * n never decreases with n\n",
        FEE,
    )
    assert [each.name for each in found.inputs] == ["p", "n", "n'"]
    assert [shape(each) for each in found.hypotheses] == ["less(n, n')"]
    assert shape(found.claim) == "less-equal(multiply(fee(p), n), multiply(fee(p), n'))"


def test_another_input_is_free_where_it_is_excepted():
    found = proposition(
        "property x for every p: Patient, n : integer 0..5\n"
        "  then fee(p) * n increases with n, all else equal except p\n",
        FEE,
    )
    assert [each.name for each in found.inputs] == ["p", "n", "p'", "n'"]
    assert [shape(each) for each in found.hypotheses] == ["less(n, n')"]
    assert shape(found.claim) == "less(multiply(fee(p), n), multiply(fee(p'), n'))"


def test_fields_of_records_within_records_are_fixed_one_by_one():
    text = (
        "record Place\n  zone : Zone\n  far : boolean\nrecord Visit\n  at_home : boolean\n"
        "  place : Place\nclause fare (v: Visit) : amount = 1 €\n"
        "property x for every v: Visit then fare(v) increases with v.place.far"
    )
    found = proposition(text)
    assert [shape(each) for each in found.hypotheses] == [
        "and(not(v.place.far), v'.place.far)",
        "equal(v.at_home, v'.at_home)",
        "equal(v.place.zone, v'.place.zone)",
    ]


def test_local_names_are_read_for_the_twin_too():
    found = claim("then f increases with p.age let f = fee(p) let g = f + 1 €")
    assert shape(found.claim) == "less(let f = fee(p) in f, let f' = fee(p') in f')"
    assert [text for text, _ in found.shown] == ["fee(p)", "fee(p')"]


def test_depends_only_frees_everything_else():
    found = claim("then fee(p) depends only on p.age, p.ald")
    assert [shape(each) for each in found.hypotheses] == [
        "equal(p.age, p'.age)",
        "equal(p.ald, p'.ald)",
    ]
    assert shape(found.claim) == "equal(fee(p), fee(p'))"


def test_depends_only_leaves_alone_what_is_named_whole():
    found = proposition(
        "property x for every p, q: Patient then fee(p) + fee(q) depends only on p, q.age", FEE
    )
    assert [each.name for each in found.inputs] == ["p", "q", "q'"]
    assert [shape(each) for each in found.hypotheses] == ["equal(q.age, q'.age)"]


@pytest.mark.parametrize(("hypothesis", "twins"), [("n = p.age", ["p'", "n'"]), ("n > 1", ["p'"])])
def test_depends_only_frees_what_hypotheses_tie_to_what_it_frees(hypothesis, twins):
    """Were `n` the same for both patients, they would have the same age, named or not."""
    found = proposition(
        f"property x for every p: Patient, n : integer 0..5 such that {hypothesis}\n"
        "  then fee(p) depends only on p.ald\n",
        FEE,
    )
    assert [each.name for each in found.inputs] == ["p", "n", *twins]
    assert shape(found.hypotheses[-1]) == "equal(p.ald, p'.ald)"


def test_does_not_depend_frees_what_is_named():
    found = claim("then fee(p) does not depend on p.zone, p.rate")
    shapes = [shape(each) for each in found.hypotheses]
    assert len(shapes) == FIELDS - 2
    assert "equal(p.zone, p'.zone)" not in shapes


def test_conditions_can_grow_too():
    text = PATIENT + "clause frail (p: Patient) : boolean = p.age > 80\n"
    found = claim("then frail(p) never decreases with p.age", text)
    assert shape(found.claim) == "or(not(frail(p)), frail(p'))"


OLD = PATIENT.join(["# language: en\nvocabulary words\n", ""])
FORMER = (
    "# language: en\nconvention former until_\nuse words\n"
    "clause fee (p: Patient) : amount = 4 €\nclause dues (p: Patient) : amount = 3 €\n"
).replace("until_", 'in force until 2025-12-31 source "x"')
NEW = (
    '# language: en\nconvention new in force from 2026-01-01 source "x"\nuse words\n'
    "use former as in force on 2025-12-31 as old\n"
)


def test_before_is_the_same_call_to_the_clause_of_that_name():
    text = NEW + (
        "clause fee (p: Patient) : amount = 5 €\n"
        "property x for every p: Patient then fee(p) at least as high as before"
    )
    (found,) = good(OLD, FORMER, text).books["new"].properties
    left, right = found.claim.arguments
    assert left.clause == ClauseRef("former", "fee", date(2025, 12, 31))
    assert right.clause == ClauseRef("new", "fee")
    assert [text for text, _ in found.shown] == ["fee(p)", "old.fee(p)"]


def test_before_is_the_clause_that_is_said_to_be_replaced():
    text = NEW + (
        "clause fee (p: Patient) : amount replaces old.dues = 5 €\n"
        "property x for every p: Patient then fee(p) at least as high as before"
    )
    library = good(OLD, FORMER, text)
    (found,) = library.books["new"].properties
    assert found.claim.arguments[0].clause == ClauseRef("former", "dues", date(2025, 12, 31))
    assert library.books["new"].clauses[0].replaces == ClauseRef(
        "former", "dues", date(2025, 12, 31)
    )


def test_before_needs_the_same_inputs():
    text = NEW + (
        "clause fee (p: Patient, n: integer 0..5) : amount = 5 €\n"
        "property x for every p: Patient then fee(p, 3) at least as high as before"
    )
    assert codes(OLD, FORMER, text) == ["E0151"]


def test_scopes_periods_and_expectations():
    found = claim(
        "then fee(p) > 5 € at the values from 2026-01-01 until 2026-12-31\n"
        '  expected refuted at the values because "as it is"\n  expected unknown'
    )
    assert found.scopes == (Scope.VALUES,)
    assert (found.period.start, found.period.end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert [(e.status, e.scope, e.reason) for e in found.expectations] == [
        (Status.REFUTED, Scope.VALUES, "as it is"),
        (Status.UNKNOWN, None, ""),
    ]


def test_lists_are_quantified():
    found = proposition(
        "property x for every doctor's list L of Patient\n"
        "  then sum of (fee(p) for p in L) >= 5 € * number of (p in L)",
        FEE,
    )
    assert found.inputs[0].type.element.name == "sample.Patient"
    assert found.shown == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("then fee(p) > 5", ["E0129"]),
        ("then fee(p)", ["E0124"]),
        ("then fee(p) increases with p.agee", ["E0103"]),
        ("then fee(p) increases with p.zone", ["E0175"]),
        ("then fee(p) increases with q.age", ["E0174"]),
        ("then fee(p) increases with fee(p)", ["E0174"]),
        ("then p.zone increases with p.age", ["E0131"]),
        ("then fee(q) increases with p.age", ["E0101"]),
        ("such that p.agee > 3 then fee(p) increases with p.age", ["E0103"]),
        ("then fee(p) > 5 € expected proved reading strict", ["E0178"]),
        ("then fee(p) at least as high as before", ["E0150"]),
        ("then fee(p) depends only on p.agee, p.adl", ["E0103", "E0103"]),
    ],
)
def test_what_properties_refuse(text, expected):
    assert codes(f"{FEE}property x for every p: Patient {text}") == expected


def test_a_property_can_be_typed_on_the_spot():
    library = good(FEE)
    source = Source("claim", "for every p: Patient then fee(p) increases with p.done")
    decl, problems = parse_property(source, "en")
    assert not problems
    found, diagnostics = elaborate_property(library, "sample", decl)
    assert not diagnostics
    assert shape(found.claim) == "less(fee(p), fee(p'))"
    assert found.claim.arguments[0].type == next(
        node.type for node in walk(found.claim) if isinstance(node, Call)
    )


def test_a_property_typed_on_the_spot_is_checked():
    library = good(FEE)
    decl, _ = parse_property(Source("claim", "for every p: Patient then fee(p.age) > 3 €"), "en")
    found, diagnostics = elaborate_property(library, "sample", decl)
    assert found is None
    assert [each.code for each in diagnostics] == ["E0120"]


def test_a_property_typed_on_the_spot_means_what_it_means_in_the_file():
    text = "property x for every p: Patient such that p.ald then fee(p) increases with p.done"
    in_file = proposition(text, FEE)
    source = Source("claim", text.removeprefix("property x "))
    decl, _ = parse_property(source, "en")
    found, _ = elaborate_property(good(FEE), "sample", decl)
    assert (found.inputs, found.hypotheses, found.claim) == (
        in_file.inputs,
        in_file.hypotheses,
        in_file.claim,
    )


def test_a_replaced_clause_may_be_named_alone():
    text = NEW + (
        "clause fee (p: Patient) : amount replaces dues = 5 €\n"
        "property x for every p: Patient then fee(p) at least as high as before"
    )
    (found,) = good(OLD, FORMER, text).books["new"].properties
    assert found.claim.arguments[0].clause.name == "dues"


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [("old.duse", ["E0105"]), ("odl.dues", ["E0102"]), ("duse", ["E0105"])],
)
def test_what_is_replaced_must_be_there(replaced, expected):
    text = NEW + f"clause fee (p: Patient) : amount replaces {replaced} = 5 €\n"
    assert codes(OLD, FORMER, text) == expected
