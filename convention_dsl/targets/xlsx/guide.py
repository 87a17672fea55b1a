"""What a clause's texts say about its inputs beyond its plan: defaults, examples, whose rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.calculator.plan.plan import Column, Raw, Role
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Call, ClauseRef, Value
from convention_dsl.core.program import Library, Program
from convention_dsl.types import ListType, MapType, OptionalType, RecordType, Type

Path = tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """Arguments of a clause, from an example of the texts."""

    label: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True)
class Guide:
    """`subject` is what a row is about (`patient`), "" where the inputs are no single record."""

    subject: str
    defaults: Mapping[Path, Value]
    examples: tuple[Example, ...]


def guide_to(program: Program, ref: ClauseRef) -> Guide:
    """Return what the texts say about the inputs of a clause."""
    inputs = program.clauses[ref].definition.inputs
    found = (_defaults(program, (each.name,), each.type) for each in inputs)
    defaults = {path: value for each in found for path, value in each}
    return Guide(_subject(program, ref), defaults, tuple(_examples(program, ref)))


def default_of(column: Column, defaults: Mapping[Path, Value]) -> Raw | None:
    """Return the default of a column as its raw value; None: it has none."""
    if column.path not in defaults:
        return None
    value = defaults[column.path]
    match column.role, value:
        case Role.MEMBER, frozenset():
            return column.member in value
        case Role.VALUE, bool() | str():
            return value
        case Role.VALUE, Fraction():
            return int(value * column.scale)
        case Role.VALUE, None:
            return None
        case _:
            return value if column.role is Role.VALUE and not isinstance(value, dict) else None  # type: ignore[return-value]


def _subject(program: Program, ref: ClauseRef) -> str:
    types = [each.type for each in program.clauses[ref].definition.inputs]
    lists = [each.element for each in types if isinstance(each, ListType)]
    records = lists or [each for each in types if isinstance(each, RecordType)]
    if len(records) != 1:
        return ""
    definition = program.library.record(records[0].name)
    return definition.label or definition.name.casefold()


def _defaults(program: Program, path: Path, type_: Type) -> Iterator[tuple[Path, Value]]:
    match type_:
        case RecordType(name):
            for info in program.library.record(name).fields:
                inside = (*path, info.name)
                if info.default is None:
                    yield from _defaults(program, inside, info.type)
                else:
                    yield from _flat(inside, info.type, evaluate(program, info.default, {}))
        case MapType(key, value):
            for item in key.items:
                yield from _defaults(program, (*path, item), value)
        case OptionalType(inner) | ListType(inner):
            yield from _defaults(program, path, inner)
        case _:
            return


def _flat(path: Path, type_: Type, value: Value) -> Iterator[tuple[Path, Value]]:
    """Yield the values of the leaves of a default."""
    if isinstance(type_, OptionalType):
        yield from _flat(path, type_.inner, value)
    elif isinstance(value, dict):
        parts = dict(_parts(type_))
        for name, part in value.items():
            yield from _flat((*path, name), parts[name], part)
    else:
        yield path, value


def _parts(type_: Type) -> Iterator[tuple[str, Type]]:
    if isinstance(type_, RecordType):
        yield from type_.fields
    elif isinstance(type_, MapType):
        yield from ((item, type_.value) for item in type_.key.items)


def _examples(program: Program, ref: ClauseRef) -> Iterator[Example]:
    """Yield the arguments of the examples of a clause, each once."""
    seen: list[tuple[Value, ...]] = []
    for example in _of_book(program.library, ref):
        arguments = tuple(evaluate(program, each, {}) for each in example[1].arguments)
        if arguments not in seen:
            seen.append(arguments)
            yield Example(example[0], arguments)


def _of_book(library: Library, ref: ClauseRef) -> Iterator[tuple[str, Call]]:
    for each in library.books[ref.book].examples:
        if isinstance(each.actual, Call) and each.actual.clause == ref:
            yield each.label, each.actual
