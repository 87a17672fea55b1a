"""Properties and examples: what a text says must be true of its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from convention_dsl.core.program import Scope, Status
from convention_dsl.syntax import nodes
from convention_dsl.syntax.builder import (
    Context,
    first,
    flattened,
    label_of,
    name,
    string,
    tokens,
    trees,
    word,
)
from convention_dsl.syntax.builder_bodies import COLUMNS, fits, lets, output_headers, outputs
from convention_dsl.syntax.builder_expressions import (
    expression,
    only_expression,
    path,
)
from convention_dsl.syntax.builder_types import day, declared_name, group, metadata, period
from convention_dsl.syntax.lalr import Tree
from convention_dsl.syntax.tokens import Token

CLAIM_NAME = "claim"
"""The name of a property typed without one."""

_DIRECTIONS = {
    "INCREASES": nodes.Direction.INCREASES,
    "NEVER_DECREASES": nodes.Direction.NEVER_DECREASES,
    "DECREASES": nodes.Direction.DECREASES,
    "NEVER_INCREASES": nodes.Direction.NEVER_INCREASES,
}
_SCOPES = {"AT_THE_VALUES": Scope.VALUES, "WHATEVER_OPEN": Scope.OPEN}


# Examples ---------------------------------------------------------------------------------------


def example(context: Context, tree: Tree) -> nodes.ExampleDecl:
    """Build `example "…" call = value at D reading R`."""
    around = ("label", "at", "in_reading")
    whole = next(each for each in trees(tree) if each.name not in around)
    if whole.name == "binary" and tokens(whole, "EQUAL"):
        actual, expected = (expression(context, side) for side in trees(whole))
    else:
        context.tell("E0033", whole, text=context.text(whole))
        actual = expected = expression(context, whole)
    return nodes.ExampleDecl(
        actual=actual,
        expected=expected,
        day=day(first(tree, "at")),
        readings=tuple(declared_name(context, each) for each in trees(tree, "in_reading")),
        label=label_of(tree),
        span=context.span(tree),
    )


def examples(context: Context, tree: Tree) -> nodes.ExamplesDecl:
    """Build a table of examples."""
    target, header, *rows = trees(tree)
    columns = trees(header, *COLUMNS)
    kinds = [each.name for each in columns]
    return nodes.ExamplesDecl(
        clause=path(context, target),
        headers=tuple(_column(context, each) for each in columns),
        outputs=output_headers(context, header),
        rows=tuple(_row(context, row, kinds) for row in rows if fits(context, header, row)),
        span=context.span(tree),
    )


def _column(context: Context, tree: Tree) -> nodes.NameExpr | nodes.FieldAccess:
    """Build a header; the date of computation is the name `at` in both surfaces."""
    if tree.name == "at_column":
        return nodes.NameExpr(name="at", span=context.span(tree))
    if tree.name == "reading_column":
        return nodes.NameExpr(name=nodes.READING_COLUMN, span=context.span(tree))
    built = only_expression(context, tree)
    if isinstance(built, nodes.NameExpr | nodes.FieldAccess):
        return built
    context.tell("E0034", tree, text=context.text(tree))
    return nodes.NameExpr(name="", span=context.span(tree))


def _row(context: Context, tree: Tree, columns: Sequence[str]) -> nodes.ExampleRow:
    cells = zip(columns, trees(tree, "example_cell", "any"), strict=True)
    return nodes.ExampleRow(
        cells=tuple(_cell(context, column, cell) for column, cell in cells),
        outputs=outputs(context, tree),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def _cell(context: Context, column: str, tree: Tree) -> nodes.Expression | None:
    """Build a cell; what is no name, where a reading is, is the name of none."""
    if tree.name == "any":
        return None
    built = only_expression(context, tree)
    if column == "reading_column" and not isinstance(built, nodes.NameExpr):
        return nodes.NameExpr(name=context.text(tree), span=context.span(tree))
    return built


# Properties -------------------------------------------------------------------------------------


def property_(context: Context, tree: Tree) -> nodes.PropertyDecl:
    """Build a property, or the one that a bare claim stands for."""
    if tree.name == "property":
        called = declared_name(context, tree)
    else:
        called = nodes.Name(text=CLAIM_NAME, span=context.span(tree))
    claim = first(tree, "condition_claim", "monotone_claim", "dependence_claim")
    assert claim is not None
    scopes, expectations = _tail(context, tree)
    quantifiers = trees(tree, "quantifier", "list_quantifier")
    return nodes.PropertyDecl(
        name=called,
        inputs=tuple(flattened(context, quantifiers, _bound)),
        hypotheses=tuple(only_expression(context, each) for each in trees(tree, "hypothesis")),
        claim=_claim(context, claim),
        lets=lets(context, tree),
        scopes=scopes,
        period=_period(context, tree),
        expectations=expectations,
        threshold=_threshold(context, tree),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def _threshold(context: Context, tree: Tree) -> nodes.InputDecl | None:
    """Build the input after "for which"; told where it is not the first and only one."""
    found = trees(tree, "threshold")
    if not found:
        return None
    inputs = list(flattened(context, [trees(each)[0] for each in found], group))
    if trees(tree, "threshold", "quantifier", "list_quantifier")[0] is not found[0]:
        context.tell("E0059", found[0], text=context.text(found[0]))
    elif len(inputs) > 1:
        context.tell("E0060", found[-1], text=inputs[1].name.text)
    return inputs[0]


def _bound(context: Context, tree: Tree) -> tuple[nodes.InputDecl, ...]:
    if tree.name == "quantifier":
        return tuple(flattened(context, trees(tree, "group"), group))
    variable, element = tokens(tree, "NAME")
    kind = nodes.ListTypeExpr(
        element=nodes.NamedTypeExpr(name=element.text, span=context.span(element)),
        span=context.span(element),
    )
    called = name(context, variable)
    return (nodes.InputDecl(name=called, type=kind, span=called.span),)


def _claim(context: Context, tree: Tree) -> nodes.Claim:
    span = context.span(tree)
    if tree.name == "condition_claim":
        return nodes.ConditionClaim(condition=only_expression(context, tree), span=span)
    operator = next(part for part in tree.children if isinstance(part, Token))
    subject, *paths = (
        each for each in trees(tree) if each.name not in ("all_else_equal", "except")
    )
    built = tuple(expression(context, each) for each in paths)
    if tree.name == "dependence_claim":
        return nodes.DependenceClaim(
            subject=expression(context, subject),
            only=operator.type == "DEPENDS_ONLY_ON",
            paths=built,
            span=span,
        )
    free = first(tree, "except")
    return nodes.MonotoneClaim(
        subject=expression(context, subject),
        direction=_DIRECTIONS[operator.type],
        path=built[0],
        exceptions=tuple(expression(context, each) for each in trees(free)) if free else (),
        span=span,
    )


def _period(context: Context, tree: Tree) -> nodes.PeriodExpr | None:
    found = trees(tree, "at", "period")
    for again in found[1:]:
        context.tell("E0023", again, text=context.text(again))
    if not found:
        return None
    if found[0].name == "period":
        return period(context, found[0])
    at = day(found[0])
    return nodes.PeriodExpr(start=at, end=at, span=context.span(found[0]))


def _tail(context: Context, tree: Tree) -> tuple[tuple[Scope, ...], tuple[nodes.ExpectedDecl, ...]]:
    """Return the scopes asked for and the verdicts expected.

    What stands after `expected` (a scope, a reading, a reason) is about that verdict.
    """
    scopes: list[Scope] = []
    groups: list[list[Tree]] = []
    for part in trees(tree, "expected", "scope", "because", "in_reading"):
        if part.name == "expected":
            groups.append([part])
        elif groups:
            groups[-1].append(part)
        elif part.name == "scope":
            scopes.append(_scope(part))
        else:
            context.tell("E0035", part, text=context.text(part))
    return tuple(scopes), tuple(_expected(context, parts) for parts in groups)


def _scope(tree: Tree) -> Scope:
    token = tree.children[0]
    assert isinstance(token, Token)
    return _SCOPES[token.type]


def _expected(context: Context, parts: list[Tree]) -> nodes.ExpectedDecl:
    head, *rest = parts
    around = Tree("expected", list(rest), head.start, parts[-1].end)
    token = head.children[0]
    assert isinstance(token, Token)
    verdict = word(context, "verdicts", token)
    found = {kind: first(around, kind) for kind in ("scope", "because", "in_reading")}
    for kind in found:
        for again in trees(around, kind)[1:]:
            context.tell("E0023", again, text=context.text(again))
    scope, because, reading = found["scope"], found["because"], found["in_reading"]
    return nodes.ExpectedDecl(
        status=Status(verdict) if verdict else Status.UNKNOWN,
        reason=string(because),
        scope=_scope(scope) if scope else None,
        reading=declared_name(context, reading) if reading else None,
        span=context.span(around),
    )
