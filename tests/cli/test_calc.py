import json
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from .conftest import INVERSE, Command

AT = ("--at", "2026-03-01")
OLD = ("--set", "age=82", "--set", "ald=yes")


def test_an_amount(convention: Command) -> None:
    result = convention("calc", "care.conv", "--clause", "total", *OLD, *AT)
    assert result.exit_code == 0
    assert result.stdout == "total = 100 €  (at 1 March 2026)\n"


def test_the_payslip(convention: Command, snapshot: SnapshotAssertion) -> None:
    settings = (*OLD, "--set", "done=influenza|covid", "--set", "c2s=yes")
    result = convention("calc", ".", "--clause", "total", *settings, *AT, "--explain")
    assert result.exit_code == 0
    assert result.stdout == snapshot


def test_the_payslip_in_french(convention: Command, snapshot: SnapshotAssertion) -> None:
    settings = (*OLD, "--set", "done=influenza", *AT, "--explain", "--lang", "fr")
    result = convention("calc", ".", "--clause", "total", *settings)
    assert result.stdout == snapshot


def test_json(convention: Command) -> None:
    result = convention("calc", ".", "--clause", "total", *OLD, *AT, "--format", "json")
    document = json.loads(result.stdout)
    assert {k: v for k, v in document.items() if k != "explanation"} == {
        "schema": 1,
        "clause": "care.total",
        "at": "2026-03-01",
        "type": "amount",
        "value": "100.00",
        "unit": "EUR",
    }
    assert document["explanation"][0]["steps"][0]["kind"] == "term"


def test_fractions_are_exact(convention: Command) -> None:
    convention.add(INVERSE)
    settings = ("--set", "age=3", "--set", "ald=no", *AT)
    result = convention("calc", ".", "--clause", "inverse", *settings, "--format", "json")
    assert json.loads(result.stdout)["value"] == "1/3"
    assert convention("calc", ".", "--clause", "inverse", *settings).stdout.startswith(
        "inverse = 1/3 "
    )


def test_a_table_of_cases(convention: Command) -> None:
    data = "#id;age;ald;done\na;82;yes;influenza\nb;7;no;\n"
    (convention.folder / "in.csv").write_text(data)
    result = convention("calc", ".", "--clause", "total", "--input", "in.csv", *AT)
    assert result.exit_code == 0
    assert result.stdout == ("#id;age;ald;done;total\na;82;yes;influenza;105,00\nb;7;no;;5,00\n")
    again = convention(
        "calc", ".", "--clause", "total", "--input", "in.csv", *AT, "--output", "out.csv"
    )
    assert again.stdout == ""
    assert (convention.folder / "out.csv").read_text() == result.stdout


@pytest.mark.parametrize("output", ["care.conv", "./other/../care.conv", "new.conv"])
def test_the_results_never_replace_a_text(convention: Command, output: str) -> None:
    (convention.folder / "other").mkdir()
    before = convention.book.read_text("utf-8")
    result = convention("calc", "care.conv", "--clause", "total", *OLD, *AT, "--output", output)
    assert result.exit_code == 2
    assert "E0563" in result.stderr
    assert convention.book.read_text("utf-8") == before


def test_the_name_of_the_output_asks_for_json(convention: Command) -> None:
    (convention.folder / "in.csv").write_text("age,ald\n82,yes\n")
    arguments = ("calc", ".", "--clause", "total", "--input", "in.csv", *AT)
    assert convention(*arguments, "--output", "out.json").stdout == ""
    document = json.loads((convention.folder / "out.json").read_text("utf-8"))
    assert document["results"] == [{"value": "100.00"}]


def test_an_array_of_cases(convention: Command) -> None:
    cases = [{"age": 82, "ald": True}, {"age": 7, "ald": False}]
    (convention.folder / "in.json").write_text(json.dumps(cases))
    arguments = ("calc", ".", "--clause", "total", "--input", "in.json", *AT)
    result = convention(*arguments, "--format", "json")
    assert json.loads(result.stdout)["results"] == [{"value": "100.00"}, {"value": "5.00"}]
    assert convention(*arguments).stdout == (
        "`[0]`: total = 100 €  (at 1 March 2026)\n`[1]`: total = 5 €\n"
    )


def test_a_what_if_stays_in_the_open_range(convention: Command) -> None:
    arguments = ("calc", ".", "--clause", "total", *OLD, *AT, "--set", "done=covid")
    assert "= 112 €" in convention(*arguments, "--param", "wished=12").stdout
    beyond = convention(*arguments, "--param", "wished=30 €")
    assert beyond.exit_code == 2
    assert "E0554" in beyond.stderr
    assert "an amount from 1 € to 20 €" in beyond.stderr
    assert "= 130 €" in convention(*arguments, "--param", "care.wished=30 €", "--force").stdout


@pytest.mark.parametrize(
    ("param", "code"),
    [
        ("wishd=3", "E0553"),
        ("wished=lots", "E0556"),
        ("wished", "E0558"),
        ("wished=1.001", "E0554"),
    ],
)
def test_a_wrong_what_if_is_wrong_usage(convention: Command, param: str, code: str) -> None:
    result = convention("calc", ".", "--clause", "total", *OLD, *AT, "--param", param)
    assert result.exit_code == 2
    assert code in result.stderr


def test_a_reading_is_chosen_by_name(convention: Command) -> None:
    arguments = ("calc", ".", "--clause", "complex", "--set", "age=82", "--set", "ald=no", *AT)
    assert "complex = no" in convention(*arguments, "--reading", "strict").stdout
    assert "complex = yes" in convention(*arguments, "--reading", "complex=broad").stdout
    wrong = convention(*arguments, "--reading", "brod")
    assert wrong.exit_code == 2
    assert "did you mean `broad`?" in wrong.stderr


def test_the_readings_of_an_amount_are_shown(convention: Command) -> None:
    arguments = ("calc", ".", "--clause", "complex", "--set", "age=82", "--set", "ald=no", *AT)
    chosen = (*arguments, "--reading", "broad")
    assert convention(*chosen).stdout == "complex = yes  (reading broad, at 1 March 2026)\n"
    document = json.loads(convention(*chosen, "--format", "json").stdout)
    assert document["reading"] == {"care.complex": "broad"}


def test_no_reading_is_chosen_silently(convention: Command) -> None:
    convention.add(
        "\nclause bonus (p: Patient) : amount in whole cents\n"
        "  when complex(p) then 5 €\n  otherwise 0 €\n"
    )
    settings = ("--set", "age=82", "--set", "ald=no", *AT)
    for clause in ("complex", "bonus"):
        refused = convention("calc", ".", "--clause", clause, *settings)
        assert refused.exit_code == 2
        assert refused.stdout == ""
        assert "E0562" in refused.stderr
        assert "`complex=strict`, `complex=broad`" in refused.stderr
    other = convention("calc", ".", "--clause", "total", *settings, "--reading", "strict")
    assert other.stdout == "total = 5 €  (at 1 March 2026)\n"


@pytest.mark.parametrize("command", ["calc", "inputs"])
def test_without_a_clause_they_are_listed(convention: Command, command: str) -> None:
    result = convention(command, ".")
    assert result.exit_code == 2
    assert "E0564" in result.stderr
    assert "the clauses are `base`, `total`, `complex`" in result.stderr


def test_a_misspelt_clause_suggests_the_nearest(convention: Command) -> None:
    result = convention("calc", ".", "--clause", "totl")
    assert result.exit_code == 2
    assert "there is no clause `totl`" in result.stderr
    assert "did you mean `total`?" in result.stderr


def test_the_date_is_today_or_the_nearest_in_force(convention: Command) -> None:
    convention.edit("2026-01-01 until 2027-12-31", "2016-01-01 until 2017-12-31")
    result = convention("calc", ".", "--clause", "base", *OLD)
    assert "at 31 December 2017, the nearest date in force" in result.stdout
    convention.edit("2016-01-01 until 2017-12-31", "2016-01-01")
    document = json.loads(
        convention("calc", ".", "--clause", "base", *OLD, "--format", "json").stdout
    )
    assert document["at"] == date.today().isoformat()


BAD_SETTINGS = [
    (("--set", "age=300", "--set", "ald=yes"), "E0302"),
    (("--set", "age=82", "--set", "ald=maybe"), "E0301"),
    (("--set", "age=82"), "E0305"),
    (("--set", "agee=82", "--set", "ald=yes"), "E0306"),
    (("--set", "age=0", "--set", "ald=no", "--set", "c2s=yes"), "E0307"),
]


@pytest.mark.parametrize(("settings", "code"), BAD_SETTINGS)
def test_bad_settings(convention: Command, settings: tuple[str, ...], code: str) -> None:
    result = convention("calc", ".", "--clause", "total", *settings, *AT)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert code in result.stderr


BAD_FILES = [
    ("in.csv", "", "E0308"),
    ("in.csv", "age,ald\n", "E0308"),
    ("in.csv", "age\n82\n", "E0305"),
    ("in.csv", "age,ald\n300,yes\n", "E0302"),
    ("in.csv", "age,ald\n82,maybe\n", "E0301"),
    ("in.csv", "age,ald\n82\n", "E0309"),
    ("in.csv", "age,ald\n,yes\n", "E0304"),
    ("in.csv", "age,ald,c2s\n0,no,yes\n", "E0307"),
    ("in.json", "", "E0308"),
    ("in.json", "{", "E0311"),
    ("in.json", '{"age": 300, "ald": true}', "E0302"),
    ("in.json", '{"age": 82}', "E0305"),
    ("in.json", "82", "E0316"),
]


@pytest.mark.parametrize(("name", "text", "code"), BAD_FILES)
def test_bad_files(convention: Command, name: str, text: str, code: str) -> None:
    (convention.folder / name).write_text(text)
    result = convention("calc", ".", "--clause", "total", "--input", name, *AT)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert code in result.stderr


def test_a_file_that_is_not_there(convention: Command) -> None:
    result = convention("calc", ".", "--clause", "total", "--input", "none.csv")
    assert result.exit_code == 1
    assert "`none.csv` cannot be read" in result.stderr


def test_a_result_that_cannot_be_written(convention: Command) -> None:
    result = convention("calc", ".", "--clause", "total", *OLD, "--output", "no/where.txt")
    assert result.exit_code == 2
    assert "E0561" in result.stderr


def test_a_case_without_a_value_is_told_with_its_row(convention: Command) -> None:
    convention.add(INVERSE)
    (convention.folder / "in.csv").write_text("age,ald\n82,no\n0,no\n")
    result = convention("calc", ".", "--clause", "inverse", "--input", "in.csv", *AT)
    assert result.exit_code == 1
    assert "row 3: no amount: a division by zero" in result.stderr


def test_errors_of_the_text_come_first(convention: Command) -> None:
    convention.edit("p.c2s", "p.c2x")
    result = convention("calc", ".", "--clause", "total", *OLD)
    assert result.exit_code == 1
    assert "care.conv:" in result.stderr
    document = json.loads(convention("calc", ".", "--clause", "t", "--format", "json").stdout)
    assert document["diagnostics"][0]["severity"] == "error"


def test_set_and_input_exclude_each_other(convention: Command) -> None:
    result = convention("calc", ".", "--clause", "total", *OLD, "--input", "x.csv")
    assert result.exit_code == 2
