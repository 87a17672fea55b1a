"""The budget lines: every identity has the verdict that school arithmetic gives.

The figures are typed again here, from the documents, and the sums are done without the language.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from convention_dsl.proof.prove import prove
from tests.rules.library import library

M = 1_000_000


def near(value: Fraction, announced: str) -> bool:
    """Return whether a figure is announced to the nearest unit of its last digit."""
    half = Fraction(1, 2 * 10 ** len(announced.partition(".")[2]))
    return abs(value - Fraction(announced)) <= half


def same(left: int | Fraction, right: int | Fraction) -> bool:
    return left == right


def percent(after: int, before: int) -> Fraction:
    return Fraction(100 * (after - before), before)


CHILDREN_2021 = Fraction(139, 10) * M / Fraction("1.092")
SPECIALISTS_2021 = Fraction(134, 10) * M / Fraction("1.032")
ENVELOPE_2021 = 836 * M + Fraction(2639, 10) * M + CHILDREN_2021 + SPECIALISTS_2021 + 73_626 * 3_946
CASES = 435_200 + 170_340 + 67_800 + 111_118 + 136_629

HOLD = {
    # Document 001: the table of the two years, and the recapitulation.
    "colonne_2026": same(250 + 100 + 40 + 0, 390),
    "colonne_2025": same(700 + 400 + 20 + 10, 1_100),
    "colonne_2025_arrondie": near(Fraction(700 + 400 + 20 + 10, 1_000), "1.1"),
    "enveloppe_du_tableau": same(1_130 + 390, 1_600),
    "enveloppe_annoncée": same(1_100 + 390, 1_600),
    "enveloppe_arrondie": near(Fraction(1_130 + 390, 1_000), "1.6"),
    "ligne_fmt": same(20 + 40, 60),
    "ligne_assistants": same(10 + 0, 10),
    "ligne_consultations": same(700 + 250, 1_100),
    "ligne_consultations_arrondie": near(Fraction(700 + 250, 1_000), "1.1"),
    "ligne_consultations_total_2025": same(1_100, 1_100),
    "ligne_nomenclature": same(400 + 100, 240),
    "récap_contre_annonce": same(1_100 + 10 + 60 + 240, 1_490),
    "récap_contre_tableau": same(1_100 + 10 + 60 + 240, 1_520),
    "récap_contre_enveloppe": same(1_100 + 10 + 60 + 240, 1_600),
    "deux_2026": same(390, 350),
    "g_à_30": same(700, 700),
    "part_complémentaire": same(1_600 + 300, 1_900),
    "lecteurs": 35_000 <= 50_000,
    "documents_par_dmp": near(Fraction(116, 27), "4.3"),
    "actifs_libéraux": same(50_000, 113_000),
    "actifs_et_mixtes": same(50_000, 128_000),
    "actifs_généralistes": abs(50_000 - 51_202) * 20 <= 51_202,
    # Document 004.
    "g_hausse": same(3_000 - 2_650, 350),
    "g_hausse_13": near(percent(3_000, 2_650), "13.2"),
    "g_hausse_20": same(percent(3_000, 2_650), 20),
    "g_hausse_20_depuis_25": same(percent(3_000, 2_500), 20),
    "six_millions": same(5_959_000, 6_000_000),
    "six_millions_arrondis": near(Fraction(5_959, 1_000), "6"),
    "secteur_2_spécialistes_seuls": same(52, 52),
    "secteur_2_tous": same(Fraction(5 + 52, 2), 52),
    # Document 003.
    "cpts_taille": 80_000 <= 82_353 <= 175_000,
    "cpts_habitants": near(Fraction(82_353, 84), "980"),
    "indus_soignants": same(435_200 + 170_340 + 67_800, 673_340),
    "indus_total": same(CASES, 921_087),
    "indus_préjudice": same(CASES, 1_155_705),
    "indus_part": near(Fraction(100 * CASES, 1_155_705), "79.7"),
    "préjudice_objectif": near(Fraction(100 * 1_155_705, 1_142_700), "101.14"),
    "préjudice_excédent": same(1_155_705 - 1_142_700, 13_005),
    "commissions_total": same(7 + 2 + 2, 11),
    # Documents 000 and 002.
    "durée_consultation": all(22 <= Fraction(180, visits) <= 26 for visits in (7, 8)),
    "vingt_fois": 1_000_000 > 20 * 40_000,
    "vingt_cinq_fois": same(1_000_000, 25 * 40_000),
    # The former payments: a total, a number of doctors, a mean.
    "fpmt_2018_moyenne": near(Fraction(819_345_618, 84_337), "14851"),
    "solde_2019_moyenne": near(Fraction(255_900_000, 73_435), "3485"),
    "acompte_2021_moyenne": near(Fraction(201_900_000, 73_786), "2736"),
    "solde_2021_moyenne": near(Fraction(249_800_000, 71_908), "3474"),
    "acompte_2021_quart": same(836 * M, 4 * 201_900_000),
    "solde_2021_quart": same(836 * M, 4 * 249_800_000),
    "acompte_2022_moyenne": near(Fraction(204_430_000, 71_652), "2759"),
    "acompte_2024_total": same(3_131 * 68_491, 263 * M),
    "acompte_3_médecins": same(46_852 + 2_834 + 1_832 + 17_426, 68_944),
    "acompte_3_moyenne": near(Fraction(287 * M, 68_944), "4170"),
    "acompte_3_arrondi": near(Fraction(4_170 * 68_944, M), "287"),
    "rosp_2024_moyenne": near(Fraction(265 * M, 49_500), "5361"),
    "rosp_2024_arrondie": near(Fraction(5_361 * 49_500, M), "265"),
    "rosp_hausse_2023": near(percent(5_185, 5_113), "1.4"),
    "rosp_hausse_2024": near(percent(5_361, 5_185), "3.4"),
    "deux_forfaits_hausse_2023": near(percent(9_324, 9_151), "1.9"),
    "deux_forfaits_hausse_2024": near(percent(9_563, 9_324), "2.6"),
    "fs_hausse_2024": abs(Fraction(320 * 104, 100) - 332) <= 1,
    "rosp_et_fs": same(295 + 332, 332),
    "trois_forfaits": same(16_000 + 5_100 + 4_050, 25_150),
    "enveloppe_2021": near(ENVELOPE_2021 / M, "1416"),
    "enveloppe_2021_tous_forfaits": near(ENVELOPE_2021 / M / 1_000, "1.6"),
}


@pytest.fixture(scope="module")
def found() -> dict[str, bool]:
    return {
        each.property.name: each.verdict.status.value == "proved"
        for each in prove(library(), "budgets")
    }


def test_every_identity_has_the_verdict_of_arithmetic(found: dict[str, bool]) -> None:
    assert found == HOLD


def test_a_refuted_identity_says_by_how_much() -> None:
    for each in library().books["budgets"].properties:
        for expectation in each.expectations:
            assert any(c.isdigit() for c in expectation.reason or ""), each.name
