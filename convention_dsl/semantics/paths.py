"""The input fields that a claim names, and what "all else equal" fixes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.semantics.build import any_of, equal, operate
from convention_dsl.semantics.fitting import fit
from convention_dsl.semantics.references import unknown_field
from convention_dsl.semantics.scope import Scope
from convention_dsl.syntax.nodes import CallExpr, Expression, FieldAccess, Name, NameExpr
from convention_dsl.types import MapType, RecordType, Type


@dataclass(frozen=True, slots=True)
class InputPath:
    """A quantified input, or a field of it, or one item of a per-item field."""

    root: str
    steps: tuple[str, ...]
    type: Type
    item: Expr | None = None

    def covers(self, steps: tuple[str, ...]) -> bool:
        """Return whether the field at `steps` of the root is (inside) this path."""
        return self.item is None and steps[: len(self.steps)] == self.steps

    def leads_through(self, steps: tuple[str, ...]) -> bool:
        """Return whether this path goes into the field at `steps`."""
        return self.steps[: len(steps)] == steps


def input_path(scope: Scope, node: Expression) -> InputPath | None:
    """Return the path that `node` writes; None (told) where it is no input's field."""
    match node:
        case NameExpr(name=name) if name in scope.locals:
            found = scope.read(name, node.span)
            return None if found is None else InputPath(name, (), found.type)
        case FieldAccess():
            return _field_path(scope, node.target, node.name)
        case CallExpr(callee=FieldAccess() | NameExpr() as callee, arguments=(argument,)):
            values = input_path(scope, callee)
            return None if values is None else _item_path(scope, node, values, argument)
        case _:
            scope.problems.add("E0174", node.span)
            return None


def _field_path(scope: Scope, target: Expression, name: Name) -> InputPath | None:
    owner = input_path(scope, target)
    if owner is None:
        return None
    if not isinstance(owner.type, RecordType):
        scope.problems.add("E0174", name.span)
        return None
    type_ = owner.type.field_type(name.text)
    if type_ is None:
        unknown_field(scope, owner.type, name)
        return None
    return InputPath(owner.root, (*owner.steps, name.text), type_)


def _item_path(
    scope: Scope, node: Expression, values: InputPath, argument: Expression
) -> InputPath | None:
    if not isinstance(values.type, MapType):
        scope.problems.add("E0174", node.span)
        return None
    key = fit(scope.problems, scope.expression(argument, values.type.key), values.type.key)
    if key is None:
        return None
    return InputPath(values.root, values.steps, values.type.value, key)


def value_at(path: InputPath, root: Expr) -> Expr:
    """Return the value at `path` of the patient `root`."""
    for step in path.steps:
        root = build.field(root, step, root.span)
    return root if path.item is None else operate(Operator.ITEM, root, path.item, span=root.span)


def equal_but(first: Expr, second: Expr, free: Sequence[InputPath]) -> list[Expr]:
    """Return that two values of one type are equal, field by field, but for the free paths."""
    return _equal_but(first, second, free, ())


def _equal_but(
    first: Expr, second: Expr, free: Sequence[InputPath], steps: tuple[str, ...]
) -> list[Expr]:
    if any(path.covers(steps) for path in free):
        return []
    concerned = [path for path in free if path.leads_through(steps)]
    if isinstance(first.type, RecordType):
        return [
            condition
            for name, _ in first.type.fields
            for condition in _equal_but(
                build.field(first, name), build.field(second, name), free, (*steps, name)
            )
        ]
    items = [path.item for path in concerned if path.item is not None]
    if items and isinstance(first.type, MapType):
        return [_equal_items_but(first, second, first.type, items)]
    return [equal(first, second)]


def _equal_items_but(first: Expr, second: Expr, type_: MapType, items: list[Expr]) -> Expr:
    """Return that two per-item values agree on every item but `items`."""
    name = "item'"
    each = build.variable(name, type_.key)
    excepted = [equal(each, item) for item in items]
    one, other = (operate(Operator.ITEM, side, each) for side in (first, second))
    same = any_of([*excepted, equal(one, other)])
    return build.aggregate(AggregateKind.ALL, name, build.whole_set(type_.key), same)
