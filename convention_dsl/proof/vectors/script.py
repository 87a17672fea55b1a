"""The script of a clause: its inputs with their rules, and names for where goals are reached."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from convention_dsl.core.nodes import Cases, ClauseRef, ParameterRef, Value
from convention_dsl.core.program import Program
from convention_dsl.proof import encode_values as values
from convention_dsl.proof import smt
from convention_dsl.proof.encode import Encoder, parameter_key
from convention_dsl.proof.encode_literals import literal
from convention_dsl.proof.encode_values import as_kind, as_maybe
from convention_dsl.proof.inputs import Inputs
from convention_dsl.proof.leaves import Assignment, Path
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.records import record_definition
from convention_dsl.proof.smt import Bool, Script
from convention_dsl.proof.solver import Assigned, Session
from convention_dsl.proof.symbolic import (
    Map,
    OutsideMethod,
    Record,
    Symbolic,
    Written,
)
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.trail import NO_TRAIL
from convention_dsl.proof.vectors.abstract import AbstractProbe
from convention_dsl.proof.vectors.plain import filled
from convention_dsl.proof.vectors.probe import Probe
from convention_dsl.proof.vectors.watches import Watches
from convention_dsl.types import (
    ListType,
    MapType,
    OptionalType,
    RecordType,
    Type,
    holds_list,
)


class ListInputs(Inputs):
    """Inputs of which each list has a known number of records (None: any, and none is seen)."""

    def __init__(self, script: Script, length: int | None) -> None:
        super().__init__(script, lambda _: True)
        self.length = length

    def _make(self, path: Path, type_: Type) -> Symbolic:
        if not isinstance(type_, ListType) or self.length is None:
            return super()._make(path, type_)
        records = (self.value((*path, n), type_.element) for n in range(self.length))
        return Written(tuple(as_kind(record, Record) for record in records))


@dataclass
class Questions:
    """A solver that is asked for inputs that reach a goal, the result being defined."""

    session: Session
    inputs: ListInputs
    names: dict[str, str]
    """The assumption that a goal is reached, by the goal's id; a goal not there is not reached."""
    wanted: dict[Path, Assigned] = field(default_factory=dict)

    def assignment(self) -> Assignment:
        """Return the leaves of the last inputs found."""
        return self.session.values(self.wanted)


@dataclass
class Scripts:
    """Makes the scripts of one clause; raises `OutsideMethod` where the method does not apply."""

    program: Program
    ref: ClauseRef
    watches: Watches
    limits: Limits
    deadline: float
    total: TotalCases

    @property
    def has_lists(self) -> bool:
        """Whether an input of the clause is a list or holds one."""
        return any(holds_list(binding.type) for binding in self.program.clauses[self.ref].inputs)

    def questions(self, length: int | None) -> Questions:
        """Return the questions about lists of `length` records (None: of any number).

        Only what is impossible says something where the length is not known.
        """
        script = Script()
        inputs = ListInputs(script, length)
        clause = self.program.clauses[self.ref]
        kind = AbstractProbe if length is None and self.has_lists else Probe
        probe = kind(self.program, inputs, self._parameter, self._is_total, self.watches)
        arguments = [(b, inputs.value((b.name,), b.type)) for b in clause.inputs]
        _, fails = probe.clause(self.ref, tuple(value for _, value in arguments))
        script.require(smt.negation(fails))
        probe.is_muted = True  # a rule reaches nothing
        for binding, value in arguments:
            self._rules(probe, value, binding.type)
        for element, record in probe.elements:
            self._rules(probe, element, record)
        names = self._names(script, probe.conditions())
        return self._asked(script, inputs, names)

    def difference(self, changed: Program, length: int, *, fails: bool = False) -> Questions:
        """Return the question whether the clause of another program gives another result.

        With `fails`: whether it gives none. Lists have `length` records.
        """
        script = Script()
        inputs = ListInputs(script, length)
        bindings = self.program.clauses[self.ref].inputs
        arguments = tuple(inputs.value((b.name,), b.type) for b in bindings)
        probe = Probe(self.program, inputs, self._parameter, self._is_total, Watches())
        value, undefined = probe.clause(self.ref, arguments)
        total = TotalCases(changed)
        other = Encoder(
            changed,
            inputs,
            replace(self, program=changed)._parameter,
            lambda cases: total.is_total(cases, frozenset()),
            NO_TRAIL,
        )
        other_value, other_fails = other.clause(self.ref, arguments)
        same = values.equal(script, value, other_value)
        script.require(smt.negation(undefined))
        if fails:
            script.require(other_fails)
        else:
            script.require(smt.negation(smt.disjunction((other_fails, same))))
        probe.is_muted = True
        for binding, argument in zip(bindings, arguments, strict=True):
            self._rules(probe, argument, binding.type)
        return self._asked(script, inputs, {})

    def _asked(self, script: Script, inputs: ListInputs, names: dict[str, str]) -> Questions:
        linear = not script.non_linear
        session = Session(script.text, self.limits, self.deadline, linear=linear)
        wanted = {
            path: Assigned(symbol, inputs.leaves[path].is_binary)
            for path, symbol in inputs.symbols.items()
        }
        return Questions(session, inputs, names, wanted)

    def _names(self, script: Script, conditions: dict[str, Bool]) -> dict[str, str]:
        names = {}
        for goal, condition in conditions.items():
            if condition is not False:
                names[goal] = script.fresh("Bool", "g")
                script.require(smt.implication(names[goal], condition))
        return names

    def _is_total(self, cases: Cases) -> bool:
        return self.total.is_total(cases, frozenset())

    def _parameter(self, expr: ParameterRef) -> Symbolic:
        parameter = self.program.parameters[parameter_key(expr)]
        if parameter.value is None:
            raise OutsideMethod("no value", name=parameter.definition.name)
        return literal(parameter.value, parameter.definition.type)

    def _rules(self, probe: Probe, value: Symbolic, type_: Type, where: Bool = True) -> None:
        """Require the invariants of the records in an input, `where` the records are there."""
        match type_:
            case RecordType():
                record = as_kind(value, Record)
                definition = record_definition(self.program, type_)
                for invariant in definition.invariants if definition else ():
                    with probe.under(where):
                        held = probe.holds(invariant.condition, {"self": record})
                    probe.script.require(smt.implication(where, held))
                for name, part in type_.fields:
                    if _may_have_rules(part):
                        self._rules(probe, record.field(name), part, where)
            case OptionalType():
                maybe = as_maybe(value)
                if maybe.value is not None and _may_have_rules(type_.inner):
                    known = smt.conjunction((where, maybe.known))
                    self._rules(probe, maybe.value, type_.inner, known)
            case MapType():
                for each in as_kind(value, Map).values if _may_have_rules(type_.value) else ():
                    self._rules(probe, each, type_.value, where)
            case ListType():
                for each in value.parts if isinstance(value, Written) else ():
                    self._rules(probe, each, type_.element, where)
            case _:
                pass


def _may_have_rules(type_: Type) -> bool:
    match type_:
        case RecordType() | ListType():
            return True
        case OptionalType():
            return _may_have_rules(type_.inner)
        case MapType():
            return _may_have_rules(type_.value)
        case _:
            return False


def arguments(
    questions: Questions, types: dict[str, Type], start: dict[str, Value], found: Assignment
) -> dict[str, Value]:
    """Return inputs for a model: its leaves in place of those of `start`."""
    length = questions.inputs.length or 0
    return {
        name: filled((name,), type_, found, start[name], length) for name, type_ in types.items()
    }
