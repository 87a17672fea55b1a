"""Generated books about a list of patients with 10, 15, 20 or 25 inputs each, and ten hypotheses.

Ten inputs are those of any patient; the others are flags of actions, each relevant at some ages and
paid where it is. The grids are those of `tests/corpus/lists/good/envelope.conv`.
"""

from __future__ import annotations

from fractions import Fraction

SIZES = (10, 15, 20, 25)
RELEVANT = (
    *("p.age >= 65", "p.age >= 65 or p.ald", "p.age >= 65 or p.ald", "p.age in 1..2"),
    *("p.age <= 2", "p.age in 11..14", "p.woman and p.age in 50..74"),
    *("p.woman and p.age in 25..65", "p.age in 50..74", "p.age >= 18 and p.risk"),
    *("p.age >= 18 and (p.risk or p.diabetic)", "p.diabetic", "p.age = 0"),
    *("p.age in 1..2", "p.age in 3..24"),
)

BOOK = """# language: en
convention wide "A forfait for each patient, and the one it replaces"
  source "benchmarks" confidence assumed

enumeration Zone = ordinary, action, priority, island

record Patient
  age : integer 0..120
  ald : boolean
  c2s : boolean
  seen : boolean
  woman : boolean
  diabetic : boolean
  risk : boolean
  zone : Zone
  visits : integer 0..366
  rate : rate 0 %..100 % step 5 %
{flags}
clause former (p: Patient) : amount
  | p.ald | p.age || amount |
  | no    | 0..6  || 6 €    |
  | no    | 7..79 || 5 €    |
  | no    | >= 80 || 46 €   |
  | yes   | < 80  || 46 €   |
  | yes   | >= 80 || 70 €   |

clause base (p: Patient) : amount
  | p.seen | p.ald | p.age  || amount |
  | no     | -     | -      || 5 €    |
  | yes    | no    | < 7    || 15 €   |
  | yes    | no    | 7..74  || 5 €    |
  | yes    | no    | 75..79 || 15 €   |
  | yes    | no    | >= 80  || 55 €   |
  | yes    | yes   | < 80   || 55 €   |
  | yes    | yes   | >= 80  || 100 €  |

clause actions (p: Patient) : integer
  = 0
{actions}
clause forfait (p: Patient) : amount
  = base(p)
    plus 10 € if p.c2s
    plus 5 € * actions(p)
    plus 2 € * p.rate if p.zone = priority
"""

PROPERTY = """
property {name} "{name}"
{asked}  for every L : list of Patient
  such that number of (p in L) <= 3000
  such that number of (p in L) >= 200
  such that share of (p in L where p.ald) if empty 0 % >= 15 %
  such that share of (p in L where not p.seen) if empty 0 % <= 10 %
  such that share of (p in L where p.c2s) if empty 0 % >= 8 %
  such that share of (p in L where p.age >= 80) if empty 0 % <= 12 %
  such that share of (p in L where p.age < 7) if empty 0 % <= 10 %
  such that share of (p in L where p.diabetic) if empty 0 % <= 12 %
  such that sum of (p.visits for p in L) >= 2 * number of (p in L)
  such that sum of (actions(p) for p in L) >= {average} * number of (p in L)
  then sum of (forfait(p) - former(p) for p in L) >= {x} * number of (p in L)
"""


def wide_book(inputs: int) -> str:
    """Return the book with so many inputs for each patient, and what is asked of it."""
    flags = range(inputs - 10)
    text = BOOK.format(
        flags="".join(f"  done{n} : boolean\n" for n in flags),
        actions="".join(f"    plus 1 if p.done{n} and ({RELEVANT[n]})\n" for n in flags),
    )
    limit = threshold(inputs)
    for name, x in (("kept", limit), ("lost", limit + Fraction(1, 100))):
        text += PROPERTY.format(name=name, asked="", x=cents(x), average=average(inputs))
    asked = "  for which x : amount -50 €..50 € step 0.01 €\n"
    return text + PROPERTY.format(name="limit", asked=asked, x="x", average=average(inputs))


def average(inputs: int) -> str:
    """Return the actions on average: a tenth for each flag."""
    flags = inputs - 10
    return f"{flags // 10}.{flags % 10}"


def threshold(inputs: int) -> Fraction:
    """Return the threshold, worked out by hand.

    At worst one in ten is not seen and in ALD at 80 and over (70 € to 5 €), 5 % more are in ALD
    (46 € to 55 €), 8 % have the C2S (10 €), and every action is paid 5 €.
    """
    return (
        Fraction(10, 100) * (5 - 70)
        + Fraction(5, 100) * (55 - 46)
        + Fraction(8, 100) * 10
        + Fraction(inputs - 10, 10) * 5
    )


def cents(amount: Fraction) -> str:
    """Return an amount as a literal."""
    sign = "-" if amount < 0 else ""
    whole = abs(amount * 100)
    assert whole.denominator == 1
    return f"({sign}{whole.numerator // 100}.{whole.numerator % 100:02d} €)"


if __name__ == "__main__":
    print(wide_book(25))
