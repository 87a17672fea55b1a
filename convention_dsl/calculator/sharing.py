"""Which values generated code computes once where they stand several times."""

from __future__ import annotations

from convention_dsl.core.nodes import Aggregate, Cases, Expr, Let, Total
from convention_dsl.core.traverse import walk

_WORTH, _LARGE = 10, 2_000
"""The number of nodes from which a value is not computed twice, and to which it is looked for."""


def is_worth_keeping(expr: Expr) -> bool:
    """Return whether `expr` is worth being looked for among what is computed already."""
    if not isinstance(expr, Total | Cases | Aggregate | Let):
        return False
    size = sum(1 for _ in zip(walk(expr), range(_LARGE), strict=False))
    return _WORTH <= size < _LARGE
