"""`simulate` over random populations of generated programs gives what the evaluator gives."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from convention_dsl.cli import main
from convention_dsl.types import ListType, NumberType
from tests.agreement.answers import Failure
from tests.agreement.populations import cells, read_results, write_csv, write_parquet
from tests.agreement.samples import Sample, sampled

ROWS, PROGRAMS = 60, 5
OTHER_FIGURES = {"other figures", "other figures in rows"}


def is_simple(sample: Sample) -> bool:
    """Return whether a sample is at the text's own figures, with a number for each row."""
    clause = sample.program.clauses[sample.ref]
    if sample.plan is None or sample.features & OTHER_FIGURES:
        return False
    has_list = any(isinstance(each.type, ListType) for each in clause.inputs)
    return isinstance(clause.body.type, NumberType) and not has_list


SAMPLES = list(
    islice(filter(is_simple, (sampled(f"targets {n}", ROWS) for n in range(5, 60))), PROGRAMS)
)


@pytest.mark.parametrize("name", ["french.csv", "english.csv", "patients.parquet"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.seed)
def test_a_population_is_paid_what_the_evaluator_says(
    sample: Sample, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    book, rows = tmp_path / "generated.conv", [cells(sample, each) for each in sample.arguments]
    source, output = tmp_path / name, tmp_path / "out.csv"
    book.write_text(sample.text, "utf-8")
    if source.suffix == ".csv":
        write_csv(source, rows, french=name == "french.csv")
    else:
        write_parquet(source, rows)
    wanted = ["--clause", sample.ref.name, "--at", str(sample.program.at), "--lang", "en"]
    files = ["--input", str(source), "--output", str(output)]
    done = CliRunner().invoke(
        main, ["simulate", str(book), *wanted, *files, "--format", "json"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    right = [each for each in sample.expected if not isinstance(each, Failure)]
    assert (said["rows"], said["calculated"]) == (len(rows), len(right))
    result = sample.program.clauses[sample.ref].body.type
    assert read_results(output, sample.ref.name, result) == right


def test_some_rows_of_the_populations_have_no_value() -> None:
    found = [isinstance(each, Failure) for sample in SAMPLES for each in sample.expected]
    assert True in found
    assert False in found
