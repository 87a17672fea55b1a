"""The operators of the core on symbolic values: a table, twin of `core/meaning.py`.

Operators that do not always need every argument (`and`, `or`, the value of an optional) are arms of
`encode.py`. A function gets what it needs of the encoding: the script, a place to say when the
result is undefined, and the types of the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from convention_dsl.core.operators import Operator
from convention_dsl.proof import encode_dates as dates
from convention_dsl.proof import encode_numbers as numbers
from convention_dsl.proof import encode_values as values
from convention_dsl.proof import smt
from convention_dsl.proof.encode_rounding import floored
from convention_dsl.proof.encode_values import as_bool, as_kind
from convention_dsl.proof.smt import Bool, Int, Script
from convention_dsl.proof.symbolic import (
    Day,
    Flags,
    Item,
    Map,
    Number,
    OutsideMethod,
    Shift,
    Symbolic,
    constant,
)


class Site(Protocol):
    """Where an operator is encoded."""

    script: Script

    def undefined(self, condition: Bool) -> None:
        """Note that there is no value where `condition` holds."""


Encoding = Callable[[Site, Sequence[Symbolic]], Symbolic]


def contains(flags: Flags, element: Symbolic) -> Bool:
    """Return whether an element, known or not, is in a set."""
    if isinstance(element, Item):
        index = element.index
        if isinstance(index, int):
            return flags.has(element.type.items[index])
        positions = {item: number for number, item in enumerate(element.type.items)}
        terms = [(smt.equal(index, positions[str(e)]), e) for e in flags.universe]
    else:
        number = as_kind(element, Number)
        if number.constant is not None:
            exact = number.constant
            return exact.denominator == 1 and flags.has(exact.numerator)
        script = Script()
        terms = [(numbers.equal(script, number, constant(int(e))), e) for e in flags.universe]
    return smt.disjunction(smt.conjunction((same, flags.has(e))) for same, e in terms)


def _rank(value: Symbolic) -> Number:
    """Return a number that orders values of an ordered type."""
    match value:
        case Number():
            return value
        case Item():
            return Number(value.index)
        case Day():
            return Number(dates.key(value))
        case bool() | str():
            return Number(smt.choice(value, 1, 0))
        case _:
            raise TypeError(f"no order on {value!r}")


def compared(script: Script, one: Symbolic, two: Symbolic, strict: bool) -> Bool:
    """Return whether `one` comes before `two` (or is equal, where not `strict`)."""
    relation = numbers.below if strict else numbers.at_most
    return relation(script, _rank(one), _rank(two))


def _extreme(least: bool) -> Encoding:
    def encoding(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
        one, two = arguments
        low, high = (one, two) if least else (two, one)
        first = site.script.boolean(compared(site.script, low, high, strict=False))
        return values.choose(site.script, first, one, two)

    return encoding


def _divide(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    one, two = _numbers(arguments)
    site.undefined(numbers.equal(site.script, two, numbers.ZERO))
    return numbers.divide(site.script, one, two)


def _floor_divide(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    one, two = _numbers(arguments)
    return floored(site.script, one, _positive(two))


def _modulo(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    one, two = _numbers(arguments)
    divisor = _positive(two)
    whole = numbers.scaled(-divisor, floored(site.script, one, divisor))
    return numbers.add(site.script, (one, whole))


def _positive(divisor: Number) -> Fraction:
    value = divisor.constant
    if value is None or value <= 0:
        raise OutsideMethod("non-linear")
    return value


def _numbers(arguments: Sequence[Symbolic]) -> list[Number]:
    return [as_kind(argument, Number) for argument in arguments]


def _on_flags(combine: Callable[[Bool, Bool], Bool]) -> Encoding:
    def encoding(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
        one, two = (as_kind(argument, Flags) for argument in arguments)
        universe, members, others = one.aligned(two)
        combined = map(combine, members, others)
        return Flags(universe, tuple(map(site.script.boolean, combined)))

    return encoding


def _union(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    one, two = (as_kind(argument, Flags) for argument in arguments)
    universe = tuple(dict.fromkeys((*one.universe, *two.universe)))
    added = [smt.conjunction((two.has(e), smt.negation(one.has(e)))) for e in universe]
    members = (site.script.boolean(smt.disjunction((one.has(e), two.has(e)))) for e in universe)
    parts = ((*one.disjoint(e), new) for e, new in zip(universe, added, strict=True))
    return Flags(universe, tuple(members), tuple(parts))


def _subset(_site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    one, two = (as_kind(argument, Flags) for argument in arguments)
    return smt.conjunction(smt.implication(one.has(e), two.has(e)) for e in one.universe)


def _contains(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    return site.script.boolean(contains(as_kind(arguments[0], Flags), arguments[1]))


def _item(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    map_, item = as_kind(arguments[0], Map), as_kind(arguments[1], Item)
    if isinstance(item.index, int):
        return map_.values[item.index]
    guards = [smt.equal(item.index, position) for position in range(len(map_.values))]
    return values.select(site.script, list(zip(guards, map_.values, strict=True)))


def _add_duration(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
    start, shift = as_kind(arguments[0], Day), as_kind(arguments[1], Shift)
    day, within = dates.add_duration(site.script, start, shift)
    site.undefined(smt.negation(within))
    return day


def _part(pick: Callable[[Day], Int]) -> Encoding:
    return lambda _, arguments: Number(pick(as_kind(arguments[0], Day)))


def _between(count: Callable[[Script, Day, Day], Int]) -> Encoding:
    def encoding(site: Site, arguments: Sequence[Symbolic]) -> Symbolic:
        start, end = (as_kind(argument, Day) for argument in arguments)
        return Number(count(site.script, start, end))

    return encoding


ENCODING: Mapping[Operator, Encoding] = {
    Operator.NOT: lambda _, a: smt.negation(as_bool(a[0])),
    Operator.EQUAL: lambda site, a: values.equal(site.script, *a),
    Operator.LESS: lambda site, a: compared(site.script, a[0], a[1], strict=True),
    Operator.LESS_EQUAL: lambda site, a: compared(site.script, a[0], a[1], strict=False),
    Operator.NEGATE: lambda _, a: numbers.negated(*_numbers(a)),
    Operator.ADD: lambda site, a: numbers.add(site.script, _numbers(a)),
    Operator.SUBTRACT: lambda site, a: numbers.add(
        site.script, (as_kind(a[0], Number), numbers.negated(as_kind(a[1], Number)))
    ),
    Operator.MULTIPLY: lambda site, a: numbers.multiply(site.script, *_numbers(a)),
    Operator.DIVIDE: _divide,
    Operator.FLOOR_DIVIDE: _floor_divide,
    Operator.MODULO: _modulo,
    Operator.MINIMUM: _extreme(least=True),
    Operator.MAXIMUM: _extreme(least=False),
    Operator.CONTAINS: _contains,
    Operator.SUBSET: _subset,
    Operator.UNION: _union,
    Operator.INTERSECTION: _on_flags(lambda one, two: smt.conjunction((one, two))),
    Operator.DIFFERENCE: _on_flags(lambda one, two: smt.conjunction((one, smt.negation(two)))),
    Operator.ITEM: _item,
    Operator.ADD_DURATION: _add_duration,
    Operator.YEAR: _part(lambda day: day.year),
    Operator.MONTH: _part(lambda day: day.month),
    Operator.DAY: _part(lambda day: day.day),
    Operator.YEARS_BETWEEN: _between(dates.years_between),
    Operator.MONTHS_BETWEEN: _between(dates.months_between),
    Operator.DAYS_BETWEEN: _between(dates.days_between),
    Operator.KNOWN: lambda _, a: values.as_maybe(a[0]),
    Operator.IS_KNOWN: lambda _, a: values.as_maybe(a[0]).known,
}

LAZY = frozenset({Operator.AND, Operator.OR, Operator.OR_ELSE})
"""The operators that `encode.py` encodes itself, as they do not always need every argument."""
