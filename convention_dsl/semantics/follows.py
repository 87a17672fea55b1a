"""Lists that follow a population: all that it says holds of them."""

from __future__ import annotations

from collections.abc import Iterable

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.program import PopulationDef
from convention_dsl.core.substitute import binds, substituted
from convention_dsl.semantics.build import all_of, is_atomic
from convention_dsl.semantics.fitting import plain
from convention_dsl.semantics.names import Alias, PopulationName
from convention_dsl.semantics.order import nodes
from convention_dsl.semantics.scope import Scope
from convention_dsl.syntax.nodes import FieldAccess, FollowsExpr, NameExpr
from convention_dsl.types import ListType


def follows(scope: Scope, node: FollowsExpr) -> Expr | None:
    """Return `L follows NAME`: the conjunction of what the population says, of L."""
    listed = scope.expression(node.list)
    if scope.closed:
        scope.problems.add("E0109", node.population.span, name=_written(node.population))
        return None
    named = _named(scope, node.population)
    if named is None or listed is None:
        return None
    found, alias = named
    if found.type is None:
        return None
    if not isinstance(listed.type, ListType) or listed.type.element.name != found.type.element.name:
        wanted, given = found.type, plain(listed.type)
        scope.problems.add("E0623", listed.span, name=found.name, wanted=wanted, found=given)
        return None
    if found.definition is None:
        if not found.is_wrong:
            scope.problems.add("E0625", node.span, name=found.name)
        return None
    return _said(scope, found.definition, listed, node, alias)


def followed(scope: Scope, roots: Iterable[object]) -> tuple[str, ...]:
    """Return the populations, as `book.name`, that some list in `roots` is said to follow.

    With those in whose words they are said themselves.
    """
    found: list[str] = []
    said = [each for root in roots for each in nodes(root) if isinstance(each, FollowsExpr)]
    for node in sorted(said, key=lambda each: each.span.start):
        named = _named(scope, node.population)
        definition = named[0].definition if named else None
        if definition is not None:
            found += [f"{definition.book}.{definition.name}", *definition.populations]
    return tuple(dict.fromkeys(found))


def _written(node: NameExpr | FieldAccess) -> str:
    return node.name if isinstance(node, NameExpr) else node.name.text


def _named(
    scope: Scope, node: NameExpr | FieldAccess
) -> tuple[PopulationName, Alias | None] | None:
    """Return the population that a name means, and the text it was named through."""
    visible = scope.visible
    if isinstance(node, NameExpr):
        found = visible.populations(node.name)
        if len(found) > 1:
            meanings = [f"{each.book}.{node.name}" for each in found]
            scope.problems.add("E0104", node.span, name=node.name, meanings=meanings)
            return None
        if not found and not visible.is_broken(node.name):
            known = visible.population_names()
            scope.problems.unknown("E0624", node.span, node.name, known)
        return (found[0], None) if found else None
    assert isinstance(node.target, NameExpr)
    qualifier = node.target.name
    alias = visible.aliases.get(qualifier)
    if alias is None:
        if not visible.is_broken(qualifier):
            scope.problems.unknown("E0102", node.target.span, qualifier, visible.aliases)
        return None
    name = node.name.text
    if name in alias.names.populations:
        return alias.names.populations[name], alias
    if name not in alias.names.broken:
        scope.problems.unknown("E0624", node.name.span, name, alias.names.populations)
    return None


def _said(
    scope: Scope,
    population: PopulationDef,
    listed: Expr,
    node: FollowsExpr,
    alias: Alias | None,
) -> Expr:
    """Return the conditions of a population with the list in the place of its own name for it."""
    own = population.list_input.name
    whole = all_of(population.conditions, node.span)
    pin = alias.pin if alias else None
    if is_atomic(listed) and not binds(whole, listed):
        return _conjunction(substituted(whole, own, listed, pin), node)
    name = scope.context.fresh()
    variable = build.variable(name, listed.type, listed.span)
    inner = _conjunction(substituted(whole, own, variable, pin), node)
    return build.let(name, listed, inner, node.span)


def _conjunction(conditions: Expr, node: FollowsExpr) -> Expr:
    """Return the conditions where the author wrote that they hold."""
    return all_of((conditions,), node.span)
