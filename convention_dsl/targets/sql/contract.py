"""The table that a user fills: its columns, what they accept, and the plan's columns from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BoolKind, Const, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.naming import joined
from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.targets.sql.building import between, binary, column, denial
from convention_dsl.targets.sql.decimals import decimal_type, number, places, to_units
from convention_dsl.targets.sql.describing import Context, default_of, described, expected
from convention_dsl.targets.sql.dialects import (
    column_width,
    integer_type,
    magnitude,
)
from convention_dsl.targets.sql.formulas import Printer
from convention_dsl.types import NumberKind, NumberType


@dataclass(frozen=True)
class Cell:
    """A column of the user's table.

    `refused` pairs conditions with what is said of a row where one is true (NULL is not true);
    `comment` is what the column is and accepts, `default` what it holds where nothing is given.
    """

    name: str
    type: exp.DataType
    comment: str
    default: exp.Expression | None
    refused: tuple[tuple[exp.Expression, str], ...]


@dataclass(frozen=True)
class Contract:
    """The cells of some columns of a plan, and those columns as expressions over accepted rows."""

    cells: tuple[Cell, ...]
    decoded: Mapping[str, exp.Expression]


def contract(
    columns: Sequence[Column], context: Context, present: exp.Expression | None = None
) -> Contract:
    """Return the contract of some columns; those of a list matter where the row is `present`."""
    reader = _Reader(columns, context, present)
    asked = [each for each in columns if each.role is not Role.KNOWN]
    cells = tuple(reader.cell(each) for each in asked)
    return Contract(cells, {each.name: reader.decoded(each) for each in columns})


def holds_any(columns: Sequence[Column]) -> exp.Expression:
    """Return whether a row has a value in some cell of `columns`."""
    asked = [each for each in columns if each.role is not Role.KNOWN]
    found: exp.Expression = _known(asked[0].name)
    for each in asked[1:]:
        found = binary(exp.Or, found, _known(each.name))
    return found


@dataclass(frozen=True)
class _Reader:
    columns: Sequence[Column]
    context: Context
    present: exp.Expression | None

    def cell(self, declared: Column) -> Cell:
        type_, _ = self._natural(declared)
        return Cell(
            declared.name,
            type_,
            described(declared, self.context),
            default_of(declared, self.context),
            tuple(self._refused(declared)),
        )

    def decoded(self, declared: Column) -> exp.Expression:
        """Return the column of the plan, never NULL in an accepted row."""
        if declared.role is Role.KNOWN:
            return holds_any([each for each in self.columns if _is_below(each, declared)])
        value: exp.Expression = column(declared.name)
        _, decimals = self._natural(declared)
        if decimals is not None:
            assert isinstance(declared.kind, IntKind)
            value = to_units(value, declared.kind, declared.scale, self.context.dialect)
        if not declared.optional:
            return value
        some = Printer(self.context.dialect, {}).constant(_any_value(declared)).expression
        return exp.Coalesce(this=value, expressions=[some])

    def _natural(self, declared: Column) -> tuple[exp.DataType, int | None]:
        """Return the type of the user's column, and its decimals where it is a decimal."""
        dialect = self.context.dialect
        match declared.kind:
            case BoolKind():
                return exp.DataType.build("BOOLEAN"), None
            case DateKind():
                return exp.DataType.build("DATE"), None
            case ItemKind():
                return exp.DataType.build("TEXT"), None
            case IntKind() as kind:
                decimals = places(declared.scale, declared.type)
                is_whole = decimals == 0 and _number_kind(declared) is NumberKind.INTEGER
                if decimals is None or is_whole:
                    return integer_type(column_width(kind, dialect), dialect), None
                size = magnitude(kind) // declared.scale + 1
                return decimal_type(size, decimals, dialect), decimals
            case _:
                assert_never(declared.kind)

    def _refused(self, declared: Column) -> list[tuple[exp.Expression, str]]:
        found = []
        missing = self._missing(declared)
        if missing is not None:
            found.append((missing, self.context.say("missing", name=self._whole(declared))))
        outside = self._outside(declared)
        if outside is not None:
            said = self.context.say(
                "outside", name=declared.name, expected=expected(declared, self.context)
            )
            found.append((outside, said))
        return found

    def _whole(self, declared: Column) -> str:
        """Return the name of a cell; of a set, what the names of its cells begin with."""
        if declared.member is None:
            return declared.name
        return declared.name.removesuffix(f"_{joined([declared.member])}")

    def _members(self, declared: Column) -> list[Column]:
        """Return the columns of a set."""
        return [c for c in self.columns if c.role is Role.MEMBER and c.path == declared.path]

    def _missing(self, declared: Column) -> exp.Expression | None:
        """Return when a cell must be filled and is not."""
        empty = _empty(declared.name)
        if declared.role is Role.MEMBER:
            first, *others = self._members(declared)
            if declared is not first:
                return None
            for each in others:
                empty = binary(exp.Or, empty, _empty(each.name))
        if not declared.optional:
            if self.present is None:
                return empty
            return binary(exp.And, self.present.copy(), empty)
        above = [k for k in self.columns if k.role is Role.KNOWN and _is_below(declared, k)]
        nearest = max(above, key=lambda known: len(known.path))
        if nearest.path == declared.path and declared.role is Role.VALUE:
            return None
        return binary(exp.And, self.decoded(nearest), empty)

    def _outside(self, declared: Column) -> exp.Expression | None:
        value = column(declared.name)
        match declared.kind:
            case BoolKind():
                return None
            case ItemKind(type=type_):
                items = [exp.Literal.string(item) for item in type_.items]
                return denial(exp.In(this=value, expressions=items))
            case DateKind(low, high):
                days = [
                    exp.cast(exp.Literal.string(day.isoformat()), "date") for day in (low, high)
                ]
                return denial(between(value, *days))
            case IntKind():
                return self._outside_numbers(declared, declared.kind)
            case _:
                assert_never(declared.kind)

    def _outside_numbers(self, declared: Column, kind: IntKind) -> exp.Expression:
        value = column(declared.name)
        _, decimals = self._natural(declared)
        divisor = 1 if decimals is None else declared.scale
        low, high = (number(Fraction(end, divisor)) for end in (kind.low, kind.high))
        outside = denial(between(value, low, high))
        step = _units_between(declared, decimals)
        if step == 1:
            return outside
        counted = binary(exp.Mul, value.copy(), exp.Literal.number(10 ** (decimals or 0)))
        whole = exp.Cast(
            this=counted,
            to=integer_type(column_width(kind, self.context.dialect), self.context.dialect),
        )
        rest = binary(exp.Mod, whole, exp.Literal.number(step))
        return binary(exp.Or, outside, binary(exp.NEQ, rest, exp.Literal.number(0)))


def _empty(name: str) -> exp.Expression:
    return exp.Is(this=column(name), expression=exp.Null())


def _known(name: str) -> exp.Expression:
    return denial(_empty(name))


def _is_below(declared: Column, known: Column) -> bool:
    """Whether a column holds a part of the optional value that `known` is about."""
    return declared is not known and declared.path[: len(known.path)] == known.path


def _number_kind(declared: Column) -> NumberKind | None:
    return declared.type.kind if isinstance(declared.type, NumberType) else None


def _units_between(declared: Column, decimals: int | None) -> int:
    """Return the step of a number, in units of its last decimal (of its scale: where it has none).

    The step is a multiple of one over the scale.
    """
    assert isinstance(declared.type, NumberType)
    step = declared.type.step or Fraction(1, declared.scale)
    unit = declared.scale if decimals is None else 10**decimals
    if decimals is None and _number_kind(declared) is NumberKind.INTEGER:
        unit = 1
    return int(step * unit)


def _any_value(declared: Column) -> Const:
    match declared.kind:
        case BoolKind():
            return Const(declared.kind, False)
        case IntKind(low, _) | DateKind(low, _):
            return Const(declared.kind, low)
        case ItemKind(type=type_):
            return Const(declared.kind, type_.items[0])
        case _:
            assert_never(declared.kind)
