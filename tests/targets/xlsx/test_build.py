"""Workbooks as files: what is in them, what LibreOffice makes of them, what changes them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import pytest

from convention_dsl import pipeline
from convention_dsl.calculator.plan.conversion import decode, encode
from convention_dsl.calculator.plan.formula import DateKind, Ref
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Definition
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.core.evaluate import call
from convention_dsl.targets.xlsx.build import build, refuse
from convention_dsl.targets.xlsx.contents import pruned
from convention_dsl.targets.xlsx.guide import guide_to
from tests.libreoffice import convert, recalculated
from tests.targets.xlsx.books import (
    DAY,
    FIRST,
    PATHS,
    READINGS,
    calculation,
    column,
    material,
    opened,
    parameter,
    saved,
)

CLAUSES = {
    "fmt": ("fmt", "fmt", {}),
    "total": ("fmt", "total", READINGS),
    **{
        name: ("soins", name, {})
        for name in (
            "dû",
            "par_visite",
            "prochaine",
            "tranche",
            "tarif_zone",
            "détail",
            "cabinet",
            "selon_le_début",
        )
    },
}


def built(name):
    book, clause, readings = CLAUSES[name]
    rows = 30 if name == "dû" else 16
    return build(material(book, clause, rows=rows, readings=readings))[f"{clause}.xlsx"]


def edited(name, change):
    """Return a workbook after `change(workbook)`; its cached values are gone."""
    workbook = opened(built(name))
    change(workbook)
    return saved(workbook)


KNOWN = set(
    """AND COUNT COUNTA COUNTIF DATE DAY EDATE EXACT FIND IF INDEX INT ISNUMBER LEN MAX MID MIN MOD
    MONTH NOT OR ROUND SUBSTITUTE SUBTOTAL SUM SUMPRODUCT TRIM YEAR""".split()  # noqa: SIM905
)
"""Functions of both Excel 2016 and LibreOffice 7.4."""

# What is changed in some workbooks ----------------------------------------------------------------


def other_amounts(workbook):
    sheet = workbook["Paramètres"]
    parameter(sheet, "prix d'une action de prévention validée").value = 7.5
    parameter(sheet, "80 ans et plus, en ALD").value = 110


def bad_amount(workbook):
    parameter(workbook["Paramètres"], "prix d'une visite").value = "vingt"


def bad_rows(workbook):
    """Spoil one cell a row, from the second row of a workbook of `dû` on."""
    sheet = workbook["Patients"]
    good = {each.column: each.value for each in sheet[FIRST] if each.value is not None}
    for number, (head, value) in enumerate(BAD, start=FIRST + 1):
        for at, each in good.items():
            if at < column(sheet, "Contrôle"):
                sheet.cell(number, at).value = each
        sheet.cell(number, column(sheet, head)).value = value
    sheet.cell(FIRST + 23, 1).value = "seulement un nom"


BAD = (
    ("âge", None),
    ("âge", 121),
    ("âge", 40.5),
    ("âge", "quarante"),
    ("en ALD", "peut-être"),
    ("en ALD", "OUI"),
    ("numéros", "3;8"),
    ("numéros", "3;3"),
    ("numéros", "21"),
    ("honoraires (€)", 12.345),
    ("honoraires (€)", "12,50 €"),
    ("part (%)", 0.1234),
    ("indice", 0.3),
    ("date de naissance", datetime(1899, 1, 1)),
    ("date de naissance", "1985-05-05"),
    ("zone", "zip"),
    ("zone", "zip (petite)"),
    ("zone", "zone x (?)"),
    ("zone", "zone * (?)"),
    ("zone", 'zone dite "verte"'),
    ("vaccin contre la grippe", "x"),
)
"""A heading, and what is written under it."""

SAID = (
    "à compléter : âge",
    "valeur refusée : âge",
    "valeur refusée : âge",
    "valeur refusée : âge",
    "valeur refusée : en ALD",
    "✓",
    "contradiction : un numéro suppose une ALD",
    "valeur refusée : numéros",
    "valeur refusée : numéros",
    "valeur refusée : honoraires",
    "valeur refusée : honoraires",
    "valeur refusée : part",
    "valeur refusée : indice",
    "valeur refusée : date de naissance",
    "valeur refusée : date de naissance",
    "valeur refusée : zone",
    "✓",
    "valeur refusée : zone",
    "✓",
    "✓",
    "valeur refusée : vaccin contre la grippe",
)


def spoil_list(workbook):
    sheet = workbook["Patients"]
    sheet.cell(FIRST + 1, column(sheet, "âge")).value = None
    sheet.cell(FIRST + 2, column(sheet, "âge")).value = 300


def no_rule(workbook):
    sheet = workbook["Patients"]
    sheet.cell(FIRST, column(sheet, "âge")).value = 20


@pytest.fixture(scope="module")
def files():
    return {
        **{f"{name}.xlsx": built(name) for name in CLAUSES},
        "amounts.xlsx": edited("fmt", other_amounts),
        "bad_amount.xlsx": edited("dû", bad_amount),
        "bad_rows.xlsx": edited("dû", bad_rows),
        "gap.xlsx": edited("tranche", no_rule),
        "list.xlsx": edited("total", spoil_list),
    }


@pytest.fixture(scope="module")
def calculated(files):
    """Every workbook, calculated in one run."""
    return {name: opened(data, values=True) for name, data in recalculated(files).items()}


# Figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CLAUSES)
def test_every_cached_value_is_what_libreoffice_calculates(files, calculated, name):
    before, after = opened(files[f"{name}.xlsx"], values=True), calculated[f"{name}.xlsx"]
    formulas = opened(files[f"{name}.xlsx"])
    count = 0
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                found = after[sheet.title][cell.coordinate].value
                formula = formulas[sheet.title][cell.coordinate].value
                assert plain(found) == plain(cell.value), (sheet.title, cell.coordinate, formula)
                count += isinstance(formula, str) and formula.startswith("=")
    assert count > 100


def plain(value):
    """Return a value to compare; quotients that are not decimal differ in the 15th digit."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).days
    if isinstance(value, float):
        return float(f"{value:.13g}")
    return None if value == "" else value


def test_rows_give_what_the_evaluator_gives(calculated):
    each = calculation("soins", "dû")
    sheet = calculated["dû.xlsx"]["Patients"]
    guide = guide_to(each.program, each.ref)
    assert len(guide.examples) == 2
    for row, example in enumerate(guide.examples, start=FIRST):
        expected = call(each.program, each.ref, example.arguments)
        assert cents(sheet.cell(row, column(sheet, "montant dû")).value) == expected
        assert sheet.cell(row, 1).value == example.label
    assert sheet.cell(FIRST, column(sheet, "visites")).value is not None


def test_a_list_gives_what_the_evaluator_gives(calculated):
    each = calculation("fmt", "total", READINGS)
    book = calculated["total.xlsx"]
    doctor = book["Médecin"]
    guide = guide_to(each.program, each.ref)
    patients = tuple(value for one in guide.elements[:16] for value in one.arguments)
    (one,) = guide.singles[0].arguments
    expected = call(each.program, each.ref, [one, patients])
    assert doctor.cell(3, 1).value == (
        "Feuille « Patients » : 16 ligne(s) calculée(s), 0 à compléter ou à corriger"
    )
    found = doctor.cell(FIRST, column(doctor, "forfait annuel du médecin")).value
    assert cents(found) == expected > 0
    cover = [cell.value for row in book["Lisez-moi"].iter_rows() for cell in row if cell.value]
    assert any("pour la liste que forment les lignes de la feuille" in str(text) for text in cover)


def test_an_example_that_no_cell_can_hold_is_left_out(calculated):
    sheet = calculated["selon_le_début.xlsx"]["Saisie"]
    assert [sheet.cell(row, 1).value for row in (FIRST, FIRST + 1)] == ["premier jour", None]
    assert sheet.cell(FIRST, column(sheet, "tarif en vigueur")).value == "oui"
    assert parameter(calculated["selon_le_début.xlsx"]["Paramètres"], "début du tarif").value


def cents(value):
    """Return an amount of a cell exactly: it is a decimal of two places at most."""
    units = round(value * 100)
    assert abs(value * 100 - units) < 1e-6
    return Fraction(units, 100)


def test_a_list_with_wrong_rows_has_no_total(calculated):
    book = calculated["list.xlsx"]
    sheet = book["Médecin"]
    assert sheet.cell(FIRST, column(sheet, "Contrôle")).value == (
        "2 ligne(s) à compléter ou à corriger dans la liste"
    )
    assert sheet.cell(FIRST, column(sheet, "forfait annuel du médecin")).value is None


def test_other_amounts_give_what_the_evaluator_gives(calculated):
    texts = pipeline.load([PATHS["fmt"]], overrides={"fmt_2026.prix_action": Fraction(15, 2)})
    each, diagnostics = pipeline.prepare(texts, calculation("fmt", "fmt").ref, DAY, {})
    assert each is not None, diagnostics
    plan, _ = pipeline.plan(each, editable=True)
    assert plan is not None
    row = next(p.name for p in plan.parameters if p.label == "80 ans et plus, en ALD")
    sheet = calculated["amounts.xlsx"]["Patients"]
    total = Fraction(0)
    for number, example in enumerate(guide_to(each.program, each.ref).examples, start=FIRST):
        values = run(plan, encode(plan, example.arguments)[0], {}, {row: 11000})
        expected = decode(plan, values)
        found = sheet.cell(number, column(sheet, "forfait médecin traitant d'un patient")).value
        assert cents(found) == expected
        total += expected
    assert cents(sheet.cell(4, column(sheet, "forfait médecin traitant d'un patient")).value) == (
        total
    )
    before = calculated["fmt.xlsx"]["Patients"]
    assert cents(before.cell(4, column(before, "Contrôle") + 4).value) != total


# Words --------------------------------------------------------------------------------------------


def test_a_row_says_what_is_wrong_with_it(calculated):
    sheet = calculated["bad_rows.xlsx"]["Patients"]
    state, amount = column(sheet, "Contrôle"), column(sheet, "montant dû")
    for number, (given, said) in enumerate(zip(BAD, SAID, strict=True), start=FIRST + 1):
        assert sheet.cell(number, state).value == said, given
        assert (sheet.cell(number, amount).value is None) == (said != "✓"), given
    assert sheet.cell(FIRST + 22, state).value is None
    assert sheet.cell(FIRST + 23, state).value.startswith("à compléter : âge · en ALD")
    fine = SAID.count("✓") + 1
    said = f"{fine} ligne(s) calculée(s), {len(SAID) + 2 - fine} à compléter ou à corriger"
    assert sheet.cell(3, 1).value == said


def test_an_amount_that_is_not_accepted_is_said_in_every_row(calculated):
    sheet = calculated["bad_amount.xlsx"]["Patients"]
    said = "un montant n'est pas accepté : voir la feuille « Paramètres »"
    assert sheet.cell(FIRST, column(sheet, "Contrôle")).value == said
    assert sheet.cell(FIRST, column(sheet, "montant dû")).value is None


def test_a_case_that_no_rule_covers_is_said_with_its_place(calculated):
    sheet = calculated["gap.xlsx"]["Patients"]
    state = column(sheet, "Contrôle")
    line = next(n for n, text in enumerate(lines(), start=1) if text.startswith("clause tranche"))
    said = sheet.cell(FIRST, state).value
    assert said.startswith("aucune règle ne prévoit ce cas (soins.conv:")
    assert line <= int(said.rstrip(")").rpartition(":")[2]) <= line + 2
    assert sheet.cell(FIRST, column(sheet, "tranche")).value is None
    assert sheet.cell(FIRST + 1, state).value == "✓", "rows made up have a value"


def lines():
    return PATHS["soins"].read_text("utf-8").splitlines()


def test_no_cell_holds_an_error(calculated):
    for name, book in calculated.items():
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "e", (name, sheet.title, cell.coordinate)


# The file -----------------------------------------------------------------------------------------


def test_the_same_bytes_twice_and_no_time_of_building(files):
    assert built("fmt") == files["fmt.xlsx"]
    with zipfile.ZipFile(BytesIO(files["fmt.xlsx"])) as archive:
        assert b"2026-01-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert {item.date_time[0] for item in archive.infolist()} == {1980}


def test_lists_and_bounds_are_validated_in_french(files):
    sheet = opened(files["dû.xlsx"])["Patients"]
    rules = {
        str(rule.sqref).partition(":")[0].rstrip("0123456789"): rule
        for rule in sheet.data_validations.dataValidation
    }

    def rule(head):
        return rules[sheet.cell(1, column(sheet, head)).column_letter]

    assert (rule("âge").type, rule("âge").formula1, rule("âge").formula2) == ("whole", "0", "120")
    assert rule("âge").error == "Attendu : un nombre entier de 0 à 120."
    assert rule("en ALD").formula1 == "liste_oui_ou_non"
    assert rule("zone").formula1 == "liste_Zone"
    assert rule("honoraires (€)").type == "decimal"
    assert rule("date de naissance").type == "date"
    assert rule("part (%)").errorTitle == "Valeur refusée"


def test_names_sources_and_comments(files):
    book = opened(files["dû.xlsx"])
    assert {"prix", "prix_centimes", "liste_Zone"} <= set(book.defined_names)
    assert book.defined_names["prix"].attr_text == "Paramètres!$C$6" or (
        book.defined_names["prix"].attr_text.startswith("'Paramètres'!$C$")
    )
    amount = parameter(book["Paramètres"], "prix d'une visite")
    assert amount.value == 25
    assert "tableau 2 (supposé)" in amount.comment.text
    sheet = book["Patients"]
    head = next(c for row in sheet["A6:Z7"] for c in row if c.value == "numéros")
    assert "des numéros de 1 à 20" in head.comment.text
    assert "Champ « p.nos » du texte." in head.comment.text
    formulas = [cell.value for cell in book["Calcul"][FIRST]]
    assert any("prix_centimes" in str(each) for each in formulas)
    cover = [cell.value for row in book["Lisez-moi"].iter_rows() for cell in row if cell.value]
    for each in ("Soins & cie <plein>", "1er janvier 2026", "tableau 2", "supposé", "note 4"):
        assert any(each in str(text) for text in cover), each


def test_sheets_are_frozen_protected_and_set_up_for_printing(files):
    book = opened(files["fmt.xlsx"])
    assert book.sheetnames == ["Lisez-moi", "Patients", "Paramètres", "Calcul", "Listes"]
    sheet = book["Patients"]
    assert sheet.freeze_panes == f"B{FIRST}"
    assert sheet.auto_filter.ref
    assert sheet.print_title_rows == "$5:$7"
    assert sheet.protection.sheet
    assert not sheet.cell(FIRST, 2).protection.locked
    assert sheet.cell(FIRST, column(sheet, "Contrôle")).protection.locked
    assert sheet.cell(FIRST, column(sheet, "prévention")).number_format == '#,##0.00\\ "€"'
    assert book["Calcul"].sheet_state == book["Listes"].sheet_state == "hidden"


def test_room_for_rows_and_formulas_of_known_functions(files):
    book = opened(build(material("fmt", "fmt", rows=50))["fmt.xlsx"])
    assert book["Calcul"].max_row == FIRST + 49
    for name in ("fmt.xlsx", "dû.xlsx", "total.xlsx", "cabinet.xlsx", "prochaine.xlsx"):
        for sheet in opened(files[name]).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        code = re.sub(r'"[^"]*"', "", cell.value)
                        used = set(re.findall(r"([A-Z]+)\(", code))
                        assert used <= KNOWN, (sheet.title, cell.coordinate, used - KNOWN)
                        assert len(cell.value) < 8192


# Refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("immense", "trop grands"),
        ("ensemble_des_listes", "plusieurs listes"),
        ("selon_la_loi", "avant 1900"),
    ],
)
def test_what_a_spreadsheet_cannot_hold_is_refused(clause, said):
    plan = material("soins", clause).plans[0]
    with pytest.raises(UnsupportedError) as refusal:
        refuse(plan)
    assert said in refusal.value.construct.fr


def test_dates_that_cells_cannot_hold_are_refused():
    plan = pruned(material("soins", "prochaine").plans[0])
    old = DateKind(date(1800, 1, 1), date(1900, 2, 28))
    columns = tuple(
        replace(each, kind=old) if each.name == "jour" else each for each in plan.columns
    )
    with pytest.raises(UnsupportedError):
        refuse(replace(plan, columns=columns))


def test_a_clause_of_too_many_steps_is_refused():
    plan = material("soins", "par_visite").plans[0]
    result = plan.results[0]
    steps = [
        Definition(f"step{n}", Ref(result.kind, result.name if n == 0 else f"step{n - 1}"))
        for n in range(16_001)
    ]
    long = replace(
        plan,
        definitions=(*plan.definitions, *steps),
        results=(replace(result, name="step16000"),),
    )
    with pytest.raises(UnsupportedError) as refusal:
        refuse(long)
    assert "colonnes" in refusal.value.construct.fr


# Pictures -----------------------------------------------------------------------------------------


def test_it_prints_without_errors_or_cut_figures(files):
    pages = convert({"fmt.xlsx": files["fmt.xlsx"]}, "pdf")["fmt.xlsx"]
    assert pages.startswith(b"%PDF")
    assert pages.count(b"/Type/Page\n") + pages.count(b"/Type/Page/") >= 3
