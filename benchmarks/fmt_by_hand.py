"""The forfait médecin traitant of one patient, written by hand on exact integers.

What a programmer would write from the article, without the language: plain scalars in, whole cents
out. It is the rival of the generated calculator (`calculator_speed.py`) and must agree with it.
"""

from __future__ import annotations

ACTIONS = (
    "grippe",
    "covid",
    "pneumocoque",
    "ror",
    "méningocoque_c",
    "hpv",
    "sein",
    "col",
    "colorectal",
    "glycémie",
    "rein",
    "hba1c",
    "m9",
    "m24",
    "dentaire",
)
"""The fifteen indicators: action `i` is bit `i` of a mask."""

(GRIPPE, COVID, PNEUMOCOQUE, ROR, MENINGOCOQUE_C, HPV, SEIN, COL, COLORECTAL, GLYCEMIE, REIN,
 HBA1C, M9, M24, DENTAIRE) = (1 << i for i in range(15))  # fmt: skip


def numbers_mask(*numbers: int) -> int:
    """Return the mask of a set of ALD numbers: number `n` is bit `n`."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


GRIPPE_ALD = numbers_mask(
    1, 2, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30
)
COVID_ALD = numbers_mask(
    1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 27, 28, 30
)
PNEUMOCOQUE_ALD = numbers_mask(2, 3, 5, 6, 7, 8, 9, 14, 19, 21, 22, 24, 25, 27, 28, 30)


def socle(age: int, ald: bool, vu: bool) -> int:
    """Return the base amount in cents."""
    if not vu:
        return 500
    if ald:
        return 10_000 if age >= 80 else 5_500
    if age < 7:
        return 1_500
    if age < 75:
        return 500
    return 1_500 if age < 80 else 5_500


def relevant(
    age: int,
    numbers: int,
    woman: bool,
    diabetic: bool,
    at_risk: bool,
    bronchodilators: int,
) -> int:
    """Return the mask of the prevention indicators that concern a patient."""
    treated = bronchodilators >= 4
    mask = 0
    if treated or age >= 65 or numbers & GRIPPE_ALD:
        mask |= GRIPPE
    if treated or age >= 65 or numbers & COVID_ALD:
        mask |= COVID
    if treated or (age >= 18 and numbers & PNEUMOCOQUE_ALD):
        mask |= PNEUMOCOQUE
    if diabetic:
        mask |= HBA1C
    if age >= 18:
        if at_risk:
            mask |= GLYCEMIE | REIN
        elif diabetic:
            mask |= REIN
        if woman and 25 <= age <= 65:
            mask |= COL
        if 50 <= age <= 74:
            mask |= SEIN | COLORECTAL if woman else COLORECTAL
        elif age <= 24:
            mask |= DENTAIRE
    elif age >= 3:
        mask |= DENTAIRE
        if 11 <= age <= 14:
            mask |= HPV
    else:
        mask |= MENINGOCOQUE_C
        mask |= M9 if age == 0 else ROR | M24
    return mask


def fmt(
    age: int,
    ald: bool,
    numbers: int,
    c2s: bool,
    vu: bool,
    actions: int,
    woman: bool,
    diabetic: bool,
    at_risk: bool,
    bronchodilators: int,
    _visits: int = 0,
    _performer: int = 0,
) -> int:
    """Return what one patient brings in a year, in cents, without the doctor's uplifts.

    The last two change nothing: they are there to be called with the calculator's own arguments.
    """
    amount = socle(age, ald, vu)
    if c2s:
        amount += 1_000
    if actions:
        concerned = relevant(age, numbers, woman, diabetic, at_risk, bronchodilators)
        amount += 500 * (actions & concerned).bit_count()
    return amount
