import csv
import importlib.util
import io
import json
import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from .conftest import Command

ROOT = Path(__file__).parents[2]
FRENCH = """# language: fr
convention soins « Soins »
  source « le texte » confiance rapporté

fiche Patient « patient »
  age : entier 0..120 "âge"
  ald : booléen défaut non "en ALD"
  part : taux 0 %..100 % au pas de 0,1 % défaut 50 %

clause base (p : Patient) « base » : montant arrondi au centime
  quand p.age >= 80 alors 12,50 € * p.part « 80 ans et plus »
  quand p.age < 80 et p.ald alors 5 € « en ALD »
  sinon 0 €

clause total (patients : liste de Patient, plafond : montant 0 €..1000 €) : montant
  = somme de (base(p) pour p dans patients) dans la limite de plafond
"""


def table(path: Path, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=separator))


def test_the_coverage_statement(convention: Command, snapshot: SnapshotAssertion) -> None:
    result = convention("vectors", ".", "--clause", "total")
    assert result.exit_code == 0
    assert result.stdout == snapshot
    assert convention("vectors", ".", "--clause", "total", "--lang", "fr").stdout == snapshot


@pytest.mark.parametrize("clause", ["base", "total"])
def test_calc_reads_the_table_and_gives_the_same_amounts(convention: Command, clause: str) -> None:
    assert not convention("vectors", ".", "--clause", clause, "--output", "v.csv").exit_code
    result = convention("calc", ".", "--clause", clause, "--input", "v.csv", "--output", "out.csv")
    assert result.exit_code == 0, result.output
    rows = table(convention.folder / "out.csv")
    assert len(rows) >= 4
    assert all(row["#expected"] == row[clause] for row in rows)
    assert all(row["#covers"] and row["#in words"] for row in rows)


def test_a_french_table_is_as_french_spreadsheets_write_it(convention: Command) -> None:
    convention.book.write_text(FRENCH, "utf-8")
    assert not convention("vectors", ".", "--clause", "base", "--output", "v.csv").exit_code
    assert (convention.folder / "v.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = table(convention.folder / "v.csv", ";")
    assert any("," in row["#attendu"].removesuffix(",00") for row in rows)
    convention("calc", ".", "--clause", "base", "--input", "v.csv", "--output", "out.csv")
    found = table(convention.folder / "out.csv", ";")
    assert [row["base"] for row in found] == [row["#attendu"] for row in rows]


def test_a_list_takes_several_rows(convention: Command) -> None:
    convention.book.write_text(FRENCH, "utf-8")
    assert not convention("vectors", ".", "--clause", "total", "--output", "v.csv").exit_code
    rows = table(convention.folder / "v.csv", ";")
    sizes = [row["groupe"] for row in rows]
    assert len(set(sizes)) < len(sizes)
    arguments = ("calc", ".", "--clause", "total", "--input", "v.csv", "--output", "out.csv")
    assert convention(*arguments).exit_code == 0
    found = table(convention.folder / "out.csv", ";")
    assert len(found) == len(set(sizes))
    assert all(row["total"] == row["#attendu"] for row in found)


def test_calc_reads_the_inputs_of_the_document(convention: Command) -> None:
    arguments = ("vectors", ".", "--clause", "total", "--output", "v.json")
    assert not convention(*arguments).exit_code
    (clause,) = json.loads((convention.folder / "v.json").read_text("utf-8"))["clauses"]
    inputs = convention.folder / "inputs.json"
    inputs.write_text(json.dumps([each["inputs"] for each in clause["vectors"]]), "utf-8")
    result = convention(
        "calc", ".", "--clause", "total", "--input", "inputs.json", "--format", "json"
    )
    found = [each["value"] for each in json.loads(result.stdout)["results"]]
    assert found == [each["expected"] for each in clause["vectors"]]


def test_the_document_says_what_was_covered(convention: Command) -> None:
    result = convention("vectors", ".", "--clause", "base", "--format", "json")
    (clause,) = json.loads(result.stdout)["clauses"]
    coverage = clause["coverage"]
    assert coverage["covered"] == coverage["reachable"] == len(coverage["outcomes"])
    covered = {goal for vector in clause["vectors"] for goal in vector["covers"]}
    assert covered == {outcome["id"] for outcome in coverage["outcomes"]}
    rows = [outcome for outcome in coverage["outcomes"] if outcome["kind"] == "row"]
    assert [outcome["line"] for outcome in rows] == [20, 21, 22]
    assert all(outcome["vector"] for outcome in rows)
    assert clause["changes"]["unknown"] == 0
    others = clause["changes"]["not_shown"]
    assert {each["effect"] for each in others} == {"fails"}
    assert len(others) == clause["changes"]["fails"]


def test_several_clauses_have_a_table_each(convention: Command) -> None:
    arguments = ("vectors", ".", "--clause", "base", "--clause", "total", "--output", "v.csv")
    assert not convention(*arguments).exit_code
    names = {path.name for path in convention.folder.glob("*.csv")}
    assert names == {"v-base.csv", "v-total.csv"}


def run_tests(convention: Command, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_care.py"],
        cwd=convention.folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


IMPLEMENTATION = """
import json, sys
given = json.load(sys.stdin)
p = given["inputs"]["p"]
base = 100 if p["ald"] and p["age"] >= 80 else 55 if p["ald"] else 5
print(base if given["clause"] == "base" else base + 10 * p["c2s"] + 5.0 * len(p["done"]))
"""


@pytest.fixture
def tests(convention: Command) -> Command:
    arguments = ("vectors", ".", "--clause", "base", "--clause", "total", "--output")
    assert not convention(*arguments, "test_care.py").exit_code
    return convention


def test_the_tests_certify_a_command(tests: Command) -> None:
    command = f"{sys.executable} program.py"
    program = tests.folder / "program.py"
    program.write_text(IMPLEMENTATION, "utf-8")
    right = run_tests(tests, CONVENTION_COMMAND=command)
    assert right.returncode == 0, right.stdout
    program.write_text(IMPLEMENTATION.replace(">= 80", "> 80"), "utf-8")
    wrong = run_tests(tests, CONVENTION_COMMAND=command)
    assert wrong.returncode == 1
    assert "failed" in wrong.stdout


def test_the_tests_certify_a_generated_module(tests: Command) -> None:
    if importlib.util.find_spec("convention_dsl.targets.python.build") is None:
        pytest.skip("modules are not built here")
    arguments = ("--clause", "base", "--clause", "total", "--output", ".")
    assert tests("build", ".", "--target", "python", *arguments).exit_code == 0
    found = run_tests(tests)
    assert found.returncode == 0, found.stdout
    assert "skipped" not in found.stdout


def test_the_tests_fail_where_there_is_nothing_to_certify(tests: Command) -> None:
    found = run_tests(tests)
    assert found.returncode == 1
    assert "no module care" in found.stdout


def test_the_tests_say_what_they_are_about(tests: Command) -> None:
    text = (tests.folder / "test_care.py").read_text("utf-8")
    assert '"""Test vectors of Care' in text
    assert "# 80 and over, in ALD: the row applies" in text
    assert str(tests.folder) not in text


def test_the_same_files_come_twice(convention: Command) -> None:
    for name in ("test_care.py", "v.csv", "v.json"):
        arguments = ("vectors", ".", "--clause", "total", "--output", name)
        convention(*arguments)
        before = (convention.folder / name).read_bytes()
        convention(*arguments)
        assert (convention.folder / name).read_bytes() == before


def test_other_amounts_and_readings(convention: Command) -> None:
    arguments = ("vectors", ".", "--clause", "total", "--format", "json", "--param")
    plain, other = (
        json.loads(convention(*arguments, f"wished={amount}").stdout)["clauses"][0]
        for amount in ("5 €", "7 €")
    )

    def highest(clause: dict[str, list[dict[str, str]]]) -> Fraction:
        return max(Fraction(each["expected"]) for each in clause["vectors"])

    assert highest(other) > highest(plain)
    assert other["parameters"] == {"wished": "7 €"}
    convention(
        "vectors", ".", "--clause", "total", "--param", "wished=7 €", "--output", "test_w.py"
    )
    assert "; wished = 7 €; " in (convention.folder / "test_w.py").read_text("utf-8")
    refused = convention("vectors", ".", "--clause", "complex")
    assert "[E0562]" in refused.output
    assert convention("vectors", ".", "--clause", "complex", "--reading", "broad").exit_code == 0


OPEN = """
parameter wanted : amount open at least 1 € at most 9 €
clause open_one (p: Patient) : amount = wanted
"""

NESTED = """
record Practice
  patients : list of Patient
clause nested (L: list of Practice) : integer
  = sum of (number of (p in d.patients) for d in L)
"""

NOTHING = """
clause nothing (n: integer 0..5) : integer
  when n > 7 then 1
"""


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("", ("total", "--output", "v.txt"), "E0770"),
        ("", ("total", "--output", "care.py"), "E0770"),
        ("", ("total", "--output", "care.conv"), "E0563"),
        ("", ("total", "--output", "nowhere/v.csv"), "E0561"),
        ("", ("totl",), "E0551"),
        (OPEN, ("open_one",), "E0771"),
        (NESTED, ("nested", "--output", "v.csv"), "E0772"),
        (NOTHING, ("nothing",), "E0773"),
    ],
)
def test_what_is_refused(
    convention: Command, text: str, arguments: tuple[str, ...], code: str
) -> None:
    convention.add(text)
    result = convention("vectors", ".", "--clause", *arguments)
    assert result.exit_code in (1, 2)
    assert f"[{code}]" in result.output
    assert not list(convention.folder.glob("v*"))


def test_lists_in_lists_are_written_as_json(convention: Command) -> None:
    convention.add(NESTED)
    result = convention("vectors", ".", "--clause", "nested", "--output", "v.json")
    assert result.exit_code == 0, result.output
    (clause,) = json.loads((convention.folder / "v.json").read_text("utf-8"))["clauses"]
    assert max(len(each["inputs"]["L"]) for each in clause["vectors"]) >= 2


def test_what_is_not_settled_has_an_exit_code(convention: Command) -> None:
    convention.add("""
clause long (L: list of Patient) : amount
  = if number of (p in L) >= 9 then 1 € else 2 €
""")
    result = convention("vectors", ".", "--clause", "long", "--output", "v.json")
    assert result.exit_code == 3
    assert "not settled: " in result.stdout
    assert (convention.folder / "v.json").exists()


INTERRUPTED = """
import os, signal, time
from convention_dsl import pipeline
from convention_dsl.cli import main

def vectors(*arguments, **options):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)

pipeline.vectors = vectors
main(["vectors", ".", "--clause", "total", "--output", "v.csv"])
"""


@pytest.mark.skipif(not hasattr(signal, "sigtimedwait"), reason="signals cannot be held back here")
def test_an_interruption_leaves_the_file_that_was_there(convention: Command) -> None:
    file = convention.folder / "v.csv"
    file.write_text("as it was")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        cwd=convention.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "interrupted"
    assert file.read_text() == "as it was"
