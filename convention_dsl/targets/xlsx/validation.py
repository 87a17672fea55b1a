"""Drop-downs, and what spreadsheets refuse on the spot, with messages in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xlsxwriter.worksheet import Worksheet

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.plan import Column
from convention_dsl.locale import describe_type
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.fields import Field, ManyField
from convention_dsl.targets.xlsx.lists import YES_NO
from convention_dsl.targets.xlsx.shown import decimal
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import DateType, EnumType, NumberKind, NumberType, SetType, Type

_LONGEST = 255


@dataclass(frozen=True)
class Validator:
    """Gives cells their rules; `lists` are the names of the ranges that hold items."""

    language: str
    lists: Mapping[object, str]

    def restrict(self, sheet: Worksheet, rows: tuple[int, int], at: int, field: Field) -> None:
        """Give the cells of a field, from row to row, their drop-down or their bounds."""
        if not isinstance(field, ManyField):
            column = field.columns[0]
            self.restrict_column(sheet, rows, at, column)

    def restrict_column(
        self, sheet: Worksheet, rows: tuple[int, int], at: int, column: Column
    ) -> None:
        """Give the cells of a column, from row to row, their drop-down or their bounds."""
        rule = self._rule(column)
        said = word("expected", self.language, what=self.expected(column))
        rule["error_title"] = word("bad title", self.language)
        rule["error_message"] = said[:_LONGEST]
        sheet.data_validation(rows[0], at, rows[1], at, rule)

    def _rule(self, column: Column) -> dict[str, object]:
        match column.kind:
            case BoolKind():
                return {"validate": "list", "source": f"={self.lists[YES_NO]}"}
            case ItemKind(type_):
                return {"validate": "list", "source": f"={self.lists[type_]}"}
            case DateKind(low, high):
                first = max(low, dates.FIRST)
                return {"validate": "date", **_between(first, high)}
            case IntKind(low, high):
                ends = (decimal(Fraction(end, column.scale)) for end in (low, high))
                is_whole = isinstance(column.type, NumberType) and (
                    column.type.kind is NumberKind.INTEGER
                )
                return {"validate": "integer" if is_whole else "decimal", **_between(*ends)}

    def expected(self, column: Column) -> str:
        """Return what a column accepts, in words."""
        if isinstance(column.kind, BoolKind):
            return word("yes or no", self.language)
        if isinstance(column.kind, ItemKind):
            return word("one of", self.language)
        return describe_type(bounded(column), self.language)

    def expected_of(self, field: Field) -> str:
        """Return what a cell accepts, in words."""
        if not isinstance(field, ManyField):
            return self.expected(field.columns[0])
        type_ = field.columns[0].type
        assert isinstance(type_, SetType)
        if isinstance(type_.element, EnumType):
            return word("names", self.language, names=", ".join(type_.element.items))
        low, high = type_.element.low, type_.element.high
        return word("numbers", self.language, low=low, high=high)


def _between(low: object, high: object) -> dict[str, object]:
    return {"criteria": "between", "minimum": low, "maximum": high}


def bounded(column: Column) -> Type:
    """Return the type of what a column accepts: its own, within the bounds of the plan."""
    match column.kind:
        case IntKind(low, high):
            assert isinstance(column.type, NumberType)
            step = column.type.step or Fraction(1, column.scale)
            least, most = (Fraction(end, column.scale) for end in (low, high))
            return NumberType(column.type.kind, least, most, step)
        case DateKind(low, high):
            return DateType(max(low, dates.FIRST), high)
        case BoolKind() | ItemKind():
            return column.type
