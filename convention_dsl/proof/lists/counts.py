"""How many of each element make a list in a region: whole numbers, as few as can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Atom, Dimension, is_sum
from convention_dsl.proof.lists.elements import Element
from convention_dsl.proof.lists.multipliers import dot, real
from convention_dsl.proof.lists.region import Region
from convention_dsl.proof.solver import Assigned, Outcome, Session

_STEPS = 20_000_000
_SHORTER_STEPS = 500_000
"""For each question whether a shorter list will do: nothing is wrong where it will not be told."""


@dataclass(frozen=True)
class Counted:
    """A list by its elements, and the values of the dimensions that no list gives."""

    groups: tuple[tuple[Element, int], ...]
    others: Mapping[Dimension, Fraction]

    @property
    def size(self) -> int:
        """The number of elements."""
        return sum(count for _, count in self.groups)


class Counting:
    """The counts of some elements in a region, as a script."""

    def __init__(
        self, region: Region, elements: Sequence[Element], limits: Limits, deadline: float
    ) -> None:
        self.region = region
        self.elements = tuple(elements)
        self.atoms = region.bounded()
        self.others = list(dict.fromkeys(_others(self.atoms)))
        self.session = Session("\n".join(self._lines()), limits, deadline)
        self.session.allow(_STEPS)

    def any(self) -> Counted | None:
        """Return some list in the region, None where none was found."""
        return self._read() if self.session.check() is Outcome.SAT else None

    def smallest(self) -> Counted | None:
        """Return the shortest list that was found in the region, None where none was."""
        best = self.any()
        if best is None:
            return None
        self.session.allow(_SHORTER_STEPS)
        low = 0
        while low < best.size:
            middle = (low + best.size - 1) // 2
            self.session.push()
            self.session.require([f"(<= {self._total()} {middle})"])
            if self.session.check() is Outcome.SAT:
                best = self._read()
            else:
                low = middle + 1
            self.session.pop()
        return best

    def _lines(self) -> Iterator[str]:
        for number in range(len(self.elements)):
            yield f"(declare-const n{number} Int)"
            yield f"(assert (>= n{number} 0))"
        for number, where in enumerate(self.others):
            sort = "Real" if self.region.steps.get(where) is None else "Int"
            yield f"(declare-const y{number} {sort})"
        for atom in self.atoms:
            yield f"(assert ({'>' if atom.strict else '>='} {self._form(atom)} {self._zero}))"

    @property
    def _is_whole(self) -> bool:
        return all(self.region.steps.get(where) is not None for where in self.others)

    @property
    def _zero(self) -> str:
        return "0" if self._is_whole else "0.0"

    def _form(self, atom: Atom) -> str:
        """Return the form of an atom over the counts, scaled to whole coefficients."""
        terms = [(dot(atom, each.vector), f"n{n}") for n, each in enumerate(self.elements)]
        for number, where in enumerate(self.others):
            step = self.region.steps.get(where) or Fraction(1)
            coefficient = atom.form.coefficients.get(where, Fraction(0)) * step
            terms.append((coefficient, f"y{number}"))
        constant = atom.form.constant
        scale = lcm(constant.denominator, *(value.denominator for value, _ in terms))
        shown = [self._term(value * scale, name) for value, name in terms if value]
        return f"(+ {' '.join(shown)} {self._number(constant * scale)} {self._zero})"

    def _term(self, value: Fraction, name: str) -> str:
        if self._is_whole or self._is_real(name):
            return f"(* {self._number(value)} {name})"
        return f"(* {self._number(value)} (to_real {name}))"

    def _is_real(self, name: str) -> bool:
        is_other = name.startswith("y")
        return is_other and self.region.steps.get(self.others[int(name[1:])]) is None

    def _number(self, value: Fraction) -> str:
        if not self._is_whole:
            return real(value)
        return str(value.numerator) if value >= 0 else f"(- {-value.numerator})"

    def _total(self) -> str:
        return f"(+ {' '.join(f'n{number}' for number in range(len(self.elements)))} 0)"

    def _read(self) -> Counted:
        names = [f"n{number}" for number in range(len(self.elements))]
        counts = self.session.values({name: Assigned(name, False) for name in names})
        groups = tuple(
            (element, counts[name])
            for name, element in zip(names, self.elements, strict=True)
            if counts[name]
        )
        return Counted(groups, dict(self._read_others()))

    def _read_others(self) -> Iterator[tuple[Dimension, Fraction]]:
        for number, where in enumerate(self.others):
            name = f"y{number}"
            step = self.region.steps.get(where)
            if step is None:
                yield where, self.session.fractions([name])[name]
            else:
                value = self.session.values({name: Assigned(name, False)})[name]
                yield where, value * step


def _others(atoms: Sequence[Atom]) -> Iterator[Dimension]:
    for atom in atoms:
        yield from (where for where in atom.form.coefficients if not is_sum(where))
