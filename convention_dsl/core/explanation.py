"""Explanations: which clauses, rows, terms, parameters and roundings made a value.

The evaluator tells a `Tracer` when it enters and leaves each of them; `Recorder` keeps them as a
tree of `Step`s, the raw material of a payslip.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from convention_dsl.core.nodes import Value
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import Type


class StepKind(StrEnum):
    """What a step of an explanation is about."""

    CLAUSE = "clause"
    """A clause was calculated; its inputs are in `inputs`."""
    ROW = "row"
    """A row of a grid applied."""
    CASE = "case"
    """A case applied."""
    EXCEPTION = "exception"
    """An exception applied."""
    OTHERWISE = "otherwise"
    """No case applied: the value of the `otherwise`."""
    GENERAL_RULE = "general-rule"
    """No exception applied: the clause's own value."""
    CONDITION = "condition"
    """A condition that the text labels was met or not: the step's value says which."""
    TERM = "term"
    """A term of a total counted."""
    ELEMENT = "element"
    """An element counted in an aggregate; its name is the label (empty for a record)."""
    PARAMETER = "parameter"
    """A parameter was read."""
    ROUNDING = "rounding"
    """A value was rounded; what it was is in `before`."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a step is about: `id` is that of the clause, row, term or parameter (may be empty)."""

    kind: StepKind
    id: str
    label: str = ""
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, compare=False)
    inputs: tuple[tuple[str, Type, Value], ...] = ()
    before: Value = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step with the value it gave, its type, and the steps inside it, in order."""

    head: Head
    type: Type
    value: Value
    children: tuple[Step, ...] = ()

    @property
    def kind(self) -> StepKind:
        """What the step is about."""
        return self.head.kind


class Tracer(Protocol):
    """What the evaluator tells as it goes."""

    def enter(self) -> None:
        """Note that a step begins."""

    def leave(self, head: Head, type_: Type, value: Value) -> None:
        """Note that the step begun last has given `value`."""


class Recorder:
    """A tracer that keeps the tree; `steps` are the outermost ones once evaluation is over."""

    def __init__(self) -> None:
        self._open: list[list[Step]] = [[]]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The outermost steps so far."""
        return tuple(self._open[0])

    def enter(self) -> None:
        """Begin a step."""
        self._open.append([])

    def leave(self, head: Head, type_: Type, value: Value) -> None:
        """End the step begun last."""
        children = tuple(self._open.pop())
        self._open[-1].append(Step(head, type_, value, children))
