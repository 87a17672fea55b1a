"""The columns of a profile: which input each holds, and between which values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from convention_dsl.calculator.plan.formula import BoolKind, DateKind, IntKind, ItemKind, Kind
from convention_dsl.calculator.plan.plan import Column, Role
from convention_dsl.types import EnumType

KEY = "convention_profile"
"""The name of the profile's description in the metadata of its file."""


@dataclass(frozen=True)
class ProfileColumn:
    """A column of a profile: `name` in its file, and what of which input it holds."""

    name: str
    path: tuple[str, ...]
    kind: Kind
    scale: int
    role: Role
    member: str | int | None

    @classmethod
    def of(cls, name: str, given: Column) -> ProfileColumn:
        """Return the column that holds a plan's."""
        return cls(name, given.path, given.kind, given.scale, given.role, given.member)

    def serves(self, wanted: Column) -> bool:
        """Return whether all that this column may hold is what a plan takes as `wanted`."""
        same = (self.path, self.scale, self.role, self.member) == (
            wanted.path,
            wanted.scale,
            wanted.role,
            wanted.member,
        )
        return same and within(self.kind, wanted.kind)


def within(kind: Kind, other: Kind) -> bool:
    """Return whether every value of `kind` is one of `other`."""
    match kind, other:
        case IntKind(), IntKind():
            return other.low <= kind.low and kind.high <= other.high
        case DateKind(), DateKind():
            return other.low <= kind.low and kind.high <= other.high
        case ItemKind(), ItemKind():
            return set(kind.type.items) <= set(other.type.items)
        case _:
            return kind == other


def column_json(given: ProfileColumn) -> Mapping[str, Any]:
    """Return a column as it stands in the description of a profile."""
    return {
        "name": given.name,
        "path": list(given.path),
        "role": given.role.value,
        "member": given.member,
        "scale": given.scale,
        "kind": _kind_json(given.kind),
    }


def _kind_json(kind: Kind) -> Mapping[str, Any]:
    match kind:
        case BoolKind():
            return {"is": "boolean"}
        case IntKind(low=low, high=high):
            return {"is": "integer", "low": low, "high": high}
        case DateKind(low=first, high=last):
            return {"is": "date", "low": first.isoformat(), "high": last.isoformat()}
        case ItemKind(type=type_):
            items = list(type_.items)
            return {"is": "item", "of": type_.name, "items": items, "ordered": type_.ordered}
        case _:
            assert_never(kind)


def parsed_column(document: Mapping[str, Any]) -> ProfileColumn:
    """Return a column from the description of a profile. Raises KeyError, ValueError."""
    return ProfileColumn(
        document["name"],
        tuple(document["path"]),
        _parsed_kind(document["kind"]),
        document["scale"],
        Role(document["role"]),
        document["member"],
    )


def _parsed_kind(document: Mapping[str, Any]) -> Kind:
    match document["is"]:
        case "boolean":
            return BoolKind()
        case "integer":
            return IntKind(document["low"], document["high"])
        case "date":
            return DateKind(*(date.fromisoformat(document[end]) for end in ("low", "high")))
        case "item":
            items = tuple(document["items"])
            return ItemKind(EnumType(document["of"], items, document["ordered"]))
        case other:
            raise ValueError(other)
