"""The types of the language, and the relations between them.

A type is a self-contained value: an enumeration carries its items, a record its fields. The type of
an expression of the core is the *inferred* one: a number's range and step are those that interval
arithmetic gives, never those that an author merely wished.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class NumberKind(StrEnum):
    """What a number is for a reader. Only AMOUNT has a dimension (euros); the others have none."""

    INTEGER = "integer"
    NUMBER = "number"
    AMOUNT = "amount"
    RATE = "rate"


CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class BooleanType:
    """True or false."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """An exact rational.

    `low` and `high` bound it (both inclusive, None: unbounded); every value is an integer multiple
    of `step` (None: any rational). Amounts are in euros (0.01 is a cent), rates are fractions of
    one (5 % is 1/20).
    """

    kind: NumberKind
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None

    @property
    def has_dimension(self) -> bool:
        """Whether the number is an amount of money."""
        return self.kind is NumberKind.AMOUNT


@dataclass(frozen=True, slots=True)
class DateType:
    """A day of the Gregorian calendar, between `low` and `high` inclusive (None: unbounded)."""

    low: date | None = None
    high: date | None = None


@dataclass(frozen=True, slots=True)
class DurationType:
    """A number of whole months and a number of whole days, each fixed in the text."""


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of the named `items`, in the order of declaration; comparable only when `ordered`."""

    name: str
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class SetType:
    """A set of items of an enumeration, or of integers of a bounded range."""

    element: EnumType | NumberType

    @property
    def universe(self) -> tuple[str, ...] | tuple[int, ...]:
        """Every value that can be in the set, in order."""
        if isinstance(self.element, EnumType):
            return self.element.items
        if self.element.low is None or self.element.high is None:
            raise ValueError("a set of integers needs a bounded range")
        return tuple(range(int(self.element.low), int(self.element.high) + 1))


@dataclass(frozen=True, slots=True)
class MapType:
    """One value for each item of an enumeration (an achieved rate per indicator)."""

    key: EnumType
    value: Type


@dataclass(frozen=True, slots=True)
class RecordType:
    """Named fields, in the order of declaration."""

    name: str
    fields: tuple[tuple[str, Type], ...]

    def field_type(self, name: str) -> Type | None:
        """Return the type of field `name`, or None where there is no such field."""
        return dict(self.fields).get(name)


@dataclass(frozen=True, slots=True)
class ListType:
    """A list of records of any length; order carries no meaning (a multiset)."""

    element: RecordType


@dataclass(frozen=True, slots=True)
class OptionalType:
    """A value that may be unknown."""

    inner: Type


Type = (
    BooleanType
    | NumberType
    | DateType
    | DurationType
    | EnumType
    | SetType
    | MapType
    | RecordType
    | ListType
    | OptionalType
)

BOOLEAN = BooleanType()
DATE = DateType()
DURATION = DurationType()
INTEGER = NumberType(NumberKind.INTEGER, step=Fraction(1))
NUMBER = NumberType(NumberKind.NUMBER)
AMOUNT = NumberType(NumberKind.AMOUNT)
RATE = NumberType(NumberKind.RATE)


def holds_list(type_: Type) -> bool:
    """Return whether a value of `type_` is a list or has one in it."""
    match type_:
        case ListType():
            return True
        case RecordType():
            return any(holds_list(part) for _, part in type_.fields)
        case OptionalType():
            return holds_list(type_.inner)
        case MapType():
            return holds_list(type_.value)
        case _:
            return False
