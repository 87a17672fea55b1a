"""The leaves of a clause's inputs with the cells that give them, or what stands in for a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from sqlglot import exp

from convention_dsl.core.nodes import Value
from convention_dsl.inputs.form import MISSING, Form, Group, Leaf, Many, Maybe, Missing, Shape
from convention_dsl.inputs.form import leaves as leaves_of
from convention_dsl.simulation.binding import Bound, Path, member_leaves
from convention_dsl.simulation.cell import Cell, Habits
from convention_dsl.simulation.expressions import FALSE, E, either, is_null, negation
from convention_dsl.simulation.texts import stripped
from convention_dsl.types import SetType


@dataclass(frozen=True)
class Slot:
    """A leaf in the input.

    `given` says whether the optional record (or the element of a list) around it is there, None
    where it always is. `instead` are the records around it that have a default of their own: when
    every cell of the record is empty, the leaf has its value there.
    """

    leaf: Leaf
    cell: Cell | None
    members: Mapping[str | int, Cell]
    default: Value | Missing
    given: E | None = None
    instead: tuple[tuple[E, Value], ...] = ()

    @property
    def is_absent(self) -> bool:
        """Whether no column of the input gives it."""
        return self.cell is None and not self.members


@dataclass(frozen=True)
class Slots:
    """The leaves of a form in an input; `maybes` says whether an optional record is there."""

    leaves: Mapping[Path, Slot]
    maybes: Mapping[Path, E]
    elements: Mapping[Path, E]
    """For each list, whether a row has an element."""
    missing: tuple[Leaf, ...]
    """What needs a column and has none."""


@dataclass
class _Filler:
    bound: Bound
    habits: Habits
    leaves: dict[Path, Slot] = field(default_factory=dict)
    maybes: dict[Path, E] = field(default_factory=dict)
    elements: dict[Path, E] = field(default_factory=dict)
    missing: list[Leaf] = field(default_factory=list)


@dataclass(frozen=True)
class _Around:
    """What stands around a shape."""

    given: E | None = None
    instead: tuple[tuple[E, Value], ...] = ()
    default: Value | Missing = MISSING
    """The value of a record around it that no column gives and that has a default."""
    is_asked: bool = True
    """Whether a leaf without a column is missing (not in an optional record without columns)."""


def fill(form: Form, bound: Bound, habits: Habits) -> Slots:
    """Return the leaves of a form with their cells."""
    filler = _Filler(bound, habits)
    for shape in form.inputs:
        _shape(filler, shape, _Around())
    return Slots(filler.leaves, filler.maybes, filler.elements, tuple(filler.missing))


def _shape(filler: _Filler, shape: Shape, around: _Around) -> None:
    match shape:
        case Leaf():
            _leaf(filler, shape, around)
        case Group():
            _group(filler, shape, around)
        case Maybe():
            given = _any_given(filler, shape.inner)
            filler.maybes[shape.path] = _maybe_default(around, given)
            inner = replace(around, given=given, is_asked=around.is_asked and given != FALSE)
            _shape(filler, shape.inner, replace(inner, default=_known(around.default)))
        case Many():
            given = _any_given(filler, shape.element)
            filler.elements[shape.path] = given
            _shape(filler, shape.element, _Around(given))
        case _:
            assert_never(shape)


def _known(default: Value | Missing) -> Value | Missing:
    """Return a default inside an optional record: nothing where that record is unknown."""
    return MISSING if default is None else default


def _maybe_default(around: _Around, given: E) -> E:
    if around.default is MISSING:
        return given
    return exp.false() if around.default is None else exp.true()


def _group(filler: _Filler, group: Group, around: _Around) -> None:
    own = group.default if around.default is MISSING else around.default
    given = FALSE if isinstance(own, Missing) else _any_given(filler, group)
    if isinstance(own, Missing):
        pass
    elif given == FALSE:
        around = replace(around, default=own)
    elif around.given is not None:
        around = replace(around, instead=(*around.instead, (negation(given), own)))
    for name, part in group.parts:
        inside = replace(
            around,
            default=_part(around.default, name),
            instead=tuple((empty, _of(value, name)) for empty, value in around.instead),
        )
        _shape(filler, part, inside)


def _part(default: Value | Missing, name: str) -> Value | Missing:
    return default if isinstance(default, Missing) else _of(default, name)


def _of(value: Value, name: str) -> Value:
    return value[name] if isinstance(value, dict) else None


def _leaf(filler: _Filler, leaf: Leaf, around: _Around) -> None:
    cell = filler.bound.cells.get(leaf.path)
    members = {} if cell else filler.bound.members.get(leaf.path, {})
    default = leaf.default if around.default is MISSING else around.default
    type_ = leaf.type
    if default is MISSING and (cell or around.given is not None) and isinstance(type_, SetType):
        default = frozenset()
    slot = Slot(leaf, cell, members, default, around.given, around.instead)
    filler.leaves[leaf.path] = slot
    if slot.is_absent and around.is_asked and leaf.default is MISSING is around.default:
        filler.missing.append(leaf)
    if members:
        others = dict(member_leaves(leaf))
        filler.missing += [others[each] for each in others if each not in members]


# Which cells are empty --------------------------------------------------------------------------


def bare(cell: Cell, habits: Habits) -> E:
    """Return a cell's value, NULL where it is empty: a text without blanks around it."""
    is_text = cell.type.this in exp.DataType.TEXT_TYPES
    return stripped(cell, habits) if is_text else cell.value


def is_blank(cell: Cell, habits: Habits) -> E:
    """Return whether a cell is empty; never NULL."""
    return is_null(bare(cell, habits))


def _any_given(filler: _Filler, shape: Shape) -> E:
    """Return whether some cell of a shape is not empty; FALSE where it has no columns."""
    return either(*(negation(is_blank(cell, filler.habits)) for cell in _cells(filler, shape)))


def _cells(filler: _Filler, shape: Shape) -> Sequence[Cell]:
    found: list[Cell] = []
    for leaf in leaves_of(shape):
        cell = filler.bound.cells.get(leaf.path)
        found += [cell] if cell else filler.bound.members.get(leaf.path, {}).values()
    return found
