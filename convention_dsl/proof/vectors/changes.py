"""Small changes of a text that test vectors have to show: someone may read it so.

A figure is one more or one less, a bound counts or does not (for the neighbouring row too), an item
is listed or not, a condition is forgotten, a rounding is done otherwise. A vector shows a change
where its result is then another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import (
    Apply,
    Call,
    Cases,
    ClauseRef,
    Expr,
    Field,
    If,
    Literal,
    ParameterRef,
    Round,
    Total,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.terms import rebuilt
from convention_dsl.proof.vectors import roundings, sets
from convention_dsl.proof.vectors.bounds import (
    OPPOSITE,
    Bound,
    bound,
    counted_otherwise,
    moved,
    shared,
)
from convention_dsl.types import NumberKind, NumberType, SetType

_STEPS = {
    NumberKind.INTEGER: Fraction(1),
    NumberKind.NUMBER: Fraction(1),
    NumberKind.AMOUNT: Fraction(1),
    NumberKind.RATE: Fraction(1, 100),
}
"""By how much a figure is changed: a negotiation would not change it by less."""


class ChangeKind(StrEnum):
    """What is changed."""

    MORE = "more"
    """A figure is larger: by one, a euro or a point."""
    LESS = "less"
    """A figure is smaller."""
    STRICT = "strict"
    """The bound of a comparison counts where it did not, or the other way round."""
    ITEM = "item"
    """An item is left out of those listed, or added to them."""
    CONDITION = "condition"
    """One of several conditions is left out."""
    RAISED = "raised"
    """A bound is higher by the smallest step, for all the rows that it separates."""
    LOWERED = "lowered"
    """A bound is lower by the smallest step, for all the rows that it separates."""
    ROUNDING = "rounding"
    """A number is rounded otherwise: up, down, to the even one where it is half way."""
    VALUE = "value"
    """What a row or a branch gives is larger: by one, a euro or a point."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an expression of a clause; `item`: which one is left out or added.

    `parameter` is the id of a parameter whose value is changed.
    """

    kind: ChangeKind
    clause: ClauseRef
    expr: Expr = field(repr=False)
    item: str | int | None = None
    parameter: str | None = None


def changes(program: Program, refs: Iterable[ClauseRef]) -> Iterator[tuple[Change, Program]]:
    """Yield the changes of some clauses, each with the program in which it is made."""
    parameters: set[str] = set()
    for ref in refs:
        body = program.clauses[ref].body
        nodes = {id(node): node for node in walk(body)}
        groups = [g for node in nodes.values() if isinstance(node, Cases) for g in shared(node)]
        linked = {id(each.node) for group in groups for each in group}
        for node in nodes.values():
            if isinstance(node, ParameterRef):
                yield from _of_parameter(program, ref, node, parameters)
            own = ((change, node, other) for change, other in _of_node(ref, node))
            branches = ((change, change.expr, other) for change, other in _of_branches(ref, node))
            for change, old, other in (*own, *branches):
                yield change, _with_body(program, ref, _with_nodes(body, {id(old): other}))
            if (alone := bound(node)) is not None and id(node) not in linked:
                groups.append((alone,))
        for group in groups:
            for change, others in _of_bounds(ref, group, id(group[0].node) in linked):
                yield change, _with_body(program, ref, _with_nodes(body, others))


def _with_body(program: Program, ref: ClauseRef, body: Expr) -> Program:
    clause = replace(program.clauses[ref], body=body)
    return replace(program, clauses={**program.clauses, ref: clause})


def _with_nodes(expr: Expr, others: Mapping[int, Expr]) -> Expr:
    """Return `expr` with some very nodes, by their `id`, replaced."""
    if id(expr) in others:
        return others[id(expr)]
    return rebuilt(expr, lambda part: _with_nodes(part, others))


def _of_parameter(
    program: Program, ref: ClauseRef, node: ParameterRef, known: set[str]
) -> Iterator[tuple[Change, Program]]:
    id_ = parameter_id(node.book, node.name, node.pin)
    value = program.parameters[id_].value
    if id_ in known or not isinstance(value, Fraction):
        return
    known.add(id_)
    kind = node.type.kind if isinstance(node.type, NumberType) else NumberKind.NUMBER
    for change, step in ((ChangeKind.MORE, _STEPS[kind]), (ChangeKind.LESS, -_STEPS[kind])):
        other = with_values(program, {id_: value + step})
        yield Change(change, ref, node, parameter=id_), other


def _of_node(ref: ClauseRef, node: Expr) -> Iterator[tuple[Change, Expr]]:
    match node:
        case Literal(value=Fraction() as value, type=NumberType(kind=kind)):
            for change, step in ((ChangeKind.MORE, _STEPS[kind]), (ChangeKind.LESS, -_STEPS[kind])):
                yield Change(change, ref, node), replace(node, value=value + step)
        case Literal(value=frozenset() as items, type=SetType() as type_) if items:
            for item in sets.named(type_):
                change_ = Change(ChangeKind.ITEM, ref, node, item)
                yield change_, replace(node, value=items ^ {item})
        case Apply() if node.operator in OPPOSITE:
            other = replace(node, operator=OPPOSITE[node.operator])
            yield Change(ChangeKind.STRICT, ref, node), other
        case Round():
            for mode, rounded in roundings.others(node):
                yield Change(ChangeKind.ROUNDING, ref, node, mode), rounded
        case Apply(operator=Operator.AND | Operator.OR):
            for number, part in enumerate(node.arguments):
                rest = node.arguments[:number] + node.arguments[number + 1 :]
                yield Change(ChangeKind.CONDITION, ref, part), replace(node, arguments=rest)
        case _:
            pass


def _of_branches(ref: ClauseRef, node: Expr) -> Iterator[tuple[Change, Expr]]:
    """Yield what rows and branches calculate, larger: what they give is to matter to the result.

    Figures are changed where they stand.
    """
    for value in _branches(node):
        match value:
            case Apply() | Call() | Field() | Round() | Variable():
                if isinstance(value.type, NumberType):
                    yield Change(ChangeKind.VALUE, ref, value), _larger(value, value.type)
            case _:
                pass


def _branches(node: Expr) -> Sequence[Expr]:
    match node:
        case Cases(rows=rows, otherwise=otherwise):
            values = tuple(row.value for row in rows)
            return values if otherwise is None else (*values, otherwise)
        case If():
            return node.then, node.otherwise
        case Total(terms=terms):
            return tuple(term.value for term in terms)
        case _:
            return ()


def _larger(value: Expr, type_: NumberType) -> Expr:
    wide = NumberType(type_.kind)
    one = Literal(type=wide, value=_STEPS[type_.kind], span=value.span)
    return Apply(type=wide, operator=Operator.ADD, arguments=(value, one), span=value.span)


def _of_bounds(
    ref: ClauseRef, group: Sequence[Bound], is_shared: bool
) -> Iterator[tuple[Change, Mapping[int, Expr]]]:
    """Yield the bounds that some rows have in common, moved for all of them.

    A bound that no other row has counts otherwise, or is moved by one, elsewhere already.
    """
    first = group[0]
    type_ = first.value.type
    usual = _STEPS[type_.kind] if isinstance(type_, NumberType) else Fraction(0)
    for kind, sign in ((ChangeKind.RAISED, 1), (ChangeKind.LOWERED, -1)):
        others = {id(each.node): moved(each, sign * (first.step or usual)) for each in group}
        known = {node: other for node, other in others.items() if other is not None}
        if len(known) == len(others) and (is_shared or first.step not in (None, usual)):
            yield Change(kind, ref, first.node), known
    if is_shared and first.step is None:
        kind = ChangeKind.RAISED if first.below else ChangeKind.LOWERED
        yield Change(kind, ref, first.node), {id(e.node): counted_otherwise(e) for e in group}
