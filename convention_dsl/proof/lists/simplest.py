"""The simplest list that refutes: few elements, few kinds of them, each as plain as can be.

A list of very few elements is asked for as such, element by element. Longer ones are counts of the
elements found: fewer are asked for, new elements on demand, until no list of fewer is possible;
then each kind of element is replaced by the plainest one that adds the same to every sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from convention_dsl.core import build
from convention_dsl.core.link import link_expression
from convention_dsl.core.nodes import Expr, Multiset, Value, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Status
from convention_dsl.core.values import groups as groups_of
from convention_dsl.proof.lists.affine import Affine, Atom, constant, sum_dimension
from convention_dsl.proof.lists.counts import Counted, Counting
from convention_dsl.proof.lists.elements import (
    SIZE,
    Element,
    Elements,
    element_bindings,
    term,
    with_parameters,
)
from convention_dsl.proof.lists.instantiate import Instances
from convention_dsl.proof.lists.search import Pool, Refuted, Search, Task
from convention_dsl.proof.lists.witness import inputs
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import Counterexample
from convention_dsl.types import Type

_FEW = 3
"""Lists of up to so many elements are asked for element by element."""
_SECONDS = 5.0
"""For each question whether so few elements will do, where nothing else tells."""
_SHORTER = 12
"""How often a shorter list is asked for."""


def simplest(task: Task, search: Search, found: Refuted) -> Refuted:
    """Return a list at least as simple as the one found."""
    for size in range(min(found.counted.size, _FEW) + 1):
        explicit = _explicit(task, size)
        if explicit is not None:
            return explicit
    return _plain(task, _shorter(search, found))


# Very few elements ------------------------------------------------------------------------------


def of_few(task: Task) -> Refuted | None:
    """Return the shortest list of very few elements that refutes, None where none was found."""
    limits = replace(task.limits, seconds=min(task.limits.seconds, _SECONDS))
    found = (_explicit(replace(task, limits=limits), size) for size in range(_FEW + 1))
    return next((each for each in found if each is not None), None)


def _explicit(task: Task, size: int) -> Refuted | None:
    """Return the simplest list of `size` elements that refutes."""
    from convention_dsl.proof.engine import decide

    kinds = tuple(dict.fromkeys(each.elements for each in task.abstract.sums))
    if len(kinds) != 1 or len(kinds[0]) != 1:
        return None
    verdict = decide(task.program, _of_few(task, kinds[0], size), task.limits, task.total)
    if verdict.status is not Status.REFUTED or verdict.counterexample is None:
        return None
    return _grouped(task, kinds[0], size, verdict.counterexample)


def _names(kind: Elements, size: int) -> list[str]:
    ((name, _),) = kind
    return [f"{name}·{number + 1}" for number in range(size)]


def _of_few(task: Task, kind: Elements, size: int) -> Obligation:
    """Return the obligation with every sum written out over `size` elements."""
    instances = Instances()
    (element,) = element_bindings(kind)
    copies = [Binding(name, element.type) for name in _names(kind, size)]
    sums: dict[str, Expr] = {}
    for each in task.abstract.sums:
        one = term(each)
        terms = [
            instances.of(one, {element.name: Variable(type=copy.type, name=copy.name)})
            for copy in copies
        ]
        zero: Expr = build.literal_number(0, each.type.kind)
        sums[each.name] = reduce(lambda a, b: build.apply(Operator.ADD, (a, b)), terms, zero)
    scope: dict[str, Type] = {b.name: b.type for b in (*copies, *task.abstract.inputs)}

    def written(expr: Expr) -> Expr:
        return link_expression(task.program, instances.of(expr, sums), scope)

    return replace(
        task.obligation,
        inputs=(*copies, *task.abstract.inputs),
        hypotheses=tuple(map(written, task.abstract.hypotheses)),
        claim=written(task.abstract.claim),
        twins=(),
    )


def _grouped(task: Task, kind: Elements, size: int, found: Counterexample) -> Refuted | None:
    groups: list[tuple[Value, int]] = []
    for name in _names(kind, size):
        record = found.inputs[name]
        at = next((k for k, (other, _) in enumerate(groups) if other == record), None)
        if at is None:
            groups.append((record, 1))
        else:
            groups[at] = (record, groups[at][1] + 1)
    ((element, _),) = kind
    counted = tuple((Element(kind, {element: record}, {}), n) for record, n in groups)
    plain = {b.name: found.inputs[b.name] for b in task.abstract.inputs}
    whole = inputs(task.obligation.inputs, plain, counted, task.abstract.same)
    if whole is None:
        return None
    return replaying(task, whole, found.parameters, Counted(counted, {}))


def replaying(
    task: Task, whole: Mapping[str, Value], parameters: Mapping[str, Value], counted: Counted
) -> Refuted | None:
    """Return inputs as a refutation, where the evaluator agrees."""
    from convention_dsl.proof.replay import Referee, Replay

    if Referee(task.program, task.obligation, parameters).judge(whole) is not Replay.REFUTES:
        return None
    return Refuted(dict(whole), dict(parameters), None, counted)


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
            return best
        again = search.replayed(found.point, region, counted)
        if again is None:
            return best
        best = again
    return best


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
    groups = tuple((_plainest(task, found, each), n) for each, n in found.counted.groups)
    names = {binding.name for binding in task.abstract.inputs}
    plain = {name: value for name, value in found.inputs.items() if name in names}
    whole = inputs(task.obligation.inputs, plain, groups, task.abstract.same)
    if whole is None:
        return found
    again = replaying(task, whole, found.parameters, replace(found.counted, groups=groups))
    return again or found


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
