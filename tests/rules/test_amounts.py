"""Amounts computed by hand from the texts, against the evaluator and the generated calculator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.rules.library import doctor, patient, pay


@pytest.mark.parametrize(
    ("age", "ald", "before", "after"),
    [
        (0, False, 6, 6),
        (6, False, 6, 6),
        (7, False, 5, 5),
        (79, False, 5, 5),
        (80, False, 42, 46),
        (120, False, 42, 46),
        (0, True, 42, 46),
        (79, True, 42, 46),
        (80, True, 70, 70),
    ],
)
def test_the_former_forfait(age: int, ald: bool, before: int, after: int) -> None:
    assert pay("fpmt", "fpmt", patient(age, ald), at=date(2018, 1, 1)) == before
    assert pay("fpmt", "fpmt", patient(age, ald), at=date(2023, 12, 31)) == before
    assert pay("fpmt", "fpmt", patient(age, ald), at=date(2024, 1, 1)) == after
    assert pay("fpmt", "fpmt", patient(age, ald), at=date(2025, 12, 31)) == after


@pytest.mark.parametrize(
    ("share", "capped_share", "capped_uplift"),
    [
        (Fraction(7, 100), Fraction(0), Fraction(0)),
        (Fraction(8, 100), Fraction(5, 1000), Fraction(5, 1000)),
        (Fraction(25, 100), Fraction(9, 100), Fraction(9, 100)),
        (Fraction(50, 100), Fraction(9, 100), Fraction(215, 1000)),
        (Fraction(1), Fraction(9, 100), Fraction(25, 100)),
    ],
)
def test_the_former_precarity_uplift(
    share: Fraction, capped_share: Fraction, capped_uplift: Fraction
) -> None:
    m = doctor(part_c2s=share)
    assert pay("fpmt", "taux_précarité", m, taux_précarité="part_plafonnée") == capped_share
    assert pay("fpmt", "taux_précarité", m, taux_précarité="majoration_plafonnée") == capped_uplift


def test_the_former_uplift_is_rounded_to_the_cent() -> None:
    m = doctor(part_c2s=Fraction(73, 1000))  # (7.3 - 7) / 2 = 0.15 %; 46 € × 1.0015 = 46.069 €
    assert pay("fpmt", "fpmt_médecin", m, patient(50, True)) == Fraction(4607, 100)


def test_instalments_add_up() -> None:
    total = Fraction(10_003, 100)  # a quarter is 25.0075 €
    parts = [pay("fpmt", "versement", total, Fraction(rank)) for rank in range(1, 5)]
    assert parts == [Fraction(2501, 100)] * 3 + [Fraction(2500, 100)]


@pytest.mark.parametrize(
    ("age", "ald", "seen", "expected"),
    [
        (0, False, True, 15),
        (6, False, True, 15),
        (7, False, True, 5),
        (74, False, True, 5),
        (75, False, True, 15),
        (79, False, True, 15),
        (80, False, True, 55),
        (0, True, True, 55),
        (79, True, True, 55),
        (80, True, True, 100),
        (82, True, True, 100),
        (82, True, False, 5),
        (0, False, False, 5),
    ],
)
def test_the_base_amount_of_2026(age: int, ald: bool, seen: bool, expected: int) -> None:
    assert pay("fmt_2026", "socle", patient(age, ald, vu=seen)) == expected
    assert pay("fmt_2026", "fmt", patient(age, ald, vu=seen)) == expected
    assert pay("fmt_2026", "fmt", patient(age, ald, vu=seen, c2s=True)) == expected + 10


FLU = {1, 2, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30}
COVID = FLU | {3, 23}
PNEUMO = {2, 3, 5, 6, 7, 8, 9, 14, 19, 21, 22, 24, 25, 27, 28, 30}


@pytest.mark.parametrize("number", range(1, 33))
def test_vaccinations_by_ald_number(number: int) -> None:
    def concerned(action: str, age: int) -> object:
        numbers = frozenset({number})
        return pay("fmt_2026", "pertinente", action, patient(age, True, nos=numbers))

    assert concerned("grippe", 40) == (number in FLU)
    assert concerned("covid", 40) == (number in COVID)
    assert concerned("pneumocoque", 18) == (number in PNEUMO)
    assert concerned("pneumocoque", 17) is False


@pytest.mark.parametrize(
    ("action", "sex", "first", "last"),
    [
        ("grippe", "any", 65, 120),
        ("covid", "any", 65, 120),
        ("col", "woman", 25, 65),
        ("colorectal", "any", 50, 74),
        ("dentaire", "any", 3, 24),
        ("sein", "woman", 50, 74),
        ("hpv", "any", 11, 14),
    ],
)
def test_indicators_by_age(action: str, sex: str, first: int, last: int) -> None:
    for age in range(121):
        for woman in (False, True):
            expected = first <= age <= last and (woman or sex == "any")
            found = pay("fmt_2026", "pertinente", action, patient(age, femme=woman))
            assert found == expected, (age, woman)


def test_bronchodilators_open_three_vaccinations() -> None:
    done = frozenset({"grippe", "covid", "pneumocoque"})
    for deliveries, expected in ((3, 5), (4, 20)):
        p = patient(40, actions=done, bronchodilatateurs=Fraction(deliveries))
        assert pay("fmt_2026", "fmt", p) == expected


def test_only_relevant_actions_are_paid() -> None:
    # A diabetic woman of 60: breast, cervix, colorectal, kidney, HbA1c; neither child examination.
    done = frozenset({"sein", "col", "colorectal", "rein", "hba1c", "m9", "m24"})
    p = patient(60, True, femme=True, actions=done, nos=frozenset({8}))
    p["diabétique"] = True
    assert pay("fmt_2026", "fmt", p) == 55 + 5 * 5


@pytest.mark.parametrize(
    ("zone", "first", "year", "replaced", "added"),
    [
        ("hors_zone", False, 1, 0, 0),
        ("hors_zone", True, 1, 0, 0),
        ("zac", True, 1, 0, 0),
        ("zip", False, 1, 10, 10),
        ("qpv", False, 30, 10, 10),
        ("zip", True, 1, 50, 60),
        ("qpv", True, 2, 30, 40),
        ("zip", True, 3, 10, 20),
        ("zip", True, 40, 10, 20),
    ],
)
def test_the_zone_uplift(zone: str, first: bool, year: int, replaced: int, added: int) -> None:
    m = doctor(zone=zone, première_installation=first, année_exercice=Fraction(year))
    found = [pay("fmt_2026", "taux_zone", m, taux_zone=r) for r in ("substituée", "ajoutée")]
    assert found == [Fraction(replaced, 100), Fraction(added, 100)]


@pytest.mark.parametrize(("age", "percent"), [(66, 0), (67, 10), (99, 10)])
def test_the_uplift_of_older_doctors(age: int, percent: int) -> None:
    m = doctor(age=Fraction(age))
    assert pay("fmt_2026", "taux_majoration", m) == Fraction(percent, 100)


def test_uplifts_apply_to_the_base_amount() -> None:
    m = doctor(age=Fraction(70), zone="zip")
    p = patient(82, True, c2s=True, actions=frozenset({"grippe"}))  # 100 + 10 + 5
    assert pay("fmt_2026", "fmt_médecin", m, p, assiette="socle_seul") == 115 + 20
    assert pay("fmt_2026", "fmt_médecin", m, p, assiette="socle_et_c2s") == 115 + 22


def test_a_young_doctor_in_a_zone_gets_half_a_euro_more() -> None:
    m = doctor(zone="zip")
    assert pay("fmt_2026", "fmt_médecin", m, patient(30)) == Fraction(550, 100)


@pytest.mark.parametrize(
    ("sector", "expected"), [("secteur_1", 100), ("secteur_2_optam", 100), ("secteur_2", 0)]
)
def test_eligibility(sector: str, expected: int) -> None:
    m = doctor(conventionnement=sector)
    assert pay("fmt_2026", "fmt_médecin", m, patient(82, True)) == expected


REFERENCE_LIST = [
    # (patients, age, in ALD): the constructed list of 1,001 patients
    (49, 85, True),
    (181, 60, True),
    (16, 85, False),
    (19, 77, False),
    (676, 40, False),
    (60, 3, False),
]


@pytest.mark.parametrize("reading", ["par_patient", "par_médecin"])
def test_a_whole_list(reading: str) -> None:
    patients = tuple(patient(age, ald) for n, age, ald in REFERENCE_LIST for _ in range(n))
    assert len(patients) == 1001
    expected = 49 * 100 + 181 * 55 + 16 * 55 + 19 * 15 + 676 * 5 + 60 * 15
    assert pay("fmt_2026", "total", doctor(), patients, total=reading) == expected
    uplifted = expected * Fraction(11, 10)
    assert pay("fmt_2026", "total", doctor(zone="zip"), patients, total=reading) == uplifted


@pytest.mark.parametrize(
    ("age", "ald", "c2s", "actions", "expected"),
    [
        (50, True, False, set(), 55),
        (85, True, False, set(), 70),
        (66, True, True, {"grippe", "covid"}, 70),
        (50, True, True, {"grippe", "covid"}, 60),
        (2, False, False, {"m24"}, 11),
        (80, False, False, {"m24"}, 46),
        (40, False, True, set(), 10),
        (85, False, False, {"grippe"}, 51),
    ],
)
def test_the_proposal(age: int, ald: bool, c2s: bool, actions: set[str], expected: int) -> None:
    p = patient(age, ald, c2s=c2s, actions=frozenset(actions))
    assert pay("proposal_2024", "fmt", p) == expected
