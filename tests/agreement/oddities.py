"""Clauses about what engines may stumble on: their own words as names, accents, unknown values.

Items are ordered as no alphabet has them; fields that may be unknown are of every type; a list is
inside a record, beside what its elements are compared with.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.agreement.expressions import Writer

SEASONS = ("zip", "été", "œuvre", "Hiver")

DECLARED = """
enumeration Season = zip < été < œuvre < Hiver

record Pair
  one : amount -9 €..9 €
  two : amount 0 €..90 € step 0.10 €

record Odd
  select : amount -9 €..9 €
  class : boolean
  order : integer 0..9
  été : Season
  this : optional Season
  born : optional date 2019-12-15..2026-03-15
  parts : optional Pair
  done : optional boolean
  group : optional amount 0 €..5 € step 0.05 €

record Owner
  own : list of Odd
  size : integer 0..9
"""


def clause(writer: Writer) -> str:
    """Write the declarations and a clause called `asked`."""
    lines = [f"  = {amount(writer, 'o')}"]
    for _ in range(writer.rng.randint(1, 4)):
        condition = f" if {condition_of(writer, 'o')}" if writer.rng.random() < 0.6 else ""
        sign = writer.rng.choice(("plus", "minus"))
        value = writer.pick(
            [
                (2, lambda: amount(writer, "o")),
                (2, lambda: of_list(writer)),
                (1, lambda: f"(null * {amount(writer, 'w.size')})"),
            ]
        )
        lines.append(f'    {sign} {value}{condition} "{writer.fresh("line ")}"')
    head = "clause asked (o: Odd, null: integer 0..4, w: Owner) : amount\n"
    return f"{DECLARED}\n{head}" + "\n".join(lines) + "\n"


def amount(writer: Writer, record: str) -> str:
    """Write an amount of a record of odd names, or of a number."""
    if record == "w.size":
        return writer.cents(-300, 900)
    part = writer.rng.choice(("one", "two"))
    empty = "Pair(one: 1.25 €, two: 2.50 €)"
    choices: list[tuple[int, Callable[[], str]]] = [
        (3, lambda: f"{record}.select"),
        (2, lambda: f"({record}.order * {writer.cents(-300, 900)})"),
        (2, lambda: f"(({record}.parts if unknown {empty}).{part})"),
        (2, lambda: f"({record}.group if unknown {record}.select)"),
        (2, lambda: f"(round {record}.select / {writer.rng.randint(2, 7)} half-even to 0.05 €)"),
        (1, lambda: f"(({record}.order / 7) * {record}.select)"),
        (1, lambda: f"({years(writer, record)} * {writer.cents(1, 900)})"),
        (
            2,
            lambda: (
                f"(if {condition_of(writer, record)} then {record}.select"
                f" else {writer.cents(-300, 900)})"
            ),
        ),
    ]
    return writer.pick(choices)


def years(writer: Writer, record: str) -> str:
    unit = writer.rng.choice(("years", "months", "days"))
    return f"({unit} between ({record}.born if unknown {writer.day()}) and {writer.day()})"


def condition_of(writer: Writer, record: str) -> str:
    """Write a condition on a record of odd names."""
    season, compare = writer.rng.choice(SEASONS), writer.compare()
    unknown = writer.rng.choice(("known", "unknown"))
    named = writer.rng.choice(("this", "born", "parts", "done", "group"))
    choices: list[tuple[int, Callable[[], str]]] = [
        (2, lambda: f"{record}.class"),
        (3, lambda: f"({record}.été {compare} {season})"),
        (3, lambda: f"(({record}.this if unknown {season}) {compare} {record}.été)"),
        (2, lambda: f"({record}.done if unknown {record}.class)"),
        (2, lambda: f"({record}.{named} is {unknown})"),
        (1, lambda: f"(not ({record}.order {compare} {writer.rng.randint(0, 9)}))"),
        (1, lambda: f"({years(writer, record)} {compare} {writer.rng.randint(-2, 5)})"),
    ]
    return writer.pick(choices)


def of_list(writer: Writer) -> str:
    """Write an amount of the list inside a record."""
    where = f"{condition_of(writer, 'q')} and q.order {writer.compare()} w.size"
    empty = f"if empty {writer.cents(0, 900)}"
    choices: list[tuple[int, Callable[[], str]]] = [
        (3, lambda: f"(sum of ({amount(writer, 'q')} for q in w.own where {where}))"),
        (1, lambda: f"(number of (q in w.own where {where}) * {writer.cents(1, 900)})"),
        (1, lambda: f"(largest of (q.select for q in w.own where {where}) {empty})"),
        (1, lambda: f"(if some (q in w.own: {condition_of(writer, 'q')}) then 1 € else 0 €)"),
    ]
    return writer.pick(choices)
