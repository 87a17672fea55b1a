"""Inputs as plain as can be: defaults, and the simplest value where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Program
from convention_dsl.core.values import belongs
from convention_dsl.proof.leaves import OF_DATE, Assignment, Path, value_of
from convention_dsl.proof.patients import random_value, simplest
from convention_dsl.proof.records import record_definition
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


def plain(program: Program, type_: Type) -> Value:
    """Return a value of `type_` whose fields have their defaults."""
    match type_:
        case RecordType():
            definition = record_definition(program, type_)
            defaults = {i.name: i.default for i in definition.fields} if definition else {}
            found: dict[str, Value] = {}
            for name, part in type_.fields:
                default = defaults.get(name)
                try:
                    found[name] = (
                        plain(program, part) if default is None else evaluate(program, default, {})
                    )
                except EvaluationError:
                    found[name] = plain(program, part)
            return found
        case MapType():
            return {item: plain(program, type_.value) for item in type_.key.items}
        case _:
            return simplest(type_)


def filled(path: Path, type_: Type, found: Assignment, start: Value, length: int) -> Value:
    """Return `start` with the leaves that `found` gives; every list has `length` records."""
    match type_:
        case RecordType():
            old = start if isinstance(start, dict) else {}
            return {
                name: filled((*path, name), part, found, old.get(name, simplest(part)), length)
                for name, part in type_.fields
            }
        case MapType():
            old = start if isinstance(start, dict) else {}
            return {
                item: filled((*path, item), type_.value, found, old[item], length)
                for item in type_.key.items
            }
        case ListType():
            record = simplest(type_.element)
            numbers = range(length)
            return tuple(filled((*path, n), type_.element, found, record, length) for n in numbers)
        case OptionalType():
            known = found.get((*path, None), int(start is not None))
            inner = simplest(type_.inner) if start is None else start
            return filled(path, type_.inner, found, inner, length) if known else None
        case SetType():
            old_set = start if isinstance(start, frozenset) else frozenset()
            return frozenset(e for e in type_.universe if found.get((*path, e), int(e in old_set)))
        case DateType():
            known_day = all((*path, kind.value) in found for kind in OF_DATE)
            return value_of(path, type_, found) if known_day else start
        case _:
            return value_of(path, type_, found) if path in found else start


def drawn(program: Program, type_: Type, rng: Random, plainness: float) -> Value:
    """Return some value of `type_`: each field its default with probability `plainness`."""
    match type_:
        case RecordType():
            start = plain(program, type_)
            assert isinstance(start, dict)
            return {
                name: start[name]
                if rng.random() < plainness
                else drawn(program, part, rng, plainness)
                for name, part in type_.fields
            }
        case ListType():
            count = rng.randrange(4)
            return tuple(drawn(program, type_.element, rng, plainness) for _ in range(count))
        case _:
            return random_value(type_, rng)


def simpler(value: Value, type_: Type, start: Value) -> Iterator[Value]:
    """Yield values of `type_` that are `value` with one part nearer to `start`."""
    if value == start:
        return
    match type_:
        case RecordType():
            assert isinstance(value, dict) and isinstance(start, dict)
            for name, part in type_.fields:
                for each in simpler(value[name], part, start[name]):
                    yield {**value, name: each}
        case MapType():
            assert isinstance(value, dict) and isinstance(start, dict)
            for item in type_.key.items:
                for each in simpler(value[item], type_.value, start[item]):
                    yield {**value, item: each}
        case ListType():
            assert isinstance(value, tuple)
            yield ()
            for n, element in enumerate(value):
                yield value[:n] + value[n + 1 :]
                for each in simpler(element, type_.element, simplest(type_.element)):
                    yield (*value[:n], each, *value[n + 1 :])
        case SetType():
            assert isinstance(value, frozenset)
            yield start
            for member in sorted(value, key=str):
                yield value - {member}
        case OptionalType():
            yield start
            if value is not None and start is None:
                plainest = simplest(type_.inner)
                yield from simpler(value, type_.inner, plainest)
        case NumberType(step=Fraction() as step) if isinstance(value, Fraction):
            yield start
            for digits in (1000, 100, 10, 5):
                rounder = value // (digits * step) * digits * step
                if rounder != value and belongs(rounder, type_):
                    yield rounder
        case DateType():
            assert isinstance(value, date)
            yield start
            first_days = (value.replace(month=1, day=1), value.replace(day=1))
            yield from (day for day in first_days if day != value and belongs(day, type_))
        case _:
            yield start


class Clash:
    """That two values differ from the plain one in different ways."""


def both_of(one: Value, two: Value, type_: Type, start: Value) -> Value | Clash:
    """Return a value that differs from `start` as `one` does and as `two` does."""
    if two in (one, start):
        return one
    if one == start:
        return two
    match type_:
        case RecordType():
            return _parts_of_both(one, two, type_.fields, start)
        case MapType():
            items = tuple((item, type_.value) for item in type_.key.items)
            return _parts_of_both(one, two, items, start)
        case SetType():
            assert isinstance(one, frozenset) and isinstance(two, frozenset)
            return one | two
        case _:
            return Clash()


def _parts_of_both(
    one: Value, two: Value, parts: tuple[tuple[str, Type], ...], start: Value
) -> Value | Clash:
    assert isinstance(one, dict) and isinstance(two, dict) and isinstance(start, dict)
    found: dict[str, Value] = {}
    for name, part in parts:
        both = both_of(one[name], two[name], part, start[name])
        if isinstance(both, Clash):
            return both
        found[name] = both
    return found


def departures(value: Value, type_: Type, start: Value) -> int:
    """Return in how many places `value` differs from `start`."""
    if value == start:
        return 0
    match type_, value, start:
        case RecordType(), dict(), dict():
            return sum(departures(value[n], part, start[n]) for n, part in type_.fields)
        case MapType(), dict(), dict():
            items = type_.key.items
            return sum(departures(value[item], type_.value, start[item]) for item in items)
        case SetType(), frozenset(), frozenset():
            return len(value ^ start)
        case ListType(), tuple(), _:
            plainest = simplest(type_.element)
            return sum(1 + departures(each, type_.element, plainest) for each in value)
        case _:
            return 1
