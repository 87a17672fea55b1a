"""Definitions cut into shorter ones: a formula of a worksheet is 8,192 characters and 64 deep.

Formulas have no order of evaluation, so that any part of one may stand in a cell of its own. The
cuts come far before the limits: nobody reads a formula of 8,000 characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from convention_dsl.calculator.plan import construct
from convention_dsl.calculator.plan.formula import (
    AddMonths,
    All,
    Choose,
    Const,
    DateKind,
    Extract,
    Formula,
    Greatest,
    IntKind,
    Least,
    Product,
    Ref,
    Remainder,
    Some,
    Sum,
)
from convention_dsl.calculator.plan.plan import Definition
from convention_dsl.targets.xlsx import dates
from convention_dsl.targets.xlsx.formulas import SAFE_MOD
from convention_dsl.targets.xlsx.parts import depth, parts, with_parts

_MOST_NODES = 60
_MOST_DEPTH = 16
_MOST_PARTS = 20
_MOST_CASES = 8

_PRINTED_TWICE: Mapping[type[Formula], int] = {AddMonths: 25, Extract: 3, Remainder: 2}
"""How long what prints its parts several times is."""


def split(definitions: Sequence[Definition], taken: set[str]) -> list[Definition]:
    """Return the definitions, each after what was cut out of it.

    `taken` are the names of the plan, case folded; those of the cuts are added to it.
    """
    found: list[Definition] = []
    for definition in definitions:
        cutter = _Cutter(definition, taken)
        formula = cutter.cut(definition.formula)
        found += [*cutter.apart, replace(definition, formula=formula)]
    return found


@dataclass
class _Cutter:
    """Cuts one definition; `apart` is what it took out, in order."""

    definition: Definition
    taken: set[str]
    apart: list[Definition] = field(default_factory=list)

    def cut(self, formula: Formula) -> Formula:
        """Return a formula within the limits."""
        own = self._grouped(with_parts(formula, [self.cut(each) for each in parts(formula)]))
        if _repeats_parts(own):
            own = with_parts(own, [self._out(each) for each in parts(own)])
        while size(own) > _MOST_NODES or depth(own) > _MOST_DEPTH:
            inside = list(parts(own))
            if size(own) > _MOST_NODES:
                largest = max(range(len(inside)), key=lambda index: size(inside[index]))
            else:
                largest = max(range(len(inside)), key=lambda index: depth(inside[index]))
            inside[largest] = self._out(inside[largest])
            own = with_parts(own, inside)
        return own

    def _grouped(self, formula: Formula) -> Formula:
        """Return a formula of few parts, groups of them taken out where there are more."""
        match formula:
            case Sum() | Product() | Least() | Greatest() | All() | Some():
                own = parts(formula)
                while len(own) > _MOST_PARTS:
                    own = tuple(self._group(formula, each) for each in _chunks(own))
                return with_parts(formula, own)
            case Choose(kind, cases, otherwise):
                while len(cases) > _MOST_CASES:
                    last = Choose(kind, cases[-_MOST_CASES:], otherwise)
                    cases, otherwise = cases[:-_MOST_CASES], self._out(self.cut(last))
                return Choose(kind, cases, otherwise)
            case _:
                return formula

    def _group(self, formula: Formula, own: tuple[Formula, ...]) -> Formula:
        if len(own) == 1:
            return own[0]
        return self._out(self.cut(_same_of(formula, own)))

    def _out(self, formula: Formula) -> Formula:
        """Return the name of a formula that is now defined apart."""
        if isinstance(formula, Const | Ref):
            return formula
        count = len(self.apart) + 1
        while f"{self.definition.name}_{count}".casefold() in self.taken:
            count += 1
        name = f"{self.definition.name}_{count}"
        self.taken.add(name.casefold())
        self.apart.append(Definition(name, formula, self.definition.scale))
        return Ref(formula.kind, name)


def size(formula: Formula) -> int:
    """Return how long a formula is: one for each in it, more for those that print at length."""
    own = _PRINTED_TWICE.get(type(formula), 1) if _repeats_parts(formula) else 1
    return own + sum(map(size, parts(formula)))


def _chunks(own: tuple[Formula, ...]) -> list[tuple[Formula, ...]]:
    return [own[start : start + _MOST_PARTS] for start in range(0, len(own), _MOST_PARTS)]


def _same_of(formula: Formula, own: tuple[Formula, ...]) -> Formula:
    """Return the sum, the product… of some of the parts of one, with its own range."""
    match formula:
        case Sum():
            low, high = zip(*map(_ends, own), strict=True)
            return Sum(IntKind(sum(low), sum(high)), own)
        case Product():
            kind = construct.multiply(*own).kind
            return Product(kind if isinstance(kind, IntKind) else formula.kind, own)
        case Least() | Greatest():
            kind = construct.union([each.kind for each in own])
            assert isinstance(kind, IntKind | DateKind)
            return replace(formula, kind=kind, parts=own)
        case _:
            return with_parts(formula, own)


def _ends(formula: Formula) -> tuple[int, int]:
    kind = construct.bounds(formula)
    return kind.low, kind.high


def _repeats_parts(formula: Formula) -> bool:
    """Return whether a formula is printed with its parts several times."""
    match formula:
        case AddMonths(kind, day, _):
            return not (dates.is_native(kind) and dates.is_native(day.kind))
        case Extract(_, _, day):
            return not dates.is_native(day.kind)
        case Remainder(_, dividend, _):
            return construct.bounds(dividend).high >= SAFE_MOD
        case _:
            return False
