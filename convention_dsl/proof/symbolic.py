"""Symbolic values: the shape of a value of the language with terms at its leaves.

A number is `term × unit / denominator`: the unit is exact and lives outside the solver, so that the
solver sees integers only (cents, tenths of a cent…). All values are hashable: equal texts are equal
values, which is how calls with the same arguments are found to be the same call. Types take no part
in hashes: they are large, and equal keys mostly have equal types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from convention_dsl.proof.smt import Bool, Int
from convention_dsl.types import EnumType, MapType, RecordType

ONE = Fraction(1)


class OutsideMethod(Exception):  # noqa: N818 - a verdict, not an error
    """The obligation needs something the prover does not do; `reason` is a key of the reasons."""

    def __init__(self, reason: str, **arguments: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.arguments = arguments


@dataclass(frozen=True, slots=True)
class Number:
    """`term × unit / denominator`, the denominator a positive whole number (or none: one).

    `values` are the values that `term` can have, where they are few and known.
    """

    term: Int
    unit: Fraction = ONE
    denominator: Number | None = None
    values: tuple[int, ...] | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        return hash(self.term)  # hashing a fraction is slow, and terms rarely share one

    @property
    def constant(self) -> Fraction | None:
        """The value, where it is known."""
        if isinstance(self.term, str) or self.denominator is not None:
            return None
        return self.term * self.unit


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an enumeration, by its index in the declaration."""

    index: Int
    type: EnumType

    def __hash__(self) -> int:
        return hash(self.index)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as year, month and day terms."""

    year: Int
    month: Int
    day: Int


@dataclass(frozen=True, slots=True)
class Shift:
    """A duration as numbers of months and of days."""

    months: Int
    days: Int


Members = tuple[Bool, ...]
"""Whether each element of a universe is in a set."""


@dataclass(frozen=True, slots=True)
class Flags:
    """A set: whether each element of `universe` is in it.

    Of a union `parts` holds, for each element, disjoint conditions of which one holds where it is
    in the set. A sum over them cancels against the sum over the smaller set, term by term.
    """

    universe: tuple[str | int, ...]
    members: Members
    parts: tuple[tuple[Bool, ...], ...] = ()

    def items(self) -> Iterator[tuple[str | int, Bool]]:
        """Yield each element of the universe with whether it is in the set."""
        yield from zip(self.universe, self.members, strict=True)

    def has(self, element: str | int) -> Bool:
        """Return whether `element` is in the set."""
        if element not in self.universe:
            return False
        return self.members[self.universe.index(element)]

    def aligned(self, other: Flags) -> tuple[tuple[str | int, ...], Members, Members]:
        """Return a universe that holds both, and whether each of it is in this set and `other`."""
        if self.universe == other.universe:
            return self.universe, self.members, other.members
        universe = tuple(dict.fromkeys((*self.universe, *other.universe)))
        return universe, tuple(map(self.has, universe)), tuple(map(other.has, universe))

    def disjoint(self, element: str | int) -> tuple[Bool, ...]:
        """Return disjoint conditions of which one holds where `element` is in the set."""
        if not self.parts or element not in self.universe:
            return (self.has(element),)
        return self.parts[self.universe.index(element)]


@dataclass(frozen=True, slots=True)
class Map:
    """One value for each item of an enumeration."""

    type: MapType
    values: tuple[Symbolic, ...]

    def __hash__(self) -> int:
        return hash(self.values)


@dataclass(frozen=True)
class Record:
    """A record; the fields of an input are made when they are first read."""

    type: RecordType
    key: object
    """What makes two records the same: the path of an input, or the values of the fields."""
    read: Callable[[str], Symbolic] = field(compare=False, repr=False)

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def _fields(self) -> dict[str, Symbolic]:
        return {}

    def field(self, name: str) -> Symbolic:
        """Return the value of field `name`."""
        if name not in self._fields:
            self._fields[name] = self.read(name)
        return self._fields[name]


@dataclass(frozen=True, slots=True)
class Maybe:
    """An optional value; `value` (None where it is never known) means nothing where not known."""

    known: Bool
    value: Symbolic | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records, of which only the identity is known."""

    identity: Int


@dataclass(frozen=True, slots=True)
class Written:
    """A list of records that the text writes out."""

    parts: tuple[Record, ...]


Symbolic = Bool | Number | Item | Day | Shift | Flags | Map | Record | Maybe | Listing | Written


def constant(value: Fraction | int) -> Number:
    """Return a number known beforehand."""
    exact = Fraction(value)
    return Number(exact.numerator, Fraction(1, exact.denominator))


def built_record(type_: RecordType, values: tuple[Symbolic, ...]) -> Record:
    """Return a record made of the values of its fields, in order."""
    by_name = {name: value for (name, _), value in zip(type_.fields, values, strict=True)}
    return Record(type_, values, by_name.__getitem__)
