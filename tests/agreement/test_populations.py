"""`simulate` over random populations of generated programs gives what the evaluator gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from convention_dsl.cli import main
from convention_dsl.types import NumberType
from tests.agreement.answers import Failure
from tests.agreement.populations import (
    GROUP,
    Cell,
    cells,
    list_cells,
    read_groups,
    read_results,
    write_csv,
    write_parquet,
)
from tests.agreement.samples import Sample, sampled

ROWS, COUNT = 60, 3
OTHER_FIGURES = {"other figures", "other figures in rows"}


@cache
def found(*, lists: bool) -> list[Sample]:
    """Return samples at the text's own figures with a number that is no quotient."""
    samples = (sampled(f"targets {n}", ROWS) for n in range(5, 200))
    wanted = (x for x in samples if is_number(x) and (of_list if lists else of_rows)(x))
    return list(islice(wanted, COUNT))


def is_number(sample: Sample) -> bool:
    result = sample.program.clauses[sample.ref].body.type
    is_plain = sample.plan is not None and not sample.features & OTHER_FIGURES
    return is_plain and isinstance(result, NumberType) and result.step is not None


def of_rows(sample: Sample) -> bool:
    return sample.plan is not None and not sample.plan.lists


def of_list(sample: Sample) -> bool:
    return "list" in sample.features


FILES = ("french.csv", "english.csv", "patients.parquet")


@pytest.fixture
def simulate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Give the command over some rows: what it says, its results in `out.csv`."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(sample: Sample, name: str, rows: Sequence[Sequence[Cell]], *more: str) -> Any:
        book, source = tmp_path / "generated.conv", tmp_path / name
        book.write_text(sample.text, "utf-8")
        if source.suffix == ".csv":
            write_csv(source, rows, french=name == "french.csv")
        else:
            write_parquet(source, rows)
        wanted = ["--clause", sample.ref.name, "--at", str(sample.program.at), "--lang", "en"]
        files = ["--input", str(source), "--output", str(tmp_path / "out.csv"), "--format", "json"]
        arguments = ["simulate", str(book), *wanted, *files, *more]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("number", range(COUNT))
def test_each_row_gets_what_the_evaluator_says(
    number: int, name: str, simulate: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    sample = found(lists=False)[number]
    rows = [cells(sample, each) for each in sample.arguments]
    said = simulate(sample, name, rows)
    right = [each for each in sample.expected if not isinstance(each, Failure)]
    assert (said["rows"], said["calculated"]) == (len(rows), len(right))
    result = sample.program.clauses[sample.ref].body.type
    assert read_results(tmp_path / "out.csv", sample.ref.name, result) == right


@pytest.mark.parametrize("name", FILES[1:])
@pytest.mark.parametrize("number", range(COUNT))
def test_each_list_gets_what_the_evaluator_says(
    number: int, name: str, simulate: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    sample = found(lists=True)[number]
    lists = {group: list_cells(sample, group) for group in range(ROWS)}
    simulate(sample, name, [row for rows in lists.values() for row in rows], "--by", GROUP)
    right = {
        group: sample.expected[group]
        for group, rows in lists.items()
        if rows and not isinstance(sample.expected[group], Failure)
    }
    result = sample.program.clauses[sample.ref].body.type
    assert read_groups(tmp_path / "out.csv", sample.ref.name, result) == right


def test_some_rows_of_the_populations_have_no_value() -> None:
    kinds = {isinstance(each, Failure) for sample in found(lists=False) for each in sample.expected}
    assert kinds == {True, False}
