"""Expressions of the core → values of a plan: one arm per form.

The value of an expression and the reason why it may have none (`faults.py`) are computed side by
side, so that formulas themselves never fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import assert_never

from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.plan import aggregates, calls, rows
from convention_dsl.calculator.plan.construct import (
    FALSE,
    TRUE,
    all_,
    choose,
    not_,
    some,
)
from convention_dsl.calculator.plan.faults import NONE, Faults, first, when
from convention_dsl.calculator.plan.formula import Const, Formula, Ref
from convention_dsl.calculator.plan.lines import Draft, Drafts, deeper, under
from convention_dsl.calculator.plan.naming import Names
from convention_dsl.calculator.plan.numbers import Arithmetic
from convention_dsl.calculator.plan.operators import Tools, applied, is_element
from convention_dsl.calculator.plan.outcome import Outcome
from convention_dsl.calculator.plan.parameters import Parameters
from convention_dsl.calculator.plan.plan import (
    LineKind,
    Origin,
)
from convention_dsl.calculator.plan.scopes import Scopes
from convention_dsl.calculator.plan.structures import belongs, choose_value, optional
from convention_dsl.calculator.plan.values import (
    Enumerated,
    Lowered,
    Maybe,
    Members,
    Number,
    Parts,
    Scalar,
    blank,
    literal,
)
from convention_dsl.core.errors import ErrorKind
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
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.core.ranges import is_within, part_slots
from convention_dsl.core.traverse import walk
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import (
    NUMBER,
    EnumType,
    MapType,
    NumberType,
    RecordType,
    SetType,
    Type,
)

Environment = Mapping[str, Lowered]


class Lowerer:
    """Lowers the clauses that one plan needs."""

    def __init__(self, program: Program, editable: bool) -> None:
        self.program = program
        self.editable = editable
        self.scopes = Scopes(Names())
        self.arithmetic = Arithmetic(self.scopes)
        self.faults = Faults()
        self.parameters = Parameters(self.scopes, editable)
        self.tools = Tools(self.scopes, self.arithmetic, self.faults)
        self.failures = Failures(program)
        self.called: dict[tuple[ClauseRef, tuple[Lowered, ...]], Outcome] = {}
        self.provenance = NO_PROVENANCE
        self.clause_name = ""

    # Expressions --------------------------------------------------------------------------------

    def expr(self, expr: Expr, env: Environment) -> Outcome:
        """Return a lowered expression; `env` holds its variables."""
        match expr:
            case Literal():
                return Outcome(literal(expr.value, expr.type))
            case Variable():
                return Outcome(env[expr.name])
            case ParameterRef():
                return self._parameter(expr)
            case Field():
                record = self.expr(expr.record, env)
                assert isinstance(record.value, Parts)
                return replace(record, value=record.value.part(expr.name))
            case Apply():
                return self._apply(expr, env)
            case If():
                return self._if(expr, env)
            case Cases():
                return rows.cases_value(self, expr, env)
            case Let():
                return self._let(expr, env)
            case Total():
                return rows.total_value(self, expr, env)
            case Call():
                return calls.call_value(self, expr, env)
            case Construct():
                return self._construct(expr, env)
            case Aggregate():
                return aggregates.aggregate(self, expr, env)
            case Round():
                found = self.expr(expr.value, env)
                value = self.arithmetic.round(found.number, expr.step, expr.mode)
                return replace(found, value=value)
            case Dated():
                raise ValueError("an expression is linked before it is lowered")
            case _:
                assert_never(expr)

    def _parameter(self, expr: ParameterRef) -> Outcome:
        parameter = self.program.parameters[parameter_id(expr.book, expr.name, expr.pin)]
        if parameter.value is None:
            fault = self.faults.at(ErrorKind.NO_PARAMETER_VALUE, expr.span)
            return Outcome(blank(expr.type), fault)
        return Outcome(self.parameters.of(parameter))

    def _apply(self, expr: Apply, env: Environment) -> Outcome:
        match expr.operator:
            case Operator.AND | Operator.OR:
                return self._junction(expr, env)
            case Operator.OR_ELSE:
                return self._or_else(expr, env)
            case _:
                return applied(self.tools, expr, [self.expr(part, env) for part in expr.arguments])

    def _junction(self, expr: Apply, env: Environment) -> Outcome:
        """Return a conjunction or disjunction, which stops at the first part that decides."""
        parts = [self.expr(part, env) for part in expr.arguments]
        conjunctive = expr.operator is Operator.AND
        value = (all_ if conjunctive else some)(*(part.formula for part in parts))
        fault: Formula = NONE
        for part in reversed(parts):
            goes_on = part.formula if conjunctive else not_(part.formula)
            fault = first(part.fault, when(goes_on, fault))
        return Outcome(Scalar(value), fault)

    def _or_else(self, expr: Apply, env: Environment) -> Outcome:
        found, other = (self.expr(part, env) for part in expr.arguments)
        given = optional(found.value)
        known = self.scopes.share(given.known, "known")
        fallback = other.value
        if isinstance(fallback, Maybe):
            given = replace(given, inner=optional(given.inner))
        value = choose_value([(known, given.inner)], fallback, expr.span)
        return Outcome(value, first(found.fault, when(not_(known), other.fault)), found.lines)

    def _if(self, expr: If, env: Environment) -> Outcome:
        condition = self.expr(expr.condition, env)
        holds = self.scopes.share(condition.formula, expr.label or "condition", span=expr.span)
        if isinstance(holds, Const):
            taken = self.expr(expr.then if holds.value else expr.otherwise, env)
            return replace(taken, fault=first(condition.fault, taken.fault))
        then, otherwise = self.expr(expr.then, env), self.expr(expr.otherwise, env)
        fault = first(condition.fault, choose([(holds, then.fault)], otherwise.fault))
        lines = (*under(holds, then.lines), *under(not_(holds), otherwise.lines))
        if expr.label:
            met = Draft(LineKind.REASON, expr.label, 0, holds)
            unmet = Draft(LineKind.REASON, f"✗ {expr.label}", 0, not_(holds))
            lines = (met, unmet, *lines)
        value = choose_value([(holds, then.value)], otherwise.value, expr.span)
        return Outcome(value, fault, lines)

    def _let(self, expr: Let, env: Environment) -> Outcome:
        given = self.expr(expr.value, env)
        value = self.shared(given.value, expr.name, origin=Origin.LOCAL)
        found = self.expr(expr.body, {**env, expr.name: value})
        lines = (*_of_local(expr, value, given.lines), *found.lines)
        return replace(found, fault=first(given.fault, found.fault), lines=lines)

    def required(self, value: Lowered, expr: Expr, wanted: Type) -> tuple[Lowered, Formula]:
        """Return a value of a declared type, and the fault of one that is not of it."""
        given = expr.type
        if not self.editable and is_within(given, wanted):
            return value, NONE
        stepless = NUMBER if self.editable and isinstance(given, NumberType) else given
        fits = self.scopes.share(belongs(self.arithmetic, value, stepless, wanted), "fits")
        if fits == TRUE:
            return value, NONE
        fault = when(not_(fits), self.faults.at(ErrorKind.OUT_OF_RANGE, expr.span))
        if fits == FALSE:
            return blank(wanted), fault
        return choose_value([(fits, value)], blank(wanted), expr.span), fault

    # Structures ---------------------------------------------------------------------------------

    def _construct(self, expr: Construct, env: Environment) -> Outcome:
        slots = part_slots(expr.type, len(expr.parts))
        parts = [self.expr(part, env) for part in expr.parts]
        found = [
            self.required(part.value, each, slot)
            for part, each, (_, slot) in zip(parts, expr.parts, slots, strict=True)
        ]
        values = [value for value, _ in found]
        fault = first(*(part.fault for part in parts), *(fault for _, fault in found))
        match expr.type:
            case RecordType() | MapType():
                names = [name for name, _ in slots]
                return Outcome(Parts(tuple(zip(names, values, strict=True))), fault)
            case SetType():
                members = (
                    (each, some(*(is_element(value, each) for value in values)))
                    for each in expr.type.universe
                )
                return Outcome(Members(tuple(members)), fault)
            case _:
                return Outcome(Enumerated(tuple(values)), fault)

    def shared(
        self,
        value: Lowered,
        wanted: str,
        *,
        origin: Origin = Origin.STEP,
        label: str = "",
        provenance: Provenance = NO_PROVENANCE,
        span: Span = NOWHERE,
    ) -> Lowered:
        """Return a value whose formulas are names; `wanted` with the path of each."""

        def name(formula: Formula, more: str = "", scale: int = 1) -> Formula:
            if isinstance(formula, Const | Ref):
                return formula
            return self.scopes.define(
                formula,
                f"{wanted}_{more}" if more else wanted,
                scale=scale,
                origin=origin,
                label=label,
                provenance=provenance,
                span=span,
            )

        match value:
            case Number(units, scale, over):
                return Number(name(units, scale=scale), scale, over and name(over, "divisor"))
            case Scalar(formula):
                return Scalar(name(formula))
            case Members():
                return Members(tuple((each, name(holds, str(each))) for each, holds in value.of))
            case Parts():
                found = (
                    (each, self.shared(part, f"{wanted}_{each}", origin=origin, label=label))
                    for each, part in value.of
                )
                return Parts(tuple(found))
            case Maybe():
                inner = self.shared(value.inner, wanted, origin=origin, label=label)
                return Maybe(name(value.known, "known"), inner)
            case _:
                return value

    # Words --------------------------------------------------------------------------------------

    def item_label(self, type_: EnumType, item: str) -> str:
        """Return what people call an item."""
        return self._labels.setdefault(
            type_.name, self.program.library.enum(type_.name).labels
        ).get(item, item)

    @cached_property
    def _labels(self) -> dict[str, Mapping[str, str]]:
        return {}

    @staticmethod
    def free_variables(expr: Aggregate) -> frozenset[str]:
        """Return the variables that an aggregate reads from outside its elements."""
        parts = [part for part in (expr.filter, expr.body) if part is not None]
        found = {n.name for part in parts for n in walk(part) if isinstance(n, Variable)}
        return frozenset(found - {expr.variable})


def _of_local(expr: Let, value: Lowered, inner: Drafts) -> Drafts:
    """Return the lines of a local definition: one that the text names has a line of its own."""
    if not (expr.name.isidentifier() and isinstance(value, Number)):
        return inner
    own = Draft(LineKind.AMOUNT, expr.name, 0, TRUE, value, expr.value.type)
    is_call = bool(inner) and inner[0].value == value and inner[0].depth == 0
    return inner if is_call else (own, *deeper(inner))
