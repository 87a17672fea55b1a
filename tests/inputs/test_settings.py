import json
from fractions import Fraction as F

import pytest

from convention_dsl.core.nodes import Value
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.inputs.cells import Conventions
from convention_dsl.inputs.form import Form
from convention_dsl.inputs.settings import read_settings

from .examples import LIST, ONE, TWO

GOOD = ["age=82", "ald=yes", "done=influenza|covid", "score.influenza=5 %", "score.covid=0"]


def read(*settings: str, form: Form = ONE) -> tuple[tuple[Value, ...], list[Diagnostic]]:
    arguments, _, diagnostics = read_settings(form, settings, Conventions())
    return arguments, diagnostics


def test_settings_fill_the_record() -> None:
    arguments, diagnostics = read(*GOOD)
    assert diagnostics == []
    assert arguments[0] == {
        "age": F(82),
        "ald": True,
        "c2s": False,
        "done": frozenset({"influenza", "covid"}),
        "nos": frozenset(),
        "seen": None,
        "fees": F(0),
        "score": {"influenza": F(1, 20), "covid": F(0)},
    }


def test_what_is_missing_is_listed_at_once() -> None:
    _, (diagnostic,) = read("age=82")
    assert diagnostic.code == "E0305"
    missing = diagnostic.arguments["missing"].text("fr")
    assert "`ald` : oui ou non" in missing
    assert "`score.covid` : un taux de 0\u00a0% à 100\u00a0%" in missing
    assert "c2s" not in missing


@pytest.mark.parametrize("settings", [("age=50",), ("d.age=50",)])
def test_a_missing_list_is_asked_for_as_one(settings: tuple[str, ...]) -> None:
    _, (diagnostic,) = read(*settings, form=LIST)
    assert diagnostic.code == "E0305"
    assert diagnostic.arguments["missing"].text("en") == " `patients` (a list of `Patient`)"


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("age=300", "E0302"),
        ("ald=maybe", "E0301"),
        ("aldd=yes", "E0306"),
        ("age", "E0320"),
        ("seen=yesterday", "E0301"),
    ],
)
def test_each_bad_setting_has_its_message(setting: str, code: str) -> None:
    _, (diagnostic,) = read(setting)
    assert diagnostic.code == code


def test_a_name_set_twice_is_an_error() -> None:
    assert [each.code for each in read("age=82", "p.age=83")[1]] == ["E0312"]


def test_two_records_need_their_names() -> None:
    _, diagnostics = read("age=82", form=TWO)
    assert diagnostics[0].code == "E0306"
    settings = [f"{name}.{setting}" for name in ("p", "q") for setting in GOOD]
    assert read(*settings, form=TWO)[1] == []


def test_a_list_is_given_as_json() -> None:
    patient = {"age": 7, "ald": "no", "done": [], "score": {"influenza": 0, "covid": 0}}
    arguments, diagnostics = read("age=50", "patients=" + json.dumps([patient]), form=LIST)
    assert diagnostics == []
    assert arguments[0]["patients"][0]["age"] == 7
    assert [each.code for each in read("patients=[", form=LIST)[1]] == ["E0311"]
