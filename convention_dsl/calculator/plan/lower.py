"""Lowering: a linked clause → a plan.

Calls are inlined, each call with the same arguments once; a clause called, a local definition and a
term of a total keep their names as definitions. The value of an expression and the reason why it
may have none (`faults.py`) are computed side by side, so that formulas themselves never fail: a
divisor that is zero is replaced by one, an argument out of its range by one that is in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import assert_never

from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.plan import aggregates, cases
from convention_dsl.calculator.plan.columns import LONGEST_LIST, Declarer
from convention_dsl.calculator.plan.construct import (
    FALSE,
    TRUE,
    all_,
    choose,
    equal,
    not_,
    some,
)
from convention_dsl.calculator.plan.faults import NONE, Faults, first, when
from convention_dsl.calculator.plan.formula import Const, Formula, Ref
from convention_dsl.calculator.plan.lines import Draft, Drafts, deeper, finished, under
from convention_dsl.calculator.plan.naming import Names, joined
from convention_dsl.calculator.plan.numbers import ZERO, Arithmetic
from convention_dsl.calculator.plan.operators import Tools, applied, is_element
from convention_dsl.calculator.plan.outcome import Outcome
from convention_dsl.calculator.plan.parameters import Parameters
from convention_dsl.calculator.plan.plan import (
    LineKind,
    ListInput,
    Origin,
    Plan,
    Requirement,
)
from convention_dsl.calculator.plan.results import results_of
from convention_dsl.calculator.plan.scopes import Scopes, UnsupportedError
from convention_dsl.calculator.plan.structures import belongs, choose_value, optional
from convention_dsl.calculator.plan.values import (
    Enumerated,
    Listed,
    Lowered,
    Maybe,
    Members,
    Number,
    Parts,
    Scalar,
    blank,
    literal,
    parts_of,
)
from convention_dsl.core.depth import room
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
    Row,
    Term,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.provenance import NO_PROVENANCE, Provenance
from convention_dsl.core.ranges import is_within, part_slots
from convention_dsl.core.traverse import walk
from convention_dsl.source import Span
from convention_dsl.types import (
    NUMBER,
    EnumType,
    ListType,
    MapType,
    NumberType,
    RecordType,
    SetType,
    Type,
)

__all__ = ["RecordRule", "UnsupportedError", "lower"]

Environment = Mapping[str, Lowered]


@dataclass(frozen=True, slots=True)
class RecordRule:
    """An invariant of a record, as a clause over one record of it."""

    record: str
    clause: ClauseRef
    label: str
    span: Span


def lower(
    program: Program, ref: ClauseRef, *, rules: Sequence[RecordRule] = (), editable: bool = False
) -> Plan:
    """Return the plan of a clause; raises `UnsupportedError` where it has none.

    `editable`: the amounts and rates that rows and terms fix become parameters too, by the id of
    the row, and every parameter may be changed widely.
    """
    with room():
        return Lowerer(program, editable).plan(ref, rules)


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
        self._called: dict[tuple[ClauseRef, tuple[Lowered, ...]], Outcome] = {}
        self._provenance = NO_PROVENANCE
        self._clause_name = ""

    # The whole ----------------------------------------------------------------------------------

    def plan(self, ref: ClauseRef, rules: Sequence[RecordRule]) -> Plan:
        """Return the plan of a clause."""
        clause = self.program.clauses[ref]
        declarer = Declarer(self.program.library, self.scopes, clause.inputs)
        values = [declarer.declare(binding) for binding in clause.inputs]
        found = self._clause(ref, values)
        requirements = [
            required
            for binding, value in zip(clause.inputs, values, strict=True)
            for required in self._requirements(value, binding.type, rules)
        ]
        lines = finished(found.lines, self.scopes)
        results = results_of(self.scopes, found.value, clause.body.type, ref.name)
        fault = None if found.fault == NONE else self.scopes.named(found.fault, "fault")
        lists = tuple(
            ListInput(
                name,
                path,
                tuple(columns),
                tuple(self.scopes.elements.get(name, ())),
                LONGEST_LIST,
                label,
                tuple(rule for over, rule in requirements if over == name),
            )
            for name, (path, label, columns) in declarer.inputs.lists.items()
        )
        return Plan(
            clause=ref,
            label=clause.definition.label,
            provenance=clause.definition.provenance,
            at=self.program.at,
            inputs=tuple(binding.name for binding in clause.inputs),
            columns=tuple(declarer.inputs.columns),
            lists=lists,
            parameters=tuple(self.parameters.columns.values()),
            definitions=tuple(self.scopes.plan),
            results=results,
            result_type=clause.body.type,
            requirements=tuple(rule for over, rule in requirements if over is None),
            fault=fault,
            faults=tuple(self.faults.table),
            lines=lines,
        )

    def _requirements(
        self, value: Lowered, type_: Type, rules: Sequence[RecordRule], given: Formula = TRUE
    ) -> list[tuple[str | None, Requirement]]:
        """Return the invariants of the records in an input, each with the list it is about."""
        match value:
            case Parts():
                found = [
                    self._requirement(value, rule, given)
                    for rule in rules
                    if isinstance(type_, RecordType) and rule.record == type_.name
                ]
                assert isinstance(type_, RecordType | MapType)
                inner = dict(parts_of(type_))
                return found + [
                    each
                    for name, part in value.of
                    for each in self._requirements(part, inner[name], rules, given)
                ]
            case Maybe():
                inner_type = getattr(type_, "inner", type_)
                return self._requirements(value.inner, inner_type, rules, all_(given, value.known))
            case Listed():
                assert isinstance(type_, ListType)
                return self._requirements(value.element, type_.element, rules, given)
            case _:
                return []

    def _requirement(
        self, value: Parts, rule: RecordRule, given: Formula
    ) -> tuple[str | None, Requirement]:
        found = self._clause(rule.clause, [value])
        holds = all_(found.formula, equal(found.fault, NONE))
        name = self.scopes.named(some(not_(given), holds), "requirement", span=rule.span)
        over = self.scopes.list_of(Ref(TRUE.kind, name))
        return over, Requirement(name, rule.label, rule.span)

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
                return self._cases(expr, env)
            case Let():
                return self._let(expr, env)
            case Total():
                return self._total(expr, env)
            case Call():
                return self._call(expr, env)
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
            lines = (Draft(LineKind.REASON, expr.label, 0, holds), *lines)
        value = choose_value([(holds, then.value)], otherwise.value, expr.span)
        return Outcome(value, fault, lines)

    def _cases(self, expr: Cases, env: Environment) -> Outcome:
        tested = [self.expr(row.guard, env) for row in expr.rows]
        guards = [
            self.scopes.share(each.formula, f"{row.label or 'row'}", span=row.span)
            for row, each in zip(expr.rows, tested, strict=True)
        ]
        applying = cases.effective(expr.rows, guards)
        applying = [self.scopes.share(each, "applies") for each in applying]
        rows = [self._row(row, when_, env) for row, when_ in zip(expr.rows, applying, strict=True)]
        last = None if expr.otherwise is None else self.expr(expr.otherwise, env)
        fault = self._undecided(expr, [each.formula for each in tested], guards, applying)
        pairs = [(when_, row.value) for when_, row in zip(applying, rows, strict=True)]
        if last is not None:
            ending, last_fault = last.value, last.fault
        else:
            ending, last_fault = pairs.pop()[1] if pairs else blank(expr.type), NONE
            if rows:
                last_fault = rows[-1].fault
        inner = choose([(w, r.fault) for w, r in zip(applying, rows, strict=True)], last_fault)
        lines = tuple(line for row in rows for line in row.lines)
        if last is not None:
            lines += under(not_(some(*guards)), last.lines)
        value = choose_value(pairs, ending, expr.span)
        return Outcome(value, first(*(each.fault for each in tested), fault, inner), lines)

    def _undecided(
        self,
        expr: Cases,
        plain: Sequence[Formula],
        guards: Sequence[Formula],
        applying: Sequence[Formula],
    ) -> Formula:
        if cases.is_settled(expr, plain, self.failures, self.editable):
            return NONE
        overlap = self.faults.at(ErrorKind.OVERLAP, expr.span)
        gap = self.faults.at(ErrorKind.GAP, expr.span)
        return self.scopes.share(cases.fault_of(expr, guards, applying, overlap, gap), "fault")

    def _row(self, row: Row, applies: Formula, env: Environment) -> Outcome:
        found = self._labelled(row.id, row.label, row.value, row.provenance, env)
        provenance = row.provenance.within(self._provenance)
        own = Draft(LineKind.REASON, row.label, 0, provenance=provenance)
        lines = (own, *found.lines) if row.label else found.lines
        return replace(found, lines=under(applies, lines))

    def _labelled(
        self, id_: str, label: str, value: Expr, provenance: Provenance, env: Environment
    ) -> Outcome:
        """Return the value of a row or a term: a fixed amount may be a parameter."""
        if isinstance(value, Literal):
            own = provenance.within(self._provenance)
            name = f"{self._clause_name}_{label or id_.rpartition('.')[2]}"
            parameter = self.parameters.of_literal(id_, name, label, value, own)
            if parameter is not None:
                return Outcome(parameter)
        return self.expr(value, env)

    def _let(self, expr: Let, env: Environment) -> Outcome:
        given = self.expr(expr.value, env)
        value = self.shared(given.value, expr.name, origin=Origin.LOCAL)
        found = self.expr(expr.body, {**env, expr.name: value})
        return replace(
            found, fault=first(given.fault, found.fault), lines=(*given.lines, *found.lines)
        )

    def _total(self, expr: Total, env: Environment) -> Outcome:
        total = Number(ZERO, 1)
        faults: list[Formula] = []
        lines: Drafts = ()
        for term in expr.terms:
            condition = None if term.condition is None else self.expr(term.condition, env)
            found, shown = self._term(term, condition, env)
            total = self.arithmetic.add(total, found.number)
            faults += [NONE if condition is None else condition.fault, found.fault]
            lines += shown
        return Outcome(total, first(*faults), lines)

    def _term(
        self, term: Term, condition: Outcome | None, env: Environment
    ) -> tuple[Outcome, Drafts]:
        holds = TRUE if condition is None else condition.formula
        holds = self.scopes.share(holds, term.label or "condition", span=term.span)
        found = self._labelled(term.id, term.label, term.value, term.provenance, env)
        provenance = term.provenance.within(self._provenance)
        value = self.shared(
            found.value,
            term.label or term.id.rpartition(".")[2],
            origin=Origin.TERM,
            label=term.label,
            provenance=provenance,
        )
        own = Draft(
            LineKind.AMOUNT, term.label, 0, TRUE, _simple(value), term.value.type, provenance
        )
        inner = found.lines
        if term.label:
            same = bool(inner) and inner[0].value == own.value and inner[0].depth == 0
            inner = (own, *(inner[1:] if same else deeper(inner)))
        counted = choose_value([(holds, value)], Number(ZERO, 1), term.span)
        outcome = Outcome(counted, when(holds, found.fault))
        return outcome, under(holds, inner)

    # Calls --------------------------------------------------------------------------------------

    def _call(self, expr: Call, env: Environment) -> Outcome:
        clause = self.program.clauses[expr.clause]
        values: list[Lowered] = []
        faults: list[Formula] = []
        for argument, binding in zip(expr.arguments, clause.inputs, strict=True):
            given = self.expr(argument, env)
            value, fault = self._required(given.value, argument, binding.type)
            values.append(self.shared(value, binding.name))
            faults += [given.fault, fault]
        found = self._clause(expr.clause, values)
        return replace(found, fault=first(*faults, found.fault))

    def _clause(self, ref: ClauseRef, values: Sequence[Lowered]) -> Outcome:
        """Return a clause applied to values of its inputs' types; once for the same values."""
        key = (ref, tuple(values))
        known = self._called.get(key)
        if known is not None:
            return replace(known, lines=known.lines[:1])
        clause = self.program.clauses[ref]
        definition = clause.definition
        outer = (self._provenance, self._clause_name)
        self._provenance, self._clause_name = definition.provenance, ref.name
        env = {b.name: value for b, value in zip(clause.inputs, values, strict=True)}
        found = self._labelled(str(ref), definition.label, clause.body, definition.provenance, env)
        self._provenance, self._clause_name = outer
        value = self.shared(
            found.value,
            joined((ref.name, *(_told(each) for each in values if _told(each)))),
            origin=Origin.CLAUSE,
            label=definition.label,
            provenance=definition.provenance,
        )
        fault = self.scopes.share(found.fault, f"{ref.name}_fault")
        lines: Drafts = ()
        if isinstance(clause.body.type, NumberType):
            own = Draft(
                LineKind.AMOUNT,
                definition.label or ref.name,
                0,
                TRUE,
                _simple(value),
                clause.body.type,
                definition.provenance,
            )
            lines = (own, *deeper(found.lines))
        self._called[key] = Outcome(value, fault, lines)
        return self._called[key]

    def _required(self, value: Lowered, expr: Expr, wanted: Type) -> tuple[Lowered, Formula]:
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
            self._required(part.value, each, slot)
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


def _simple(value: Lowered) -> Number | Scalar | None:
    return value if isinstance(value, Number | Scalar) else None


def _told(value: Lowered) -> str:
    """Return what tells one call from another of the same clause: an item."""
    match value:
        case Scalar(Const(value=str(name))):
            return name
        case _:
            return ""
