"""Settles questions about a place in a clause: it holds, here is who it fails for, or not decided.

The cheapest method that answers is used: boxes show that the conditions leave no case; a patient
made from a box, replayed in the reference evaluator, shows that it fails; the solver has the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, assert_never, cast

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import with_values
from convention_dsl.core.nodes import (
    Apply,
    ClauseRef,
    Expr,
    Field,
    Literal,
    Multiset,
    ParameterRef,
    Value,
    Variable,
)
from convention_dsl.core.program import Binding, Invariant, Program, Status, parameter_id
from convention_dsl.core.traverse import walk
from convention_dsl.core.values import groups
from convention_dsl.proof.boxes import TooComplex
from convention_dsl.proof.conditions import Every, Not
from convention_dsl.proof.guards import Axes
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.paths import Context
from convention_dsl.proof.patients import (
    Environment,
    append,
    inputs_in,
    random_value,
    simplest,
)
from convention_dsl.proof.reads import Reads
from convention_dsl.proof.reason import Reason
from convention_dsl.proof.records import record_definition
from convention_dsl.proof.terms import FreeVariables
from convention_dsl.types import ListType, MapType, OptionalType, RecordType, Type

if TYPE_CHECKING:
    from convention_dsl.proof.verdict import Verdict

Decide = Callable[[Program, Obligation], "Verdict"]

Amount = Fraction | bool | date
"""A value of a parameter."""

SAMPLES = 48


@dataclass(frozen=True, slots=True)
class Question:
    """Whether `claim` (closed, over the context's inputs) holds wherever the context's place is."""

    id: str
    kind: str
    context: Context
    claim: Expr


@dataclass(frozen=True, slots=True)
class Holds:
    """The claim holds for all inputs."""


@dataclass(frozen=True, slots=True)
class Fails:
    """The claim does not hold for these inputs (and, where open, these parameter values)."""

    inputs: Environment
    parameters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undecided:
    """No method answered."""

    reason: Reason


Answer = Holds | Fails | Undecided


class Settler:
    """Answers questions about one program."""

    def __init__(self, program: Program, decide: Decide) -> None:
        self.program = program
        self.free = FreeVariables()
        self._decide = decide
        self.reads = Reads(program)
        self._samples: dict[tuple[str, ...], tuple[Sequence[Binding], list[Environment]]] = {}

    def settle(self, question: Question, candidates: Iterable[Environment] = ()) -> Answer:
        """Answer `question`; `candidates` are inputs that may refute it, tried first."""
        for inputs in candidates:
            if self.refutes(question, inputs):
                return Fails(inputs)
        if not question.context.inputs and self.value(question.claim, {}) is True:
            return Holds()
        by_boxes = self._by_boxes(question)
        if by_boxes is not None:
            return by_boxes
        return self._by_solver(question)

    def refutes(self, question: Question, inputs: Environment) -> bool:
        """Return whether `inputs` can occur at the place and the claim does not hold for them."""
        return (
            self.possible(question.context, inputs) and self.value(question.claim, inputs) is False
        )

    def possible(self, context: Context, inputs: Environment) -> bool:
        """Return whether the context's conditions and the invariants hold for `inputs`."""
        for name, list_ in context.members:
            elements = self.value(list_, inputs)
            if not isinstance(elements, tuple | Multiset):
                return False
            if all(each != inputs[name] for each, _ in groups(elements)):
                return False
        conditions = (self.value(condition, inputs) for condition in context.conditions)
        return all(value is True for value in conditions) and all(
            self.is_valid(binding.type, inputs[binding.name]) for binding in context.inputs
        )

    def is_valid(self, type_: Type, value: Value) -> bool:
        """Return whether the invariants of the records in `value` hold."""
        match type_:
            case RecordType():
                assert isinstance(value, dict)
                return all(
                    self.value(invariant.condition, {"self": value}) is True
                    for invariant in self.invariants(type_)
                ) and all(self.is_valid(kind, value[name]) for name, kind in type_.fields)
            case ListType():
                assert isinstance(value, tuple | Multiset)
                return all(self.is_valid(type_.element, each) for each, _ in groups(value))
            case OptionalType():
                return value is None or self.is_valid(type_.inner, value)
            case MapType():
                assert isinstance(value, dict)
                return all(self.is_valid(type_.value, each) for each in value.values())
            case _:
                return True

    def invariants(self, type_: RecordType) -> tuple[Invariant, ...]:
        """Return what is always true of the records of a type."""
        definition = record_definition(self.program, type_)
        return definition.invariants if definition else ()

    def is_constrained(self, type_: Type) -> bool:
        """Return whether invariants bear on the values of a type."""
        match type_:
            case RecordType():
                fields = any(self.is_constrained(kind) for _, kind in type_.fields)
                return fields or bool(self.invariants(type_))
            case ListType():
                return self.is_constrained(type_.element)
            case OptionalType():
                return self.is_constrained(type_.inner)
            case MapType():
                return self.is_constrained(type_.value)
            case _:
                return False

    def value(self, expr: Expr, inputs: Environment) -> Value:
        """Return the value of `expr`, None where it has none."""
        return self.value_for(expr, Fails(inputs))

    def value_for(self, expr: Expr, found: Fails) -> Value:
        """Return the value of `expr` for what was found, open amounts included."""
        program = self.program
        if found.parameters:
            program = with_values(program, cast(Mapping[str, Amount], found.parameters))
        try:
            return evaluate(program, expr, found.inputs)
        except EvaluationError:
            return None

    def samples(self, inputs: Sequence[Binding]) -> list[Environment]:
        """Return a few inputs, always the same: most conditions hold for some of them."""
        key = tuple(binding.name for binding in inputs)
        known = self._samples.get(key)
        if known is None or known[0] != inputs:
            rng = Random(SAMPLES)
            drawn: list[Environment] = [
                {binding.name: random_value(binding.type, rng) for binding in inputs}
                for _ in range(SAMPLES)
            ]
            known = (inputs, drawn)
            self._samples[key] = known
        return known[1]

    def axes(self, context: Context) -> Axes:
        """Return a reader of conditions at the place of `context`."""
        return Axes(self.constant, dict(context.lets))

    def constant(self, expr: Expr) -> Value:
        """Return the value of an expression of literals and parameters, or raise `LookupError`."""
        match expr:
            case Literal():
                return expr.value
            case ParameterRef():
                known = self.program.parameters[parameter_id(expr.book, expr.name, expr.pin)]
                if known.value is None:
                    raise LookupError(expr)
                return known.value
            case Apply():
                arguments = expr.arguments
                if any(isinstance(part, Variable | Field) for part in arguments):
                    raise LookupError(expr)
                for argument in arguments:
                    self.constant(argument)
                value = self.value(expr, {})
                if value is None:
                    raise LookupError(expr)
                return value
            case _:
                raise LookupError(expr)

    # Methods ------------------------------------------------------------------------------------

    def _by_boxes(self, question: Question) -> Answer | None:
        """Look for a case that the conditions leave to the opposite of the claim."""
        axes = self.axes(question.context)
        try:
            wanted = [*map(axes.read, question.context.conditions), Not(axes.read(question.claim))]
            space = axes.space()
            region = axes.region(space, Every(wanted))
        except (TooComplex, LookupError):
            return None
        if not region:
            return Holds()
        for box in region[:4]:
            inputs = inputs_in(question.context.inputs, axes, space, box)
            if self.refutes(question, inputs):
                return Fails(inputs)
        return None

    def _by_solver(self, question: Question) -> Answer:
        asked = question if not question.context.members else self._without_lists(question)
        context = asked.context
        obligation = Obligation(
            question.id,
            question.kind,
            context.inputs,
            context.conditions,
            question.claim,
            self.open_parameters((*context.conditions, question.claim)),
        )
        verdict = self._decide(self.program, obligation)
        match verdict.status:
            case Status.PROVED | Status.VACUOUS:
                return Holds()
            case Status.REFUTED:
                assert verdict.counterexample is not None
                found = Fails(verdict.counterexample.inputs, verdict.counterexample.parameters)
                if asked is not question:
                    return self._with_lists(question, found)
                return found if self._is_false(question.claim, found) else Holds()
            case Status.UNKNOWN:
                return _undecided(verdict.reason)
            case _:
                assert_never(verdict.status)

    def _is_false(self, claim: Expr, found: Fails) -> bool:
        """Return whether the claim is false, and not without a value: that is told elsewhere."""
        return self.value_for(claim, found) is False

    def _without_lists(self, question: Question) -> Question:
        """Return a stronger question about elements of lists: about any record."""
        context = question.context
        conditions = tuple(each for each in context.conditions if not mentions_list(each))
        used = self.free.of(question.claim).union(*map(self.free.of, conditions))
        inputs = tuple(binding for binding in context.inputs if binding.name in used)
        return replace(question, context=replace(context, inputs=inputs, conditions=conditions))

    def _with_lists(self, question: Question, found: Fails) -> Answer:
        """Put the records found into lists of nothing else, and see whether that is a case."""
        values = {b.name: simplest(b.type) for b in question.context.inputs} | dict(found.inputs)
        for name, list_ in question.context.members:
            append(values, list_, values[name])
        if not found.parameters and self.refutes(question, values):
            return Fails(values)
        return Undecided(Reason("lists"))

    def open_parameters(self, exprs: Iterable[Expr]) -> tuple[str, ...]:
        """Return the parameters without a value that `exprs` reach, through calls too."""
        found: set[str] = set()
        seen: set[ClauseRef] = set()
        waiting = list(exprs)
        while waiting:
            for node in walk(waiting.pop()):
                match node:
                    case ParameterRef():
                        found.add(parameter_id(node.book, node.name, node.pin))
                    case _ if (ref := getattr(node, "clause", None)) and ref not in seen:
                        seen.add(ref)
                        waiting.append(self.program.clauses[ref].body)
                    case _:
                        pass
        parameters = self.program.parameters
        return tuple(sorted(id_ for id_ in found if parameters[id_].value is None))


def _undecided(reason: Reason | None) -> Answer:
    """Say why there is no answer; a claim without a value is told where the value is missing."""
    if reason is not None and reason.key == "undefined":
        return Holds()
    return Undecided(reason or Reason("outside"))


def mentions_list(expr: Expr) -> bool:
    """Return whether a list is spoken of in `expr`."""
    return any(isinstance(node.type, ListType) for node in walk(expr))
