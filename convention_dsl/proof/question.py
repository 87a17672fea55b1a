"""An obligation as a script: the premises under assumption literals, and the opposite of the claim.

The script alone is always satisfiable where every input has a value in its range. `goal` assumes
that the claim, reached and defined, is false; `failure` (where there is one) that a hypothesis or
the claim has no value. A solver that finds `premises` and `goal` impossible, and `failure`
impossible too, has proved the obligation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.core.nodes import Apply, Cases, Expr, Field, ParameterRef, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Invariant, Parameter, Program
from convention_dsl.proof import smt
from convention_dsl.proof.encode import Encoder, Frame, parameter_key
from convention_dsl.proof.encode_literals import literal
from convention_dsl.proof.encode_values import as_kind, as_maybe
from convention_dsl.proof.inputs import Inputs
from convention_dsl.proof.leaves import OF_DATE, Leaf, Path, leaves
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.records import record_definition
from convention_dsl.proof.smt import Bool, Script
from convention_dsl.proof.solver import Session
from convention_dsl.proof.symbolic import Map, Number, OutsideMethod, Record, Symbolic
from convention_dsl.proof.symmetry import orderings
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.trail import NO_TRAIL, Tracks, Trail
from convention_dsl.types import MapType, NumberType, OptionalType, RecordType, Type


@dataclass(frozen=True, slots=True)
class Premise:
    """A hypothesis (or a part of one) or an invariant of an input, under its assumption literal."""

    literal: str
    expr: Expr
    invariant: Invariant | None = None
    path: Path = ()
    """The input that the invariant is about."""
    merged: bool = False
    """Whether it says that two inputs are equal, and the script has only one of them."""


@dataclass(slots=True)
class Question:
    """The script of an obligation and what its symbols stand for."""

    obligation: Obligation
    inputs: Inputs
    premises: list[Premise] = field(default_factory=list)
    goal: str = "goal"
    failure: str | None = None
    terms: tuple[Symbolic, ...] = ()
    """The values that were asked for beside the claim."""

    @property
    def script(self) -> Script:
        """The script."""
        return self.inputs.script

    def session(self, limits: Limits, deadline: float) -> Session:
        """Return a solver with the script."""
        linear = not self.script.non_linear
        return Session(self.script.text, limits, deadline, linear=linear)


def parameter_path(id_: str) -> Path:
    """Return the path of an open parameter among the leaves."""
    return (None, id_)


def pose(
    program: Program,
    obligation: Obligation,
    *,
    trail: Trail = NO_TRAIL,
    total: TotalCases | None = None,
    merged: bool = True,
    also: Sequence[Expr] = (),
) -> Question:
    """Return `obligation` as a script; raises `OutsideMethod` where it cannot be one.

    `merged`: inputs that hypotheses say to be equal become one, and these hypotheses are no longer
    among what a core can name; alike elements of sets are given in their order. `also` are
    expressions whose values become the question's terms.
    """
    posing = _Posing(program, obligation, trail, total or TotalCases(program))
    if merged:
        posing.merge()
    return posing.question(also)


def parts(expr: Expr) -> Iterator[Expr]:
    """Yield the conditions whose conjunction `expr` is."""
    if isinstance(expr, Apply) and expr.operator is Operator.AND:
        for argument in expr.arguments:
            yield from parts(argument)
    else:
        yield expr


def input_path(expr: Expr, inputs: Mapping[str, Type]) -> Path:
    """Return where in the inputs `expr` is a field, an empty path where it is none."""
    match expr:
        case Variable() if inputs.get(expr.name) == expr.type:
            return (expr.name,)
        case Field():
            outer = input_path(expr.record, inputs)
            return (*outer, expr.name) if outer else ()
        case _:
            return ()


class _Posing:
    def __init__(
        self, program: Program, obligation: Obligation, trail: Trail, total: TotalCases
    ) -> None:
        self.program = program
        self.obligation = obligation
        self.script = Script()
        if isinstance(trail, Tracks):
            trail.script = self.script
            self.script.uses_values = False
        self.inputs = Inputs(self.script, trail.range)
        self.open = frozenset(obligation.open_parameters)

        def is_total(cases: Cases) -> bool:
            return total.is_total(cases, self.open)

        self.encoder = Encoder(program, self.inputs, self.parameter, is_total, trail)
        self.parameters: dict[str, Symbolic] = {}
        self.merged = False
        self.merged_parts: set[int] = set()

    def merge(self) -> None:
        """Make one of the inputs that a hypothesis says to be equal."""
        self.merged = True
        types = {binding.name: binding.type for binding in self.obligation.inputs}
        for part in (part for each in self.obligation.hypotheses for part in parts(each)):
            match part:
                case Apply(operator=Operator.EQUAL, arguments=(one, two)) if one.type == two.type:
                    path, other = input_path(one, types), input_path(two, types)
                    if path and other and self.inputs.identify(path, other, one.type):
                        self.merged_parts.add(id(part))
                case _:
                    pass

    def question(self, also: Sequence[Expr]) -> Question:
        question = Question(self.obligation, self.inputs)
        env: dict[str, Symbolic] = {}
        for binding in self.obligation.inputs:
            env[binding.name] = self.inputs.value((binding.name,), binding.type)
        for binding in self.obligation.inputs:
            self._invariants(question, (binding.name,), env[binding.name], binding.type)
        for hypothesis in self.obligation.hypotheses:
            for part in parts(hypothesis):
                merged = id(part) in self.merged_parts
                premise = Premise(self._literal("h"), part, merged=merged)
                self._premise(question, premise, env)
        claim = self.encoder.holds(self.obligation.claim, env)
        question.terms = tuple(self.encoder.value(expr, env) for expr in also)
        self._conclude(question, claim)
        self.inputs.spread()
        self._complete_pairs()
        if self.merged:
            shown = [str(each.term) for each in question.terms if isinstance(each, Number)]
            lines = [*self.script.lines, *shown]
            for ordering in orderings(lines, self.inputs.leaves, self.inputs.symbols):
                self.script.require(ordering)
        return question

    def _literal(self, hint: str) -> str:
        return self.script.fresh("Bool", hint)

    def _premise(
        self, question: Question, premise: Premise, env: dict[str, Symbolic], where: Bool = True
    ) -> None:
        """State a premise; what follows is evaluated only where it holds."""
        with self.encoder.under(where):
            held = self.encoder.holds(premise.expr, env)
        value = self.script.boolean(smt.implication(where, held))
        self.script.require(smt.implication(premise.literal, value))
        question.premises.append(premise)
        if value is not True:
            self.encoder.frame.path.append(value)

    def _invariants(
        self, question: Question, path: Path, value: Symbolic, type_: Type, where: Bool = True
    ) -> None:
        """State the invariants of the records in an input, `where` the records are there."""
        match type_:
            case RecordType():
                record = as_kind(value, Record)
                definition = record_definition(self.program, type_)
                for invariant in definition.invariants if definition else ():
                    name = self._literal("i")
                    premise = Premise(name, invariant.condition, invariant, path)
                    self._premise(question, premise, {"self": record}, where)
                for name, part in type_.fields:
                    if _has_record(part):
                        inner = record.field(name)
                        self._invariants(question, (*path, name), inner, part, where)
            case OptionalType() if _has_record(type_):
                maybe = as_maybe(value)
                if maybe.value is not None:
                    known = smt.conjunction((where, maybe.known))
                    self._invariants(question, path, maybe.value, type_.inner, known)
            case MapType() if _has_record(type_):
                each = as_kind(value, Map).values
                for item, inner in zip(type_.key.items, each, strict=True):
                    self._invariants(question, (*path, item), inner, type_.value, where)
            case _:
                pass

    def _conclude(self, question: Question, claim: Bool) -> None:
        script = self.script
        frame: Frame = self.encoder.frame
        script.lines.append(f"(declare-const {question.goal} Bool)")
        script.require(smt.implication(question.goal, smt.negation(claim)))
        fails = smt.disjunction(frame.failures)
        if fails is not False:
            question.failure = self._literal("fails")
            script.require(smt.implication(question.failure, fails))
            script.require(smt.implication(question.goal, smt.negation(fails)))

    # Parameters -----------------------------------------------------------------------------------

    def parameter(self, expr: ParameterRef) -> Symbolic:
        id_ = parameter_key(expr)
        if id_ not in self.parameters:
            self.parameters[id_] = self._make_parameter(id_, self.program.parameters[id_])
        return self.parameters[id_]

    def _make_parameter(self, id_: str, parameter: Parameter) -> Symbolic:
        if id_ in self.open:
            return self.inputs.value(parameter_path(id_), open_type(parameter))
        if parameter.value is None:
            raise OutsideMethod("no value", name=parameter.definition.name)
        return literal(parameter.value, parameter.definition.type)

    # Twins ----------------------------------------------------------------------------------------

    def _complete_pairs(self) -> None:
        """Read of each twin what is read of the other, so that they can be kept alike."""
        types = {binding.name: binding.type for binding in self.obligation.inputs}
        for one, two in pairs(self.obligation):
            for here, there in ((one, two), (two, one)):
                for leaf in leaves((there,), types[there]):
                    if (here, *leaf.path[1:]) in self.inputs.symbols:
                        self._read(leaf)

    def _read(self, leaf: Leaf) -> None:
        if leaf.kind in OF_DATE:
            self.inputs.value(leaf.path[:-1], leaf.type)
        elif leaf.path not in self.inputs.symbols:
            self.inputs.symbol(leaf)


def _has_record(type_: Type) -> bool:
    match type_:
        case OptionalType():
            return _has_record(type_.inner)
        case MapType():
            return _has_record(type_.value)
        case _:
            return isinstance(type_, RecordType)


def open_type(parameter: Parameter) -> NumberType:
    """Return the type of the values that an open parameter may have."""
    definition = parameter.definition
    range_ = definition.open_range
    if range_ is None or not isinstance(definition.type, NumberType):
        raise OutsideMethod("no range", name=definition.name)
    return NumberType(definition.type.kind, range_.low, range_.high, range_.step)


def pairs(obligation: Obligation) -> list[tuple[str, str]]:
    """Return the inputs to keep alike: twins, then each input with the first of its type."""
    found = list(obligation.twins)
    paired = {name for _, name in found}
    first: dict[Type, str] = {}
    for binding in obligation.inputs:
        known = first.setdefault(binding.type, binding.name)
        if known != binding.name and binding.name not in paired:
            found.append((known, binding.name))
    return found
