"""What the text gives to a field where nothing else is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Program
from convention_dsl.types import ListType, MapType, OptionalType, RecordType, Type

Path = tuple[str, ...]


def defaults_of(program: Program, ref: ClauseRef) -> Mapping[Path, Value]:
    """Return the value of every field of a clause's inputs that has one by default, by path."""
    found: dict[Path, Value] = {}
    for binding in program.clauses[ref].inputs:
        found.update(_below((binding.name,), binding.type, program))
    return found


def _below(path: Path, type_: Type, program: Program) -> Iterator[tuple[Path, Value]]:
    match type_:
        case OptionalType(inner) | ListType(inner):
            yield from _below(path, inner, program)
        case RecordType(name):
            for info in program.library.record(name).fields:
                if info.default is not None:
                    yield (*path, info.name), evaluate(program, info.default, {})
                yield from _below((*path, info.name), info.type, program)
        case MapType(key, inner):
            for item in key.items:
                yield from _below((*path, item), inner, program)
        case _:
            return
