"""The encoding of a clause that also says where each of its goals is reached.

Every clause that is calculated with the same arguments is encoded once; a boolean says whether some
call of it is reached, so that a place deep inside is reached where the path to it is, and the call
of the clause that holds it. Two things are noted of each goal: where it is reached, and where it
moreover settles the whole condition that it is a part of (other parts of `and` and `or` do not).

Unlike the prover, all rows are encoded, those too that a known item rules out: that they do not
apply is a goal of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import (
    Apply,
    Cases,
    ClauseRef,
    Expr,
    ParameterRef,
    Round,
    Row,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof import encode_numbers as numbers
from convention_dsl.proof import encode_values as values
from convention_dsl.proof import smt
from convention_dsl.proof.dispatch import Dispatch
from convention_dsl.proof.encode import Encoder, Environment
from convention_dsl.proof.encode_literals import literal
from convention_dsl.proof.encode_operators import ENCODING
from convention_dsl.proof.encode_rounding import rounded
from convention_dsl.proof.encode_values import as_bool, as_kind, as_maybe
from convention_dsl.proof.inputs import Inputs
from convention_dsl.proof.smt import Bool
from convention_dsl.proof.symbolic import (
    Day,
    Flags,
    Item,
    Number,
    Symbolic,
    Written,
    constant,
)
from convention_dsl.proof.trail import NO_TRAIL
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
from convention_dsl.types import NumberType, RecordType

_WATCHED = frozenset(
    {
        Operator.LESS,
        Operator.LESS_EQUAL,
        Operator.EQUAL,
        Operator.MINIMUM,
        Operator.MAXIMUM,
        Operator.INTERSECTION,
        Operator.CONTAINS,
    }
)


class EveryRow(Dispatch):
    """Leaves no row out."""

    def possible(self, cases: Cases, _env: Mapping[str, Symbolic]) -> Sequence[Row]:
        """Return all rows of `cases`."""
        return cases.rows


@dataclass(slots=True)
class _Event:
    """Something that happens at a place: a goal, or a call (the number of an instance)."""

    what: str | int
    where: Bool
    settles: Bool


@dataclass(frozen=True, slots=True)
class _Instance:
    """A clause with given arguments: whether it is called, and whether the call settles something.

    Both are constants of the script.
    """

    reached: str
    settles: str


class Probe(Encoder):
    """Encodes clauses, noting where goals are reached; `conditions` gives the result."""

    def __init__(
        self,
        program: Program,
        inputs: Inputs,
        parameter: Callable[[ParameterRef], Symbolic],
        is_total: Callable[[Cases], bool],
        watches: Watches,
    ) -> None:
        super().__init__(program, inputs, parameter, is_total, NO_TRAIL)
        self._dispatch = EveryRow()
        self.watches = watches
        self._events: list[_Event] = []
        self._instances: dict[tuple[ClauseRef, tuple[Symbolic, ...]], int] = {}
        self._known: list[_Instance] = []
        self._here: _Instance | None = None
        self.is_muted = False
        self.elements: list[tuple[Symbolic, RecordType]] = []
        """Records that stand for any element of a list; their rules are to be required."""

    def conditions(self) -> dict[str, Bool]:
        """Return where each goal is reached, by its id (`!id`: and settles its condition).

        To be called once everything is encoded: calls are tied to their instances.
        """
        found: dict[str, list[Bool]] = {}
        calls: list[tuple[list[Bool], list[Bool]]] = [([], []) for _ in self._known]
        for event in self._events:
            if isinstance(event.what, int):
                calls[event.what][0].append(event.where)
                calls[event.what][1].append(event.settles)
            else:
                found.setdefault(event.what, []).append(event.where)
                found.setdefault(f"!{event.what}", []).append(event.settles)
        for instance, (where, settles) in zip(self._known, calls, strict=True):
            self.script.require(smt.same(instance.reached, smt.disjunction(where)))
            self.script.require(smt.same(instance.settles, smt.disjunction(settles)))
        return {goal: smt.disjunction(where) for goal, where in found.items()}

    # Noting -------------------------------------------------------------------------------------

    def note(self, goal: Goal, outcome: Bool) -> None:
        """Note that `goal` is reached where `outcome` holds on the path to here."""
        self._event(goal.id, outcome)

    def _event(self, what: str | int, outcome: Bool) -> None:
        path = False if self.is_muted else smt.conjunction((*self.frame.path, outcome))
        if path is False:
            return
        path = self.script.boolean(path)
        if self._here is None:
            self._events.append(_Event(what, path, path))
            return
        where = self.script.boolean(smt.conjunction((self._here.reached, path)))
        settles = self.script.boolean(smt.conjunction((self._here.settles, path)))
        self._events.append(_Event(what, where, settles))

    def _mask(self, start: int, end: int, unless: Bool) -> None:
        """Say of the events from one to another that they settle nothing but where `unless`."""
        for event in self._events[start:end]:
            event.settles = self.script.boolean(smt.conjunction((event.settles, unless)))

    # Clauses ------------------------------------------------------------------------------------

    def clause(self, ref: ClauseRef, arguments: tuple[Symbolic, ...]) -> tuple[Symbolic, Bool]:
        """Return the value of a clause, and where it has none; note that it is called."""
        key = (ref, arguments)
        number = self._instances.get(key)
        if number is None:
            number = self._instances[key] = len(self._known)
            names = (self.script.fresh("Bool", hint) for hint in ("r", "s"))
            instance = _Instance(*names)
            self._known.append(instance)
            outer, self._here = self._here, instance
            found = super().clause(ref, arguments)
            self._here = outer
        else:
            found = self._calls[key]
        self._event(number, True)
        called = self.watches.called.get(ref)
        if called is not None:
            self.note(called, True)
        return found

    # Expressions --------------------------------------------------------------------------------

    def value(self, expr: Expr, env: Environment) -> Symbolic:
        """Return the symbolic value of an expression, noting what is watched there."""
        return self.watched(expr, super().value(expr, env), env)

    def watched(self, expr: Expr, result: Symbolic, env: Environment) -> Symbolic:
        """Return `result`, the value of `expr`, noting what is watched there."""
        for watch in self.watches.of(self.frame.clause, expr):
            self._watch(watch, result, env)
        return result

    def _watch(self, watch: Watch, result: Symbolic, env: Environment) -> None:
        match watch:
            case Reached():
                self.note(watch.goal, True)
            case Truth():
                holds = as_bool(result)
                self.note(watch.yes, holds)
                self.note(watch.no, smt.negation(holds))
            case Holding():
                self._event(holding(watch.row), as_bool(result))
            case Knowledge():
                known = as_maybe(result).known
                self.note(watch.yes, known)
                self.note(watch.no, smt.negation(known))
            case Length():
                self._length(watch, result)
            case Contents():
                flags = as_kind(result, Flags)
                self.note(watch.empty, smt.negation(smt.disjunction(flags.members)))
                for item, goal in watch.members.items():
                    self.note(goal, flags.has(item))
            case Passing():
                bound = _item(env[watch.variable])
                if bound is not None and bound in watch.members:
                    self.note(watch.members[bound], as_bool(result))
            case Compared() | Alone() | Rounding() | Common() | Listed():
                pass  # noted where the arguments are known
            case _:
                assert_never(watch)

    def _length(self, watch: Length, result: Symbolic) -> None:
        """Note the length of a list: known where its records are, else any."""
        size = len(result.parts) if isinstance(result, Written) else None
        self.note(watch.empty, size in (None, 0))
        self.note(watch.one, size in (None, 1))
        self.note(watch.several, size is None or size > 1)

    def _applies(self, row: Row, silencing: list[Row], guards: Mapping[str, Bool]) -> Bool:
        applies = super()._applies(row, silencing, guards)
        goal = self.watches.row(self.frame.clause, row)
        if goal is not None:
            self.note(goal, applies)
        return applies

    def _round(self, expr: Round, env: Environment) -> Symbolic:
        value = self.number(expr.value, env)
        type_ = expr.value.type
        positive = isinstance(type_, NumberType) and type_.low is not None and type_.low >= 0
        result = rounded(self.script, value, expr.step, expr.mode, positive=positive)
        for watch in self.watches.of(self.frame.clause, expr):
            if isinstance(watch, Rounding):
                self._rounding(watch, value, result, expr.step)
        return result

    def _rounding(self, watch: Rounding, value: Number, result: Number, step: Fraction) -> None:
        script = self.script
        self.note(watch.up, numbers.below(script, value, result))
        self.note(watch.down, numbers.below(script, result, value))
        self.note(watch.exact, numbers.equal(script, value, result))
        if watch.tie is not None:
            beside = (numbers.add(script, (value, constant(d))) for d in (step / 2, -step / 2))
            ties = (numbers.equal(script, each, result) for each in beside)
            self.note(watch.tie, smt.disjunction(ties))

    # Operators ----------------------------------------------------------------------------------

    def _apply(self, expr: Apply, env: Environment) -> Symbolic:
        watched = self.watches.of(self.frame.clause, expr)
        if not watched or expr.operator not in _WATCHED:
            return super()._apply(expr, env)
        arguments = [self.value(argument, env) for argument in expr.arguments]
        result = ENCODING[expr.operator](self, arguments)
        for watch in watched:
            match watch:
                case Compared():
                    self._compared(watch, arguments)
                case Common():
                    self._common(watch, arguments, as_kind(result, Flags))
                case Listed():
                    self._listed(watch, expr, arguments)
                case _:
                    pass
        return result

    def _compared(self, watch: Compared, arguments: Sequence[Symbolic]) -> None:
        value, bound = arguments[::-1] if watch.flipped else arguments
        if isinstance(value, Day):
            before = as_kind(ENCODING[Operator.DAYS_BETWEEN](self, [value, bound]), Number)
        else:
            opposite = numbers.negated(as_kind(value, Number))
            before = numbers.add(self.script, (as_kind(bound, Number), opposite))
        self.note(watch.equal, numbers.equal(self.script, before, numbers.ZERO))
        for goal, distance in ((watch.below, before), (watch.above, numbers.negated(before))):
            beside = numbers.below(self.script, numbers.ZERO, distance)
            for rank, scale in enumerate(SCALES):
                near: Bool = True
                if watch.step is not None and scale is not None:
                    most = constant(watch.step * scale)
                    near = numbers.at_most(self.script, distance, most)
                self._event(scaled(goal.id, rank), smt.conjunction((beside, near)))

    def _common(self, watch: Common, arguments: Sequence[Symbolic], both: Flags) -> None:
        other = as_kind(arguments[1 - watch.listed], Flags)
        for item, goal in watch.among.items():
            rest = (smt.negation(m) for e, m in both.items() if e != item)
            self.note(goal, smt.conjunction((both.has(item), *rest)))
        none = smt.negation(smt.disjunction(both.members))
        for item, goal in watch.beside.items():
            self.note(goal, smt.conjunction((other.has(item), none)))

    def _listed(self, watch: Listed, expr: Apply, arguments: Sequence[Symbolic]) -> None:
        for item, goal in watch.items.items():
            written = Fraction(item) if isinstance(item, int) else item
            exact = literal(written, expr.arguments[1].type)
            self.note(goal, values.equal(self.script, arguments[1], exact))

    def _one_by_one(self, expr: Apply, env: Environment, *, stop: bool) -> list[Bool]:
        """Encode conditions, noting which of them settles them all by itself."""
        found: list[Bool] = []
        starts = [len(self._events)]
        path = self.frame.path
        length = len(path)
        for argument in expr.arguments:
            value = self.script.boolean(as_bool(self.value(argument, env)))
            found.append(value)
            starts.append(len(self._events))
            path.append(smt.negation(value) if stop else value)
        del path[length:]
        open_ = [smt.negation(value) if stop else value for value in found]
        for number in range(len(found)):
            others = smt.conjunction(each for n, each in enumerate(open_) if n != number)
            self._mask(starts[number], starts[number + 1], others)
            self._alone(expr, number, smt.conjunction((smt.negation(open_[number]), others)))
        return found

    def _alone(self, expr: Apply, number: int, outcome: Bool) -> None:
        for watch in self.watches.of(self.frame.clause, expr):
            if isinstance(watch, Alone):
                self.note(watch.goals[number], outcome)


def _item(value: Symbolic) -> str | int | None:
    """Return the element of a universe that a known value is."""
    match value:
        case Item(index=int() as index):
            return value.type.items[index]
        case Number() if value.constant is not None:
            return int(value.constant)
        case _:
            return None
