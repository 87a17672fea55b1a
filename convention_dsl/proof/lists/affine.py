"""Affine forms over dimensions, exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from math import ceil

from convention_dsl.core.arithmetic import common_step

Dimension = tuple[str | int | None, ...]
"""A sum, `("Σ", name)`; a numeric leaf of an input, by its path; or what a rounding gives."""

ZERO = Fraction(0)


def sum_dimension(name: str) -> Dimension:
    """Return the dimension of a list sum."""
    return ("Σ", name)


def is_sum(dimension: Dimension) -> bool:
    """Return whether a dimension is a list sum."""
    return dimension[0] == "Σ"


@dataclass(frozen=True)
class Affine:
    """Σ coefficient × dimension + constant; no coefficient is zero."""

    coefficients: Mapping[Dimension, Fraction] = field(default_factory=dict)
    constant: Fraction = ZERO

    @property
    def is_constant(self) -> bool:
        """Whether the form has the same value everywhere."""
        return not self.coefficients

    @property
    def has_sums(self) -> bool:
        """Whether a list sum takes part."""
        return any(map(is_sum, self.coefficients))

    def __add__(self, other: Affine) -> Affine:
        found = dict(self.coefficients)
        for dimension, coefficient in other.coefficients.items():
            found[dimension] = found.get(dimension, ZERO) + coefficient
        kept = {dimension: value for dimension, value in found.items() if value}
        return Affine(kept, self.constant + other.constant)

    def __sub__(self, other: Affine) -> Affine:
        return self + other.times(Fraction(-1))

    def times(self, factor: Fraction) -> Affine:
        """Return a multiple."""
        if not factor:
            return Affine()
        scaled = {dimension: factor * value for dimension, value in self.coefficients.items()}
        return Affine(scaled, factor * self.constant)

    def at(self, point: Mapping[Dimension, Fraction]) -> Fraction:
        """Return the value at a point (0 where it says nothing)."""
        terms = (value * point.get(where, ZERO) for where, value in self.coefficients.items())
        return sum(terms, self.constant)

    def granularity(self, steps: Mapping[Dimension, Fraction | None]) -> Fraction | None:
        """Return the step g of the form: its values are constant + whole multiples of g."""
        found: list[Fraction] = []
        for dimension, coefficient in self.coefficients.items():
            step = steps.get(dimension)
            if step is None:
                return None
            found.append(abs(coefficient) * step)
        return reduce(common_step, found, ZERO) or None


def constant(value: Fraction | int) -> Affine:
    """Return a constant form."""
    return Affine({}, Fraction(value))


def dimension(where: Dimension) -> Affine:
    """Return the form that is one dimension."""
    return Affine({where: Fraction(1)})


@dataclass(frozen=True, slots=True)
class Atom:
    """`form` ≥ 0 (`> 0` where strict), because of the premise numbered `origin` (None: a range)."""

    form: Affine
    strict: bool
    origin: int | None

    def tightened(self, steps: Mapping[Dimension, Fraction | None]) -> Atom:
        """Return the strongest `≥ 0` that says the same of whole multiples of the steps."""
        step = self.form.granularity(steps)
        if step is None:
            return self
        least = ceil(-self.form.constant / step) * step + self.form.constant
        if self.strict and least == 0:
            least = step
        # values are constant + k·step: the least that the atom allows is `least`
        kept = Affine(self.form.coefficients, self.form.constant - least)
        return Atom(kept, False, self.origin)


def total(forms: Iterable[Affine]) -> Affine:
    """Return the sum of forms."""
    return reduce(Affine.__add__, forms, Affine())
