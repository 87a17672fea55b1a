"""Symbolic inputs: leaves declared in a script when they are first read, within their ranges."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from convention_dsl.proof import encode_dates as dates
from convention_dsl.proof import smt
from convention_dsl.proof.encode_numbers import MANY
from convention_dsl.proof.leaves import (
    Leaf,
    LeafKind,
    Path,
    date_leaves,
    leaves,
    number_leaf,
    shown_path,
)
from convention_dsl.proof.smt import Bool, Script
from convention_dsl.proof.symbolic import (
    ONE,
    Day,
    Flags,
    Item,
    Listing,
    Map,
    Maybe,
    Number,
    OutsideMethod,
    Record,
    Symbolic,
)
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

Premise = Callable[[Path], Bool]
"""The assumption under which the range of an input is required (true: always)."""


def _overlap(one: Path, two: Path) -> bool:
    length = min(len(one), len(two))
    return one[:length] == two[:length]


class Inputs:
    """The inputs of a script; `symbols` are the names of the leaves read so far."""

    def __init__(self, script: Script, premise: Premise) -> None:
        self.script = script
        self.symbols: dict[Path, str] = {}
        self.leaves: dict[Path, Leaf] = {}
        self._premise = premise
        self._values: dict[Path, Symbolic] = {}
        self._same: dict[Path, tuple[Path, Type]] = {}

    def identify(self, path: Path, other: Path, type_: Type) -> bool:
        """Make the inputs at both paths one and the same, before either is read, if possible."""
        first = self._same[path][0] if path in self._same else path
        overlapping = any(_overlap(known, end) for known in self._same for end in (other, first))
        if first == other or overlapping:
            return False
        self._same[other] = first, type_
        return True

    def value(self, path: Path, type_: Type) -> Symbolic:
        """Return the symbolic input at `path`."""
        if path not in self._values:
            same = self._same.get(path)
            made = self._make(path, type_) if same is None else self.value(same[0], type_)
            self._values[path] = made
        return self._values[path]

    def spread(self) -> None:
        """Name the leaves of inputs that are the same as others, once everything was read."""
        for path, (first, type_) in self._same.items():
            for leaf in leaves(path, type_):
                symbol = self.symbols.get((*first, *leaf.path[len(path) :]))
                if symbol is not None:
                    self.symbols[leaf.path] = symbol
                    self.leaves[leaf.path] = leaf

    def symbol(self, leaf: Leaf) -> str:
        """Return the name of `leaf`, declared with its range at the first call."""
        name = self.symbols.get(leaf.path)
        if name is None:
            name = self.script.fresh("Bool" if leaf.is_binary else "Int", "x")
            self.symbols[leaf.path] = name
            self.leaves[leaf.path] = leaf
            if not leaf.is_binary:
                self._require_range(leaf, name)
        return name

    def _require_range(self, leaf: Leaf, name: str) -> None:
        bounds: list[Bool] = []
        if leaf.low is not None:
            bounds.append(smt.at_most(leaf.low, name))
        if leaf.high is not None:
            bounds.append(smt.at_most(name, leaf.high))
        self.require(leaf.path, smt.conjunction(bounds))

    def require(self, path: Path, condition: Bool) -> None:
        """Require a condition on the input at `path`, as part of its range."""
        self.script.require(smt.implication(self._premise(path), condition))

    def _make(self, path: Path, type_: Type) -> Symbolic:
        match type_:
            case BooleanType():
                return self.symbol(Leaf(path, LeafKind.FLAG, type_))
            case NumberType():
                return self._number(path, type_)
            case EnumType():
                last = len(type_.items) - 1
                return Item(self.symbol(Leaf(path, LeafKind.ITEM, type_, 0, last)), type_)
            case DateType():
                return self._day(path, type_)
            case SetType():
                universe = type_.universe
                members = (Leaf((*path, e), LeafKind.MEMBER, type_) for e in universe)
                return Flags(universe, tuple(map(self.symbol, members)))
            case MapType():
                items = type_.key.items
                return Map(type_, tuple(self.value((*path, i), type_.value) for i in items))
            case RecordType():
                return self._record(path, type_)
            case OptionalType():
                known = self.symbol(Leaf((*path, None), LeafKind.KNOWN, type_))
                return Maybe(known, self._make(path, type_.inner))
            case ListType():
                return Listing(self.symbol(Leaf(path, LeafKind.LIST, type_, 0, 8)))
            case DurationType():
                raise OutsideMethod("durations", name=shown_path(path))
            case _:
                assert_never(type_)

    def _number(self, path: Path, type_: NumberType) -> Number:
        leaf = number_leaf(path, type_)
        values = None
        if leaf.low is not None and leaf.high is not None and leaf.high - leaf.low < MANY:
            values = tuple(range(leaf.low, leaf.high + 1))
        return Number(self.symbol(leaf), type_.step or ONE, values=values)

    def _day(self, path: Path, type_: DateType) -> Day:
        year, month, day = (self.symbol(leaf) for leaf in date_leaves(path, type_))
        value = Day(year, month, day)
        length = dates.month_length(self.script, year, month)
        self.require(path, smt.at_most(day, length))
        self.require(path, dates.is_between(value, type_.low, type_.high))
        return value

    def _record(self, path: Path, type_: RecordType) -> Record:
        def read(name: str) -> Symbolic:
            part = type_.field_type(name)
            if part is None:
                raise KeyError(name)
            return self.value((*path, name), part)

        return Record(type_, path, read)
