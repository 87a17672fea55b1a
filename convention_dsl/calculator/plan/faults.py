"""Why a value may be missing, as integers: 0 where there is one, else 1 + a place in a table."""

from __future__ import annotations

from convention_dsl.calculator.plan.construct import choose, equal, integer
from convention_dsl.calculator.plan.formula import Const, Formula
from convention_dsl.calculator.plan.plan import Fault
from convention_dsl.core.errors import ErrorKind
from convention_dsl.source import Span

NONE = integer(0)


class Faults:
    """The faults of a plan, each kind at each place once."""

    def __init__(self) -> None:
        self.table: list[Fault] = []
        self._numbers: dict[tuple[ErrorKind, str, int, int], int] = {}

    def at(self, kind: ErrorKind, span: Span) -> Formula:
        """Return the fault of a kind at a place."""
        key = (kind, span.path, span.start, span.end)
        if key not in self._numbers:
            self.table.append(Fault(kind, span))
            self._numbers[key] = len(self.table)
        return integer(self._numbers[key])


def first(*faults: Formula) -> Formula:
    """Return the first of several faults, in the order of evaluation."""
    result: Formula = NONE
    for fault in reversed(faults):
        if fault in (NONE, result):
            continue
        result = fault if result == NONE else _either(fault, result)
    return result


def _either(fault: Formula, later: Formula) -> Formula:
    if isinstance(fault, Const):  # a fault that is always there
        return fault
    return choose([(equal(fault, NONE), later)], fault)


def when(condition: Formula, fault: Formula) -> Formula:
    """Return a fault that there is only where a condition holds."""
    return choose([(condition, fault)], NONE)
