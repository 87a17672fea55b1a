"""The raw functions of a generated module, as one object for each choice of parameters."""

from __future__ import annotations

from collections.abc import Iterator

from convention_dsl.calculator.annotations import annotation
from convention_dsl.calculator.module import scope, signature
from convention_dsl.calculator.shapes import shape_of
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.targets.python.code import Module
from convention_dsl.targets.python.words import docstring
from convention_dsl.types import RecordType, Type


def raw_class(module: Module, rules: list[ClauseRef]) -> list[str]:
    """Return the lines of the class that holds the raw functions."""
    fields = [f"    {module.raw(ref)}: {_callable(module, ref)}" for ref in [*module.names, *rules]]
    return [
        "@dataclass(frozen=True, slots=True)",
        "class Raw:",
        docstring([module.words.say("bound")], "    "),
        "",
        *fields,
    ]


def bound(module: Module, rules: list[ClauseRef]) -> list[str]:
    """Return the lines of the function that binds parameters."""
    code = module.code
    given = (f"        {module.raw(r)}={code.functions[r]}," for r in [*module.names, *rules])
    lines = [*signature(code, "Raw", "_bind"), *scope(code), "    return Raw(", *given, "    )"]
    return [*lines, "", "", "RAW: Final = _bind()"]


def _callable(module: Module, ref: ClauseRef) -> str:
    clause = module.program.clauses[ref]
    given = ", ".join(part for each in clause.inputs for part in _flat(each.type))
    return f"Callable[[{given}], {annotation(shape_of(clause.body.type))}]"


def _flat(type_: Type) -> Iterator[str]:
    """Yield the types of an input's arguments: records field by field."""
    if isinstance(type_, RecordType):
        for _, part in type_.fields:
            yield from _flat(part)
    else:
        yield annotation(shape_of(type_))
