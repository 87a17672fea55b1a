"""The linear inequalities along the path that evaluation takes at one point.

The abstract question (hypotheses, and the opposite of the claim) holds at a point. Evaluating it
there, and noting what each comparison, choice and rounding compared, gives a polyhedron: it holds
everywhere in it. Where terms are multiplied that both vary, one of them is fixed at its value; or,
`relaxed`, the product is only held between the bounds of the other factor, and the polyhedron has
points where the question does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from convention_dsl.core.nodes import Expr, RoundingMode, Value
from convention_dsl.core.program import Binding, Program
from convention_dsl.proof.lists.affine import Affine, Atom, Dimension, constant, dimension
from convention_dsl.types import NumberType


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the point, and the form that gives it: `form`, over `divisor` (positive)."""

    value: Fraction
    form: Affine
    divisor: Affine | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """What a name stands for: its value, its form where it is a number, its path as an input."""

    value: Value
    number: Number | None = None
    path: Dimension | None = None


@dataclass
class Region:
    """A polyhedron: atoms over dimensions; `steps` are those of the dimensions (None: rational)."""

    atoms: list[Atom] = field(default_factory=list)
    steps: dict[Dimension, Fraction | None] = field(default_factory=dict)
    types: dict[Dimension, NumberType] = field(default_factory=dict)
    is_relaxed: bool = False
    origin: int | None = None
    has_products: bool = False
    """Whether a product was relaxed."""
    _roundings: int = 0

    def require(self, form: Affine, *, strict: bool = False) -> None:
        """Add `form ≥ 0` (or `> 0`)."""
        if not form.is_constant:
            self.atoms.append(Atom(form, strict, self.origin))

    def require_equal(self, form: Affine) -> None:
        """Add `form = 0`."""
        self.require(form)
        self.require(form.times(Fraction(-1)))

    def leaf(self, path: Dimension, type_: NumberType) -> Affine:
        """Return a numeric input as a dimension, within its range."""
        if path not in self.types:
            self.types[path] = type_
            self.steps[path] = type_.step
        return dimension(path)

    def auxiliary(self, step: Fraction | None) -> Affine:
        """Return a new dimension that no list and no input gives."""
        self._roundings += 1
        found: Dimension = ("ρ", self._roundings)
        self.steps[found] = step
        return dimension(found)

    def rounding(self, number: Affine, step: Fraction, mode: RoundingMode) -> Affine:
        """Return what rounding gives, as a dimension held near the number."""
        rounded = self.auxiliary(step)
        above = rounded - number
        low, high = {
            RoundingMode.UP: (Fraction(0), step),
            RoundingMode.DOWN: (-step, Fraction(0)),
        }.get(mode, (-step / 2, step / 2))
        self.require(above - constant(low), strict=mode is RoundingMode.DOWN)
        self.require(constant(high) - above, strict=mode is RoundingMode.UP)
        return rounded

    def bounded(self) -> tuple[Atom, ...]:
        """Return the atoms, those of the ranges of the inputs too, each as tight as it can be."""
        found = [atom.tightened(self.steps) for atom in self.atoms]
        for path, type_ in self.types.items():
            here = dimension(path)
            if type_.low is not None:
                found.append(Atom(here - constant(type_.low), False, None))
            if type_.high is not None:
                found.append(Atom(constant(type_.high) - here, False, None))
        return tuple(dict.fromkeys(_keyed(atom) for atom in found))


def _keyed(atom: Atom) -> Atom:
    ordered = dict(sorted(atom.form.coefficients.items(), key=lambda pair: str(pair[0])))
    return replace(atom, form=_Hashable(ordered, atom.form.constant))


class _Hashable(Affine):
    def __hash__(self) -> int:
        return hash((tuple(self.coefficients.items()), self.constant))


@dataclass(frozen=True, slots=True)
class Point:
    """Values of what is no list: inputs, sums, and the open parameters.

    `only`: the one input whose form is followed; everything else, the sums too, is constant.
    """

    inputs: Mapping[str, Value]
    parameters: Mapping[str, Value]
    only: Dimension | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """What is evaluated at a point: premises that hold there, a claim that does not."""

    program: Program
    premises: tuple[Expr, ...]
    claim: Expr
    inputs: tuple[Binding, ...]
    sums: tuple[Binding, ...]
    point: Point


def region(path: Path, *, relaxed: bool) -> Region:
    """Return the polyhedron around the point.

    Atoms of the i-th premise have origin i; those of the claim, the number of premises.
    """
    from convention_dsl.proof.lists.walk import Walk

    found = Region(is_relaxed=relaxed)
    walk = Walk(path.program, found, path.point)
    env = walk.environment(path.inputs, path.sums)
    for number, premise in enumerate(path.premises):
        found.origin = number
        walk.require(premise, env, wanted=True)
    found.origin = len(path.premises)
    walk.require(path.claim, env, wanted=False)
    return found
