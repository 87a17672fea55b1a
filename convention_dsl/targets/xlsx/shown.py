"""Values as cells show them: formulas that turn units into euros, number formats, cell contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import assert_never

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from convention_dsl.calculator.plan.plan import LineKind, Plan, Raw, Result, Role
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.locale import decimal_places
from convention_dsl.targets.xlsx.dates import serial
from convention_dsl.targets.xlsx.naming import string
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

Labels = Mapping[str, Mapping[str, str]]

_DIGITS = 17
_MOST_DECIMALS = 4
_MOST_TERMS = 12


@dataclass(frozen=True)
class Output:
    """A column of results: the value `name` of the plan, divided by its scale and `denominator`.

    It is empty where the boolean `shown` is false, and says so where the boolean `known` is.
    `members` are the booleans and the labels of a set, which has no value of its own.
    """

    label: str
    name: str
    type: Type
    scale: int = 1
    denominator: str | None = None
    shown: str | None = None
    known: str | None = None
    members: tuple[tuple[str, str], ...] = ()
    provenance: Provenance = NO_PROVENANCE
    is_main: bool = False

    @property
    def is_added_up(self) -> bool:
        """Whether a total over the rows means something."""
        return isinstance(self.type, NumberType) and self.type.kind in (
            NumberKind.AMOUNT,
            NumberKind.INTEGER,
        )


def outputs_of(plan: Plan, labels: Labels) -> list[Output]:
    """Return what is shown of a plan: the terms of its payslip, then its results."""
    results = _results(plan, labels)
    shown = {each.name for each in results}
    terms = [
        Output(
            line.label,
            line.value,
            line.type,
            line.scale,
            line.denominator,
            line.shown,
            provenance=line.provenance,
        )
        for line in plan.lines
        if line.kind is LineKind.AMOUNT and line.depth == 1 and line.value and line.type
        if line.value not in shown
    ]
    return [*terms[:_MOST_TERMS], *results]


def _results(plan: Plan, labels: Labels) -> list[Output]:
    knowns = {each.path: each.name for each in plan.results if each.role is Role.KNOWN}
    found: dict[tuple[str, ...], Output] = {}
    for each in plan.results:
        label = _result_label(plan, each)
        known = next(
            (
                knowns[each.path[:end]]
                for end in range(len(each.path), -1, -1)
                if each.path[:end] in knowns
            ),
            None,
        )
        match each.role:
            case Role.VALUE:
                found[each.path] = Output(
                    label,
                    each.name,
                    each.type,
                    each.scale,
                    each.denominator,
                    known=known,
                    provenance=plan.provenance,
                    is_main=True,
                )
            case Role.MEMBER:
                before = found.get(each.path)
                members = (*(before.members if before else ()), (each.name, _member(each, labels)))
                found[each.path] = Output(
                    label, each.name, each.type, known=known, members=members, is_main=True
                )
            case Role.KNOWN:
                pass
    return list(found.values())


def _result_label(plan: Plan, result: Result) -> str:
    name = " ".join(result.path).replace("_", " ")
    return name or plan.label or plan.clause.name.replace("_", " ")


def _member(result: Result, labels: Labels) -> str:
    element = result.type.element if isinstance(result.type, SetType) else result.type
    own = labels.get(element.name, {}) if isinstance(element, EnumType) else {}
    return own.get(str(result.member), str(result.member))


# Formulas ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shower:
    """Writes the formulas of outputs, and works out what they give.

    `lists` are the names of the ranges that hold the labels of enumerations.
    """

    language: str
    lists: Mapping[object, str]
    labels: Labels = field(default_factory=dict)

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
        match _bare(output.type):
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
        bare = _bare(type_)
        match raw:
            case bool():
                return word("yes" if raw else "no", self.language)
            case int() if isinstance(bare, NumberType):
                return decimal(Fraction(raw, scale))
            case str() if isinstance(bare, EnumType):
                return self.labels.get(bare.name, {}).get(raw) or raw
            case _:
                return raw


def enums_shown(outputs: Sequence[Output]) -> list[EnumType]:
    """Return the enumerations whose labels outputs need."""
    bare = (_bare(each.type) for each in outputs if not each.members)
    return [each for each in bare if isinstance(each, EnumType)]


def _bare(type_: Type) -> Type:
    return _bare(type_.inner) if isinstance(type_, OptionalType) else type_


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
