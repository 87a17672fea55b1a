"""Declarations, but for properties and examples."""

from __future__ import annotations

from dataclasses import replace

from convention_dsl.syntax import nodes
from convention_dsl.syntax.builder import (
    Context,
    first,
    flattened,
    label_of,
    name,
    one,
    string,
    tokens,
    trees,
)
from convention_dsl.syntax.builder_bodies import body, formula, lets, reading
from convention_dsl.syntax.builder_expressions import (
    expression,
    only_expression,
    path,
    round_target,
)
from convention_dsl.syntax.builder_types import (
    day,
    declared_name,
    group,
    inputs,
    metadata,
    type_of,
)
from convention_dsl.syntax.lalr import Tree
from convention_dsl.syntax.tokens import Number
from convention_dsl.types import NumberKind

_HEADERS = {
    "convention": nodes.HeaderKind.CONVENTION,
    "vocabulary": nodes.HeaderKind.VOCABULARY,
    "part": nodes.HeaderKind.PART,
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def header(context: Context, tree: Tree) -> nodes.HeaderDecl:
    """Build the header of a file."""
    return nodes.HeaderDecl(
        kind=_HEADERS[tree.name],
        name=declared_name(context, tree),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def use(context: Context, tree: Tree) -> nodes.UseDecl:
    """Build `use X as in force on D as Y`."""
    target = tree.children[0]
    assert not isinstance(target, Tree)
    alias = first(tree, "alias")
    return nodes.UseDecl(
        target=target.text,
        is_path=target.type == "STRING",
        pin=day(first(tree, "pin")),
        alias=declared_name(context, alias) if alias else None,
        span=context.span(tree),
    )


def enumeration(context: Context, tree: Tree) -> nodes.EnumDecl:
    """Build an enumeration; one `<` between its items makes it ordered."""
    items = trees(tree, "item")
    signs = len(tokens(tree, "LESS"))
    if signs not in (0, len(items) - 1):
        context.tell("E0031", tokens(tree, "LESS")[0])
    return nodes.EnumDecl(
        name=declared_name(context, tree),
        items=tuple(
            nodes.EnumItem(
                name=declared_name(context, item), label=label_of(item), span=context.span(item)
            )
            for item in items
        ),
        ordered=signs > 0,
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def record(context: Context, tree: Tree) -> nodes.RecordDecl:
    """Build a record."""
    return nodes.RecordDecl(
        name=declared_name(context, tree),
        fields=tuple(_field(context, each) for each in trees(tree, "field")),
        invariants=tuple(
            nodes.InvariantDecl(
                condition=only_expression(context, each),
                label=label_of(each),
                span=context.span(each),
            )
            for each in trees(tree, "invariant")
        ),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def _field(context: Context, tree: Tree) -> nodes.FieldDecl:
    per_item = first(tree, "per_item")
    default = one(context, tree, "default")
    return nodes.FieldDecl(
        name=declared_name(context, tree),
        type=type_of(context, tree),
        per_item=declared_name(context, per_item) if per_item else None,
        default=only_expression(context, default) if default else None,
        label=string(one(context, tree, "label")),
        span=context.span(tree),
    )


def budget(context: Context, tree: Tree) -> nodes.ParameterDecl:
    """Build a budget line: a parameter and the year that it is about."""
    written = one(context, tree, "for_year")
    if written is None:
        context.tell("E0058", tokens(tree, "NAME")[0], text=tokens(tree, "NAME")[0].text)
    year = _year(context, written) if written else None
    return replace(parameter(context, tree), year=year)


def _year(context: Context, tree: Tree) -> int:
    number = tokens(tree, "NUMBER")[0].value
    assert isinstance(number, Number)
    if number.kind is not NumberKind.INTEGER or not _FIRST_YEAR <= number.value <= _LAST_YEAR:
        context.tell("E0061", tree, text=context.text(tree))
    return int(number.value)


def parameter(context: Context, tree: Tree) -> nodes.ParameterDecl:
    """Build a parameter; what follows a dated value is about that value."""
    year = first(tree, "for_year")
    if tree.name == "parameter" and year is not None:
        context.tell("E0063", year, text=context.text(year))
    own, groups = _by_dated_value(tree)
    value = first(own, "value")
    values = [_dated(context, head, around) for head, around in groups]
    if value is not None:
        plain = nodes.DatedValueDecl(
            start=None, value=only_expression(context, value), span=context.span(value)
        )
        values.insert(0, plain)
    range_tree = one(context, own, "open")
    return nodes.ParameterDecl(
        name=declared_name(context, tree),
        type=type_of(context, tree),
        values=tuple(values),
        open=_open(context, range_tree) if range_tree else None,
        metadata=metadata(context, own),
        span=context.span(tree),
    )


def _by_dated_value(tree: Tree) -> tuple[Tree, list[tuple[Tree, Tree]]]:
    """Return the parameter's own parts, and each dated value with the metadata that follow it."""
    own = Tree(tree.name, [], tree.start, tree.end)
    groups: list[tuple[Tree, Tree]] = []
    for part in tree.children:
        if isinstance(part, Tree) and part.name == "dated":
            groups.append((part, Tree(part.name, [], part.start, part.end)))
        elif groups and isinstance(part, Tree) and part.name not in ("open", "for_year"):
            groups[-1][1].children.append(part)
        else:
            own.children.append(part)
    return own, groups


def _dated(context: Context, head: Tree, around: Tree) -> nodes.DatedValueDecl:
    return nodes.DatedValueDecl(
        start=day(head),
        value=only_expression(context, head),
        metadata=metadata(context, around),
        span=context.span(head),
    )


def _open(context: Context, tree: Tree) -> nodes.OpenDecl:
    low, high, step = (first(tree, kind) for kind in ("at_least", "at_most", "step"))
    if low is None and high is None:
        context.tell("E0032", tree)
    return nodes.OpenDecl(
        low=only_expression(context, low) if low else None,
        high=only_expression(context, high) if high else None,
        step=only_expression(context, step) if step else None,
        span=context.span(tree),
    )


def clause(context: Context, tree: Tree) -> nodes.ClauseDecl:
    """Build a clause; a body that is not a reading becomes a reading without a name."""
    result, plain = first(tree, "result"), first(tree, "body")
    assert result is not None
    if plain is not None:
        only = nodes.ReadingDecl(name=None, body=body(context, plain), span=context.span(plain))
        readings: tuple[nodes.ReadingDecl, ...] = (only,)
    else:
        readings = tuple(reading(context, each) for each in trees(tree, "reading"))
    return nodes.ClauseDecl(
        name=declared_name(context, tree),
        inputs=inputs(context, first(tree, "inputs")),
        result=_result(context, result),
        readings=readings,
        metadata=metadata(context, tree),
        span=context.span(tree),
    )


def _result(context: Context, tree: Tree) -> nodes.ResultDecl:
    rounded = first(tree, "rounded")
    return nodes.ResultDecl(
        type=type_of(context, tree),
        whole_cents=bool(tokens(tree, "IN_WHOLE_CENTS")),
        rounding=round_target(context, trees(rounded)[0]) if rounded else None,
        span=context.span(tree),
    )


def given(context: Context, tree: Tree) -> nodes.GivenDecl:
    """Build `given d: Doctor` or `given nothing`."""
    found = tuple(flattened(context, trees(tree, "group"), group))
    return nodes.GivenDecl(inputs=found, span=context.span(tree))


def exception(context: Context, tree: Tree) -> nodes.ExceptionDecl:
    """Build an exception."""
    target, inner = first(tree, "path"), first(tree, "exception_body")
    assert target is not None
    assert inner is not None
    condition = trees(tree)[-2]
    value = formula(context, inner, inner)
    return nodes.ExceptionDecl(
        name=name(context, tokens(tree, "NAME")[0]),
        target=path(context, target),
        condition=expression(context, condition),
        body=nodes.Body(value=value, lets=lets(context, inner), span=context.span(inner)),
        metadata=metadata(context, tree),
        span=context.span(tree),
    )
