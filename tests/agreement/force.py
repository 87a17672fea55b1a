"""Properties decided by trying every input: what a verdict, and its counterexample, must be.

Only the reference evaluator is asked, for one patient at a time, through the shadow of the book.
What a claim or a hypothesis says of two patients is computed here from their values.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Status
from convention_dsl.types import EnumType, RecordType, Type
from tests.agreement import simplicity
from tests.agreement.properties import (
    Compares,
    Condition,
    Depends,
    Holds,
    Moves,
    Path,
    Property,
    Relation,
)
from tests.agreement.small import every
from tests.agreement.worlds import Amounts, OpenAmount, Situation, Small, Undefined, World

SIGNS: Mapping[str, Callable[[object, object], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "≠": operator.ne,
    "included in": operator.le,
}
UPWARDS = ("increases", "never decreases")
STRICT = ("increases", "decreases")


@dataclass(frozen=True)
class Answer:
    """What a property's verdict must be, and the simplest counterexample."""

    status: Status
    inputs: Mapping[str, Value] = field(default_factory=dict)
    amounts: Amounts = field(default_factory=dict)


Pair = tuple[Situation, Situation]


class Decision:
    """One property decided in some worlds."""

    def __init__(self, small: Small, property_: Property) -> None:
        self.small = small
        self.property = property_
        self.names = [name for name, _ in property_.scalars]
        self.types = small.scalar_types(property_)
        self.choices = list(product(*(every(of) for of in self.types)))
        good = [at for at, valid in enumerate(small.valid) if valid is not False]
        self.groups = [[Situation(at, scalars) for at in good] for scalars in self.choices]
        self.everybody = [one for group in self.groups for one in group]
        self._ranks: dict[tuple[Path, Situation], object] = {}

    def answer(self, worlds: Sequence[World], at: date, readings: Mapping[str, str]) -> Answer:
        """Return the verdict over all of `worlds`."""
        seen: set[bool | None] = set()
        best: tuple[tuple[Any, ...], tuple[Situation, ...], World] | None = None
        amounts = self.small.open_amounts(at, readings)
        for world in worlds:
            for case in self._cases(world):
                outcome = self._claim(world, case)
                seen.add(outcome)
                if outcome is False and (best is None or self._counts(case) <= best[0][:3]):
                    rank = self._key(case, world, amounts)
                    if best is None or rank < best[0]:
                        best = rank, case, world
            seen |= self._stopped
        if best is not None:
            return Answer(Status.REFUTED, self.inputs(best[1]), best[2].amounts)
        if None in seen:
            return Answer(Status.UNKNOWN)
        return Answer(Status.PROVED if True in seen else Status.VACUOUS)

    # Cases that meet the hypotheses ---------------------------------------------------------------

    def _cases(self, world: World) -> Iterator[tuple[Situation, ...]]:
        """Yield what meets the hypotheses; `_stopped` has None where one has no value."""
        self._stopped: set[bool | None] = set()
        match self.property.claim:
            case Holds():
                yield from ((s,) for s in self._meeting(world, self.everybody))
            case Compares():
                yield from self._two(world)
            case Moves() | Depends():
                yield from self._twins(world)

    def _meeting(self, world: World, several: Sequence[Situation]) -> list[Situation]:
        hypotheses = [each for each in self.property.hypotheses if isinstance(each, Condition)]
        return [one for one in several if self._meets(world, hypotheses, (one,))]

    def _meets(
        self,
        world: World,
        hypotheses: Sequence[Condition | Relation],
        case: tuple[Situation, ...],
    ) -> bool:
        if any(self.small.valid[one.record] is None for one in case):
            self._stopped.add(None)
            return False
        try:
            return all(self._holds(world, each, case) for each in hypotheses)
        except Undefined:
            self._stopped.add(None)
            return False

    def _holds(
        self, world: World, hypothesis: Condition | Relation, case: tuple[Situation, ...]
    ) -> bool:
        if isinstance(hypothesis, Condition):
            who = case[0] if hypothesis.about == "p" else case[1]
            return world.value(hypothesis.subject.shadow, who) is True
        one, two = self.rank(hypothesis.one, case[0]), self.rank(hypothesis.two, case[1])
        return SIGNS[hypothesis.sign](one, two)

    def _two(self, world: World) -> Iterator[Pair]:
        """Yield the pairs; what a hypothesis says to be equal is so before the others are read."""
        hypotheses = self.property.hypotheses
        equal = [h for h in hypotheses if isinstance(h, Relation) and h.sign == "="]
        others = [h for h in hypotheses if h not in equal]
        first = others[0] if others else None
        early = [first] if isinstance(first, Condition) and first.about == "p" else []
        for group in self.groups:
            for one in group:
                if early and not equal and not self._meets(world, early, (one,)):
                    continue
                for two in group:
                    if self._meets(world, (*equal, *others), (one, two)):
                        yield one, two

    def _twins(self, world: World) -> Iterator[Pair]:
        """Yield the pairs of patients that meet the hypotheses and are alike as the claim says."""
        meeting = self._meeting(world, self.everybody)
        groups: dict[tuple[object, ...], list[Situation]] = {}
        for one in meeting:
            groups.setdefault(self._fixed[one], []).append(one)
        for group in groups.values():
            yield from ((a, b) for a in group for b in group if self._moved(a, b))

    @cached_property
    def _fixed(self) -> dict[Situation, tuple[object, ...]]:
        """What a twin must have alike, for each situation."""
        claim = self.property.claim
        assert isinstance(claim, Moves | Depends)
        named = claim.paths if isinstance(claim, Depends) else (claim.path, *claim.free)
        kept = isinstance(claim, Depends) and claim.only

        def fixed(one: Situation) -> tuple[object, ...]:
            parts = {("p", *path): value for path, value in self.small.atoms[one.record].items()}
            parts |= {(n,): v for n, v in zip(self.names, one.scalars, strict=True)}
            return tuple(
                _hashable(value) for path, value in parts.items() if _within(path, named) is kept
            )

        return {one: fixed(one) for one in self.everybody}

    def _moved(self, one: Situation, two: Situation) -> bool:
        claim = self.property.claim
        if not isinstance(claim, Moves):
            return True
        before, after = self.rank(claim.path, one), self.rank(claim.path, two)
        if isinstance(before, frozenset):
            return before < after if claim.words in STRICT else before <= after  # type: ignore
        return before < after  # type: ignore[operator]

    # Values ---------------------------------------------------------------------------------------

    def at(self, path: Path, where: Situation) -> Value:
        """Return the value at a path."""
        if path[0] not in ("p", "q"):
            return where.scalars[self.names.index(path[0])]
        value: Value = self.small.records[where.record]
        for step in path[1:]:
            assert isinstance(value, dict)
            value = value[step]
        return value

    def rank(self, path: Path, where: Situation) -> object:
        """Return what orders the value at a path: an item of an enumeration by its place."""
        key = path, where
        if key not in self._ranks:
            self._ranks[key] = self._ranked(path, self.at(path, where))
        return self._ranks[key]

    def _ranked(self, path: Path, value: Value) -> object:
        of: Type | None = self.small.type
        if path[0] in self.names:
            of = self.types[self.names.index(path[0])]
        for step in path[1:]:
            of = of.field_type(step) if isinstance(of, RecordType) else None
        if isinstance(of, EnumType) and of.ordered:
            return of.items.index(str(value))
        return value

    def _claim(self, world: World, case: tuple[Situation, ...]) -> bool | None:
        """Return whether the claim holds, None where it has no value."""
        claim = self.property.claim
        try:
            match claim:
                case Holds():
                    return world.value(claim.condition.shadow, case[0]) is True
                case Compares():
                    one = world.value(claim.one.shadow, case[0])
                    return SIGNS[claim.sign](one, world.value(claim.two.shadow, case[1]))
                case Depends():
                    one = world.value(claim.subject.shadow, case[0])
                    return one == world.value(claim.subject.shadow, case[1])
                case Moves():
                    return self._follows(claim, world, case)
        except Undefined:
            return None

    def _follows(self, claim: Moves, world: World, case: tuple[Situation, ...]) -> bool:
        first, second = case if claim.words in UPWARDS else (case[1], case[0])
        low = world.value(claim.subject.shadow, first)
        if claim.subject.type == "boolean":
            if low is False and claim.words not in STRICT:
                return True
            if low is True and claim.words in STRICT:
                return False
        high = world.value(claim.subject.shadow, second)
        return low < high if claim.words in STRICT else low <= high  # type: ignore[operator]

    # The simplest ---------------------------------------------------------------------------------

    @cached_property
    def roots(self) -> list[str]:
        """The inputs that have a twin."""
        match self.property.claim:
            case Moves(path=path, free=free):
                named = {path[0], *(each[0] for each in free)}
            case Depends(only=False, paths=paths):
                named = {path[0] for path in paths}
            case Depends(paths=paths):
                whole = {path[0] for path in paths if len(path) == 1}
                named = {"p", *self.names} - whole
            case _:
                named = set()
        return [name for name in ("p", *self.names) if name in named]

    def inputs(self, case: tuple[Situation, ...]) -> dict[str, Value]:
        """Return a case as the inputs of the property."""
        one = case[0]
        found: dict[str, Value] = {"p": self.small.records[one.record]}
        if self.property.two:
            found["q"] = self.small.records[case[1].record]
        found |= dict(zip(self.names, one.scalars, strict=True))
        for name in self.roots:
            found[f"{name}'"] = self.at((name,), case[1])
        return found

    def _counts(self, case: tuple[Situation, ...]) -> tuple[int, int, int]:
        """Return the first three numbers of `_key`, which are quick to add up."""
        looks = [self.small.looks[case[0].record], *(x for _, _, x in self._scalar_looks(case[0]))]
        if self.property.two or "p" in self.roots:
            looks.append(self.small.looks[case[1].record])
        twins = self._scalar_looks(case[-1])
        looks += [look for _, name, look in twins if name in self.roots]
        return (
            sum(look.departures for look in looks),
            sum(look.members for look in looks),
            sum(look.known for look in looks),
        )

    def _key(
        self, case: tuple[Situation, ...], world: World, amounts: Sequence[OpenAmount]
    ) -> tuple[Any, ...]:
        looks = [(self.small.type, "p", self.small.looks[case[0].record])]
        if self.property.two:
            looks.append((self.small.type, "q", self.small.looks[case[1].record]))
        looks += self._scalar_looks(case[0])
        for name in self.roots:
            twin = self.small.looks[case[1].record]
            if name != "p":
                twin = next(x for _, n, x in self._scalar_looks(case[1]) if n == name)
            looks.append((None, f"{name}'", twin))
        tried = [
            simplicity.Amount(a.type, a.present, world.amounts[a.id])
            for a in amounts
            if world.amounts
        ]
        return simplicity.key([look for _, _, look in looks], _pairs(looks, self.roots), tried)

    def _scalar_looks(self, at: Situation) -> list[tuple[Type, str, simplicity.Looked]]:
        return self._looks_of_scalars[at.scalars]

    @cached_property
    def _looks_of_scalars(self) -> dict[object, list[tuple[Type, str, simplicity.Looked]]]:
        return {
            scalars: [
                (of, name, simplicity.look(of, value, {}))
                for of, name, value in zip(self.types, self.names, scalars, strict=True)
            ]
            for scalars in self.choices
        }


def _pairs(
    looks: Sequence[tuple[Type | None, str, object]], roots: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the inputs kept alike: each with its twin, and with the first of its type."""
    at = {name: position for position, (_, name, _) in enumerate(looks)}
    found = [(at[name], at[f"{name}'"]) for name in roots]
    for position, (of, _, _) in enumerate(looks):
        first = next(other for other, (type_, _, _) in enumerate(looks) if type_ == of)
        if of is not None and first != position:
            found.append((first, position))
    return found


def _within(path: tuple[str | int, ...], named: Sequence[Path]) -> bool:
    return any(path[: len(each)] == each for each in named)


def _hashable(value: Value) -> object:
    return tuple(sorted(value.items())) if isinstance(value, dict) else value
