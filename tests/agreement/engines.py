"""The three engines that must agree: the evaluator, the generated Python and the encoding.

Each gives an `Outcome` for one clause and one list of arguments: a value, or the word that says why
there is none. The solver's outcome is established twice: by the value in a model of "the clause has
this result", and by asking for any other result, which must be impossible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from time import monotonic

from convention_dsl.calculator.python import compile_program
from convention_dsl.core import build
from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef, Expr, Value, Variable
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Binding, Library, Program
from convention_dsl.proof import smt
from convention_dsl.proof.leaves import Assignment, LeafKind, leaves
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.question import Question, pose
from convention_dsl.proof.solver import Assigned, Limits, Outcome, Session
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse
from convention_dsl.types import (
    DateType,
    MapType,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

Answer = Value | str
"""A value, or the reason why there is none (`gap`, `overlap`…), or `unknown` of the solver."""

LIMITS = Limits(seconds=20.0)


def read(text: str) -> Library:
    """Return the library of a program text; it has no errors."""
    file, problems = parse(Source("generated.conv", text))
    library, more = elaborate({"generated.conv": file}, {})
    errors = [found for found in (*problems, *more) if found.code.startswith("E")]
    assert not errors, f"{errors}\n{text}"
    return library


def linked(library: Library, at: date) -> Program:
    """Return the program of the generated book at a date."""
    program, problems = link(library, "generated", at=at)
    assert program is not None, problems
    return program


def evaluated(program: Program, ref: ClauseRef, arguments: Sequence[Value]) -> Answer:
    """Return what the reference evaluator says."""
    try:
        return call(program, ref, arguments)
    except EvaluationError as error:
        return str(error.kind)


class Generated:
    """The generated Python of one clause."""

    def __init__(self, program: Program, ref: ClauseRef) -> None:
        self.compiled = compile_program(program, [ref])
        self.ref = ref

    def answer(self, arguments: Sequence[Value]) -> Answer:
        try:
            return self.compiled.call(self.ref, arguments)
        except EvaluationError as error:
            return str(error.kind)


RESULT = "__result"


class Encoded:
    """The encoding of "the clause has this result" in one solver; each answer fixes the inputs."""

    def __init__(self, program: Program, ref: ClauseRef) -> None:
        self.program = program
        self.ref = ref
        self.inputs = program.clauses[ref].inputs
        result = program.clauses[ref].body.type
        assert isinstance(result, NumberType)
        self.result = replace(result, low=None, high=None)
        self.question: Question | None = None
        if result.step is not None:
            self.question = self.pose(
                Variable(name=RESULT, type=self.result), (Binding(RESULT, self.result),), False
            )
            self.session = self.question.session(LIMITS, monotonic() + 3600)

    def pose(self, value: Expr, more: tuple[Binding, ...], equal: bool) -> Question:
        """Ask for inputs where "the result is `value`" is not `equal`."""
        arguments = tuple(Variable(name=b.name, type=b.type) for b in self.inputs)
        called = build.call(self.ref, arguments, self.program.clauses[self.ref].body.type)
        same = build.apply(Operator.EQUAL, (called, value))
        claim = same if equal else build.apply(Operator.NOT, (same,))
        obligation = Obligation("agree", "test", (*self.inputs, *more), (), claim)
        return pose(self.program, obligation, merged=False)  # each input as it is given

    def answer(self, arguments: Sequence[Value], expected: Answer) -> Answer:
        """Return the result in a model, or the reason for none; `expected` guides what is asked."""
        try:
            if self.question is not None:
                return self.by_model(self.question, arguments, expected)
            return self.by_value(arguments, expected)
        except OutsideMethod:
            return "unknown"

    def by_model(self, question: Question, arguments: Sequence[Value], expected: Answer) -> Answer:
        self.session.push()
        try:
            self.session.require(fixed(question, self.inputs, arguments))
            if isinstance(expected, str):
                return failing(self.session, question, expected)
            outcome = self.session.check((question.goal,))
            if outcome is Outcome.UNKNOWN:
                return "unknown"
            if outcome is Outcome.UNSAT:
                return "no result"
            symbol = question.inputs.symbols[(RESULT,)]
            found = self.session.values({RESULT: Assigned(symbol, False)})[RESULT]
            self.session.require((smt.negation(smt.equal(found, symbol)),))
            other = self.session.check((question.goal,))
            if other is not Outcome.UNSAT:
                return "unknown" if other is Outcome.UNKNOWN else "another result"
            assert self.result.step is not None
            return found * self.result.step
        finally:
            self.session.pop()

    def by_value(self, arguments: Sequence[Value], expected: Answer) -> Answer:
        number = expected if isinstance(expected, Fraction) else Fraction(0)
        value = build.literal_number(number, self.result.kind)
        for equal in (False, True):
            question = self.pose(value, (), equal)
            session = question.session(LIMITS, monotonic() + 20)
            session.require(fixed(question, self.inputs, arguments))
            if isinstance(expected, str):
                return failing(session, question, expected)
            outcome = session.check((question.goal,))
            if outcome is Outcome.UNKNOWN:
                return "unknown"
            if (outcome is Outcome.SAT) is equal:
                return "another result" if equal else "no result"
        return number


def failing(session: Session, question: Question, expected: str) -> Answer:
    """Return `expected` where the encoding has no value either."""
    if session.check((question.goal,)) is not Outcome.UNSAT:
        return "a result"
    if question.failure is None or session.check((question.failure,)) is not Outcome.SAT:
        return "no failure"
    return expected


def fixed(
    question: Question, inputs: Sequence[Binding], arguments: Sequence[Value]
) -> list[smt.Bool]:
    """Return the terms that give every leaf of the inputs the value of its argument."""
    terms: list[smt.Bool] = []
    assignment: dict[object, int] = {}
    for binding, value in zip(inputs, arguments, strict=True):
        assignment.update(assigned((binding.name,), binding.type, value))
        for leaf in leaves((binding.name,), binding.type):
            symbol = question.inputs.symbols.get(leaf.path)
            number = assignment.get(leaf.path)
            if symbol is not None and number is not None:
                terms.append(
                    smt.same(symbol, bool(number)) if leaf.is_binary else smt.equal(symbol, number)
                )
    return terms


def assigned(path: tuple[object, ...], of: Type, value: Value) -> Mapping[object, int]:
    """Return the integers of the leaves of `value`; none for what is unknown."""
    match of:
        case RecordType():
            assert isinstance(value, dict)
            parts = [assigned((*path, n), kind, value[n]) for n, kind in of.fields]
            return {key: number for part in parts for key, number in part.items()}
        case MapType():
            assert isinstance(value, dict)
            parts = [assigned((*path, i), of.value, value[i]) for i in of.key.items]
            return {key: number for part in parts for key, number in part.items()}
        case OptionalType():
            inner = {} if value is None else assigned(path, of.inner, value)
            return {(*path, None): int(value is not None), **inner}
        case SetType():
            assert isinstance(value, frozenset)
            return {(*path, e): int(e in value) for e in of.universe}
        case DateType():
            assert isinstance(value, date)
            parts = (value.year, value.month, value.day)
            kinds = (LeafKind.YEAR, LeafKind.MONTH, LeafKind.DAY)
            return {(*path, k.value): n for k, n in zip(kinds, parts, strict=True)}
        case NumberType():
            assert isinstance(value, Fraction) and of.step is not None
            return {path: int(value / of.step)}
        case _:
            items = getattr(of, "items", None)
            return {path: items.index(value) if items else int(bool(value))}


@dataclass(frozen=True)
class Disagreement:
    """Two engines that do not say the same."""

    engine: str
    expected: Answer
    found: Answer
    arguments: tuple[Value, ...]


__all__ = [
    "Answer",
    "Assignment",
    "Disagreement",
    "Encoded",
    "Generated",
    "evaluated",
    "linked",
    "read",
]
