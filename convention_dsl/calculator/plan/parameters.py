"""Amounts, rates and dates that a plan keeps apart, so that they can be changed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm

from convention_dsl.calculator.plan.columns import kind_of, number_kind
from convention_dsl.calculator.plan.formula import IntKind, Kind, Ref
from convention_dsl.calculator.plan.plan import ParameterColumn, Raw
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.calculator.plan.values import Lowered, Number, Scalar, scale_of
from convention_dsl.core.nodes import Literal
from convention_dsl.core.program import Parameter
from convention_dsl.core.provenance import Provenance
from convention_dsl.types import BooleanType, DateType, NumberKind, NumberType, Type

_FINEST_RATE = 10_000
"""A rate that a user may change is counted in hundredths of a percent."""

_TIMES = 100
"""How many times its value an amount that a user may change can become."""

_LEAST_ROOM = {NumberKind.AMOUNT: Fraction(1000), NumberKind.RATE: Fraction(10)}
"""What an amount (in euros) or a rate (10: 1,000 %) may become at least."""


class Parameters:
    """The parameters met so far, by id."""

    def __init__(self, scopes: Scopes, editable: bool) -> None:
        self.scopes = scopes
        self.editable = editable
        self.columns: dict[str, ParameterColumn] = {}

    def of(self, parameter: Parameter) -> Lowered:
        """Return a parameter of the texts, which has a value."""
        definition = parameter.definition
        assert parameter.value is not None
        return self._column(
            parameter.id,
            definition.type,
            parameter.value,
            wanted=definition.name,
            label=definition.label,
            provenance=parameter.provenance,
        )

    def of_literal(
        self, id_: str, name: str, label: str, literal: Literal, provenance: Provenance
    ) -> Lowered | None:
        """Return an amount or a rate of a row as a parameter; None: it stays as it is."""
        type_ = literal.type
        if not (self.editable and isinstance(type_, NumberType)):
            return None
        if type_.kind not in _LEAST_ROOM:
            return None
        assert isinstance(literal.value, Fraction)
        return self._column(
            id_, type_, literal.value, wanted=name, label=label, provenance=provenance
        )

    def _column(
        self,
        id_: str,
        type_: Type,
        value: Fraction | bool | date,
        *,
        wanted: str,
        label: str,
        provenance: Provenance,
    ) -> Lowered:
        if id_ not in self.columns:
            kind, scale, raw = self._stored(type_, value)
            name = self.scopes.names.unique(wanted)
            self.scopes.declare(name, None)
            self.columns[id_] = ParameterColumn(
                name, id_, kind, type_, raw, scale, label, provenance
            )
        column = self.columns[id_]
        ref = Ref(column.kind, column.name)
        return Number(ref, column.scale) if isinstance(type_, NumberType) else Scalar(ref)

    def _stored(self, type_: Type, value: Fraction | bool | date) -> tuple[Kind, int, Raw]:
        match type_:
            case NumberType():
                assert isinstance(value, Fraction)
                scale = lcm(self._scale(type_), value.denominator)
                kind = number_kind(type_, scale)
                kind = _wide(kind, type_, value, scale) if self.editable else kind
                return kind, scale, int(value * scale)
            case BooleanType() | DateType():
                assert isinstance(value, bool | date)
                kind_: Kind = kind_of(type_)
                if self.editable and isinstance(type_, DateType):
                    kind_ = kind_of(DateType())
                return kind_, 1, value
            case _:
                raise TypeError(f"no parameter of {type_}")

    def _scale(self, type_: NumberType) -> int:
        scale = scale_of(type_)
        if self.editable and type_.kind is NumberKind.RATE:
            return lcm(scale, _FINEST_RATE)
        return scale


def _wide(kind: IntKind, type_: NumberType, value: Fraction, scale: int) -> IntKind:
    room = max(_TIMES * abs(value), _LEAST_ROOM.get(type_.kind, Fraction(_TIMES)))
    if type_.kind is NumberKind.RATE:
        room = max(abs(value), _LEAST_ROOM[NumberKind.RATE])
    low = -room if value < 0 else Fraction(0)
    return IntKind(min(kind.low, floor(low * scale)), max(kind.high, ceil(room * scale)))
