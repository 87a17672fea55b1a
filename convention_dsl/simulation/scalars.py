"""The columns of a plan over the cells of an input, and what may be wrong with the cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never, cast

from sqlglot import exp

from convention_dsl.calculator.plan.formula import BOOL, BoolKind, DateKind, IntKind, ItemKind
from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.form import MISSING
from convention_dsl.simulation import natives, reasons, sets, texts
from convention_dsl.simulation.binding import plain
from convention_dsl.simulation.bounds import within
from convention_dsl.simulation.cell import Cell, Decoded, Habits
from convention_dsl.simulation.expressions import (
    FALSE,
    NULL,
    TRUE,
    E,
    as_text,
    bigint,
    both,
    case,
    coalesce,
    day,
    differ,
    negation,
    own,
    text,
)
from convention_dsl.simulation.reading import Check
from convention_dsl.simulation.slots import Slot, is_blank
from convention_dsl.types import BOOLEAN, OptionalType, SetType, Type

NO_TEXT = exp.cast(exp.null(), exp.DType.VARCHAR)


@dataclass(frozen=True)
class Mistyped:
    """A column whose type in the input never says what is asked for."""

    cell: Cell
    type: Type


@dataclass
class Reader:
    """Makes the columns of one plan; gathers checks and what is mistyped.

    With `is_grouped`, columns are aggregates over the rows of a calculation, of which each says
    the same or nothing.
    """

    habits: Habits
    is_grouped: bool = False
    checks: list[Check] = field(default_factory=list)
    group_checks: list[Check] = field(default_factory=list)
    mistyped: list[Mistyped] = field(default_factory=list)
    _sets: dict[tuple[str, SetType], sets.Members | None] = field(default_factory=dict)
    _checked: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    """The cells whose checks are made, with the leaf that they give."""

    def scalar(self, slot: Slot, target: Column) -> E:
        """Return a column of the plan."""
        match target.role:
            case Role.VALUE:
                return self._value(slot, target)
            case Role.KNOWN:
                return self._known(slot)
            case Role.MEMBER:
                return self._member(slot, target)
            case _:
                assert_never(target.role)

    # Values

    def _value(self, slot: Slot, target: Column) -> E:
        if slot.cell is None:
            return self._stand_in(slot, target)
        type_ = plain(slot.leaf.type)
        decoded = self._decoded(slot.cell, target, type_)
        if decoded is None:
            self.mistyped.append(Mistyped(slot.cell, type_))
            return NULL
        return self._whole(slot, slot.cell, target, decoded, type_)

    def _decoded(self, cell: Cell, target: Column, type_: Type) -> Decoded | None:
        target = within(target)
        if cell.type.this in exp.DataType.TEXT_TYPES:
            return texts.decode(cell, target, type_, self.habits)
        return natives.decode(cell, target, type_, self.habits)

    def _whole(self, slot: Slot, cell: Cell, target: Column, decoded: Decoded, type_: Type) -> E:
        """Check what was decoded, and put in what stands for an empty cell."""
        self._check(slot, cell, decoded, type_)
        value = self._one(cell, decoded.value)
        if slot.default is MISSING and slot.given is None:
            return value
        return coalesce(value, self._stand_in(slot, target))

    def _one(self, cell: Cell, value: E) -> E:
        """Return the value of the rows of a calculation; the row's own where each is one."""
        if not self.is_grouped:
            return value
        least, most = exp.Min(this=value.copy()), exp.Max(this=value.copy())
        unlike = coalesce(differ(least, most), FALSE)
        shown = exp.Max(this=as_text(cell.value))
        self.group_checks.append(Check(cell.name, reasons.NOT_CONSTANT, unlike, shown))
        return most

    def _all(self, condition: E) -> E:
        if not self.is_grouped or condition in (TRUE, FALSE):
            return condition
        return exp.LogicalAnd(this=condition.copy())

    def any_row(self, condition: E) -> E:
        """Return whether a condition holds in some row of a calculation."""
        if not self.is_grouped or condition in (TRUE, FALSE):
            return condition
        return exp.LogicalOr(this=condition.copy())

    def _stand_in(self, slot: Slot, target: Column) -> E:
        """Return what an empty cell stands for; any value where there is none."""
        own = constant(slot.default, target)
        chosen = [(self._all(empty), constant(value, target)) for empty, value in slot.instead]
        return case(chosen, own)

    # Optional values and sets

    def _known(self, slot: Slot) -> E:
        by_default = exp.true() if slot.default not in (None, MISSING) else exp.false()
        if slot.cell is None and not slot.members:
            known: E = by_default
        else:
            cell = slot.cell or next(iter(slot.members.values()))
            blank = is_blank(cell, self.habits)
            unknown = self._says_unknown(slot, cell)
            told = self.any_row(both(negation(blank), negation(unknown)))
            known = told if by_default == FALSE else case([(self._all(blank), TRUE)], told)
        return known if slot.given is None else both(self.any_row(slot.given), known)

    def _says_unknown(self, slot: Slot, cell: Cell) -> E:
        is_optional = isinstance(slot.leaf.type, OptionalType)
        is_text = cell.type.this in exp.DataType.TEXT_TYPES
        return texts.says_unknown(cell) if is_optional and is_text else FALSE

    def _member(self, slot: Slot, target: Column) -> E:
        type_ = plain(slot.leaf.type)
        assert isinstance(type_, SetType)
        assert target.member is not None
        if target.member in slot.members:
            cell = slot.members[target.member]
            alone = Column(target.name, target.path, BOOL, BOOLEAN)
            decoded, read_as = self._decoded(cell, alone, BOOLEAN), cast(Type, BOOLEAN)
        elif slot.cell is not None:
            cell, read_as = slot.cell, type_
            found = self._members(cell, type_)
            decoded = None if found is None else found.has(target.member)
        else:
            return self._stand_in(slot, target)
        if decoded is None:
            self.mistyped.append(Mistyped(cell, read_as))
            return NULL
        return self._whole(slot, cell, target, decoded, read_as)

    def _members(self, cell: Cell, type_: SetType) -> sets.Members | None:
        """Return the set of a cell, read once for all of its members."""
        key = (cell.name, type_)
        if key not in self._sets:
            self._sets[key] = sets.members(cell, type_, self.habits)
        return self._sets[key]

    # Checks

    def _check(self, slot: Slot, cell: Cell, decoded: Decoded, type_: Type) -> None:
        if (cell.name, slot.leaf.path) in self._checked:
            return
        self._checked.add((cell.name, slot.leaf.path))
        sure = negation(self._says_unknown(slot, cell))
        if slot.default is MISSING:
            self._missing(slot, cell, decoded.blank, type_)
        for defect in decoded.defects:
            self._add(cell, defect.reason, both(defect.holds, sure))

    def _missing(self, slot: Slot, cell: Cell, blank: E, type_: Type) -> None:
        there = TRUE if slot.given is None else slot.given
        no_other = [negation(self._all(empty)) for empty, _ in slot.instead]
        holds = both(self.any_row(there), self._all(blank), *no_other)
        reason = reasons.missing(type_)
        if self.is_grouped:
            self.group_checks.append(Check(cell.name, reason, holds, NO_TEXT))
        else:
            self._add(cell, reason, holds)

    def _add(self, cell: Cell, reason: Wording, holds: E) -> None:
        if holds != FALSE:
            self.checks.append(Check(cell.name, reason, own(holds), as_text(cell.value)))


def constant(value: object, target: Column) -> E:
    """Return a fixed value as a column of a plan; any value of its kind for none."""
    is_given = value is not None and value is not MISSING
    if target.role is Role.MEMBER:
        members = value if isinstance(value, frozenset) else ()
        return exp.true() if target.member in members else exp.false()
    match target.kind:
        case BoolKind():
            return exp.true() if value is True else exp.false()
        case IntKind(low):
            if not is_given:
                return bigint(low)
            assert isinstance(value, int | Fraction)
            return bigint(int(value * target.scale))
        case DateKind(low=first):
            return day(value if isinstance(value, date) else first)
        case ItemKind(enum):
            return text(value if isinstance(value, str) else enum.items[0])
        case _:
            assert_never(target.kind)
