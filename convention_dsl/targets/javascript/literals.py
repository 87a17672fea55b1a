"""Python data as JavaScript literals, laid out to be read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True)
class Big:
    """An integer that is to be a `BigInt`."""

    value: int


@dataclass(frozen=True)
class Raw:
    """An expression that stands as it is."""

    text: str


Data = None | bool | int | str | Big | Raw | Sequence["Data"] | Mapping[str, "Data"]
"""What a literal can say; never a float."""

_WIDTH = 96


def literal(data: Data, margin: str = "") -> str:
    """Return data as an expression; what does not fit on a line takes one line a member."""
    flat = _flat(data)
    if len(margin) + len(flat) <= _WIDTH or not isinstance(data, Sequence | Mapping):
        return flat
    if isinstance(data, str):
        return flat
    inner = margin + "  "
    if isinstance(data, Mapping):
        members = [f"{_key(name)}: {literal(each, inner)}" for name, each in data.items()]
        return "{\n" + "".join(f"{inner}{each},\n" for each in members) + f"{margin}}}"
    members = [literal(each, inner) for each in data]
    return "[\n" + "".join(f"{inner}{each},\n" for each in members) + f"{margin}]"


def _flat(data: Data) -> str:
    match data:
        case None:
            return "null"
        case bool():
            return "true" if data else "false"
        case int():
            return str(data)
        case str():
            return text(data)
        case Big(value):
            return f"{value}n"
        case Raw(expression):
            return expression
        case Mapping():
            members = ", ".join(f"{_key(name)}: {_flat(each)}" for name, each in data.items())
            return f"{{ {members} }}" if members else "{}"
        case Sequence():
            return f"[{', '.join(map(_flat, data))}]"
        case _:
            assert_never(data)


def text(value: str) -> str:
    """Return a text as a literal that is safe inside a page's script too."""
    written = json.dumps(value, ensure_ascii=False)
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _key(name: str) -> str:
    return name if name.isidentifier() and name != "__proto__" else text(name)
