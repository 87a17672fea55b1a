"""Types, inputs and metadata."""

from __future__ import annotations

from datetime import date

from convention_dsl.core.provenance import Confidence
from convention_dsl.syntax import nodes
from convention_dsl.syntax.builder import (
    Context,
    first,
    flattened,
    label_of,
    name,
    names,
    one,
    string,
    tell_other_surface,
    tokens,
    trees,
    word,
)
from convention_dsl.syntax.builder_expressions import (
    only_expression,
    path,
    range_,
)
from convention_dsl.syntax.lalr import Tree
from convention_dsl.types import NumberKind

TYPES = ("plain_type", "optional_type", "set_type", "list_type")


def type_of(context: Context, tree: Tree) -> nodes.TypeExpression:
    """Build the type among the parts of `tree`."""
    found = first(tree, *TYPES)
    assert found is not None
    return type_expression(context, found)


def type_expression(context: Context, tree: Tree) -> nodes.TypeExpression:
    """Build a type."""
    span = context.span(tree)
    if tree.name == "plain_type":
        return _plain_type(context, tree)
    inner = type_of(context, tree)
    if tree.name == "optional_type":
        return nodes.OptionalTypeExpr(inner=inner, span=span)
    if tree.name == "list_type":
        if isinstance(inner, nodes.NamedTypeExpr):
            return nodes.ListTypeExpr(element=inner, span=span)
        context.tell("E0026", tree, text=context.text(trees(tree)[0]))
        return inner
    if isinstance(inner, nodes.NamedTypeExpr) or _is_integer(inner):
        assert isinstance(inner, nodes.NamedTypeExpr | nodes.NumberTypeExpr)
        return nodes.SetTypeExpr(element=inner, span=span)
    context.tell("E0027", tree, text=context.text(trees(tree)[0]))
    return inner


def _is_integer(inner: nodes.TypeExpression) -> bool:
    return isinstance(inner, nodes.NumberTypeExpr) and inner.kind is NumberKind.INTEGER


def _plain_type(context: Context, tree: Tree) -> nodes.TypeExpression:
    token = tokens(tree, "NAME")[0]
    range_tree, step = first(tree, "type_range"), first(tree, "step")
    limits = range_(context, range_tree) if range_tree else None
    canonical = context.surface.words["types"].get(token.text)
    span = context.span(tree)
    if canonical is None and tell_other_surface(context, token, "types"):
        return nodes.NamedTypeExpr(name=token.text, span=span)
    if canonical is None or canonical == "boolean":
        for extra in (range_tree, step):
            if extra is not None:
                context.tell("E0022", extra, text=context.text(extra), type=token.text)
        if canonical is None:
            return nodes.NamedTypeExpr(name=token.text, span=span)
        return nodes.BooleanTypeExpr(span=span)
    if canonical == "date":
        if step is not None:
            context.tell("E0022", step, text=context.text(step), type=token.text)
        return nodes.DateTypeExpr(range=limits, span=span)
    return nodes.NumberTypeExpr(
        kind=NumberKind(canonical),
        range=limits,
        step=only_expression(context, step) if step else None,
        span=span,
    )


def group(context: Context, tree: Tree) -> tuple[nodes.InputDecl, ...]:
    """Build the inputs of `a, b : T`."""
    kind = type_of(context, tree)
    label = label_of(tree)
    return tuple(
        nodes.InputDecl(name=each, type=kind, label=label, span=each.span)
        for each in names(context, tree)
    )


def inputs(context: Context, tree: Tree | None) -> tuple[nodes.InputDecl, ...]:
    """Build the inputs in parentheses."""
    if tree is None:
        return ()
    return tuple(flattened(context, trees(tree, "group"), group))


# Metadata ---------------------------------------------------------------------------------------


def metadata(context: Context, tree: Tree) -> nodes.Metadata:
    """Build the metadata among the parts of `tree`; what is said twice is told."""
    source = one(context, tree, "source")
    replaces = one(context, tree, "replaces")
    prevails = one(context, tree, "prevails")
    in_force = one(context, tree, "in_force")
    found = trees(tree, *_METADATA)
    if not found:
        return nodes.NO_METADATA
    return nodes.Metadata(
        label=string(one(context, tree, "label")),
        source=string(source) if source else None,
        confidence=_confidence(context, one(context, tree, "confidence")),
        promised_by=_texts(one(context, tree, "promised")),
        demanded_by=_texts(one(context, tree, "demanded")),
        replaces=path(context, trees(replaces)[0]) if replaces else None,
        prevails_over=names(context, prevails) if prevails else (),
        in_force=period(context, in_force) if in_force else None,
        span=context.span(found[0]).to(context.span(found[-1])),
    )


_METADATA = (
    "label",
    "source",
    "confidence",
    "promised",
    "demanded",
    "replaces",
    "prevails",
    "in_force",
)


def _confidence(context: Context, tree: Tree | None) -> Confidence | None:
    if tree is None:
        return None
    canonical = word(context, "confidences", tokens(tree, "NAME")[0])
    return Confidence(canonical) if canonical else None


def _texts(tree: Tree | None) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(tree, "NAME")) if tree else ()


def day(tree: Tree | None) -> date | None:
    """Return the date in a tree that holds one."""
    if tree is None:
        return None
    value = tokens(tree, "DATE")[0].value
    assert isinstance(value, date)
    return value


def period(context: Context, tree: Tree) -> nodes.PeriodExpr:
    """Build `from D until D`."""
    return nodes.PeriodExpr(
        start=day(first(tree, "from")), end=day(first(tree, "until")), span=context.span(tree)
    )


def declared_name(context: Context, tree: Tree) -> nodes.Name:
    """Build the name that a declaration declares: its first one."""
    return name(context, tokens(tree, "NAME")[0])
