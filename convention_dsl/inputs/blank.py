"""A blank to fill in: a table with its header, or a JSON document, defaults in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from convention_dsl.core.nodes import Value
from convention_dsl.inputs.form import MISSING, Form, Group, Leaf, Many, Maybe, Shape
from convention_dsl.types import OptionalType, SetType, Type

Blank = None | bool | int | float | str | list["Blank"] | dict[str, "Blank"]


def blank_header(form: Form, language: str) -> list[str]:
    """Return the columns of a table; a form with a list starts with the column of groups."""
    names = [form.name(leaf) for leaf in form.leaves]
    group = "groupe" if language == "fr" else "group"
    return [group, *names] if form.lists else names


def blank_table(form: Form, language: str) -> str:
    """Return the header of a table, separated as the language's spreadsheets do."""
    return (";" if language == "fr" else ",").join(blank_header(form, language)) + "\n"


def blank_document(form: Form, write: Callable[[Value, Type], Blank]) -> Blank:
    """Return a JSON document with `null` for each value to give; `write` writes defaults."""
    if len(form.inputs) == 1 and isinstance(form.inputs[0], Group):
        return _blank(form.inputs[0], write)
    return {shape.path[0]: _blank(shape, write) for shape in form.inputs}


def _blank(shape: Shape, write: Callable[[Value, Type], Blank]) -> Blank:
    match shape:
        case Leaf(default=default, type=type_):
            if default is not MISSING:
                return write(default, type_)  # type: ignore[arg-type]
            return [] if isinstance(type_, SetType) else None
        case Group():
            return {name: _blank(part, write) for name, part in shape.parts}
        case Maybe():
            return None
        case Many():
            return [_blank(shape.element, write)]
        case _:
            assert_never(shape)


def is_required(leaf: Leaf) -> bool:
    """Return whether a leaf has to be given."""
    return leaf.default is MISSING and not isinstance(leaf.type, OptionalType)
