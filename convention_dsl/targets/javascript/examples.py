"""What an input may leave out, and the shortest input that a clause takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.plan import Raw
from convention_dsl.targets.javascript.describing import raw_given
from convention_dsl.targets.javascript.form import Group, Leaf, Many, Node
from convention_dsl.targets.javascript.literals import Data
from convention_dsl.targets.javascript.module import Clause


def known_name(node: Node) -> str | None:
    """Return the name of whether an optional input is known; None: it always is."""
    return None if isinstance(node, Many) else node.known


def may_be_left_out(node: Node, clause: Clause) -> bool:
    """Return whether an input needs no value: it is optional, or all of it has a default."""
    said = clause.said.get(node.path)
    if known_name(node) is not None or (said is not None and said.default is not None):
        return True
    return isinstance(node, Group) and all(may_be_left_out(part, clause) for part in node.parts)


def example(clause: Clause) -> Data:
    """Return an input with what has no default, each at the first value that it can have."""
    only = clause.only_record
    if only is not None:
        return _example(only, clause)
    return _required(clause.inputs, clause)


def _example(node: Node, clause: Clause) -> Data:
    match node:
        case Group(parts=parts):
            return _required(parts, clause)
        case Many(parts=parts):
            return [_required(parts, clause)]
        case Leaf(type=type_, kind=kind, scale=scale):
            return [] if kind is None else raw_given(_first(kind), type_, scale)
        case _:
            assert_never(node)


def _required(parts: Sequence[Node], clause: Clause) -> dict[str, Data]:
    return {
        part.path[-1]: _example(part, clause) for part in parts if not may_be_left_out(part, clause)
    }


def _first(kind: Kind) -> Raw:
    """Return a value of a kind: the number closest to zero, the first item or day."""
    match kind:
        case BoolKind():
            return False
        case IntKind(low, high):
            return min(max(0, low), high)
        case DateKind(low=low):
            return low
        case ItemKind(type_):
            return type_.items[0]
        case _:
            assert_never(kind)
