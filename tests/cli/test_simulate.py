"""`convention simulate` from the command line to its files."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import INVERSE, Command

ROOT = Path(__file__).parents[2]

HEADER = "doctor,id,age,ald,c2s,done"
SOUND = """1,a,82,yes,no,influenza
1,b,30,no,yes,
2,c,0,no,no,covid
3,f,50,yes,no,"""
BAD = """2,d,130,no,no,
2,g,0,no,yes,covid
3,e,x,,no,nothing"""
AMOUNTS = {"a": "105.00", "b": "15.00", "c": "10.00", "f": "55.00"}

LISTS = """
clause practice (patients: list of Patient) "whole practice" : amount in whole cents
  = sum of (total(p) for p in patients)
"""


def patients(convention: Command, *lines: str, name: str = "p.csv") -> Path:
    path = convention.folder / name
    path.write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")
    return path


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def simulate(convention: Command, *arguments: str, clause: str = "total") -> dict:  # type: ignore[type-arg]
    """Run with the population `p.csv` and return the JSON document."""
    shown = ("simulate", "care.conv", "--clause", clause, "--input", "p.csv", "--format", "json")
    result = convention(*shown, *arguments)
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


# Rows and groups ---------------------------------------------------------------------------------


def test_each_row_has_its_amount(convention: Command) -> None:
    patients(convention, SOUND)
    document = simulate(convention, "--output", "o.csv")
    rows = table(Path("o.csv"))
    assert {row["id"]: row["total"] for row in rows} == AMOUNTS
    assert [row["id"] for row in rows] == ["a", "b", "c", "f"]
    assert list(rows[0]) == [*HEADER.split(","), "total"]
    assert document["results"][0]["total"] == "185.00"
    assert (document["rows"], document["calculated"], document["refused"]) == (4, 4, 0)


def test_groups_have_sums_that_add_up(convention: Command) -> None:
    patients(convention, SOUND, BAD)
    document = simulate(convention, "--by", "doctor", "--output", "o.csv")
    assert table(Path("o.csv")) == [
        {"doctor": "1", "rows": "2", "refused": "0", "total": "120.00"},
        {"doctor": "2", "rows": "1", "refused": "2", "total": "10.00"},
        {"doctor": "3", "rows": "1", "refused": "1", "total": "55.00"},
    ]
    assert document["groups"] == 3
    assert document["partial_groups"] is None
    first = {"key": ["1"], "rows": 2, "refused": 0, "totals": ["120.00"]}
    assert document["by_group"][0] == first
    spread = {"low": "10.00", "median": "55.00", "high": "120.00"}
    assert document["results"][0]["groups"] == spread


def test_several_clauses_in_one_run(convention: Command) -> None:
    patients(convention, SOUND)
    document = simulate(convention, "--clause", "base", "--output", "o.csv")
    totals = {each["name"]: each["total"] for each in document["results"]}
    assert totals == {"total": "185.00", "base": "165.00"}
    assert table(Path("o.csv"))[0]["base"] == "100.00"


def test_parquet_keeps_types_and_amounts_are_decimals(convention: Command) -> None:
    patients(convention, SOUND)
    duckdb.sql("COPY (SELECT * FROM 'p.csv') TO 'p.parquet'")
    result = convention(
        "simulate",
        "care.conv",
        "--clause",
        "total",
        "--input",
        "p.parquet",
        "--output",
        "o.parquet",
    )
    assert result.exit_code == 0, result.output
    columns = duckdb.sql("DESCRIBE SELECT * FROM 'o.parquet'").fetchall()
    types = {column[0]: column[1] for column in columns}
    assert types["total"] == "DECIMAL(18,2)"
    assert types["age"] == "BIGINT"
    assert duckdb.sql("SELECT sum(total)::VARCHAR FROM 'o.parquet'").fetchall() == [("185.00",)]


def test_a_clause_that_is_no_amount_counts_its_values(convention: Command) -> None:
    patients(convention, SOUND)
    document = simulate(
        convention, "--reading", "broad", "--by", "doctor", "--output", "o.csv", clause="complex"
    )
    assert document["results"][0]["values"] == [
        {"value": True, "count": 2},
        {"value": False, "count": 2},
    ]
    assert [row["complex"] for row in table(Path("o.csv"))] == ["1", "0", "1"]


def test_a_french_answer_is_written_for_french_spreadsheets(convention: Command) -> None:
    patients(convention, SOUND)
    arguments = ("simulate", "care.conv", "--clause", "total", "--input", "p.csv", "--lang", "fr")
    result = convention(*arguments, "--output", "o.csv")
    assert result.exit_code == 0, result.output
    assert Path("o.csv").read_bytes().startswith(b"\xef\xbb\xbfdoctor;id;")
    assert table(Path("o.csv"), ";")[0]["total"] == "105,00"
    assert "lignes lues" in result.stdout


def test_the_rows_of_a_group_are_the_list(convention: Command) -> None:
    convention.add(LISTS)
    patients(convention, SOUND, BAD)
    lists = "doctor,patients.age,patients.ald,patients.c2s,patients.done"
    rows = [row.split(",") for row in (*SOUND.split("\n"), "4,x,130,no,no,")]
    lines = [",".join([row[0], *row[2:]]) for row in rows]
    Path("p.csv").write_text("\n".join([lists, *lines]) + "\n", "utf-8")
    document = simulate(convention, "--by", "doctor", "--output", "o.csv", clause="practice")
    assert document["results"][0]["total"] == "185.00"
    assert (document["rows"], document["calculated"]) == (5, 4)
    assert [row["practice"] for row in table(Path("o.csv"))] == ["120.00", "10.00", "55.00", "0.00"]
    assert (document["groups"], document["partial_groups"]) == (4, 1)
    assert (document["results"][0]["count"], document["results"][0]["mean"]) == (4, "46.25")
    assert document["by_group"][3] == {"key": ["4"], "rows": 0, "refused": 1, "totals": ["0.00"]}
    asked = ("simulate", "care.conv", "--clause", "practice", "--input", "p.csv", "--by", "doctor")
    text = " ".join(convention(*asked, "--lang", "fr").stdout.split())
    assert "1 groupe sans toutes ses lignes" in text
    assert "moyenne par groupe" in text
    assert "doctor lignes practice refusées 1 2 120,00 € 0" in text


def test_an_element_that_breaks_an_invariant_refuses_its_group(convention: Command) -> None:
    convention.add(LISTS)
    lines = "doctor,patients.age,patients.ald,patients.c2s\n1,0,no,yes\n1,50,no,no\n2,50,no,no\n"
    (convention.folder / "p.csv").write_text(lines, "utf-8")
    arguments = ("--by", "doctor", "--rejects", "r.csv")
    document = simulate(convention, *arguments, clause="practice")
    assert (document["rows"], document["calculated"]) == (3, 1)
    assert [each["count"] for each in document["refusals"]] == [2]
    assert [row["patients.age"] for row in table(Path("r.csv"))] == ["0", "50"]


# What is refused ---------------------------------------------------------------------------------


def test_refused_rows_are_counted_shown_and_written(convention: Command) -> None:
    patients(convention, SOUND, BAD)
    document = simulate(convention, "--rejects", "r.csv")
    assert (document["rows"], document["calculated"], document["refused"]) == (7, 4, 3)
    assert sum(each["count"] for each in document["refusals"]) == 3
    rejected = table(Path("r.csv"))
    assert [(row["row"], row["id"]) for row in rejected] == [("6", "d"), ("7", "g"), ("8", "e")]
    assert rejected[0]["value"] == "130"
    assert "nobody is in C2S before the age of one" in rejected[1]["reason"]


def test_columns_may_be_called_anything(convention: Command) -> None:
    header = "k0,sound,c0,weight,calculated,count,n_rows,total,rows,age,ald,c2s"
    (convention.folder / "p.csv").write_text(f"{header}\n1,2,3,4,5,6,7,8,9,82,yes,no\n", "utf-8")
    simulate(convention, "--output", "o.csv", "--key", "sound")
    (row,) = table(Path("o.csv"))
    assert [row[name] for name in header.split(",")[:9]] == list("123456789")
    assert row["total_2"] == "100.00"
    arguments = ("--by", "k0", "--by", "rows", "--save-profile", "p[1]'s.parquet")
    simulate(convention, *arguments, "--output", "o.csv")
    assert table(Path("o.csv")) == [
        {"k0": "1", "rows": "9", "rows_2": "1", "refused": "0", "total": "100.00"}
    ]
    profile = ("--profile", "p[1]'s.parquet", "--by", "rows", "--format", "json")
    result = convention("simulate", "care.conv", "--clause", "total", *profile)
    assert json.loads(result.stdout)["results"][0]["total"] == "100.00"


def test_strict_writes_nothing(convention: Command) -> None:
    patients(convention, SOUND, BAD)
    Path("o.csv").write_text("before", "utf-8")
    arguments = ("simulate", "care.conv", "--clause", "total", "--input", "p.csv", "--strict")
    result = convention(*arguments, "--output", "o.csv", "--rejects", "r.csv")
    assert result.exit_code == 1
    assert "E0753" in result.stderr
    assert "`130`" in result.stderr
    assert Path("o.csv").read_text("utf-8") == "before"
    assert not Path("r.csv").exists()


def test_strict_accepts_what_is_sound(convention: Command) -> None:
    patients(convention, SOUND)
    assert simulate(convention, "--strict")["calculated"] == 4


def test_all_rows_of_a_repeated_key_are_refused(convention: Command) -> None:
    patients(convention, SOUND, "9,a,40,no,no,", "9,,40,no,no,")
    document = simulate(convention, "--key", "id")
    assert (document["rows"], document["calculated"]) == (6, 3)
    assert {each["reason"]: each["count"] for each in document["refusals"]} == {
        "another row has the same key": 2,
        "no key": 1,
    }


def test_a_row_without_value_is_refused_with_its_place(convention: Command) -> None:
    convention.add(INVERSE)
    patients(convention, SOUND)
    document = simulate(convention, clause="inverse")
    (refusal,) = document["refusals"]
    assert refusal["reason"] == "a division by zero"
    assert refusal["place"]["file"] == "care.conv"
    assert document["results"][0]["total"] == str(sum(Fraction(1, n) for n in (82, 30, 50)))


def test_exact_quotients_are_not_summed_by_group(convention: Command) -> None:
    convention.add(INVERSE)
    patients(convention, SOUND)
    arguments = ("simulate", "care.conv", "--clause", "inverse", "--input", "p.csv")
    result = convention(*arguments, "--by", "doctor")
    assert result.exit_code == 2
    assert "E0752" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--output", "o.xlsx"), "E0756"),
        (("--memory", "lots"), "E0762"),
        (("--output", "care.conv"), "E0563"),
        (("--output", "nowhere/o.csv"), "E0561"),
        (("--output", "p.csv"), "E0763"),
        (("--rejects", "./p.csv"), "E0763"),
        (("--output", "o.csv", "--rejects", "./o.csv"), "E0764"),
        (("--against-clause", "complex", "--reading", "strict"), "E0759"),
    ],
)
def test_a_command_line_that_cannot_be_followed(
    convention: Command, arguments: tuple[str, ...], code: str
) -> None:
    patients(convention, SOUND)
    shown = ("simulate", "care.conv", "--clause", "total", "--input", "p.csv")
    result = convention(*shown, *arguments)
    assert result.exit_code == 2, result.output
    assert code in result.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8"])
@pytest.mark.parametrize("option", ["--output", "--rejects", "--save-profile"])
def test_no_input_is_overwritten_whatever_its_encoding(
    convention: Command, encoding: str, option: str
) -> None:
    lines = "\n".join((f"{HEADER},name", "1,a,82,yes,no,,André")) + "\n"
    Path("p.csv").write_text(lines, encoding)
    before = Path("p.csv").read_bytes()
    Path("link.csv").symlink_to("p.csv")
    for shown in (("--input", "p.csv"), ("--input", "link.csv"), ("--input", "*.csv")):
        result = convention("simulate", "care.conv", "--clause", "total", *shown, option, "./p.csv")
        assert result.exit_code == 2, result.output
        assert "E0763" in result.stderr
    assert Path("p.csv").read_bytes() == before


def test_a_profile_is_not_overwritten_and_is_no_table_of_rows(convention: Command) -> None:
    patients(convention, SOUND)
    simulate(convention, "--save-profile", "q.parquet", "--by", "doctor")
    before = Path("q.parquet").read_bytes()
    asked = ("simulate", "care.conv", "--clause", "total")
    result = convention(
        *asked, "--profile", "q.parquet", "--by", "doctor", "--output", "./q.parquet"
    )
    assert result.exit_code == 2
    assert "E0763" in result.stderr
    assert Path("q.parquet").read_bytes() == before
    result = convention(*asked, "--input", "q.parquet")
    assert result.exit_code == 1
    assert "E0745" in result.stderr
    assert "--profile" in result.stderr


@pytest.mark.parametrize(
    ("given", "output", "code"),
    [
        ("all", "all/o.csv", "E0765"),
        ("all", "all/below/o.csv", "E0765"),
        ("all", "all/p.csv", "E0763"),
        ("all", "all/_results/o.csv", None),
        ("all", "o.csv", None),
        ("all/*.csv", "all/o.csv", "E0765"),
        ("all/*.csv", "all/p.csv", "E0763"),
        ("all/**/*.csv", "all/below/o.csv", "E0765"),
        ("all/*.csv", "all/below/o.csv", None),
        ("all/p*.csv", "all/o.csv", None),
    ],
)
def test_no_result_stands_among_what_is_read(
    convention: Command, given: str, output: str, code: str | None
) -> None:
    for name in ("all/below", "all/_results"):
        (convention.folder / name).mkdir(parents=True)
    patients(convention, SOUND, name="all/p.csv")
    asked = ("simulate", "care.conv", "--clause", "total", "--input", given, "--output", output)
    result = convention(*asked)
    assert result.exit_code == (2 if code else 0), result.output
    assert (code or "") in result.stderr


def test_a_list_whose_elements_depend_on_the_whole_has_its_place(convention: Command) -> None:
    convention.add(
        """
clause largest (patients: list of Patient) : amount in whole cents
  = sum of (total(p) for p in patients where total(p) >= sum of (base(q) for q in patients))
"""
    )
    patients(convention, "1,a,82,yes,no,")
    lines = "doctor,patients.age,patients.ald\n1,82,yes\n"
    (convention.folder / "p.csv").write_text(lines, "utf-8")
    asked = ("simulate", "care.conv", "--clause", "largest", "--input", "p.csv", "--by", "doctor")
    result = convention(*asked)
    assert result.exit_code == 1
    assert "E0700" in result.stderr
    assert "care.conv:" in result.stderr


def test_a_place_that_cannot_be_written_is_said(
    convention: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    patients(convention, SOUND)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "locked/scratch")

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    result = convention("simulate", "care.conv", "--clause", "total", "--input", "p.csv")
    assert result.exit_code == 1
    assert "`locked/scratch` cannot be written: access is refused" in result.stderr


def test_lists_and_rows_are_calculated_apart(convention: Command) -> None:
    convention.add(LISTS)
    patients(convention, SOUND)
    arguments = ("simulate", "care.conv", "--clause", "total", "--clause", "practice")
    result = convention(*arguments, "--input", "p.csv", "--by", "doctor")
    assert "E0750" in result.stderr
    profile = ("simulate", "care.conv", "--clause", "practice", "--input", "p.csv")
    result = convention(*profile, "--by", "doctor", "--save-profile", "profile.parquet")
    assert "E0751" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--input", "p.csv", "--profile", "q.parquet"),
        ("--profile", "q.parquet", "--output", "o.csv"),
        ("--profile", "q.parquet", "--key", "id"),
        ("--input", "p.csv", "--input", "-"),
        ("--input", "p.csv", "--clause", "base", "--against", "care.conv"),
    ],
)
def test_rows_come_from_one_place(convention: Command, arguments: tuple[str, ...]) -> None:
    assert convention("simulate", "care.conv", "--clause", "total", *arguments).exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.json", b'{"age": 3}', "E0746"),
        ("x.csv", b' [\n{"age": 3}]', "E0746"),
        ("x.parquet", "âge,ald\n3,yes\n".encode("cp1252"), "E0723"),
        ("x.parquet", "âge,ald\n3,yes\n".encode("utf-8-sig"), "E0723"),
        ("x.parquet", "âge,ald\n3,yes\n".encode("utf-16"), "E0723"),
    ],
)
def test_what_is_no_table_is_named(
    convention: Command, name: str, content: bytes, code: str
) -> None:
    Path(name).write_bytes(content)
    result = convention("simulate", "care.conv", "--clause", "total", "--input", name)
    assert result.exit_code == 1
    assert code in result.stderr


def test_calc_points_to_simulate_for_parquet(convention: Command) -> None:
    duckdb.sql("COPY (SELECT 1 AS age) TO 'p.parquet'")
    result = convention("calc", "care.conv", "--clause", "total", "--input", "p.parquet")
    assert result.exit_code == 1
    assert "E0747" in result.stderr
    assert "simulate" in result.stderr


def test_options_that_do_not_go_together_are_told_in_the_language_of_the_book(
    convention: Command,
) -> None:
    asked = ("simulate", "care.conv", "--clause", "total")
    assert "give the rows with --input" in convention(*asked).stderr
    assert "donner les lignes par --input" in convention(*asked, "--lang", "fr").stderr


def test_standard_input_has_a_name(convention: Command) -> None:
    given = f"{HEADER}\n1,a,82,yes,no,\n1,b,143,no,no,\n"
    done = run(convention, "--clause", "total", "--input", "-", "--lang", "fr", input=given)
    assert done.returncode == 0, done.stderr
    assert "ligne 3 de l'entrée standard" in done.stdout


def test_keys_are_compared_without_the_blanks_around_them(convention: Command) -> None:
    patients(convention, "1,a,82,yes,no,", "2,  a ,30,no,yes,", "3, ,0,no,no,", "4,b,50,no,no,")
    document = simulate(convention, "--key", "id")
    assert (document["rows"], document["calculated"]) == (4, 1)
    assert sorted(each["count"] for each in document["refusals"]) == [1, 2]


# Standard streams --------------------------------------------------------------------------------


def run(
    convention: Command, *arguments: str, **options: object
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "convention_dsl", "simulate", "care.conv", *arguments],
        cwd=convention.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )


def test_from_standard_input_to_standard_output(convention: Command) -> None:
    text = f"{HEADER}\n{SOUND}\n"
    done = run(convention, "--clause", "total", "--input", "-", "--output", "-", input=text)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["id"]: row["total"] for row in rows} == AMOUNTS
    assert "185.00 €" in done.stderr


# Two texts ---------------------------------------------------------------------------------------


def test_two_values_of_a_parameter(convention: Command) -> None:
    patients(convention, SOUND)
    document = simulate(convention, "--against-param", "wished=3", "--output", "o.csv")
    (comparison,) = document["comparisons"]
    assert (comparison["before"], comparison["after"]) == ("181.00", "185.00")
    assert comparison["gainers"] == {"count": 2, "amount": "4.00"}
    assert comparison["losers"] == {"count": 0, "amount": "0.00"}
    assert comparison["unchanged"] == 2
    assert comparison["deciles"] == ["0.00"] * 6 + ["2.00"] * 5
    changes = {row["id"]: row["change"] for row in table(Path("o.csv"))}
    assert changes == {"a": "2.00", "b": "0.00", "c": "2.00", "f": "0.00"}
    assert table(Path("o.csv"))[0]["total_before"] == "103.00"


def test_two_values_by_group(convention: Command) -> None:
    patients(convention, SOUND)
    arguments = ("--against-param", "wished=8", "--by", "doctor", "--output", "o.csv")
    document = simulate(convention, *arguments)
    rows, groups = document["comparisons"]
    assert (rows["count"], groups["count"]) == (4, 3)
    assert groups["by"] == ["doctor"]
    assert groups["losers"] == {"count": 2, "amount": "-6.00"}
    assert [row["change"] for row in table(Path("o.csv"))] == ["-3.00", "-3.00", "0.00"]
    ages = next(each for each in rows["inputs"] if each["input"]["path"] == ["p", "age"])
    assert sum(each["count"] for each in ages["classes"]) == 4
    assert ages["classes"][0]["from"] == 0
    assert ages["classes"][-1]["to"] == 120
    loss = rows["largest_losses"][0]
    assert (loss["before"], loss["after"]) in {("108.00", "105.00"), ("13.00", "10.00")}


def test_two_values_of_lists(convention: Command) -> None:
    convention.add(LISTS)
    lines = "doctor,patients.age,patients.ald,patients.done\n1,82,yes,covid\n1,50,no,\n2,50,no,\n"
    (convention.folder / "p.csv").write_text(lines, "utf-8")
    arguments = ("--by", "doctor", "--against-param", "wished=3", "--output", "o.csv")
    document = simulate(convention, *arguments, clause="practice")
    (groups,) = document["comparisons"]
    assert (groups["count"], groups["difference"], groups["unchanged"]) == (2, "2.00", 1)
    assert [row["change"] for row in table(Path("o.csv"))] == ["2.00", "0.00"]


def test_a_comparison_of_profiles_is_that_of_rows(convention: Command) -> None:
    patients(convention, SOUND, SOUND, BAD)
    simulate(convention, "--save-profile", "q.parquet", "--by", "doctor")
    compared = ("--against-param", "wished=9", "--by", "doctor", "--format", "json")
    asked = ("simulate", "care.conv", "--clause", "total", *compared)
    documents = [
        json.loads(convention(*asked, *source).stdout)["comparisons"]
        for source in (("--profile", "q.parquet"), ("--input", "p.csv"))
    ]
    assert documents[0] == documents[1]


def test_two_dates(convention: Command) -> None:
    convention.edit(
        "parameter wished : amount = 5 € open at least 1 € at most 20 €",
        "parameter wished : amount from 2026-01-01 : 4 € from 2026-07-01 : 5 €",
    )
    convention.edit(" = 105 € at 2026-03-01", " = 104 € at 2026-03-01")
    patients(convention, SOUND)
    dates = ("--at", "2026-10-01", "--against-at", "2026-02-01")
    document = simulate(convention, *dates)
    assert [each["at"] for each in document["clauses"]] == ["2026-10-01", "2026-02-01"]
    (comparison,) = document["comparisons"]
    assert (comparison["before"], comparison["after"]) == ("183.00", "185.00")


# Profiles ----------------------------------------------------------------------------------------


def test_a_profile_gives_what_the_population_gives(convention: Command) -> None:
    patients(convention, SOUND, SOUND, BAD)
    whole = simulate(convention, "--save-profile", "q.parquet", "--by", "doctor")
    assert whole["written"] == [{"file": "q.parquet", "rows": 4}]
    for param in ("wished=5", "wished=9"):
        asked = ("simulate", "care.conv", "--clause", "total", "--param", param)
        result = convention(*asked, "--profile", "q.parquet", "--by", "doctor", "--format", "json")
        assert result.exit_code == 0, result.output
        document = json.loads(result.stdout)
        expected = simulate(convention, "--param", param, "--by", "doctor")
        assert document["results"] == expected["results"]
        assert document["rows"] == expected["calculated"]


def test_a_profile_refuses_a_clause_that_reads_more(convention: Command) -> None:
    patients(convention, SOUND)
    simulate(convention, "--save-profile", "q.parquet", clause="base")
    result = convention("simulate", "care.conv", "--clause", "total", "--profile", "q.parquet")
    assert result.exit_code == 1
    assert "E0757" in result.stderr
    assert "`done.influenza`" in result.stderr


def test_another_table_is_no_profile(convention: Command) -> None:
    patients(convention, SOUND)
    duckdb.sql("COPY (SELECT 1 AS age) TO 'q.parquet'")
    for name, code in (("q.parquet", "E0758"), ("p.csv", "E0758"), ("none.parquet", "E0720")):
        result = convention("simulate", "care.conv", "--clause", "total", "--profile", name)
        assert result.exit_code == 1
        assert code in result.stderr


# What happens on the way -------------------------------------------------------------------------

MANY = 2_000_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.parquet"
    duckdb.sql(
        f"COPY (SELECT i AS id, (i % 100)::INT AS age, i % 3 = 0 AS ald FROM range({MANY}) t(i)) "
        f"TO '{path}'"
    )
    return path


def stopped(convention: Command, many: Path, number: int) -> tuple[int, str]:
    """Start a long run, send it a signal while it writes, return its exit code and its words."""
    output = convention.folder / "o.csv"
    output.write_text("before", "utf-8")
    asked = ("--clause", "total", "--input", str(many), "--output", str(output))
    process = subprocess.Popen(
        [sys.executable, "-m", "convention_dsl", "simulate", "care.conv", *asked],
        cwd=convention.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not list(convention.folder.glob(".o.csv.*.partial")) and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(number)
    _, words = process.communicate(timeout=60)
    assert output.read_text("utf-8") == "before"
    return process.returncode, words


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_the_old_file_and_no_other(
    convention: Command, many: Path, number: signal.Signals
) -> None:
    code, words = stopped(convention, many, number)
    assert (code, words.strip()) == (130, "interrupted")
    assert [path.name for path in convention.folder.glob("**/*.partial")] == []
    assert [path.name for path in convention.folder.glob(".convention-*")] == []


def test_a_killed_run_leaves_the_old_file(convention: Command, many: Path) -> None:
    code, _ = stopped(convention, many, signal.SIGKILL)
    assert code == -signal.SIGKILL


def test_a_full_disk_leaves_the_old_file(convention: Command, many: Path) -> None:
    small = convention.folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        output = small / "o.parquet"
        output.write_text("before", "utf-8")
        done = run(convention, "--clause", "total", "--input", str(many), "--output", str(output))
        assert done.returncode == 1
        assert "E0754" in done.stderr
        assert "the disk is full" in done.stderr
        assert output.read_text("utf-8") == "before"
        assert [path.name for path in small.iterdir()] == ["o.parquet"]
    finally:
        subprocess.run(["umount", str(small)], check=False)


def test_too_little_memory_is_said(convention: Command, many: Path) -> None:
    asked = ("--clause", "total", "--input", str(many), "--key", "id", "--memory", "2MB")
    done = run(convention, *asked)
    assert done.returncode == 1
    assert "E0754" in done.stderr
    assert "--memory" in done.stderr
