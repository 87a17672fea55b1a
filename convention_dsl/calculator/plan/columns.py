"""Inputs as columns: one scalar per field, per item of a map, per possible element of a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from convention_dsl.calculator.plan.formula import BOOL, DateKind, IntKind, ItemKind, Kind, Ref
from convention_dsl.calculator.plan.naming import joined
from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.calculator.plan.scopes import Scopes, UnsupportedError
from convention_dsl.calculator.plan.values import (
    Listed,
    Lowered,
    Maybe,
    Members,
    Number,
    Parts,
    Scalar,
    parts_of,
    scale_of,
)
from convention_dsl.core.program import Binding, Library
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import Span
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

BEYOND = 1_000_000_000
"""The size up to which numbers of no declared range are taken (in euros, where they are money)."""

LONGEST_LIST = 1_000_000

EARLIEST, LATEST = date.min, date.max

_LIST_INSIDE = Wording("a list inside a list", "une liste dans une liste")
_LIST_OPTIONAL = Wording("a list that may be unknown", "une liste qui peut être inconnue")
_LENGTH = Wording("a duration as an input", "une durée en entrée")


@dataclass
class Inputs:
    """The columns made so far, and the elements of the lists."""

    columns: list[Column] = field(default_factory=list)
    lists: dict[str, tuple[tuple[str, ...], str, list[Column]]] = field(default_factory=dict)
    """By name: the path, the label and the columns of an element."""


class Declarer:
    """Declares the columns of a clause's inputs."""

    def __init__(self, library: Library, scopes: Scopes, bindings: Sequence[Binding]) -> None:
        self.library = library
        self.scopes = scopes
        self.inputs = Inputs()
        records = [each.name for each in bindings if isinstance(each.type, RecordType)]
        self._short = records[0] if len(records) == 1 else None
        self._plain = {each.name for each in bindings}
        self._over: str | None = None
        self._optional = False

    def declare(self, binding: Binding) -> Lowered:
        """Return an input as its columns."""
        return self._value((binding.name,), binding.type, binding.label, binding.span)

    def _value(self, path: tuple[str, ...], type_: Type, label: str, span: Span) -> Lowered:
        match type_:
            case BooleanType() | EnumType() | DateType():
                return Scalar(self._column(path, kind_of(type_), type_, label))
            case NumberType():
                scale = scale_of(type_)
                return Number(self._column(path, kind_of(type_), type_, label, scale), scale)
            case SetType():
                return self._set(path, type_, label)
            case RecordType():
                return self._record(path, type_, span)
            case MapType():
                labels = self.library.enum(type_.key.name).labels
                found = (
                    (each, self._value((*path, each), part, labels.get(each, each), span))
                    for each, part in parts_of(type_)
                )
                return Parts(tuple(found))
            case OptionalType():
                return self._maybe(path, type_, label, span)
            case ListType():
                return self._list(path, type_, label, span)
            case DurationType():
                raise UnsupportedError(_LENGTH, span)
            case _:
                assert_never(type_)

    def _record(self, path: tuple[str, ...], type_: RecordType, span: Span) -> Parts:
        labels = {info.name: info.label for info in self.library.record(type_.name).fields}
        found = (
            (name, self._value((*path, name), part, labels.get(name, ""), span))
            for name, part in type_.fields
        )
        return Parts(tuple(found))

    def _set(self, path: tuple[str, ...], type_: SetType, label: str) -> Members:
        labels = (
            self.library.enum(type_.element.name).labels
            if isinstance(type_.element, EnumType)
            else {}
        )
        found = []
        for each in type_.universe:
            said = labels.get(str(each), str(each))
            column = Column(
                "", path, BOOL, type_, 1, Role.MEMBER, each, self._optional, said, label
            )
            found.append((each, self._add(column, joined((*self._stem(path), each)))))
        return Members(tuple(found))

    def _maybe(self, path: tuple[str, ...], type_: OptionalType, label: str, span: Span) -> Maybe:
        if isinstance(type_.inner, ListType):
            raise UnsupportedError(_LIST_OPTIONAL, span)
        column = Column("", path, BOOL, type_.inner, 1, Role.KNOWN, None, self._optional, label)
        known = self._add(column, joined((*self._stem(path), "known")))
        before, self._optional = self._optional, True
        inner = self._value(path, type_.inner, label, span)
        self._optional = before
        return Maybe(known, inner)

    def _list(self, path: tuple[str, ...], type_: ListType, label: str, span: Span) -> Listed:
        if self._over is not None:
            raise UnsupportedError(_LIST_INSIDE, span)
        if self._optional:
            raise UnsupportedError(_LIST_OPTIONAL, span)
        name = self.scopes.names.unique(joined(self._stem(path)))
        self.inputs.lists[name] = (path, label, [])
        self._over = name
        element = self._record(path, type_.element, span)
        self._over = None
        return Listed(name, element)

    def _column(
        self, path: tuple[str, ...], kind: Kind, type_: Type, label: str, scale: int = 1
    ) -> Ref:
        column = Column("", path, kind, type_, scale, Role.VALUE, None, self._optional, label)
        return self._add(column, joined(self._stem(path)))

    def _add(self, column: Column, wanted: str) -> Ref:
        name = self.scopes.names.unique(wanted)
        self.scopes.declare(name, self._over)
        columns = self.inputs.lists[self._over][2] if self._over else self.inputs.columns
        columns.append(replace(column, name=name))
        return Ref(column.kind, name)

    def _stem(self, path: tuple[str, ...]) -> tuple[str, ...]:
        bare = path[0] == self._short and len(path) > 1 and path[1] not in self._plain
        return path[1:] if bare else path


def kind_of(type_: BooleanType | EnumType | DateType | NumberType) -> Kind:
    """Return what an input of a type is taken to be between."""
    match type_:
        case BooleanType():
            return BOOL
        case EnumType():
            return ItemKind(type_)
        case DateType():
            return DateKind(type_.low or EARLIEST, type_.high or LATEST)
        case NumberType():
            return number_kind(type_, scale_of(type_))
        case _:
            assert_never(type_)


def number_kind(type_: NumberType, scale: int) -> IntKind:
    """Return the range of a number's units; `BEYOND` on a side that has no bound."""
    low = Fraction(-BEYOND) if type_.low is None else type_.low
    high = Fraction(BEYOND) if type_.high is None else type_.high
    if type_.low is None:
        low = min(low, high)
    return IntKind(ceil(low * scale), floor(max(low, high) * scale))
