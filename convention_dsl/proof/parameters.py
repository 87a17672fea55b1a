"""Parameters against their own open ranges."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from convention_dsl.core.arithmetic import is_multiple
from convention_dsl.core.program import OpenRange, ParameterDef
from convention_dsl.diagnostics import Diagnostic, TypedValue


def outside_own_range(parameter: ParameterDef) -> Iterator[Diagnostic]:
    """Yield the values of a parameter that its own open range excludes."""
    range_ = parameter.open_range
    for dated in parameter.values:
        value = dated.value
        if range_ is None or not isinstance(value, Fraction) or _allows(range_, value):
            continue
        arguments = {
            "name": parameter.label or parameter.name,
            "value": TypedValue(parameter.type, value),
            "low": _bound(parameter, range_.low),
            "high": _bound(parameter, range_.high),
            "step": TypedValue(parameter.type, range_.step),
        }
        yield Diagnostic("E0213", parameter.span, arguments)


def _allows(range_: OpenRange, value: Fraction) -> bool:
    above = range_.low is None or range_.low <= value
    below = range_.high is None or value <= range_.high
    return above and below and is_multiple(value, range_.step)


def _bound(parameter: ParameterDef, bound: Fraction | None) -> object:
    return "…" if bound is None else TypedValue(parameter.type, bound)
