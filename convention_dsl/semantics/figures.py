"""What a refuted statement about figures shows: each of them, with its year.

A property without inputs has no case to show: where it does not hold, what is wrong is a figure.
"""

from __future__ import annotations

from convention_dsl.core.nodes import Expr, ParameterRef
from convention_dsl.core.traverse import walk
from convention_dsl.semantics.claims import Property


def figures(property_: Property, claim: Expr) -> dict[str, Expr]:
    """Return the parameters that a claim names, in the order of the text, each under its name."""
    visible = property_.scope.visible
    books = [visible.own, *visible.books, *(each.names for each in visible.aliases.values())]
    years = {(book.name, p.name): p.year for book in books for p in book.parameters.values()}
    found: dict[str, Expr] = {}
    named = [node for node in walk(claim) if isinstance(node, ParameterRef)]
    for node in sorted(named, key=lambda each: each.span.start):
        name = node.name if node.book == visible.own.name else f"{node.book}.{node.name}"
        found.setdefault(_dated(name, years.get((node.book, node.name))), node)
    return found


def _dated(name: str, year: int | None) -> str:
    """Return a name with its year, unless it says it already."""
    return name if year is None or str(year) in name else f"{name} ({year})"
