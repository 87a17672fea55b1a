"""Conditions on lists as alternatives of linear rows over the number of patients of each class.

Every list, of whatever length, is a point of integers >= 0; a condition holds of it exactly where
the point satisfies all rows of some alternative. A rounded amount is one more integer, or one less
than 0; a minimum is a choice of what it is. What is not linear (a product of two sums, shares of
different things compared) is `NotLinear`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TypeVar, assert_never

from tests.agreement.lists_lp import Row
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
    Named,
    Plus,
    Rounded,
    Scalar,
    Share,
    Some,
    Sum,
    Times,
    World,
    total,
)

T = TypeVar("T")

MOST = 60
"""Alternatives of one condition: more are not looked at."""


class NotLinear(Exception):
    """There are no rows that say this, or too many."""


@dataclass(frozen=True)
class Form:
    """`coefficients · x + constant`, over `divisor`, a positive form, where there is one."""

    coefficients: Mapping[int, Fraction]
    constant: Fraction = Fraction(0)
    divisor: Form | None = None

    def __add__(self, other: Form) -> Form:
        if self.divisor != other.divisor:
            if self.divisor is None:
                return other + self
            if other.divisor is not None or other.coefficients:
                raise NotLinear
            return self + Form({}, Fraction(0), self.divisor) + _over(other.constant, self.divisor)
        columns = {*self.coefficients, *other.coefficients}
        found = {c: self.coefficients.get(c, 0) + other.coefficients.get(c, 0) for c in columns}
        kept = {c: Fraction(x) for c, x in found.items() if x}
        return Form(kept, self.constant + other.constant, self.divisor)

    def scaled(self, factor: Fraction) -> Form:
        kept = {c: x * factor for c, x in self.coefficients.items() if factor}
        return Form(kept, self.constant * factor, self.divisor)


def _over(constant: Fraction, divisor: Form) -> Form:
    """Return a constant as a fraction of a divisor."""
    return Form(divisor.scaled(constant).coefficients, divisor.constant * constant, divisor)


@dataclass(frozen=True)
class Limit:
    """`form sign 0`, the sign being `>=`, `>` or `=`."""

    form: Form
    sign: str


Rows = tuple[Limit, ...]
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "≠", "≠": "="}


@dataclass
class Linear:
    """Conditions of one world as rows; columns beyond the classes are made for roundings."""

    world: World
    columns: int = field(init=False)
    forms: dict[Expr, list[tuple[Rows, Form]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = len(self.world.classes)

    # Conditions -----------------------------------------------------------------------------------

    def alternatives(self, node: Condition, holds: bool = True) -> list[Rows]:
        """Return the alternatives in which a condition holds, or does not."""
        match node:
            case Compare():
                sign = node.sign if holds else OPPOSITE[node.sign]
                return few(self._compared(node.one, sign, node.two))
            case Some():
                others = [
                    n
                    for n in self.world.passing(node.where)
                    if bool(self.world.body(node.condition, n)) is not node.every
                ]
                number = Form({n: Fraction(1) for n in others})
                if holds is node.every:
                    return [(Limit(number, "="),)]
                return [(Limit(number, ">"),)]
            case Is():
                return [()] if self.world.has(node) is holds else []
            case Joined():
                one = self.alternatives(node.one, holds is not (node.word == "implies"))
                two = self.alternatives(node.two, holds)
                return both(one, two) if (node.word == "and") is holds else few([*one, *two])
            case Denied():
                return self.alternatives(node.one, not holds)
            case _:
                assert_never(node)

    def _compared(self, one: Expr, sign: str, two: Expr) -> Iterator[Rows]:
        for (rows, form), (more, other) in product(self.values(one), self.values(two)):
            left, right = form, other
            if left.divisor is not None or right.divisor is not None:
                left, right = _multiplied(left, right)
            for limit in _signed(left + right.scaled(Fraction(-1)), sign):
                yield (*rows, *more, limit)

    # Amounts --------------------------------------------------------------------------------------

    def values(self, node: Expr) -> list[tuple[Rows, Form]]:
        """Return the values of an expression, each with the rows under which it is the value."""
        if node not in self.forms:
            self.forms[node] = few(self._values(node))
        return self.forms[node]

    def _values(self, node: Expr) -> Iterator[tuple[Rows, Form]]:
        match node:
            case Const():
                yield (), Form({}, node.value)
            case Scalar():
                found = self.world.scalars[node.name]
                assert isinstance(found, Fraction)
                yield (), Form({}, found)
            case Sum() | Count():
                yield (), self._total(node)
            case Share():
                yield from self._quotient(Count(node.where), Count(), node.empty)
            case Average():
                yield from self._quotient(Sum(node.body, node.where), Count(node.where), node.empty)
            case Extreme():
                yield from self._extreme(node)
            case Plus() | Minus():
                factor = Fraction(1 if isinstance(node, Plus) else -1)
                for (rows, one), (more, two) in self._two(node.one, node.two):
                    yield (*rows, *more), one + two.scaled(factor)
            case Times():
                for (rows, one), (more, two) in self._two(node.one, node.two):
                    yield (*rows, *more), _times(one, two)
            case Best():
                sign = Fraction(1 if node.word == "max" else -1)
                for (rows, one), (more, two) in self._two(node.one, node.two):
                    ahead = (one + two.scaled(Fraction(-1))).scaled(sign)
                    yield (*rows, *more, Limit(_plain(ahead), ">=")), one
                    yield (*rows, *more, Limit(_plain(ahead.scaled(Fraction(-1))), ">")), two
            case Choice():
                for holds, part in ((True, node.one), (False, node.two)):
                    for rows in self.alternatives(node.condition, holds):
                        for more, form in self.values(part):
                            yield (*rows, *more), form
            case Named():
                yield from self.values(node.value)
            case Rounded():
                for rows, form in self.values(node.value):
                    yield from self._rounded(rows, _plain(form), node)
            case _:
                assert_never(node)

    def _two(self, one: Expr, two: Expr) -> Iterator[tuple[tuple[Rows, Form], tuple[Rows, Form]]]:
        return product(self.values(one), self.values(two))

    def _total(self, node: Sum | Count) -> Form:
        return Form({n: x for n, x in enumerate(total(node, self.world)) if x})

    def _quotient(
        self, whole: Sum | Count, number: Count, empty: Fraction
    ) -> Iterator[tuple[Rows, Form]]:
        divisor, dividend = self._total(number), self._total(whole)
        yield (Limit(divisor, "="),), Form({}, empty)
        yield (Limit(divisor, ">"),), Form(dividend.coefficients, dividend.constant, divisor)

    def _extreme(self, node: Extreme) -> Iterator[tuple[Rows, Form]]:
        of = {n: self.world.body(node.body, n) for n in self.world.passing(node.where)}
        yield (Limit(Form({n: Fraction(1) for n in of}), "="),), Form({}, node.empty)
        for value in set(of.values()):
            better = [n for n, x in of.items() if (x < value if node.least else x > value)]
            here = Form({n: Fraction(1) for n, x in of.items() if x == value})
            none = Limit(Form({n: Fraction(1) for n in better}), "=")
            yield (none, Limit(here, ">")), Form({}, value)

    def _rounded(self, rows: Rows, form: Form, node: Rounded) -> Iterator[tuple[Rows, Form]]:
        half, zero, one = Fraction(1, 2), Fraction(0), Fraction(1)
        for negative in (False, True):
            number = Form({self.columns: Fraction(-1 if negative else 1)})
            self.columns += 1
            side = Limit(form.scaled(-one), ">") if negative else Limit(form, ">=")
            if node.mode == "down":
                low, high = (zero, ">="), (one, ">")
            elif node.mode == "up":
                low, high = (-one, ">"), (zero, ">=")
            elif negative:
                low, high = (-half, ">"), (half, ">=")
            else:
                low, high = (-half, ">="), (half, ">")
            over = form.scaled(1 / node.step) + number.scaled(-one)  # the value less its rounding
            above = Limit(over + Form({}, -low[0]), low[1])
            below = Limit(over.scaled(-one) + Form({}, high[0]), high[1])
            yield (*rows, side, above, below), number.scaled(node.step)


def _times(one: Form, two: Form) -> Form:
    if not one.coefficients and one.divisor is None:
        return two.scaled(one.constant)
    if not two.coefficients and two.divisor is None:
        return one.scaled(two.constant)
    raise NotLinear


def _plain(form: Form) -> Form:
    if form.divisor is not None:
        raise NotLinear
    return form


def _multiplied(one: Form, two: Form) -> tuple[Form, Form]:
    """Return both sides of a comparison times the divisor of either."""
    divisor = one.divisor or two.divisor
    assert divisor is not None
    if one.divisor is not None and two.divisor is not None:
        if one.divisor != two.divisor:
            raise NotLinear
        return Form(one.coefficients, one.constant), Form(two.coefficients, two.constant)
    plain, other = (one, two) if one.divisor is None else (two, one)
    if plain.coefficients:
        raise NotLinear
    left, right = divisor.scaled(plain.constant), Form(other.coefficients, other.constant)
    return (left, right) if plain is one else (right, left)


def _signed(form: Form, sign: str) -> Iterator[Limit]:
    less = form.scaled(Fraction(-1))
    match sign:
        case ">=" | ">" | "=":
            yield Limit(form, sign)
        case "<=" | "<":
            yield Limit(less, ">=" if sign == "<=" else ">")
        case _:
            yield Limit(form, ">")
            yield Limit(less, ">")


def few(several: Iterable[T]) -> list[T]:
    """Return the alternatives as a list, if there are not too many."""
    found = []
    for each in several:
        found.append(each)
        if len(found) > MOST:
            raise NotLinear
    return found


def both(one: Sequence[Rows], two: Sequence[Rows]) -> list[Rows]:
    """Return the alternatives of which one of each side hold."""
    return few((*a, *b) for a, b in product(one, two))


def matrix(rows: Rows, columns: int) -> list[Row]:
    """Return rows with a coefficient for every column."""
    found = []
    for limit in rows:
        form = limit.form
        assert form.divisor is None
        dense = tuple(form.coefficients.get(n, Fraction(0)) for n in range(columns))
        found.append(Row(dense, limit.sign, -form.constant))
    return found
