"""Rows that are already filled in: what their cells hold, and how the workbook reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator.plan.plan import Column, Raw
from convention_dsl.locale import ItemLabels
from convention_dsl.targets.xlsx import reading
from convention_dsl.targets.xlsx.fields import Field, Fields, ManyField, ValueField, YesNoField
from convention_dsl.targets.xlsx.shown import Content, decimal
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import BooleanType, EnumType, NumberType

Row = Mapping[str, Raw]


@dataclass(frozen=True)
class Filled:
    """A row: its cells, and the columns and the problems that the workbook reads in them."""

    label: str
    cells: tuple[Content, ...]
    read: Row
    problems: tuple[int, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return not self.label and all(each is None for each in self.cells)


@dataclass(frozen=True)
class Filler:
    """Fills in rows of some cells."""

    fields: Fields
    labels: ItemLabels
    language: str

    def empty(self) -> Filled:
        """Return a row in which nothing is filled in."""
        return self._read("", tuple(None for _ in self.fields.all), {})

    def row(self, label: str, raw: Row) -> Filled:
        """Return the row that gives columns these values."""
        cells = tuple(self._cell(each, raw) for each in self.fields.all)
        return self._read(label, cells, raw)

    def _read(self, label: str, cells: tuple[Content, ...], raw: Row) -> Filled:
        pairs = list(zip(self.fields.all, cells, strict=True))
        filled = {id(each) for each, cell in pairs if cell is not None}
        known = {
            name: any(id(each) in filled for each in own)
            for name, own in self.fields.knowing.items()
            if own
        }
        read: dict[str, Raw] = dict(known)
        problems = []
        for each, cell in pairs:
            problems.append(0 if cell is not None else reading.problem_of_empty(each, known))
            for column in each.columns:
                is_there = cell is not None
                read[column.name] = raw[column.name] if is_there else _when_empty(each, column)
        return Filled(label, cells, read, tuple(problems))

    def _cell(self, field: Field, raw: Row) -> Content:
        """Return what is written in a cell; nothing where an empty one says the same."""
        over = [name for name, own in self.fields.knowing.items() if any(x is field for x in own)]
        if not all(raw[name] for name in over):
            return None
        match field:
            case ValueField(column=column):
                return written(column, raw[column.name], self.labels, self.language)
            case YesNoField(column=column, default=default):
                value = raw[column.name]
                is_said = value or default or over
                return yes_no(value, self.language) if is_said else None
            case ManyField(columns=columns, default=default):
                found = [str(each.member) for each in columns if raw[each.name]]
                if found:
                    return ";".join(found)
                return word("none", self.language) if default or over else None
            case _:
                assert_never(field)


def _when_empty(field: Field, column: Column) -> Raw:
    match field:
        case ValueField():
            return reading.blank_value(field)
        case YesNoField(default=default):
            return default
        case ManyField(default=default):
            return column.member in default
        case _:
            assert_never(field)


def written(column: Column, value: Raw, labels: ItemLabels, language: str) -> Content:
    """Return a raw value as it is written in a cell."""
    match column.type:
        case BooleanType():
            return yes_no(value, language)
        case NumberType():
            assert isinstance(value, int)
            return decimal(Fraction(value, column.scale))
        case EnumType(name):
            return labels.get(name, {}).get(str(value)) or str(value)
        case _:
            return value


def yes_no(value: Raw, language: str) -> str:
    """Return a boolean in words."""
    return word("yes" if value else "no", language)
