"""Values as cells show them: formulas that turn units into euros, number formats, cell contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import assert_never

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from convention_dsl.calculator.plan.plan import Raw
from convention_dsl.locale import ItemLabels, decimal_places
from convention_dsl.targets.xlsx.dates import serial
from convention_dsl.targets.xlsx.naming import string
from convention_dsl.targets.xlsx.outputs import Output, bare
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import (
    BooleanType,
    DateType,
    DurationType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

Content = str | bool | int | Decimal | date | None
"""What a cell holds; None: nothing."""

_DIGITS = 17
_MOST_DECIMALS = 4


@dataclass(frozen=True)
class Shower:
    """Writes the formulas of outputs, and works out what they give.

    `lists` are the names of the ranges that hold the labels of enumerations.
    """

    language: str
    lists: Mapping[object, str]
    labels: ItemLabels = field(default_factory=dict)

    def formula(self, output: Output, names: Mapping[str, str]) -> str:
        """Return the formula of an output; `names` say where the names of the plan stand."""
        shown = self._plain(output, names)
        if output.known is not None:
            shown = f"IF({names[output.known]},{shown},{string(word('unknown', self.language))})"
        if output.shown is not None:
            shown = f'IF({names[output.shown]},{shown},"")'
        return shown

    def content(self, output: Output, values: Mapping[str, Raw]) -> Content:
        """Return what that formula gives."""
        if output.shown is not None and not values[output.shown]:
            return ""
        if output.known is not None and not values[output.known]:
            return word("unknown", self.language)
        if output.members:
            return ", ".join(label for name, label in output.members if values[name])
        over = values[output.denominator] if output.denominator else 1
        assert isinstance(over, int)
        return self._content(values[output.name], output.type, output.scale * over)

    def _plain(self, output: Output, names: Mapping[str, str]) -> str:
        place = names[output.name]
        if output.members:
            parts = (
                f'IF({names[name]},{string(", " + label)},"")' for name, label in output.members
            )
            return f"MID({'&'.join(parts)},3,999)"
        match bare(output.type):
            case NumberType():
                divisors = [str(output.scale)] if output.scale != 1 else []
                divisors += [names[output.denominator]] if output.denominator else []
                over = "*".join(divisors)
                return (
                    place if not over else f"{place}/{f'({over})' if len(divisors) > 1 else over}"
                )
            case BooleanType():
                yes, no = (string(word(key, self.language)) for key in ("yes", "no"))
                return f"IF({place},{yes},{no})"
            case DateType():
                return place
            case EnumType() as enum:
                return f"INDEX({self.lists[enum]},{place}+1)"
            case _:
                raise ValueError("a composite value has no cell")

    def _content(self, raw: Raw, type_: Type, scale: int) -> Content:
        plain = bare(type_)
        match raw:
            case bool():
                return word("yes" if raw else "no", self.language)
            case int() if isinstance(plain, NumberType):
                return decimal(Fraction(raw, scale))
            case str() if isinstance(plain, EnumType):
                return self.labels.get(plain.name, {}).get(raw) or raw
            case _:
                return raw


def decimal(value: Fraction) -> int | Decimal:
    """Return a number as a cell holds it: to 17 digits where no decimal text is exact."""
    if value.denominator == 1:
        return int(value)
    with localcontext() as context:
        context.prec = _DIGITS
        return Decimal(value.numerator) / Decimal(value.denominator)


def put(sheet: Worksheet, row: int, column: int, content: Content, style: Format) -> None:
    """Write a fixed content into a cell."""
    match content:
        case None:
            sheet.write_blank(row, column, None, style)
        case str():
            sheet.write_string(row, column, content, style)
        case date():
            sheet.write_datetime(row, column, content, style)
        case bool():
            sheet.write_boolean(row, column, content, style)
        case int() | Decimal():
            sheet.write_number(row, column, content, style)
        case _:
            assert_never(content)


def cached_content(content: Content) -> str | bool | int | Decimal:
    """Return what a formula gives as it is cached in the file."""
    match content:
        case None:
            return ""
        case date():
            return serial(content)
        case Decimal():
            return content
        case _:
            return content


def number_format(type_: Type, scale: int, language: str) -> str:
    """Return the format of the values of a type; "" where they need none."""
    match type_:
        case NumberType(NumberKind.AMOUNT):
            return '#,##0.00\\ "€"' if language == "fr" else '"€"#,##0.00'
        case NumberType(NumberKind.RATE):
            places = min(max(_places(scale) - 2, 0), _MOST_DECIMALS)
            space = "\\ " if language == "fr" else ""
            return f"0{'.' + '0' * places if places else ''}{space}%"
        case NumberType(NumberKind.INTEGER):
            return "#,##0"
        case NumberType():
            places = min(_places(scale), _MOST_DECIMALS)
            return f"#,##0{'.' + '0' * places if places else ''}"
        case DateType():
            return "dd/mm/yyyy" if language == "fr" else "yyyy-mm-dd"
        case OptionalType(inner):
            return number_format(inner, scale, language)
        case (
            BooleanType()
            | EnumType()
            | SetType()
            | DurationType()
            | MapType()
            | RecordType()
            | ListType()
        ):
            return ""
        case _:
            assert_never(type_)


def _places(scale: int) -> int:
    found = decimal_places(Fraction(1, scale))
    return _MOST_DECIMALS if found is None else found
