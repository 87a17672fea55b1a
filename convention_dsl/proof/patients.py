"""Concrete inputs: the simplest of a type, the simplest in a box, and some at random."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import assert_never

from convention_dsl.core.nodes import Apply, Duration, Expr, Field, Value, Variable
from convention_dsl.core.program import Binding
from convention_dsl.proof.boxes import Box, Space
from convention_dsl.proof.conditions import Place
from convention_dsl.proof.guards import Axes
from convention_dsl.proof.scales import scale_of
from convention_dsl.types import (
    BooleanType,
    DateType,
    DurationType,
    EnumType,
    ListType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

Environment = Mapping[str, Value]


def inputs_in(inputs: Iterable[Binding], axes: Axes, space: Space, box: Box) -> Environment:
    """Return the simplest inputs that lie in `box`, on the axes that are (parts of) inputs."""
    plain = {binding.name: simplest(binding.type) for binding in inputs}
    everywhere = {number: space.full[number] for number in range(len(axes.axes))}
    return moved(plain, axes, {**everywhere, **box})


def moved(start: Environment, axes: Axes, box: Box) -> Environment:
    """Return `start` moved into `box`, to the simplest cell of each axis that the box bounds."""
    values = {name: _copied(value) for name, value in start.items()}
    orders = axes.orders()
    for number, mask in sorted(box.items()):
        axis = axes.axes[number]
        if axis.place is not None:
            cell = next(cell for cell in orders[number] if mask >> cell & 1)
            _put(values, axis.place, axis.representative(cell), axis.expr)
    return values


def _copied(value: Value) -> Value:
    """Return `value` with its records copied: what `_put` changes."""
    if isinstance(value, dict):
        return {name: _copied(part) for name, part in value.items()}
    return value


def _put(values: dict[str, Value], place: Place, value: Value, expr: Expr) -> None:
    """Put the value of an axis at its place among the inputs."""
    *outer, last = place.path
    here: Value = values
    for step in outer:
        assert isinstance(here, dict)
        here = here.get(str(step))
    if not isinstance(here, dict) or last not in here:
        return
    name = str(last)
    old = here[name]
    if place.member is not None:
        if isinstance(old, frozenset):
            here[name] = old | {place.member} if value else old - {place.member}
    elif place.known:
        assert isinstance(expr, Apply)
        inner = expr.arguments[0].type
        if value and old is None and isinstance(inner, OptionalType):
            here[name] = simplest(inner.inner)
    else:
        here[name] = value


def append(values: dict[str, Value], list_: Expr, element: Value) -> None:
    """Append `element` to the list that `list_`, an input or a field of one, names."""
    names: list[str] = []
    while isinstance(list_, Field):
        names.append(list_.name)
        list_ = list_.record
    if not isinstance(list_, Variable):
        return
    here: Value = values
    for name in [list_.name, *names[:0:-1]] if names else []:
        if not isinstance(here, dict):
            return
        here = here[name]
    last = names[0] if names else list_.name
    if isinstance(here, dict) and isinstance(old := here.get(last), tuple):
        here[last] = (*old, element)


def simplest(type_: Type) -> Value:
    """Return the simplest value of a type: no, zero or the number nearest to it, nothing."""
    match type_:
        case BooleanType() | NumberType() | DateType() | EnumType():
            scale = scale_of(type_)
            assert scale is not None
            return scale.simplest(scale.low, scale.high)
        case SetType():
            return frozenset()
        case MapType():
            return {item: simplest(type_.value) for item in type_.key.items}
        case RecordType():
            return {name: simplest(kind) for name, kind in type_.fields}
        case ListType():
            return ()
        case OptionalType():
            return None
        case DurationType():
            return Duration()
        case _:
            assert_never(type_)


def random_value(type_: Type, rng: Random) -> Value:
    """Return some value of a type, drawn from `rng`."""
    match type_:
        case BooleanType() | EnumType() | DateType() | NumberType():
            scale = scale_of(type_)
            assert scale is not None
            return scale.drawn(rng)
        case SetType():
            return frozenset(item for item in type_.universe if rng.random() < 0.5)
        case MapType():
            return {item: random_value(type_.value, rng) for item in type_.key.items}
        case RecordType():
            return {name: random_value(kind, rng) for name, kind in type_.fields}
        case OptionalType():
            return random_value(type_.inner, rng) if rng.random() < 0.5 else None
        case ListType():
            return tuple(random_value(type_.element, rng) for _ in range(rng.randrange(3)))
        case DurationType():
            return Duration()
        case _:
            assert_never(type_)
