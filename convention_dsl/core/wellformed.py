"""What every linked program satisfies, as a check for the tests of the stages that make one.

A program that comes out of `semantics` and `link` without an error is well-formed; a finding here
is a fault of the tool, never of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from convention_dsl.core import ranges
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
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import children
from convention_dsl.core.values import belongs
from convention_dsl.types import BOOLEAN, RecordType, Type

Scope = Mapping[str, Type]


def findings(program: Program) -> list[str]:
    """Return what is not as it must be in the clauses of `program`; nothing where all is well."""
    found = []
    for ref, clause in program.clauses.items():
        scope = {binding.name: binding.type for binding in clause.inputs}
        found += [f"{ref}: {text}" for text in check(program, clause.body, scope)]
    return found


def check(program: Program, expr: Expr, scope: Scope) -> Iterator[str]:
    """Yield what is not as it must be in a linked expression whose variables are in `scope`."""
    yield from _node(program, expr, scope)
    match expr:
        case Let():
            yield from check(program, expr.value, scope)
            yield from check(program, expr.body, {**scope, expr.name: expr.value.type})
        case Aggregate():
            inner = {**scope, expr.variable: expr.element_type}
            for part in (expr.domain, expr.if_empty):
                yield from check(program, part, scope) if part else ()
            for part in (expr.filter, expr.body):
                yield from check(program, part, inner) if part else ()
        case _:
            for part in children(expr):
                yield from check(program, part, scope)


def _node(program: Program, expr: Expr, scope: Scope) -> Iterator[str]:
    expected = _type(program, expr, scope)
    if isinstance(expected, str):
        yield expected
    elif expected != expr.type:
        yield f"{type(expr).__name__} has type {expr.type} instead of {expected}"
    if isinstance(expr, Cases):
        yield from _cases(expr)


def _type(program: Program, expr: Expr, scope: Scope) -> Type | str:
    """Return the type that the parts of `expr` give it, or what is wrong with it."""
    match expr:
        case Literal():
            return expr.type if belongs(expr.value, expr.type) else f"{expr.value} is out of range"
        case Variable():
            return scope.get(expr.name, f"no variable {expr.name}")
        case ParameterRef():
            id_ = parameter_id(expr.book, expr.name, expr.pin)
            known = program.parameters.get(id_)
            return known.definition.type if known else f"no parameter {id_}"
        case Field():
            record = expr.record.type
            type_ = record.field_type(expr.name) if isinstance(record, RecordType) else None
            return type_ or f"no field {expr.name}"
        case Apply():
            return ranges.infer(expr.operator, expr.arguments)
        case If():
            return ranges.union((expr.then.type, expr.otherwise.type))
        case Cases():
            values = [row.value.type for row in expr.rows]
            return ranges.union([*values, *([expr.otherwise.type] if expr.otherwise else [])])
        case Let():
            return expr.body.type
        case Total():
            return ranges.total_type(expr.terms)
        case Call():
            return _call(program, expr)
        case Construct():
            return expr.type
        case Aggregate():
            return ranges.aggregate_type(
                expr.kind, expr.domain, expr.filter, expr.body, expr.if_empty
            )
        case Round():
            return ranges.round_type(expr.value.type, expr.step, expr.mode)
        case Dated():
            return "a date is not chosen"
        case _:
            assert_never(expr)


def _call(program: Program, expr: Call) -> Type | str:
    clause = program.clauses.get(expr.clause)
    if clause is None:
        return f"no clause {expr.clause}"
    if len(clause.inputs) != len(expr.arguments):
        return f"{expr.clause} is called with {len(expr.arguments)} arguments"
    return clause.body.type


def _cases(expr: Cases) -> Iterator[str]:
    ids = [row.id for row in expr.rows]
    if len(set(ids)) < len(ids):
        yield f"two rows have the same id: {ids}"
    for row in expr.rows:
        if row.guard.type != BOOLEAN:
            yield f"the guard of {row.id} is not a condition"
