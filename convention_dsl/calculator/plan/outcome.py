"""What an expression becomes: a value, why there may be none, the lines that explain it."""

from __future__ import annotations

from dataclasses import dataclass

from convention_dsl.calculator.plan.faults import NONE
from convention_dsl.calculator.plan.formula import Formula
from convention_dsl.calculator.plan.lines import Drafts
from convention_dsl.calculator.plan.values import Lowered, Number, Scalar


@dataclass(frozen=True, slots=True)
class Outcome:
    """A lowered expression. `value` means nothing where `fault` is not 0."""

    value: Lowered
    fault: Formula = NONE
    lines: Drafts = ()

    @property
    def number(self) -> Number:
        """The value, which is a number."""
        assert isinstance(self.value, Number), self.value
        return self.value

    @property
    def formula(self) -> Formula:
        """The value, which is a boolean, a day or an item."""
        assert isinstance(self.value, Scalar), self.value
        return self.value.formula
