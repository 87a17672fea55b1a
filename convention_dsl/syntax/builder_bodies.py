"""Clause bodies: formulas, cases, tables."""

from __future__ import annotations

from typing import assert_never

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.syntax import nodes
from convention_dsl.syntax.builder import Context, first, label_of, name, one, string, tokens, trees
from convention_dsl.syntax.builder_expressions import (
    expression,
    only_expression,
    range_,
)
from convention_dsl.syntax.builder_types import day, metadata
from convention_dsl.syntax.lalr import Tree
from convention_dsl.syntax.tokens import Token

_C = nodes.CellOperator
_COMPARED = {
    "EQUAL": _C.EQUAL,
    "LESS": _C.LESS,
    "LESS_EQUAL": _C.LESS_EQUAL,
    "GREATER": _C.GREATER,
    "GREATER_EQUAL": _C.GREATER_EQUAL,
    "NOT_EQUAL": _C.NOT,
    "NOT": _C.NOT,
    "CONTAINS": _C.CONTAINS,
    "MEETS": _C.MEETS,
    "INCLUDED_IN": _C.INCLUDED_IN,
    "IN": _C.IN,
    "IS_KNOWN": _C.KNOWN,
    "IS_UNKNOWN": _C.UNKNOWN,
}


def body(context: Context, tree: Tree) -> nodes.Body:
    """Build a clause's body with its local names."""
    value = trees(tree)[0]
    built: nodes.Formula | nodes.Grid | nodes.WhenCases
    if value.name == "formula":
        built = formula(context, value, tree)
    elif value.name == "grid":
        built = _grid(context, value)
    else:
        built = _cases(context, value)
    return nodes.Body(value=built, lets=lets(context, tree), span=context.span(tree))


def lets(context: Context, tree: Tree) -> tuple[nodes.LetDecl, ...]:
    """Build the local names among the parts of `tree`."""
    return tuple(
        nodes.LetDecl(
            name=name(context, tokens(each, "NAME")[0]),
            value=only_expression(context, each),
            span=context.span(each),
        )
        for each in trees(tree, "let")
    )


def formula(context: Context, tree: Tree, around: Tree) -> nodes.Formula:
    """Build the terms in `tree`, with the condition that `around` puts on their sum."""
    gate = one(context, around, "gate")
    terms = tuple(_term(context, each) for each in trees(tree, "term", "plus", "minus"))
    return nodes.Formula(
        terms=terms,
        gate=only_expression(context, gate) if gate else None,
        gate_label=label_of(gate) if gate else "",
        span=context.span(tree),
    )


def _term(context: Context, tree: Tree) -> nodes.FormulaTerm:
    condition = first(tree, "condition")
    return nodes.FormulaTerm(
        value=only_expression(context, tree),
        condition=only_expression(context, condition) if condition else None,
        negative=tree.name == "minus",
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def _cases(context: Context, tree: Tree) -> nodes.WhenCases:
    otherwise = first(tree, "otherwise")
    return nodes.WhenCases(
        cases=tuple(_case(context, each) for each in trees(tree, "case")),
        otherwise=only_expression(context, otherwise) if otherwise else None,
        otherwise_metadata=metadata(context, otherwise) if otherwise else nodes.NO_METADATA,
        span=context.span(tree),
    )


def _case(context: Context, tree: Tree) -> nodes.WhenCase:
    condition, value = trees(tree)[:2]
    return nodes.WhenCase(
        condition=expression(context, condition),
        value=expression(context, value),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


# Tables -----------------------------------------------------------------------------------------


def _grid(context: Context, tree: Tree) -> nodes.Grid:
    header, *rows = trees(tree)
    headers = tuple(only_expression(context, column) for column in trees(header, "column"))
    outputs = output_headers(context, header)
    return nodes.Grid(
        headers=headers,
        outputs=outputs,
        rows=tuple(_row(context, row) for row in rows if fits(context, header, row)),
        span=context.span(tree),
    )


COLUMNS = ("column", "at_column", "reading_column")
"""What may stand left of `||` in a header."""


def fits(context: Context, header: Tree, row: Tree) -> bool:
    """Return whether a row has as many cells as the header; it is told where it does not."""
    wanted = len(trees(header, *COLUMNS))
    found = len(trees(row, "cell", "example_cell", "any"))
    side = Wording("left", "à gauche")
    if wanted == found:
        wanted = len(trees(header, "output_header", "dated_header"))
        found = len(trees(row, "output"))
        side = Wording("right", "à droite")
    if wanted != found:
        context.tell("E0016", row, wanted=wanted, found=found, side=side)
    return wanted == found


def output_headers(context: Context, header: Tree) -> tuple[nodes.OutputHeader, ...]:
    """Build the headers right of `||`."""
    columns = trees(header, "output_header", "dated_header")
    built = tuple(_output_header(context, column, len(columns)) for column in columns)
    if any(isinstance(each, nodes.ConditionHeader) for each in built):
        return tuple(_as_condition(each) for each in built)
    return built


def _output_header(context: Context, tree: Tree, count: int) -> nodes.OutputHeader:
    span = context.span(tree)
    if tree.name == "dated_header":
        start = day(tree)
        assert start is not None
        return nodes.DateHeader(start=start, span=span)
    inner = trees(tree)[0]
    if inner.name != "name":
        return nodes.ConditionHeader(condition=expression(context, inner), span=span)
    token = tokens(inner, "NAME")[0]
    if count == 1 and token.text in context.surface.words["types"]:
        return nodes.ValueHeader(span=span)
    return nodes.FieldHeader(name=name(context, token), span=span)


def _as_condition(header: nodes.OutputHeader) -> nodes.OutputHeader:
    """Take a bare name beside conditions for a condition."""
    match header:
        case nodes.FieldHeader():
            condition = nodes.NameExpr(name=header.name.text, span=header.span)
            return nodes.ConditionHeader(condition=condition, span=header.span)
        case nodes.ValueHeader() | nodes.ConditionHeader() | nodes.DateHeader():
            return header
        case _:
            assert_never(header)


def _row(context: Context, tree: Tree) -> nodes.GridRow:
    return nodes.GridRow(
        cells=tuple(cell(context, each) for each in trees(tree, "cell")),
        outputs=outputs(context, tree),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def outputs(context: Context, row: Tree) -> tuple[nodes.Expression, ...]:
    """Build the cells right of `||`."""
    return tuple(only_expression(context, output) for output in trees(row, "output"))


def cell(context: Context, tree: Tree) -> nodes.Cell:
    """Build a condition cell."""
    alternatives = tuple(
        tuple(_test(context, test) for test in trees(alternative)) for alternative in trees(tree)
    )
    return nodes.Cell(alternatives=alternatives, text=context.text(tree), span=context.span(tree))


def _test(context: Context, tree: Tree) -> nodes.CellTest:
    span = context.span(tree)
    operand = first(tree)
    operator = next((part for part in tree.children if isinstance(part, Token)), None)
    if tree.name == "any":
        return nodes.CellTest(operator=_C.ANY, span=span)
    if operand is None:
        assert operator is not None
        return nodes.CellTest(operator=_COMPARED[operator.type], span=span)
    if tree.name == "negated" and operand.name == "unknown":
        return nodes.CellTest(operator=_C.KNOWN, span=span)
    if tree.name == "equal" and operand.name == "unknown":
        return nodes.CellTest(operator=_C.UNKNOWN, span=span)
    if operand.name == "range" and tree.name == "equal":
        return nodes.CellTest(operator=_C.RANGE, operand=range_(context, operand), span=span)
    chosen = _COMPARED[operator.type] if operator is not None else _C.EQUAL
    return nodes.CellTest(operator=chosen, operand=expression(context, operand), span=span)


def reading(context: Context, tree: Tree) -> nodes.ReadingDecl:
    """Build `reading strict "ALD only" = …`."""
    inner = first(tree, "body")
    assert inner is not None
    return nodes.ReadingDecl(
        name=name(context, tokens(tree, "NAME")[0]),
        body=body(context, inner),
        label=string(first(tree, "label")),
        span=context.span(tree),
    )
