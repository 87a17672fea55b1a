"""What a place demands of values: no division by zero, ranges kept, whole cents, no matter of luck.

Inferred types discharge most demands without a question; what they cannot tell is asked.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from convention_dsl.core import build
from convention_dsl.core.arithmetic import is_multiple
from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr, Literal
from convention_dsl.core.operators import Operator
from convention_dsl.proof.instantiate import Instances
from convention_dsl.proof.paths import Context, with_element
from convention_dsl.proof.patients import simplest
from convention_dsl.proof.terms import FreeVariables, with_node
from convention_dsl.types import (
    BooleanType,
    DateType,
    DurationType,
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


def outside(expr: Expr, type_: Type) -> list[Expr]:
    """Return the conditions, not known from its inferred type, for `expr` to be one of `type_`."""
    match type_:
        case NumberType():
            return _number(expr, type_)
        case DateType():
            return _date(expr, type_)
        case SetType():
            return _set(expr, type_)
        case OptionalType():
            return _optional(expr, type_)
        case MapType():
            items = (build.literal_item(item, type_.key) for item in type_.key.items)
            parts = (build.apply(Operator.ITEM, (expr, item)) for item in items)
            return [demand for part in parts for demand in outside(part, type_.value)]
        case RecordType():
            if expr.type == type_ or not isinstance(expr.type, RecordType):
                return []
            fields = ((build.field(expr, name), kind) for name, kind in type_.fields)
            return [demand for part, kind in fields for demand in outside(part, kind)]
        case BooleanType() | EnumType() | DurationType() | ListType():
            return []
        case _:
            assert_never(type_)


def _number(expr: Expr, type_: NumberType) -> list[Expr]:
    known = expr.type
    if not isinstance(known, NumberType):
        return []
    demands: list[Expr] = []
    if type_.low is not None and (known.low is None or known.low < type_.low):
        low = build.literal_number(type_.low, type_.kind)
        demands.append(build.apply(Operator.LESS_EQUAL, (low, expr)))
    if type_.high is not None and (known.high is None or known.high > type_.high):
        high = build.literal_number(type_.high, type_.kind)
        demands.append(build.apply(Operator.LESS_EQUAL, (expr, high)))
    return demands if type_.step is None else [*demands, *multiple_of(expr, type_.step)]


def multiple_of(expr: Expr, step: Fraction) -> list[Expr]:
    """Return the condition for `expr` to be a multiple of `step`, where its type does not say."""
    known = expr.type
    assert isinstance(known, NumberType)
    constant = known.low if known.low == known.high else None
    if constant is not None and is_multiple(constant, step):
        return []
    if known.step is not None and is_multiple(known.step, step):
        return []
    rest = build.apply(Operator.MODULO, (expr, build.literal_number(step, known.kind)))
    nothing = build.literal_number(0, known.kind)
    return [build.apply(Operator.EQUAL, (rest, nothing))]


def _date(expr: Expr, type_: DateType) -> list[Expr]:
    known = expr.type
    if not isinstance(known, DateType):
        return []
    demands: list[Expr] = []
    if type_.low is not None and (known.low is None or known.low < type_.low):
        demands.append(build.apply(Operator.LESS_EQUAL, (build.literal_date(type_.low), expr)))
    if type_.high is not None and (known.high is None or known.high > type_.high):
        demands.append(build.apply(Operator.LESS_EQUAL, (expr, build.literal_date(type_.high))))
    return demands


def _set(expr: Expr, type_: SetType) -> list[Expr]:
    if not isinstance(expr.type, SetType) or not isinstance(type_.element, NumberType):
        return []
    if set(expr.type.universe) <= set(type_.universe):
        return []
    allowed = build.literal_set(type_.universe, type_.element)
    return [build.apply(Operator.SUBSET, (expr, allowed))]


def _optional(expr: Expr, type_: OptionalType) -> list[Expr]:
    if not isinstance(expr.type, OptionalType):
        return outside(expr, type_.inner)
    stand_in = Literal(type=type_.inner, value=simplest(type_.inner))
    value = build.apply(Operator.OR_ELSE, (expr, stand_in))
    return outside(value, type_.inner)


def is_nonzero(expr: Expr) -> Expr | None:
    """Return the condition for a divisor not to be zero, None where its type says so."""
    known = expr.type
    assert isinstance(known, NumberType)
    if (known.low is not None and known.low > 0) or (known.high is not None and known.high < 0):
        return None
    nothing = build.literal_number(0, known.kind)
    return build.negation(build.apply(Operator.EQUAL, (expr, nothing)))


def cents(expr: Expr) -> list[Expr]:
    """Return the condition for an amount to be in whole cents, nothing where its type says so."""
    known = expr.type
    if not isinstance(known, NumberType) or known.kind is not NumberKind.AMOUNT:
        return []
    return multiple_of(expr, Fraction(1, 100))


def tie(
    choice: Aggregate, body: Expr, context: Context, free: FreeVariables
) -> tuple[Context, Expr]:
    """Return where two elements are equally first in `choice`; and that `body` is alike for both.

    `body` is the clause's, in which `choice` stands; the two elements become inputs.
    """
    one = with_element(choice, context, free)
    other_name = f"{choice.variable}_other"
    twin = replace(
        choice,
        variable=other_name,
        body=_renamed(choice.body, choice, other_name),
        filter=None if choice.filter is None else _renamed(choice.filter, choice, other_name),
    )
    both = with_element(twin, one, free, f"{choice.variable} (2)")
    for part in (choice.filter, twin.filter):
        both = both if part is None else both.knowing(part, free)
    both = both.knowing(build.apply(Operator.EQUAL, (choice.body, twin.body)), free)
    both = both.knowing(_first(choice), free)
    results = [with_node(body, choice, _element(c)) for c in (choice, twin)]
    return both, build.apply(Operator.EQUAL, results)


def _first(choice: Aggregate) -> Expr:
    """Return that no element comes before the one that `choice.variable` stands for."""
    any_name = f"{choice.variable}_any"
    pair = (choice.body, _renamed(choice.body, choice, any_name))
    if choice.kind is AggregateKind.HIGHEST:
        pair = (pair[1], pair[0])
    filter_ = None if choice.filter is None else _renamed(choice.filter, choice, any_name)
    not_after = build.apply(Operator.LESS_EQUAL, pair)
    return build.aggregate(AggregateKind.ALL, any_name, choice.domain, not_after, filter_=filter_)


def _renamed(expr: Expr, choice: Aggregate, name: str) -> Expr:
    other = build.variable(name, choice.element_type)
    return Instances().of(expr, {choice.variable: other})


def _element(choice: Aggregate) -> Expr:
    return build.variable(choice.variable, choice.element_type)
