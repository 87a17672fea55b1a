"""Constructors of well-typed nodes: each infers its type from its parts.

`semantics` builds the core with them and `link` rebuilds it, so that no node ever carries a type
that its parts do not give.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from convention_dsl.core import number_types, ranges
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
    Duration,
    Expr,
    Field,
    If,
    Let,
    Literal,
    ParameterRef,
    Round,
    RoundingMode,
    Row,
    Term,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.source import NOWHERE, Span
from convention_dsl.types import (
    BOOLEAN,
    DURATION,
    DateType,
    EnumType,
    ListType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


def literal_boolean(value: bool, span: Span = NOWHERE) -> Literal:
    """Return `yes` or `no`."""
    return Literal(type=BOOLEAN, value=value, span=span)


def literal_number(
    value: Fraction | int, kind: NumberKind = NumberKind.INTEGER, span: Span = NOWHERE
) -> Literal:
    """Return a number of one kind; its type is that very value."""
    exact = Fraction(value)
    return Literal(type=number_types.constant_type(kind, exact), value=exact, span=span)


def literal_amount(euros: Fraction | int | str, span: Span = NOWHERE) -> Literal:
    """Return an amount in euros (`"0.05"` is five cents)."""
    return literal_number(Fraction(euros), NumberKind.AMOUNT, span)


def literal_date(value: date, span: Span = NOWHERE) -> Literal:
    """Return a day."""
    return Literal(type=DateType(value, value), value=value, span=span)


def literal_duration(months: int = 0, days: int = 0, span: Span = NOWHERE) -> Literal:
    """Return a duration."""
    return Literal(type=DURATION, value=Duration(months, days), span=span)


def literal_item(item: str, enumeration: EnumType, span: Span = NOWHERE) -> Literal:
    """Return an item of an enumeration."""
    return Literal(type=enumeration, value=item, span=span)


def literal_set(
    elements: Sequence[str | int], element_type: EnumType | NumberType, span: Span = NOWHERE
) -> Literal:
    """Return a set of known elements."""
    return Literal(type=SetType(element_type), value=frozenset(elements), span=span)


def whole_set(enumeration: EnumType, span: Span = NOWHERE) -> Literal:
    """Return the set of all items: the domain of an aggregate over an enumeration."""
    return literal_set(enumeration.items, enumeration, span)


def unknown(inner: Type, span: Span = NOWHERE) -> Literal:
    """Return the unknown value of an optional type."""
    return Literal(type=OptionalType(inner), value=None, span=span)


def variable(name: str, type_: Type, span: Span = NOWHERE) -> Variable:
    """Return a reference to an input, a local definition or a bound variable."""
    return Variable(type=type_, name=name, span=span)


def parameter(
    book: str, name: str, type_: Type, pin: date | None = None, span: Span = NOWHERE
) -> ParameterRef:
    """Return a reference to a parameter; `type_` is that of its definition."""
    return ParameterRef(type=type_, book=book, name=name, pin=pin, span=span)


def field(record: Expr, name: str, span: Span = NOWHERE) -> Field:
    """Return field `name` of a record that has it."""
    if not isinstance(record.type, RecordType):
        raise TypeError(f"not a record: {record.type}")
    type_ = record.type.field_type(name)
    if type_ is None:
        raise TypeError(f"no field {name} in {record.type.name}")
    return Field(type=type_, record=record, name=name, span=span)


def apply(operator: Operator, arguments: Sequence[Expr], span: Span = NOWHERE) -> Apply:
    """Return an operator applied to its arguments."""
    given = tuple(arguments)
    type_ = ranges.infer(operator, given)
    return Apply(type=type_, operator=operator, arguments=given, span=span)


def negation(condition: Expr, span: Span = NOWHERE) -> Apply:
    """Return `not condition`."""
    return apply(Operator.NOT, (condition,), span)


def conjunction(conditions: Sequence[Expr], span: Span = NOWHERE) -> Expr:
    """Return the conjunction: `yes` of none, the condition itself of one."""
    if not conditions:
        return literal_boolean(True, span)
    return conditions[0] if len(conditions) == 1 else apply(Operator.AND, conditions, span)


def disjunction(conditions: Sequence[Expr], span: Span = NOWHERE) -> Expr:
    """Return the disjunction: `no` of none, the condition itself of one."""
    if not conditions:
        return literal_boolean(False, span)
    return conditions[0] if len(conditions) == 1 else apply(Operator.OR, conditions, span)


def if_(
    condition: Expr, then: Expr, otherwise: Expr, span: Span = NOWHERE, *, label: str = ""
) -> If:
    """Return a choice of two values; `label` names the condition to readers."""
    return If(
        type=ranges.union((then.type, otherwise.type)),
        condition=condition,
        then=then,
        otherwise=otherwise,
        label=label,
        span=span,
    )


def cases(
    rows: Sequence[Row],
    otherwise: Expr | None = None,
    origin: CasesOrigin = CasesOrigin.CASES,
    span: Span = NOWHERE,
) -> Cases:
    """Return exclusive cases; there is at least one row or an `otherwise`."""
    last = () if otherwise is None else (otherwise.type,)
    type_ = ranges.union((*(row.value.type for row in rows), *last))
    return Cases(type=type_, rows=tuple(rows), otherwise=otherwise, origin=origin, span=span)


def let(name: str, value: Expr, body: Expr, span: Span = NOWHERE) -> Let:
    """Return a local definition; `body` speaks of it through a variable of the value's type."""
    return Let(type=body.type, name=name, value=value, body=body, span=span)


def total(terms: Sequence[Term], span: Span = NOWHERE) -> Total:
    """Return the sum of at least one labelled term."""
    return Total(type=ranges.total_type(terms), terms=tuple(terms), span=span)


def call(clause: ClauseRef, arguments: Sequence[Expr], type_: Type, span: Span = NOWHERE) -> Call:
    """Return a call; `type_` is the inferred type of the clause's body (all readings and dates).

    Linking puts the type of the linked body in its place.
    """
    return Call(type=type_, clause=clause, arguments=tuple(arguments), span=span)


def construct(type_: Type, parts: Sequence[Expr], span: Span = NOWHERE) -> Construct:
    """Return a record, per-item map, set or list of a known type from its parts, in order."""
    return Construct(type=type_, parts=tuple(parts), span=span)


def list_of(parts: Sequence[Expr], span: Span = NOWHERE) -> Construct:
    """Return a list of at least one record."""
    element = ranges.union([part.type for part in parts])
    if not isinstance(element, RecordType):
        raise TypeError(f"not a record: {element}")
    return construct(ListType(element), parts, span)


def aggregate(
    kind: AggregateKind,
    variable_name: str,
    domain: Expr,
    body: Expr,
    *,
    filter_: Expr | None = None,
    if_empty: Expr | None = None,
    span: Span = NOWHERE,
) -> Aggregate:
    """Return an aggregate; `body` and `filter_` see the variable with `ranges.element_type`."""
    return Aggregate(
        type=ranges.aggregate_type(kind, domain, filter_, body, if_empty),
        kind=kind,
        variable=variable_name,
        element_type=ranges.element_type(domain.type),
        domain=domain,
        filter=filter_,
        body=body,
        if_empty=if_empty,
        span=span,
    )


def round_to(
    value: Expr,
    step: Fraction,
    mode: RoundingMode = RoundingMode.HALF_AWAY,
    span: Span = NOWHERE,
) -> Round:
    """Return a number rounded to a multiple of a positive step."""
    type_ = ranges.round_type(value.type, step, mode)
    return Round(type=type_, value=value, step=step, mode=mode, span=span)


def dated(alternatives: Sequence[tuple[date | None, Expr]], span: Span = NOWHERE) -> Dated:
    """Return alternatives by date of effect, in ascending order."""
    type_ = ranges.union([expr.type for _, expr in alternatives])
    return Dated(type=type_, alternatives=tuple(alternatives), span=span)
