"""Type inference for the core: what the type of a form is, given the types of its parts.

Operators have a row in the tables below, the other forms a function each. Kinds, ranges and steps
come from `number_types`; whether a combination makes sense for a reader (an amount times an amount)
is for `semantics` to say. Everything here is total on well-typed arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce

from convention_dsl.core import dates, intervals, number_types
from convention_dsl.core.intervals import Interval
from convention_dsl.core.nodes import AggregateKind, Duration, Expr, Literal, RoundingMode, Term
from convention_dsl.core.number_types import ONE, ZERO, interval, number_type
from convention_dsl.core.operators import Operator
from convention_dsl.types import (
    BOOLEAN,
    DATE,
    DateType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


def infer(operator: Operator, arguments: Sequence[Expr]) -> Type:
    """Return the type of `operator` applied to `arguments`, range and step included."""
    if operator in _BOOLEAN:
        return BOOLEAN
    if operator is Operator.ADD_DURATION:
        return _shifted(_date(arguments[0].type), arguments[1])
    return _RULES[operator](*(argument.type for argument in arguments))


def union(types: Sequence[Type]) -> Type:
    """Return the hull of `types` (at least one): the type of a value of any of them."""
    return reduce(_either, types)


def total_type(terms: Sequence[Term]) -> Type:
    """Return the type of a total of at least one term; a conditional term may count for nothing."""
    numbers = [_term_type(term) for term in terms]
    return reduce(number_types.added, numbers)


def round_type(value: Type, step: Fraction, mode: RoundingMode) -> Type:
    """Return the type of a rounded number."""
    return number_types.rounded(_number(value), step, mode)


def aggregate_type(
    kind: AggregateKind, domain: Expr, filter_: Expr | None, body: Expr, if_empty: Expr | None
) -> Type:
    """Return the type of an aggregate over `domain`, a set or a list."""
    match kind:
        case AggregateKind.ANY | AggregateKind.ALL:
            return BOOLEAN
        case AggregateKind.LOWEST | AggregateKind.HIGHEST:
            found = element_type(domain.type)
            return found if if_empty is None else union((found, if_empty.type))
        case AggregateKind.MINIMUM | AggregateKind.MAXIMUM:
            return body.type if if_empty is None else union((body.type, if_empty.type))
        case AggregateKind.SUM | AggregateKind.COUNT:
            least, most = _size(domain)
            return number_types.repeated(_number(body.type), least if filter_ is None else 0, most)


def element_type(domain: Type) -> Type:
    """Return the type of an element of a set or a list."""
    if isinstance(domain, SetType | ListType):
        return domain.element
    raise TypeError(f"not a set nor a list: {domain}")


def part_slots(type_: Type, count: int) -> list[tuple[str, Type]]:
    """Return the name (empty in a set or a list) and the declared type of each part."""
    match type_:
        case RecordType():
            return list(type_.fields)
        case MapType():
            return [(item, type_.value) for item in type_.key.items]
        case _:
            return [("", element_type(type_))] * count


def is_within(inner: Type, outer: Type) -> bool:
    """Return whether every value of `inner` is a value of `outer`: ranges and steps, not kinds."""
    match inner, outer:
        case NumberType(), NumberType():
            spacing = number_types.spacing(inner)
            fits = outer.step is None or (
                spacing is not None and (spacing / outer.step).denominator == 1
            )
            return fits and intervals.contains(interval(outer), interval(inner))
        case DateType(), DateType():
            (low, high), (inner_low, inner_high) = _days(outer), _days(inner)
            return low <= inner_low and inner_high <= high
        case SetType(), SetType():
            return is_within(inner.element, outer.element)
        case MapType(), MapType():
            return inner.key == outer.key and is_within(inner.value, outer.value)
        case RecordType(), RecordType():
            return inner == outer or (
                [name for name, _ in inner.fields] == [name for name, _ in outer.fields]
                and all(
                    is_within(part, whole)
                    for (_, part), (_, whole) in zip(inner.fields, outer.fields, strict=True)
                )
            )
        case ListType(), ListType():
            return is_within(inner.element, outer.element)
        case OptionalType(), OptionalType():
            return is_within(inner.inner, outer.inner)
        case _:
            return inner == outer


def _term_type(term: Term) -> NumberType:
    number = _number(term.value.type)
    if term.condition is None:
        return number
    return number_types.either(number, number_types.constant_type(number.kind, ZERO))


def _size(domain: Expr) -> tuple[int, int | None]:
    if not isinstance(domain.type, SetType):
        return 0, None
    size = len(domain.type.universe)
    if isinstance(domain, Literal) and isinstance(domain.value, frozenset):
        return len(domain.value), len(domain.value)
    return 0, size


def _number(type_: Type) -> NumberType:
    if isinstance(type_, NumberType):
        return type_
    raise TypeError(f"not a number: {type_}")


def _date(type_: Type) -> DateType:
    if isinstance(type_, DateType):
        return type_
    raise TypeError(f"not a date: {type_}")


def _days(type_: DateType) -> tuple[date, date]:
    return type_.low or date.min, type_.high or date.max


def _date_type(low: date, high: date) -> DateType:
    return DateType(None if low == date.min else low, None if high == date.max else high)


def _shifted(start: DateType, duration: Expr) -> DateType:
    if not isinstance(duration, Literal) or not isinstance(duration.value, Duration):
        return DATE
    return DateType(_shift(start.low, duration.value), _shift(start.high, duration.value))


def _shift(day: date | None, duration: Duration) -> date | None:
    try:
        return None if day is None else dates.add_duration(day, duration)
    except OverflowError:
        return None


def _either(first: Type, second: Type) -> Type:
    match first, second:
        case _ if first == second:
            return first
        case NumberType(), NumberType():
            return number_types.either(first, second)
        case DateType(), DateType():
            (low, high), (other_low, other_high) = _days(first), _days(second)
            return _date_type(min(low, other_low), max(high, other_high))
        case SetType(EnumType()), SetType():
            return first
        case SetType(NumberType() as one), SetType(NumberType() as two):
            return SetType(number_types.either(one, two))
        case MapType(), MapType():
            return MapType(first.key, _either(first.value, second.value))
        case RecordType(), RecordType():
            pairs = zip(first.fields, second.fields, strict=True)
            return RecordType(first.name, tuple((n, _either(a, b)) for (n, a), (_, b) in pairs))
        case OptionalType(), OptionalType():
            return OptionalType(_either(first.inner, second.inner))
        case OptionalType(), _:
            return OptionalType(_either(first.inner, second))
        case _, OptionalType():
            return OptionalType(_either(first, second.inner))
        case _:
            return first


def _integer(low: int, high: int) -> NumberType:
    return number_type(NumberKind.INTEGER, Interval(Fraction(low), Fraction(high)), ONE)


def _between(count: Callable[[date, date], int]) -> Callable[..., Type]:
    def rule(first: Type, second: Type) -> Type:
        (first_low, first_high), (second_low, second_high) = (
            _days(_date(first)),
            _days(_date(second)),
        )
        return _integer(count(first_high, second_low), count(first_low, second_high))

    return rule


def _year(day: Type) -> Type:
    low, high = _days(_date(day))
    return _integer(low.year, high.year)


def _numeric(rule: Callable[..., NumberType]) -> Callable[..., Type]:
    return lambda *arguments: rule(*map(_number, arguments))


def _extreme(
    rule: Callable[[NumberType, NumberType], NumberType], pick: Callable[[date, date], date]
) -> Callable[..., Type]:
    def either(first: Type, second: Type) -> Type:
        if isinstance(first, DateType) and isinstance(second, DateType):
            (low, high), (other_low, other_high) = _days(first), _days(second)
            return _date_type(pick(low, other_low), pick(high, other_high))
        return rule(_number(first), _number(second))

    return either


def _item(values: Type, _key: Type) -> Type:
    if isinstance(values, MapType):
        return values.value
    raise TypeError(f"not a per-item map: {values}")


def _or_else(value: Type, fallback: Type) -> Type:
    return _either(value.inner, fallback) if isinstance(value, OptionalType) else value


def _difference(first: NumberType, second: NumberType) -> NumberType:
    return number_types.added(first, number_types.negated(second))


_BOOLEAN = frozenset(
    {
        Operator.NOT,
        Operator.AND,
        Operator.OR,
        Operator.EQUAL,
        Operator.LESS,
        Operator.LESS_EQUAL,
        Operator.CONTAINS,
        Operator.SUBSET,
        Operator.IS_KNOWN,
    }
)

_RULES: Mapping[Operator, Callable[..., Type]] = {
    Operator.NEGATE: _numeric(number_types.negated),
    Operator.ADD: _numeric(number_types.added),
    Operator.SUBTRACT: _numeric(_difference),
    Operator.MULTIPLY: _numeric(number_types.multiplied),
    Operator.DIVIDE: _numeric(number_types.divided),
    Operator.FLOOR_DIVIDE: _numeric(number_types.floor_divided),
    Operator.MODULO: _numeric(number_types.remainder),
    Operator.MINIMUM: _extreme(number_types.least, min),
    Operator.MAXIMUM: _extreme(number_types.greatest, max),
    Operator.UNION: _either,
    Operator.INTERSECTION: lambda first, _: first,
    Operator.DIFFERENCE: lambda first, _: first,
    Operator.ITEM: _item,
    Operator.YEAR: _year,
    Operator.MONTH: lambda _: _integer(1, 12),
    Operator.DAY: lambda _: _integer(1, 31),
    Operator.YEARS_BETWEEN: _between(dates.years_between),
    Operator.MONTHS_BETWEEN: _between(dates.months_between),
    Operator.DAYS_BETWEEN: _between(dates.days_between),
    Operator.KNOWN: OptionalType,
    Operator.OR_ELSE: _or_else,
}
