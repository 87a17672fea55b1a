"""Sets, lists and membership: displays, `in`, `contains`, `meets`, `is empty`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import AggregateKind, Expr, Literal, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.ranges import is_within, union
from convention_dsl.semantics.build import all_of, any_of, equal, operate, opposite, shared
from convention_dsl.semantics.fitting import agree, fit, mismatch, plain, same_family
from convention_dsl.semantics.operators import compare, equality
from convention_dsl.semantics.scope import Scope
from convention_dsl.source import Span
from convention_dsl.syntax.nodes import (
    Binary,
    BinaryOperator,
    Expression,
    ListExpr,
    RangeExpr,
    SetExpr,
)
from convention_dsl.types import (
    EnumType,
    ListType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

LARGEST_SET = 1000
"""How many integers a set, a range in a set or a type of sets may span."""


def display(scope: Scope, node: SetExpr, hint: Type | None) -> Expr | None:
    """Return `{a, b}` or `{1, 2, 5..10}`: a constant where its members are."""
    while isinstance(hint, OptionalType):
        hint = hint.inner
    wanted = hint if isinstance(hint, SetType) else None
    element = wanted.element if wanted else None
    members: list[Expr] = []
    for each in node.members:
        found = _members(scope, each, element)
        if found is None:
            return None
        members += found
        element = element or _element(found)
    if wanted is None and element is None:
        scope.problems.add("E0140", node.span)
        return None
    return _set(scope, members, wanted, node.span)


def _element(members: list[Expr]) -> EnumType | NumberType | None:
    type_ = members[0].type if members else None
    return type_ if isinstance(type_, EnumType | NumberType) else None


def _members(scope: Scope, node: Expression, element: Type | None) -> list[Expr] | None:
    if isinstance(node, RangeExpr):
        return spread(scope, node, element)
    member = scope.expression(node, element)
    return None if member is None else [member]


def spread(scope: Scope, node: RangeExpr, element: Type | None) -> list[Expr] | None:
    """Return the members of a constant range of integers or of an ordered enumeration."""
    low, high = scope.expression(node.low, element), scope.expression(node.high, element)
    pair = agree(scope.problems, low, high, node.span)
    if pair is None:
        return None
    first, last = pair
    if _is_backwards(first, last):
        scope.problems.add("E0145", node.span)
        return None
    if isinstance(first, Literal) and isinstance(last, Literal):
        match first.type, first.value, last.value:
            case EnumType() as enum, str(), str():
                return _items_between(scope, enum, first.value, last.value, node)
            case NumberType(), Fraction() as start, Fraction() as end:
                if _is_integer(start) and _is_integer(end) and end - start < LARGEST_SET:
                    stop = int(end) + (not node.half_open)
                    return [
                        build.literal_number(i, NumberKind.INTEGER, node.span)
                        for i in range(int(start), stop)
                    ]
            case _:
                pass
    scope.problems.add("E0141", node.span, most=LARGEST_SET)
    return None


def _items_between(
    scope: Scope, enum: EnumType, low: object, high: object, node: RangeExpr
) -> list[Expr] | None:
    if not enum.ordered:
        scope.problems.add("E0132", node.span, name=enum.name.rpartition(".")[2])
        return None
    start, end = enum.items.index(str(low)), enum.items.index(str(high))
    chosen = enum.items[start : end + (not node.half_open)]
    return [build.literal_item(item, enum, node.span) for item in chosen]


def _is_integer(value: Fraction) -> bool:
    return value.denominator == 1


def _set(scope: Scope, members: list[Expr], wanted: SetType | None, span: Span) -> Expr | None:
    element = wanted.element if wanted else union([member.type for member in members])
    if isinstance(element, NumberType):
        target = NumberType(NumberKind.INTEGER, step=Fraction(1))
        fitted = [fit(scope.problems, member, target) for member in members]
    elif isinstance(element, EnumType):
        fitted = [fit(scope.problems, member, element) for member in members]
    else:
        scope.problems.add("E0142", span, found=plain(element))
        return None
    kept = [member for member in fitted if member is not None]
    if len(kept) < len(members):
        return None
    return _constant_or_construct(scope, kept, wanted, element, span)


def _constant_or_construct(
    scope: Scope,
    members: list[Expr],
    wanted: SetType | None,
    element: EnumType | NumberType,
    span: Span,
) -> Expr | None:
    if isinstance(element, NumberType) and members:
        found = union([member.type for member in members])
        assert isinstance(found, NumberType)
        if wanted is None or not _within(found, element):
            element = NumberType(NumberKind.INTEGER, found.low, found.high, Fraction(1))
    if isinstance(element, NumberType) and not bounded(element):
        scope.problems.add("E0141", span, most=LARGEST_SET)
        return None
    values = [member.value for member in members if isinstance(member, Literal)]
    type_ = SetType(element)
    if len(values) < len(members):
        return build.construct(type_, members, span)
    return Literal(type=type_, value=frozenset(_keys(values)), span=span)


def _within(found: NumberType, element: NumberType) -> bool:
    return is_within(found, NumberType(NumberKind.INTEGER, element.low, element.high))


def _keys(values: Iterable[Value]) -> Iterator[str | int]:
    """Yield the members of a constant set: items by name, numbers as integers."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Fraction):
            yield int(value)


def bounded(element: NumberType) -> bool:
    """Return whether a set of such integers is small enough to be one."""
    if element.low is None or element.high is None:
        return False
    return element.high - element.low < LARGEST_SET


def list_display(scope: Scope, node: ListExpr, hint: Type | None) -> Expr | None:
    """Return `[p, q]`."""
    element: Type | None = hint.element if isinstance(hint, ListType) else None
    parts = [scope.expression(member, element) for member in node.members]
    if any(part is None for part in parts):
        return None
    kept = [part for part in parts if part is not None]
    for part in kept:
        if not isinstance(part.type, RecordType):
            scope.problems.add("E0143", part.span, found=plain(part.type))
            return None
        if not same_family(kept[0].type, part.type):
            mismatch(scope.problems, part.span, kept[0].type, part.type)
            return None
    if kept:
        return build.list_of(kept, node.span)
    if not isinstance(hint, ListType):
        scope.problems.add("E0140", node.span)
        return None
    return Literal(type=hint, value=(), span=node.span)


# Membership -------------------------------------------------------------------------------------


def membership(scope: Scope, node: Binary) -> Expr | None:
    """Return `x in S` or `S contains x`; S may be a display, a range, a set, an enumeration."""
    element, container = node.left, node.right
    if node.operator is BinaryOperator.CONTAINS:
        element, container = container, element
    if isinstance(container, SetExpr | RangeExpr):
        return _among(scope, element, container, node.span)
    found = scope.expression(container)
    if found is None:
        scope.beside_wrong(element)
        return None
    if not isinstance(found.type, SetType):
        scope.problems.add("E0144", found.span, found=plain(found.type))
        return None
    member = scope.expression(element, found.type.element)
    return contains(scope, found, member, node.span)


def contains(scope: Scope, container: Expr, member: Expr | None, span: Span) -> Expr | None:
    """Return that a set has an element."""
    if member is None:
        return None
    assert isinstance(container.type, SetType)
    if not same_family(container.type.element, member.type):
        mismatch(scope.problems, member.span, container.type.element, member.type)
        return None
    if isinstance(member.type, NumberType):
        integer = NumberType(NumberKind.INTEGER, step=Fraction(1))
        if fit(scope.problems, member, integer) is None:
            return None
    return operate(Operator.CONTAINS, container, member, span=span)


def _among(
    scope: Scope, element: Expression, container: SetExpr | RangeExpr, span: Span
) -> Expr | None:
    value = scope.expression(element)
    if value is None:
        for member in container.members if isinstance(container, SetExpr) else ():
            scope.beside_wrong(member)
        return None
    return among(scope, value, container, span)


def among(scope: Scope, value: Expr, container: SetExpr | RangeExpr, span: Span) -> Expr | None:
    """Return that a value of any type is one of those written."""
    members = container.members if isinstance(container, SetExpr) else (container,)
    missing = False

    def tests(subject: Expr) -> Expr:
        nonlocal missing
        found = [_equals_or_within(scope, subject, member) for member in members]
        missing = any(test is None for test in found)
        return any_of([test for test in found if test is not None], span)

    result = shared(value, scope.context.fresh, tests)
    return None if missing else result


def _equals_or_within(scope: Scope, value: Expr, member: Expression) -> Expr | None:
    if isinstance(member, RangeExpr):
        return within(scope, value, member)
    other = scope.expression(member, value.type)
    return equality(scope.problems, value, other, member.span)


def within(scope: Scope, value: Expr, node: RangeExpr) -> Expr | None:
    """Return that an atomic value is in a range."""
    upper = BinaryOperator.LESS if node.half_open else BinaryOperator.LESS_EQUAL
    low, high = (scope.expression(bound, value.type) for bound in (node.low, node.high))
    if low is None or high is None:
        return None
    if _is_backwards(low, high):
        scope.problems.add("E0145", node.span)
        return None
    above = compare(scope.problems, BinaryOperator.LESS_EQUAL, low, value, node.span)
    if above is None:
        return None
    below = compare(scope.problems, upper, value, high, node.span)
    return None if below is None else all_of((above, below), node.span)


def _is_backwards(low: Expr, high: Expr) -> bool:
    """Return whether both bounds are constants, the first above the second."""
    if not isinstance(low, Literal) or not isinstance(high, Literal):
        return False
    match low.value, high.value:
        case (Fraction() as first, Fraction() as last):
            return first > last
        case (date() as start, date() as end):
            return start > end
        case (str(), str()) if isinstance(low.type, EnumType):
            items = low.type.items
            return items.index(str(low.value)) > items.index(str(high.value))
        case _:
            return False


_SET_OPERATORS: Mapping[BinaryOperator, Operator] = {
    BinaryOperator.UNION: Operator.UNION,
    BinaryOperator.INTERSECTION: Operator.INTERSECTION,
    BinaryOperator.WITHOUT: Operator.DIFFERENCE,
    BinaryOperator.INCLUDED_IN: Operator.SUBSET,
}


def combine(scope: Scope, node: Binary, hint: Type | None) -> Expr | None:
    """Return `S union T`, `S included in T`, `S meets T` and the like."""
    left_display = isinstance(node.left, SetExpr)
    first, second = (node.right, node.left) if left_display else (node.left, node.right)
    one = scope.expression(first, hint)
    if one is None:
        scope.beside_wrong(second)
        return None
    other = scope.expression(second, one.type)
    left, right = (other, one) if left_display else (one, other)
    return combined_sets(scope, node.operator, left, right, node.span)


def combined_sets(
    scope: Scope, word: BinaryOperator, left: Expr | None, right: Expr | None, span: Span
) -> Expr | None:
    """Return a set operation on what must be two sets of one family."""
    for side in (left, right):
        if side is not None and not isinstance(side.type, SetType):
            scope.problems.add("E0144", side.span, found=plain(side.type))
            return None
    pair = agree(scope.problems, left, right, span)
    return None if pair is None else combined(word, *pair, span)


def combined(word: BinaryOperator, left: Expr, right: Expr, span: Span) -> Expr:
    """Return a set operation on two sets of one family; `meets` is a non-empty intersection."""
    if word is BinaryOperator.MEETS:
        common = operate(Operator.INTERSECTION, left, right, span=span)
        return opposite(is_empty(common, span), span)
    return operate(_SET_OPERATORS[word], left, right, span=span)


def is_empty(container: Expr, span: Span) -> Expr:
    """Return that a set or a list has no element."""
    if isinstance(container.type, ListType):
        yes = build.literal_boolean(True, span)
        some = build.aggregate(AggregateKind.ANY, "element'", container, yes, span=span)
        return opposite(some, span)
    return equal(container, Literal(type=container.type, value=frozenset(), span=span), span)


def emptiness(scope: Scope, value: Expr | None, span: Span) -> Expr | None:
    """Return `S is empty`."""
    if value is None:
        return None
    if not isinstance(value.type, SetType | ListType):
        scope.problems.add("E0144", value.span, found=plain(value.type))
        return None
    return is_empty(value, span)
