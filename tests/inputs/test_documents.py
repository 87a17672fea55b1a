import json
from datetime import date
from fractions import Fraction as F

import pytest

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.inputs.cells import Conventions
from convention_dsl.inputs.documents import parse_document, read_document
from convention_dsl.inputs.form import Form
from convention_dsl.report.json import value_json

from .examples import LIST, MIXED, ONE, PATIENT, TWO

GOOD = {
    "age": 82,
    "ald": True,
    "done": ["covid"],
    "seen": None,
    "score": {"influenza": "12.5 %", "covid": 0.1},
}


def read(text: str, form: Form = ONE) -> tuple[list[tuple[Value, ...]], list[Diagnostic]]:
    document, _, diagnostics = parse_document("data.json", text.encode())
    if diagnostics:
        return [], diagnostics
    return read_document(form, document, Conventions())


def codes(text: str, form: Form = ONE) -> list[str]:
    return [diagnostic.code for diagnostic in read(text, form)[1]]


def changed(**members: object) -> str:
    return json.dumps({**GOOD, **members})


PATIENT_VALUE = {
    "age": F(82),
    "ald": True,
    "c2s": False,
    "done": frozenset({"covid"}),
    "nos": frozenset(),
    "seen": None,
    "fees": F(0),
    "score": {"influenza": F(1, 8), "covid": F(1, 10)},
}


@pytest.mark.parametrize("document", [GOOD, [GOOD], {"p": GOOD}])
def test_one_record_may_stand_by_itself(document: object) -> None:
    assert read(json.dumps(document)) == ([(PATIENT_VALUE,)], [])


def test_numbers_are_exact() -> None:
    arguments, _ = read(changed(fees="0.1"))
    assert arguments[0][0]["fees"] == F(1, 10)
    arguments, _ = read(json.dumps(GOOD)[:-1] + ', "fees": 0.10}')
    assert arguments[0][0]["fees"] == F(1, 10)


def test_what_is_written_reads_back() -> None:
    value = {**PATIENT_VALUE, "seen": date(2026, 1, 1), "nos": frozenset({3, 31})}
    written = json.dumps(value_json(value, PATIENT))
    assert read(written) == ([(value,)], [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E0308"),
        ("[]", "E0308"),
        ("{", "E0311"),
        ('{"age": NaN}', "E0311"),
        ('{"age": 1e999999999}', "E0311"),
        ("[" * 100_000, "E0311"),
        ('{"age": 1, "age": 2}', "E0312"),
        ("[82]", "E0316"),
        (changed(age=300), "E0302"),
        (changed(age=1.5), "E0301"),
        (changed(age=None), "E0304"),
        (changed(age=[82]), "E0301"),
        (changed(ald="maybe"), "E0301"),
        (changed(ald=3), "E0301"),
        (changed(done="covid|flue"), "E0301"),
        (changed(done=["covid", "covid"]), "E0312"),
        (changed(score=5), "E0301"),
        (changed(score={"influenza": 0}), "E0305"),
        (changed(agee=82), "E0306"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "ald"}), "E0305"),
    ],
)
def test_each_bad_document_has_its_message(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_problem_names_its_path() -> None:
    _, (diagnostic,) = read(json.dumps([GOOD, {**GOOD, "score": {"influenza": 5, "covid": 0}}]))
    assert diagnostic.arguments["place"].text("en") == "`[1].score.influenza`: "


def test_lists_are_arrays_of_objects() -> None:
    arguments, diagnostics = read(json.dumps({"age": 50, "patients": [GOOD, GOOD]}), LIST)
    assert diagnostics == []
    assert arguments == [({"age": F(50), "patients": (PATIENT_VALUE, PATIENT_VALUE)},)]
    assert codes(json.dumps({"age": 50, "patients": GOOD}), LIST) == ["E0301"]


def test_other_inputs_stand_beside_the_fields_of_the_one_record() -> None:
    arguments, diagnostics = read(changed(day="2026-01-01"), MIXED)
    assert diagnostics == []
    assert arguments == [(PATIENT_VALUE, date(2026, 1, 1))]


def test_equal_elements_of_a_list_are_counted() -> None:
    groups = [{"count": 17, "value": GOOD}, {"count": 3, "value": GOOD}]
    arguments, diagnostics = read(json.dumps({"age": 50, "patients": {"groups": groups}}), LIST)
    assert diagnostics == []
    counted = Multiset(((PATIENT_VALUE, 17), (PATIENT_VALUE, 3)))
    assert arguments == [({"age": F(50), "patients": counted},)]


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ([{"count": 0, "value": GOOD}], "E0302"),
        ([{"count": "many", "value": GOOD}], "E0301"),
        ([{"value": GOOD}], "E0305"),
        ([{"count": 1}], "E0305"),
        ([{"count": 1, "value": GOOD, "label": ""}], "E0306"),
        (["one"], "E0301"),
        ("none", "E0301"),
    ],
)
def test_counted_elements_that_are_wrong_are_refused(groups: object, code: str) -> None:
    assert codes(json.dumps({"age": 50, "patients": {"groups": groups}}), LIST) == [code]


def test_a_missing_list_is_asked_for_as_one() -> None:
    (diagnostic,) = read(json.dumps({"age": 50}), LIST)[1]
    assert diagnostic.code == "E0305"
    assert diagnostic.arguments["missing"].text("en") == " `patients` (a list of `Patient`)"


def test_what_has_a_default_is_not_missing() -> None:
    (diagnostic,) = read(json.dumps({"p": GOOD}), TWO)[1]
    missing = diagnostic.arguments["missing"].text("en")
    assert "`q.age`: a whole number from 0 to 120" in missing
    assert "c2s" not in missing
