"""ROSP, forfait structure, digital grant and the totals of a doctor, against sums done by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from convention_dsl.core.nodes import Value
from tests.rules.library import doctor, patient, pay


def practice(**changes: Value) -> dict[str, Value]:
    """Return a practice with the defaults of the vocabulary."""
    flags = ("logiciel_ségur", "messagerie", "lap_certifié", "sesam_vitale", "horaires", "sas")
    rates = ("télétransmission", "autres_indicateurs", "numérique_facultatif")
    uses = ("usage_déclarations", "usage_feuilles", "usage_protocoles", "usage_arrêts")
    points = ("points_rosp_adulte", "points_rosp_enfant", "heures_sas")
    plain: dict[str, Value] = dict.fromkeys((*flags, "soins_non_programmés"), False)
    plain |= dict.fromkeys((*rates, *uses, *points), Fraction(0))
    return plain | changes


EQUIPPED: dict[str, Value] = {
    "logiciel_ségur": True,
    "messagerie": True,
    "lap_certifié": True,
    "sesam_vitale": True,
    "télétransmission": Fraction(95, 100),
    "horaires": True,
}


# ROSP ---------------------------------------------------------------------------------------------


def achieved(start: Fraction, now: Fraction, middle: Fraction, target: Fraction) -> Fraction:
    """Half of the way to the intermediate objective, the other half from there to the target."""
    if now >= target:
        return Fraction(1)
    if now >= middle:
        return (1 + (now - middle) / (target - middle)) / 2
    return max(Fraction(0), (now - start) / (middle - start) / 2) if middle > start else Fraction(0)


@pytest.mark.parametrize(
    ("indicator", "middle", "target", "points"),
    [("dosage_hba1c", 74, 92, 30), ("asthme_persistant", 43, 70, 35)],
)
def test_points_of_an_indicator(indicator: str, middle: int, target: int, points: int) -> None:
    for start, now, patients in product((0, 40, 60, 80), (0, 41, 60, 74, 83, 92, 100), (4, 5, 50)):
        measured: dict[str, Value] = {
            "départ": Fraction(start, 100),
            "suivi": Fraction(now, 100),
            "patients": Fraction(patients),
        }
        rates = (Fraction(each, 100) for each in (start, now, middle, target))
        expected = points * achieved(*rates) if patients >= 5 else 0
        assert pay("rosp", "points_obtenus", indicator, measured) == expected


def test_points_are_paid_in_proportion_to_the_list() -> None:
    assert pay("rosp", "par_adulte", Fraction(940)) == Fraction(8225, 1000)
    assert pay("rosp", "par_enfant", Fraction(305)) == Fraction(305 * 7, 600)


# Forfait structure --------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [None, *EQUIPPED])
def test_the_first_part_is_all_or_nothing(missing: str | None) -> None:
    without: dict[str, Value] = {missing: practice()[missing]} if missing else {}
    changes: dict[str, Value] = {"autres_indicateurs": Fraction(1, 2)}
    paid = pay("fs", "forfait_structure", practice(**(EQUIPPED | changes | without)))
    assert paid == (0 if missing else 280 * 7 + Fraction(635 * 7, 2))


@pytest.mark.parametrize(
    ("day", "total"),
    [(date(2020, 6, 1), 885), (date(2023, 6, 1), 1163), (date(2025, 6, 1), 1115)],
)
def test_the_published_totals_of_points(day: date, total: int) -> None:
    everything: dict[str, Value] = EQUIPPED | {
        "sas": True,
        "heures_sas": Fraction(2),
        "soins_non_programmés": True,
        "autres_indicateurs": Fraction(1),
    }
    assert pay("fs", "forfait_structure", practice(**everything), at=day) == 7 * total


# Digital grant ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uses", "year", "kept"),
    [
        ((60, 60, 60, 60), 2026, True),
        ((60, 60, 60, 59), 2026, False),
        ((100, 100, 0, 40), 2027, True),
        ((80, 80, 80, 80), 2028, True),
        ((100, 100, 0, 100), 2028, False),
    ],
)
def test_both_bases_of_the_grant_are_required(uses: tuple[int, ...], year: int, kept: bool) -> None:
    names = ("usage_déclarations", "usage_feuilles", "usage_protocoles", "usage_arrêts")
    used = {name: Fraction(use, 100) for name, use in zip(names, uses, strict=True)}
    case = practice(**EQUIPPED, **used, numérique_facultatif=Fraction(1))
    assert pay("donum", "donum", case, at=date(year, 1, 1)) == (2940 if kept else 0)


# The totals of a doctor ---------------------------------------------------------------------------

PATIENTS: tuple[dict[str, Value], ...] = (
    patient(82, True),
    patient(50, True, c2s=True),
    patient(40, False),
    patient(3, False, actions=frozenset({"dentaire"})),
)


def test_the_totals_of_a_doctor() -> None:
    uses = {"usage_déclarations": Fraction(1), "usage_feuilles": Fraction(1)}
    case = practice(
        **EQUIPPED,
        **uses,
        usage_arrêts=Fraction(1),
        points_rosp_adulte=Fraction(800),
        points_rosp_enfant=Fraction(240),
    )
    m = doctor(zone="zip", age=Fraction(70), part_c2s=Fraction(9, 100))
    uplifted = Fraction(101, 100) * (70 + 46 + 5 + 6)  # 9 % in C2S: (9 - 7) / 2 = 1 %
    objectives = 3 * 7 + Fraction(240 * 7, 600)  # three adults at 800 points, one child at 240
    assert pay("enveloppe", "ancien_total", m, case, PATIENTS) == uplifted + objectives + 280 * 7
    bases = Fraction(12, 10) * (100 + 55 + 5 + 15)  # 10 % for the zone, 10 % from 67 years on
    assert pay("enveloppe", "nouveau_total", m, case, PATIENTS) == bases + 10 + 5 + 210 * 7
