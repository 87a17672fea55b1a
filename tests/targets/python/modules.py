"""Generated modules, loaded; and the values of the language as their users write them."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

from convention_dsl import pipeline
from convention_dsl.calculator.writer import identifier
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Program
from convention_dsl.targets.editions import edition_of
from convention_dsl.targets.python.build import build, source
from convention_dsl.targets.registry import Material, Options
from convention_dsl.types import (
    EnumType,
    ListType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

__all__ = ["build", "source"]


def material_of(program: Program, *refs: ClauseRef) -> Material:
    """Return what the module of some clauses is made from; records have no rules."""
    book = program.library.books[refs[0].book]
    edition = edition_of(program, book, refs, at=program.at, readings={}, changed={})
    return Material(edition, program, refs)


def material(folder: Path, book: str, *names: str, at: date | None = None) -> Material:
    """Return what the module of some clauses of a book in a folder is made from."""
    workspace = pipeline.load([folder])
    assert not workspace.diagnostics
    calculations = []
    for name in names:
        found, problems = pipeline.prepare(workspace, ClauseRef(book, name), at, {})
        assert found is not None, problems
        calculations.append(found)
    edition = pipeline.edition(workspace, calculations, {})
    return pipeline.material(workspace, calculations, [], edition, Options())


_NUMBERS = itertools.count()


def loaded(text: str) -> ModuleType:
    """Return a module of this text, imported."""
    name = f"made_{next(_NUMBERS)}"
    module = ModuleType(name)
    import sys

    sys.modules[name] = module  # dataclasses look their module up
    try:
        exec(compile(text, f"{name}.py", "exec"), module.__dict__)
    finally:
        del sys.modules[name]
    return module


def arguments(
    module: ModuleType, function: Callable[..., object], types: Sequence[Type], values: Any
) -> dict[str, object]:
    """Return reference values of a clause's inputs as the arguments of its function."""
    names = [name for name in inspect.signature(function).parameters if name != "parameters"]
    flat = [
        natural(module, part, each)
        for type_, value in zip(types, values, strict=True)
        for part, each in _flat(type_, value)
    ]
    return dict(zip(names, flat, strict=True))


def _flat(type_: Type, value: Value) -> Iterator[tuple[Type, Value]]:
    if isinstance(type_, RecordType):
        assert isinstance(value, dict)
        for name, part in type_.fields:
            yield from _flat(part, value[name])
    else:
        yield type_, value


def natural(module: ModuleType, type_: Type, value: Any) -> object:
    """Return a reference value as users of a module write it."""
    match type_:
        case NumberType(NumberKind.INTEGER):
            return int(value)
        case NumberType():
            return decimal(value)
        case SetType():
            return set(value)
        case MapType():
            return {k: natural(module, type_.value, v) for k, v in value.items()}
        case RecordType():
            class_ = getattr(module, identifier(type_.name.rpartition(".")[2]))
            names = inspect.signature(class_).parameters
            parts = zip(names, type_.fields, strict=True)
            return class_(**{as_: natural(module, part, value[n]) for as_, (n, part) in parts})
        case ListType(element):
            return [natural(module, element, each) for each in value]
        case OptionalType(inner):
            return None if value is None else natural(module, inner, value)
        case _:
            return value


def decimal(value: Fraction) -> Decimal | Fraction:
    """Return a number as a decimal, where one is exact."""
    places = next((p for p in range(30) if (value * 10**p).denominator == 1), None)
    if places is None:
        return value
    return Decimal(int(value * 10**places)).scaleb(-places)


def reference(type_: Type, value: Any) -> Value:
    """Return what a function gave as a reference value; its Python type must be the right one."""
    match type_:
        case NumberType():
            allowed = int if type_.kind is NumberKind.INTEGER else Decimal
            assert isinstance(value, allowed | Fraction)
            assert not isinstance(value, bool)
            return Fraction(value)
        case SetType():
            assert isinstance(value, frozenset)
            return value
        case MapType():
            return {k: reference(type_.value, v) for k, v in value.items()}
        case RecordType():
            names = inspect.signature(type(value)).parameters
            parts = zip(names, type_.fields, strict=True)
            return {n: reference(part, getattr(value, as_)) for as_, (n, part) in parts}
        case ListType(element):
            return tuple(reference(element, each) for each in value)
        case OptionalType(inner):
            return None if value is None else reference(inner, value)
        case EnumType():
            assert isinstance(value, str)
            return value
        case _:
            return value
