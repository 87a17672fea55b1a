"""Expressions and obligations of the core as JSON, for programs that check a certificate again."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from convention_dsl.core.nodes import ClauseRef, Expr, Multiset, Node
from convention_dsl.locale import exact_text
from convention_dsl.proof.obligation import Obligation
from convention_dsl.report.json import Json
from convention_dsl.types import EnumType, ListType, RecordType, Type

_LEFT_OUT = frozenset({"span", "provenance"})


def expression_json(expr: Expr) -> Json:
    """Return an expression as a tree: each form by its name with its parts, places left out."""
    return _plain(expr)


def obligation_json(obligation: Obligation) -> dict[str, Json]:
    """Return an obligation: for all inputs that satisfy the hypotheses, the claim."""
    return {
        "id": obligation.id,
        "kind": obligation.kind,
        "inputs": [{"name": each.name, "type": _plain(each.type)} for each in obligation.inputs],
        "hypotheses": [expression_json(each) for each in obligation.hypotheses],
        "claim": expression_json(obligation.claim),
        "open_parameters": list(obligation.open_parameters),
    }


def _plain(value: object) -> Json:
    """Return a part of an expression or of a type; numbers are exact strings."""
    match value:
        case None | bool():
            return value
        case Enum():
            return str(value.value)
        case int() | str():
            return value
        case Fraction():
            return exact_text(value)
        case date():
            return value.isoformat()
        case ClauseRef():
            return str(value)
        case frozenset():
            return sorted((_plain(each) for each in value), key=repr)
        case Multiset():
            return [{"count": count, "value": _plain(each)} for each, count in value.groups]
        case tuple() | list():
            return [_plain(each) for each in value]
        case dict():
            return {str(name): _plain(part) for name, part in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _parts(value)
        case _:
            return str(value)


def _parts(value: object) -> dict[str, Json]:
    """Return the parts of a form or a type, with its name; the type of a form is shortened."""
    kind = "form" if isinstance(value, Node) else "is"
    parts: dict[str, Json] = {kind: type(value).__name__.removesuffix("Type").lower()}
    for own in fields(value):  # type: ignore[arg-type]
        if own.name not in _LEFT_OUT:
            part = getattr(value, own.name)
            parts[own.name] = _short(part) if isinstance(value, Node) else _plain(part)
    return parts


def _short(part: Type | object) -> Json:
    """Return a part of a form; records and enumerations by name: their text says what they are."""
    match part:
        case RecordType() | EnumType():
            return part.name
        case ListType():
            return [part.element.name]
        case _:
            return _plain(part)
