"""Deciding by classes: all the terms that elements can have, and how many elements have each.

Where lists are short, whole numbers matter, and no weighted sum may tell. If the elements have few
different terms, every list is a count of each, and the question is one about these counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from convention_dsl.core import build
from convention_dsl.core.link import link_expression
from convention_dsl.core.nodes import Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Status
from convention_dsl.proof.instantiate import Instances
from convention_dsl.proof.lists.affine import Affine, Atom, sum_dimension
from convention_dsl.proof.lists.certificate import certificate
from convention_dsl.proof.lists.counts import Counted
from convention_dsl.proof.lists.elements import Element
from convention_dsl.proof.lists.few import replaying
from convention_dsl.proof.lists.search import Search
from convention_dsl.proof.lists.task import Found, Held, Refuted, Task
from convention_dsl.proof.lists.witness import inputs
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import Certificate, Verdict
from convention_dsl.types import NumberKind, NumberType, Type

MOST_CLASSES = 64
_COUNT = NumberType(NumberKind.INTEGER, low=Fraction(0), step=Fraction(1))


def by_classes(task: Task, search: Search) -> Refuted | Certificate:
    """Return the outcome; raises `OutsideMethod` where there are too many classes."""
    from convention_dsl.proof.engine import decide

    if task.abstract.mixed or any(len(each.elements) > 1 for each in task.abstract.sums):
        raise OutsideMethod("integers")
    elements = _classes(search)
    obligation = _over_counts(task, elements)
    verdict = decide(task.program, obligation, task.limits, task.total)
    match verdict.status:
        case Status.REFUTED:
            return _refuted(task, elements, verdict)
        case Status.UNKNOWN:
            assert verdict.reason is not None
            raise OutsideMethod(verdict.reason.key, **verdict.reason.arguments)
        case _ if not elements:
            return _of_nobody(task)
        case _:
            rows = tuple(_row(task, each) for each in elements)
            abstract = task.abstract
            return Certificate(abstract.sums, abstract.replaced, (), obligation, rows)


def _of_nobody(task: Task) -> Certificate:
    """Return the certificate where there is no element that a list could have: all sums are 0."""
    last = len(task.abstract.hypotheses)
    found: list[Found] = []
    for each in task.abstract.sums:
        for sign in (Fraction(1), Fraction(-1)):
            form = Affine({sum_dimension(each.name): -sign})
            read = ((Fraction(1), Atom(form, False, last)),)
            found.append(Found({each.name: sign}, (), read))
    return certificate(task, Held(tuple(found)))


def _classes(search: Search) -> list[Element]:
    """Return an element of each class: no element has other terms."""
    found: list[Element] = []
    for kind in search.kinds(()):
        own = [each for each in search.known_elements() if each.kind == kind.kind]
        while (other := kind.other_than([each.vector for each in own])) is not None:
            own.append(other)
            if len(found) + len(own) > MOST_CLASSES:
                raise OutsideMethod("integers")
        found += own
    return found


def _row(task: Task, element: Element) -> tuple[Fraction, ...]:
    return tuple(element.vector.get(each.name, Fraction(0)) for each in task.abstract.sums)


def _over_counts(task: Task, elements: Sequence[Element]) -> Obligation:
    """Return the obligation with every sum as a sum of counts."""
    counts = [Binding(f"n·{number + 1}", _COUNT) for number in range(len(elements))]
    sums: dict[str, Expr] = {}
    for position, each in enumerate(task.abstract.sums):
        terms: list[Expr] = [
            build.apply(
                Operator.MULTIPLY,
                (
                    build.literal_number(_row(task, element)[position], each.type.kind),
                    build.variable(count.name, count.type),
                ),
            )
            for count, element in zip(counts, elements, strict=True)
        ]
        zero: Expr = build.literal_number(0, each.type.kind)
        sums[each.name] = reduce(lambda a, b: build.apply(Operator.ADD, (a, b)), terms, zero)
    instances = Instances()
    scope: dict[str, Type] = {b.name: b.type for b in (*counts, *task.abstract.inputs)}

    def written(expr: Expr) -> Expr:
        return link_expression(task.program, instances.of(expr, sums), scope)

    return replace(
        task.obligation,
        inputs=(*counts, *task.abstract.inputs),
        hypotheses=tuple(map(written, task.abstract.hypotheses)),
        claim=written(task.abstract.claim),
        twins=(),
    )


def _refuted(task: Task, elements: Sequence[Element], verdict: Verdict) -> Refuted:
    found = verdict.counterexample
    assert found is not None
    groups = []
    for number, element in enumerate(elements):
        count = found.inputs[f"n·{number + 1}"]
        assert isinstance(count, Fraction)
        if count:
            groups.append((element, int(count)))
    plain = {b.name: found.inputs[b.name] for b in task.abstract.inputs}
    whole = inputs(task.obligation.inputs, plain, groups, task.abstract.same)
    assert whole is not None
    refuted = replaying(task, whole, found.parameters, Counted(tuple(groups), {}))
    if refuted is None:
        raise OutsideMethod("internal")
    return refuted
