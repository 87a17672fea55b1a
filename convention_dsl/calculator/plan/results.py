"""A clause's value as the scalars that engines give back."""

from __future__ import annotations

from collections.abc import Iterator

from convention_dsl.calculator.plan.formula import Formula
from convention_dsl.calculator.plan.naming import joined
from convention_dsl.calculator.plan.plan import Result, Role
from convention_dsl.calculator.plan.scopes import Scopes, UnsupportedError
from convention_dsl.calculator.plan.values import (
    Lowered,
    Maybe,
    Members,
    Number,
    Parts,
    Scalar,
    parts_of,
)
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.source import NOWHERE
from convention_dsl.types import MapType, OptionalType, RecordType, Type

_LIST = Wording("a list as the value of a clause", "une liste comme valeur d'une clause")
_DURATION = Wording("a duration as the value of a clause", "une durée comme valeur d'une clause")


def results_of(scopes: Scopes, value: Lowered, type_: Type, clause: str) -> tuple[Result, ...]:
    """Return the scalars of a clause's value; each has a name in the plan."""
    return tuple(_results(scopes, value, type_, (), clause))


def _results(
    scopes: Scopes, value: Lowered, type_: Type, path: tuple[str, ...], clause: str
) -> Iterator[Result]:
    def name(formula: Formula, *more: str | int, scale: int = 1) -> str:
        return scopes.named(formula, joined((clause, *path, *more)), scale=scale)

    match value:
        case Number(units, scale, over):
            divisor = None if over is None else name(over, "divisor")
            yield Result(name(units, scale=scale), path, units.kind, type_, scale, divisor)
        case Scalar(formula):
            yield Result(name(formula), path, formula.kind, type_)
        case Members():
            for each, holds in value.of:
                found = name(holds, each)
                yield Result(found, path, holds.kind, type_, role=Role.MEMBER, member=each)
        case Parts():
            assert isinstance(type_, RecordType | MapType)
            for (part, inner), (_, own) in zip(parts_of(type_), value.of, strict=True):
                yield from _results(scopes, own, inner, (*path, part), clause)
        case Maybe():
            inner_type = type_.inner if isinstance(type_, OptionalType) else type_
            known = name(value.known, "known")
            yield Result(known, path, value.known.kind, inner_type, role=Role.KNOWN)
            yield from _results(scopes, value.inner, inner_type, path, clause)
        case _:
            raise UnsupportedError(_LIST if not hasattr(value, "months") else _DURATION, NOWHERE)
