"""An obligation about lists with its abstraction, and what a search can find about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr, Value
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Atom
from convention_dsl.proof.lists.counts import Counted
from convention_dsl.proof.lists.elements import Context
from convention_dsl.proof.lists.region import Point, Region
from convention_dsl.proof.lists.sums import Abstract
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.total import TotalCases
from convention_dsl.types import NumberKind


@dataclass(frozen=True)
class Found:
    """Σ weight × sum ≥ 0 where `conditions` hold, and the atoms that it is read from."""

    weights: dict[str, Fraction]
    conditions: tuple[Expr, ...]
    multipliers: tuple[tuple[Fraction, Atom], ...]


@dataclass(frozen=True)
class Held:
    """No sums that satisfy the lemmas violate the question."""

    lemmas: tuple[Found, ...]


@dataclass(frozen=True)
class Refuted:
    """Inputs, lists among them, that the evaluator says refute the obligation."""

    inputs: dict[str, Value]
    parameters: dict[str, Value]
    region: Region | None
    counted: Counted
    point: Point | None = None


@dataclass(frozen=True)
class Task:
    """An obligation with its abstraction, and how much deciding it may cost."""

    program: Program
    obligation: Obligation
    abstract: Abstract
    limits: Limits
    deadline: float
    total: TotalCases
    takes_any: bool = False
    """Whether any list that refutes will do, however long."""

    def over_sums(self, lemmas: Sequence[Expr] = ()) -> Obligation:
        """Return the obligation that speaks of sums as of any inputs, given lemmas."""
        return replace(
            self.obligation,
            inputs=(*self.abstract.inputs, *self.abstract.bindings),
            hypotheses=(*self.abstract.hypotheses, *self.abstract.facts, *lemmas),
            claim=self.abstract.claim,
            twins=(),
        )

    def context(self, conditions: tuple[Expr, ...]) -> Context:
        """Return what elements are asked under."""
        mixed = bool(self.abstract.mixed)
        return Context(
            self.program,
            self.obligation,
            self.abstract.inputs if mixed else (),
            self.limits,
            self.deadline,
            self.total,
            conditions,
        )


def lemma_expr(found: Found, abstract: Abstract) -> Expr:
    """Return a lemma as a condition on the sums."""
    names = {each.name: each for each in abstract.bindings}
    parts: list[Expr] = [
        build.apply(
            Operator.MULTIPLY,
            (
                build.literal_number(weight, NumberKind.NUMBER),
                build.variable(name, names[name].type),
            ),
        )
        for name, weight in found.weights.items()
    ]
    total = parts[0]
    for part in parts[1:]:
        total = build.apply(Operator.ADD, (total, part))
    zero = build.literal_number(0)
    claim = build.apply(Operator.LESS_EQUAL, (zero, total))
    if not found.conditions:
        return claim
    return build.disjunction([*map(build.negation, found.conditions), claim])
