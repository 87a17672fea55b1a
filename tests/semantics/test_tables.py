"""Tables: guards, labels, ids, and every kind of output column."""

from datetime import date

import pytest

from convention_dsl.core.nodes import Apply, Cases, CasesOrigin, Construct, Dated, Let, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from tests.semantics.helpers import FRENCH, PATIENT, body, book, codes

GRID = """clause x (p: Patient) : amount
  | p.ald | p.age          || amount |
  | yes   | >= 80          || 100 €  |
  | yes   | < 80           || 55 €   | "younger" source "Q7" confidence reported
  | no    | 75..79, >= 85  || 15 €   |
  | no    | -              || 5 €    |
"""


def rows(text):
    found = body(text)
    while isinstance(found, Let):
        found = found.body
    assert isinstance(found, Cases)
    return found.rows


def operators(expr):
    return [node.operator for node in walk(expr) if isinstance(node, Apply)]


def test_a_guard_is_the_conjunction_of_its_cells():
    first, _, third, last = rows(GRID)
    assert operators(first.guard) == [Operator.AND, Operator.LESS_EQUAL]
    assert operators(third.guard) == [
        Operator.AND,
        Operator.NOT,
        Operator.OR,
        Operator.AND,
        Operator.LESS_EQUAL,
        Operator.LESS_EQUAL,
        Operator.LESS_EQUAL,
    ]
    assert operators(last.guard) == [Operator.NOT]


def test_a_row_is_named_by_its_author_or_by_what_it_asks():
    assert [row.label for row in rows(GRID)] == [
        "ald = yes, age >= 80",
        "younger",
        "ald = no, age = 75..79, >= 85",
        "ald = no",
    ]


def test_ids_are_readable_and_unique():
    assert [row.id for row in rows(GRID)] == ["x/row-1", "x/younger", "x/row-3", "x/row-4"]


def test_a_row_has_its_own_source_or_that_of_its_clause():
    assert [row.provenance.source for row in rows(GRID)] == ["test", "Q7", "test", "test"]


def test_the_type_of_a_table_is_the_hull_of_its_rows():
    found = body(GRID)
    assert (found.type.low, found.type.high, found.type.step) == (5, 100, 5)
    assert found.origin is CasesOrigin.GRID


def test_a_row_that_asks_nothing_has_a_label():
    text = "clause x (p: Patient) : amount\n  | p.ald || amount |\n  | - || 5 € |\n"
    assert [row.label for row in rows(text)] == ["in every case"]
    named = text.replace("5 € |", '5 € | "all alike"')
    assert [row.label for row in rows(named)] == ["all alike"]


def test_labels_are_in_the_words_of_the_file():
    text = FRENCH + (
        "fiche Patient\n  âge : entier 0..120\n  ald : booléen\n"
        "clause x (p : Patient, q : Patient) : montant\n"
        "  | p.ald | q.âge || montant |\n  | oui | < 7 || 5 € |\n  | oui | >= 7 || 6 € |\n"
        "  | non | - || 7 € |\n"
    )
    (clause,) = book(text).clauses
    assert clause.readings[0].body.rows[0].label == "p.ald = oui; q.âge < 7"


def test_a_header_that_is_no_path_is_calculated_once():
    found = body(
        "clause x (p: Patient) : amount\n  | p.age - 1 || amount |\n"
        "  | < 3 || 5 € |\n  | >= 3 || 6 € |\n"
    )
    assert isinstance(found, Let)
    assert operators(found.body) == [Operator.LESS, Operator.LESS_EQUAL]


def test_an_optional_header_is_known_where_a_value_is_asked():
    first, second, third, fourth = rows(
        "clause x (p: Patient) : amount\n  | p.seen_on || amount |\n"
        "  | unknown || 1 € |\n  | < 2025-01-01 || 2 € |\n  | 2025-01-01 || 3 € |\n"
        "  | > 2025-01-01 || 4 € |\n"
    )
    assert operators(first.guard) == [Operator.NOT, Operator.IS_KNOWN]
    for row in (second, third, fourth):
        assert operators(row.guard)[:2] == [Operator.AND, Operator.IS_KNOWN]
        assert Operator.OR_ELSE in operators(row.guard)


def test_sets_and_items_in_cells():
    guards = [
        operators(row.guard)
        for row in rows(
            "clause x (p: Patient) : amount\n  | p.done | p.share || amount |\n"
            "  | contains flu | third..half || 1 € |\n"
            "  | meets {flu, covid} | not third || 2 € |\n"
            "  | {} | third, full || 3 € |\n"
            "  | included in {breast} | in {half} || 4 € |\n"
        )
    ]
    assert guards[0] == [
        Operator.AND,
        Operator.CONTAINS,
        Operator.LESS_EQUAL,
        Operator.LESS_EQUAL,
    ]
    assert guards[1] == [
        Operator.AND,
        Operator.NOT,
        Operator.EQUAL,
        Operator.INTERSECTION,
        Operator.NOT,
        Operator.EQUAL,
    ]
    assert guards[2] == [
        Operator.AND,
        Operator.EQUAL,
        Operator.OR,
        Operator.EQUAL,
        Operator.EQUAL,
    ]
    assert guards[3] == [Operator.AND, Operator.SUBSET, Operator.EQUAL]


def test_a_cross_table_is_a_case_per_cell():
    found = rows(
        "clause x (p: Patient) : amount\n  | p.ald || p.age < 7 | p.age >= 7 |\n"
        "  | yes || 1 € | 2 € |\n  | no || 3 € | 4 € |\n"
    )
    assert [row.id for row in found] == [
        "x/row-1/column-1",
        "x/row-1/column-2",
        "x/row-2/column-1",
        "x/row-2/column-2",
    ]
    assert found[0].label == "ald = yes, p.age < 7"
    assert [row.value.value for row in found] == [1, 2, 3, 4]
    assert operators(found[3].guard) == [Operator.AND, Operator.NOT, Operator.LESS_EQUAL]


def test_a_dated_table_has_dated_values():
    found = rows(
        "clause x (p: Patient) : amount\n  | p.ald || from 2018-01-01 | from 2024-01-01 |\n"
        "  | yes || 1 € | 2 € |\n  | no || 3 € | 4 € |\n"
    )
    assert [row.id for row in found] == ["x/row-1", "x/row-2"]
    (first, second) = found[1].value.alternatives
    assert isinstance(found[0].value, Dated)
    assert (first[0], first[1].value) == (date(2018, 1, 1), 3)
    assert (second[0], second[1].value) == (date(2024, 1, 1), 4)


PAY = "record Pay\n  main : amount\n  bonus : amount\n"


def test_several_outputs_are_a_record_of_tables():
    found = body(
        PAY + "clause x (p: Patient) : Pay\n  | p.ald || bonus | main |\n"
        "  | yes || 1 € | 2 € |\n  | no || 3 € | 4 € |\n"
    )
    assert isinstance(found, Construct)
    main, bonus = found.parts
    assert [row.value.value for row in main.rows] == [2, 4]
    assert [row.id for row in bonus.rows] == ["x.bonus/row-1", "x.bonus/row-2"]


def test_ids_of_a_book_are_never_given_twice():
    found = book(PATIENT + GRID + GRID.replace("clause x", "clause y").replace("p.age", "p.age"))
    ids = [
        row.id
        for clause in found.clauses
        for node in walk(clause.readings[0].body)
        if isinstance(node, Cases)
        for row in node.rows
    ]
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("| p.ald || amount |\n| 80 || 5 € |", "E0130"),
        ("| p.ald || amount |\n| >= yes || 5 € |", "E0131"),
        ("| p.age || amount |\n| unknown || 5 € |", "E0139"),
        ("| p.age || amount |\n| contains flu || 5 € |", "E0144"),
        ("| p.age || amount |\n| 80..70 || 5 € |", "E0145"),
        ("| p.aeg || amount |\n| 80 || 5 € |\n| yes || 6 € |", "E0103"),
        ("| p.age || amount |\n| - || 5 |", "E0121"),
        ("| p.zone || amount |\n| urbn || 5 € |", "E0101"),
        ("| p.done || amount |\n| flu || 5 € |", "E0130"),
    ],
)
def test_what_cells_refuse(table, code):
    assert codes(f"{PATIENT}clause x (p: Patient) : amount\n{table}\n") == [code]


def test_columns_must_name_every_field():
    text = PATIENT + PAY + "clause x (p: Patient) : Pay\n  | p.ald || bonus | mian |\n"
    assert codes(text + "  | - || 1 € | 2 € |\n") == ["E0103"]
    text = PATIENT + PAY + "clause x (p: Patient) : Pay\n  | p.ald || bonus |\n"
    assert codes(text + "  | - || 1 € |\n") == ["E0153"]


def test_a_large_table_is_read_in_one_go():
    lines = [f"  | {n} | {'yes' if n % 2 else 'no'} || {n % 90} € |" for n in range(1000)]
    text = "clause x (n: integer 0..999, b: boolean) : amount\n  | n | b || amount |\n"
    found = rows(text + "\n".join(lines) + "\n")
    assert len(found) == 1000
    assert len({row.id for row in found}) == 1000
    assert isinstance(found[-1].value, Literal)
