"""Which of two inputs is simpler, by the order of `docs/verdicts.md`: values, no leaves, no solver.

Written from the document and not from `proof/order.py`, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from convention_dsl.core.nodes import Literal, Value
from convention_dsl.core.program import Program
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    MapType,
    NumberKind,
    NumberType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)

ROUND = {
    NumberKind.INTEGER: (Fraction(10), Fraction(5)),
    NumberKind.NUMBER: (Fraction(10), Fraction(1)),
    NumberKind.AMOUNT: (Fraction(10), Fraction(1)),
    NumberKind.RATE: (Fraction(1, 10), Fraction(1, 100)),
}
"""Tens before fives for whole numbers, tens of euros before euros, tens of percent before one."""
FEW = 20
"""In a range of fewer numbers none is rounder than another."""
HOME_YEAR = 2000


@dataclass(frozen=True)
class Atom:
    """A value that has no parts, with its type and its default (None: none in the text)."""

    type: Type
    value: Value
    default: Value = None


Path = tuple[str | int, ...]


def defaults(program: Program, type_: Type) -> dict[Path, Value]:
    """Return the defaults that the text gives to the fields of an input."""
    if isinstance(type_, OptionalType):
        return defaults(program, type_.inner)
    if not isinstance(type_, RecordType):
        return {}
    found: dict[Path, Value] = {}
    for info in program.library.record(type_.name).fields:
        if isinstance(info.default, Literal):
            found[(info.name,)] = info.default.value
        for path, value in defaults(program, info.type).items():
            found[(info.name, *path)] = value
    return found


def atoms(
    type_: Type, value: Value, default: Mapping[Path, Value], path: Path = ()
) -> Iterator[tuple[Path, Atom]]:
    """Yield the parts of a value in the order of the text; a set has one per element it may hold.

    What is not known has no parts but its not being known.
    """
    match type_, value:
        case RecordType(), dict():
            for name, part in type_.fields:
                yield from atoms(part, value[name], default, (*path, name))
        case MapType(), dict():
            for item in type_.key.items:
                yield from atoms(type_.value, value[item], default, (*path, item))
        case SetType(), frozenset():
            for element in type_.universe:
                yield (*path, element), Atom(type_, element in value)
        case OptionalType(), _:
            yield (*path, "known"), Atom(type_, value is not None)
            if value is not None:
                yield from atoms(type_.inner, value, default, path)
        case _:
            yield path, Atom(type_, value, default.get(path))


def home(atom: Atom) -> Value:
    """Return what an atom departs from: its default, else no, the first item, zero."""
    if atom.default is not None:
        return atom.default
    match atom.type:
        case EnumType(items=items):
            return items[0]
        case NumberType():
            return Fraction(0)
        case _:
            return False


def roughness(atom: Atom) -> int:
    """Return how many kinds of round number a number misses."""
    type_ = atom.type
    if not isinstance(type_, NumberType) or not isinstance(atom.value, Fraction):
        return 0
    step = type_.step or Fraction(1)
    if type_.low is not None and type_.high is not None:
        count = type_.high // step - -(-type_.low // step) + 1
        if count < FEW:
            return 0
    kinds = [unit for unit in ROUND[type_.kind] if unit > step and (unit / step).denominator == 1]
    met = (k for k, unit in enumerate(kinds) if (atom.value / unit).denominator == 1)
    return next(met, len(kinds))


def own(atom: Atom) -> tuple[int, ...] | tuple[Fraction, ...]:
    """Return what makes an atom simple by itself."""
    value = atom.value
    match atom.type:
        case NumberType() if isinstance(value, Fraction):
            away = value - home(atom)  # type: ignore[operator]
            return abs(away), Fraction(away < 0)
        case DateType() if isinstance(value, date):
            first = 2 if value.day > 1 else int(value.month > 1)
            away = value.year - HOME_YEAR
            return first, abs(away), int(away < 0), value.month, value.day
        case EnumType(items=items):
            return int(value != home(atom)), items.index(str(value))
        case _:
            return int(value != home(atom)), int(bool(value))


@dataclass
class Looked:
    """One input's value looked at once: its atoms, and what they add to each criterion."""

    departures: int = 0
    members: int = 0
    known: int = 0
    rough: int = 0
    atoms: dict[Path, Atom] = field(default_factory=dict)
    own: list[tuple[object, ...]] = field(default_factory=list)


def look(type_: Type, value: Value, default: Mapping[Path, Value]) -> Looked:
    """Look at the value of one input."""
    found = Looked()
    for path, atom in atoms(type_, value, default):
        found.atoms[path] = atom
        found.own.append(own(atom))
        found.rough += roughness(atom)
        match atom.type:
            case BooleanType() | EnumType():
                found.departures += atom.value != home(atom)
            case SetType():
                found.members += bool(atom.value)
            case OptionalType():
                found.known += bool(atom.value)
            case _:
                pass
    return found


def differences(one: Looked, two: Looked) -> int:
    """Return in how many fields, elements and items two values of one type differ."""
    return sum(
        atom.value != two.atoms[path].value for path, atom in one.atoms.items() if path in two.atoms
    )


@dataclass(frozen=True)
class Amount:
    """An open amount: its type over its open range, its present value, and the one tried."""

    type: NumberType
    present: Fraction | None
    value: Fraction


def key(
    inputs: Sequence[Looked], pairs: Sequence[tuple[int, int]], amounts: Sequence[Amount]
) -> tuple[object, ...]:
    """Return what orders counterexamples: `pairs` are the inputs compared with each other."""
    tried = [Atom(amount.type, amount.value, amount.present) for amount in amounts]
    moved = sum(a.present is not None and a.value != a.present for a in amounts)
    return (
        sum(each.departures for each in inputs),
        sum(each.members for each in inputs),
        sum(each.known for each in inputs),
        sum(differences(inputs[one], inputs[two]) for one, two in pairs),
        moved,
        sum(each.rough for each in inputs) + sum(map(roughness, tried)),
        [each.own for each in inputs],
        [own(each) for each in tried],
    )
