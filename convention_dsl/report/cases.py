"""A counterexample calculated again for a report: its lists by kinds, the sides of the claim.

A list has as many payslips as elements; a report has one column per kind of element instead, with
what one element of it brings to each side of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.explanation import Step
from convention_dsl.core.nodes import Aggregate, Call, Expr, Multiset, Value, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program, PropertyDef
from convention_dsl.core.traverse import walk
from convention_dsl.core.values import groups
from convention_dsl.proof.verdict import Counterexample
from convention_dsl.report.accesses import Accesses, Path
from convention_dsl.report.margins import (
    Comparison,
    Linear,
    Setting,
    Share,
    compared,
    setting_of,
)
from convention_dsl.types import ListType, NumberType, RecordType, Type


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a comparison and its value."""

    expr: Expr
    value: Fraction


@dataclass(frozen=True, slots=True)
class Balance:
    """A comparison of the claim with both values."""

    operator: Operator
    swapped: bool
    left: Side
    right: Side
    type: NumberType
    negated: bool = False

    @property
    def difference(self) -> Fraction:
        """The left side less the right one."""
        return self.left.value - self.right.value

    @property
    def holds(self) -> bool:
        """Whether the comparison is true."""
        low, high = self.left.value, self.right.value
        if self.swapped:
            low, high = high, low
        match self.operator:
            case Operator.EQUAL:
                return (low == high) is not self.negated
            case Operator.LESS:
                return low < high
            case _:
                return low <= high


@dataclass(frozen=True, slots=True)
class Column:
    """An amount of each kind of element: of a call, or (`expr` None) what it adds to the claim."""

    expr: Expr | None
    type: NumberType
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    """A list by its kinds of elements, the most frequent first."""

    path: Path
    type: RecordType
    counts: tuple[int, ...]
    records: tuple[Value, ...]
    fields: frozenset[Path]
    """What the property reads of an element, by path from the element."""
    columns: tuple[Column, ...] = ()

    @property
    def size(self) -> int:
        """How many elements there are."""
        return sum(self.counts)


@dataclass(frozen=True)
class Case:
    """A counterexample with what a report shows of it."""

    found: Counterexample
    steps: tuple[Step, ...] = ()
    kinds: tuple[Kinds, ...] = ()
    balances: tuple[Balance, ...] = ()


def case_of(
    program: Program, definition: PropertyDef, found: Counterexample, steps: tuple[Step, ...] = ()
) -> Case:
    """Return a counterexample of a linked property calculated again."""
    claimed = tuple(compared(definition.claim))
    return Case(
        found,
        steps,
        tuple(_kinds(program, definition, claimed, found.inputs)),
        tuple(_balances(program, claimed, found.inputs)),
    )


def _balances(
    program: Program, claimed: tuple[Comparison, ...], inputs: Mapping[str, Value]
) -> Iterator[Balance]:
    for each in claimed:
        try:
            left, right = (evaluate(program, side, inputs) for side in (each.left, each.right))
        except EvaluationError:
            continue
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            sides = Side(each.left, left), Side(each.right, right)
            yield Balance(each.operator, each.swapped, *sides, each.type, each.negated)


# Lists ------------------------------------------------------------------------------------------


def _kinds(
    program: Program,
    definition: PropertyDef,
    claimed: tuple[Comparison, ...],
    inputs: Mapping[str, Value],
) -> Iterator[Kinds]:
    exprs = (*definition.hypotheses, definition.claim)
    read = Accesses(program).of(exprs, inputs)
    for path, type_, value in _lists(definition, inputs):
        found = sorted(counted(value), key=lambda pair: -pair[1])
        records = tuple(record for record, _ in found)
        fields = frozenset(own[len(path) :] for own in read if own[: len(path)] == path) - {()}
        columns = tuple(_columns(Linear(program, path), claimed, setting_of(inputs), records))
        counts = tuple(count for _, count in found)
        yield Kinds(path, type_.element, counts, records, fields, columns)


def _lists(
    definition: PropertyDef, inputs: Mapping[str, Value]
) -> Iterator[tuple[Path, ListType, tuple[Value, ...] | Multiset]]:
    """Yield the lists of a counterexample: inputs, and fields of records."""
    bindings = list(definition.inputs)
    if definition.threshold is not None:
        bindings.append(definition.threshold)
    for binding in bindings:
        if binding.name in inputs:
            yield from _lists_in((binding.name,), binding.type, inputs[binding.name])


def _lists_in(
    path: Path, type_: Type, value: Value
) -> Iterator[tuple[Path, ListType, tuple[Value, ...] | Multiset]]:
    if isinstance(type_, ListType) and isinstance(value, tuple | Multiset):
        yield path, type_, value
    elif isinstance(type_, RecordType) and isinstance(value, dict):
        for name, inner in type_.fields:
            yield from _lists_in((*path, name), inner, value[name])


def counted(value: tuple[Value, ...] | Multiset) -> list[tuple[Value, int]]:
    """Return the distinct elements of a list, each with how many times it is there."""
    found: list[tuple[Value, int]] = []
    for element, count in groups(value):
        for i, (known, n) in enumerate(found):
            if known == element:
                found[i] = (known, n + count)
                break
        else:
            found.append((element, count))
    return found


def _columns(
    linear: Linear,
    claimed: tuple[Comparison, ...],
    setting: Setting,
    records: tuple[Value, ...],
) -> Iterator[Column]:
    """Yield the amounts of the calls in the claim, then what each kind adds to its difference."""
    seen: set[str] = set()
    for each in claimed:
        sides = [linear.shares(side, setting) for side in (each.left, each.right)]
        found = [share for shares in sides for share in shares or ()]
        for column in _calls(linear, found, records):
            if repr(column.expr) not in seen:
                seen.add(repr(column.expr))
                yield column
        left, right = sides
        if left is not None and right is not None and found:
            yield Column(None, each.type, _differences(linear, left, right, records))


def _differences(
    linear: Linear, left: list[Share], right: list[Share], records: tuple[Value, ...]
) -> tuple[Fraction | None, ...]:
    pairs = [(linear.added(left, each), linear.added(right, each)) for each in records]
    return tuple(None if one is None or two is None else one - two for one, two in pairs)


def _calls(linear: Linear, shares: list[Share], records: tuple[Value, ...]) -> Iterator[Column]:
    """Yield the calls of which sums are made: those of amounts that an element is given to."""
    for share in shares:
        for call in _amounts(share.aggregate.body):
            assert isinstance(call.type, NumberType)
            own = replace(share, aggregate=replace(share.aggregate, body=call))
            yield Column(call, call.type, tuple(linear.body(own, each) for each in records))


def _amounts(body: Expr) -> Iterator[Expr]:
    """Yield the outermost calls of amounts in a body, or the body itself where there is none.

    Calls about the elements of a list inside an element stay inside their own sum.
    """
    bound = {node.variable for node in walk(body) if isinstance(node, Aggregate)}
    calls = [
        node
        for node in walk(body)
        if isinstance(node, Call) and isinstance(node.type, NumberType) and node.type.has_dimension
    ]
    nested = {id(inner) for call in calls for inner in walk(call) if inner is not call}
    outer = [call for call in calls if id(call) not in nested]
    if outer and not any(_variables(call) & bound for call in outer):
        yield from outer
    elif _variables(body):
        yield body


def _variables(expr: Expr) -> set[str]:
    return {node.name for node in walk(expr) if isinstance(node, Variable)}
