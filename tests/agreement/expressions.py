"""Expressions of each type, written as an author would, from a source of chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

COLOURS = ("red", "green", "blue", "white")
LEVELS = ("low", "mid", "high")


@dataclass
class Scope:
    """What an expression may mention besides the record `p`."""

    amounts: list[str] = field(default_factory=list)
    integers: list[str] = field(default_factory=list)
    booleans: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    numbers_in_set: list[str] = field(default_factory=list)

    def with_colour(self, name: str) -> Scope:
        return Scope(
            self.amounts, self.integers, self.booleans, [*self.colours, name], self.numbers_in_set
        )

    def with_number(self, name: str) -> Scope:
        return Scope(
            self.amounts,
            [*self.integers, name],
            self.booleans,
            self.colours,
            [*self.numbers_in_set, name],
        )


class Writer:
    """Writes expressions of each type, compound ones in parentheses, and notes the constructs."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.features: set[str] = set()
        self.names = 0

    def fresh(self, stem: str) -> str:
        self.names += 1
        return f"{stem}{self.names}"

    def pick(self, choices: Sequence[tuple[int, Callable[[], str]]]) -> str:
        """Write one of the weighted `choices`."""
        weights = [weight for weight, _ in choices]
        return self.rng.choices([write for _, write in choices], weights)[0]()

    def note(self, feature: str, text: str) -> str:
        self.features.add(feature)
        return text

    # Literals -----------------------------------------------------------------------------------

    def cents(self, low: int, high: int) -> str:
        cents = self.rng.choice(
            (self.rng.randint(low, high), self.rng.randint(low // 100, high // 100) * 100)
        )
        sign = "-" if cents < 0 else ""
        text = f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d} €"
        return f"({text})" if cents < 0 else text

    def percent(self) -> str:
        return self.rng.choice(("10 %", "12.5 %", "33 %", "50 %", "7 %", "0.1 %", "150 %"))

    def day(self) -> str:
        start = date(2020, 1, 1)
        special = (date(2020, 2, 29), date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 31))
        day = self.rng.choice(special)
        if self.rng.random() < 0.6:
            day = start + timedelta(days=self.rng.randint(0, 2190))
        return day.isoformat()

    # Amounts ------------------------------------------------------------------------------------

    def amount(self, scope: Scope, depth: int) -> str:
        """Write an amount of money."""
        simple: list[tuple[int, Callable[[], str]]] = [
            (4, lambda: self.cents(-500, 10000)),
            (4, lambda: "p.m"),
            (2, lambda: "p.t"),
        ]
        if scope.amounts:
            simple.append((6, lambda: self.rng.choice(scope.amounts)))
        if scope.colours:
            simple.append(
                (9, lambda: self.note("per-item value", f"p.v({self.rng.choice(scope.colours)})"))
            )
        simple.append((1, lambda: self.note("per-item value", f"p.v({self.rng.choice(COLOURS)})")))
        if depth <= 0:
            return self.pick(simple)
        nested = depth - 1
        return self.pick([*simple, *self.compound_amounts(scope, nested)])

    def compound_amounts(self, scope: Scope, depth: int) -> list[tuple[int, Callable[[], str]]]:
        def amount() -> str:
            return self.amount(scope, depth)

        return [
            (4, lambda: self.note("money arithmetic", f"({amount()} + {amount()})")),
            (3, lambda: self.note("money arithmetic", f"({amount()} - {amount()})")),
            (1, lambda: f"(-{amount()})"),
            (3, lambda: self.note("rate arithmetic", f"({self.percent()} of {amount()})")),
            (2, lambda: self.note("rate arithmetic", f"(p.r * {self.cents(100, 5000)})")),
            (6, lambda: f"({self.integer(scope, depth + 1)} * {self.cents(1, 900)})"),
            (
                2,
                lambda: self.note(
                    "division", f"({amount()} / {self.rng.choice((2, 2, 3, 4, 7, 12))})"
                ),
            ),
            (1, lambda: self.note("division", f"({self.cents(100, 5000)} / (p.n + 1))")),
            (2, lambda: self.note("min max", f"min({amount()}, {amount()})")),
            (2, lambda: self.note("min max", f"max({amount()}, {amount()})")),
            (1, lambda: f"abs({amount()})"),
            (2, lambda: self.note("cap", f"({amount()} capped at {amount()})")),
            (2, lambda: self.note("cap", f"({amount()} with a minimum of {amount()})")),
            (3, lambda: self.conditional(scope, depth, self.amount)),
            (5, lambda: self.rounding(scope, depth)),
            (3, lambda: self.amount_aggregate(scope, depth)),
            (1, lambda: self.instalment(scope, depth)),
            (2, lambda: self.share(scope)),
            (
                2,
                lambda: self.note("record returned", f"parts(p).{self.rng.choice(('one', 'two'))}"),
            ),
        ]

    def share(self, scope: Scope) -> str:
        self.features.add("share")
        name = self.fresh("i")
        where = self.boolean(scope.with_colour(name), 0)
        share = f"share of ({name} in p.s where {where}) if empty {self.percent()}"
        return f"(({share}) * {self.cents(100, 5000)})"

    def conditional(self, scope: Scope, depth: int, write: Callable[[Scope, int], str]) -> str:
        condition = self.boolean(scope, depth)
        then, otherwise = write(scope, depth), write(scope, depth)
        return self.note("conditional", f"(if {condition} then {then} else {otherwise})")

    def rounding(self, scope: Scope, depth: int) -> str:
        mode = self.rng.choice(("", "", "", "down ", "up ", "half-even "))
        target = self.rng.choice(("the cent", "the cent", "the euro", "0.05 €", "0.30 €"))
        self.features.add("rounding")
        return f"(round {self.amount(scope, depth)} {mode}to {target})"

    def instalment(self, scope: Scope, depth: int) -> str:
        part = self.rng.randint(1, 4)
        return self.note("instalment", f"instalment({self.amount(scope, depth)}, {part}, 4)")

    def amount_aggregate(self, scope: Scope, depth: int) -> str:
        name = self.fresh("i")
        self.features.add("aggregate")
        inner = scope.with_colour(name)
        domain = self.rng.choice(("p.s", "p.s", "Colour", "{red, blue}"))
        where = f" where {self.boolean(inner, 0)}" if self.rng.random() < 0.6 else ""
        body = f"p.v({name})" if self.rng.random() < 0.5 else self.amount(inner, min(depth, 1))
        if self.rng.random() < 0.4:
            return f"({self.cents(1, 900)} for each ({name} in {domain}{where}))"
        if self.rng.random() < 0.5:
            return f"(sum of ({body} for {name} in {domain}{where}))"
        word = self.rng.choice(("smallest", "largest", "average"))
        self.features.add("extremum")
        return f"({word} of ({body} for {name} in {domain}{where}) if empty {self.cents(0, 900)})"

    # Integers -----------------------------------------------------------------------------------

    def integer(self, scope: Scope, depth: int) -> str:
        """Write an integer."""
        simple: list[tuple[int, Callable[[], str]]] = [
            (4, lambda: "p.n"),
            (2, lambda: "p.z"),
            (2, lambda: str(self.rng.randint(0, 12))),
        ]
        if scope.integers:
            simple.append((4, lambda: self.rng.choice(scope.integers)))
        if depth <= 0:
            return self.pick(simple)
        nested = depth - 1

        def integer() -> str:
            return self.integer(scope, nested)

        return self.pick(
            [
                *simple,
                (2, lambda: f"({integer()} + {integer()})"),
                (2, lambda: f"({integer()} - {integer()})"),
                (1, lambda: f"({self.rng.randint(2, 5)} * {integer()})"),
                (4, lambda: self.note("div mod", f"({integer()} div {self.rng.randint(2, 7)})")),
                (4, lambda: self.note("div mod", f"({integer()} mod {self.rng.randint(2, 7)})")),
                (4, lambda: self.count(scope)),
                (3, lambda: self.date_integer(scope, nested)),
                (3, lambda: self.chosen(scope, nested)),
                (4, lambda: self.note("optional", f"(p.q if unknown {self.rng.randint(0, 9)})")),
                (1, lambda: self.conditional(scope, nested, self.integer)),
            ]
        )

    def count(self, scope: Scope) -> str:
        self.features.add("aggregate")
        name = self.fresh("i")
        if self.rng.random() < 0.5:
            where = f" where {self.boolean(scope.with_colour(name), 0)}"
            return f"(number of ({name} in p.s{where if self.rng.random() < 0.6 else ''}))"
        where = f" where {self.boolean(scope.with_number(name), 0)}"
        return f"(sum of ({name} for {name} in p.k{where if self.rng.random() < 0.6 else ''}))"

    def chosen(self, scope: Scope, depth: int) -> str:
        """Write "the one with the lowest": the first in order among equals."""
        self.features.add("the one with")
        name = self.fresh("i")
        word = self.rng.choice(("lowest", "highest"))
        inner = scope.with_number(name)
        where = f" where {self.boolean(inner, 0)}" if self.rng.random() < 0.5 else ""
        key = self.rng.choice((f"(7 * {name}) mod 5", self.amount(inner, 0), name))
        return f"(the one with the {word} ({key} for {name} in p.k{where}) if empty 2)"

    def date_integer(self, scope: Scope, depth: int) -> str:
        self.features.add("date")
        unit = self.rng.choice(("years", "months", "days"))
        return self.rng.choice(
            (
                f"({unit} between {self.date(scope, depth)} and {self.date(scope, depth)})",
                f"(p.d.{self.rng.choice(('year', 'month', 'day'))} - {self.rng.randint(0, 9)})",
            )
        )

    # Dates --------------------------------------------------------------------------------------

    def date(self, scope: Scope, depth: int) -> str:
        """Write a date."""
        if depth < 0 or self.rng.random() < 0.35:
            return self.rng.choice(("p.d", self.day()))
        sign = self.rng.choice("+-")
        count = self.rng.randint(1, 40)
        unit = self.rng.choice(("months", "days", "years"))
        if unit == "years":
            count = self.rng.randint(1, 5)
        self.features.add("date arithmetic")
        return f"({self.date(scope, depth - 1)} {sign} {count} {unit})"

    # Booleans -----------------------------------------------------------------------------------

    def boolean(self, scope: Scope, depth: int) -> str:
        """Write a condition."""
        simple: list[tuple[int, Callable[[], str]]] = [
            (3, lambda: self.rng.choice(("p.b", "p.c"))),
            (3, lambda: f"(p.n {self.compare()} {self.rng.randint(0, 20)})"),
            (2, lambda: f"(p.m {self.compare()} {self.cents(0, 10000)})"),
            (1, lambda: f"(p.e = {self.rng.choice(COLOURS)})"),
            (1, lambda: f"(p.l {self.compare()} {self.rng.choice(LEVELS)})"),
            (1, lambda: f"(p.n in {self.rng.randint(0, 9)}..{self.rng.randint(9, 20)})"),
        ]
        if scope.booleans:
            simple.append((4, lambda: self.rng.choice(scope.booleans)))
        if scope.colours:
            simple.append((4, lambda: self.colour_test(self.rng.choice(scope.colours))))
        if scope.numbers_in_set:
            name = self.rng.choice(scope.numbers_in_set)
            simple.append((4, lambda: f"({name} {self.compare()} {self.rng.randint(1, 5)})"))
        if depth <= 0:
            return self.pick(simple)
        nested = depth - 1

        def boolean() -> str:
            return self.boolean(scope, nested)

        return self.pick(
            [
                *simple,
                (2, lambda: f"({boolean()} and {boolean()})"),
                (2, lambda: f"({boolean()} or {boolean()})"),
                (1, lambda: f"(not {boolean()})"),
                (1, lambda: f"({boolean()} implies {boolean()})"),
                (3, self.set_test),
                (2, lambda: self.quantified(scope)),
                (2, lambda: self.note("optional", "(p.q is known)")),
                (
                    2,
                    lambda: self.note("date", f"({self.date(scope, nested)} {self.compare()} p.d)"),
                ),
                (2, lambda: self.comparison(self.amount, scope, nested)),
                (2, lambda: self.comparison(self.integer, scope, nested)),
            ]
        )

    def comparison(self, write: Callable[[Scope, int], str], scope: Scope, depth: int) -> str:
        """Write a comparison of two expressions of one type."""
        return f"({write(scope, depth)} {self.compare()} {write(scope, depth)})"

    def compare(self) -> str:
        return self.rng.choice(("<", "<=", ">", ">=", "=", "≠"))

    def colour_test(self, name: str) -> str:
        return self.rng.choice(
            (
                f"({name} = {self.rng.choice(COLOURS)})",
                f"({name} in {{red, green}})",
                f"({name} in p.s)",
            )
        )

    def set_test(self) -> str:
        self.features.add("set")
        colours = self.rng.sample(COLOURS, 2)
        literal = "{" + ", ".join(colours) + "}"
        return self.rng.choice(
            (
                f"(p.s contains {colours[0]})",
                f"(p.e in {literal})",
                f"(p.s meets {literal})",
                f"((p.s union {literal}) included in {{red, green, blue}})",
                f"((p.s without {literal}) is empty)",
                f"((p.s intersection {literal}) is not empty)",
                f"(p.k contains {self.rng.randint(1, 5)})",
                "(p.k meets {1, 3..5})",
                f"(p.s = {literal})",
            )
        )

    def quantified(self, scope: Scope) -> str:
        name = self.fresh("i")
        self.features.add("quantified set")
        word = self.rng.choice(("some", "all"))
        domain = self.rng.choice(("p.s", "Colour"))
        return f"({word} ({name} in {domain}: {self.boolean(scope.with_colour(name), 0)}))"
