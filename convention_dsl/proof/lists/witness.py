"""Counted elements as the inputs of the property: lists in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from convention_dsl.core.nodes import Expr, Field, Multiset, Value, Variable
from convention_dsl.core.program import Binding
from convention_dsl.proof.lists.affine import Dimension
from convention_dsl.proof.lists.elements import Element
from convention_dsl.types import ListType, RecordType, holds_list

Groups = Sequence[tuple[Element, int]]
Place = tuple[str, ...]


def place_of(domain: Expr) -> Place:
    """Return where a list is: the name of an input, then fields."""
    match domain:
        case Variable():
            return (domain.name,)
        case Field():
            return (*place_of(domain.record), domain.name)
        case _:
            raise TypeError(f"not a place: {domain}")


def inputs(
    bindings: Sequence[Binding],
    plain: Mapping[str, Value],
    groups: Groups,
    same: Mapping[Expr, Expr],
) -> dict[str, Value] | None:
    """Return all inputs; None where elements are of lists that are not one in the other.

    `plain` are the inputs that are no list; `same` gives lists that are others.
    """
    found: dict[str, Value] = dict(plain)
    for binding in bindings:
        if isinstance(binding.type, ListType):
            found[binding.name] = Multiset(())
        elif isinstance(binding.type, RecordType) and holds_list(binding.type):
            found[binding.name] = _emptied(found[binding.name], binding.type)
    outer = _outer(groups)
    if outer is None:
        return None
    for place, list_ in outer.items():
        _put(found, place, list_)
    for equal, other in same.items():
        _put(found, place_of(equal), _at(found, place_of(other)))
    return found


def _at(found: Mapping[str, Value], place: Place) -> Value:
    value: Value = dict(found)
    for name in place:
        assert isinstance(value, dict)
        value = value[name]
    return value


def _emptied(value: Value, type_: RecordType) -> Value:
    assert isinstance(value, dict)
    return {
        name: Multiset(()) if isinstance(part, ListType) else value[name]
        for name, part in type_.fields
    }


@dataclass
class _Node:
    """A record to be put in a list so many times, with what is in its own lists."""

    value: Value
    count: int
    is_counted: bool
    inner: dict[Place, list[_Node]] = field(default_factory=dict)

    def record(self) -> Value:
        """Return the record with its lists filled."""
        found = self.value
        for place, nodes in self.inner.items():
            assert isinstance(found, dict)
            found = _with(found, place, _multiset(nodes))
        return found


def _multiset(nodes: Sequence[_Node]) -> Multiset:
    return Multiset(tuple((node.record(), node.count) for node in nodes))


def _outer(groups: Groups) -> dict[Place, Multiset] | None:
    """Return the lists by place, with what is in the lists of their elements."""
    found: dict[Place, list[_Node]] = {}
    for element, count in sorted(groups, key=lambda pair: len(pair[0].kind)):
        if not _grow(found, element, count):
            return None
    return {place: _multiset(nodes) for place, nodes in found.items()}


def _grow(lists: dict[Place, list[_Node]], element: Element, count: int) -> bool:
    """Put an element where it belongs; return whether each of its lists is one of the last's."""
    owner: str | None = None
    for number, (name, domain) in enumerate(element.kind, start=1):
        place = place_of(domain)
        if owner is not None:
            if place[0] != owner:
                return False
            place = place[1:]
        nodes = lists.setdefault(place, [])
        if number == len(element.kind):
            nodes.append(_Node(element.values[name], count, is_counted=True))
        else:
            lists = _owner(nodes, element.values[name]).inner
        owner = name
    return True


def _owner(nodes: list[_Node], value: Value) -> _Node:
    """Return one of the records for what is in its list: alike, or else the most alike counted one.

    Where no record is counted, one more changes no sum. The evaluator has the last word.
    """
    most = _shared(value, value)
    alike = [node for node in nodes if _shared(node.value, value) == most]
    counted = [node for node in nodes if node.is_counted]
    if not alike and not counted:
        nodes.append(_Node(value, 1, is_counted=False))
        return nodes[-1]
    found = alike[0] if alike else max(counted, key=lambda node: _shared(node.value, value))
    if found.count == 1:
        return found
    found.count -= 1
    nodes.append(_Node(found.value, 1, is_counted=True))
    return nodes[-1]


def _shared(one: Value, two: Value) -> int:
    """Return how many fields that hold no list have the same value in two records."""
    assert isinstance(one, dict) and isinstance(two, dict)
    plain = (name for name, value in two.items() if not isinstance(value, Multiset | tuple))
    return sum(one[name] == two[name] for name in plain)


def _put(found: dict[str, Value], place: Place, value: Value) -> None:
    name, *rest = place
    if not rest:
        found[name] = value
        return
    record = found[name]
    assert isinstance(record, dict)
    found[name] = _with(record, tuple(rest), value)


def _with(record: dict[str, Value], place: Place, value: Value) -> dict[str, Value]:
    name, *rest = place
    if not rest:
        return {**record, name: value}
    inner = record[name]
    assert isinstance(inner, dict)
    return {**record, name: _with(inner, tuple(rest), value)}


def moved(plain: Mapping[str, Value], others: Mapping[Dimension, Fraction]) -> dict[str, Value]:
    """Return inputs with other values for some of their numbers."""
    found = dict(plain)
    for path, value in others.items():
        if isinstance(path[0], str) and path[0] in found and all(isinstance(p, str) for p in path):
            _put(found, tuple(str(part) for part in path), value)
    return found
