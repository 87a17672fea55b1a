"""Whether the elements of lists can add up to a point of a region: elements found on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Atom
from convention_dsl.proof.lists.elements import Element, Elementary
from convention_dsl.proof.lists.multipliers import Multipliers
from convention_dsl.proof.symbolic import OutsideMethod

_ROUNDS = 2000


@dataclass(frozen=True)
class Excluded:
    """No list is in the region: Σ weight × sum ≥ 0 for every element, and not in the region."""

    weights: dict[str, Fraction]
    multipliers: tuple[tuple[Fraction, Atom], ...]


@dataclass(frozen=True)
class Mixed:
    """Some of the known elements, each any rational number of times, add up to the region."""


class Known:
    """The elements found so far, each once."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[object, ...], Element] = {}

    def add(self, element: Element) -> bool:
        """Remember an element; return whether it was new."""
        new = element.key not in self._by_key
        self._by_key.setdefault(element.key, element)
        return new

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements."""
        return tuple(self._by_key.values())


def meet(
    atoms: Sequence[Atom],
    kinds: Sequence[Elementary],
    known: Known,
    limits: Limits,
    deadline: float,
) -> Excluded | Mixed:
    """Return whether sums over some list are in the region, over the rationals."""
    asked = Multipliers(atoms, limits, deadline)
    for element in known.elements:
        asked.add(element)
    for _ in range(_ROUNDS):
        found = asked.solve()
        if found is None:
            return Mixed()
        weights = asked.weights(found)
        worst = (kind.violating(weights) for kind in kinds)
        worse = [each for each in worst if each is not None]
        if not worse:
            used = [(m, atom) for m, atom in zip(found, asked.atoms, strict=True) if m]
            return Excluded(weights, tuple(used))
        for each in worse:
            known.add(each)
            asked.add(each)
    raise OutsideMethod("rounds")
