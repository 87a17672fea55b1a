"""Why a goal has no vector: what the types of the inputs exclude is said in their terms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Apply, Expr, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.question import parts
from convention_dsl.proof.vectors.goals import Found, Goal, Kind, Status, Why
from convention_dsl.proof.vectors.search import Search
from convention_dsl.proof.vectors.steps import is_constant
from convention_dsl.types import DateType, NumberType

_SIDES = (Kind.BELOW, Kind.EQUAL, Kind.ABOVE)


class Reasons:
    """Says what is known of the goals of one search."""

    def __init__(self, program: Program, search: Search) -> None:
        self.program = program
        self.search = search
        self._unreached = self._places_unreached()

    def _places_unreached(self) -> frozenset[str]:
        """Return the places of several outcomes of which none is reached, as was proved."""
        outcomes: dict[str, list[Goal]] = {}
        for goal in self.search.watches.goals.values():
            outcomes.setdefault(goal.place, []).append(goal)
        return frozenset(
            place
            for place, goals in outcomes.items()
            if len(goals) > 1 and all(self._why(goal) is Why.NEVER for goal in goals)
        )

    def _why(self, goal: Goal) -> Why | None:
        if self.search.reached_as(goal) is not None:
            return None
        return self.search.missed.get(goal.id, Why.TIME)

    def found(self, goal: Goal) -> Found:
        """Return what is known of `goal`."""
        why = self._why(goal)
        if why is None:
            return Found(self.search.settled(goal), Status.COVERED)
        if why is not Why.NEVER:
            return Found(goal, Status.UNKNOWN, why)
        if self._is_in_dead_clause(goal) or goal.place in self._unreached:
            return Found(goal, Status.UNREACHABLE, Why.UNREACHED)
        if goal.id in self.search.silenced:
            return Found(goal, Status.UNREACHABLE, Why.SILENCED)
        bound = self._out_of_range(goal)
        if bound is not None:
            return Found(goal, Status.UNREACHABLE, Why.RANGE, bound)
        return Found(goal, Status.UNREACHABLE, Why.NEVER)

    def _is_in_dead_clause(self, goal: Goal) -> bool:
        called = self.search.watches.called.get(goal.clause)
        return called is not None and called is not goal and self._why(called) is Why.NEVER

    def _out_of_range(self, goal: Goal) -> tuple[Expr, str] | None:
        """Return the comparison that a type excludes, and the side on which its value never is."""
        guard = self.search.watches.guards.get(goal.id)
        if guard is None:
            return self._excluded(goal.expr, goal.kind)
        found = (self._excluded(part, Kind.TRUE) for part in parts(guard))
        return next((each for each in found if each is not None), None)

    def _excluded(self, expr: Expr, kind: Kind) -> tuple[Expr, str] | None:
        if not isinstance(expr, Apply) or len(expr.arguments) != 2:
            return None
        left, right = expr.arguments
        value, bound = (right, left) if is_constant(left) else (left, right)
        number = _as_number(self._constant(bound))
        ends = _ends(value)
        if number is None or ends is None:
            return None
        low, high = ends
        possible = {
            Kind.BELOW: low is None or low < number,
            Kind.ABOVE: high is None or number < high,
            Kind.EQUAL: (low is None or low <= number) and (high is None or number <= high),
        }
        kinds = _sides(expr.operator, kind, flipped=value is right)
        return None if any(possible[each] for each in kinds) else (expr, kinds[0].value)

    def _constant(self, expr: Expr) -> Value:
        if not is_constant(expr):
            return None
        try:
            return evaluate(self.program, expr, {})
        except EvaluationError:
            return None


def _sides(operator: Operator, kind: Kind, *, flipped: bool) -> tuple[Kind, ...]:
    """Return the sides of the bound on which a value is where a comparison has that outcome."""
    first, last = (Kind.ABOVE, Kind.BELOW) if flipped else (Kind.BELOW, Kind.ABOVE)
    holding = {
        Operator.LESS: (first,),
        Operator.LESS_EQUAL: (first, Kind.EQUAL),
        Operator.EQUAL: (Kind.EQUAL,),
    }.get(operator, _SIDES)
    match kind:
        case Kind.BELOW | Kind.EQUAL | Kind.ABOVE:
            return (kind,)
        case Kind.TRUE | Kind.THEN | Kind.PRESENT:
            return holding
        case Kind.FALSE | Kind.ELSE | Kind.ABSENT:
            return tuple(side for side in (last, first, Kind.EQUAL) if side not in holding)
        case _:
            return _SIDES


def _as_number(value: Value) -> Fraction | None:
    if isinstance(value, Fraction):
        return value
    return Fraction(value.toordinal()) if isinstance(value, date) else None


def _ends(expr: Expr) -> tuple[Fraction | None, Fraction | None] | None:
    match expr.type:
        case NumberType(low=low, high=high):
            return low, high
        case DateType(low=first, high=last):
            days = (None if day is None else Fraction(day.toordinal()) for day in (first, last))
            low_day, high_day = days
            return low_day, high_day
        case _:
            return None
