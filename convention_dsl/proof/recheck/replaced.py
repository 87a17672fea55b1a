"""Whether what stands for the list aggregates of a property has their value, for every list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convention_dsl.core import build
from convention_dsl.core.nodes import Aggregate, Expr
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.recheck.conditions import Conditions
from convention_dsl.proof.recheck.questions import Questions
from convention_dsl.proof.recheck.steps import Statement, Steps, scope
from convention_dsl.proof.recheck.sums import Sums
from convention_dsl.proof.recheck.terms import (
    Environment,
    Rebuilding,
    Rejected,
    over_list,
)
from convention_dsl.types import BOOLEAN

_WHAT = Wording(
    "what stands for a list aggregate has its value for every list",
    "ce qui remplace un calcul sur une liste en a la valeur pour toute liste",
)


@dataclass
class Replaced:
    """Expressions over sums that stand for list aggregates, each shown to have their value.

    `lemmas` are what is already known to hold of the sums of any list.
    """

    questions: Questions
    steps: Steps
    inputs: tuple[Binding, ...]
    sums: Sums
    lemmas: Sequence[Expr]
    offered: list[Expr] = field(default_factory=list)
    known: dict[Expr, Expr] = field(default_factory=dict)
    """What stands for a list aggregate, over the sums as inputs."""
    shown: dict[Expr, Expr] = field(default_factory=dict)
    """The same over the lists."""
    equal: list[Expr] = field(default_factory=list)
    """That different expressions stand for one aggregate, and so are equal."""

    def add(self, aggregate: Expr, offered: Expr) -> None:
        """Show that `offered` has the value of `aggregate` (rebuilt) for every list, or reject."""
        if not isinstance(aggregate, Aggregate) or not over_list(aggregate):
            raise Rejected(
                "what is replaced is no list aggregate",
                "ce qui est remplacé n'est pas un calcul sur une liste",
            )
        self._show(aggregate, offered)
        self.offered.append(offered)
        found = self._over_inputs(offered)
        before = self.known.setdefault(aggregate, found)
        if before != found:
            self.equal.append(self._same(before, found))
        self.shown[aggregate] = self._over_lists(offered)

    def expr(self, expr: Expr) -> Expr:
        """Return `expr` (rebuilt) with what stands for its list aggregates."""
        return Rebuilding(self.questions.program, self._stand).expr(expr, scope(self.inputs))

    def _stand(self, found: Aggregate, _env: Environment, _depth: int) -> Expr:
        aggregate = self.questions.rebuilding.expr(found, scope(self.inputs))
        if aggregate not in self.known:
            self.known[aggregate] = self._search(aggregate)
        return self.known[aggregate]

    def _search(self, aggregate: Expr) -> Expr:
        """Return the first of the expressions offered that has the value of `aggregate`."""
        assert isinstance(aggregate, Aggregate)
        for offered in self.offered:
            try:
                self._show(aggregate, offered)
            except Rejected:
                continue
            return self._over_inputs(offered)
        raise Rejected(
            "nothing stands for a list aggregate of the property",
            "rien ne remplace un calcul sur une liste de la propriété",
        )

    def _over_inputs(self, offered: Expr) -> Expr:
        env = {**scope(self.inputs), **scope(self.sums.inputs)}
        return self.questions.rebuilding.expr(offered, env)

    def _over_lists(self, offered: Expr) -> Expr:
        env = {**scope(self.inputs), **self.sums.over}
        return self.questions.rebuilding.expr(offered, env)

    def _show(self, aggregate: Aggregate, offered: Expr) -> None:
        if (aggregate.type == BOOLEAN) is not (self._over_inputs(offered).type == BOOLEAN):
            raise Rejected(
                "a number stands for a condition on a list, or the other way round",
                "un nombre remplace une condition sur une liste, ou l'inverse",
            )
        if aggregate.type == BOOLEAN:
            parts = (self.questions, self.steps, self.inputs, self.sums, self.lemmas)
            Conditions(*parts).show(_WHAT, aggregate, offered)
            return
        right = self._over_lists(offered)
        left = self._inner(aggregate)
        statement = Statement(self.inputs, (), left, right, equal=True)
        try:
            self.questions.require(_WHAT, self.steps.of(statement))
        except Rejected:
            if left == aggregate and not any(map(over_list, walk(aggregate.body))):
                raise
            self.questions.require(_WHAT, self.steps.of(statement, mirrored=True))

    def _inner(self, aggregate: Aggregate) -> Expr:
        """Return `aggregate` with what is known to stand for the list aggregates inside it."""

        def stand(found: Aggregate, _env: Environment, depth: int) -> Expr | None:
            if depth == 0:
                return None
            try:
                inner = self.questions.rebuilding.expr(found, scope(self.inputs))
            except Rejected:
                return None
            return self.shown.get(inner)

        return Rebuilding(self.questions.program, stand).expr(aggregate, scope(self.inputs))

    def _same(self, one: Expr, two: Expr) -> Expr:
        return build.apply(Operator.EQUAL, (one, two))
