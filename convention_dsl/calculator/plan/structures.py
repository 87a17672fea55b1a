"""Choices between values, equality and order of values, whether a value is of a type."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import TypeVar, assert_never

from convention_dsl.calculator.plan.construct import (
    FALSE,
    TRUE,
    all_,
    choose,
    day,
    equal,
    integer,
    less,
    less_equal,
    multiply,
    not_,
    position,
    some,
)
from convention_dsl.calculator.plan.formula import Comparison, Formula, ItemKind
from convention_dsl.calculator.plan.numbers import ONE, Arithmetic
from convention_dsl.calculator.plan.scopes import UnsupportedError
from convention_dsl.calculator.plan.values import (
    Enumerated,
    Lapse,
    Listed,
    Lowered,
    Maybe,
    Members,
    Number,
    Parts,
    Scalar,
    parts_of,
)
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Span
from convention_dsl.types import (
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

Case = tuple[Formula, Lowered]
_Form = TypeVar("_Form")

_LISTS_CHOSEN = Wording("a choice between lists", "un choix entre des listes")
_LISTS_EQUAL = Wording("lists compared", "des listes comparées")


def choose_value(cases: Sequence[Case], otherwise: Lowered, span: Span) -> Lowered:
    """Return the value of the first case whose condition holds, or `otherwise`."""
    cases = [(condition, value) for condition, value in cases if condition != FALSE]
    if any(isinstance(value, Maybe) for value in (otherwise, *(value for _, value in cases))):
        otherwise = optional(otherwise)
        cases = [(condition, optional(value)) for condition, value in cases]
    if all(value == otherwise for _, value in cases):
        return otherwise
    conditions = [condition for condition, _ in cases]
    values = [value for _, value in cases]

    def each(parts: Sequence[Lowered], last: Lowered) -> Lowered:
        return choose_value(list(zip(conditions, parts, strict=True)), last, span)

    match otherwise:
        case Number():
            return _choose_number(conditions, _all(Number, values), otherwise)
        case Scalar():
            formulas = [value.formula for value in _all(Scalar, values)]
            return Scalar(_chosen(conditions, formulas, otherwise.formula))
        case Lapse():
            lapses = _all(Lapse, values)
            months = _chosen(conditions, [lapse.months for lapse in lapses], otherwise.months)
            days = _chosen(conditions, [lapse.days for lapse in lapses], otherwise.days)
            return Lapse(months, days)
        case Members():
            return _choose_set(conditions, _all(Members, values), otherwise)
        case Parts():
            records = _all(Parts, values)
            parts = ((n, each([r.part(n) for r in records], part)) for n, part in otherwise.of)
            return Parts(tuple(parts))
        case Maybe():
            maybes = _all(Maybe, values)
            known = _chosen(conditions, [maybe.known for maybe in maybes], otherwise.known)
            return Maybe(known, each([maybe.inner for maybe in maybes], otherwise.inner))
        case Listed() | Enumerated():
            raise UnsupportedError(_LISTS_CHOSEN, span)
        case _:
            assert_never(otherwise)


def _chosen(
    conditions: Sequence[Formula], values: Sequence[Formula], otherwise: Formula
) -> Formula:
    return choose(list(zip(conditions, values, strict=True)), otherwise)


def _choose_set(
    conditions: Sequence[Formula], values: Sequence[Members], otherwise: Members
) -> Members:
    members = (
        (x, _chosen(conditions, [each.holds(x) for each in values], otherwise.holds(x)))
        for x in universe([*values, otherwise])
    )
    return Members(tuple(members))


def _choose_number(
    conditions: Sequence[Formula], values: Sequence[Number], otherwise: Number
) -> Number:
    every = [*values, otherwise]
    scale = lcm(*(value.scale for value in every))
    units = [multiply(value.units, integer(scale // value.scale)) for value in every]
    pairs = list(zip(conditions, units, strict=False))
    chosen = choose(pairs, units[-1])
    if all(value.over == otherwise.over for value in values):
        return Number(chosen, scale, otherwise.over)
    overs = [value.over or ONE for value in every]
    return Number(chosen, scale, choose(list(zip(conditions, overs, strict=False)), overs[-1]))


def _all(form: type[_Form], values: Sequence[Lowered]) -> list[_Form]:
    found: list[_Form] = [value for value in values if isinstance(value, form)]
    assert len(found) == len(values)
    return found


def optional(value: Lowered) -> Maybe:
    """Return a value as one that may be unknown."""
    return value if isinstance(value, Maybe) else Maybe(TRUE, value)


def universe(sets: Sequence[Members]) -> tuple[str | int, ...]:
    """Return the elements that one of several sets may hold, each once."""
    return tuple(dict.fromkeys(element for each in sets for element, _ in each.of))


def same(arithmetic: Arithmetic, left: Lowered, right: Lowered, span: Span) -> Formula:
    """Return whether two values of one sort are equal."""
    match left, right:
        case Number(), Number():
            return arithmetic.compare(Comparison.EQUAL, left, right)
        case Scalar(), Scalar():
            return equal(left.formula, right.formula)
        case Lapse(), Lapse():
            return all_(equal(left.months, right.months), equal(left.days, right.days))
        case Members(), Members():
            return all_(*(equal(left.holds(x), right.holds(x)) for x in universe([left, right])))
        case Parts(), Parts():
            return all_(*(same(arithmetic, p, right.part(n), span) for n, p in left.of))
        case Maybe(), Maybe():
            inner = same(arithmetic, left.inner, right.inner, span)
            neither = all_(not_(left.known), not_(right.known))
            return some(neither, all_(left.known, right.known, inner))
        case Maybe(), _:
            return all_(left.known, same(arithmetic, left.inner, right, span))
        case _, Maybe():
            return all_(right.known, same(arithmetic, left, right.inner, span))
        case Enumerated(), Enumerated() if len(left.of) == len(right.of):
            pairs = zip(left.of, right.of, strict=True)
            return all_(*(same(arithmetic, one, other, span) for one, other in pairs))
        case Enumerated(), Enumerated():
            return FALSE
        case _:
            raise UnsupportedError(_LISTS_EQUAL, span)


def before(
    arithmetic: Arithmetic, comparison: Comparison, left: Lowered, right: Lowered
) -> Formula:
    """Return whether a number, a day or an item comes before another (or is not after it)."""
    match left, right:
        case Number(), Number():
            return arithmetic.compare(comparison, left, right)
        case Scalar(), Scalar():
            return (less if comparison is Comparison.LESS else less_equal)(
                ranked(left.formula), ranked(right.formula)
            )
        case _:
            raise TypeError(f"no order on {left}")


def ranked(formula: Formula) -> Formula:
    """Return what orders a scalar: an item's position."""
    return position(formula) if isinstance(formula.kind, ItemKind) else formula


def belongs(arithmetic: Arithmetic, value: Lowered, given: Type, wanted: Type) -> Formula:
    """Return whether a value of type `given` is one of type `wanted`."""
    match value, given, wanted:
        case Number(), NumberType(), NumberType():
            return arithmetic.belongs(value, given, wanted)
        case Scalar(), DateType(), DateType():
            tests = []
            if wanted.low is not None:
                tests.append(less_equal(day(wanted.low), value.formula))
            if wanted.high is not None:
                tests.append(less_equal(value.formula, day(wanted.high)))
            return all_(*tests)
        case Members(), SetType(), SetType():
            allowed = set(wanted.universe)
            return all_(*(not_(holds) for element, holds in value.of if element not in allowed))
        case Maybe(), OptionalType(), OptionalType():
            inner = belongs(arithmetic, value.inner, given.inner, wanted.inner)
            return some(not_(value.known), inner)
        case Parts(), RecordType() | MapType(), RecordType() | MapType():
            pairs = zip(parts_of(given), parts_of(wanted), strict=True)
            return all_(
                *(
                    belongs(arithmetic, value.part(name), part, slot)
                    for (name, part), (_, slot) in pairs
                )
            )
        case Enumerated(), ListType(), ListType():
            tests_ = (belongs(arithmetic, x, given.element, wanted.element) for x in value.of)
            return all_(*tests_)
        case _:
            return all_()


def item_type(formula: Formula) -> EnumType:
    """Return the enumeration of an item."""
    assert isinstance(formula.kind, ItemKind)
    return formula.kind.type
