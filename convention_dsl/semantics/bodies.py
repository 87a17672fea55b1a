"""What a clause says: a formula, a table or cases, with the local names that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.nodes import CasesOrigin, Expr, Row, Term, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.traverse import walk
from convention_dsl.semantics.build import nothing, operate
from convention_dsl.semantics.calls import fitted
from convention_dsl.semantics.fitting import condition, plain
from convention_dsl.semantics.owner import Owner
from convention_dsl.semantics.scope import Scope
from convention_dsl.semantics.tables import grid
from convention_dsl.semantics.text import Printer
from convention_dsl.syntax.nodes import (
    NO_METADATA,
    Body,
    Expression,
    Formula,
    FormulaTerm,
    Grid,
    LetDecl,
    Metadata,
    WhenCase,
    WhenCases,
)
from convention_dsl.types import NumberType


@dataclass(frozen=True, slots=True)
class LocalNames:
    """Local definitions, in order, and the scope in which they can be read."""

    scope: Scope
    values: tuple[tuple[str, Expr], ...] = ()

    def around(self, expr: Expr) -> Expr:
        """Return `expr` with the definitions that it needs, however indirectly."""
        for name, value in reversed(self.values):
            if any(isinstance(part, Variable) and part.name == name for part in walk(expr)):
                expr = build.let(name, value, expr, expr.span)
        return expr


def local_names(scope: Scope, lets: tuple[LetDecl, ...], suffix: str = "") -> LocalNames:
    """Return local definitions elaborated in order, each seeing the earlier ones.

    `suffix` is added to their names in the core: the twin of a patient has its own.
    """
    values: list[tuple[str, Expr]] = []
    for let in lets:
        name = let.name.text
        if scope.hides(name):
            scope.problems.add("E0111", let.name.span, name=name)
        value = scope.expression(let.value)
        if value is not None:
            values.append((name + suffix, value))
        type_ = value.type if value is not None else None
        scope = scope.bind(name, type_, name + suffix, let.name.span)
    return LocalNames(scope, tuple(values))


def report_unused(names: LocalNames, lets: tuple[LetDecl, ...]) -> None:
    """Warn about local definitions that nothing reads."""
    for let in lets:
        if let.name.text not in names.scope.touched:
            names.scope.problems.add("W0102", let.name.span, name=let.name.text)


def body(scope: Scope, node: Body, owner: Owner) -> Expr | None:
    """Return the value of a clause's body, each of its parts a value of the declared result."""
    names = local_names(scope, node.lets)
    value = _value(names.scope, node.value, owner)
    if value is not None:
        report_unused(names, node.lets)
    return None if value is None else names.around(value)


def _value(scope: Scope, node: Formula | Grid | WhenCases, owner: Owner) -> Expr | None:
    match node:
        case Formula():
            return formula(scope, node, owner)
        case Grid():
            return grid(scope, node, owner)
        case WhenCases():
            return when_cases(scope, node, owner)
        case _:
            assert_never(node)


# Formulas ---------------------------------------------------------------------------------------


def formula(scope: Scope, node: Formula, owner: Owner) -> Expr | None:
    """Return a formula: its only value, or the total of its terms; nothing where a gate fails."""
    value = _terms(scope, node, owner)
    if node.gate is None:
        return value
    gate = condition(scope.problems, scope.expression(node.gate))
    if value is None or gate is None:
        return None
    zero = nothing(value.type, node.gate.span)
    if zero is None:
        scope.problems.add("E0158", node.gate.span, found=plain(value.type))
        return None
    return build.if_(gate, value, zero, node.span, label=node.gate_label)


def _terms(scope: Scope, node: Formula, owner: Owner) -> Expr | None:
    first = node.terms[0]
    if len(node.terms) == 1 and not (first.condition or first.negative or _is_named(first)):
        return fitted(scope, first.value, owner.leaf)
    if owner.leaf is not None and not isinstance(owner.leaf, NumberType):
        for each in node.terms:
            scope.beside_wrong(each.value)
        scope.problems.add("E0159", node.span, found=plain(owner.leaf))
        return None
    terms = [_term(scope, each, owner, i) for i, each in enumerate(node.terms, start=1)]
    known = [term for term in terms if term is not None]
    return build.total(known, node.span) if len(known) == len(terms) else None


def _is_named(term: FormulaTerm) -> bool:
    metadata = term.metadata
    return bool(metadata.label or metadata.source or metadata.confidence)


def _term(scope: Scope, node: FormulaTerm, owner: Owner, position: int) -> Term | None:
    test = None
    if node.condition is not None:
        test = condition(scope.problems, scope.expression(node.condition))
    value = fitted(scope, node.value, owner.leaf)
    if value is None or (node.condition is not None and test is None):
        return None
    if node.negative:
        value = operate(Operator.NEGATE, value, span=value.span)
    metadata = node.metadata
    return Term(
        id=owner.id(metadata.label, f"line-{position}"),
        value=value,
        condition=test,
        label=metadata.label or _text(owner.printer, node.value),
        provenance=owner.sources(metadata),
        span=node.span,
    )


def _text(printer: Printer, node: Expression) -> str:
    return printer.text(node)


# Cases ------------------------------------------------------------------------------------------


def when_cases(scope: Scope, node: WhenCases, owner: Owner) -> Expr | None:
    """Return exclusive cases, with what holds otherwise."""
    rows = [_case(scope, each, owner, i) for i, each in enumerate(node.cases, start=1)]
    known = [row for row in rows if row is not None]
    otherwise = None
    if node.otherwise is not None:
        otherwise = _otherwise(scope, node.otherwise, node.otherwise_metadata, owner)
        if otherwise is None:
            return None
    if len(known) < len(rows) or not (known or otherwise):
        return None
    return build.cases(known, otherwise, CasesOrigin.CASES, node.span)


def _case(scope: Scope, node: WhenCase, owner: Owner, position: int) -> Row | None:
    guard = condition(scope.problems, scope.expression(node.condition))
    value = fitted(scope, node.value, owner.leaf)
    if guard is None or value is None:
        return None
    metadata = node.metadata
    return Row(
        id=owner.id(metadata.label, f"case-{position}"),
        guard=guard,
        value=value,
        label=metadata.label or owner.printer.text(node.condition),
        provenance=owner.sources(metadata),
        span=node.span,
    )


def _otherwise(scope: Scope, node: Expression, metadata: Metadata, owner: Owner) -> Expr | None:
    """Return the value otherwise; where it is named and a number, as a line of the payslip."""
    value = fitted(scope, node, owner.leaf)
    if value is None or metadata == NO_METADATA or not isinstance(value.type, NumberType):
        return value
    term = Term(
        id=owner.id(metadata.label, "otherwise"),
        value=value,
        label=metadata.label,
        provenance=owner.sources(metadata),
        span=node.span,
    )
    return build.total((term,), node.span)
