"""Formulas made at random, of every class and at the edges of their ranges."""

from __future__ import annotations

import random
from datetime import date, timedelta

from convention_dsl.calculator.plan import construct
from convention_dsl.calculator.plan.formula import (
    BOOL,
    AddDays,
    AddMonths,
    All,
    Choose,
    Compare,
    Comparison,
    Const,
    DateKind,
    DatePart,
    DaysBetween,
    Extract,
    Formula,
    Greatest,
    IntKind,
    ItemKind,
    Least,
    Negate,
    Not,
    Position,
    Product,
    Quotient,
    Remainder,
    Some,
    Sum,
)
from convention_dsl.types import EnumType

ZONE = EnumType("book.Zone", ("zip", "Zip", "été", "zac"), ordered=True)
LIMIT = 10**14
CALENDAR = DateKind(date.min, date.max)
_ANY = IntKind(-LIMIT, LIMIT)


class Maker:
    """Makes formulas of constants; their kinds are as wide as a workbook allows."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def integer(self, depth: int) -> Formula:
        rng = self.rng
        if depth == 0:
            return self._number()
        match rng.randrange(9):
            case 0:
                return Sum(_ANY, (self._small(depth), Negate(_ANY, self._small(depth))))
            case 1:
                return Sum(_ANY, tuple(self._small(depth - 1) for _ in range(3)))
            case 2:
                factors = (self._small(0), construct.integer(rng.choice((-7, 0, 3, 100))))
                return Product(_ANY, factors)
            case 3:
                return Quotient(IntKind(0, LIMIT), *self._divided())
            case 4:
                return Remainder(IntKind(0, LIMIT), *self._divided())
            case 5:
                parts = self.integer(depth - 1), self.integer(depth - 1)
                return rng.choice((Least, Greatest))(_ANY, parts)
            case 6:
                cases = ((self.boolean(depth - 1), self.integer(depth - 1)),)
                return Choose(_ANY, cases, self.integer(depth - 1))
            case 7:
                part = rng.choice(list(DatePart))
                return Extract(IntKind(1, 9999), part, self.day(depth - 1))
            case _:
                span = DaysBetween(_ANY, self.day(depth - 1), self.day(depth - 1))
                place = Position(IntKind(0, 3), self.item(depth - 1))
                return rng.choice((span, place))

    def _number(self) -> Const:
        edge = self.rng.choice((0, 1, 99, 10**6, 10**12, LIMIT // 3, LIMIT - 2))
        value = edge + self.rng.randint(-1, 1)
        return construct.integer(value if self.rng.random() < 0.6 else -value)

    def _small(self, depth: int) -> Formula:
        """Return an integer that a few others can be added to."""
        whole = Remainder(IntKind(0, 10**11), self._positive(), construct.integer(10**11))
        return whole if depth else construct.integer(self.rng.randint(-(10**9), 10**9))

    def _positive(self) -> Const:
        return construct.integer(abs(int(self._number().value)))  # type: ignore[arg-type]

    def _divided(self) -> tuple[Const, Const]:
        divisor = self.rng.choice((1, 2, 3, 7, 100, 365, 999_983, 10**7, LIMIT - 1))
        times = self.rng.randint(0, LIMIT // divisor)
        dividend = max(0, min(LIMIT - 1, divisor * times + self.rng.choice((-1, 0, 1))))
        kinds = IntKind(0, LIMIT), IntKind(1, LIMIT)
        return Const(kinds[0], dividend), Const(kinds[1], divisor)

    def boolean(self, depth: int) -> Formula:
        rng = self.rng
        if depth == 0:
            return construct.boolean(rng.random() < 0.5)
        match rng.randrange(5):
            case 0:
                parts = tuple(self.boolean(depth - 1) for _ in range(rng.randint(2, 3)))
                return rng.choice((All, Some))(parts)
            case 1:
                return Not(self.boolean(depth - 1))
            case 2:
                ends = self.boolean(depth - 1), self.boolean(depth - 1)
                return Compare(Comparison.EQUAL, *ends)
            case 3:
                return Compare(Comparison.EQUAL, self.item(depth - 1), self.item(depth - 1))
            case _:
                make = rng.choice((self.integer, self.day))
                return Compare(rng.choice(list(Comparison)), make(depth - 1), make(depth - 1))

    def item(self, depth: int) -> Formula:
        if depth == 0:
            return Const(ItemKind(ZONE), self.rng.choice(ZONE.items))
        cases = ((self.boolean(depth - 1), self.item(depth - 1)),)
        return Choose(ItemKind(ZONE), cases, self.item(depth - 1))

    def day(self, depth: int) -> Formula:
        rng = self.rng
        if depth == 0:
            return self._day()
        match rng.randrange(4):
            case 0:
                return Least(CALENDAR, (self.day(depth - 1), self.day(depth - 1)))
            case 1:
                months = rng.randint(-900, 900)
                return self._months(months)
            case 2:
                days = construct.integer(rng.randint(-(10**5), 10**5))
                middle = date(1000, 1, 1) + timedelta(days=rng.randint(0, 10**6))
                return AddDays(CALENDAR, construct.day(middle), days)
            case _:
                return chosen(self.boolean(depth - 1), self.day(depth - 1), self.day(depth - 1))

    def _day(self) -> Const:
        rng = self.rng
        edges = (date.min, date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1), date.max)
        leaps = (date(2000, 2, 29), date(1600, 2, 29), date(2024, 1, 31), date(400, 12, 31))
        anywhere = date(1, 1, 1) + timedelta(days=rng.randint(0, 3_600_000))
        return construct.day(rng.choice((*edges, *leaps, anywhere)))

    def _months(self, months: int) -> Formula:
        """Return a day some months from another, with ranges wide enough for both ways to add."""
        start = date(1000, 1, 1) + timedelta(days=self.rng.randint(0, 2_900_000))
        start = self.rng.choice((start, date(2024, 1, 31), date(2000, 2, 29), date(2023, 12, 31)))
        is_near = start > date(2000, 1, 1) and self.rng.random() < 0.5
        kind = DateKind(date(1900, 3, 1), date.max) if is_near else CALENDAR
        return AddMonths(kind, Const(kind, start), construct.integer(months))


def chosen(condition: Formula, one: Formula, other: Formula) -> Choose:
    assert condition.kind == BOOL
    return Choose(CALENDAR, ((condition, one),), other)
