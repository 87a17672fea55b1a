import json
import re

import pytest
from syrupy.assertion import SnapshotAssertion

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.recheck import checker
from convention_dsl.proof.recheck.checker import CheckResult

from .conftest import Command


def timeless(text: str) -> str:
    """Return a report without its times."""
    return re.sub(r" +[0-9]+[.,][0-9]{2}$", " #", text, flags=re.MULTILINE)


def test_every_property_is_proved_in_the_order_of_the_file(convention: Command) -> None:
    result = convention("prove", ".")
    assert result.exit_code == 0, result.output
    lines = timeless(result.stdout).splitlines()
    rows = [line.split()[0] for line in lines if line.endswith(" #")]
    assert list(dict.fromkeys(rows)) == ["at_least_five", "ald_pays", "complex_pays"]
    assert lines[-1] == "8 verdicts: 5 proved, 3 refuted; all as expected"


def test_a_proof_names_what_it_rests_on(convention: Command) -> None:
    text = convention("prove", ".", "--property", "at_least_five").stdout
    assert "everybody is worth five euros" in text
    assert "promised by Cnam — §1 (official)" in text
    assert "rests on: clauses " in text
    assert "weakest confidence: " in text


def test_a_refutation_shows_the_case_and_its_payslip(
    convention: Command, snapshot: SnapshotAssertion
) -> None:
    result = convention("prove", ".", "--property", "complex_pays", "--reading", "broad")
    assert result.exit_code == 0
    assert timeless(result.stdout) == snapshot


def test_json(convention: Command) -> None:
    result = convention("prove", ".", "--property", "ald_pays", "--format", "json")
    assert result.exit_code == 0
    values, open_range = json.loads(result.stdout)["properties"]
    assert [each["verdict"] for each in (values, open_range)] == ["proved", "refuted"]
    assert [each["expected"] for each in (values, open_range)] == ["proved", "refuted"]
    assert values["id"] == open_range["id"] == "care.ald_pays"
    assert set(open_range["counterexample"]["inputs"]) == {"p", "q"}
    assert open_range["counterexample"]["parameters"].keys() == {"care.wished"}


def test_one_property(convention: Command) -> None:
    document = json.loads(
        convention("prove", ".", "--property", "at_least_five", "--format", "json").stdout
    )
    assert {each["name"] for each in document["properties"]} == {"at_least_five"}
    assert {each["scope"] for each in document["properties"]} == {"values", "open range"}


def test_a_reading_is_chosen(convention: Command) -> None:
    arguments = ("prove", ".", "--property", "complex_pays", "--format", "json")
    every = json.loads(convention(*arguments).stdout)["properties"]
    assert [each["verdict"] for each in every] == ["proved", "proved", "refuted", "refuted"]
    one = json.loads(convention(*arguments, "--reading", "broad").stdout)["properties"]
    assert [each["reading"] for each in one] == [{"care.complex": "broad"}] * 2


def test_an_unexpected_verdict_fails(convention: Command) -> None:
    convention.edit(
        '  expected refuted whatever the open amounts because "actions may count more"\n', ""
    )
    result = convention("prove", ".", "--property", "ald_pays")
    assert result.exit_code == 1
    assert "refuted, expected proved" in result.stdout


def test_an_unexpected_vacuous_verdict_fails(convention: Command) -> None:
    convention.edit("such that complex(p)\n", "such that p.age > 10 such that p.age < 10\n")
    result = convention("prove", ".", "--property", "complex_pays")
    assert result.exit_code == 1
    assert "vacuous" in result.stdout


def test_a_claim(convention: Command) -> None:
    claim = "for every p : Patient then total(p) >= 5 €"
    assert convention("prove", ".", "--claim", claim).exit_code == 0
    wrong = convention("prove", ".", "--claim", claim.replace("5 €", "6 €"))
    assert wrong.exit_code == 1
    assert "refuted" in wrong.stdout


def test_a_wrong_claim_is_shown_with_its_place(convention: Command) -> None:
    result = convention("prove", ".", "--claim", "for every p : Patient then totl(p) >= 5 €")
    assert result.exit_code == 1
    assert "--> --claim 1" in result.stderr


@pytest.mark.parametrize("name", ["ald_pay", "care.ald_pay"])
def test_a_misspelt_property_suggests_the_nearest(convention: Command, name: str) -> None:
    result = convention("prove", ".", "--property", name)
    assert result.exit_code == 2
    assert "did you mean `ald_pays`?" in result.stderr


def test_a_what_if(convention: Command) -> None:
    arguments = ("prove", ".", "--property", "at_least_five")
    assert convention(*arguments, "--param", "wished=20").exit_code == 0
    assert convention(*arguments, "--param", "wished=21").exit_code == 2


def test_a_date(convention: Command) -> None:
    arguments = ("prove", ".", "--property", "at_least_five", "--format", "json")
    document = json.loads(convention(*arguments, "--at", "2026-06-01").stdout)
    period = {"from": "2026-06-01", "until": "2026-06-01"}
    assert [each["period"] for each in document["properties"]] == [period, period]


def test_a_book_has_no_verdicts_where_it_is_not_in_force(convention: Command) -> None:
    refused = convention("prove", ".", "--at", "2020-01-01")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "`care` is not in force on 1 January 2020" in refused.stderr
    (convention.folder / "old.conv").write_text(
        "# language: en\nconvention old\n  in force from 2018-01-01 until 2025-12-31\n"
        '  source "x" confidence assumed\n'
        "clause fee () : amount in whole cents = 5 €\n"
        "property pays then fee() > 0 €\n"
    )
    result = convention("prove", ".", "--at", "2020-01-01")
    assert result.exit_code == 0
    assert "1 verdict: 1 proved" in result.stdout
    named = convention("prove", ".", "--at", "2020-01-01", "--property", "at_least_five")
    assert named.exit_code == 1


LIST = "for every L : list of Patient then sum of (total(p) for p in L) >= 5 € * number of (p in L)"


def test_a_certificate_is_checked_a_second_time_on_demand(convention: Command) -> None:
    assert "second time" not in convention("prove", ".", "--claim", LIST).stdout
    checked = convention("prove", ".", "--claim", LIST, "--recheck")
    assert checked.exit_code == 0
    assert "certificate checked a second time" in checked.stdout
    assert (
        "vérifié une seconde fois"
        in convention("prove", ".", "--claim", LIST, "--recheck", "--lang", "fr").stdout
    )
    document = json.loads(
        convention("prove", ".", "--claim", LIST, "--recheck", "--format", "json").stdout
    )
    for each in document["properties"]:
        assert each["rechecked"]["accepted"] is True
        assert each["rechecked"]["failure"] is None


def test_a_certificate_that_is_not_accepted_fails(
    convention: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = CheckResult(False, Wording("no lemma", "pas de lemme"), 1)
    monkeypatch.setattr(checker, "check_verdict", lambda *_: refused)
    result = convention("prove", ".", "--claim", LIST, "--recheck")
    assert result.exit_code == 1
    assert "does not accept the certificate: no lemma" in result.stdout
    assert convention("prove", ".", "--claim", LIST).exit_code == 0
    at_threshold = CheckResult(True, None, 1, beyond=False)
    monkeypatch.setattr(checker, "check_verdict", lambda *_: at_threshold)
    result = convention("prove", ".", "--claim", LIST, "--recheck")
    assert result.exit_code == 0
    assert "checked a second time, at the threshold only" in result.stdout
