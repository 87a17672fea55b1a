from pathlib import Path

import duckdb
import pytest
from sqlglot import parse_one

from convention_dsl.simulation.outputs import Files, Form, write
from convention_dsl.simulation.session import opened

QUERY = """SELECT 1.50::DECIMAL(18, 2) AS montant, true AS vu, 'a;b' AS texte, NULL AS rien,
DATE '2026-01-31' AS jour, 0.5::DOUBLE AS part, 7 AS n"""


def written(path: Path, form: Form) -> int:
    with opened(scratch=path.parent) as session:
        return write(session, parse_one(QUERY, read="duckdb"), path, form)


def test_french_csv(tmp_path: Path) -> None:
    assert written(tmp_path / "o.csv", Form(is_french=True)) == 1
    assert (tmp_path / "o.csv").read_bytes().decode("utf-8").splitlines() == [
        "\ufeffmontant;vu;texte;rien;jour;part;n",
        '1,50;1;"a;b";;2026-01-31;0,5;7',
    ]


def test_english_csv(tmp_path: Path) -> None:
    written(tmp_path / "o.csv", Form())
    assert (tmp_path / "o.csv").read_text("utf-8").splitlines() == [
        "montant,vu,texte,rien,jour,part,n",
        "1.50,1,a;b,,2026-01-31,0.5,7",
    ]


def test_parquet_keeps_types(tmp_path: Path) -> None:
    written(tmp_path / "it's.parquet", Form(is_parquet=True))
    place = str(tmp_path / "it's.parquet").replace("'", "''")
    found = duckdb.sql(f"SELECT typeof(montant), typeof(vu), typeof(jour) FROM '{place}'")
    assert found.fetchall() == [("DECIMAL(18,2)", "BOOLEAN", "DATE")]


@pytest.mark.parametrize(
    ("name", "language", "form"),
    [
        ("o.parquet", "fr", Form(is_parquet=True, is_french=True)),
        ("O.PARQUET", "en", Form(is_parquet=True)),
        ("o.csv", "fr", Form(is_french=True)),
    ],
)
def test_the_form_follows_the_name(name: str, language: str, form: Form) -> None:
    assert Form.of(name, language) == form


def test_files_take_their_places_together(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("before")
    with Files() as files:
        for path in (one, two):
            files.partial(path).write_text("after")
        assert (one.read_text(), two.exists()) == ("before", False)
        files.commit()
    assert (one.read_text(), two.read_text()) == ("after", "after")
    assert {path.name for path in tmp_path.iterdir()} == {"one.csv", "two.csv"}


def test_what_is_not_committed_is_removed(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    one.write_text("before")
    with pytest.raises(KeyboardInterrupt), Files() as files:
        files.partial(one).write_text("half")
        raise KeyboardInterrupt
    assert one.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["one.csv"]
