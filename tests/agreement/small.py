"""Small inputs: fields of a record with few values, and every value of a type."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import assert_never

from convention_dsl.core.nodes import Value
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

ENUMERATIONS = """
enumeration Colour = red, green, blue
enumeration Level = low < mid < high
enumeration Kind = dry, wet
"""
ITEMS = {
    "Colour": ("red", "green", "blue"),
    "Level": ("low", "mid", "high"),
    "Kind": ("dry", "wet"),
}
INNER = """
record Inner
  i : integer 0..2
  j : boolean
"""
INNER_DEFAULTS = """
record Inner
  i : integer 0..2 default 1
  j : boolean default yes
"""
INNER_RULE = "  such that j implies i > 0\n"
DAYS = (
    ("2024-02-28", 3),
    ("2023-02-27", 4),
    ("2024-02-29", 2),
    ("2023-12-30", 4),
    ("1999-12-31", 2),
    ("2000-02-28", 3),
    ("2024-01-30", 4),
    ("2024-04-29", 4),
)

ORDERED = ("boolean", "integer", "amount", "rate", "ordered")


@dataclass(frozen=True)
class SmallField:
    """A field: its name, its kind for whoever writes expressions, its type as text, its values."""

    name: str
    kind: str
    type: str
    size: int
    values: tuple[str, ...] = ()
    """Literals of its values in order, where it has an order or is an enumeration."""
    default: str = ""

    @property
    def declaration(self) -> str:
        """The line of the record."""
        head = self.name if self.kind != "per item" else f"{self.name}(Kind)"
        return f"  {head} : {self.type}" + (f" default {self.default}" if self.default else "")


def _integers(low: int, high: int, step: int = 1) -> tuple[str, ...]:
    return tuple(str(n) if n >= 0 else f"({n})" for n in range(low, high + 1, step))


def _amounts(low: int, high: int, step: int) -> tuple[str, ...]:
    return tuple(f"{cents // 100}.{cents % 100:02d} €" for cents in range(low, high + 1, step))


def _days(start: str, count: int) -> tuple[str, ...]:
    first = date.fromisoformat(start)
    return tuple((first + timedelta(days=n)).isoformat() for n in range(count))


def any_field(rng: random.Random, name: str, *, wide: bool = False, kind: str = "") -> SmallField:
    """Return a field of a kind drawn from `rng`."""
    kinds = [
        "boolean",
        "boolean",
        "integer",
        "integer",
        "enum",
        "ordered",
        "set",
        "numbers",
        "numbers",
        "optional",
        "optional other",
        "date",
        "per item",
        "amount",
        "rate",
        "record",
        "optional record",
    ]
    kind = kind or rng.choice(["wide", "wide amount", "wide rate"] if wide else kinds)
    made = _MAKERS[kind](rng, name)
    literal = rng.choice(made.values) if made.values else ""
    if made.kind not in (*ORDERED, "enum", "date") or rng.random() > 0.3:
        return made
    literal = literal.strip("()")
    return SmallField(made.name, made.kind, made.type, made.size, made.values, literal)


def _boolean(_: random.Random, name: str) -> SmallField:
    return SmallField(name, "boolean", "boolean", 2, ("no", "yes"))


def _integer(rng: random.Random, name: str) -> SmallField:
    low, high = rng.choice(((0, 2), (0, 3), (0, 4), (-2, 2), (-1, 1), (1, 3), (3, 5), (-3, -1)))
    return SmallField(
        name, "integer", f"integer {low}..{high}", high - low + 1, _integers(low, high)
    )


def _enum(_: random.Random, name: str) -> SmallField:
    return SmallField(name, "enum", "Colour", 3, ITEMS["Colour"])


def _ordered(_: random.Random, name: str) -> SmallField:
    return SmallField(name, "ordered", "Level", 3, ITEMS["Level"])


def _set(rng: random.Random, name: str) -> SmallField:
    of = rng.choice(("Kind", "Kind", "Colour"))
    return SmallField(name, f"set of {of}", f"set of {of}", 2 ** len(ITEMS[of]), ITEMS[of])


def _numbers(rng: random.Random, name: str) -> SmallField:
    top = rng.choice((2, 3, 3))
    values = _integers(1, top)
    return SmallField(name, "numbers", f"set of integer 1..{top}", 2**top, values)


def _optional(rng: random.Random, name: str) -> SmallField:
    low, high = rng.choice(((0, 2), (0, 1), (1, 3)))
    type_ = f"optional integer {low}..{high}"
    return SmallField(name, "optional integer", type_, high - low + 2, _integers(low, high))


def _optional_other(rng: random.Random, name: str) -> SmallField:
    of = rng.choice(("date", "Colour", "boolean"))
    if of == "date":
        start, count = rng.choice(DAYS)
        days = _days(start, count)
        return SmallField(
            name, "optional date", f"optional date {days[0]}..{days[-1]}", count + 1, days
        )
    values = ITEMS["Colour"] if of == "Colour" else ("no", "yes")
    return SmallField(name, f"optional {of}", f"optional {of}", len(values) + 1, values)


def _date(rng: random.Random, name: str) -> SmallField:
    days = _days(*rng.choice(DAYS))
    return SmallField(name, "date", f"date {days[0]}..{days[-1]}", len(days), days)


def _per_item(rng: random.Random, name: str) -> SmallField:
    of, size = rng.choice(
        (
            ("amount 0 €..1 € step 0.50 €", 3),
            ("amount 0 €..1 € step 1 €", 2),
            ("rate 0 %..100 % step 50 %", 3),
            ("integer 0..2", 3),
            ("boolean", 2),
        )
    )
    return SmallField(name, "per item", of, size**2)


def _amount(rng: random.Random, name: str) -> SmallField:
    low, high, step = rng.choice(((0, 200, 50), (100, 300, 100), (0, 3, 1), (999, 1001, 1)))
    values = _amounts(low, high, step)
    text = f"amount {values[0]}..{values[-1]}" + (f" step {step / 100:.2f} €" if step > 1 else "")
    return SmallField(name, "amount", text, len(values), values)


def _rate(rng: random.Random, name: str) -> SmallField:
    step = rng.choice((25, 50))
    values = tuple(f"{n} %" for n in range(0, 101, step))
    return SmallField(name, "rate", f"rate 0 %..100 % step {step} %", len(values), values)


def _record(_: random.Random, name: str) -> SmallField:
    return SmallField(name, "record", "Inner", 6)


def _optional_record(_: random.Random, name: str) -> SmallField:
    return SmallField(name, "optional record", "optional Inner", 7)


def _wide(rng: random.Random, name: str) -> SmallField:
    low, high = rng.choice(((0, 25), (-12, 12), (3, 31), (-22, -1)))
    return SmallField(
        name, "integer", f"integer {low}..{high}", high - low + 1, _integers(low, high)
    )


def _wide_amount(rng: random.Random, name: str) -> SmallField:
    low, high, step = rng.choice(((0, 3000, 50), (50, 1450, 50), (0, 2400, 100)))
    values = _amounts(low, high, step)
    text = f"amount {values[0]}..{values[-1]} step {step / 100:.2f} €"
    return SmallField(name, "amount", text, len(values), values)


def _wide_rate(_: random.Random, name: str) -> SmallField:
    values = tuple(f"{n / 2:g} %" for n in range(51))
    return SmallField(name, "rate", "rate 0 %..25 % step 0.5 %", len(values), values)


_MAKERS = {
    "boolean": _boolean,
    "integer": _integer,
    "enum": _enum,
    "ordered": _ordered,
    "set": _set,
    "numbers": _numbers,
    "optional": _optional,
    "optional other": _optional_other,
    "date": _date,
    "per item": _per_item,
    "amount": _amount,
    "rate": _rate,
    "record": _record,
    "optional record": _optional_record,
    "wide": _wide,
    "wide amount": _wide_amount,
    "wide rate": _wide_rate,
}


def any_fields(rng: random.Random, most: int) -> list[SmallField]:
    """Return fields of which there are at most `most` records; one may have many values."""
    fields: list[SmallField] = []
    size = 1
    if rng.random() < 0.15 and most > 100:
        fields.append(any_field(rng, "a", wide=True))
        size = fields[0].size
    for name in "bcdefgh":
        drawn = any_field(rng, name)
        if size * drawn.size <= most and len(fields) < 5:
            fields.append(drawn)
            size *= drawn.size
    if not any(each.kind in ORDERED for each in fields):
        fields.append(any_field(rng, "z", kind="boolean"))
    return fields


# Every value -------------------------------------------------------------------------------------


def every(of: Type) -> Sequence[Value]:
    """Return every value of a type that has few."""
    return list(_every(of))


def _every(of: Type) -> Iterator[Value]:
    match of:
        case BooleanType():
            yield from (False, True)
        case NumberType():
            assert of.low is not None and of.high is not None and of.step is not None
            first, last = -(-of.low // of.step), of.high // of.step
            yield from (n * of.step for n in range(first, last + 1))
        case DateType():
            assert of.low is not None and of.high is not None
            yield from (of.low + timedelta(days=n) for n in range((of.high - of.low).days + 1))
        case EnumType():
            yield from of.items
        case SetType():
            for size in range(len(of.universe) + 1):
                yield from map(frozenset, combinations(of.universe, size))
        case MapType():
            for values in product(every(of.value), repeat=len(of.key.items)):
                yield dict(zip(of.key.items, values, strict=True))
        case RecordType():
            names = [name for name, _ in of.fields]
            for values in product(*(every(part) for _, part in of.fields)):
                yield dict(zip(names, values, strict=True))
        case OptionalType():
            yield None
            yield from every(of.inner)
        case ListType() | DurationType():
            raise ValueError(f"not few: {of}")
        case _:
            assert_never(of)
