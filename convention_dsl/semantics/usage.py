"""What is never used, and figures without a source: warnings, for a book without errors."""

from __future__ import annotations

from collections.abc import Iterable

from convention_dsl.core.nodes import Cases, Expr, Literal, Row, Term, Total
from convention_dsl.core.program import Book, ClauseDef, ExceptionDef, ParameterDef
from convention_dsl.core.provenance import Provenance
from convention_dsl.core.traverse import children
from convention_dsl.semantics.problems import Problems
from convention_dsl.semantics.scope import Usage
from convention_dsl.types import NumberType, RecordType, Type


def report(book: Book, usage: Usage, problems: Problems) -> None:
    """Warn about parameters and clauses that nothing uses, and figures that nothing supports."""
    for parameter in book.parameters:
        stands = book.is_vocabulary or parameter.year is not None
        if not stands and (book.name, parameter.name) not in usage.parameters:
            problems.add("W0101", parameter.span, name=parameter.name)
        if _is_unsourced(parameter):
            problems.add("W0104", parameter.span, name=parameter.name)
    for clause in book.clauses:
        used = book.is_vocabulary or (book.name, clause.name) in usage.clauses
        if not used and not is_paid(clause.result):
            problems.add("W0103", clause.span, name=clause.name)
        _report_figures(clause, [r.body for r in clause.readings], problems)
    for exception in book.exceptions:
        _report_figures(exception, [exception.value], problems)
    for population in book.populations:
        if population.classes and population.provenance.source is None:
            problems.add("W0104", population.span, name=population.name)


def is_paid(type_: Type) -> bool:
    """Return whether a clause of this result can be what the text is for: it pays something."""
    match type_:
        case NumberType():
            return type_.has_dimension
        case RecordType():
            return any(is_paid(inner) for _, inner in type_.fields)
        case _:
            return False


def _is_unsourced(parameter: ParameterDef) -> bool:
    values: list[Provenance] = [value.provenance for value in parameter.values]
    return any(each.source is None for each in values or [parameter.provenance])


def _report_figures(
    owner: ClauseDef | ExceptionDef, bodies: Iterable[Expr], problems: Problems
) -> None:
    if owner.provenance.source is None and any(_has_figure(body) for body in bodies):
        problems.add("W0104", owner.span, name=owner.name)


def _has_figure(expr: Expr) -> bool:
    """Return whether an amount of the text stands outside rows and terms with a source."""
    stack: list[Expr] = [expr]
    while stack:
        node = stack.pop()
        match node:
            case Literal(type=NumberType() as type_):
                if type_.has_dimension and node.value != 0:
                    return True
            case Cases():
                stack += _unsourced(node.rows)
                stack += [node.otherwise] if node.otherwise else []
            case Total():
                stack += _unsourced(node.terms)
            case _:
                stack += children(node)
    return False


def _unsourced(parts: Iterable[Row | Term]) -> list[Expr]:
    return [part.value for part in parts if part.provenance.source is None]
