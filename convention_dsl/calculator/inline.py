"""Inlining and specialisation, from the core to the core.

Clauses called once, or small, are put where they are called; what is then known (an item, a
condition, a record's part) is worked out. The meaning stays that of the evaluator, errors included:
nothing that may fail is dropped or moved before what comes earlier. Bound names become unique.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from convention_dsl.calculator.failures import Failures
from convention_dsl.calculator.folding import fold
from convention_dsl.core import build, ranges
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
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import walk
from convention_dsl.types import NumberKind, NumberType, RecordType, Type

SMALL = 600
"""The number of nodes up to which a clause is inlined wherever it is called."""

Bindings = Mapping[str, Expr]


class Inliner:
    """Inlines the clauses of one program; `roots` are those that stay functions."""

    def __init__(self, program: Program, roots: Iterable[ClauseRef]) -> None:
        self._program = program
        self._roots = frozenset(roots)
        self._failures = Failures(program)
        self._counter = 0
        self._calls: Counter[ClauseRef] = Counter()
        self._weights: dict[ClauseRef, int] = {}
        self._repeated: set[ClauseRef] = set()
        for ref in _reached(program, self._roots):
            nodes = list(walk(program.clauses[ref].body))
            called = [node.clause for node in nodes if isinstance(node, Call)]
            self._calls.update(called)
            self._repeated.update(ref for ref, count in Counter(called).items() if count > 1)
            self._weights[ref] = len(nodes) + sum(self._weight(callee) for callee in called)

    def body(self, ref: ClauseRef) -> Expr:
        """Return the inlined body of a clause, its inputs being the variables of their names."""
        clause = self._program.clauses[ref]
        bindings = {b.name: build.variable(b.name, b.type, b.span) for b in clause.inputs}
        return self.expr(clause.body, bindings)

    def specialised(self, expr: Expr, name: str, value: Expr) -> Expr:
        """Return an inlined expression with one of its variables replaced by a literal."""
        return self.expr(expr, {name: value})

    def is_inlined(self, ref: ClauseRef) -> bool:
        """Return whether calls of a clause are replaced by its body where arguments allow it."""
        once = self._calls[ref] == 1 and ref not in self._roots
        return once or self._weights[ref] <= SMALL

    def is_repeated(self, ref: ClauseRef) -> bool:
        """Return whether a clause calls this one several times, by a function of its own."""
        return ref in self._repeated and not self.is_inlined(ref)

    def _weight(self, ref: ClauseRef) -> int:
        return self._weights.get(ref, 0) if self.is_inlined(ref) else 1

    def _fresh(self, name: str) -> str:
        self._counter += 1
        return f"{name}_{self._counter}"

    def expr(self, expr: Expr, bindings: Bindings) -> Expr:
        """Return `expr` inlined; free variables that `bindings` lacks stay as they are."""
        match expr:
            case Literal() | ParameterRef():
                return expr
            case Variable():
                return bindings.get(expr.name, expr)
            case Field():
                return self._field(expr, bindings)
            case Apply():
                arguments = [self.expr(argument, bindings) for argument in expr.arguments]
                return fold(expr, arguments, self._failures)
            case If():
                return self._if(expr, bindings)
            case Cases():
                return self._cases(expr, bindings)
            case Let():
                value = self.expr(expr.value, bindings)
                return self._let([(expr.name, value)], expr.body, bindings)
            case Total():
                return self._total(expr, bindings)
            case Call():
                return self._call(expr, bindings)
            case Construct():
                slots = [type_ for _, type_ in ranges.part_slots(expr.type, len(expr.parts))]
                parts = [self.expr(part, bindings) for part in expr.parts]
                kept = self._placed(expr.parts, parts, slots)
                return build.construct(expr.type, kept, expr.span)
            case Aggregate():
                return self._aggregate(expr, bindings)
            case Round():
                value = self.expr(expr.value, bindings)
                return build.round_to(value, expr.step, expr.mode, expr.span)
            case Dated():
                raise ValueError("an expression is linked before it is compiled")
            case _:
                assert_never(expr)

    def _maybe(self, expr: Expr | None, bindings: Bindings) -> Expr | None:
        return None if expr is None else self.expr(expr, bindings)

    def _field(self, expr: Field, bindings: Bindings) -> Expr:
        record = self.expr(expr.record, bindings)
        if isinstance(record, Construct) and not self._failures.may_fail(record):
            names = [name for name, _ in _fields(record)]
            return record.parts[names.index(expr.name)]
        return build.field(record, expr.name, expr.span)

    def _if(self, expr: If, bindings: Bindings) -> Expr:
        condition = self.expr(expr.condition, bindings)
        if isinstance(condition, Literal):
            return self.expr(expr.then if condition.value else expr.otherwise, bindings)
        then, otherwise = self.expr(expr.then, bindings), self.expr(expr.otherwise, bindings)
        return build.if_(condition, then, otherwise, expr.span)

    def _cases(self, expr: Cases, bindings: Bindings) -> Expr:
        guards = [self.expr(row.guard, bindings) for row in expr.rows]
        pairs = [(row, guard) for row, guard in zip(expr.rows, guards, strict=True)]
        left = [(row, guard) for row, guard in pairs if not _is(guard, False)]
        if len(left) == 1 and _is(left[0][1], True):
            return self.expr(left[0][0].value, bindings)
        if not left and expr.otherwise is not None:
            return self.expr(expr.otherwise, bindings)
        if not left:
            return replace(expr, rows=())
        rows = [self._row(row, guard, bindings) for row, guard in left]
        return build.cases(rows, self._maybe(expr.otherwise, bindings), expr.origin, expr.span)

    def _row(self, row: Row, guard: Expr, bindings: Bindings) -> Row:
        return replace(row, guard=guard, value=self.expr(row.value, bindings))

    def _let(self, given: Sequence[tuple[str, Expr]], body: Expr, bindings: Bindings) -> Expr:
        """Return `body` with names given inlined values: in their place, or as definitions."""
        inner = dict(bindings)
        definitions: list[tuple[str, Expr]] = []
        for name, value in given:
            inner[name] = self._named(name, value, definitions)
        result = self.expr(body, inner)
        used = {node.name for node in walk(result) if isinstance(node, Variable)}
        for fresh, value in reversed(definitions):
            if fresh in used or self._failures.may_fail(value):
                used |= {node.name for node in walk(value) if isinstance(node, Variable)}
                result = build.let(fresh, value, result, value.span)
        return result

    def _named(self, name: str, value: Expr, definitions: list[tuple[str, Expr]]) -> Expr:
        if _is_trivial(value):
            return value
        if (
            isinstance(value, Construct)
            and isinstance(value.type, RecordType)
            and not self._failures.may_fail(value)
        ):
            pairs = zip(_fields(value), value.parts, strict=True)
            parts = [self._named(field, part, definitions) for (field, _), part in pairs]
            return build.construct(value.type, parts, value.span)
        fresh = self._fresh(name)
        definitions.append((fresh, value))
        return build.variable(fresh, value.type, value.span)

    def _total(self, expr: Total, bindings: Bindings) -> Expr:
        terms = [self._term(term, bindings) for term in expr.terms]
        left = [term for term in terms if not _is(term.condition, False)]
        if left:
            return build.total(left, expr.span)
        kind = expr.type.kind if isinstance(expr.type, NumberType) else NumberKind.NUMBER
        return build.literal_number(Fraction(0), kind, expr.span)

    def _term(self, term: Term, bindings: Bindings) -> Term:
        condition = self._maybe(term.condition, bindings)
        if _is(condition, True):
            condition = None
        if _is(condition, False):
            return replace(term, condition=condition)
        return replace(term, condition=condition, value=self.expr(term.value, bindings))

    def _call(self, expr: Call, bindings: Bindings) -> Expr:
        arguments = [self.expr(argument, bindings) for argument in expr.arguments]
        clause = self._program.clauses[expr.clause]
        pairs = list(zip(clause.inputs, arguments, strict=True))
        fits = all(ranges.is_within(argument.type, binding.type) for binding, argument in pairs)
        if not fits or not self.is_inlined(expr.clause):
            types = [binding.type for binding in clause.inputs]
            kept = self._placed(expr.arguments, arguments, types)
            return build.call(expr.clause, kept, expr.type, expr.span)
        return self._let([(b.name, argument) for b, argument in pairs], clause.body, {})

    def _placed(
        self, written: Sequence[Expr], inlined: Sequence[Expr], types: Sequence[Type]
    ) -> list[Expr]:
        """Return inlined values; those that are checked stay where they were written.

        A value that is not of its declared type is an error there, not where inlining found it.
        """
        found = []
        for before, after, type_ in zip(written, inlined, types, strict=True):
            if before.span == after.span or ranges.is_within(after.type, type_):
                found.append(after)
            elif _is_trivial(after):
                found.append(replace(after, span=before.span))
            else:
                name = self._fresh("value")
                variable = build.variable(name, after.type, before.span)
                found.append(build.let(name, after, variable, before.span))
        return found

    def _aggregate(self, expr: Aggregate, bindings: Bindings) -> Expr:
        domain = self.expr(expr.domain, bindings)
        name = self._fresh(expr.variable)
        element = ranges.element_type(domain.type)
        inner = {**bindings, expr.variable: build.variable(name, element, expr.span)}
        filter_ = self._maybe(expr.filter, inner)
        return build.aggregate(
            expr.kind,
            name,
            domain,
            self.expr(expr.body, inner),
            filter_=None if _is(filter_, True) else filter_,
            if_empty=self._maybe(expr.if_empty, bindings),
            span=expr.span,
        )


def _reached(program: Program, roots: Iterable[ClauseRef]) -> list[ClauseRef]:
    """Return the clauses that `roots` reach, each after those it calls (as in the program)."""
    found: set[ClauseRef] = set()
    waiting = list(roots)
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            nodes = walk(program.clauses[ref].body)
            waiting += [node.clause for node in nodes if isinstance(node, Call)]
    return [ref for ref in program.clauses if ref in found]


def _is(expr: Expr | None, value: bool) -> bool:
    return isinstance(expr, Literal) and expr.value is value


def _is_trivial(expr: Expr) -> bool:
    """Return whether evaluating `expr` again costs nothing: a name, a literal, a field."""
    while isinstance(expr, Field):
        expr = expr.record
    return isinstance(expr, Literal | Variable)


def _fields(record: Construct) -> tuple[tuple[str, object], ...]:
    return record.type.fields if isinstance(record.type, RecordType) else ()
