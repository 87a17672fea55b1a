"""Code for the same value at another shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convention_dsl.calculator import numbers
from convention_dsl.calculator.shapes import (
    FractionShape,
    IntShape,
    ListShape,
    MapShape,
    OptionalShape,
    RecordShape,
    SetShape,
    Shape,
)

if TYPE_CHECKING:
    from convention_dsl.calculator.emit import Emitter


def converted(emitter: Emitter, code: str, given: Shape, wanted: Shape) -> str:
    """Return the code of the same value at another shape."""
    if given == wanted:
        return code
    match given, wanted:
        case ((IntShape() | FractionShape()), (IntShape() | FractionShape())):
            return numbers.converted(code, given, wanted)
        case SetShape(), SetShape():
            shift = given.offset - wanted.offset
            return f"({code} << {shift})" if shift > 0 else f"({code} >> {-shift})"
        case OptionalShape(), OptionalShape():
            name = emitter.names.unique("t")
            inner = emitter.convert(name, given.inner, wanted.inner)
            return f"(None if ({name} := {code}) is None else {inner})"
        case (MapShape(value=one), MapShape(value=other)) | (
            ListShape(element=one),
            ListShape(element=other),
        ):
            whole, name = emitter.names.unique("t"), emitter.names.unique("t")
            each = emitter.convert(name, one, other)
            return f"({whole} := {code}, tuple([{each} for {name} in {whole}]))[1]"
        case RecordShape(), RecordShape():
            name = emitter.names.unique("t")
            pairs = zip(given.fields, wanted.fields, strict=True)
            parts = [
                emitter.convert(f"{name}[{index}]", one, other)
                for index, ((_, one), (_, other)) in enumerate(pairs)
            ]
            return f"({name} := {code}, {', '.join(parts)})[1:]"
        case _:
            raise TypeError(f"no conversion from {given} to {wanted}")
