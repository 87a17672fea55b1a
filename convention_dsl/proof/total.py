"""Which cases are known beforehand to be exclusive and complete: the encoding is then shorter.

Boxes over-approximate what can occur: where they show no hole and no meeting there is none.
"""

from __future__ import annotations

from convention_dsl.core.nodes import Cases, Expr, Literal, ParameterRef, Value
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.proof.boxes import Box, TooComplex, hole, meetings
from convention_dsl.proof.guards import Axes
from convention_dsl.proof.paths import applying


class TotalCases:
    """Remembers, for the cases of one program, whether exactly one of them always applies."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._known: dict[tuple[int, frozenset[str]], tuple[Cases, bool]] = {}

    def is_total(self, cases: Cases, open_parameters: frozenset[str]) -> bool:
        """Return whether exactly one row applies (or none, where there is an `otherwise`).

        False where this simple method does not show it.
        """
        key = (id(cases), open_parameters)
        if key not in self._known:
            try:
                found = self._decide(cases, open_parameters)
            except (TooComplex, LookupError):
                found = False
            self._known[key] = (cases, found)
        return self._known[key][1]

    def _decide(self, cases: Cases, open_parameters: frozenset[str]) -> bool:
        def constant(expr: Expr) -> Value:
            return self._constant(expr, open_parameters)

        axes = Axes(constant, {})
        conditions = [axes.read(guard) for guard in applying(cases.rows)]
        space = axes.space()
        boxes: list[Box] = []
        owners: list[int] = []
        for number, condition in enumerate(conditions):
            region = axes.region(space, condition)
            boxes.extend(region)
            owners.extend([number] * len(region))
        if any(owners[one] != owners[two] for one, two in meetings(space, boxes)):
            return False
        if cases.otherwise is not None:
            return not any(row.prevails_over for row in cases.rows)
        return hole(space, {}, boxes, disjoint=True) is None

    def _constant(self, expr: Expr, open_parameters: frozenset[str]) -> Value:
        match expr:
            case Literal():
                return expr.value
            case ParameterRef():
                id_ = parameter_id(expr.book, expr.name, expr.pin)
                value = self.program.parameters[id_].value
                if value is None or id_ in open_parameters:
                    raise LookupError(expr)
                return value
            case _:
                raise LookupError(expr)
