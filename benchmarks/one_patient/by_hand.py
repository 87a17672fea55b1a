"""The rule of `population/forfait.conv` by hand: in exact integers, and in decimals.

What a programmer would write from the article, without the language: parameters at the top, plain
scalars in. The first takes a position for the zone, the second its name.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

C2S, ACTION = 1_000, 500
"""In cents."""
UPLIFTS = (0, 75, 125)
"""In thousandths, by zone: none, ZAC, ZIP."""


def cents(age: int, ald: bool, c2s: bool, zone: int, actions: int) -> int:
    """Return what one patient brings in a year, in cents."""
    if ald:
        base = 10_000 if age >= 80 else 5_500
    elif age < 7:
        base = 1_500
    elif age < 75:
        base = 500
    else:
        base = 1_500 if age < 80 else 5_500
    if c2s:
        base += C2S
    return base + actions * ACTION + (base * UPLIFTS[zone] + 500) // 1_000


BASES = tuple(map(Decimal, ("5", "15", "55", "100")))
DECIMAL_C2S, DECIMAL_ACTION, CENT = Decimal(10), Decimal(5), Decimal("0.01")
RATES = {"hors_zone": Decimal(0), "zac": Decimal("0.075"), "zip": Decimal("0.125")}


def euros(age: int, ald: bool, c2s: bool, zone: str, actions: int) -> Decimal:
    """Return what one patient brings in a year, in euros."""
    if ald:
        base = BASES[3] if age >= 80 else BASES[2]
    elif age < 7:
        base = BASES[1]
    elif age < 75:
        base = BASES[0]
    else:
        base = BASES[1] if age < 80 else BASES[2]
    if c2s:
        base += DECIMAL_C2S
    uplift = (base * RATES[zone]).quantize(CENT, rounding=ROUND_HALF_UP)
    return base + actions * DECIMAL_ACTION + uplift
