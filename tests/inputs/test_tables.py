from datetime import date
from fractions import Fraction as F

import pytest

from convention_dsl.diagnostics import Diagnostic
from convention_dsl.inputs.batch import Batch, read_batch
from convention_dsl.inputs.cells import Conventions
from convention_dsl.inputs.form import Form
from convention_dsl.inputs.tables import decode, read_table
from convention_dsl.locale import item_labels

from .examples import LIBRARY, LIST, ONE, TWO

HEADER = "age;ald;done;seen;score.influenza;score.covid"


def read(text: str | bytes, form: Form = ONE) -> tuple[Batch | None, list[Diagnostic]]:
    data = text if isinstance(text, bytes) else text.encode()
    table, _, diagnostics = read_table("data.csv", data)
    if table is None:
        return None, diagnostics
    return read_batch(form, table, Conventions(table.decimal_comma, item_labels(LIBRARY)))


def codes(text: str | bytes, form: Form = ONE) -> list[str]:
    return [diagnostic.code for diagnostic in read(text, form)[1]]


def test_a_row_is_a_calculation() -> None:
    batch, diagnostics = read(f"{HEADER};nos\n82;oui;influenza|covid;2026-01-01;12,5 %;0,5;3|8\n")
    assert diagnostics == []
    assert batch is not None
    assert batch.arguments == [
        (
            {
                "age": F(82),
                "ald": True,
                "c2s": False,
                "done": frozenset({"influenza", "covid"}),
                "nos": frozenset({3, 8}),
                "seen": date(2026, 1, 1),
                "fees": F(0),
                "score": {"influenza": F(1, 8), "covid": F(1, 2)},
            },
        )
    ]


def test_empty_cells_are_the_default_the_empty_set_or_unknown() -> None:
    batch, _ = read(f"{HEADER};c2s\n7;no;;;0;0;\n7;no;flu shot;unknown;0;0;1\n")
    assert batch is not None
    first, second = (row[0] for row in batch.arguments)
    assert (first["done"], first["seen"], first["c2s"]) == (frozenset(), None, False)
    assert (second["done"], second["seen"], second["c2s"]) == (frozenset({"influenza"}), None, True)


BAD_ROWS = [
    ("300;yes;;;0;0", "E0302"),
    ("x;yes;;;0;0", "E0301"),
    ("1,5;yes;;;0;0", "E0301"),
    (";yes;;;0;0", "E0304"),
    ("82;maybe;;;0;0", "E0301"),
    ("82;yes;influenz;;0;0", "E0301"),
    ("82;yes;covid|covid;;0;0", "E0312"),
    ("82;yes;;31/31/2026;0;0", "E0301"),
    ("82;yes;;;12;0", "E0318"),
    ("82;yes;;;0,0005;0", "E0303"),
    ("82;yes;;;0", "E0309"),
    ("82;yes;;;0;0;0", "E0309"),
]


@pytest.mark.parametrize(("row", "code"), BAD_ROWS)
def test_each_bad_cell_has_its_message(row: str, code: str) -> None:
    assert codes(f"{HEADER}\n82;yes;;;0;0\n{row}\n") == [code]


def test_a_problem_names_its_row_its_column_and_its_place() -> None:
    text = f"{HEADER}\n82;yes;;;0;0\n82;maybe;;;0;0\n"
    _, (diagnostic,) = read(text)
    assert diagnostic.arguments["place"].text("en") == "row 3, column `ald`: "
    assert diagnostic.span is not None
    assert text[diagnostic.span.start : diagnostic.span.end] == "maybe"


def test_an_unknown_item_suggests_the_nearest() -> None:
    _, (diagnostic,) = read(f"{HEADER}\n82;yes;influenz;;0;0\n")
    assert diagnostic.suggestion == "influenza"


def test_every_problem_is_told_in_order_up_to_twenty() -> None:
    rows = "300;maybe;;;0;0\n" * 15
    _, diagnostics = read(f"{HEADER}\n{rows}")
    assert [each.code for each in diagnostics[:4]] == ["E0302", "E0301", "E0302", "E0301"]
    assert len(diagnostics) == 21
    assert diagnostics[-1].code == "E0313"
    assert diagnostics[-1].arguments["n"] == 10


def test_a_column_that_is_not_asked_for_is_an_error_with_a_suggestion() -> None:
    _, diagnostics = read("agee;ald\n82;yes\n")
    assert [each.code for each in diagnostics] == ["E0306", "E0305"]
    assert diagnostics[0].suggestion == "age"


def test_missing_columns_are_named_with_what_they_take() -> None:
    _, (diagnostic,) = read("age;ald;score.influenza;score.covid\n82;yes;0;0\n")
    assert diagnostic.code == "E0305"
    assert diagnostic.arguments["missing"].text("en") == (" `done` (any of `influenza`, `covid`)")


def test_a_column_named_twice_is_an_error() -> None:
    assert codes(f"{HEADER};p.age\n82;yes;;;0;0;82\n") == ["E0312"]


def test_remarks_are_kept() -> None:
    batch, diagnostics = read(f"#name;{HEADER}\nA;82;yes;;;0;0\n")
    assert diagnostics == []
    assert batch is not None
    assert batch.kept_columns == list(range(7))


@pytest.mark.parametrize("text", ["", "\n\n", HEADER, f"{HEADER}\n;;;;;\n"])
def test_an_empty_table_is_an_error(text: str) -> None:
    assert codes(text) == ["E0308"]


def test_rows_left_empty_at_the_end_by_a_spreadsheet_are_no_rows() -> None:
    batch, diagnostics = read(f"{HEADER}\n82;yes;;;0;0\n;;;;;\n")
    assert diagnostics == []
    assert batch is not None
    assert len(batch.arguments) == 1


def test_a_workbook_is_not_a_table() -> None:
    assert codes(b"PK\x03\x04\x00\x00\x00") == ["E0310"]


def test_an_open_quote_is_told() -> None:
    assert codes('age,ald\n"82,yes\n') == ["E0311"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_recognised(encoding: str) -> None:
    assert decode("âge;été €\n".encode(encoding)) == "âge;été €\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_recognised(separator: str) -> None:
    text = f"{HEADER}\n82;yes;;;0;0\n".replace(";", separator)
    assert codes(text) == []


def test_a_comma_is_a_decimal_comma_in_tables_separated_otherwise() -> None:
    batch, _ = read(f"{HEADER};fees\n82;yes;;;0;0;1 000,00 €\n")
    assert batch is not None
    assert batch.arguments[0][0]["fees"] == 1000
    text = f"{HEADER};fees\n82;yes;;;0;0;".replace(";", ",") + '"10,50"\n'
    assert codes(text) == ["E0301"]


def test_two_records_have_columns_with_their_names() -> None:
    one = HEADER.split(";")
    names = [f"{name}.{field}" for name in ("p", "q") for field in one]
    batch, diagnostics = read(";".join(names) + "\n82;yes;;;0;0;7;no;;;0;0\n", TWO)
    assert diagnostics == []
    assert batch is not None
    assert [argument["age"] for argument in batch.arguments[0]] == [82, 7]


LIST_HEADER = "group;age;" + ";".join(f"patients.{name}" for name in HEADER.split(";"))


def test_rows_of_a_group_are_the_items_of_one_list() -> None:
    rows = "A;50;82;yes;;;0;0\nB;40;;;;;;\nA;;7;no;;;0;0\n"
    batch, diagnostics = read(f"{LIST_HEADER}\n{rows}", LIST)
    assert diagnostics == []
    assert batch is not None
    first, second = (row[0] for row in batch.arguments)
    assert [patient["age"] for patient in first["patients"]] == [82, 7]
    assert (second["age"], second["patients"]) == (40, ())
    assert batch.rows == [0, 1]
    assert batch.kept_columns == [0, 1]


def test_rows_of_a_group_do_not_contradict_each_other() -> None:
    rows = "A;50;82;yes;;;0;0\nA;51;7;no;;;0;0\n"
    assert codes(f"{LIST_HEADER}\n{rows}", LIST) == ["E0314"]


def test_an_item_of_a_list_that_is_half_given_is_an_error() -> None:
    assert codes(f"{LIST_HEADER}\nA;50;82;;;;0;0\n", LIST) == ["E0304"]
