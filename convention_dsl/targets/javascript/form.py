"""The inputs and the results of a plan as trees, shaped like the records they come from.

A plan has flat columns and results; people and programs give and get records. A node is a record
(or a map: one part per item), a list, or a leaf; a leaf is a scalar, or a set with one boolean for
each possible member.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convention_dsl.calculator.plan.formula import Kind
from convention_dsl.calculator.plan.plan import Column, ListInput, Plan, Role
from convention_dsl.types import Type

Path = tuple[str, ...]


@dataclass(frozen=True)
class Leaf:
    """A scalar or a set: the names in the plan of its value, of its members, of being known."""

    path: Path
    label: str
    type: Type
    kind: Kind | None
    value: str | None = None
    scale: int = 1
    denominator: str | None = None
    known: str | None = None
    members: tuple[tuple[str | int, str, str], ...] = ()
    """Each possible member: the item or integer, its name in the plan, its label."""


@dataclass(frozen=True)
class Group:
    """A record or a map; `known` names whether an optional one is there."""

    path: Path
    label: str
    parts: tuple[Node, ...]
    known: str | None = None


@dataclass(frozen=True)
class Many:
    """A list of records, at most `most`."""

    path: Path
    label: str
    name: str
    most: int
    parts: tuple[Node, ...]


Node = Leaf | Group | Many


@dataclass(frozen=True)
class _Slot:
    """A column or a result: a scalar at a path."""

    path: Path
    name: str
    kind: Kind
    type: Type
    scale: int
    role: Role
    member: str | int | None
    denominator: str | None = None
    label: str = ""
    group: str = ""


def inputs_of(plan: Plan) -> tuple[Node, ...]:
    """Return the inputs of a clause, in order."""
    return _nodes([_of_column(each) for each in plan.columns], (), plan.lists)


def result_of(plan: Plan) -> Node:
    """Return the value of a clause."""
    slots = [
        _Slot(r.path, r.name, r.kind, r.type, r.scale, r.role, r.member, r.denominator)
        for r in plan.results
    ]
    return _node((), slots, ())


def leaves(nodes: Sequence[Node]) -> Iterator[Leaf]:
    """Yield the leaves of trees, in order, those of lists included."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield node
        else:
            yield from leaves(node.parts)


def _of_column(column: Column) -> _Slot:
    return _Slot(
        column.path,
        column.name,
        column.kind,
        column.type,
        column.scale,
        column.role,
        column.member,
        None,
        column.label,
        column.group,
    )


def _nodes(slots: Sequence[_Slot], prefix: Path, lists: Sequence[ListInput]) -> tuple[Node, ...]:
    """Return the nodes directly under a path, in the order in which they first come."""
    depth = len(prefix)
    paths = [*(each.path for each in slots), *(each.path for each in lists)]
    names = dict.fromkeys(path[depth] for path in paths if len(path) > depth)
    return tuple(_node((*prefix, name), slots, lists) for name in names)


def _node(path: Path, slots: Sequence[_Slot], lists: Sequence[ListInput]) -> Node:
    """Return what is at a path."""
    below = [each for each in slots if each.path[: len(path)] == path]
    many = next((each for each in lists if each.path == path), None)
    if many is not None:
        columns = [_of_column(each) for each in many.columns]
        return Many(path, many.label, many.name, many.most, _nodes(columns, path, ()))
    known = next((each for each in below if each.path == path and each.role is Role.KNOWN), None)
    if all(each.path == path for each in below) and below:
        return _leaf(path, below, known)
    inner = [each for each in lists if each.path[: len(path)] == path]
    parts = _nodes(below, path, inner)
    return Group(path, known.label if known else "", parts, known.name if known else None)


def _leaf(path: Path, slots: Sequence[_Slot], known: _Slot | None) -> Leaf:
    value = next((each for each in slots if each.role is Role.VALUE), None)
    members = tuple(
        (each.member, each.name, each.label)
        for each in slots
        if each.role is Role.MEMBER and each.member is not None
    )
    first = value or slots[-1]
    label = known.label if known else first.group if members else first.label
    return Leaf(
        path,
        label,
        first.type,
        value.kind if value else None,
        value.name if value else None,
        first.scale,
        first.denominator,
        known.name if known else None,
        members,
    )
