"""Formulas with the kind that interval arithmetic gives, worked out where their parts decide them.

Every function returns a formula that has the same value as the plain one: constants are computed,
what changes nothing is dropped, comparisons that the ranges decide are decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from convention_dsl.calculator.plan.formula import (
    BOOL,
    All,
    Choose,
    Compare,
    Comparison,
    Const,
    DateKind,
    Formula,
    Greatest,
    IntKind,
    ItemKind,
    Kind,
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

TRUE = Const(BOOL, True)
FALSE = Const(BOOL, False)


def integer(value: int) -> Const:
    """Return a fixed integer."""
    return Const(IntKind(value, value), value)


def boolean(value: bool) -> Const:
    """Return a fixed boolean."""
    return TRUE if value else FALSE


def day(value: date) -> Const:
    """Return a fixed day."""
    return Const(DateKind(value, value), value)


def item(type_: EnumType, name: str) -> Const:
    """Return a fixed item."""
    return Const(ItemKind(type_), name)


def bounds(formula: Formula) -> IntKind:
    """Return the kind of a formula that is an integer."""
    assert isinstance(formula.kind, IntKind)
    return formula.kind


def fixed(formula: Formula) -> int | None:
    """Return the value of a constant integer."""
    if isinstance(formula, Const) and isinstance(formula.kind, IntKind):
        return formula.kind.low
    return None


# Arithmetic -------------------------------------------------------------------------------------


def add(*terms: Formula) -> Formula:
    """Return a sum."""
    flat: list[Formula] = []
    constant = 0
    for term in terms:
        parts = term.terms if isinstance(term, Sum) else (term,)
        for part in parts:
            value = fixed(part)
            constant += value or 0
            flat += [part] if value is None else []
    if constant or not flat:
        flat.append(integer(constant))
    if len(flat) == 1:
        return flat[0]
    low = sum(bounds(part).low for part in flat)
    return Sum(IntKind(low, sum(bounds(part).high for part in flat)), tuple(flat))


def negate(value: Formula) -> Formula:
    """Return the opposite of an integer."""
    kind, known = bounds(value), fixed(value)
    if known is not None:
        return integer(-known)
    if isinstance(value, Negate):
        return value.value
    return Negate(IntKind(-kind.high, -kind.low), value)


def subtract(left: Formula, right: Formula) -> Formula:
    """Return a difference."""
    return integer(0) if left == right else add(left, negate(right))


def multiply(*factors: Formula) -> Formula:
    """Return a product."""
    flat: list[Formula] = []
    constant = 1
    for factor in factors:
        parts = factor.factors if isinstance(factor, Product) else (factor,)
        for part in parts:
            value = fixed(part)
            constant *= 1 if value is None else value
            flat += [part] if value is None else []
    if constant == 0 or not flat:
        return integer(constant)
    if constant == -1:
        return negate(multiply(*flat))
    if constant != 1:
        flat.append(integer(constant))
    if len(flat) == 1:
        return flat[0]
    return Product(_product_kind(flat), tuple(flat))


def _product_kind(factors: Sequence[Formula]) -> IntKind:
    low = high = 1
    for factor in factors:
        kind = bounds(factor)
        ends = [low * kind.low, low * kind.high, high * kind.low, high * kind.high]
        low, high = min(ends), max(ends)
    return IntKind(low, high)


def quotient(dividend: Formula, divisor: Formula) -> Formula:
    """Return the whole part of a division; dividend ≥ 0, divisor ≥ 1."""
    over, by = bounds(dividend), bounds(divisor)
    assert over.low >= 0, over
    assert by.low >= 1, by
    if fixed(divisor) == 1:
        return dividend
    kind = IntKind(over.low // by.high, over.high // by.low)
    known = fixed(dividend) is not None and fixed(divisor) is not None
    return integer(kind.low) if known else Quotient(kind, dividend, divisor)


def remainder(dividend: Formula, divisor: Formula) -> Formula:
    """Return what a division leaves; dividend ≥ 0, divisor ≥ 1."""
    over, by = bounds(dividend), bounds(divisor)
    assert over.low >= 0, over
    assert by.low >= 1, by
    if over.high < by.low:
        return dividend
    if fixed(divisor) == 1:
        return integer(0)
    if fixed(dividend) is not None and fixed(divisor) is not None:
        return integer(over.low % by.low)
    return Remainder(IntKind(0, min(over.high, by.high - 1)), dividend, divisor)


def least(*parts: Formula) -> Formula:
    """Return the smallest of integers, or the earliest of days."""
    return _extreme(parts, min, Least)


def greatest(*parts: Formula) -> Formula:
    """Return the largest of integers, or the latest of days."""
    return _extreme(parts, max, Greatest)


def _extreme(
    parts: Sequence[Formula],
    best: Callable[..., int | date],
    form: type[Least] | type[Greatest],
) -> Formula:
    left = list(dict.fromkeys(parts))
    for part in left:
        if all(other is part or _beyond(part, other, best) for other in left):
            return part
    kinds = [_range(part) for part in left]
    low, high = best(kind.low for kind in kinds), best(kind.high for kind in kinds)
    if isinstance(low, date) and isinstance(high, date):
        return form(DateKind(low, high), tuple(left))
    assert isinstance(low, int)
    assert isinstance(high, int)
    return form(IntKind(low, high), tuple(left))


def _beyond(part: Formula, other: Formula, best: Callable[..., int | date]) -> bool:
    """Return whether the ranges show that `part` is at least as good as `other`."""
    own, kind = _range(part), _range(other)
    inner, outer = (own.high, kind.low) if best is min else (own.low, kind.high)
    return best(inner, outer) == inner


def _range(formula: Formula) -> IntKind | DateKind:
    assert isinstance(formula.kind, IntKind | DateKind)
    return formula.kind


# Conditions -------------------------------------------------------------------------------------


def not_(part: Formula) -> Formula:
    """Return a negation."""
    if isinstance(part, Const):
        return boolean(part.value is False)
    return part.part if isinstance(part, Not) else Not(part)


def all_(*parts: Formula) -> Formula:
    """Return a conjunction."""
    flat = list(
        dict.fromkeys(
            inner
            for part in parts
            for inner in (part.parts if isinstance(part, All) else (part,))
            if inner != TRUE
        )
    )
    if FALSE in flat or any(not_(part) in flat for part in flat):
        return FALSE
    return TRUE if not flat else flat[0] if len(flat) == 1 else All(tuple(flat))


def some(*parts: Formula) -> Formula:
    """Return a disjunction."""
    flat = list(
        dict.fromkeys(
            inner
            for part in parts
            for inner in (part.parts if isinstance(part, Some) else (part,))
            if inner != FALSE
        )
    )
    if TRUE in flat or any(not_(part) in flat for part in flat):
        return TRUE
    return FALSE if not flat else flat[0] if len(flat) == 1 else Some(tuple(flat))


def compare(comparison: Comparison, left: Formula, right: Formula) -> Formula:
    """Return a comparison of two integers, days, booleans or items."""
    if left == right:
        return boolean(comparison is not Comparison.LESS)
    known = _compared(comparison, left.kind, right.kind)
    if known is not None:
        return boolean(known)
    if left.kind == BOOL:
        return _same(left, right)
    if isinstance(left, Const) and isinstance(right, Const) and comparison is Comparison.EQUAL:
        return boolean(left.value == right.value)
    return Compare(comparison, left, right)


def equal(left: Formula, right: Formula) -> Formula:
    """Return whether two scalars of one sort are equal."""
    return compare(Comparison.EQUAL, left, right)


def less(left: Formula, right: Formula) -> Formula:
    """Return whether an integer or a day is before another."""
    return compare(Comparison.LESS, left, right)


def less_equal(left: Formula, right: Formula) -> Formula:
    """Return whether an integer or a day is not after another."""
    return compare(Comparison.LESS_EQUAL, left, right)


def _compared(comparison: Comparison, left: Kind, right: Kind) -> bool | None:
    """Return what the ranges of two integers or days say of a comparison."""
    a, b = _ends(left), _ends(right)
    if a is None or b is None:
        return None
    match comparison:
        case Comparison.EQUAL:
            apart = a[1] < b[0] or b[1] < a[0]
            return False if apart else True if a[0] == a[1] == b[0] == b[1] else None
        case Comparison.LESS:
            return True if a[1] < b[0] else False if a[0] >= b[1] else None
        case Comparison.LESS_EQUAL:
            return True if a[1] <= b[0] else False if a[0] > b[1] else None


def _ends(kind: Kind) -> tuple[int, int] | None:
    match kind:
        case IntKind():
            return kind.low, kind.high
        case DateKind():
            return kind.low.toordinal(), kind.high.toordinal()
        case _:
            return None


def _same(left: Formula, right: Formula) -> Formula:
    if isinstance(left, Const):
        return right if left.value else not_(right)
    if isinstance(right, Const):
        return left if right.value else not_(left)
    return Compare(Comparison.EQUAL, left, right)


def position(value: Formula) -> Formula:
    """Return the position of an item."""
    assert isinstance(value.kind, ItemKind)
    items = value.kind.type.items
    if isinstance(value, Const):
        return integer(items.index(str(value.value)))
    return Position(IntKind(0, len(items) - 1), value)


# Choices ----------------------------------------------------------------------------------------


def choose(cases: Sequence[tuple[Formula, Formula]], otherwise: Formula) -> Formula:
    """Return the value of the first case whose condition holds, or `otherwise`."""
    left: list[tuple[Formula, Formula]] = []
    for condition, value in cases:
        if condition == FALSE:
            continue
        if condition == TRUE:
            otherwise = value
            break
        left.append((condition, value))
    while left and left[-1][1] == otherwise:
        left.pop()
    if not left:
        return otherwise
    if otherwise.kind == BOOL:
        return _condition(left, otherwise)
    kind = union([*(value.kind for _, value in left), otherwise.kind])
    return Choose(kind, tuple(left), otherwise)


def _condition(cases: Sequence[tuple[Formula, Formula]], otherwise: Formula) -> Formula:
    """Return a choice between booleans; as a condition where that is short."""
    if len(cases) == 1:
        condition, value = cases[0]
        if value == TRUE:
            return some(condition, otherwise)
        if value == FALSE:
            return all_(not_(condition), otherwise)
        if otherwise == FALSE:
            return all_(condition, value)
        if otherwise == TRUE:
            return some(not_(condition), value)
    return Choose(BOOL, tuple(cases), otherwise)


def union(kinds: Sequence[Kind]) -> Kind:
    """Return the kind that holds the values of several kinds of one sort."""
    first = kinds[0]
    match first:
        case IntKind():
            found = [kind for kind in kinds if isinstance(kind, IntKind)]
            return IntKind(min(k.low for k in found), max(k.high for k in found))
        case DateKind():
            days = [kind for kind in kinds if isinstance(kind, DateKind)]
            return DateKind(min(k.low for k in days), max(k.high for k in days))
        case _:
            return first


def within(formula: Formula, low: int | None, high: int | None) -> Formula:
    """Return an integer whose kind also holds what is known of it otherwise."""
    kind = bounds(formula)
    narrow = IntKind(
        kind.low if low is None else max(kind.low, low),
        kind.high if high is None else min(kind.high, high),
    )
    if narrow == kind or narrow.low > narrow.high or isinstance(formula, Const):
        return formula
    return replace(formula, kind=narrow)  # type: ignore[arg-type]
