"""Whether what stands for a condition on all or some elements has its value, for every list.

By induction: it has where the list is empty, and grows alike with each element more. An element
with lists of its own comes with empty ones, which then grow by one element at a time: so
`all (d in D : all (p in d.patients : …))` is a condition on the patients of all doctors. The sums
so far are any that the lemmas allow; lemmas hold of lists only half grown, as nothing that a record
states about its own lists is used for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, AggregateKind, Expr, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.proof.recheck.steps import Steps, depends, is_affine, scope
from convention_dsl.proof.recheck.sums import Sums
from convention_dsl.proof.recheck.terms import Rejected, outermost, over_list


@dataclass(frozen=True, slots=True)
class _Growth:
    """What one more element, the last of `elements`, adds to sums and to the condition.

    The condition then holds of all (of some) elements where it did before, and (or) `guards` imply
    (and) `holds`, which may itself be a condition on all (some) elements of a list.
    """

    elements: tuple[Binding, ...]
    added: Mapping[str, Expr]
    guards: tuple[Expr, ...]
    holds: Expr


@dataclass(frozen=True)
class Conditions:
    """Shows, of one aggregate after another, that what is offered for it has its value."""

    questions: Questions
    steps: Steps
    inputs: tuple[Binding, ...]
    sums: Sums
    lemmas: Sequence[Expr]

    def show(self, what: Wording, aggregate: Aggregate, offered: Expr) -> None:
        """Show that `offered` has the value of `aggregate` (rebuilt) for every list, or reject."""
        if aggregate.kind not in (AggregateKind.ALL, AggregateKind.ANY):
            raise Rejected(
                "a condition on a list is not on all or some of its elements",
                "une condition sur une liste ne porte pas sur tous ses éléments ou certains",
            )
        place, read = aggregate.domain, _variables(offered)
        sums = {name: expr for name, expr in self.sums.over.items() if name in read}
        whole = _Growth((), sums, (), aggregate)
        self._start(what, place, self._empty(whole, aggregate.kind, place), offered)
        for growth in self._steps(self._grown(whole, aggregate.kind, place), aggregate.kind):
            self._step(what, growth, aggregate.kind, offered)

    def _start(self, what: Wording, place: Expr, empty: _Growth, offered: Expr) -> None:
        """Prove what is offered of the empty list, whatever is in the others."""
        inputs = (*self.inputs, *self.sums.inputs)
        env = scope(inputs)
        none = {
            name: empty.added[name]
            for name, each in self.sums.over.items()
            if name in empty.added and depends(each, place)
        }
        found = self.questions.rebuilding.expr(offered, {**env, **none})
        self.questions.prove(what, inputs, (), _same(empty.holds, found))

    def _step(self, what: Wording, growth: _Growth, kind: AggregateKind, offered: Expr) -> None:
        """Prove that what is offered grows as the condition does."""
        before = scope((*self.inputs, *self.sums.inputs))
        after = {
            name: build.apply(Operator.ADD, (before[name], added))
            for name, added in growth.added.items()
        }
        rebuilt = self.questions.rebuilding.expr
        known, found = rebuilt(offered, before), rebuilt(offered, {**before, **after})
        holds = growth.holds
        for guard in reversed(growth.guards):
            holds = build.if_(guard, holds, _nothing(kind))
        join = build.conjunction if kind is AggregateKind.ALL else build.disjunction
        extended = join((known, holds))
        inputs = (*self.inputs, *self.sums.inputs, *growth.elements)
        self.questions.prove(what, inputs, self.lemmas, _same(extended, found))

    # One element more -----------------------------------------------------------------------------

    def _steps(self, growth: _Growth, kind: AggregateKind) -> Iterator[_Growth]:
        """Yield what an element adds without its own lists, then what their elements add."""
        parts = (*growth.added.values(), growth.holds)
        place = next((found.domain for part in parts for found in outermost(part)), None)
        if place is None:
            yield growth
            return
        yield from self._steps(self._empty(growth, kind, place), kind)
        yield from self._steps(self._grown(growth, kind, place), kind)

    def _empty(self, growth: _Growth, kind: AggregateKind, place: Expr) -> _Growth:
        """Return what is added where the list at `place` is empty."""
        added = {name: self._at(growth, each, place) for name, each in growth.added.items()}
        if _is_over(growth.holds, place):
            return replace(growth, added=added, holds=_nothing(kind))
        _without(place, (growth.holds,))
        return replace(growth, added=added)

    def _grown(self, growth: _Growth, kind: AggregateKind, place: Expr) -> _Growth:
        """Return what one more element of the list at `place` adds."""
        element = self.steps.element(place)
        elements = (*growth.elements, element)
        added = {
            name: self._increment(replace(growth, elements=elements), each, place)
            for name, each in growth.added.items()
            if depends(each, place)
        }
        guards, holds = growth.guards, growth.holds
        if _is_over(holds, place):
            assert isinstance(holds, Aggregate)
            if holds.kind is not kind:
                raise _mixed()
            env = {**self._scope(elements), holds.variable: scope((element,))[element.name]}
            rebuilt = self.questions.rebuilding.expr
            guards = (*guards, *([] if holds.filter is None else [rebuilt(holds.filter, env)]))
            holds = rebuilt(holds.body, env)
        else:
            _without(place, (*guards, holds))
            holds = _nothing(kind)
        _without(place, (*added.values(), *guards, holds))
        return _Growth(elements, added, guards, holds)

    def _increment(self, growth: _Growth, expr: Expr, place: Expr) -> Expr:
        """Return by how much `expr` grows with the last element of `growth` in the list."""
        if not is_affine(expr, place):
            raise Rejected(
                "an expression does not grow by the same amount with equal elements",
                "une expression ne croît pas d'autant à chaque élément égal",
            )
        one = self._at(growth, expr, place, growth.elements[-1])
        none = self._at(growth, expr, place)
        return build.apply(Operator.SUBTRACT, (one, none))

    def _at(self, growth: _Growth, expr: Expr, place: Expr, element: Binding | None = None) -> Expr:
        return self.steps.at(expr, place, element, (*self.inputs, *growth.elements))

    def _scope(self, elements: Sequence[Binding]) -> dict[str, Expr]:
        return {**scope(self.inputs), **scope(elements)}


def _nothing(kind: AggregateKind) -> Expr:
    """Return what all elements satisfy, or some do, where there are none."""
    return build.literal_boolean(kind is AggregateKind.ALL)


def _without(place: Expr, exprs: Sequence[Expr]) -> None:
    """Reject where what one element adds depends on the others in the list at `place`."""
    if any(depends(expr, place) for expr in exprs):
        raise Rejected(
            "what an element adds to a condition depends on the others",
            "ce qu'un élément ajoute à une condition dépend des autres",
        )


def _mixed() -> Rejected:
    return Rejected(
        "a condition on all elements of a list is inside one on some, or the other way round",
        "une condition sur tous les éléments d'une liste est dans une condition sur certains, "
        "ou l'inverse",
    )


def _is_over(expr: Expr, place: Expr) -> bool:
    return isinstance(expr, Aggregate) and over_list(expr) and expr.domain == place


def _variables(expr: Expr) -> frozenset[str]:
    return frozenset(node.name for node in walk(expr) if isinstance(node, Variable))


def _same(one: Expr, two: Expr) -> Expr:
    return build.apply(Operator.EQUAL, (one, two))
