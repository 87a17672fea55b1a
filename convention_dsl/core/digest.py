"""Content hashes of core values: equal content gives equal digests, wherever it stands.

Every compared field of every node takes part (labels and provenance too: verdicts show them); spans
never do. Digests are stable between runs and machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256

from convention_dsl.core.program import Program


def _itself(item: object) -> object:
    return item


def digest(value: object, seen: Callable[[object], object] = _itself) -> str:
    """Return the hash of a frozen dataclass, collection or scalar of the core, as hexadecimal.

    `seen` gives what stands in the hash for each part of the value.
    """
    hasher = sha256()
    for token in _tokens(value, seen):
        hasher.update(token.encode())
        hasher.update(b"\0")
    return hasher.hexdigest()


def digest_program(program: Program) -> str:
    """Return the hash of all that a program's verdicts and results depend on."""
    books = program.library.books.values()
    clauses = {str(ref): (c.inputs, c.result, c.body) for ref, c in program.clauses.items()}
    parameters = {
        id_: (p.value, p.definition.type, p.definition.open_range, p.provenance)
        for id_, p in program.parameters.items()
    }
    declared = {book.name: (book.enums, book.records) for book in books}
    return digest((program.at, dict(program.readings), clauses, parameters, declared))


def _tokens(value: object, seen: Callable[[object], object]) -> Iterator[str]:
    """Yield an unambiguous sequence of words for `value`: every collection says where it ends."""
    stack: list[object] = [value]
    while stack:
        item = seen(stack.pop())
        match item:
            case _End():
                yield ")"
            case bool() | int() | Fraction() | date() | None:
                yield f"{type(item).__name__}:{item}"
            case Enum():
                yield f"{type(item).__name__}.{item.name}"
            case str():
                yield f"str:{len(item)}:{item}"
            case _:
                opening, parts = _parts(item)
                yield opening
                stack.append(_END)
                stack.extend(reversed(parts))


class _End:
    """Marks the end of a collection on the stack."""


_END = _End()


def _parts(item: object) -> tuple[str, list[object]]:
    match item:
        case tuple() | list():
            return "(", list(item)
        case frozenset() | set():
            return "set(", sorted(item)
        case dict():
            return "dict(", [part for pair in sorted(item.items(), key=_key) for part in pair]
        case _ if is_dataclass(item):
            kind: type = type(item)
            names = _compared(kind)
            return f"{kind.__name__}(", [getattr(item, name) for name in names]
        case _:
            raise TypeError(f"no digest of {type(item).__name__}")


def _key(pair: tuple[object, object]) -> str:
    return str(pair[0])


@cache
def _compared(class_: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(class_) if field.compare)
