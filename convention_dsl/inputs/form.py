"""What a clause asks for: its inputs as a tree, and as the columns of a table.

The same form serves tables, JSON, `--set` and the blank that `convention inputs` writes. A leaf of
the tree is a column; its name is the path from the input (`p.age`, `p.score.influenza`), without
the input's name where the clause has one record input only and no other input has that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from convention_dsl.core.nodes import Expr, Value
from convention_dsl.core.program import ClauseDef, Library
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


class Missing:
    """The default of an input that has none."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()

Default = Callable[[Expr], Value]
"""Evaluates the constant expression of a field's default."""


@dataclass(frozen=True, eq=False)
class Leaf:
    """A value that one cell holds."""

    path: tuple[str, ...]
    type: Type
    label: str
    default: Value | Missing


@dataclass(frozen=True, eq=False)
class Group:
    """A record (one part per field) or a per-item map (one part per item)."""

    path: tuple[str, ...]
    type: RecordType | MapType
    label: str
    parts: tuple[tuple[str, Shape], ...]
    default: Value | Missing = MISSING


@dataclass(frozen=True, eq=False)
class Maybe:
    """An optional record or map: unknown where every one of its cells is empty."""

    path: tuple[str, ...]
    type: OptionalType
    label: str
    inner: Shape


@dataclass(frozen=True, eq=False)
class Many:
    """A list of records: several rows of a table, an array of JSON."""

    path: tuple[str, ...]
    type: ListType
    label: str
    element: Group
    default: Value | Missing = MISSING


Shape = Leaf | Group | Maybe | Many


@dataclass(frozen=True)
class Form:
    """The inputs of a clause, ready to be read, listed or written blank."""

    library: Library
    clause: ClauseDef
    inputs: tuple[Shape, ...]

    @cached_property
    def short_input(self) -> str | None:
        """The one record input whose name may be left out, or None."""
        records = [shape for shape in self.inputs if isinstance(shape, Group)]
        return records[0].path[0] if len(records) == 1 else None

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf, in the order of declaration, those inside lists included."""
        return tuple(leaf for shape in self.inputs for leaf in leaves(shape))

    @cached_property
    def names(self) -> dict[str, Leaf]:
        """Every accepted column name and its leaf, the shortest name of a leaf first."""
        found: dict[str, Leaf] = {}
        for leaf in self.leaves:
            found[self._without_input(leaf.path)] = leaf
        for leaf in self.leaves:
            found[".".join(leaf.path)] = leaf
        return found

    def name(self, leaf: Leaf) -> str:
        """Return the shortest name of `leaf`, which may stand for a whole list."""
        return self._short_names.get(leaf.path) or self._without_input(leaf.path)

    def _without_input(self, path: tuple[str, ...]) -> str:
        inputs = {shape.path[0] for shape in self.inputs}
        bare = path[0] == self.short_input and len(path) > 1 and path[1] not in inputs
        return ".".join(path[1:] if bare else path)

    @cached_property
    def _short_names(self) -> dict[tuple[str, ...], str]:
        short: dict[tuple[str, ...], str] = {}
        for name, leaf in self.names.items():
            short.setdefault(leaf.path, name)
        return short

    @cached_property
    def lists(self) -> tuple[Many, ...]:
        """Every list among the inputs (a list inside a list has no table form)."""
        return tuple(many for shape in self.inputs for many in _lists(shape))


def build_form(library: Library, clause: ClauseDef, evaluate: Default) -> Form:
    """Return the form of the inputs of `clause`."""
    builder = _Builder(library, evaluate)
    shapes = (builder.shape((each.name,), each.type, each.label) for each in clause.inputs)
    return Form(library, clause, tuple(shapes))


@dataclass(frozen=True)
class _Builder:
    """Makes shapes of types, with the labels and defaults of the library."""

    library: Library
    evaluate: Default

    def shape(
        self, path: tuple[str, ...], type_: Type, label: str, default: Value | Missing = MISSING
    ) -> Shape:
        match type_:
            case RecordType():
                return self.record(path, type_, label, default)
            case MapType():
                return self.per_item(path, type_, label, default)
            case ListType(element):
                return Many(path, type_, label, self.record(path, element, label), default)
            case OptionalType(RecordType() | MapType() as inner):
                return Maybe(path, type_, label, self.shape(path, inner, label))
            case OptionalType():
                return Leaf(path, type_, label, None if default is MISSING else default)
            case BooleanType() | NumberType() | DateType() | EnumType() | SetType():
                return Leaf(path, type_, label, default)
            case DurationType():
                return Leaf(path, type_, label, default)
            case _:
                assert_never(type_)

    def per_item(
        self, path: tuple[str, ...], type_: MapType, label: str, default: Value | Missing
    ) -> Group:
        labels = self.library.enum(type_.key.name).labels
        parts = tuple(
            (item, self.shape((*path, item), type_.value, labels.get(item, "")))
            for item in type_.key.items
        )
        return Group(path, type_, label, parts, default)

    def record(
        self,
        path: tuple[str, ...],
        type_: RecordType,
        label: str,
        default: Value | Missing = MISSING,
    ) -> Group:
        parts = []
        for info in self.library.record(type_.name).fields:
            own = MISSING if info.default is None else self.evaluate(info.default)
            parts.append((info.name, self.shape((*path, info.name), info.type, info.label, own)))
        return Group(path, type_, label, tuple(parts), default)


def leaves(shape: Shape) -> Iterator[Leaf]:
    """Yield the leaves of a shape, in the order of declaration."""
    match shape:
        case Leaf():
            yield shape
        case Group():
            for _, part in shape.parts:
                yield from leaves(part)
        case Maybe():
            yield from leaves(shape.inner)
        case Many():
            yield from leaves(shape.element)
        case _:
            assert_never(shape)


def asked(shape: Shape) -> Iterator[Leaf]:
    """Yield what an absent shape asks for: nothing that has a default, a list as one leaf."""
    match shape:
        case Leaf():
            yield from [shape] if shape.default is MISSING else []
        case Group():
            for _, part in shape.parts if shape.default is MISSING else ():
                yield from asked(part)
        case Maybe():
            return
        case Many():
            yield Leaf(shape.path, shape.type, shape.label, MISSING)
        case _:
            assert_never(shape)


def _lists(shape: Shape) -> Iterator[Many]:
    match shape:
        case Leaf():
            return
        case Group():
            for _, part in shape.parts:
                yield from _lists(part)
        case Maybe():
            yield from _lists(shape.inner)
        case Many():
            yield shape
        case _:
            assert_never(shape)
