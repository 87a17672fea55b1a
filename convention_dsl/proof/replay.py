"""Counterexamples are replayed in the reference evaluator before anyone sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.explanation import Recorder
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import Expr, Multiset, Value
from convention_dsl.core.program import Program
from convention_dsl.core.values import groups
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.records import record_definition
from convention_dsl.types import ListType, MapType, OptionalType, RecordType, Type


class Replay(StrEnum):
    """What the evaluator says of inputs."""

    REFUTES = "refutes"
    """The invariants and the hypotheses hold, the claim does not."""
    SATISFIES = "satisfies"
    """The claim holds."""
    OUTSIDE = "outside"
    """An invariant or a hypothesis does not hold."""
    UNDEFINED = "undefined"
    """A hypothesis or the claim has no value."""


class Referee:
    """Judges inputs of one obligation."""

    def __init__(
        self, program: Program, obligation: Obligation, parameters: Mapping[str, Value]
    ) -> None:
        chosen = {k: v for k, v in parameters.items() if isinstance(v, bool | Fraction | date)}
        self.program = with_values(program, chosen) if chosen else program
        self.obligation = obligation
        self.error: ErrorKind | None = None

    def judge(self, inputs: Mapping[str, Value]) -> Replay:
        """Return what the evaluator says of `inputs`."""
        try:
            for condition, environment in self._premises(inputs):
                if evaluate(self.program, condition, environment) is not True:
                    return Replay.OUTSIDE
            claim = evaluate(self.program, self.obligation.claim, inputs)
        except EvaluationError as error:
            self.error = error.kind
            return Replay.UNDEFINED
        return Replay.SATISFIES if claim is True else Replay.REFUTES

    def trace(self, inputs: Mapping[str, Value]) -> Recorder:
        """Return the steps that gave the hypotheses and the claim their values."""
        recorder = Recorder()
        for hypothesis in self.obligation.hypotheses:
            evaluate(self.program, hypothesis, inputs, recorder)
        evaluate(self.program, self.obligation.claim, inputs, recorder)
        return recorder

    def _premises(self, inputs: Mapping[str, Value]) -> Iterator[tuple[Expr, Mapping[str, Value]]]:
        for binding in self.obligation.inputs:
            yield from self._invariants(binding.type, inputs[binding.name])
        for hypothesis in self.obligation.hypotheses:
            yield hypothesis, inputs

    def _invariants(self, type_: Type, value: Value) -> Iterator[tuple[Expr, Mapping[str, Value]]]:
        """Yield the invariants of the records in an input, in the order of `question`."""
        match type_, value:
            case RecordType(), dict():
                definition = record_definition(self.program, type_)
                for invariant in definition.invariants if definition else ():
                    yield invariant.condition, {"self": value}
                for name, part in type_.fields:
                    yield from self._invariants(part, value[name])
            case OptionalType(), dict():
                yield from self._invariants(type_.inner, value)
            case MapType(), dict():
                for item in type_.key.items:
                    yield from self._invariants(type_.value, value[item])
            case ListType(), tuple() | Multiset():
                for each, _ in groups(value):
                    yield from self._invariants(type_.element, each)
            case _:
                pass
