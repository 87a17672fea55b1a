"""The conditions that records state about themselves, checked on the data.

Each invariant becomes a clause of its own, over one record called `self`, so that the same
calculator that computes the amounts also checks the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from convention_dsl.core.nodes import ClauseRef, Multiset, Value
from convention_dsl.core.program import (
    Binding,
    Clause,
    ClauseDef,
    Invariant,
    Library,
    Program,
    Reading,
    RecordDef,
)
from convention_dsl.core.values import groups
from convention_dsl.diagnostics import Label
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.form import Form, Group, Leaf, Many, Maybe, Shape
from convention_dsl.inputs.problems import Problem
from convention_dsl.types import BOOLEAN, RecordType

Call = Callable[[ClauseRef, Sequence[Value]], Value]


@dataclass(frozen=True)
class Rule:
    """An invariant of a record that the inputs hold somewhere, as a clause."""

    ref: ClauseRef
    record: RecordDef
    invariant: Invariant


def rules_of(form: Form) -> tuple[Rule, ...]:
    """Return the invariants of every record among the inputs."""
    names = dict.fromkeys(
        group.type.name
        for shape in form.inputs
        for group in _groups(shape)
        if isinstance(group.type, RecordType)
    )
    return tuple(rule for name in names for rule in _rules(form.library, name))


def _rules(library: Library, name: str) -> Iterator[Rule]:
    record = library.record(name)
    for index, invariant in enumerate(record.invariants):
        yield Rule(ClauseRef(name.partition(".")[0], f"{record.name}#{index}"), record, invariant)


def _groups(shape: Shape) -> Iterator[Group]:
    match shape:
        case Leaf():
            return
        case Group():
            yield shape
            for _, part in shape.parts:
                yield from _groups(part)
        case Maybe():
            yield from _groups(shape.inner)
        case Many():
            yield from _groups(shape.element)
        case _:
            assert_never(shape)


def with_rules(program: Program, rules: Sequence[Rule]) -> Program:
    """Return `program` with one more clause for each rule."""
    return replace(program, clauses={**program.clauses, **{r.ref: _clause(r) for r in rules}})


def _clause(rule: Rule) -> Clause:
    inputs = (Binding("self", rule.record.type),)
    condition = rule.invariant.condition
    definition = ClauseDef(
        rule.ref.book, rule.ref.name, inputs, BOOLEAN, (Reading(None, condition),)
    )
    return Clause(rule.ref, inputs, BOOLEAN, condition, definition)


def violations(
    form: Form, rules: Sequence[Rule], calculations: Sequence[Sequence[Value]], call: Call
) -> Iterator[tuple[int, str, Problem]]:
    """Yield (calculation, path, problem) for each record that breaks one of its rules."""
    if not rules:
        return
    by_record: dict[str, list[Rule]] = {}
    for rule in rules:
        by_record.setdefault(rule.record.type.name, []).append(rule)
    for index, arguments in enumerate(calculations):
        for shape, value in zip(form.inputs, arguments, strict=True):
            for path, name, record in _records(shape, value, shape.path[0]):
                for rule in by_record.get(name, ()):
                    if call(rule.ref, (record,)) is not True:
                        yield index, path, _problem(rule)


def _records(shape: Shape, value: Value, path: str) -> Iterator[tuple[str, str, Value]]:
    """Yield each record of a value with its path and its type's name."""
    match shape:
        case Leaf():
            return
        case Group():
            assert isinstance(value, dict)
            if isinstance(shape.type, RecordType):
                yield path, shape.type.name, value
            for name, part in shape.parts:
                if not isinstance(part, Leaf):
                    yield from _records(part, value[name], f"{path}.{name}")
        case Maybe():
            if value is not None:
                yield from _records(shape.inner, value, path)
        case Many():
            assert isinstance(value, tuple | Multiset)
            for index, (item, _) in enumerate(groups(value)):
                yield from _records(shape.element, item, f"{path}[{index}]")
        case _:
            assert_never(shape)


def _problem(rule: Rule) -> Problem:
    label = rule.invariant.label
    words = Wording(f": {label}", f" : {label}") if label else ""
    place = (Label(rule.invariant.span, "rule"),) if rule.invariant.span.path else ()
    record = rule.record.label or rule.record.name
    return Problem("E0307", {"record": record, "rule": words}, labels=place)
