"""Structured symbolic values: equality, choices between values, membership in a type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar, assert_never

from convention_dsl.proof import encode_dates as dates
from convention_dsl.proof import encode_numbers as numbers
from convention_dsl.proof import smt
from convention_dsl.proof.smt import Bool, Int, Script
from convention_dsl.proof.symbolic import (
    Day,
    Flags,
    Item,
    Listing,
    Map,
    Maybe,
    Number,
    OutsideMethod,
    Record,
    Shift,
    Symbolic,
    Written,
    built_record,
    constant,
)
from convention_dsl.types import (
    DateType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

Choices = Sequence[tuple[Bool, Symbolic]]
V = TypeVar("V")


def as_kind(value: Symbolic | None, kind: type[V]) -> V:
    """Return `value`, known by typing to be of `kind`."""
    if not isinstance(value, kind):
        raise TypeError(f"not a {kind.__name__}: {value!r}")
    return value


def as_bool(value: Symbolic) -> Bool:
    """Return `value`, known by typing to be a boolean."""
    if not isinstance(value, bool | str):
        raise TypeError(f"not a boolean: {value!r}")
    return value


def as_maybe(value: Symbolic) -> Maybe:
    """Return an optional value: a plain one is known."""
    return value if isinstance(value, Maybe) else Maybe(True, value)


def equal(script: Script, one: Symbolic, two: Symbolic) -> Bool:
    """Return whether two values are equal."""
    if one is two:
        return True
    if isinstance(one, Maybe) or isinstance(two, Maybe):
        return _equal_maybe(script, as_maybe(one), as_maybe(two))
    match one:
        case bool() | str():
            return smt.same(one, as_bool(two))
        case Number():
            return numbers.equal(script, one, as_kind(two, Number))
        case Item():
            return smt.equal(one.index, as_kind(two, Item).index)
        case Day():
            return dates.equal(one, as_kind(two, Day))
        case Shift():
            other = as_kind(two, Shift)
            pairs = ((one.months, other.months), (one.days, other.days))
            return smt.conjunction(smt.equal(a, b) for a, b in pairs)
        case Flags():
            _, members, others = one.aligned(as_kind(two, Flags))
            return smt.conjunction(map(smt.same, members, others))
        case Map():
            values = as_kind(two, Map).values
            return _all_equal(script, zip(one.values, values, strict=True))
        case Record():
            record = as_kind(two, Record)
            names = [name for name, _ in one.type.fields]
            return _all_equal(script, ((one.field(n), record.field(n)) for n in names))
        case Listing() | Written():
            if isinstance(one, Listing) and isinstance(two, Listing):
                return smt.equal(one.identity, two.identity)
            raise OutsideMethod("equal lists")
        case _:
            assert_never(one)


def _all_equal(script: Script, pairs: Iterable[tuple[Symbolic, Symbolic]]) -> Bool:
    return smt.conjunction(equal(script, a, b) for a, b in pairs)


def _equal_maybe(script: Script, one: Maybe, two: Maybe) -> Bool:
    agree = smt.same(one.known, two.known)
    if one.value is None or two.value is None or one.known is False:
        return agree
    values = equal(script, one.value, two.value)
    return smt.conjunction((agree, smt.implication(one.known, values)))


def choose(script: Script, condition: Bool, then: Symbolic, otherwise: Symbolic) -> Symbolic:
    """Return one of two values."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then == otherwise:
        return then
    match then, otherwise:
        case (bool() | str(), bool() | str()):
            return script.boolean(smt.bool_choice(condition, then, otherwise))
        case Number(), Number():
            return numbers.choose(script, condition, then, otherwise)
        case _:
            return select(script, [(condition, then), (smt.negation(condition), otherwise)])


def select(script: Script, choices: Choices) -> Symbolic:
    """Return the value whose guard holds, where exactly one does; elsewhere anything.

    The result is new, and each guard implies that it is the value beside it. Guards that hold
    together must agree, or the script would exclude what the text does not.
    """
    values = [value for _, value in choices]
    if len(choices) == 1 and choices[0][0] is True:
        return values[0]
    if any(isinstance(value, Maybe) for value in values):
        return _select_maybe(script, choices)
    match values[0]:
        case bool() | str():
            return _select_bool(script, choices)
        case Number():
            return _select_number(script, [(g, as_kind(v, Number)) for g, v in choices])
        case Item() as item:
            terms = [(g, as_kind(v, Item).index) for g, v in choices]
            return Item(_select_int(script, terms), item.type)
        case Day():
            days = [(g, as_kind(v, Day)) for g, v in choices]
            return Day(*(_select_int(script, part) for part in _parts(days, dates.parts)))
        case Shift():
            shifts = [(g, as_kind(v, Shift)) for g, v in choices]
            both = _parts(shifts, lambda shift: (shift.months, shift.days))
            return Shift(*(_select_int(script, part) for part in both))
        case Flags():
            return _select_flags(script, [(g, as_kind(v, Flags)) for g, v in choices])
        case Map() as map_:
            maps = [(g, as_kind(v, Map)) for g, v in choices]
            columns = zip(*(value.values for _, value in maps), strict=True)
            guards = [guard for guard, _ in maps]
            parts = (list(zip(guards, column, strict=True)) for column in columns)
            return Map(map_.type, tuple(select(script, part) for part in parts))
        case Record() as record:
            return _select_record(script, record.type, choices)
        case Listing() | Written():
            if not all(isinstance(value, Listing) for value in values):
                raise OutsideMethod("written list")
            lists = [(g, as_kind(v, Listing).identity) for g, v in choices]
            return Listing(_select_int(script, lists))
        case other:
            raise TypeError(f"not a value to select: {other!r}")


def _parts(
    choices: Sequence[tuple[Bool, V]], parts: Callable[[V], Sequence[Int]]
) -> list[list[tuple[Bool, Int]]]:
    guards = [guard for guard, _ in choices]
    columns = zip(*(parts(value) for _, value in choices), strict=True)
    return [list(zip(guards, column, strict=True)) for column in columns]


def _select_bool(script: Script, choices: Choices) -> Bool:
    fresh = script.fresh("Bool", "b")
    for guard, value in choices:
        script.require(smt.implication(guard, smt.same(as_bool(value), fresh)))
    return fresh


def _select_int(script: Script, choices: Sequence[tuple[Bool, Int]]) -> Int:
    fresh = script.fresh("Int")
    for guard, value in choices:
        script.require(smt.implication(guard, smt.equal(fresh, value)))
    return fresh


def _select_number(script: Script, choices: Sequence[tuple[Bool, Number]]) -> Number:
    found = [value for _, value in choices]
    unit = numbers.common_unit(found)
    terms = [(guard, numbers.term_in(value, unit)) for guard, value in choices]
    result = Number(_select_int(script, terms), unit, values=numbers.either(found, unit))
    if all(value.denominator is None for value in found):
        return result
    bottoms = [(guard, value.denominator or numbers.UNIT) for guard, value in choices]
    return numbers.over(result, _select_number(script, bottoms))


def _select_flags(script: Script, choices: Sequence[tuple[Bool, Flags]]) -> Flags:
    universe = tuple(dict.fromkeys(e for _, flags in choices for e in flags.universe))
    columns = ([(guard, flags.has(element)) for guard, flags in choices] for element in universe)
    return Flags(universe, tuple(_select_bool(script, column) for column in columns))


def _select_record(script: Script, type_: RecordType, choices: Choices) -> Record:
    values = tuple(
        select(script, [(guard, as_kind(value, Record).field(name)) for guard, value in choices])
        for name, _ in type_.fields
    )
    return built_record(type_, values)


def _select_maybe(script: Script, choices: Choices) -> Maybe:
    maybes = [(guard, as_maybe(value)) for guard, value in choices]
    known = _select_bool(script, [(guard, maybe.known) for guard, maybe in maybes])
    there = [(guard, maybe.value) for guard, maybe in maybes if maybe.value is not None]
    return Maybe(known, select(script, there) if there else None)


def belongs(script: Script, value: Symbolic, type_: Type) -> Bool:
    """Return whether `value` is one of `type_`: ranges and steps."""
    match value, type_:
        case Number(), NumberType():
            return _is_number_of(script, value, type_)
        case Day(), DateType():
            return dates.is_between(value, type_.low, type_.high)
        case Flags(), SetType():
            known = set(type_.universe)
            outside = [
                m for e, m in zip(value.universe, value.members, strict=True) if e not in known
            ]
            return smt.negation(smt.disjunction(outside))
        case Map(), MapType():
            return smt.conjunction(belongs(script, part, type_.value) for part in value.values)
        case Record(), RecordType():
            parts = ((value.field(name), part) for name, part in type_.fields)
            return smt.conjunction(belongs(script, field, part) for field, part in parts)
        case Maybe(value=inner), OptionalType():
            if inner is None:
                return True
            return smt.implication(value.known, belongs(script, inner, type_.inner))
        case _, OptionalType():
            return belongs(script, value, type_.inner)
        case Written(), ListType():
            return smt.conjunction(belongs(script, part, type_.element) for part in value.parts)
        case Listing(), _:
            raise OutsideMethod("lists")
        case _:
            return True


def _is_number_of(script: Script, value: Number, type_: NumberType) -> Bool:
    parts: list[Bool] = []
    if type_.low is not None:
        parts.append(numbers.at_most(script, constant(type_.low), value))
    if type_.high is not None:
        parts.append(numbers.at_most(script, value, constant(type_.high)))
    if type_.step is not None:
        parts.append(_is_multiple(value, type_.step))
    return smt.conjunction(parts)


def _is_multiple(value: Number, step: Fraction) -> Bool:
    if value.denominator is not None:
        raise OutsideMethod("non-linear")
    ratio = value.unit / step
    term = smt.times(ratio.numerator, value.term)
    return smt.equal(smt.remainder(term, ratio.denominator), 0)
