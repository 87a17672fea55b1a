"""Where a figure or a rule comes from, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How sure a figure is, from the surest to the weakest."""

    OFFICIAL = "official"
    """Read in a text of the institution itself (the convention, Cnam, ameli, Legifrance)."""
    REPORTED = "reported"
    """Read elsewhere."""
    DERIVED = "derived"
    """Computed from official or reported figures."""
    ASSUMED = "assumed"
    """From memory, or chosen here."""


def weakest(levels: list[Confidence]) -> Confidence | None:
    """Return the weakest of `levels`, or None where there is none."""
    order = list(Confidence)
    return max(levels, key=order.index, default=None)


@dataclass(frozen=True, slots=True)
class Provenance:
    """A source (document, article, paragraph) and a confidence; None where none is given."""

    source: str | None = None
    confidence: Confidence | None = None

    def within(self, outer: Provenance) -> Provenance:
        """Return this provenance, with what it lacks taken from `outer` (the clause, the book)."""
        if self.source is not None:
            return Provenance(self.source, self.confidence or outer.confidence)
        return Provenance(outer.source, self.confidence or outer.confidence)


NO_PROVENANCE = Provenance()
