"""How values of each type look in a generated module: natural ones for people, raw ones inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from convention_dsl.calculator.shapes import FractionShape, number_shape, set_offset
from convention_dsl.core.nodes import Value
from convention_dsl.targets.python.naming import Scope
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


@dataclass
class Values:
    """Writes the Python of values; collects the enumerations, records and pieces they need."""

    scope: Scope
    enums: dict[EnumType, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    """The class of each record that is a value of its own, by qualified name."""
    record_types: dict[str, RecordType] = field(default_factory=dict)
    pieces: set[str] = field(default_factory=set)
    units: set[int] = field(default_factory=set)
    """The scales of the numbers that become decimals."""
    rebuilt: dict[str, str] = field(default_factory=dict)
    """The function that makes a record of a raw one, by qualified name."""

    # Types

    def annotation(self, type_: Type, *, given: bool = True) -> str:
        """Return the natural type of values, `given` to a function or got from it."""
        match type_:
            case BooleanType():
                return "bool"
            case NumberType():
                return _number_annotation(type_, given=given)
            case DateType():
                return "date"
            case EnumType():
                return self.enum(type_)
            case SetType(element):
                inner = self.enum(element) if isinstance(element, EnumType) else "int"
                return f"{'AbstractSet' if given else 'frozenset'}[{inner}]"
            case MapType():
                inner = self.annotation(type_.value, given=given)
                return f"{'Mapping' if given else 'dict'}[{self.enum(type_.key)}, {inner}]"
            case RecordType():
                return self.record(type_)
            case ListType(element):
                inner = self.record(element)
                return f"Iterable[{inner}]" if given else f"tuple[{inner}, ...]"
            case OptionalType(inner_type):
                return f"{self.annotation(inner_type, given=given)} | None"
            case DurationType():
                raise _unexpected(type_)
            case _:
                assert_never(type_)

    def enum(self, type_: EnumType) -> str:
        """Return the name of the type of an enumeration's items."""
        if type_ not in self.enums:
            self.enums[type_] = self.scope.unique(type_.name.rpartition(".")[2])
        return self.enums[type_]

    def labels_of(self, type_: EnumType) -> str:
        """Return the name of the table of an enumeration's items."""
        return f"{self.enum(type_)}_LABELS"

    def record(self, type_: RecordType) -> str:
        """Return the name of the class of a record."""
        if type_.name not in self.records:
            self.records[type_.name] = self.scope.unique(type_.name.rpartition(".")[2])
            self.record_types[type_.name] = type_
        return self.records[type_.name]

    # From natural to raw

    def converter(self, type_: Type, name: str) -> str:
        """Return the code of what turns natural values of an input called `name` into raw ones."""
        match type_:
            case BooleanType():
                return self._piece("_Boolean", name)
            case NumberType():
                return self._number(type_, name)
            case DateType(low, high):
                return self._piece("_Day", name, _day(low), _day(high))
            case EnumType():
                return self._piece("_Item", name, self.labels_of(type_))
            case SetType(EnumType() as element):
                return self._piece("_Items", name, self.labels_of(element))
            case SetType():
                universe = [int(each) for each in type_.universe]
                ends = (str(universe[0]), str(universe[-1]), str(set_offset(type_)))
                return self._piece("_Numbers", name, *ends)
            case MapType():
                inner = self.converter(type_.value, name)
                return self._piece("_PerItem", name, self.labels_of(type_.key), inner)
            case RecordType():
                self.pieces.add("_Input")
                return f"_{self.record(type_)}({name!r})"
            case ListType(element):
                return self._piece("_Each", name, self.converter(element, name))
            case OptionalType(inner_type):
                return self._piece("_Maybe", name, self.converter(inner_type, name))
            case DurationType():
                raise _unexpected(type_)
            case _:
                assert_never(type_)

    def _number(self, type_: NumberType, name: str) -> str:
        shape = number_shape(type_)
        if isinstance(shape, FractionShape):
            bounds = [_fraction(bound) for bound in (type_.low, type_.high)]
            return self._piece("_Exact", name, *bounds)
        low = "None" if type_.low is None else str(ceil(type_.low * shape.scale))
        high = "None" if type_.high is None else str(floor(type_.high * shape.scale))
        assert type_.step is not None
        step = type_.step * shape.scale
        if type_.kind is NumberKind.INTEGER and shape.scale == 1:
            more = () if step == 1 else (str(step),)
            return self._piece("_Integer", name, low, high, *more)
        return self._piece("_Number", name, str(shape.scale), low, high, str(step))

    def _piece(self, piece: str, name: str, *arguments: str) -> str:
        self.pieces.add(piece)
        return f"{piece}({', '.join((repr(name), *arguments))})"

    # From raw to natural

    def natural(self, type_: Type, code: str) -> str:
        """Return the code of the natural value of the raw one that `code` gives."""
        match type_:
            case BooleanType() | DateType():
                return code
            case NumberType():
                return self._natural_number(type_, code)
            case EnumType():
                return f"{self._items(type_)}[{code}]"
            case SetType():
                return self._natural_set(type_, code)
            case MapType():
                inner = self.natural(type_.value, "each")
                pairs = f"zip({self._items(type_.key)}, {code}, strict=True)"
                return f"{{item: {inner} for item, each in {pairs}}}"
            case RecordType():
                return f"{self._rebuilt(type_)}({code})"
            case ListType(element):
                return f"tuple([{self.natural(element, 'each')} for each in {code}])"
            case OptionalType(inner_type):
                inner = self.natural(inner_type, "known")
                return f"(None if (known := {code}) is None else {inner})"
            case DurationType():
                raise _unexpected(type_)
            case _:
                assert_never(type_)

    def is_same(self, type_: Type) -> bool:
        """Return whether natural and raw values of a type are the same."""
        return self.natural(type_, "x") == "x"

    def _items(self, type_: EnumType) -> str:
        return f"_{self.enum(type_)}_ITEMS"

    def _natural_number(self, type_: NumberType, code: str) -> str:
        shape = number_shape(type_)
        if isinstance(shape, FractionShape):
            return f"Fraction({code})"
        if type_.kind is NumberKind.INTEGER:
            return code if shape.scale == 1 else f"Fraction({code}, {shape.scale})"
        if not is_decimal(shape.scale):
            return f"Fraction({code}, {shape.scale})"
        self.units.add(shape.scale)
        return f"_times(_UNIT_{shape.scale}, {code})"

    def _natural_set(self, type_: SetType, code: str) -> str:
        if isinstance(type_.element, EnumType):
            pairs = f"enumerate({self._items(type_.element)})"
            return f"frozenset(item for bit, item in {pairs} if {code} >> bit & 1)"
        universe = [int(each) for each in type_.universe]
        offset = set_offset(type_)
        bit = f"(n - {offset})" if offset > 0 else f"(n + {-offset})" if offset else "n"
        numbers = f"range({universe[0]}, {universe[-1] + 1})"
        return f"frozenset(n for n in {numbers} if {code} >> {bit} & 1)"

    def _rebuilt(self, type_: RecordType) -> str:
        name = self.record(type_)
        self.rebuilt.setdefault(type_.name, f"_{name}_of")
        return self.rebuilt[type_.name]

    # Fixed values

    def literal(self, value: Value, type_: Type) -> str:
        """Return the code of the natural value that `value` is."""
        match type_:
            case BooleanType() | EnumType():
                return repr(value)
            case NumberType():
                assert isinstance(value, Fraction)
                return _number_literal(value, type_)
            case DateType():
                assert isinstance(value, date)
                return _day(value)
            case SetType():
                assert isinstance(value, frozenset)
                inside = ", ".join(repr(each) for each in type_.universe if each in value)
                return f"frozenset({{{inside}}})" if inside else "frozenset()"
            case MapType():
                assert isinstance(value, dict)
                inner = (f"{k!r}: {self.literal(value[k], type_.value)}" for k in type_.key.items)
                return f"{{{', '.join(inner)}}}"
            case RecordType():
                assert isinstance(value, dict)
                parts = (f"{n}={self.literal(value[n], part)}" for n, part in type_.fields)
                return f"{self.record(type_)}({', '.join(parts)})"
            case ListType(element):
                assert isinstance(value, tuple)
                parts = (f"{self.literal(each, element)}, " for each in value)
                return f"({''.join(parts)})"
            case OptionalType(inner_type):
                return "None" if value is None else self.literal(value, inner_type)
            case DurationType():
                raise _unexpected(type_)
            case _:
                assert_never(type_)


def _number_annotation(type_: NumberType, *, given: bool) -> str:
    shape = number_shape(type_)
    if isinstance(shape, FractionShape):
        return "Fraction | Decimal | int" if given else "Fraction"
    if type_.kind is NumberKind.INTEGER and shape.scale == 1:
        return "int"
    if given:
        return "Fraction | Decimal | int"
    return (
        "Decimal"
        if is_decimal(shape.scale) and type_.kind is not NumberKind.INTEGER
        else "Fraction"
    )


def is_decimal(scale: int) -> bool:
    """Return whether one over `scale` is a finite decimal."""
    for factor in (2, 5):
        while scale % factor == 0:
            scale //= factor
    return scale == 1


def decimal_text(value: Fraction, least: int = 0) -> str:
    """Return a finite decimal with at least so many digits after the point."""
    digits = least
    while (value * 10**digits).denominator != 1:
        digits += 1
    units = int(abs(value) * 10**digits)
    whole, rest = divmod(units, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _number_literal(value: Fraction, type_: NumberType) -> str:
    if value.denominator == 1 and (type_.kind is not NumberKind.AMOUNT):
        return str(value.numerator)
    if not is_decimal(value.denominator):
        return _fraction(value)
    least = 2 if type_.kind is NumberKind.AMOUNT else 0
    return f'Decimal("{decimal_text(value, least)}")'


def _fraction(value: Fraction | None) -> str:
    return "None" if value is None else f"Fraction({value.numerator}, {value.denominator})"


def _day(day: date | None) -> str:
    return "None" if day is None else f"date({day.year}, {day.month}, {day.day})"


def _unexpected(type_: Type) -> TypeError:
    return TypeError(f"no input and no result is a {type_}")
