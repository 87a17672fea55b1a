"""The encoding of core expressions as symbolic values: the twin of `core/evaluate.py`, arm by arm.

Values are total: where the evaluator finds none (a gap, a division by zero), the encoding has an
arbitrary one, and the condition is noted beside it, on the path that leads there. Whoever asks a
question decides what an undefined value means; nothing is ever excluded because of it.

Cases are implications on a new result (`guard ⇒ result = value`), never a chain of choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    Cases,
    ClauseRef,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    Row,
    Term,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.ranges import is_within, part_slots
from convention_dsl.proof import encode_aggregates as aggregates
from convention_dsl.proof import encode_numbers as numbers
from convention_dsl.proof import encode_values as values
from convention_dsl.proof import smt
from convention_dsl.proof.dispatch import Dispatch
from convention_dsl.proof.encode_literals import literal
from convention_dsl.proof.encode_operators import ENCODING
from convention_dsl.proof.encode_rounding import rounded
from convention_dsl.proof.encode_values import as_bool, as_kind, as_maybe
from convention_dsl.proof.inputs import Inputs
from convention_dsl.proof.smt import Bool, Script
from convention_dsl.proof.symbolic import (
    Flags,
    Map,
    Number,
    Record,
    Symbolic,
    Written,
    built_record,
)
from convention_dsl.proof.trail import Trail
from convention_dsl.types import ListType, MapType, NumberType, RecordType, SetType, Type

Environment = Mapping[str, Symbolic]


@dataclass(slots=True)
class Frame:
    """A clause's body under encoding: the path to where we are, and when there is no value."""

    clause: ClauseRef | None
    path: list[Bool] = field(default_factory=list)
    failures: list[Bool] = field(default_factory=list)


class Encoder:
    """Encodes expressions of one program into one script."""

    def __init__(
        self,
        program: Program,
        inputs: Inputs,
        parameter: Callable[[ParameterRef], Symbolic],
        is_total: Callable[[Cases], bool],
        trail: Trail,
    ) -> None:
        self.program = program
        self.inputs = inputs
        self.script: Script = inputs.script
        self.trail = trail
        self.frame = Frame(None)
        self._parameter = parameter
        self._is_total = is_total
        self._dispatch = Dispatch()
        self._literals: dict[int, tuple[Literal, Symbolic]] = {}
        self._calls: dict[tuple[ClauseRef, tuple[Symbolic, ...]], tuple[Symbolic, Bool]] = {}
        self._roundings: dict[tuple[int, Fraction], list[tuple[Number, Number]]] = {}

    # Where there is no value ----------------------------------------------------------------------

    def undefined(self, condition: Bool) -> None:
        """Note that there is no value where `condition` holds on the path to here."""
        if condition is not False:
            self.frame.failures.append(smt.conjunction((*self.frame.path, condition)))

    @contextmanager
    def under(self, *conditions: Bool) -> Iterator[None]:
        """Encode what is evaluated only where `conditions` hold."""
        path = self.frame.path
        length = len(path)
        path.extend(condition for condition in conditions if condition is not True)
        try:
            yield
        finally:
            del path[length:]

    # Expressions ----------------------------------------------------------------------------------

    def value(self, expr: Expr, env: Environment) -> Symbolic:
        """Return the symbolic value of an expression."""
        match expr:
            case Literal():
                return self._literal(expr)
            case Variable():
                return env[expr.name]
            case ParameterRef():
                return self._parameter(expr)
            case Field():
                return as_kind(self.value(expr.record, env), Record).field(expr.name)
            case Apply():
                return self._apply(expr, env)
            case If():
                return self._if(expr, env)
            case Cases():
                return self._cases(expr, env)
            case Let():
                return self.value(expr.body, {**env, expr.name: self.value(expr.value, env)})
            case Total():
                return self._total(expr, env)
            case Call():
                return self._call(expr, env)
            case Construct():
                return self._construct(expr, env)
            case Aggregate():
                return aggregates.aggregate(self, expr, env)
            case Round():
                return self._round(expr, env)
            case Dated():
                raise ValueError("an expression is linked before it is encoded")
            case _:
                assert_never(expr)

    def _literal(self, expr: Literal) -> Symbolic:
        if id(expr) not in self._literals:
            self._literals[id(expr)] = expr, literal(expr.value, expr.type)
        return self._literals[id(expr)][1]

    def holds(self, condition: Expr, env: Environment) -> Bool:
        """Return the symbolic value of a condition, under a short name."""
        return self.script.boolean(as_bool(self.value(condition, env)))

    def number(self, expr: Expr, env: Environment) -> Number:
        """Return the symbolic value of a number."""
        return as_kind(self.value(expr, env), Number)

    def _apply(self, expr: Apply, env: Environment) -> Symbolic:
        match expr.operator:
            case Operator.AND:
                return smt.conjunction(self._one_by_one(expr, env, stop=False))
            case Operator.OR:
                return smt.disjunction(self._one_by_one(expr, env, stop=True))
            case Operator.OR_ELSE:
                return self._or_else(expr, env)
            case operator:
                return ENCODING[operator](self, [self.value(a, env) for a in expr.arguments])

    def _one_by_one(self, expr: Apply, env: Environment, *, stop: bool) -> list[Bool]:
        """Encode arguments of which each is evaluated only where no earlier one is `stop`."""
        found: list[Bool] = []
        path = self.frame.path
        length = len(path)
        for argument in expr.arguments:
            value = as_bool(self.value(argument, env))
            found.append(value)
            if value is stop:
                break
            path.append(smt.negation(value) if stop else value)
        del path[length:]
        return found

    def _or_else(self, expr: Apply, env: Environment) -> Symbolic:
        maybe = as_maybe(self.value(expr.arguments[0], env))
        if maybe.known is True and maybe.value is not None:
            return maybe.value
        with self.under(smt.negation(maybe.known)):
            fallback = self.value(expr.arguments[1], env)
        if maybe.value is None:
            return fallback
        return values.choose(self.script, maybe.known, maybe.value, fallback)

    def _if(self, expr: If, env: Environment) -> Symbolic:
        condition = self.holds(expr.condition, env)
        if isinstance(condition, bool):
            return self.value(expr.then if condition else expr.otherwise, env)
        with self.under(condition):
            then = self.value(expr.then, env)
        with self.under(smt.negation(condition)):
            otherwise = self.value(expr.otherwise, env)
        return values.choose(self.script, condition, then, otherwise)

    # Cases ----------------------------------------------------------------------------------------

    def _cases(self, expr: Cases, env: Environment) -> Symbolic:
        rows = self._dispatch.possible(expr, env)
        guards = {row.id: self.holds(row.guard, env) for row in rows}
        silencing = [row for row in rows if row.prevails_over]
        applying = [(row, self._applies(row, silencing, guards)) for row in rows]
        if not self._is_total(expr):
            applying = self._in_turn(expr, applying, guards)
        choices: list[tuple[Bool, Symbolic]] = []
        for row, applies in applying:
            if applies is not False:
                with self.under(applies):
                    value = self.value(row.value, env)
                premise = self.trail.row(self.frame.clause, row)
                choices.append((smt.conjunction((premise, applies)), value))
        if expr.otherwise is not None:
            none = smt.conjunction(smt.negation(guard) for guard in guards.values())
            if none is not False:
                none = self.script.boolean(none)
                with self.under(none):
                    choices.append((none, self.value(expr.otherwise, env)))
        if not choices:
            self.undefined(True)
            with self.under(False):
                return self.value(expr.rows[0].value, env)
        return self._select(choices, expr.type)

    def _select(self, choices: list[tuple[Bool, Symbolic]], type_: Type) -> Symbolic:
        """Select among values of which some are only assumed to be what the text says.

        Where they are not, a number may be any that a text could say instead.
        """
        if not self.script.uses_values and isinstance(type_, NumberType):
            choices = [*choices, (False, numbers.finest(type_.kind))]
        return values.select(self.script, choices)

    def _applies(self, row: Row, silencing: list[Row], guards: Mapping[str, Bool]) -> Bool:
        above = [guards[other.id] for other in silencing if row.id in other.prevails_over]
        if not above:
            return guards[row.id]
        applies = smt.conjunction((guards[row.id], *map(smt.negation, above)))
        return self.script.boolean(applies)

    def _in_turn(
        self, expr: Cases, applying: list[tuple[Row, Bool]], guards: Mapping[str, Bool]
    ) -> list[tuple[Row, Bool]]:
        """Make rows exclusive by their order, noting where two apply or none does."""
        found: list[tuple[Row, Bool]] = []
        earlier: Bool = False
        for row, applies in applying:
            self.undefined(smt.conjunction((earlier, applies)))
            alone = smt.conjunction((smt.negation(earlier), applies))
            found.append((row, self.script.boolean(alone)))
            earlier = self.script.boolean(smt.disjunction((earlier, applies)))
        none = smt.negation(earlier)
        if expr.otherwise is not None:
            none = smt.conjunction((none, smt.disjunction(guards.values())))
        self.undefined(none)
        return found

    # The other forms ------------------------------------------------------------------------------

    def _total(self, expr: Total, env: Environment) -> Symbolic:
        return numbers.add(self.script, [self._term(term, env) for term in expr.terms])

    def _term(self, term: Term, env: Environment) -> Number:
        condition = True if term.condition is None else self.holds(term.condition, env)
        if condition is False:
            return numbers.ZERO
        with self.under(condition):
            value = self.number(term.value, env)
        counted = numbers.choose(self.script, condition, value, numbers.ZERO)
        premise = self.trail.term(self.frame.clause, term)
        if premise is True:
            return counted
        return as_kind(self._select([(premise, counted)], term.value.type), Number)

    def _call(self, expr: Call, env: Environment) -> Symbolic:
        inputs = self.program.clauses[expr.clause].inputs
        arguments: list[Symbolic] = []
        for argument, binding in zip(expr.arguments, inputs, strict=True):
            arguments.append(self._argument(argument, env, binding.type))
        value, fails = self.clause(expr.clause, tuple(arguments))
        self.undefined(fails)
        return value

    def _argument(self, expr: Expr, env: Environment, type_: Type) -> Symbolic:
        value = self.value(expr, env)
        if not is_within(expr.type, type_):
            self.undefined(smt.negation(values.belongs(self.script, value, type_)))
        return value

    def clause(self, ref: ClauseRef, arguments: tuple[Symbolic, ...]) -> tuple[Symbolic, Bool]:
        """Return the value of a clause, and where it has none; encoded once per arguments."""
        key = (ref, arguments)
        if key not in self._calls:
            clause = self.program.clauses[ref]
            names = (binding.name for binding in clause.inputs)
            outer, self.frame = self.frame, Frame(ref)
            value = self.value(clause.body, dict(zip(names, arguments, strict=True)))
            fails = self.script.boolean(smt.disjunction(self.frame.failures))
            self.frame = outer
            premise = self.trail.clause(ref)
            if premise is not True:
                value = self._select([(premise, value)], clause.body.type)
            self._calls[key] = (value, fails)
        return self._calls[key]

    def _construct(self, expr: Construct, env: Environment) -> Symbolic:
        slots = part_slots(expr.type, len(expr.parts))
        pairs = zip(expr.parts, slots, strict=True)
        parts = tuple(self._argument(part, env, type_) for part, (_, type_) in pairs)
        match expr.type:
            case RecordType():
                return built_record(expr.type, parts)
            case MapType():
                return Map(expr.type, parts)
            case SetType():
                return self._set(expr.type, parts)
            case ListType():
                return Written(tuple(as_kind(part, Record) for part in parts))
            case other:
                raise TypeError(f"not built from parts: {other}")

    def _set(self, type_: SetType, parts: tuple[Symbolic, ...]) -> Flags:
        members = [
            self.script.boolean(
                smt.disjunction(
                    values.equal(self.script, part, aggregates.element(type_, item))
                    for part in parts
                )
            )
            for item in type_.universe
        ]
        return Flags(type_.universe, tuple(members))

    def _round(self, expr: Round, env: Environment) -> Symbolic:
        value = self.number(expr.value, env)
        type_ = expr.value.type
        positive = isinstance(type_, NumberType) and type_.low is not None and type_.low >= 0
        result = rounded(self.script, value, expr.step, expr.mode, positive=positive)
        if isinstance(result.term, str) and result is not value and value.denominator is None:
            self._keep_order(expr, value, result)
        return result

    def _keep_order(self, expr: Round, value: Number, result: Number) -> None:
        """State, for two roundings of one text, that rounding keeps the order of what it rounds."""
        earlier = self._roundings.setdefault((id(expr), expr.step), [])
        for other, rounding in earlier:
            for one, two, low, high in (
                (value, other, result, rounding),
                (other, value, rounding, result),
            ):
                before = numbers.at_most(self.script, one, two)
                after = numbers.at_most(self.script, low, high)
                self.script.require(smt.implication(before, after))
        earlier.append((value, result))


def parameter_key(expr: ParameterRef) -> str:
    """Return the id of the parameter that `expr` names."""
    return parameter_id(expr.book, expr.name, expr.pin)
