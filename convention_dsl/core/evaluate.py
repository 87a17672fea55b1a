"""The definitional evaluator: what every form of the core means.

Plain and direct on purpose: each form is an arm, each operator a row of `meaning.MEANING`. The
generated calculators and the prover's encoding are tested against it; nothing else defines the
language. Arguments are evaluated from left to right, local definitions where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from convention_dsl.core.arithmetic import round_to_step
from convention_dsl.core.depth import room
from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.explanation import Head, StepKind, Tracer
from convention_dsl.core.meaning import MEANING
from convention_dsl.core.nodes import (
    Aggregate,
    AggregateKind,
    Apply,
    Call,
    Cases,
    CasesOrigin,
    ClauseRef,
    Construct,
    Dated,
    Expr,
    Field,
    If,
    Let,
    Literal,
    Multiset,
    ParameterRef,
    Round,
    Row,
    Term,
    Total,
    Value,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.ranges import part_slots
from convention_dsl.core.values import belongs, elements, rank, set_element
from convention_dsl.source import Span
from convention_dsl.types import BOOLEAN, MapType, RecordType, SetType, Type

Environment = Mapping[str, Value]

_ROW_STEPS = {
    CasesOrigin.GRID: (StepKind.ROW, StepKind.OTHERWISE),
    CasesOrigin.CASES: (StepKind.CASE, StepKind.OTHERWISE),
    CasesOrigin.EXCEPTIONS: (StepKind.EXCEPTION, StepKind.GENERAL_RULE),
}


def evaluate(
    program: Program, expr: Expr, environment: Environment, tracer: Tracer | None = None
) -> Value:
    """Return the value of a linked expression whose variables are in `environment`.

    Raises `EvaluationError` where there is none. The values given are of the variables' types.
    """
    with room():
        return Evaluation(program, tracer).value(expr, environment)


def call(
    program: Program, ref: ClauseRef, arguments: Sequence[Value], tracer: Tracer | None = None
) -> Value:
    """Return the value of a clause for `arguments`, in the order of its inputs."""
    with room():
        return Evaluation(program, tracer).clause(ref, arguments)


Key = tuple[ClauseRef, tuple[Hashable, ...]]
"""A clause and its arguments."""


class Evaluation:
    """One evaluation: a program, who is told about it, and the clauses calculated so far.

    A clause called again with the same arguments is not calculated again, so that the cost stays
    within the size of the program times that of the input; it is explained once.

    Whoever wants to see more of it than a tracer is told (which conditions were met, which guards
    held) extends it.
    """

    def __init__(
        self, program: Program, tracer: Tracer | None, known: dict[Key, Value] | None = None
    ) -> None:
        self.program = program
        self.tracer = tracer
        self.known: dict[Key, Value] = {} if known is None else known
        self.explained: set[Key] = set()

    def value(self, expr: Expr, env: Environment) -> Value:
        """Return the value of an expression: its arm."""
        match expr:
            case Literal():
                return expr.value
            case Variable():
                return env[expr.name]
            case ParameterRef():
                return self.parameter(expr)
            case Field():
                return _part(self.value(expr.record, env), expr.name)
            case Apply():
                return self.apply(expr, env)
            case If():
                return self.value(expr.then if self.met(expr, env) else expr.otherwise, env)
            case Cases():
                return self.cases(expr, env)
            case Let():
                return self.value(expr.body, {**env, expr.name: self.value(expr.value, env)})
            case Total():
                return sum((self.term(term, env) for term in expr.terms), Fraction(0))
            case Call():
                return self.call(expr, env)
            case Construct():
                return self.construct(expr, env)
            case Aggregate():
                return self.aggregate(expr, env)
            case Round():
                return self.round(expr, env)
            case Dated():
                raise ValueError("an expression is linked before it is evaluated")
            case _:
                assert_never(expr)

    def number(self, expr: Expr, env: Environment) -> Fraction:
        """Return the value of a number."""
        value = self.value(expr, env)
        if not isinstance(value, Fraction):
            raise TypeError(f"not a number: {value!r}")
        return value

    def holds(self, condition: Expr, env: Environment) -> bool:
        """Return whether a condition holds."""
        return self.value(condition, env) is True

    def met(self, expr: If, env: Environment) -> bool:
        """Return whether the condition of a choice holds; it is told where labelled."""
        if not expr.label:
            return self.holds(expr.condition, env)
        head = Head(StepKind.CONDITION, "", expr.label, span=expr.condition.span)
        return self.traced(head, BOOLEAN, lambda: self.holds(expr.condition, env)) is True

    def quietly(self, condition: Expr | None, env: Environment) -> bool:
        """Return whether a guard or a filter holds (None: always), telling the tracer nothing."""
        if condition is None:
            return True
        return Evaluation(self.program, None, self.known).holds(condition, env)

    def traced(self, head: Head, type_: Type, compute: Callable[[], Value]) -> Value:
        """Compute a value, telling the tracer."""
        if self.tracer is None:
            return compute()
        self.tracer.enter()
        value = compute()
        self.tracer.leave(head, type_, value)
        return value

    def parameter(self, expr: ParameterRef) -> Value:
        """Return the value of a parameter."""
        id_ = parameter_id(expr.book, expr.name, expr.pin)
        parameter = self.program.parameters[id_]
        value = parameter.value
        if value is None:
            raise EvaluationError(ErrorKind.NO_PARAMETER_VALUE, expr.span, {"parameter": id_})
        label = parameter.definition.label
        head = Head(StepKind.PARAMETER, id_, label, parameter.provenance, parameter.definition.span)
        return self.traced(head, expr.type, lambda: value)

    def apply(self, expr: Apply, env: Environment) -> Value:
        """Return what an operator gives."""
        match expr.operator:
            case Operator.AND:
                return all(self.holds(argument, env) for argument in expr.arguments)
            case Operator.OR:
                return any(self.holds(argument, env) for argument in expr.arguments)
            case Operator.OR_ELSE:
                value = self.value(expr.arguments[0], env)
                return self.value(expr.arguments[1], env) if value is None else value
            case operator:
                values = [self.value(argument, env) for argument in expr.arguments]
                types = [argument.type for argument in expr.arguments]
                try:
                    return MEANING[operator](values, types)
                except ZeroDivisionError:
                    raise EvaluationError(ErrorKind.DIVISION_BY_ZERO, expr.span) from None
                except OverflowError:
                    raise EvaluationError(ErrorKind.DATE_OUT_OF_CALENDAR, expr.span) from None

    def cases(self, expr: Cases, env: Environment) -> Value:
        """Return the value of the one row that applies, or of the `otherwise`."""
        row_step, otherwise_step = _ROW_STEPS[expr.origin]
        holding = [row for row in expr.rows if self.quietly(row.guard, env)]
        if holding:
            row = _prevailing(holding, expr.span)
            head = Head(row_step, row.id, row.label, row.provenance, row.span)
            return self.traced(head, row.value.type, lambda: self.row(row, env))
        otherwise = expr.otherwise
        if otherwise is None:
            raise EvaluationError(ErrorKind.GAP, expr.span)
        head = Head(otherwise_step, "", span=otherwise.span)
        return self.traced(head, otherwise.type, lambda: self.value(otherwise, env))

    def row(self, row: Row, env: Environment) -> Value:
        """Return the value of the row that applies."""
        if self.tracer is not None:
            self.value(row.guard, env)  # what the row's guard read explains why the row applied
        return self.value(row.value, env)

    def term(self, term: Term, env: Environment) -> Fraction:
        """Return what a term adds to its total."""
        if not self.quietly(term.condition, env):
            return Fraction(0)
        head = Head(StepKind.TERM, term.id, term.label, term.provenance, term.span)
        value = self.traced(head, term.value.type, lambda: self.value(term.value, env))
        return value if isinstance(value, Fraction) else Fraction(0)

    def call(self, expr: Call, env: Environment) -> Value:
        """Return the value of a clause for arguments that are of its types."""
        inputs = self.program.clauses[expr.clause].inputs
        arguments = []
        for argument, binding in zip(expr.arguments, inputs, strict=True):
            value = self.value(argument, env)
            _require(value, binding.type, argument.span, binding.name)
            arguments.append(value)
        return self.clause(expr.clause, arguments)

    def clause(self, ref: ClauseRef, arguments: Sequence[Value]) -> Value:
        """Return the value of a clause, calculated once for the same arguments."""
        key = (ref, tuple(map(hashable, arguments)))
        again = key in self.known and (self.tracer is None or key in self.explained)
        if again and self.tracer is None:
            return self.known[key]
        clause = self.program.clauses[ref]
        bound = list(zip(clause.inputs, arguments, strict=True))
        env = {binding.name: value for binding, value in bound}
        definition = clause.definition
        inputs = tuple((binding.name, binding.type, value) for binding, value in bound)
        head = Head(
            StepKind.CLAUSE,
            str(ref),
            definition.label,
            definition.provenance,
            definition.span,
            inputs,
        )

        def compute() -> Value:
            return self.known[key] if again else self.value(clause.body, env)

        value = self.traced(head, clause.body.type, compute)
        self.known[key] = value
        if self.tracer is not None:
            self.explained.add(key)
        return value

    def construct(self, expr: Construct, env: Environment) -> Value:
        """Return a value made of parts."""
        values = [self.value(part, env) for part in expr.parts]
        slots = part_slots(expr.type, len(expr.parts))
        for value, (name, type_), part in zip(values, slots, expr.parts, strict=True):
            _require(value, type_, part.span, name)
        match expr.type:
            case RecordType() | MapType():
                return {name: value for (name, _), value in zip(slots, values, strict=True)}
            case SetType():
                return frozenset(map(set_element, values))
            case _:
                return tuple(values)

    def aggregate(self, expr: Aggregate, env: Environment) -> Value:
        """Return what an aggregate makes of the elements that pass."""
        domain = self.value(expr.domain, env)
        found = elements(domain, expr.domain.type)
        inner = [({**env, expr.variable: element}, count) for element, count in found]
        passing = ((bound, count) for bound, count in inner if self.quietly(expr.filter, bound))
        match expr.kind:
            case AggregateKind.ANY:
                return any(self.holds(expr.body, bound) for bound, _ in passing)
            case AggregateKind.ALL:
                return all(self.holds(expr.body, bound) for bound, _ in passing)
            case AggregateKind.SUM | AggregateKind.COUNT:
                values = [(self.element(expr, bound), count) for bound, count in passing]
                counted = (value * n for value, n in values if isinstance(value, Fraction))
                return sum(counted, Fraction(0))
            case _:
                pairs = [(self.element(expr, bound), bound[expr.variable]) for bound, _ in passing]
                return self.best(expr, pairs, env)

    def element(self, expr: Aggregate, env: Environment) -> Value:
        """Return the value of the body for one element."""
        element = env[expr.variable]
        label = element if isinstance(element, str) else ""
        if isinstance(element, Fraction):
            label = str(element)
        head = Head(StepKind.ELEMENT, "", label, span=expr.body.span)
        return self.traced(head, expr.body.type, lambda: self.value(expr.body, env))

    def best(self, expr: Aggregate, found: list[tuple[Value, Value]], env: Environment) -> Value:
        """Return the best of `found`, pairs of a body's value and its element."""
        if not found and expr.if_empty is not None:
            return self.value(expr.if_empty, env)
        ranks = [rank(value, expr.body.type) for value, _ in found]
        least = expr.kind in (AggregateKind.MINIMUM, AggregateKind.LOWEST)
        position = ranks.index(min(ranks) if least else max(ranks))
        value, element = found[position]
        return element if expr.kind in (AggregateKind.LOWEST, AggregateKind.HIGHEST) else value

    def round(self, expr: Round, env: Environment) -> Value:
        """Return a rounded value."""
        if self.tracer is None:
            return round_to_step(self.number(expr.value, env), expr.step, expr.mode)
        self.tracer.enter()
        before = self.number(expr.value, env)
        value = round_to_step(before, expr.step, expr.mode)
        self.tracer.leave(
            Head(StepKind.ROUNDING, "", span=expr.span, before=before), expr.type, value
        )
        return value


def hashable(value: Value) -> Hashable:
    """Return what stands for a value among keys."""
    match value:
        case dict():
            return tuple((name, hashable(part)) for name, part in value.items())
        case tuple():
            return tuple(map(hashable, value))
        case Multiset():
            return Multiset, tuple((hashable(each), count) for each, count in value.groups)
        case _:
            return value


def _part(record: Value, name: str) -> Value:
    if not isinstance(record, dict):
        raise TypeError(f"not a record: {record!r}")
    return record[name]


def _prevailing(holding: list[Row], span: Span) -> Row:
    """Return the one row of those that hold that no other of them prevails over."""
    silenced = {id_ for row in holding for id_ in row.prevails_over}
    left = [row for row in holding if row.id not in silenced]
    if len(left) == 1:
        return left[0]
    ids = ",".join(row.id for row in left or holding)
    raise EvaluationError(ErrorKind.OVERLAP, span, {"rows": ids})


def _require(value: Value, type_: Type, span: Span, name: str) -> None:
    if not belongs(value, type_):
        raise EvaluationError(ErrorKind.OUT_OF_RANGE, span, {"name": name})
