"""Random values of any type of the language, biased towards boundaries."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import Duration, Value
from convention_dsl.types import (
    BooleanType,
    DateType,
    DurationType,
    EnumType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

LEAP_DAYS = (date(2020, 2, 29), date(2024, 2, 29), date(2023, 2, 28), date(2021, 12, 31))


def random_value(of: Type, rng: random.Random) -> Value:
    """Return a value of type `of`, drawn from `rng`."""
    match of:
        case BooleanType():
            return rng.random() < 0.5
        case NumberType():
            return random_number(of, rng)
        case DateType():
            return random_date(of, rng)
        case EnumType():
            return rng.choice(of.items)
        case SetType():
            return frozenset(item for item in of.universe if rng.random() < 0.5)
        case MapType():
            return {item: random_value(of.value, rng) for item in of.key.items}
        case RecordType():
            return {name: random_value(kind, rng) for name, kind in of.fields}
        case ListType():
            return tuple(random_value(of.element, rng) for _ in range(rng.randint(0, 3)))
        case OptionalType():
            return None if rng.random() < 0.4 else random_value(of.inner, rng)
        case DurationType():
            return Duration(rng.randint(0, 30), rng.randint(0, 40))
        case _:
            assert_never(of)


def random_number(of: NumberType, rng: random.Random) -> Fraction:
    """Return a number of the range and step of `of`, often at one of its ends."""
    assert of.low is not None and of.high is not None and of.step is not None
    low, high = int(of.low / of.step), int(of.high / of.step)
    at = rng.choice((low, high, rng.randint(low, high), rng.randint(low, high)))
    return at * of.step


def random_date(of: DateType, rng: random.Random) -> date:
    """Return a day of the range of `of`, often one at which calendars are hard."""
    assert of.low is not None and of.high is not None
    hard = [day for day in LEAP_DAYS if of.low <= day <= of.high]
    if hard and rng.random() < 0.3:
        return rng.choice(hard)
    return of.low + timedelta(days=rng.randint(0, (of.high - of.low).days))
