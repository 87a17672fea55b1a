"""Statements without lists, put to the solver.

Inputs are asked without the lists in them. The conditions that records state about themselves are
kept where they say nothing of a list; the others are hypotheses to whoever can state them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import monotonic

from convention_dsl.core import build
from convention_dsl.core.nodes import Expr
from convention_dsl.core.program import Binding, Program
from convention_dsl.core.traverse import walk
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.question import pose
from convention_dsl.proof.recheck.steps import Statement, scope
from convention_dsl.proof.recheck.terms import (
    Environment,
    Rebuilding,
    Rejected,
    outermost,
)
from convention_dsl.proof.records import record_definition
from convention_dsl.proof.solver import Outcome, Session
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.total import TotalCases
from convention_dsl.types import ListType, RecordType, Type, holds_list


class Questions:
    """Asks the solver whether statements of one program hold."""

    def __init__(self, program: Program, open_parameters: tuple[str, ...], limits: Limits) -> None:
        self.program = program
        self.open_parameters = open_parameters
        self.limits = limits
        self.total = TotalCases(program)
        self.rebuilding = Rebuilding(program)
        self.asked = 0

    def require(self, what: Wording, statements: Sequence[Statement]) -> None:
        """Prove each of `statements`; `what` names what they are needed for."""
        for each in statements:
            self.prove(what, each.inputs, each.hypotheses, each.claim)

    def prove(
        self, what: Wording, inputs: Sequence[Binding], hypotheses: Sequence[Expr], claim: Expr
    ) -> None:
        """Prove that `claim` has a value and holds wherever `hypotheses` do, or reject."""
        match self._outcome(self.obligation(inputs, hypotheses, claim)):
            case Outcome.UNSAT:
                pass
            case Outcome.SAT:
                raise Rejected(f"{what.en}: it does not hold", f"{what.fr} : c'est faux")
            case Outcome.UNKNOWN:
                raise Rejected(f"{what.en}: not decided", f"{what.fr} : indécis")

    def holds(self, inputs: Sequence[Binding], hypotheses: Sequence[Expr], claim: Expr) -> bool:
        """Return whether `claim` is shown to hold wherever `hypotheses` do."""
        found = self._outcome(self.obligation(inputs, hypotheses, claim))
        return found is Outcome.UNSAT

    def _outcome(self, obligation: Obligation) -> Outcome:
        """Return UNSAT where `obligation` holds, SAT where some input refutes it."""
        self.asked += 1
        try:
            question = pose(self.program, obligation, total=self.total, merged=False)
            deadline = monotonic() + self.limits.seconds
            session = Session(question.script.text, self.limits, deadline)
            found = session.check([*(each.literal for each in question.premises), question.goal])
            if found is not Outcome.UNSAT or question.failure is None:
                return found
            return session.check([question.failure])
        except OutsideMethod:
            return Outcome.UNKNOWN

    # Inputs without their lists -------------------------------------------------------------------

    def obligation(
        self, inputs: Sequence[Binding], hypotheses: Sequence[Expr], claim: Expr
    ) -> Obligation:
        """Return the obligation as the solver can be asked it."""
        plain = tuple(found for each in inputs if (found := without_lists(each)) is not None)
        env = scope(plain)
        stated = [
            condition
            for each in inputs
            for condition in self.invariants(each)
            if not any(outermost(condition))
        ]
        return Obligation(
            id="certificate",
            kind="certificate",
            inputs=plain,
            hypotheses=tuple(self._plain(each, env) for each in (*stated, *hypotheses)),
            claim=self._plain(claim, env),
            open_parameters=self.open_parameters,
        )

    def _plain(self, expr: Expr, env: Environment) -> Expr:
        if any(isinstance(node.type, ListType) for node in walk(expr)):
            raise Rejected(
                "a list is left where only sums over it should be",
                "une liste reste là où il ne devrait y avoir que des sommes sur elle",
            )
        return self.rebuilding.expr(expr, env)

    def invariants(self, binding: Binding) -> Iterator[Expr]:
        """Yield what the records of an input that have a list in them state about themselves."""
        yield from self._stated(build.variable(binding.name, binding.type))

    def _stated(self, place: Expr) -> Iterator[Expr]:
        type_ = place.type
        if isinstance(type_, RecordType) and holds_list(type_):
            definition = record_definition(self.program, type_)
            for invariant in definition.invariants if definition else ():
                yield self.rebuilding.expr(invariant.condition, {"self": place})
            for name, _ in type_.fields:
                yield from self._stated(build.field(place, name))


def without_lists(binding: Binding) -> Binding | None:
    """Return an input without the lists in it, None where nothing is left."""
    type_ = _without(binding.type)
    return None if type_ is None else Binding(binding.name, type_)


def _without(type_: Type) -> Type | None:
    if not holds_list(type_):
        return type_
    if not isinstance(type_, RecordType):
        return None
    kept = ((name, _without(part)) for name, part in type_.fields)
    return RecordType("", tuple((name, part) for name, part in kept if part is not None))
