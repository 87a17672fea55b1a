"""Columns that are missing, misspelt, given twice, or named by options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from convention_dsl.report.diagnostics import render
from convention_dsl.report.style import plain

from .inputs import read_rows, reading, rows


def put(folder: Path, content: str) -> Path:
    path = folder / "data.csv"
    path.write_text(content)
    return path


def said(path: Path, language: str = "en", **options: Any) -> str:
    with reading(path, **options) as (_, _, diagnostics):
        return plain(render(diagnostics, {}, language, language))


def test_missing_columns_with_what_they_hold_and_their_like(tmp_path: Path) -> None:
    path = put(tmp_path, "Agge;zone\n82;zip\n")
    assert said(path, clause="few") == (
        "error[E0740]: the input has no column for:\n"
        "  `age`: a whole number from 0 to 120 (is it the column `Agge`?)\n"
        "  = help: its columns are `Agge`, `zone`\n"
    )
    assert said(path, "fr", clause="few") == (
        "erreur[E0740] : l'entrée n'a pas de colonne :\n"
        "  `age` : un nombre entier de 0 à 120 (est-ce la colonne `Agge` ?)\n"
        "  = aide : ses colonnes sont `Agge`, `zone`\n"
    )


def test_a_column_alike_to_one_that_takes_its_default(tmp_path: Path) -> None:
    header = "age;ald;debt;coin;share;index;tens;born;zone;nos;score.influenza;score.covid"
    row = "82;oui;1;1;1;0;0;1950-01-01;zip;;0;0"
    path = put(tmp_path, f"{header};score.cervix;c2S;feees;note\n{row};0;1;5;x\n")
    with reading(path) as (_, found, diagnostics):
        assert found is not None
        assert [(each.code, each.arguments["text"], each.suggestion) for each in diagnostics] == [
            ("W0720", "c2S", "c2s"),
            ("W0720", "feees", "fees"),
        ]
    with reading(path, key="c2S", groups=["feees"]) as (_, found, diagnostics):
        assert diagnostics == []


def test_names_full_and_short(tmp_path: Path) -> None:
    path = put(tmp_path, "visits.fee;visits.days;age;group\n5;2;30;a\n")
    with reading(path, clause="many") as (_, found, _):
        assert found is not None
    path = put(tmp_path, "age;p.age\n1;1\n")
    with reading(path) as (_, found, diagnostics):
        assert found is None
        assert {each.code for each in diagnostics} == {"E0740", "E0743"}


def test_composed_and_decomposed_accents_are_one_name(tmp_path: Path) -> None:
    path = put(tmp_path, "age;zone;e\u0301te\u0301\n82;zip;x\n")
    with reading(path, clause="few") as (_, found, _):
        assert found is not None
        assert found.kept == ("age", "zone", "été")


@pytest.mark.parametrize("options", [{"key": "idd"}, {"groups": ["idd"]}])
def test_columns_that_options_name(tmp_path: Path, options: dict[str, Any]) -> None:
    path = put(tmp_path, "id;age;zone\n1;82;zip\n")
    with reading(path, clause="few", **options) as (_, found, diagnostics):
        assert found is None
        assert [(each.code, each.suggestion) for each in diagnostics] == [("E0742", "id")]


def test_several_clauses_over_one_table(tmp_path: Path) -> None:
    path = put(tmp_path, "age;zone;note\n82;zip;x\n200;zip;y\n")
    with reading(path, clauses=["few", "few"]) as (connection, found, _):
        assert found is not None
        assert len(found.plans) == 2
        assert found.plans[0].columns == found.plans[1].columns
        once = [(check.column, check.reason) for check in found.checks]
        assert len(once) == len(set(once)), "a check that two clauses ask for is made once"
        assert [row.values["age"] for row in read_rows(connection, found)] == [82, None]


def test_a_clause_without_inputs_and_columns_that_nothing_reads(tmp_path: Path) -> None:
    path = put(tmp_path, "# remark;age;zone;other\n;82;zip;x\n")
    assert rows(path, clause="few")[0].values == {"age": 82, "zone": "zip"}
