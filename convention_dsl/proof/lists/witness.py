"""Counted elements as the inputs of the property: lists in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from convention_dsl.core.nodes import Expr, Field, Multiset, Value, Variable
from convention_dsl.core.program import Binding
from convention_dsl.proof.lists.affine import Dimension
from convention_dsl.proof.lists.elements import Element
from convention_dsl.proof.lists.speech import holds_list
from convention_dsl.types import ListType, RecordType

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
    """Return all inputs; None where the elements of inner lists have no element to be in.

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
    for place, records in outer.items():
        _put(found, place, Multiset(tuple(records)))
    for list_, other in same.items():
        _put(found, place_of(list_), _at(found, place_of(other)))
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


def _outer(groups: Groups) -> dict[Place, list[tuple[Value, int]]] | None:
    """Return the lists by place, with what is in the lists of their elements."""
    inner: dict[Place, list[tuple[Element, int]]] = {}
    found: dict[Place, list[tuple[Value, int]]] = {}
    for element, count in groups:
        (name, domain) = element.kind[0]
        place = place_of(domain)
        if len(element.kind) > 1:
            inner.setdefault(place, []).append((element, count))
        else:
            found.setdefault(place, []).append((element.values[name], count))
    for place, elements in inner.items():
        if not _fill(found.setdefault(place, []), elements):
            return None
    return found


def _fill(records: list[tuple[Value, int]], elements: Sequence[tuple[Element, int]]) -> bool:
    """Put the elements of inner lists into one of the records that they belong to."""
    for element, count in elements:
        (outer, _), (inner, domain) = element.kind
        owner = element.values[outer]
        place = place_of(domain)[1:]
        at = next(
            (k for k, (record, _) in enumerate(records) if _alike(record, owner, place)), None
        )
        if at is None:
            return False
        record, number = records[at]
        filled = dict(record) if isinstance(record, dict) else {}
        held = filled[place[0]]
        assert isinstance(held, Multiset | tuple)
        before = held.groups if isinstance(held, Multiset) else ()
        filled[place[0]] = Multiset((*before, (element.values[inner], count)))
        records[at : at + 1] = [(filled, 1)] if number == 1 else [(record, number - 1), (filled, 1)]
    return True


def _alike(record: Value, owner: Value, place: Place) -> bool:
    assert isinstance(record, dict) and isinstance(owner, dict)
    return all(record[name] == owner[name] for name in owner if name != place[0])


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
