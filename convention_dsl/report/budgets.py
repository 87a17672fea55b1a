"""Identities between budget lines: the lines of each side, with their intervals and sources."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core.nodes import Apply, Expr, ParameterRef
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Parameter, Program, PropertyDef, parameter_id
from convention_dsl.report.margins import comparisons
from convention_dsl.types import NumberType


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A figure of an identity: `low` and `high` are what it may become where it is open."""

    parameter: Parameter
    value: Fraction
    low: Fraction
    high: Fraction

    @property
    def label(self) -> str:
        """What people call it."""
        return self.parameter.definition.label or self.parameter.definition.name

    @property
    def year(self) -> int | None:
        """The year that it is about."""
        return self.parameter.definition.year


@dataclass(frozen=True, slots=True)
class BudgetSide:
    """A side of an identity: a sum of lines."""

    lines: tuple[BudgetLine, ...]

    @property
    def value(self) -> Fraction:
        """The sum at the values of the text."""
        return sum((line.value for line in self.lines), Fraction(0))

    @property
    def low(self) -> Fraction:
        """The least that the sum may become."""
        return sum((line.low for line in self.lines), Fraction(0))

    @property
    def high(self) -> Fraction:
        """The most that the sum may become."""
        return sum((line.high for line in self.lines), Fraction(0))

    @property
    def years(self) -> frozenset[int | None]:
        """The years that the lines are about."""
        return frozenset(line.year for line in self.lines)


@dataclass(frozen=True, slots=True)
class Identity:
    """A claim that compares sums of figures."""

    operator: Operator
    left: BudgetSide
    right: BudgetSide
    type: NumberType


def identity_of(program: Program, definition: PropertyDef) -> Identity | None:
    """Return the sums that a property without inputs compares; None where it is something else."""
    if definition.inputs or definition.threshold is not None:
        return None
    found = list(comparisons(definition.claim))
    if len(found) != 1:
        return None
    (only,) = found
    left, right = (_lines(program, side) for side in (only.left, only.right))
    if not left or not right or len(left) + len(right) < 3:
        return None
    return Identity(only.operator, BudgetSide(left), BudgetSide(right), only.type)


def _lines(program: Program, side: Expr) -> tuple[BudgetLine, ...] | None:
    match side:
        case ParameterRef():
            line = _line(program.parameters[parameter_id(side.book, side.name, side.pin)])
            return None if line is None else (line,)
        case Apply(operator=Operator.ADD, arguments=(first, second)):
            one, two = _lines(program, first), _lines(program, second)
            return None if one is None or two is None else one + two
        case _:
            return None


def _line(parameter: Parameter) -> BudgetLine | None:
    if not isinstance(parameter.value, Fraction):
        return None
    low = high = parameter.value
    bounds = parameter.definition.open_range
    if bounds is not None:
        low = bounds.low if bounds.low is not None else low
        high = bounds.high if bounds.high is not None else high
    return BudgetLine(parameter, parameter.value, low, high)
