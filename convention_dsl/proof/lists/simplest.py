"""The simplest list that refutes: few elements, few kinds of them, each as plain as can be.

A list of very few elements is asked for as such, element by element. Longer ones are counts of the
elements found: fewer are asked for, new elements on demand, until no list of fewer is possible;
then each kind of element is replaced by the plainest one that adds the same to every sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Multiset, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.values import groups as groups_of
from convention_dsl.proof.lists.affine import Affine, Atom, constant, sum_dimension
from convention_dsl.proof.lists.counts import Counted, Counting
from convention_dsl.proof.lists.elements import (
    SIZE,
    Element,
    element_bindings,
    term,
    with_parameters,
)
from convention_dsl.proof.lists.few import FEW, explicit, replaying, with_known
from convention_dsl.proof.lists.pool import Pool
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.task import Refuted, Task
from convention_dsl.proof.lists.witness import inputs
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import Counterexample

_SECONDS = 2.0
"""For each question whether a shorter list will do."""
_STEPS = 3_000_000
"""For each question that makes a list simpler."""
_LONG = 1000
"""Longer lists than that are worth more kinds of elements, if they are fewer."""
_SHORTER = 12
"""How often a shorter list is asked for."""


def simplest(task: Task, search: Search, found: Refuted) -> Refuted:
    """Return a list at least as simple as the one found.

    Each question on the way has few steps: what is refuted already is not worth more.
    """
    task = replace(task, limits=replace(task.limits, steps=task.limits.steps or _STEPS))
    for size in range(min(found.counted.size, FEW) + 1):
        few = explicit(task, size)
        if few is not None:
            return few
    return _plain(task, _shorter(search, found))


# Fewer elements ---------------------------------------------------------------------------------


def _shorter(search: Search, found: Refuted) -> Refuted:
    """Return a list of as few elements as could be found."""
    region, task = found.region, search.task
    if region is None or found.point is None:
        return found
    conditions = search.conditions(found.point)
    best = found
    for _ in range(_SHORTER):
        bound = constant(best.counted.size - 1) - Affine({sum_dimension(SIZE): Fraction(1)})
        atoms = (*region.bounded(), Atom(bound, False, None))
        try:
            if not search.mixes(atoms, conditions):
                return best
        except OutsideMethod:
            return best
        counting = Counting(region, search.known(conditions), task.limits, task.deadline)
        counted = counting.smallest()
        if counted is None or counted.size >= best.counted.size:
            return _topped_up(search, best)
        again = search.replayed(found.point, region, counted)
        if again is None:
            return best
        best = again
    return best


def _topped_up(search: Search, best: Refuted) -> Refuted:
    """Return a shorter list than a long one, with a few elements beside those known."""
    if best.counted.size <= _LONG:
        return best
    limits = replace(search.task.limits, seconds=min(search.task.limits.seconds, _SECONDS))
    task = replace(search.task, limits=limits)
    return with_known(task, search.known_elements(), best.counted.size - 1) or best


# Plain elements ---------------------------------------------------------------------------------


def plain_list(task: Task, pool: Pool, found: Counterexample) -> Counterexample:
    """Return a counterexample with each kind of element as plain as it can be."""
    groups: list[tuple[Element, int]] = []
    for kind in pool.kinds(task, ()) if not task.abstract.mixed else ():
        match kind.kind:
            case ((name, Variable() as list_),):
                held = found.inputs[list_.name]
                assert isinstance(held, Multiset | tuple)
                pairs = groups_of(held)
                groups += [(kind.with_values({name: each}), n) for each, n in pairs]
            case _:
                return found
    counted = Counted(tuple(groups), {})
    refuted = Refuted(dict(found.inputs), dict(found.parameters), None, counted)
    plain = _plain(task, refuted)
    return replace(found, inputs=plain.inputs)


def _plain(task: Task, found: Refuted) -> Refuted:
    """Return the list with each kind of element as plain as it can be."""
    groups = _merged((_plainest(task, found, each), n) for each, n in found.counted.groups)
    names = {binding.name for binding in task.abstract.inputs}
    plain = {name: value for name, value in found.inputs.items() if name in names}
    whole = inputs(task.obligation.inputs, plain, groups, task.abstract.same)
    if whole is None:
        return found
    again = replaying(task, whole, found.parameters, replace(found.counted, groups=groups))
    return again or found


def _merged(groups: Iterable[tuple[Element, int]]) -> tuple[tuple[Element, int], ...]:
    """Return groups with elements that became the same counted together."""
    found: list[tuple[Element, int]] = []
    for element, number in groups:
        same = (each.kind == element.kind and each.values == element.values for each, _ in found)
        at = next((k for k, is_same in enumerate(same) if is_same), None)
        if at is None:
            found.append((element, number))
        else:
            found[at] = (element, found[at][1] + number)
    return tuple(found)


def _plainest(task: Task, found: Refuted, element: Element) -> Element:
    """Return the plainest element with the same terms."""
    from convention_dsl.proof.engine import decide

    if len(element.kind) > 1:
        return element
    program = with_parameters(task.program, found.parameters)
    names = frozenset(name for name, _ in element.kind)
    differs = [build.negation(each) for each in _same_terms(task, element)]
    obligation = Obligation(
        id=f"{task.obligation.id}.element",
        kind="element",
        inputs=(*element_bindings(element.kind), *task.context(()).inputs),
        hypotheses=(),
        claim=build.disjunction(differs),
    )
    if task.abstract.mixed:
        return element
    verdict = decide(program, obligation, task.limits)
    if verdict.counterexample is None:
        return element
    values = {name: verdict.counterexample.inputs[name] for name in names}
    return replace(element, values=values)


def _same_terms(task: Task, element: Element) -> Iterator[Expr]:
    for each in task.abstract.sums:
        if each.elements == element.kind:
            value = build.literal_number(element.vector[each.name], each.type.kind)
            yield build.apply(Operator.EQUAL, (term(each), value))
