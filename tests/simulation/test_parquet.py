"""Parquet: columns with types of their own, and files that are not what they seem."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from convention_dsl.simulation.trouble import diagnosed

from .inputs import places, read_rows, reading, rows

USUAL = {
    "age": "82::UTINYINT",
    "ald": "true",
    "debt": "-3.5::DECIMAL(18, 2)",
    "coin": "1.15::DOUBLE",
    "share": "0.125::DECIMAL(6, 4)",
    "index": "-0.25::FLOAT",
    "tens": "30::BIGINT",
    "born": "DATE '1950-02-01'",
    "zone": "'zip'",
    "nos": "[3, 8]",
    "score.influenza": "0",
    "score.covid": "1::TINYINT",
    "score.cervix": "0.1::DOUBLE",
}


def put(path: Path, *changes: dict[str, str]) -> Path:
    """Write a row for each of `changes` to the usual cells (an empty text: no such column)."""
    cells = [{**USUAL, **each} for each in changes or ({},)]
    selects = (
        ", ".join(f'{value} AS "{name}"' for name, value in each.items() if value) for each in cells
    )
    query = " UNION ALL ".join(f"SELECT {each}" for each in selects)
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def value(folder: Path, plan_column: str, cells: dict[str, str]) -> Any:
    (row,) = rows(put(folder / "data.parquet", cells))
    assert row.reasons == []
    return row.values[plan_column]


def reasons(folder: Path, cells: dict[str, str]) -> list[str]:
    (row,) = rows(put(folder / "data.parquet", cells))
    return [f"{column}: {reason}" for column, reason in row.reasons]


def said(*paths: Path, clause: str = "one") -> list[tuple[str, dict[str, Any]]]:
    with reading(*paths, clause=clause) as (_, found, diagnostics):
        assert found is None
        return [(each.code, dict(each.arguments)) for each in diagnostics]


def test_a_row(tmp_path: Path) -> None:
    (row,) = rows(put(tmp_path / "data.parquet"))
    assert row.reasons == []
    wanted = {
        "age": 82,
        "ald": True,
        "c2s": False,
        "fees": 1000,
        "debt": -350,
        "coin": 115,
        "share": 125,
        "index": -1,
        "tens": 30,
        "born": date(1950, 2, 1),
        "seen_known": False,
        "zone": "zip",
        "done_covid": True,
        "done_cervix": False,
        "nos_3": True,
        "nos_4": False,
        "score_influenza": 0,
        "score_covid": 1000,
        "score_cervix": 100,
        "home_known": False,
    }
    assert {name: row.values[name] for name in wanted} == wanted


VALUES = [
    ("age", "82", "82::HUGEINT"),
    ("age", "82", "82::UBIGINT"),
    ("age", "82", "82::UHUGEINT"),
    ("age", "82", "' 82 '"),
    ("age", "82", "82.0::DOUBLE"),
    ("age", "82", "82::DECIMAL(38, 0)"),
    ("ald", "True", "1::INTEGER"),
    ("ald", "False", "0::UTINYINT"),
    ("ald", "False", "'Non'"),
    ("debt", "100000000000", "1000000000::BIGINT"),
    ("debt", "12345", "123.45::DECIMAL(38, 10)"),
    ("debt", "150", "1.5::DECIMAL(38, 37)"),
    ("debt", "-12345", "-123.45::FLOAT"),
    ("debt", "30", "(0.1::DOUBLE * 3)::FLOAT"),
    ("debt", "0", "-0.0::DOUBLE"),
    ("coin", "20", "'1/5'"),
    ("share", "125", "'12.5 %'"),
    ("index", "5", "1.25::DECIMAL(3, 2)"),
    ("tens", "1000", "1000::SMALLINT"),
    ("born", "1950-02-01", "TIMESTAMP '1950-02-01'"),
    ("born", "1950-02-01", "TIMESTAMP_NS '1950-02-01'"),
    ("born", "1950-02-01", "'1950-02-01'"),
    ("zone", "zip", "'priority zone (ZIP)'"),
    ("zone", "qpv", "'qpv'::ENUM ('qpv', 'zip')"),
    ("done_influenza", "True", "{'done': ['influenza', 'covid']}"),
]


@pytest.mark.parametrize(("column", "shown", "cell"), VALUES)
def test_types_of_numbers_days_and_items(
    tmp_path: Path, column: str, shown: str, cell: str
) -> None:
    cells = {"p": cell} if cell.startswith("{") else {column: cell}
    assert str(value(tmp_path, column, cells)) == shown


REFUSED = [
    ({"age": "NULL::INTEGER"}, ["age: no value: a whole number from 0 to 120 is expected"]),
    ({"age": "121"}, ["age: outside what is accepted: a whole number from 0 to 120"]),
    ({"age": "(-1)::TINYINT"}, ["age: outside what is accepted: a whole number from 0 to 120"]),
    (
        {"age": "9223372036854775807"},
        ["age: outside what is accepted: a whole number from 0 to 120"],
    ),
    ({"age": "82.5::DOUBLE"}, ["age: not a whole number from 0 to 120"]),
    ({"age": "82.5::DECIMAL(5, 1)"}, ["age: not a whole number from 0 to 120"]),
    ({"age": "'NaN'::DOUBLE"}, ["age: outside what is accepted: a whole number from 0 to 120"]),
    ({"age": "'-inf'::FLOAT"}, ["age: outside what is accepted: a whole number from 0 to 120"]),
    ({"ald": "2"}, ["ald: neither 0 nor 1"]),
    ({"ald": "NULL::BOOLEAN"}, ["ald: no value: yes or no is expected"]),
    ({"debt": "0.1::DOUBLE + 0.2::DOUBLE"}, ["debt: not a whole number of steps of 0.01 €"]),
    ({"debt": "1.005::DECIMAL(9, 3)"}, ["debt: not a whole number of steps of 0.01 €"]),
    ({"debt": "1e-30::DECIMAL(38, 37)"}, ["debt: not a whole number of steps of 0.01 €"]),
    (
        {"debt": "9223372036854775807"},
        ["debt: outside what is accepted: an amount from -1,000 M€ to 1,000 M€"],
    ),
    (
        {"debt": "1e300::DOUBLE"},
        ["debt: outside what is accepted: an amount from -1,000 M€ to 1,000 M€"],
    ),
    ({"coin": "1.12::DECIMAL(9, 2)"}, ["coin: not a whole number of steps of 0.05 €"]),
    ({"coin": "1.12::DOUBLE"}, ["coin: not a whole number of steps of 0.05 €"]),
    ({"tens": "35"}, ["tens: not a whole number of steps of 10"]),
    (
        {"born": "TIMESTAMP '1950-02-01 12:00:00'"},
        ["born: a time of day, where a day alone is expected"],
    ),
    (
        {"born": "DATE '1850-01-01'"},
        ["born: outside what is accepted: a date from 1 January 1900 to 31 December 2040"],
    ),
    (
        {"born": "'infinity'::DATE"},
        ["born: outside what is accepted: a date from 1 January 1900 to 31 December 2040"],
    ),
    ({"zone": "'ZIP'"}, ["zone: not one of `none`, `zip`, `qpv`"]),
    ({"zone": "''"}, ["zone: no value: one of `none`, `zip`, `qpv` is expected"]),
    ({"nos": "[3, 40]"}, ["nos: a member is not a whole number from 1 to 32"]),
    ({"nos": "[3, NULL]"}, ["nos: a member is not a whole number from 1 to 32"]),
    ({"nos": "[3, 3]"}, ["nos: a member of the set is there twice"]),
    ({"done": "['covid', 'zut']"}, ["done: a member is not one of `influenza`, `covid`, `cervix`"]),
    (
        {"done": "['covid|influenza']"},
        ["done: a member is not one of `influenza`, `covid`, `cervix`"],
    ),
    ({"done": "['influenza', 'flu shot']"}, ["done: a member of the set is there twice"]),
    (
        {"count": "10", "sure": "NULL::BOOLEAN"},
        ["count: outside what is accepted: a whole number from 0 to 9"],
    ),
]


@pytest.mark.parametrize(("cells", "wanted"), REFUSED, ids=str)
def test_what_is_refused(tmp_path: Path, cells: dict[str, str], wanted: list[str]) -> None:
    assert reasons(tmp_path, cells) == wanted


def test_empty_cells(tmp_path: Path) -> None:
    cells = {
        "c2s": "NULL::BOOLEAN",
        "fees": "NULL::DOUBLE",
        "done": "NULL::VARCHAR[]",
        "nos": "[]::INTEGER[]",
        "seen": "NULL::DATE",
        "count": "NULL::INTEGER",
        "likes": "[]::VARCHAR[]",
    }
    (row,) = rows(put(tmp_path / "data.parquet", cells))
    assert row.reasons == []
    wanted = {
        "c2s": False,
        "fees": 1000,
        "done_covid": True,
        "nos_1": False,
        "seen_known": False,
        "count_known": False,
        "likes_known": True,
        "likes_covid": False,
    }
    assert {name: row.values[name] for name in wanted} == wanted


def test_records_as_structures(tmp_path: Path) -> None:
    home = "STRUCT(rooms INTEGER, quiet BOOLEAN)"
    path = put(
        tmp_path / "data.parquet",
        {"home": f"{{'rooms': 3, 'quiet': true}}::{home}"},
        {"home": f"NULL::{home}"},
        {"home": f"{{'rooms': 3, 'quiet': NULL}}::{home}"},
        {"home": f"{{'rooms': NULL, 'quiet': NULL}}::{home}"},
    )
    found = rows(path)
    assert [row.values["home_known"] for row in found] == [True, False, True, False]
    assert found[0].values["home_rooms"] == 3
    assert found[0].values["home_rent"] == 50000, "the default of a field without a column"
    assert [len(row.refused) for row in found] == [0, 0, 1, 0]
    assert places(path) == [("data.parquet", 3, "home.quiet", None)]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("92233720::BIGINT", 92233720 * 10**11),
        ("92233721::BIGINT", None),
        ("'92233720.36854775804'", 2**63 - 4),
        ("'92233720.36854775805'", None),
        ("'92233720368547758079999999999'", None),
        ("92233720.36854775804::DECIMAL(19, 11)", 2**63 - 4),
        ("92233720.36854775805::DECIMAL(19, 11)", None),
        ("92233720.36854775808::DECIMAL(38, 11)", None),
        ("1000000000::HUGEINT", None),
        ("65536::DOUBLE", 65536 * 10**11),
        ("1e9::DOUBLE", None),
    ],
)
def test_numbers_beyond_64_bits_are_refused(tmp_path: Path, cell: str, wanted: int | None) -> None:
    path = tmp_path / "data.parquet"
    duckdb.sql(f"COPY (SELECT {cell} AS x) TO '{path}' (FORMAT parquet)")
    (row,) = rows(path, clause="vast")
    assert bool(row.refused) is (wanted is None)
    if wanted is not None:
        assert row.values["x"] == wanted


def test_names_with_accents_in_pieces(tmp_path: Path) -> None:
    (row,) = rows(put(tmp_path / "data.parquet", {"e\u0301te\u0301": "true"}))
    assert row.values["été"] is True


def test_records_with_a_default(tmp_path: Path) -> None:
    (row,) = rows(put(tmp_path / "data.parquet"))
    assert (row.values["plot_area"], row.values["plot_trees"]) == (7, 1)
    (row,) = rows(put(tmp_path / "data.parquet", {"plot.area": "9"}))
    assert (row.values["plot_area"], row.values["plot_trees"]) == (9, 3)


def test_a_column_for_each_member(tmp_path: Path) -> None:
    own = {"done.influenza": "true", "done.covid": "0", "p.done.cervix": "'oui'"}
    (row,) = rows(put(tmp_path / "data.parquet", own))
    assert row.reasons == []
    found = [row.values[f"done_{each}"] for each in ("influenza", "covid", "cervix")]
    assert found == [True, False, True]
    ((code, told),) = said(put(tmp_path / "data.parquet", {"done.influenza": "true"}))
    assert code == "E0740"
    assert "`done.covid`" in told["missing"].en
    assert "`done.cervix`" in told["missing"].fr
    both = put(tmp_path / "data.parquet", {"done": "['covid']", "done.influenza": "true"})
    assert said(both) == [("E0743", {"text": "done.influenza"})]


TYPES = [
    ({"age": "true"}, "age", "booleans"),
    ({"age": "[1]"}, "age", "lists"),
    ({"age": "DATE '2020-01-01'"}, "age", "dates"),
    ({"ald": "1.5"}, "ald", "numbers"),
    ({"born": "TIME '12:00:00'"}, "born", "times"),
    ({"born": "19500201"}, "born", "whole numbers"),
    ({"zone": "2"}, "zone", "whole numbers"),
    ({"nos": "3"}, "nos", "whole numbers"),
    ({"done": "{'a': 1}"}, "done", "records"),
    (
        {"done.influenza": "DATE '2020-01-01'", "done.covid": "1", "done.cervix": "1"},
        "done.influenza",
        "dates",
    ),
]


@pytest.mark.parametrize(("cells", "column", "held"), TYPES, ids=str)
def test_types_that_never_fit(
    tmp_path: Path, cells: dict[str, str], column: str, held: str
) -> None:
    ((code, told),) = said(put(tmp_path / "data.parquet", cells))
    assert (code, told["text"], told["type"].en) == ("E0741", column, held)


def test_places_and_counts(tmp_path: Path) -> None:
    put(tmp_path / "a.parquet", {}, {"age": "130"})
    put(tmp_path / "b.parquet", {"age": "140"}, {}, {"age": "NULL"})
    assert places(tmp_path) == [
        ("a.parquet", 2, "age", "130"),
        ("b.parquet", 1, "age", "140"),
        ("b.parquet", 3, "age", None),
    ]
    with reading(tmp_path) as (_, found, _):
        assert found is not None
        assert found.rows == 5
        assert [note.en for note in found.notes] == ["2 Parquet files"]
        assert found.kept == tuple(USUAL)


def test_standard_input(tmp_path: Path) -> None:
    content = put(tmp_path / "data.parquet", {"age": "130"}).read_bytes()
    assert places("-", stdin=content) == [("-", 1, "age", "130")]


def test_no_rows(tmp_path: Path) -> None:
    put(tmp_path / "a.parquet")
    query = f"SELECT * FROM '{tmp_path / 'a.parquet'}' LIMIT 0"
    duckdb.sql(f"COPY ({query}) TO '{tmp_path / 'b.parquet'}' (FORMAT parquet)")
    assert len(rows(tmp_path)) == 1
    (tmp_path / "a.parquet").unlink()
    assert said(tmp_path) == [("E0738", {"path": str(tmp_path / "b.parquet")})]


def test_columns_named_as_those_that_the_engine_adds(tmp_path: Path) -> None:
    path = put(tmp_path / "data.parquet", {"age": "130", "filename": "'x'", "file_row_number": "7"})
    with reading(path) as (connection, found, _):
        assert found is not None
        assert found.located is not None
        query = f"SELECT __file, __row, filename FROM {found.located.sql('duckdb')}"
        assert connection.execute(query).fetchall() == [(None, None, "x")]


def test_other_columns_in_another_file(tmp_path: Path) -> None:
    put(tmp_path / "a.parquet")
    put(tmp_path / "b.parquet", {"age": "82::BIGINT", "more": "1"})
    ((code, told),) = said(tmp_path)
    assert code == "E0726"
    assert (Path(told["first"]).name, Path(told["path"]).name) == ("a.parquet", "b.parquet")
    assert told["names"] == ["`age`", "`more`"]


def test_columns_in_another_order(tmp_path: Path) -> None:
    put(tmp_path / "a.parquet")
    cells = ", ".join(f'{value} AS "{name}"' for name, value in reversed(USUAL.items()))
    duckdb.sql(f"COPY (SELECT {cells}) TO '{tmp_path / 'b.parquet'}' (FORMAT parquet)")
    first, second = rows(tmp_path)
    assert first.values == second.values


def test_damaged_files(tmp_path: Path) -> None:
    whole = put(tmp_path / "whole.parquet").read_bytes()
    contents = {
        "empty": b"",
        "short": b"PAR1",
        "cut": whole[:-20],
        "torn": whole[: len(whole) // 2],
        "footer": whole[:-200] + b"\xff" * 150 + whole[-50:],
        "other": b"\x00\x01\x02\x03" * 50,
    }
    for name, content in contents.items():
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(content)
        ((code, told),) = said(path)
        assert code == "E0727", name
        assert told["path"] == str(path)
    csv = tmp_path / "text.parquet"
    csv.write_text("age;zone\n82;zip\n")
    assert said(csv) == [("E0723", {"path": str(csv), "format": "CSV", "suffix": ".csv"})]


def test_damage_that_shows_only_when_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    many = ", ".join(f'{value} AS "{name}"' for name, value in USUAL.items() if name != "age")
    query = f"SELECT (range * 7919 % 100)::INTEGER AS age, {many} FROM range(5000)"
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    content = bytearray(path.read_bytes())
    content[4:1000] = b"\xff" * 996
    path.write_bytes(content)
    with reading(path) as (connection, found, _):
        assert found is not None
        with pytest.raises(duckdb.Error) as caught:
            read_rows(connection, found)
        diagnostic = diagnosed(caught.value, found.files)
    assert diagnostic is not None
    assert diagnostic.code == "E0727"
    assert diagnostic.arguments["path"] == str(path)


def test_names_are_found_whatever_characters_they_have(tmp_path: Path) -> None:
    path = tmp_path / "a [b]*?.parquet"
    shutil.copy(put(tmp_path / "data.parquet"), path)
    assert len(rows(path)) == 1
