"""Which elements a sum is over: of a list, or of the lists of the elements of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Apply, Expr, Literal
from convention_dsl.core.operators import Operator


@dataclass(frozen=True, slots=True)
class Chain:
    """Elements by name, each with its list, and the conditions that those counted meet."""

    elements: tuple[tuple[str, Expr], ...] = ()
    filters: tuple[Expr, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the elements."""
        return frozenset(name for name, _ in self.elements)

    @property
    def filter(self) -> Expr | None:
        """The condition as one expression, None where every element is counted."""
        return build.conjunction(self.filters) if self.filters else None

    def where(self, condition: Expr) -> Chain:
        """Return the chain of those elements that meet `condition` too."""
        new = [part for part in conjuncts(condition) if part not in self.filters]
        kept = [part for part in new if not _is_yes(part)]
        return replace(self, filters=(*self.filters, *kept))


def conjuncts(expr: Expr) -> Iterator[Expr]:
    """Yield the conditions whose conjunction `expr` is."""
    if isinstance(expr, Apply) and expr.operator is Operator.AND:
        for argument in expr.arguments:
            yield from conjuncts(argument)
    else:
        yield expr


def _is_yes(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.value is True
