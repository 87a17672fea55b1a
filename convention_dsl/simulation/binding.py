"""The columns of an input ↔ the leaves of a clause's inputs, by their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.inputs.form import Form, Leaf
from convention_dsl.simulation.cell import Cell
from convention_dsl.types import BOOLEAN, OptionalType, SetType, Type

Path = tuple[str, ...]


@dataclass(frozen=True)
class Bound:
    """Which cells give each leaf; `twice` are the names of cells that give what others do."""

    cells: Mapping[Path, Cell]
    members: Mapping[Path, Mapping[str | int, Cell]]
    """For sets with a column per member."""
    twice: tuple[str, ...]
    used: frozenset[str]


@dataclass
class _Binder:
    form: Form
    cells: dict[Path, Cell] = field(default_factory=dict)
    members: dict[Path, dict[str | int, Cell]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)


def bind(form: Form, cells: Sequence[Cell]) -> Bound:
    """Return which of the cells give the inputs of a clause."""
    binder = _Binder(form)
    by_name = accepted_names(form)
    for cell in cells:
        found = by_name.get(unicodedata.normalize("NFC", cell.name))
        if found is not None:
            _put(binder, cell, *found)
    both = binder.cells.keys() & binder.members.keys()
    twice = [cell.name for path in both for cell in binder.members[path].values()]
    used = [*binder.cells.values(), *(c for some in binder.members.values() for c in some.values())]
    return Bound(
        binder.cells,
        binder.members,
        (*binder.twice, *twice),
        frozenset(cell.name for cell in used),
    )


def _put(binder: _Binder, cell: Cell, path: Path, member: str | int | None) -> None:
    if member is None:
        taken = path in binder.cells
        binder.cells.setdefault(path, cell)
    else:
        some = binder.members.setdefault(path, {})
        taken = member in some
        some.setdefault(member, cell)
    if taken:
        binder.twice.append(cell.name)


def accepted_names(form: Form) -> dict[str, tuple[Path, str | int | None]]:
    """Return every name of a column: the path of the leaf, and the member of its set or None."""
    found: dict[str, tuple[Path, str | int | None]] = {}
    for name, leaf in form.names.items():
        type_ = plain(leaf.type)
        if isinstance(type_, SetType):
            for member in type_.universe:
                found[f"{name}.{member}"] = (leaf.path, member)
    found.update({name: (leaf.path, None) for name, leaf in form.names.items()})
    return found


def plain(type_: Type) -> Type:
    """Return a type without its being optional."""
    return type_.inner if isinstance(type_, OptionalType) else type_


def member_leaves(leaf: Leaf) -> Iterator[tuple[str | int, Leaf]]:
    """Yield each member of a set as the leaf that a column of its own would be."""
    type_ = plain(leaf.type)
    assert isinstance(type_, SetType)
    for member in type_.universe:
        yield member, Leaf((*leaf.path, str(member)), BOOLEAN, leaf.label, leaf.default)
