"""What a clause's texts say about its inputs beyond its plan: defaults, examples, whose rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from convention_dsl.calculator.plan.plan import Column, Raw, Role
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Call, ClauseRef, Value
from convention_dsl.core.program import Library, Program
from convention_dsl.targets.editions import reached
from convention_dsl.types import (
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    Type,
)

Path = tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """Arguments of a clause, from an example of the texts."""

    label: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True)
class Guide:
    """What a workbook says that its plan does not.

    `subject` is what a row is about (`patient`), `single` what the clause reads beside its list
    (`doctor`); "" where that is no single record. `elements` and `singles` are records of these
    types that examples of the book have. `titles` are the labels of the clauses met, by name, and
    `amounts` the names of those that give an amount.
    """

    subject: str = ""
    single: str = ""
    defaults: Mapping[Path, Value] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    elements: tuple[Example, ...] = ()
    singles: tuple[Example, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    amounts: frozenset[str] = frozenset()


def guide_to(program: Program, ref: ClauseRef) -> Guide:
    """Return what the texts say about the inputs of a clause."""
    inputs = program.clauses[ref].definition.inputs
    found = (_defaults(program, (each.name,), each.type) for each in inputs)
    defaults = {path: value for each in found for path, value in each}
    lists = [each.type.element for each in inputs if isinstance(each.type, ListType)]
    records = [each.type for each in inputs if isinstance(each.type, RecordType)]
    met = [program.clauses[each].definition for each in reached(program, [ref])]
    return Guide(
        subject=_called(program, lists or records),
        single=_called(program, records) if lists else "",
        defaults=defaults,
        examples=tuple(_examples(program, ref)),
        elements=tuple(_elements(program, ref, lists[0])) if lists else (),
        singles=tuple(_elements(program, ref, records[0])) if lists and len(records) == 1 else (),
        titles={each.name: each.label for each in met if each.label},
        amounts=frozenset(each.name for each in met if _is_amount(each.result)),
    )


def _is_amount(type_: Type) -> bool:
    return isinstance(type_, NumberType) and type_.kind is NumberKind.AMOUNT


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
        case Role.VALUE, date():
            return value
        case _:
            return None


def _called(program: Program, records: Sequence[RecordType]) -> str:
    """Return what people call the only one of some records."""
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
    for label, call in _calls(program.library, ref.book):
        if call.clause == ref:
            arguments = tuple(evaluate(program, each, {}) for each in call.arguments)
            if arguments not in seen:
                seen.append(arguments)
                yield Example(label, arguments)


def _elements(program: Program, ref: ClauseRef, record: RecordType) -> Iterator[Example]:
    """Yield the records of one type in the examples of the book, each once."""
    seen: list[Value] = []
    for label, call in _calls(program.library, ref.book):
        for each in call.arguments:
            value = evaluate(program, each, {}) if each.type == record else None
            if value is not None and value not in seen:
                seen.append(value)
                yield Example(label, (value,))


def _calls(library: Library, book: str) -> Iterator[tuple[str, Call]]:
    for each in library.books[book].examples:
        if isinstance(each.actual, Call):
            yield each.label, each.actual
