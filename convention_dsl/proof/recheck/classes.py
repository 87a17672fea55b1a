"""Certificates by classes: every element is in one of a few, and the property counts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.proof.recheck.steps import Steps, scope
from convention_dsl.proof.recheck.sums import Sums, weighted
from convention_dsl.proof.recheck.terms import Rejected
from convention_dsl.types import NumberKind, NumberType

Vectors = Sequence[Sequence[Fraction]]

_IN_ONE = Wording("every element is in one of the classes", "tout élément est dans une des classes")


_COUNT = NumberType(NumberKind.INTEGER, Fraction(0), None, Fraction(1))


def counts_of(vectors: Vectors, inputs: Sequence[Binding], shown: Obligation) -> list[Binding]:
    """Return the inputs of a conclusion that are the numbers of elements of each class."""
    own = {binding.name for binding in inputs}
    names = [binding.name for binding in shown.inputs if binding.name not in own]
    if len(names) != len(vectors) or len(set(names)) < len(names):
        raise Rejected(
            "the conclusion does not count the elements of each class",
            "la conclusion ne compte pas les éléments de chaque classe",
        )
    return [Binding(name, _COUNT) for name in names]


@dataclass
class Classes:
    """Classes of elements, each with what one of its elements adds to each sum."""

    questions: Questions
    steps: Steps
    inputs: tuple[Binding, ...]
    sums: Sums

    def check(self, vectors: Vectors) -> None:
        """Prove that every element is in one of the classes, or reject."""
        if any(len(vector) != len(self.sums.over) for vector in vectors):
            raise Rejected(
                "a class does not say what it adds to each sum",
                "une classe ne dit pas ce qu'elle ajoute à chaque somme",
            )
        for place in self._places():
            self._every_element(place, vectors)

    def _places(self) -> Iterator[Expr]:
        seen: list[Expr] = []
        for expr in self.sums.over.values():
            assert isinstance(expr, Aggregate)
            if expr.domain not in seen:
                seen.append(expr.domain)
                yield expr.domain

    def _every_element(self, place: Expr, vectors: Vectors) -> None:
        """Prove that what any element of the list at `place` adds is what some class says."""
        element = self.steps.element(place)
        inputs = (*self.inputs, element)
        added = [self._added(expr, place, element) for expr in self.sums.over.values()]
        choices = [
            build.conjunction(
                [
                    build.apply(
                        Operator.EQUAL, (one, build.literal_number(value, NumberKind.NUMBER))
                    )
                    for one, value in zip(added, vector, strict=True)
                ]
            )
            for vector in vectors
        ]
        self.questions.prove(_IN_ONE, inputs, (), build.disjunction(choices))

    def _added(self, expr: Expr, place: Expr, element: Binding) -> Expr:
        if not isinstance(expr, Aggregate) or expr.domain != place:
            return build.literal_number(0)
        return self.steps.at(expr, place, element, (*self.inputs, element))

    def totals(self, vectors: Vectors, counts: Sequence[Binding]) -> Mapping[str, Expr]:
        """Return what each sum is where there are `counts` elements of each class."""
        env = scope(counts)
        names = [each.name for each in counts]
        found = {}
        for position, name in enumerate(self.sums.over):
            weights = (vector[position] for vector in vectors)
            found[name] = weighted(tuple(zip(weights, names, strict=True)), env)
        return found
