"""The Python types of raw values, for the signatures and the locals of generated code."""

from __future__ import annotations

from typing import assert_never

from convention_dsl.calculator.shapes import (
    BOOL,
    DATE,
    DURATION,
    FractionShape,
    IntShape,
    ListShape,
    MapShape,
    OptionalShape,
    PlainShape,
    RecordShape,
    SetShape,
    Shape,
)

EXACT = "int | Fraction"
"""A number without a known step."""

_PLAIN = {BOOL: "bool", DATE: "date", DURATION: "tuple[int, int]"}


def annotation(shape: Shape) -> str:
    """Return the type of raw values of a shape."""
    match shape:
        case PlainShape():
            return _PLAIN.get(shape, "int")
        case IntShape() | SetShape():
            return "int"
        case FractionShape():
            return EXACT
        case MapShape(_, value):
            return f"tuple[{annotation(value)}, ...]"
        case RecordShape(fields):
            return _tuple([annotation(field) for _, field in fields])
        case ListShape(element):
            return f"tuple[{annotation(element)}, ...]"
        case OptionalShape(inner):
            return f"{annotation(inner)} | None"
        case _:
            assert_never(shape)


def _tuple(parts: list[str]) -> str:
    return f"tuple[{', '.join(parts) or '()'}]"


def is_plain(shape: Shape) -> bool:
    """Return whether a checker finds the type of a local of this shape from its first value."""
    return isinstance(shape, PlainShape | IntShape | SetShape)
