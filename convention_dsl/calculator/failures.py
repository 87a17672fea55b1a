"""Which expressions may have no value: their order of evaluation must not change."""

from __future__ import annotations

from typing import assert_never

from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.ranges import is_within, part_slots
from convention_dsl.core.traverse import children
from convention_dsl.types import DateType, NumberType


class Failures:
    """Tells, cautiously, whether evaluating an expression of `program` may raise an error."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[int, tuple[Expr, bool]] = {}

    def may_fail(self, expr: Expr) -> bool:
        """Return False only where `expr` has a value for all values of its variables."""
        found = self._known.get(id(expr))
        if found is None:
            found = (expr, self._may_fail(expr))
            self._known[id(expr)] = found  # keeps `expr` alive, so that its id stays its own
        return found[1]

    def settle(self, expr: Cases, *, exclusive_and_complete: bool) -> None:
        """Record what the decision tree of some cases has established about their guards."""
        values = (row.value for row in expr.rows)
        rest = (expr.otherwise,) if expr.otherwise else ()
        parts = (*values, *rest)
        fails = not exclusive_and_complete or any(self.may_fail(part) for part in parts)
        self._known[id(expr)] = (expr, fails)

    def _may_fail(self, expr: Expr) -> bool:
        return self._fails_itself(expr) or any(self.may_fail(part) for part in children(expr))

    def _fails_itself(self, expr: Expr) -> bool:
        match expr:
            case ParameterRef():
                id_ = parameter_id(expr.book, expr.name, expr.pin)
                return self._program.parameters[id_].value is None
            case Apply():
                return _operator_may_fail(expr)
            case Cases():
                return expr.otherwise is None or len(expr.rows) > 1
            case Call():
                clause = self._program.clauses[expr.clause]
                pairs = zip(expr.arguments, clause.inputs, strict=True)
                fits = all(is_within(argument.type, binding.type) for argument, binding in pairs)
                return not fits or self.may_fail(clause.body)
            case Construct():
                slots = part_slots(expr.type, len(expr.parts))
                pairs_ = zip(expr.parts, slots, strict=True)
                return not all(is_within(part.type, type_) for part, (_, type_) in pairs_)
            case Literal() | Variable() | Field() | If() | Let() | Total() | Aggregate() | Round():
                return False
            case Dated():
                return True
            case _:
                assert_never(expr)


def _operator_may_fail(expr: Apply) -> bool:
    match expr.operator:
        case Operator.DIVIDE:
            divisor = expr.arguments[1].type
            return not isinstance(divisor, NumberType) or holds_zero(divisor)
        case Operator.ADD_DURATION:
            type_ = expr.type
            return not isinstance(type_, DateType) or None in (type_.low, type_.high)
        case _:
            return False


def holds_zero(number: NumberType) -> bool:
    """Return whether zero is in the range of `number`."""
    return not (
        (number.low is not None and number.low > 0) or (number.high is not None and number.high < 0)
    )
