"""Formulas: expressions over scalars that always have a value.

A plan (`plan.py`) is made of these. They are what is left of the core once records, sets, maps,
optional values, rationals and failures have been resolved (`lower.py`):

* every number is an integer that counts units of a known scale; `IntKind` bounds it, by proof;
* divisions have a dividend that is never negative and a divisor of at least one, so that every
  engine's integer division gives the same quotient;
* nothing is unknown and nothing fails, so that no engine's three-valued logic, short circuit or
  error handling can matter; the order of evaluation has no meaning.

`interpret.py` is their definition; a printer for a new engine has one arm per class here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convention_dsl.types import EnumType


@dataclass(frozen=True, slots=True)
class BoolKind:
    """True or false."""


@dataclass(frozen=True, slots=True)
class IntKind:
    """An integer between `low` and `high`, both inclusive."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class DateKind:
    """A day between `low` and `high`, both inclusive."""

    low: date
    high: date


@dataclass(frozen=True, slots=True)
class ItemKind:
    """An item of an enumeration, by its name."""

    type: EnumType


Kind = BoolKind | IntKind | DateKind | ItemKind
BOOL = BoolKind()


@dataclass(frozen=True, slots=True)
class Const:
    """A fixed value: a `bool`, an `int`, a `date` or an item's name, as `kind` says."""

    kind: Kind
    value: bool | int | date | str


@dataclass(frozen=True, slots=True)
class Ref:
    """A column, a parameter or a definition of the plan, by its name (unique in the plan)."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of two or more integers."""

    kind: IntKind
    terms: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """The opposite of an integer."""

    kind: IntKind
    value: Formula


@dataclass(frozen=True, slots=True)
class Product:
    """The product of two or more integers."""

    kind: IntKind
    factors: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """The whole part of a division; dividend ≥ 0 and divisor ≥ 1 by their kinds."""

    kind: IntKind
    dividend: Formula
    divisor: Formula


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a division leaves; dividend ≥ 0 and divisor ≥ 1 by their kinds."""

    kind: IntKind
    dividend: Formula
    divisor: Formula


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest of two or more integers, or the earliest of days."""

    kind: IntKind | DateKind
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Greatest:
    """The largest of two or more integers, or the latest of days."""

    kind: IntKind | DateKind
    parts: tuple[Formula, ...]


class Comparison(StrEnum):
    """How two values of one sort are compared; booleans and items only by EQUAL."""

    EQUAL = "="
    LESS = "<"
    LESS_EQUAL = "<="


@dataclass(frozen=True, slots=True)
class Compare:
    """Whether two integers, days, booleans or items compare so."""

    comparison: Comparison
    left: Formula
    right: Formula

    @property
    def kind(self) -> BoolKind:
        """A boolean."""
        return BOOL


@dataclass(frozen=True, slots=True)
class Position:
    """The position (from 0) of an item in its enumeration."""

    kind: IntKind
    item: Formula


@dataclass(frozen=True, slots=True)
class All:
    """Whether all of two or more booleans are true."""

    parts: tuple[Formula, ...]

    @property
    def kind(self) -> BoolKind:
        """A boolean."""
        return BOOL


@dataclass(frozen=True, slots=True)
class Some:
    """Whether one of two or more booleans is true."""

    parts: tuple[Formula, ...]

    @property
    def kind(self) -> BoolKind:
        """A boolean."""
        return BOOL


@dataclass(frozen=True, slots=True)
class Not:
    """Whether a boolean is false."""

    part: Formula

    @property
    def kind(self) -> BoolKind:
        """A boolean."""
        return BOOL


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the first case whose condition holds; `otherwise` where none does."""

    kind: Kind
    cases: tuple[tuple[Formula, Formula], ...]
    otherwise: Formula


class DatePart(StrEnum):
    """What is taken of a day."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Extract:
    """The year, the month (1..12) or the day of the month (1..31) of a day."""

    kind: IntKind
    part: DatePart
    day: Formula


@dataclass(frozen=True, slots=True)
class AddMonths:
    """The same day `months` later (an integer), or the last of that month where it is shorter.

    The result is in the calendar (years 1 to 9999) by its kind.
    """

    kind: DateKind
    day: Formula
    months: Formula


@dataclass(frozen=True, slots=True)
class AddDays:
    """The day `days` later (an integer); in the calendar by its kind."""

    kind: DateKind
    day: Formula
    days: Formula


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """`end` less `start`, in days."""

    kind: IntKind
    start: Formula
    end: Formula


class FoldKind(StrEnum):
    """What is made of the elements of a list that pass."""

    SUM = "sum"
    """Of integers; 0 where none passes."""
    LEAST = "least"
    """Of integers or days; `empty` where none passes."""
    GREATEST = "greatest"
    """Of integers or days; `empty` where none passes."""
    ANY = "any"
    """Of booleans; false where none passes."""
    EVERY = "every"
    """Of booleans; true where none passes."""


@dataclass(frozen=True, slots=True)
class Fold:
    """An aggregate of `body` over the elements of the plan's list `over` for which `filter` holds.

    A fold is always the whole formula of a definition; `filter`, `body` and `empty` are names or
    constants. `filter` and `body` read the element's columns and definitions (`plan.ListInput`),
    and those of the plan; `empty` (LEAST and GREATEST only) reads the plan's.
    """

    kind: Kind
    fold: FoldKind
    over: str
    body: Formula
    filter: Formula | None = None
    empty: Formula | None = None


Formula = (
    Const
    | Ref
    | Sum
    | Negate
    | Product
    | Quotient
    | Remainder
    | Least
    | Greatest
    | Compare
    | Position
    | All
    | Some
    | Not
    | Choose
    | Extract
    | AddMonths
    | AddDays
    | DaysBetween
    | Fold
)
