"""Populations: what a text says is known of a list."""

from __future__ import annotations

from convention_dsl.syntax import nodes
from convention_dsl.syntax.builder import Context, first, one, string, tokens, trees, word
from convention_dsl.syntax.builder_expressions import expression, only_expression, range_
from convention_dsl.syntax.builder_types import declared_name, group, metadata
from convention_dsl.syntax.lalr import Tree


def population(context: Context, tree: Tree) -> nodes.PopulationDecl:
    """Build a population; its file is found and read later (`project/data.py`)."""
    named = first(tree, "group")
    assert named is not None
    lists = group(context, named)
    for extra in lists[1:]:
        context.tell("E0062", named, text=extra.name.text)
    counting = one(context, tree, "counting")
    file = one(context, tree, "data_file")
    return nodes.PopulationDecl(
        name=declared_name(context, tree),
        list=lists[0],
        counting=_counting(context, counting) if counting else None,
        file=_file(context, file) if file else None,
        conditions=tuple(only_expression(context, each) for each in trees(tree, "hypothesis")),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def _counting(context: Context, tree: Tree) -> nodes.Expression:
    inner = trees(tree)[0]
    return range_(context, inner) if inner.name == "range" else expression(context, inner)


def _file(context: Context, tree: Tree) -> nodes.DataFile:
    for token in tokens(tree, "NAME"):
        word(context, "origins", token)
    token = tokens(tree, "STRING")[0]
    return nodes.DataFile(path=string(tree), span=context.span(token))
