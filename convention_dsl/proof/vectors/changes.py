"""Small changes of a text that test vectors have to show: someone may read it so.

A figure is one more or one less, a bound counts or does not, an item is listed or not, a condition
is forgotten. A vector shows a change where its result is then another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Apply, ClauseRef, Expr, Literal, ParameterRef
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.proof.terms import with_node
from convention_dsl.proof.vectors import sets
from convention_dsl.types import NumberKind, NumberType, SetType

_STEPS = {
    NumberKind.INTEGER: Fraction(1),
    NumberKind.NUMBER: Fraction(1),
    NumberKind.AMOUNT: Fraction(1),
    NumberKind.RATE: Fraction(1, 100),
}
"""By how much a figure is changed: a negotiation would not change it by less."""

_STRICT = {Operator.LESS: Operator.LESS_EQUAL, Operator.LESS_EQUAL: Operator.LESS}


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
        for node in nodes.values():
            if isinstance(node, ParameterRef):
                yield from _of_parameter(program, ref, node, parameters)
            for change, other in _of_node(ref, node):
                yield change, _with_body(program, ref, with_node(body, node, other))


def _with_body(program: Program, ref: ClauseRef, body: Expr) -> Program:
    clause = replace(program.clauses[ref], body=body)
    return replace(program, clauses={**program.clauses, ref: clause})


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
        case Apply() if node.operator in _STRICT:
            other = replace(node, operator=_STRICT[node.operator])
            yield Change(ChangeKind.STRICT, ref, node), other
        case Apply(operator=Operator.AND | Operator.OR):
            for number, part in enumerate(node.arguments):
                rest = node.arguments[:number] + node.arguments[number + 1 :]
                yield Change(ChangeKind.CONDITION, ref, part), replace(node, arguments=rest)
        case _:
            pass
