"""What generated code says of itself: labels, units, sources."""

from __future__ import annotations

from convention_dsl.calculator.shapes import (
    FractionShape,
    IntShape,
    PlainShape,
    RecordShape,
    SetShape,
    Shape,
    shape_of,
)
from convention_dsl.core.program import Binding, Clause
from convention_dsl.core.provenance import Provenance
from convention_dsl.types import EnumType, NumberKind, NumberType, RecordType, Type


def docstring(clause: Clause, shape: Shape) -> list[str]:
    """Return the lines of the docstring of a clause's function."""
    definition = clause.definition
    title = definition.label or definition.name
    source = cited(definition.provenance)
    lines = [f'    """{quoted(title)}{f" ({quoted(source)})" if source else ""}.', ""]
    for binding in clause.inputs:
        lines += [f"    {line}" for line in _described(binding)]
    result = unit(clause.body.type, shape) or "the value"
    return [*lines, f"    Returns {result}.", '    """']


def _described(binding: Binding) -> list[str]:
    if isinstance(binding.type, RecordType):
        fields = binding.type.fields
        return [_described_part(f"{binding.name}.{name}", type_) for name, type_ in fields]
    return [_described_part(binding.name, binding.type)]


def _described_part(name: str, type_: Type) -> str:
    words = unit(type_, shape_of(type_))
    return f"{name}: {words}" if words else name


def unit(type_: Type, shape: Shape) -> str:
    """Return what a reader must know to read a number, an item or a set."""
    match shape:
        case IntShape(scale=scale) if isinstance(type_, NumberType):
            return _number_unit(type_, scale)
        case FractionShape():
            return "an exact number"
        case PlainShape(kind="bool"):
            return "a boolean"
        case PlainShape(kind="date"):
            return "a date"
        case SetShape(offset=offset):
            return f"a bit mask (bit 0 is {offset})" if offset else "a bit mask"
        case RecordShape(fields=fields):
            return "a tuple: " + ", ".join(name for name, _ in fields)
        case _ if isinstance(type_, EnumType):
            return "a position in " + quoted(", ".join(type_.items))
        case _:
            return ""


def _number_unit(type_: NumberType, scale: int) -> str:
    if type_.kind is NumberKind.AMOUNT:
        return "in cents" if scale == 100 else f"in 1/{scale} of a euro"
    return "an integer" if scale == 1 else f"in 1/{scale}"


def cited(provenance: Provenance) -> str:
    """Return a source with its confidence on one line; "" where there is none."""
    words = (provenance.source, provenance.confidence)
    return " ".join(", ".join(word for word in words if word).split())


def quoted(text: str) -> str:
    """Return `text` as it can stand in a docstring."""
    return text.replace("\\", "\\\\").replace('"', "'")
