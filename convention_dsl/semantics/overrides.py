"""What-if values for parameters, given from outside the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import ParameterDef
from convention_dsl.semantics.declarations import accepts
from convention_dsl.semantics.fitting import plain
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.suggestions import nearest


def check(
    overrides: Mapping[str, Value], parameters: Sequence[ParameterDef], problems: Problems
) -> None:
    """Report values for parameters that no book has, or several, or that are of another type."""
    qualified = {f"{each.book}.{each.name}": each for each in parameters}
    for name, value in overrides.items():
        same = [each for each in parameters if each.name == name]
        named = [qualified[name]] if name in qualified else same
        if not named:
            candidates = [*qualified, *(each.name for each in parameters)]
            problems.add("E0176", None, suggestion=nearest(name, candidates), name=name)
        elif len(named) > 1:
            meanings = [f"{each.book}.{each.name}" for each in named]
            problems.add("E0104", None, name=name, meanings=meanings)
        elif not accepts(named[0].type, value):
            problems.add("E0177", None, name=name, expected=plain(named[0].type))
