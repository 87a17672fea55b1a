"""The order of counterexamples: which of two is simpler.

The order is a list of criteria, compared one after the other; `docs/design/` states it in words.
Together they fix every leaf, so that there is only one simplest counterexample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core.nodes import Literal, Value
from convention_dsl.core.program import Program
from convention_dsl.proof.criteria import (
    Before,
    Compared,
    Count,
    Criterion,
    DayInYear,
    Departures,
    Differences,
    Distance,
    Position,
    Roughness,
)
from convention_dsl.proof.leaves import OF_DATE, Assignment, Leaf, LeafKind, Path, leaves
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.plain import HOME_YEAR, plain_date, plain_number, round_steps
from convention_dsl.proof.records import record_definition
from convention_dsl.types import (
    BooleanType,
    DateType,
    EnumType,
    NumberType,
    OptionalType,
    RecordType,
    Type,
)


@dataclass(frozen=True)
class Order:
    """The order on the assignments of the leaves that one obligation reads.

    `homes` are the leaves with a value of their own: a field's default, a parameter's value.
    """

    obligation: Obligation
    homes: Mapping[Path, int]
    criteria: tuple[Criterion, ...]

    def key(self, assignment: Assignment) -> tuple[int, ...]:
        """Return what orders an assignment: the smaller the simpler."""
        return tuple(criterion.value(assignment) for criterion in self.criteria)

    def completed(self, found: Assignment) -> Assignment:
        """Return an assignment of all leaves of the inputs: those that nothing reads are plain."""
        whole = dict(found)
        for leaf in _all_leaves(self.obligation):
            if leaf.path not in whole:
                whole[leaf.path] = self._plain(leaf)
        return whole

    def _plain(self, leaf: Leaf) -> int:
        """Return the simplest value of a leaf that nothing depends on."""
        if isinstance(leaf.type, DateType) and leaf.kind in OF_DATE:
            return int(getattr(plain_date(leaf.type), leaf.kind.value))
        home = self.homes.get(leaf.path, 0)
        if leaf.kind is not LeafKind.NUMBER:
            return home
        return plain_number(leaf, round_steps(leaf.type), home)


def order(
    program: Program,
    obligation: Obligation,
    known: Mapping[Path, Leaf],
    pairs: Sequence[tuple[str, str]],
) -> Order:
    """Return the order on the leaves that are `known`."""
    parameters = sorted(
        (leaf for leaf in known.values() if leaf.path[0] is None), key=lambda leaf: str(leaf.path)
    )
    ordered = [leaf for leaf in _all_leaves(obligation) if leaf.path in known]
    homes: dict[Path, int] = {}
    for binding in obligation.inputs:
        homes.update(_defaults(program, (binding.name,), binding.type))
    moving = [(leaf, home) for leaf in parameters if (home := _home(program, leaf)) is not None]
    homes.update((leaf.path, home) for leaf, home in moving)
    everything = (*ordered, *parameters)
    criteria = [
        *_counts(ordered, homes),
        Differences(_groups(ordered, known, pairs)),
        Departures(tuple(moving)),
        Roughness(tuple(_rough(everything))),
        *(criterion for leaf in everything for criterion in _own(leaf, homes.get(leaf.path, 0))),
    ]
    return Order(obligation, homes, tuple(criteria))


def _counts(ordered: Sequence[Leaf], homes: Mapping[Path, int]) -> Iterator[Criterion]:
    ordinary = (leaf for leaf in ordered if leaf.kind in (LeafKind.FLAG, LeafKind.ITEM))
    yield Departures(tuple((leaf, homes.get(leaf.path, 0)) for leaf in ordinary))
    for kind in (LeafKind.MEMBER, LeafKind.KNOWN):
        yield Count(tuple(leaf.path for leaf in ordered if leaf.kind is kind))


def _rough(every: Sequence[Leaf]) -> Iterator[tuple[Path, tuple[int, ...]]]:
    for leaf in every:
        if leaf.kind is LeafKind.NUMBER and (steps := round_steps(leaf.type)):
            yield leaf.path, steps


def _all_leaves(obligation: Obligation) -> Iterator[Leaf]:
    for binding in obligation.inputs:
        yield from leaves((binding.name,), binding.type)


def _defaults(program: Program, path: Path, type_: Type) -> Iterator[tuple[Path, int]]:
    """Yield the leaves of an input whose field has a default written in the text."""
    if isinstance(type_, OptionalType):
        yield from _defaults(program, path, type_.inner)
    definition = record_definition(program, type_) if isinstance(type_, RecordType) else None
    for info in definition.fields if definition else ():
        place = (*path, info.name)
        if isinstance(info.default, Literal):
            home = _as_leaf(info.default.value, info.type)
            if home is not None:
                yield place, home
        yield from _defaults(program, place, info.type)


def _as_leaf(value: Value, type_: Type) -> int | None:
    match value, type_:
        case bool(), BooleanType():
            return int(value)
        case str(), EnumType() if value in type_.items:
            return type_.items.index(value)
        case Fraction(), NumberType(step=Fraction() as step):
            count = value / step
            return count.numerator if count.denominator == 1 else None
        case _:
            return None


def _home(program: Program, leaf: Leaf) -> int | None:
    value = program.parameters[str(leaf.path[1])].value
    return None if value is None else _as_leaf(value, leaf.type)


def _groups(
    ordered: Sequence[Leaf], known: Mapping[Path, Leaf], pairs: Sequence[tuple[str, str]]
) -> tuple[Compared, ...]:
    groups: dict[Path, list[tuple[Leaf, Leaf]]] = {}
    for one, two in pairs:
        for leaf in ordered:
            other = known.get((one, *leaf.path[1:]))
            if leaf.path[0] == two and other is not None:
                place = leaf.path[:-1] if leaf.kind in OF_DATE else leaf.path
                groups.setdefault((one, *place), []).append((other, leaf))
    return tuple(Compared(tuple(g), tuple(_optional(g[0], known))) for g in groups.values())


def _optional(pair: tuple[Leaf, Leaf], known: Mapping[Path, Leaf]) -> Iterator[Path]:
    """Yield the leaves that say whether what holds the leaves of `pair` is known."""
    for leaf in pair:
        places = ((*leaf.path[:length], None) for length in range(1, len(leaf.path) + 1))
        yield from (place for place in places if place in known and place != leaf.path)


def _own(leaf: Leaf, home: int) -> list[Criterion]:
    """Return the criteria of one leaf, which fix it."""
    match leaf.kind:
        case LeafKind.NUMBER:
            return [Distance(leaf.path, home), Before(leaf.path, home)]
        case LeafKind.YEAR:
            place = leaf.path[:-1]
            day = DayInYear((*place, "month"), (*place, "day"))
            return [day, Distance(leaf.path, HOME_YEAR), Before(leaf.path, HOME_YEAR)]
        case LeafKind.FLAG | LeafKind.ITEM if home:
            return [Departures(((leaf, home),)), Position(leaf)]
        case _:
            return [Position(leaf)]
