"""Random hypotheses and claims about a list of patients."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.agreement.lists_terms import (
    Average,
    Best,
    Choice,
    Compare,
    Condition,
    Const,
    Count,
    Denied,
    Expr,
    Extreme,
    Is,
    Joined,
    Minus,
    Plus,
    Rounded,
    Scalar,
    Share,
    Some,
    Sum,
    Term,
    Times,
)

ORDER = (">=", ">=", "<=", "<=", ">", "<")


@dataclass(frozen=True)
class Open:
    """The claim `more sign less + constant` (for each patient, or in all), the constant missing."""

    more: Expr
    less: Expr
    sign: str
    per_patient: bool
    mirrored: bool = False
    unless: Condition | None = None
    """A condition under which nothing is claimed."""

    def closed(self, amount: Expr) -> Condition:
        """Return the claim with a constant, or the input that stands for it."""
        given = amount
        if self.per_patient:
            amount = Times(Count(), amount)
        less = self.less if given == Const(Fraction(0), "amount") else Plus(self.less, amount)
        claim: Condition = Compare(self.more, self.sign, less)
        if self.mirrored:
            sign = {">=": "<=", ">": "<"}.get(self.sign, self.sign)
            claim = Compare(less, sign, self.more)
        return Joined("or", self.unless, claim) if self.unless is not None else claim


class Claims:
    """Writes the hypotheses and the claim of one draft; `features` are what they use."""

    def __init__(self, draft: Any, family: str) -> None:
        self.draft = draft
        self.rng: random.Random = draft.rng
        self.family = family
        self.features: set[str] = {family}

    def note(self, feature: str) -> None:
        self.features.add(feature)

    def chance(self, odds: float) -> bool:
        return self.rng.random() < odds

    # Terms ----------------------------------------------------------------------------------------

    def filter(self) -> Term:
        """Write a condition on one patient; seldom one that says nothing about them."""
        words = self.draft.author.words
        for _ in range(5):
            text = words.boolean(self.rng.choice((0, 0, 1)))
            if "@" in text:
                break
        return self.draft.term(text, "boolean")

    def some_filter(self, odds: float = 0.35) -> Term | None:
        return self.filter() if self.chance(odds) else None

    def body(self) -> Term:
        """Write an amount of one patient: mostly of a clause."""
        words = self.draft.author.words
        texts = ["old(@)", "new(@)", "new(@)", words.amount(0), "(new(@) - old(@))"]
        if any(name == "k" for name, _, _ in self.draft.scalars):
            texts.append("(k * old(@))")
        return self.draft.term(self.rng.choice(texts), "amount")

    def number(self) -> Term:
        return self.draft.term(self.draft.author.words.integer(0), "integer")

    # Numbers --------------------------------------------------------------------------------------

    def cents(self) -> Const:
        cents = self.rng.choice((0, 50, 100, 100, 125, 200, 300, 733))
        return Const(Fraction(cents, 100), "amount")

    def rate(self) -> Const:
        percents = self.rng.choice((0, 10, 15, Fraction(25, 2), 20, 30, 33, 50, 60, 75, 100))
        return Const(Fraction(percents, 100), "rate")

    def of_zone(self, one: Const, two: Const) -> Expr:
        """Write a constant that depends on another input where there is one."""
        names = {name for name, _, _ in self.draft.scalars}
        if "zone" in names and self.chance(0.7):
            self.note("zone")
            return Choice(Is("zone", self.rng.choice(("dry", "wet"))), one, two)
        if "g" in names and self.chance(0.5):
            self.note("flag")
            return Choice(Is("g", self.rng.choice(("yes", "no"))), one, two)
        return one

    # Hypotheses -----------------------------------------------------------------------------------

    def hypotheses(self) -> list[Condition]:
        found = [self.hypothesis() for _ in range(self.rng.choice((0, 1, 1, 2, 2, 3)))]
        if self.chance(0.25):
            self.note("not empty")
            found.append(Compare(Count(), ">=", Const(Fraction(1), "integer")))
        return found

    def hypothesis(self, depth: int = 1) -> Condition:
        rng = self.rng
        if depth and self.chance(0.1):
            word = rng.choice(("and", "or", "implies"))
            self.note(f"hypothesis: {word}")
            return Joined(word, self.hypothesis(0), self.hypothesis(0))
        if depth and self.chance(0.04):
            self.note("hypothesis: not")
            return Denied(self.hypothesis(0))
        choices: list[tuple[int, str, Callable[[], Condition]]] = [
            (5, "share", self._share),
            (4, "average", self._average),
            (4, "sums compared", self._sums),
            (3, "counts compared", self._counts),
            (3, "some or all", self._some),
            (2, "equality", self._equality),
            (1, "extreme", self._extreme),
        ]
        if self.family != "cone":
            choices += [
                (4, "count and constant", self._count),
                (3, "sum and constant", self._total),
            ]
        if self.draft.scalars:
            choices.append((6, "another input", self._scalar))
        weights = [weight for weight, _, _ in choices]
        _, name, make = rng.choices(choices, weights)[0]
        self.note(f"hypothesis: {name}")
        return make()

    def _scalar(self) -> Condition:
        """Write a condition that ties the list to another input."""
        name, _, kind = self.rng.choice(self.draft.scalars)
        sign = self.rng.choice(ORDER)
        if kind == "rate":
            if self.chance(0.3):
                return Compare(Scalar(name), sign, self.rate())
            return Compare(Share(self.filter(), Fraction(0)), sign, Scalar(name))
        if kind == "integer" and self.family != "cone":
            return Compare(Count(self.some_filter(0.8)), sign, Scalar(name))
        if kind in ("enum", "boolean"):
            item = self.rng.choice(("dry", "wet") if kind == "enum" else ("yes", "no"))
            return Joined(self.rng.choice(("implies", "or")), Is(name, item), self.hypothesis(0))
        return self._share()

    def _share(self) -> Condition:
        empty = self.rng.choice((Fraction(0), Fraction(0), Fraction(1, 2), Fraction(1)))
        sign = self.rng.choice((*ORDER, "="))
        return Compare(Share(self.filter(), empty), sign, self.rate())

    def _average(self) -> Condition:
        rng = self.rng
        if self.chance(0.3):
            bound = Const(Fraction(rng.choice((0, 1, 2, 3, 5)), 2), "number")
            whole: Expr = Average(self.number(), self.some_filter(), Fraction(rng.choice((0, 1))))
            return Compare(whole, rng.choice(ORDER), bound)
        if self.chance(0.3):
            self.note("on average")
            most = Times(Const(Fraction(rng.choice((1, 2, 6, 12)), 5), "number"), Count())
            return Compare(Sum(self.number(), self.some_filter()), rng.choice(ORDER), most)
        empty = rng.choice((Fraction(0), Fraction(0), Fraction(2)))
        return Compare(
            Average(self.body(), self.some_filter(), empty), rng.choice(ORDER), self.cents()
        )

    def _sums(self) -> Condition:
        one, two = (Sum(self.body(), self.some_filter()) for _ in range(2))
        other: Expr = two
        if self.chance(0.3):
            other = Times(self.rate(), two, of=True)
        elif self.chance(0.4):
            other = Plus(two, Times(Count(self.some_filter()), self.cents()))
        return Compare(one, self.rng.choice(ORDER), other)

    def _counts(self) -> Condition:
        two: Expr = Count(self.some_filter())
        if self.chance(0.4):
            factor = Const(
                Fraction(self.rng.choice((1, 2, 2, 3, 3)), self.rng.choice((1, 2, 4))), "number"
            )
            two = Times(factor, two)
        return Compare(Count(self.filter()), self.rng.choice(ORDER), two)

    def _some(self) -> Condition:
        return Some(self.chance(0.5), self.filter(), self.some_filter())

    def _equality(self) -> Condition:
        if self.chance(0.5):
            return Compare(Count(self.filter()), "=", Count(self.filter()))
        return Compare(Sum(self.body(), self.filter()), "=", Sum(self.body(), self.some_filter()))

    def _extreme(self) -> Condition:
        least = self.chance(0.5)
        node = Extreme(least, self.body(), self.some_filter(), Fraction(self.rng.choice((0, 1))))
        return Compare(node, self.rng.choice(ORDER), self.cents())

    def _count(self) -> Condition:
        number = Const(Fraction(self.rng.choice((1, 2, 3, 4, 5))), "integer")
        return Compare(Count(self.some_filter(0.8)), self.rng.choice((*ORDER, "=", "≠")), number)

    def _total(self) -> Condition:
        amount = Const(Fraction(self.rng.choice((1, 2, 5, 10, 25, 33)), 2), "amount")
        return Compare(Sum(self.body(), self.some_filter()), self.rng.choice((*ORDER, "=")), amount)

    # Claims ---------------------------------------------------------------------------------------

    def claim(self) -> Open:
        rng = self.rng
        sign = rng.choice((">=",) * 6 + (">",) * 3 + ("=", "≠"))
        less = self.other_side()
        per_patient = self.chance(0.9 if self.family == "cone" else 0.5)
        more = self.one_side()
        if self.family == "cone" and not per_patient:
            per_patient = True
        if self.chance(0.04):
            self.note("claim: extreme")
            more = Extreme(
                self.chance(0.7), self.body(), self.some_filter(), Fraction(rng.choice((0, 1, 20)))
            )
            less, per_patient = self.of_zone(self.cents(), self.cents()), False
        elif self.chance(0.05):
            more, less, sign, per_patient = *self.identity(), rng.choice(("=", "=", ">=")), False
        unless = None
        if self.chance(0.06):
            self.note("claim: or")
            unless = self.hypothesis(0)
        self.note(f"claim: {sign}")
        return Open(more, less, sign, per_patient, self.chance(0.15) and sign != "≠", unless)

    def identity(self) -> tuple[Expr, Expr]:
        """Write two sums that are equal."""
        self.note("claim: identity")
        where, body = self.filter(), self.body()
        parts = Plus(Sum(body, where), Sum(body, self.draft.term(f"(not {where.text})", "boolean")))
        if self.chance(0.4):
            return Sum(body), parts
        one, two = self.draft.term("new(@)", "amount"), self.draft.term("old(@)", "amount")
        difference = self.draft.term("(new(@) - old(@))", "amount")
        return Minus(Sum(one, where), Sum(two, where)), Sum(difference, where)

    def one_side(self) -> Expr:
        """Write the amount that is claimed to be at least something."""
        new = self.draft.term("new(@)", "amount")
        base: Expr = Sum(new if self.chance(0.6) else self.body(), self.some_filter())
        if self.chance(0.25):
            bonus = self.of_zone(self.cents(), self.cents())
            base = Plus(base, Times(Count(self.some_filter(0.6)), bonus))
        names = {name for name, _, _ in self.draft.scalars}
        for rate in ("w", "v"):
            if rate in names and self.chance(0.7):
                self.note(f"rate input {rate}")
                base = Plus(base, Times(Scalar(rate), Sum(self.body(), self.some_filter())))
        if "k" in names and self.chance(0.5):
            self.note("integer input")
            base = Plus(base, Times(Scalar("k"), Sum(self.body(), self.some_filter())))
        if "bonus" in names and self.chance(0.8):
            base = Plus(base, Times(Count(self.some_filter()), Scalar("bonus")))
        if self.chance(0.2) and "bonus" not in names:
            self.note("clause about the list")
            base = self.draft.named(base)
        return self.dressed(base)

    def dressed(self, base: Expr) -> Expr:
        """Put a minimum, a maximum, a condition or a rounding around an amount, now and then."""
        style = self.rng.random()
        if style < 0.08:
            self.note("claim: max")
            return Best("max", base, Times(Count(self.some_filter()), self.cents()))
        if style < 0.16:
            self.note("claim: min")
            return Best("min", base, Sum(self.body(), self.some_filter()))
        if style < 0.26:
            self.note("claim: if")
            condition = self.hypothesis(0)
            return Plus(base, Choice(condition, Sum(self.body()), Const(Fraction(0), "amount")))
        if style < 0.38 and self.family != "cone":
            self.note("claim: round")
            step = Fraction(self.rng.choice((1, 10, 50, 100, 100, 1000)), 100)
            part = Times(self.rate(), base, of=True) if self.chance(0.5) else base
            return Rounded(part, step, self.rng.choice(("", "", "down", "up")))
        return base

    def other_side(self) -> Expr:
        old = self.draft.term("old(@)", "amount")
        base: Expr = Sum(old if self.chance(0.6) else self.body(), self.some_filter())
        style = self.rng.random()
        if style < 0.25:
            self.note("claim: percentage")
            return Times(self.rate(), base, of=True)
        if style < 0.35:
            self.note("claim: zone")
            return Times(self.of_zone(self.rate(), self.rate()), base)
        if style < 0.42 and self.family == "capped":
            self.note("claim: average")
            return Average(self.body(), self.some_filter(), Fraction(0))
        if 0.42 <= style < 0.4205:
            self.note("claim: extreme added")
            return Plus(base, Extreme(self.chance(0.5), self.body(), None, Fraction(0)))
        return base


__all__: Sequence[str] = ("Claims", "Open")
