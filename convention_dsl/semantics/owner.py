"""The declaration that rows and terms belong to: their ids, their sources, their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from convention_dsl.core.provenance import Provenance
from convention_dsl.semantics.suggestions import fold
from convention_dsl.semantics.text import Printer
from convention_dsl.syntax.nodes import Metadata
from convention_dsl.types import NumberType, OptionalType, Type


@dataclass(slots=True)
class Ids:
    """The ids given in a book so far."""

    taken: set[str] = field(default_factory=set)

    def unique(self, wanted: str) -> str:
        """Return `wanted`, with a number where it is taken."""
        id_, number = wanted, 2
        while id_ in self.taken:
            id_, number = f"{wanted}-{number}", number + 1
        self.taken.add(id_)
        return id_


@dataclass(frozen=True, slots=True)
class Owner:
    """A clause, a reading or an exception.

    `leaf` is the type that each value of its body must have (a result's range is an obligation
    about the whole, and rounding comes after), `subject` the only record among its inputs, whose
    name labels leave out.
    """

    prefix: str
    provenance: Provenance
    ids: Ids
    printer: Printer
    leaf: Type | None
    result: Type | None
    subject: str | None = None

    def id(self, label: str, otherwise: str, suffix: str = "") -> str:
        """Return an id in the owner: the label as a word, or `otherwise`."""
        return self.ids.unique(f"{self.prefix}/{slug(label) or otherwise}{suffix}")

    def sources(self, metadata: Metadata) -> Provenance:
        """Return the source and confidence of a row or a term."""
        return Provenance(metadata.source, metadata.confidence).within(self.provenance)

    def column(self, name: str, leaf: Type | None) -> Owner:
        """Return the owner of the values of one output column."""
        return replace(self, prefix=f"{self.prefix}.{name}", leaf=leaf, result=leaf)


def slug(label: str) -> str:
    """Return a label as a word of an id: `not-seen-for-two-years`."""
    words = re.findall(r"[a-z0-9]+", fold(label.replace("_", " ")))
    return "-".join(words)[:60].strip("-")


def leaf_type(result: Type | None, *, rounded: bool) -> Type | None:
    """Return what each value of a body must be, before rounding and whatever the range."""
    match result:
        case NumberType(kind, _, _, step):
            return NumberType(kind, None, None, None if rounded else step)
        case OptionalType(inner):
            loose = leaf_type(inner, rounded=rounded)
            return None if loose is None else OptionalType(loose)
        case _:
            return result
