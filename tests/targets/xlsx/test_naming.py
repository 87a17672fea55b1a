"""Names and texts that spreadsheets accept."""

import io
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from convention_dsl.targets.xlsx.naming import CellNames, quoted, sheet_name, shortened, string


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("prix", "prix"),
        ("taux_67_ans", "taux_67_ans"),
        ("l'âge d'or", "l_âge_d_or"),
        ("A1", "A1_"),
        ("c2s", "c2s"),
        ("FMT26", "FMT26_"),
        ("r1c1", "r1c1_"),
        ("L2C3", "L2C3_"),
        ("c", "c_"),
        ("vrai", "vrai_"),
        ("75 à 79", "n_75_à_79"),
        ("€", "n"),
    ],
)
def test_a_name_is_no_cell(wanted, name):
    assert CellNames().unique(wanted) == name


def test_names_differ_whatever_their_case():
    names = CellNames(["prix"])
    assert [names.unique(each) for each in ("Prix", "PRIX", "A1", "a1")] == [
        "Prix_2",
        "PRIX_3",
        "A1_",
        "a1__2",
    ]


@given(st.text(max_size=40))
def test_names_are_accepted(wanted):
    workbook = Workbook(io.BytesIO(), {"in_memory": True})
    workbook.add_worksheet("S")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert workbook.define_name(CellNames().unique(wanted), "=S!$A$1") in (0, None)
        workbook.add_worksheet(sheet_name(wanted, ["S"]))


def test_sheets_are_quoted_where_need_be():
    assert quoted("Patients") == "Patients"
    assert quoted("Médecins 2") == "'Médecins 2'"
    assert sheet_name("Médecin [chef] : l'été/hiver?") == "Médecin  chef    l été hiver"
    assert len(sheet_name("x" * 50)) == 31
    assert sheet_name("Listes", ["listes", "LISTES 2"]) == "Listes 3"
    assert sheet_name("x" * 50, ["x" * 31]) == f"{'x' * 27} 2"


def test_texts_in_formulas():
    assert string('dite "verte"') == '"dite ""verte"""'
    assert string("l'ALD(1)") == '"l\'ALD"&"(1)"'
    assert len(string("x" * 500)) < 255
    assert shortened("abcdef", before=197) == "ab…"
