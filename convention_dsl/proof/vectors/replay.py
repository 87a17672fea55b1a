"""What inputs reach, as the reference evaluator calculates the clause for them.

Nothing counts as covered but what is seen here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.arithmetic import round_to_step
from convention_dsl.core.depth import room
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import Environment, Evaluation, Key, hashable
from convention_dsl.core.meaning import MEANING
from convention_dsl.core.nodes import (
    Apply,
    ClauseRef,
    Expr,
    Multiset,
    Round,
    Row,
    Value,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.core.values import size
from convention_dsl.proof.vectors.goals import Goal
from convention_dsl.proof.vectors.watches import (
    SCALES,
    Alone,
    Common,
    Compared,
    Contents,
    Holding,
    Knowledge,
    Length,
    Listed,
    Passing,
    Reached,
    Rounding,
    Truth,
    Watch,
    Watches,
    holding,
    scaled,
)

Log = list[tuple[str, bool]]
"""The ids of goals, each with whether it settled the condition that it is a part of."""

_JOINED = (Operator.AND, Operator.OR)


@dataclass(frozen=True, slots=True)
class Seen:
    """The value of the clause and the goals reached (`!id`: where they settle their condition)."""

    value: Value
    goals: frozenset[str]


def replay(
    program: Program, ref: ClauseRef, arguments: Sequence[Value], watches: Watches
) -> Seen | None:
    """Return what a calculation reaches, None where it gives no value."""
    with room():
        evaluation = _Watched(program, watches)
        try:
            value = evaluation.clause(ref, arguments)
        except EvaluationError:
            return None
    goals = {goal for goal, _ in evaluation.log}
    return Seen(
        value, frozenset(goals | {f"!{goal}" for goal, settles in evaluation.log if settles})
    )


class _Watched(Evaluation):
    """The evaluator, telling what is reached."""

    def __init__(self, program: Program, watches: Watches) -> None:
        super().__init__(program, None)
        self.watches = watches
        self.log: Log = []
        self._ref: ClauseRef | None = None
        self._logs: dict[Key, Log] = {}

    def note(self, goal: Goal | None) -> None:
        """Note that a goal is reached."""
        if goal is not None:
            self.log.append((goal.id, True))

    # Clauses and rows ---------------------------------------------------------------------------

    def clause(self, ref: ClauseRef, arguments: Sequence[Value]) -> Value:
        self.note(self.watches.called.get(ref))
        key = (ref, tuple(map(hashable, arguments)))
        outer, self._ref, before, self.log = self._ref, ref, self.log, []
        try:
            if key in self._logs:
                value, self.log = super().clause(ref, arguments), self._logs[key]
            else:
                value = super().clause(ref, arguments)
                self._logs[key] = list(dict.fromkeys(self.log))
        finally:
            self._ref, self.log = outer, before + self.log
        return value

    def quietly(self, condition: Expr | None, env: Environment) -> bool:
        return condition is None or self.holds(condition, env)

    def row(self, row: Row, env: Environment) -> Value:
        self.note(self.watches.row(self._ref, row))
        return super().row(row, env)

    # Expressions --------------------------------------------------------------------------------

    def value(self, expr: Expr, env: Environment) -> Value:
        result = super().value(expr, env)
        for watch in self.watches.of(self._ref, expr):
            self._watch(watch, result, env)
        return result

    def _watch(self, watch: Watch, result: Value, env: Environment) -> None:
        match watch:
            case Reached():
                self.note(watch.goal)
            case Truth():
                self.note(watch.yes if result is True else watch.no)
            case Holding():
                self.log += [(holding(watch.row), True)] if result is True else []
            case Knowledge():
                self.note(watch.no if result is None else watch.yes)
            case Length():
                assert isinstance(result, tuple | Multiset)
                self.note((watch.empty, watch.one, watch.several)[min(size(result), 2)])
            case Contents():
                assert isinstance(result, frozenset)
                self.note(None if result else watch.empty)
                self._items(watch.members, result)
            case Passing():
                if result is True:
                    self._items(watch.members, {_item(env[watch.variable])})
            case Compared() | Alone() | Rounding() | Common() | Listed():
                pass  # noted where the arguments are known
            case _:
                assert_never(watch)

    def _items(
        self, goals: Mapping[str | int, Goal], items: frozenset[str | int] | set[str | int]
    ) -> None:
        for item, goal in goals.items():
            self.note(goal if item in items else None)

    def round(self, expr: Round, env: Environment) -> Value:
        before = self.number(expr.value, env)
        value = round_to_step(before, expr.step, expr.mode)
        for watch in self.watches.of(self._ref, expr):
            if isinstance(watch, Rounding):
                change = value - before
                self.note(watch.up if change > 0 else watch.down if change else watch.exact)
                self.note(watch.tie if abs(change) * 2 == expr.step else None)
        return value

    # Operators ----------------------------------------------------------------------------------

    def apply(self, expr: Apply, env: Environment) -> Value:
        if expr.operator in _JOINED:
            return self._joined(expr, env)
        watched = self.watches.of(self._ref, expr)
        if not any(isinstance(watch, Compared | Common | Listed) for watch in watched):
            return super().apply(expr, env)
        values = [self.value(argument, env) for argument in expr.arguments]
        result = MEANING[expr.operator](values, [argument.type for argument in expr.arguments])
        for watch in watched:
            match watch:
                case Compared():
                    self._compared(watch, values)
                case Common():
                    self._common(watch, values, result)
                case Listed():
                    self._items(watch.items, {_item(values[1])})
                case _:
                    pass
        return result

    def _compared(self, watch: Compared, values: Sequence[Value]) -> None:
        value, bound = values[::-1] if watch.flipped else values
        above = _distance(value, bound)
        if above == 0:
            self.note(watch.equal)
            return
        goal = watch.above if above > 0 else watch.below
        for rank, scale in enumerate(SCALES):
            if watch.step is None or scale is None or abs(above) <= watch.step * scale:
                self.log.append((scaled(goal.id, rank), True))

    def _common(self, watch: Common, values: Sequence[Value], both: Value) -> None:
        other = values[1 - watch.listed]
        assert isinstance(other, frozenset) and isinstance(both, frozenset)
        if len(both) == 1:
            self._items(watch.among, both)
        elif not both:
            self._items(watch.beside, other)

    def _joined(self, expr: Apply, env: Environment) -> Value:
        """Return whether all or one of some conditions hold, noting which of them settle that.

        Those that the evaluator does not look at are looked at aside, for this only.
        """
        stop = expr.operator is Operator.OR
        found: list[bool | None] = []
        spans: list[tuple[int, int]] = []
        for argument in expr.arguments:
            start = len(self.log)
            if stop in found:
                found.append(self._aside(argument, env))
            else:
                found.append(self.holds(argument, env))
            spans.append((start, len(self.log)))
        for number, (start, end) in enumerate(spans):
            others = (value for n, value in enumerate(found) if n != number)
            if any(value is not (not stop) for value in others):
                self.log[start:end] = [(goal, False) for goal, _ in self.log[start:end]]
            elif found[number] is stop:
                self._alone(expr, number)
        return stop if stop in found else not stop

    def _alone(self, expr: Apply, number: int) -> None:
        for watch in self.watches.of(self._ref, expr):
            if isinstance(watch, Alone):
                self.note(watch.goals[number])

    def _aside(self, condition: Expr, env: Environment) -> bool | None:
        """Return whether a condition holds, noting nothing; None where it has no value."""
        before, self.log = self.log, []
        try:
            return self.holds(condition, env)
        except EvaluationError:
            return None
        finally:
            self.log = before


def _item(value: Value) -> str | int:
    """Return an element as it stands in a set."""
    return int(value) if isinstance(value, Fraction) else str(value)


def _distance(value: Value, bound: Value) -> Fraction:
    """Return how far a number or a day is above another."""
    if isinstance(value, date) and isinstance(bound, date):
        return Fraction((value - bound).days)
    assert isinstance(value, Fraction) and isinstance(bound, Fraction)
    return value - bound
