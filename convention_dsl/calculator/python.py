"""Clauses as plain Python: `generate` writes a module, `compile_program` runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from convention_dsl.calculator import module
from convention_dsl.calculator.conversion import decode, encoder, flattener
from convention_dsl.core.errors import ErrorKind, EvaluationError
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Program
from convention_dsl.core.values import belongs

Function = Callable[..., Any]


def generate(program: Program, refs: Sequence[ClauseRef]) -> str:
    """Return the text of a self-contained module with the functions of `refs`."""
    return module.build(program, refs).source


@dataclass(frozen=True)
class Compiled:
    """The functions of a program's clauses, ready to be called.

    `functions` take and give raw values (scaled integers, masks…: see `shapes`) and raise `error`;
    `call` takes and gives those of the reference evaluator and raises `EvaluationError`.
    """

    program: Program
    module: module.Module
    functions: Mapping[ClauseRef, Function]
    error: type[Exception]
    _namespace: Mapping[str, Any] = field(repr=False)

    def call(self, ref: ClauseRef, arguments: Sequence[Value]) -> Value:
        """Return the value of a clause; the arguments are of its inputs' types."""
        function = self.functions[ref]
        try:
            raw = function(*self.encode(ref, arguments))
        except self.error as error:
            raise self.translated(error) from None
        return decode(raw, self.program.clauses[ref].body.type)

    def caller(self, ref: ClauseRef) -> Callable[[Sequence[Value]], Value]:
        """Return `call` for one clause, its conversions made once: for many calls."""
        clause = self.program.clauses[ref]
        types = [binding.type for binding in clause.inputs]
        converters = [(encoder(type_), flattener(type_)) for type_ in types]
        function, result = self.functions[ref], clause.body.type

        def call(arguments: Sequence[Value]) -> Value:
            raw: list[Any] = []
            for (encode, flatten), value in zip(converters, arguments, strict=True):
                raw += flatten(encode(value))
            try:
                return decode(function(*raw), result)
            except self.error as error:
                raise self.translated(error) from None

        return call

    def encode(self, ref: ClauseRef, arguments: Sequence[Value]) -> list[Any]:
        """Return the raw arguments of a clause's function."""
        raw: list[Any] = []
        for binding, value in zip(self.program.clauses[ref].inputs, arguments, strict=True):
            raw += flattener(binding.type)(encoder(binding.type)(value))
        return raw

    def translated(self, error: Exception) -> EvaluationError:
        """Return an error of generated code as the evaluator would have raised it."""
        place: int = getattr(error, "place", 0)
        kind: str = getattr(error, "kind", "")
        return EvaluationError(ErrorKind(kind), self.module.places[place])

    def with_values(self, values: Mapping[str, Value]) -> Compiled:
        """Return the functions for other values of some parameters, by id.

        A value must be in the parameter's range (its values' and its open range's hull), which the
        code relies on; a `ValueError` says where it is not.
        """
        given = {}
        for id_, value in values.items():
            if id_ in self.module.parameters:
                definition = self.program.parameters[id_].definition
                if not belongs(value, definition.type):
                    raise ValueError(f"{value} is out of the range of {id_}")
                given[self.module.parameters[id_]] = encoder(definition.type)(value)
        functions = _functions(self._namespace, list(self.functions), given)
        return replace(self, functions=functions)


def compile_program(program: Program, refs: Sequence[ClauseRef]) -> Compiled:
    """Return the compiled functions of `refs`, at the program's parameter values."""
    built = module.build(program, refs)
    namespace: dict[str, Any] = {"__name__": "calculator"}
    exec(compile(built.source, "<calculator>", "exec"), namespace)
    functions = _functions(namespace, refs, {})
    return Compiled(program, built, functions, namespace["EvaluationError"], namespace)


def _functions(
    namespace: Mapping[str, Any], refs: Sequence[ClauseRef], parameters: Mapping[str, Any]
) -> dict[ClauseRef, Function]:
    bound = namespace["bind"](**parameters)
    return {ref: bound[str(ref)] for ref in refs}
