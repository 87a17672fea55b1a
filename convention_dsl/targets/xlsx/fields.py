"""The cells of a row: what a person fills in for the columns of a plan.

A value is a cell; a set is a cell of yes or no for each item, or, where it has many, one cell with
names separated by semicolons. Whether an optional value is known is not asked: its cells are filled
in, or empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from convention_dsl.calculator.plan.plan import Column, Raw, Role
from convention_dsl.core.nodes import Value
from convention_dsl.targets.xlsx.guide import default_of
from convention_dsl.targets.xlsx.words import word

_MOST_CELLS = 16
"""A set of more elements is written in one cell."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class ValueField:
    """A cell that holds a value.

    `known` are the columns that say whether it is filled in where it need not be, the nearest
    first; without any, it is always filled in, or has a `default`. `is_optional`: the nearest says
    it of this value alone.
    """

    column: Column
    label: str
    group: str
    default: Raw | None
    known: tuple[str, ...]
    is_optional: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the cell gives a value to."""
        return (self.column,)


@dataclass(frozen=True)
class YesNoField:
    """A cell of yes or no; empty it says `default`: for a member of a set, for what is known."""

    column: Column
    label: str
    group: str
    default: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the cell gives a value to."""
        return (self.column,)


@dataclass(frozen=True)
class ManyField:
    """A cell that holds the members of a set, separated by semicolons; empty, it is `default`."""

    columns: tuple[Column, ...]
    label: str
    group: str
    default: frozenset[str | int]


Field = ValueField | YesNoField | ManyField


@dataclass(frozen=True)
class Fields:
    """The cells of a row, and for each column that says whether something is known, which cells."""

    all: tuple[Field, ...]
    knowing: Mapping[str, tuple[Field, ...]]


def fields_of(columns: Sequence[Column], defaults: Mapping[Path, Value], language: str) -> Fields:
    """Return the cells for some columns."""
    knowns = [each for each in columns if each.role is Role.KNOWN]
    found: list[Field] = []
    for _, same in groupby(columns, key=lambda each: (each.role, each.path)):
        together = tuple(same)
        match together[0].role:
            case Role.VALUE:
                found += (_value(each, knowns, defaults) for each in together)
            case Role.MEMBER:
                found += _members(together, defaults)
            case Role.KNOWN:
                found += (_known(each, language) for each in together if _alone(each, columns))
    knowing = {
        known.name: tuple(each for each in found if _is_under(known, each)) for known in knowns
    }
    return Fields(tuple(found), knowing)


def label_of(column: Column) -> str:
    """Return what people call a column."""
    return column.label or column.path[-1].replace("_", " ")


def _is_under(known: Column, field: Field) -> bool:
    return any(
        each.path[: len(known.path)] == known.path and each.role is not Role.KNOWN
        for each in field.columns
    )


def _alone(known: Column, columns: Sequence[Column]) -> bool:
    """Return whether nothing is asked of a value but whether it is known."""
    size = len(known.path)
    return not any(
        each.path[:size] == known.path and each.role is not Role.KNOWN for each in columns
    )


def _value(column: Column, knowns: Sequence[Column], defaults: Mapping[Path, Value]) -> ValueField:
    over = [each for each in knowns if column.path[: len(each.path)] == each.path]
    nearest = sorted(over, key=lambda each: -len(each.path))
    group = column.group or " ".join(column.path[1:-1]).replace("_", " ")
    return ValueField(
        column,
        label_of(column),
        group,
        default_of(column, defaults),
        tuple(each.name for each in nearest),
        bool(nearest) and nearest[0].path == column.path,
    )


def _members(columns: tuple[Column, ...], defaults: Mapping[Path, Value]) -> list[Field]:
    group = columns[0].group or columns[0].path[-1].replace("_", " ")
    if len(columns) > _MOST_CELLS:
        value = defaults.get(columns[0].path)
        default = value if isinstance(value, frozenset) else frozenset()
        return [ManyField(columns, group, "", default)]
    return [
        YesNoField(each, label_of(each), group, default_of(each, defaults) is True)
        for each in columns
    ]


def _known(column: Column, language: str) -> YesNoField:
    label = word("known", language, label=label_of(column))
    return YesNoField(column, label, "", default=False)
