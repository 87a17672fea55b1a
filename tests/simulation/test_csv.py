"""CSV as people and spreadsheets write it: what is read, and what is refused with its place."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from .inputs import codes, places, read_rows, reading, rows

HEADER = "age;zone"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def put(folder: Path, content: str | bytes, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ages(*paths: Path | str, **options: object) -> list[object]:
    return [row.values["age"] for row in rows(*paths, clause="few", **options)]


def said(*paths: Path | str, **options: object) -> list[tuple[str, dict[str, object]]]:
    with reading(*paths, clause="few", **options) as (_, found, diagnostics):
        assert found is None
        return [(each.code, dict(each.arguments)) for each in diagnostics]


GOOD = {
    "semicolons": "age;zone\n82;zip\n7;none\n",
    "commas": "age,zone\n82,zip\n7,none\n",
    "tabs": "age\tzone\n82\tzip\n7\tnone\n",
    "windows line ends": "age;zone\r\n82;zip\r\n7;none\r\n",
    "old line ends": "age;zone\r82;zip\r7;none\r",
    "mixed line ends": "age;zone\r\n82;zip\n7;none\r\n",
    "no last line end": "age;zone\n82;zip\n7;none",
    "mark": "\ufeffage;zone\n82;zip\n7;none\n",
    "mark and quotes": '\ufeff"age";"zone"\n"82";"zip"\n7;none\n',
    "blanks around": "\n\n age ; zone \n\n 82 ;zip \n7\u202f;\u00a0none\n",
    "other columns": 'age;"a ""b""; c";zone\n82;x;zip\n7;"y\nz";none\n',
    "rows without content at the end": "age;zone\n82;zip\n7;none\n;\n ;\n\n;\n",
    "labels": "age;zone\n82;priority zone (ZIP)\n7;no zone\n",
    "quoted line ends": 'age;"zone"\r\n82;zip\r\n7;"none\n"\r\n',
    "remark": "# seen;age;zone\nx;82;zip\n;7;none\n",
    "decimals": "age;zone\n82,0;zip\n7.00;none\n",
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_what_is_read(folder: Path, content: str) -> None:
    found = rows(put(folder, content), clause="few")
    assert [row.reasons for row in found] == [[], []]
    assert [row.values for row in found] == [
        {"age": 82, "zone": "zip"},
        {"age": 7, "zone": "none"},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings(folder: Path, encoding: str, end: str) -> None:
    text = end.join(["âge;age;zone", "été €;82;zip", "x;7;none", ""])
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    path = put(folder, data)
    assert ages(path) == [82, 7]
    with reading(path, clause="few") as (connection, found, _):
        assert found is not None
        assert found.kept == ("âge", "age", "zone")
        query = f'SELECT "âge" FROM {found.scan.sql("duckdb")}'
        assert connection.execute(query).fetchall() == [("été €",), ("x",)]


def test_what_was_recognised_is_said(folder: Path) -> None:
    path = put(folder, "age;zone;nom\n82;zip;été\n".encode("cp1252"))
    with reading(path, clause="few") as (_, found, _):
        assert found is not None
        assert [note.en for note in found.notes] == [
            "1 CSV file: separator `;`, decimal comma, encoding Windows-1252"
        ]
        assert [note.fr for note in found.notes] == [
            "1 fichier CSV : séparateur `;`, virgule décimale, encodage Windows-1252"
        ]
        assert found.rows is None


def test_packed(folder: Path) -> None:
    path = put(folder, gzip.compress(b"age;zone\n82;zip\n"), "data.csv.gz")
    assert ages(path) == [82]
    western = put(folder, gzip.compress("age;zone;é\n8;zip;é\n".encode("cp1252")), "w.csv.gz")
    assert ages(western) == [8]
    cut = put(folder, gzip.compress(b"age;zone\n82;zip\n")[:-9], "cut.csv.gz")
    assert [code for code, _ in said(cut)] == ["E0720"]
    wrong = put(folder, gzip.compress(b"age;zone\n82;zip\n"), "wrong.csv")
    assert [code for code, _ in said(wrong)] == ["E0723"]


def test_standard_input(folder: Path) -> None:
    assert ages("-", stdin=b"age;zone\n82;zip\n7;none\n") == [82, 7]
    assert ages("-", stdin="age;zone;é\n82;zip;é\n;;\n".encode("cp1252")) == [82]
    assert said("-", stdin=b"PAR1xxxxPAR1")[0][0] == "E0727"
    assert said("-", stdin=b"") == [("E0735", {"path": "-"})]
    assert said("-")[0][0] == "E0720"
    assert ages("-", "-", stdin=b"age;zone\n82;zip\n") == [82], "it is read once"
    assert ages("-", stdin=gzip.compress(b"age;zone\n82;zip\n")) == [82]


def test_dates_and_amounts_as_french_excel_writes_them(folder: Path) -> None:
    text = (
        "age;ald;born;zone;debt;coin;share;index;tens;nos;score.influenza;score.covid;"
        "score.cervix;fees\r\n"
        "82;VRAI;01/02/1950;zip;-1\u202f234,5;1,15;12,5%;0,25;10;3 | 8;0%;1;0,5;1 234,50 €\r\n"
    )
    (row,) = rows(put(folder, text))
    assert row.reasons == []
    wanted = {"born": date(1950, 2, 1), "debt": -123450, "coin": 115, "share": 125, "index": 1}
    assert {name: row.values[name] for name in wanted} == wanted
    assert (row.values["fees"], row.values["nos_3"], row.values["nos_4"]) == (123450, True, False)
    assert row.values["done_covid"], "the default of a set that has no column"
    assert not row.values["home_known"]


BAD = {
    "empty": (b"", "E0735", {}),
    "blank": (b"\n\n  \n", "E0735", {}),
    "header alone": (b"age;zone\n", "E0738", {}),
    "header and rows without content": (b"age;zone\n;\n;\n", "E0738", {}),
    "no header": (b"82;zip\n7;none\n", "E0739", {"names": ["`82`", "`zip`"]}),
    "twice": (b"age;zone;age\n82;zip;7\n", "E0737", {"text": "age", "first": "age"}),
    "twice but for capitals": (b"age;zone;Zone\n82;zip;7\n", "E0737", {"text": "Zone"}),
    "no name": (b"age;zone;\n82;zip;\n", "E0736", {"n": 3}),
    "nul": (b"age;zone\n82;zip\n8\x002;zip\n", "E0734", {"n": 3}),
    "no text": (b"age;zone;x\n82;zip;\x81\n", "E0734", {"n": 2}),
    "open quote in the header": (b'age;"zone\n82;zip\n', "E0731", {"n": 1}),
    "workbook": (b"PK\x03\x04 and so on", "E0724", {}),
    "old workbook": (b"\xd0\xcf\x11\xe0 and so on", "E0724", {}),
    "Parquet": (b"PAR1 and so on PAR1", "E0723", {"format": "Parquet", "suffix": ".parquet"}),
}


@pytest.mark.parametrize(("content", "code", "arguments"), BAD.values(), ids=BAD)
def test_what_is_refused(
    folder: Path, content: bytes, code: str, arguments: dict[str, object]
) -> None:
    path = put(folder, content)
    ((found, told),) = said(path)
    assert found == code
    if found != "E0739":
        assert told["path"] == str(path)
    assert arguments.items() <= told.items()


BROKEN = {
    "too few cells": (b"age;zone\n82;zip\n7\n", "E0730", {"n": "3", "expected": "2"}),
    "too many cells": (b"age,zone\n82,zip\n7,5,zip\n", "E0730", {"found": "3"}),
    "a quote never closed": (b'age;zone\n82;"zip\n7;none\n', "E0731", {}),
    "a quote closed too early": (b'age;zone\n82;"z"ip\n', "E0731", {"n": 2}),
}


@pytest.mark.parametrize(("content", "code", "arguments"), BROKEN.values(), ids=BROKEN)
def test_what_breaks_while_it_is_read(
    folder: Path, content: bytes, code: str, arguments: dict[str, object]
) -> None:
    import duckdb

    from convention_dsl.simulation.trouble import diagnosed

    path = put(folder, content)
    with reading(path, clause="few") as (connection, found, _):
        assert found is not None
        with pytest.raises(duckdb.Error) as caught:
            read_rows(connection, found)
        diagnostic = diagnosed(caught.value, found.files)
    assert diagnostic is not None
    assert diagnostic.code == code
    assert diagnostic.arguments["path"] == str(path)
    told = {key: str(value) for key, value in diagnostic.arguments.items()}
    assert {key: str(value) for key, value in arguments.items()}.items() <= told.items()


MANY = b"82;zip;x\n" * 600_000
"""More than one block of the survey."""


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("82;zip;é\n".encode() + MANY + b"7;zip;\xe9\n", (2, 600_003)),
        (b"7;zip;\xe9\n" + MANY + "82;zip;é\n".encode(), (600_003, 2)),
        ("82;zip;é\n".encode() + b"7;zip;\xe9\n", (2, 3)),
        (b"7;zip;\xe9\n" + "82;zip;\u202f\n".encode(), (3, 2)),
        ("82;zip;é\n".encode() + b"7;zip;\xe9", (2, 3)),
    ],
)
def test_two_encodings(folder: Path, content: bytes, lines: tuple[int, int]) -> None:
    path = put(folder, b"age;zone;name\n" + content)
    assert said(path) == [("E0732", {"path": str(path), "utf8": lines[0], "western": lines[1]})]


def test_western_after_a_long_start_in_plain_letters(folder: Path) -> None:
    path = put(folder, b"age;zone;name\n" + MANY + b"7;zip;\xe9\n")
    with reading(path, clause="few") as (connection, found, _):
        assert found is not None
        query = f"SELECT name FROM {found.scan.sql('duckdb')} WHERE age = '7'"
        assert connection.execute(query).fetchall() == [("é",)]


def test_an_accent_across_two_blocks(folder: Path) -> None:
    start, line = b"age;zone;name\n", b"82;zip;" + b"x" * 1000 + b"\n"
    lines = ((1 << 22) - len(start)) // len(line) - 1
    rest = (1 << 22) - len(start) - lines * len(line)
    accent = b"82;zip;" + b"x" * (rest - 8) + "é\n".encode()
    path = put(folder, start + line * lines + accent + b"7;none;x\n")
    assert path.read_bytes()[: 1 << 22].endswith(b"\xc3")
    assert ages(path) == [82] * (lines + 1) + [7]


def test_a_line_that_is_too_long(folder: Path) -> None:
    import duckdb

    from convention_dsl.simulation.trouble import diagnosed

    path = put(folder, b"age;zone;name\n82;zip;" + b"x" * 3_000_000 + b"\n" + MANY)
    with reading(path, clause="few") as (connection, found, _):
        assert found is not None
        with pytest.raises(duckdb.Error) as caught:
            read_rows(connection, found)
        diagnostic = diagnosed(caught.value, found.files)
    assert diagnostic is not None
    assert diagnostic.code == "E0733"


def test_several_files_are_one_table(folder: Path) -> None:
    put(folder, "age;zone\n82;zip\n", "a.csv")
    put(folder, "zone;age\r\nnone;7\r\nzut;8\r\n", "b.csv")
    put(folder, "age;zone\n9;qpv\n", "below.csv")
    assert ages(folder) == [82, 7, 8, 9]
    assert ages(folder / "?.csv") == [82, 7, 8]
    assert ages(folder / "b.csv", folder / "a.csv") == [7, 8, 82]
    assert places(folder, clause="few") == [("b.csv", 3, "zone", "zut")]
    put(folder, "age,zone\n9,qpv\n", "c.csv")
    assert said(folder)[0][0] == "E0729"
    put(folder, "age;zoné\n9;qpv\n", "c.csv")
    ((code, told),) = said(folder)
    assert (code, told["names"]) == ("E0726", ["`zone`", "`zoné`"])


def test_a_part_without_rows(folder: Path) -> None:
    put(folder, "age;zone\n", "a.csv")
    put(folder, "age;zone\n82;zip\n", "b.csv")
    assert ages(folder) == [82]
    put(folder, "age;zone\n;\n", "b.csv")
    assert said(folder) == [("E0738", {"path": str(folder / "a.csv")})]


def test_sets_as_people_write_them(folder: Path) -> None:
    header = "age;ald;debt;coin;share;index;tens;born;zone;score.influenza;score.covid;score.cervix"
    row = "82;oui;1;1;1;0;0;1950-01-01;zip;0;0;0"
    cells = [
        '"3;8"', '"{3 ; 8}"', "3|8", "{3, 8}", " 08 |\u00a0+3 ", "8.0|3,0", '"8 ; 3"', "{8|3}"
    ]  # fmt: skip
    lines = "".join(f"{row};{cell}\n" for cell in cells)
    found = rows(put(folder, f"{header};nos\n{lines}"))
    assert [each.reasons for each in found] == [[]] * len(cells)
    members = [{n for n in range(1, 33) if each.values[f"nos_{n}"]} for each in found]
    assert members == [{3, 8}] * len(cells)


def test_rows_are_counted_as_a_spreadsheet_does(folder: Path) -> None:
    path = put(folder, 'age;zone\n300;zip\n7;"z\nu"\n;zip\nx;\n')
    assert places(path, clause="few") == [
        ("data.csv", 2, "age", "300"),
        ("data.csv", 3, "zone", "z\nu"),
        ("data.csv", 4, "age", None),
        ("data.csv", 5, "age", "x"),
        ("data.csv", 5, "zone", None),
    ]


def test_strange_names(folder: Path) -> None:
    path = put(folder, 'age;zone;"it\'s; a ""name"""\n82;zip;1\n', "a [b] * ?'\".csv")
    assert ages(path) == [82]
    assert codes(path, clause="few") == []
