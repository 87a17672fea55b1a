"""Farkas multipliers: why no elements add up to a point of a region.

For atoms form_i ≥ 0 whose form is A_i · sums + B_i · others + b_i, multipliers λ_i ≥ 0 with Σ λ_i
B_i = 0, Σ λ_i A_i · v ≤ 0 for the terms v of every element, and Σ λ_i b_i < 0 say that the atoms
cannot all hold of sums over any list: Σ λ_i form_i would be both at least and less than zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from convention_dsl.proof.limits import Limits
from convention_dsl.proof.lists.affine import Atom, Dimension, is_sum
from convention_dsl.proof.lists.elements import Element
from convention_dsl.proof.solver import Outcome, Session
from convention_dsl.proof.symbolic import OutsideMethod


class Multipliers:
    """Multipliers for the atoms of one region and the elements known so far."""

    def __init__(self, atoms: Sequence[Atom], limits: Limits, deadline: float) -> None:
        self.atoms = tuple(atoms)
        self.names = [f"m{number}" for number in range(len(atoms))]
        lines = [f"(declare-const {name} Real)" for name in self.names]
        lines += [f"(assert (>= {name} 0.0))" for name in self.names]
        for dimension in _others(atoms):
            row = [atom.form.coefficients.get(dimension, Fraction(0)) for atom in atoms]
            lines.append(f"(assert (= {self._row(row)} 0.0))")
        constants = [-atom.form.constant for atom in atoms]
        gain = [value + atom.strict for value, atom in zip(constants, atoms, strict=True)]
        lines.append(f"(assert (>= {self._row(constants)} 0.0))")
        lines.append(f"(assert (= {self._row(gain, scaled=False)} 1.0))")
        self.session = Session("\n".join(lines), limits, deadline)

    def add(self, element: Element) -> None:
        """Take one more element into account."""
        row = [dot(atom, element.vector) for atom in self.atoms]
        self.session.require([f"(<= {self._row(row)} 0.0)"])

    def solve(self) -> list[Fraction] | None:
        """Return multipliers, None where there are none."""
        match self.session.check():
            case Outcome.SAT:
                found = self.session.fractions(self.names)
                return [found[name] for name in self.names]
            case Outcome.UNSAT:
                return None
            case Outcome.UNKNOWN:
                raise OutsideMethod(self.session.last_unknown)

    def weights(self, multipliers: Sequence[Fraction]) -> dict[str, Fraction]:
        """Return the weighted sum that is then never negative."""
        found: dict[str, Fraction] = {}
        for multiplier, atom in zip(multipliers, self.atoms, strict=True):
            for dimension, coefficient in atom.form.coefficients.items():
                if is_sum(dimension):
                    name = str(dimension[1])
                    found[name] = found.get(name, Fraction(0)) - multiplier * coefficient
        return {name: weight for name, weight in found.items() if weight}

    def _row(self, coefficients: Sequence[Fraction], *, scaled: bool = True) -> str:
        scale = lcm(*(value.denominator for value in coefficients)) if scaled else 1
        terms = [
            f"(* {real(value * scale)} {name})"
            for value, name in zip(coefficients, self.names, strict=True)
            if value
        ]
        return f"(+ {' '.join(terms)} 0.0)" if terms else "0.0"


def dot(atom: Atom, vector: Mapping[str, Fraction]) -> Fraction:
    """Return what an element adds to the form of an atom."""
    terms = (
        coefficient * vector.get(str(dimension[1]), Fraction(0))
        for dimension, coefficient in atom.form.coefficients.items()
        if is_sum(dimension)
    )
    return sum(terms, Fraction(0))


def real(value: Fraction) -> str:
    """Return a rational as the text of a real constant."""
    text = f"{abs(value.numerator)}.0"
    if value.denominator != 1:
        text = f"(/ {text} {value.denominator}.0)"
    return text if value >= 0 else f"(- {text})"


def _others(atoms: Iterable[Atom]) -> list[Dimension]:
    found = dict.fromkeys(where for atom in atoms for where in atom.form.coefficients)
    return [where for where in found if not is_sum(where)]
