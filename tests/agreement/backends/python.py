"""Python, made from programs and not from plans: what `calc` runs, and what `build` writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convention_dsl.calculator.python import compile_program
from convention_dsl.core.errors import ErrorKind
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Program
from tests.agreement.answers import Answer, Failure, outcome
from tests.targets.python.modules import arguments, loaded, material_of, reference, source

Inputs = Sequence[tuple[Value, ...]]


def generated(program: Program, ref: ClauseRef, inputs: Inputs) -> list[Answer]:
    """Return what the functions that `calc` runs answer."""
    function = compile_program(program, [ref]).caller(ref)

    def called(values: tuple[Value, ...]) -> Answer:
        return outcome(lambda: function(values))

    return [called(each) for each in inputs]


def module(program: Program, ref: ClauseRef, inputs: Inputs) -> list[Answer]:
    """Return what the module that `build` writes answers; failures without their place."""
    made = loaded(source(material_of(program, ref)))
    function = getattr(made, ref.name)
    clause = program.clauses[ref]
    types = [binding.type for binding in clause.inputs]

    def called(values: tuple[Value, ...]) -> Answer:
        given = arguments(made, function, types, values)
        try:
            return reference(clause.body.type, function(**given))
        except made.EvaluationError as error:
            return Failure(ErrorKind(error.kind))

    return [called(each) for each in inputs]


ENGINES: dict[str, Callable[[Program, ClauseRef, Inputs], list[Answer]]] = {
    "python": generated,
    "module": module,
}
