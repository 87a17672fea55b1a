"""The shadow of a generated book at a date, in a reading, with values for the open amounts.

Every patient of the record is there by position, so that what is computed of one is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.link import link, with_values
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Library, Program
from convention_dsl.types import NumberType, RecordType, Type
from tests.agreement import simplicity
from tests.agreement.engines import read
from tests.agreement.properties import NAME, RECORD, Book, Compares, Holds, Property
from tests.agreement.small import every

Amounts = Mapping[str, Fraction]


class Undefined(Exception):
    """There is no value."""


@dataclass(frozen=True, eq=False)
class Situation:
    """A patient, by position, and the values of the scalars."""

    record: int
    scalars: tuple[Value, ...]


class World:
    """The shadow at a date, in a reading, with values for the open amounts."""

    def __init__(self, small: Small, program: Program, amounts: Amounts) -> None:
        self.small = small
        self.program = with_values(program, dict(amounts)) if amounts else program
        self.amounts = amounts
        self._known: dict[tuple[str, Situation], Value | Undefined] = {}

    def value(self, shadow: str, at: Situation) -> Value:
        """Return the value of a clause of the shadow; raises `Undefined`."""
        found = self._known.get((shadow, at))
        if (shadow, at) not in self._known:
            found = self._known[shadow, at] = self._computed(shadow, at)
        if isinstance(found, Undefined):
            raise found
        return found

    def _computed(self, shadow: str, at: Situation) -> Value | Undefined:
        try:
            arguments = (self.small.records[at.record], *at.scalars)
            return call(self.program, ClauseRef(NAME, shadow), arguments)
        except EvaluationError as error:
            return Undefined(str(error.kind))


class Small:
    """A generated book's shadow, and every patient of its record."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.library: Library = read(book.shadow)
        self.type: RecordType = self.library.record(f"{NAME}.{RECORD}").type
        self.records: Sequence[dict[str, Value]] = every(self.type)  # type: ignore[assignment]
        self._programs: dict[object, Program] = {}
        self._worlds: dict[object, World] = {}

    def scalar_types(self, property_: Property) -> list[Type]:
        """Return the types of the other quantified inputs, as the shadow has them."""
        claim = property_.claim
        subject = {Holds: "condition", Compares: "one"}.get(type(claim), "subject")
        clauses = self.library.books[NAME].clauses
        name = getattr(claim, subject).shadow
        (inputs,) = (each.inputs for each in clauses if each.name == name)
        return [each.type for each in inputs[1:]]

    def program(self, at: date, readings: Mapping[str, str]) -> Program:
        key = (at, tuple(sorted(readings.items())))
        if key not in self._programs:
            found, problems = link(self.library, NAME, at=at, readings=readings)
            assert found is not None, problems
            self._programs[key] = found
        return self._programs[key]

    def world(self, at: date, readings: Mapping[str, str], amounts: Amounts) -> World:
        key = (at, tuple(sorted(readings.items())), tuple(sorted(amounts.items())))
        if key not in self._worlds:
            self._worlds[key] = World(self, self.program(at, readings), amounts)
        return self._worlds[key]

    def worlds(self, at: date, readings: Mapping[str, str], *, open_: bool) -> list[World]:
        """Return the world at the values, or those of all values of the open amounts."""
        if not open_:
            return [self.world(at, readings, {})]
        ranges = {a.id: every(a.type) for a in self.open_amounts(at, readings)}
        return [
            self.world(at, readings, dict(zip(ranges, values, strict=True)))  # type: ignore[arg-type]
            for values in product(*ranges.values())
        ]

    def open_amounts(self, at: date, readings: Mapping[str, str]) -> list[OpenAmount]:
        """Return the open amounts, by id."""
        found = []
        for id_, parameter in self.program(at, readings).parameters.items():
            range_ = parameter.definition.open_range
            of = parameter.definition.type
            if range_ is not None and isinstance(of, NumberType):
                type_ = NumberType(of.kind, range_.low, range_.high, range_.step)
                assert not isinstance(parameter.value, bool | date)
                found.append(OpenAmount(id_, type_, parameter.value))
        return sorted(found, key=lambda each: each.id)

    @cached_property
    def valid(self) -> list[bool | None]:
        """Whether each patient keeps the rules of the record; None where a rule has no value."""
        world = self.world(date(2024, 1, 1), {}, {})
        return [self._is_valid(world, at) for at in range(len(self.records))]

    def _is_valid(self, world: World, at: int) -> bool | None:
        try:
            rules = (world.value(rule, Situation(at, ())) for rule in self.book.invariants)
            own = all(rule is True for rule in rules)
        except Undefined:
            return None
        return own and all(map(self._is_inner_valid, self.records[at].values()))

    def _is_inner_valid(self, part: Value) -> bool:
        """Return whether a field that is a record keeps its rule, said here anew."""
        if "inner rule" not in self.book.features or not isinstance(part, dict) or "j" not in part:
            return True
        return not part["j"] or part["i"] != 0

    @cached_property
    def looks(self) -> list[simplicity.Looked]:
        """Each patient looked at."""
        program = self.program(date(2024, 1, 1), {})
        default = simplicity.defaults(program, self.type)
        return [simplicity.look(self.type, record, default) for record in self.records]

    @cached_property
    def atoms(self) -> list[Mapping[tuple[str | int, ...], Value]]:
        """The parts of each patient, a set being one part, by path."""
        return [_parts(self.type, record) for record in self.records]


@dataclass(frozen=True)
class OpenAmount:
    """An open amount: its id, its type over the range, its present value."""

    id: str
    type: NumberType
    present: Fraction | None


def _parts(
    of: Type, value: Value, path: tuple[str, ...] = ()
) -> dict[tuple[str | int, ...], Value]:
    if isinstance(of, RecordType) and isinstance(value, dict):
        parts = [_parts(part, value[name], (*path, name)) for name, part in of.fields]
        return {key: found for part in parts for key, found in part.items()}
    if isinstance(value, dict):
        return {(*path, item): found for item, found in value.items()}
    return {path: value}
