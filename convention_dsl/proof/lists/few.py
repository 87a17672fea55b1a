"""Lists of very few elements, asked for element by element, alone or beside the elements known.

The elements that a search finds are extreme ones: no whole number of them may do where one more, of
any terms, makes up the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from convention_dsl.core import build
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link_expression
from convention_dsl.core.nodes import Expr, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Program, Status
from convention_dsl.proof.instantiate import Instances
from convention_dsl.proof.lists.counts import Counted
from convention_dsl.proof.lists.elements import (
    Element,
    Elements,
    element_bindings,
    term,
    with_parameters,
)
from convention_dsl.proof.lists.task import Refuted, Task
from convention_dsl.proof.lists.witness import inputs
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.verdict import Counterexample, ListSum
from convention_dsl.types import NumberKind, NumberType, Type

FEW = 3
"""Lists of up to so many elements are asked for element by element."""
_BESIDE = 2
"""So many elements are asked for beside the known ones."""
_SECONDS = 5.0
"""For each question whether so few elements will do, where nothing else tells."""
_COUNT = NumberType(NumberKind.INTEGER, low=Fraction(0), step=Fraction(1))


def of_few(task: Task, known: Sequence[Element]) -> Refuted | None:
    """Return a list that refutes, of very few elements or of known ones and very few others."""
    limits = replace(task.limits, seconds=min(task.limits.seconds, _SECONDS))
    hasty = replace(task, limits=limits)
    found = (explicit(hasty, size) for size in range(FEW + 1))
    few = next((each for each in found if each is not None), None)
    return few or with_known(hasty, known, None)


def explicit(task: Task, size: int) -> Refuted | None:
    """Return the simplest list of `size` elements that refutes."""
    return _asked(_Shape(task, size))


def with_known(task: Task, known: Sequence[Element], most: int | None) -> Refuted | None:
    """Return the shortest list of known elements and a few others, of at most `most` elements."""
    if task.abstract.mixed or not known:
        return None
    best = _asked(_Shape(task, _BESIDE, tuple(known), most))
    low = _BESIDE
    while best is not None and low < best.counted.size:
        middle = (low + best.counted.size - 1) // 2
        shorter = _asked(_Shape(task, _BESIDE, tuple(known), middle))
        if shorter is None:
            low = middle + 1
        else:
            best = shorter
    return best


@dataclass(frozen=True)
class _Shape:
    """So many elements that are asked for, beside any number of known ones, `most` in all."""

    task: Task
    size: int
    known: tuple[Element, ...] = ()
    most: int | None = None

    @property
    def kinds(self) -> tuple[Elements, ...]:
        """The kinds of elements that the task is about."""
        return tuple(dict.fromkeys(each.elements for each in self.task.abstract.sums))

    @property
    def copies(self) -> list[Binding]:
        """The elements asked for."""
        (element,) = element_bindings(self.kinds[0])
        return [Binding(f"{element.name}·{n + 1}", element.type) for n in range(self.size)]

    @property
    def counts(self) -> list[Binding]:
        """How many there are of each known element."""
        return [Binding(f"n·{number + 1}", _COUNT) for number in range(len(self.known))]


def _asked(shape: _Shape) -> Refuted | None:
    from convention_dsl.proof.engine import decide

    if len(shape.kinds) != 1 or len(shape.kinds[0]) != 1:
        return None
    task = shape.task
    verdict = decide(task.program, _written_out(shape), task.limits, task.total)
    if verdict.status is not Status.REFUTED or verdict.counterexample is None:
        return None
    return _grouped(shape, verdict.counterexample)


def _written_out(shape: _Shape) -> Obligation:
    """Return the obligation with every sum written out over the elements."""
    task, instances = shape.task, Instances()
    scope: dict[str, Type] = {
        b.name: b.type for b in (*shape.copies, *shape.counts, *task.abstract.inputs)
    }
    sums = {each.name: _total(_terms(shape, each), each) for each in task.abstract.sums}

    def written(expr: Expr) -> Expr:
        return link_expression(task.program, instances.of(expr, sums), scope)

    return replace(
        task.obligation,
        inputs=(*shape.copies, *shape.counts, *task.abstract.inputs),
        hypotheses=(*map(written, task.abstract.hypotheses), *_at_most(shape)),
        claim=written(task.abstract.claim),
        twins=(),
    )


def _terms(shape: _Shape, each: ListSum) -> Iterator[Expr]:
    instances, one = Instances(), term(each)
    (element,) = element_bindings(shape.kinds[0])
    for copy in shape.copies:
        yield instances.of(one, {element.name: build.variable(copy.name, copy.type)})
    for count, known in zip(shape.counts, shape.known, strict=True):
        value = build.literal_number(known.vector[each.name], each.type.kind)
        yield build.apply(Operator.MULTIPLY, (value, build.variable(count.name, count.type)))


def _at_most(shape: _Shape) -> Iterator[Expr]:
    if shape.most is not None:
        counts: list[Expr] = [build.variable(each.name, each.type) for each in shape.counts]
        most = build.literal_number(shape.most - shape.size)
        yield build.apply(Operator.LESS_EQUAL, (reduce(_plus, counts), most))


def _total(terms: Iterable[Expr], each: ListSum) -> Expr:
    zero: Expr = build.literal_number(0, each.type.kind)
    return reduce(_plus, terms, zero)


def _plus(one: Expr, two: Expr) -> Expr:
    return build.apply(Operator.ADD, (one, two))


def _grouped(shape: _Shape, found: Counterexample) -> Refuted | None:
    """Return the list of a counterexample: alike elements are counted together."""
    task, (kind,) = shape.task, shape.kinds
    ((name, _),) = kind
    groups: list[tuple[Value, int]] = [(found.inputs[copy.name], 1) for copy in shape.copies]
    for count, element in zip(shape.counts, shape.known, strict=True):
        times = found.inputs[count.name]
        assert isinstance(times, Fraction)
        groups.append((element.values[name], int(times)))
    program = with_parameters(task.program, found.parameters)
    counted = tuple(
        (Element(kind, {name: record}, dict(_vector(task, program, {name: record}))), number)
        for record, number in together(groups)
    )
    plain = {b.name: found.inputs[b.name] for b in task.abstract.inputs}
    whole = inputs(task.obligation.inputs, plain, counted, task.abstract.same)
    if whole is None:
        return None
    return replaying(task, whole, found.parameters, Counted(counted, {}))


def together(groups: Iterable[tuple[Value, int]]) -> list[tuple[Value, int]]:
    """Return groups with equal records counted together, and none of nobody."""
    alike: list[tuple[Value, int]] = []
    for record, number in groups:
        at = next((k for k, (other, _) in enumerate(alike) if other == record), None)
        if at is not None:
            alike[at] = (record, alike[at][1] + number)
        elif number:
            alike.append((record, number))
    return alike


def _vector(
    task: Task, program: Program, values: Mapping[str, Value]
) -> Iterator[tuple[str, Fraction]]:
    """Yield what an element adds to the sums, where that depends on the element alone."""
    for each in task.abstract.sums if not task.abstract.mixed else ():
        value = evaluate(program, term(each), values)
        assert isinstance(value, Fraction)
        yield each.name, value


def replaying(
    task: Task, whole: Mapping[str, Value], parameters: Mapping[str, Value], counted: Counted
) -> Refuted | None:
    """Return inputs as a refutation, where the evaluator agrees."""
    from convention_dsl.proof.replay import Referee, Replay

    if Referee(task.program, task.obligation, parameters).judge(whole) is not Replay.REFUTES:
        return None
    return Refuted(dict(whole), dict(parameters), None, counted)
