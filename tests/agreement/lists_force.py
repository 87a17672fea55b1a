"""Properties over lists decided by force, without the prover.

The terms of a property (what it sums, and its filters) are clauses of a shadow of the book, which
the reference evaluator computes for every patient. Patients with the same values are a class. Then
a verdict is found in one of two ways, and where both can, they must agree.

- `by_enumeration`: every list up to a length, as counts of classes. Where a hypothesis caps the
  length this is every list that matters, so that `proved` is confirmed: the cap bounds the size of
  a smallest witness.
- `by_rows`: the hypotheses and the denied claim as alternatives of linear rows over the counts
  (`lists_linear`), decided exactly (`lists_lp`). No rational point (Farkas multipliers, checked):
  no list of any length. A rational point of rows whose bounds are not negative is scaled to a list;
  a witness then has a length of at most `witness_bound` (Cramer, Hadamard). Other rows are searched
  for integers by branch and bound, whose tree is a complete case distinction where it ends;
  `Undecided` where it does not: such an instance is not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call, evaluate
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Library, Program, Status
from tests.agreement.engines import read
from tests.agreement.lists_linear import Linear, Rows, both, matrix
from tests.agreement.lists_lp import Row, integer, rational, witness_bound
from tests.agreement.lists_terms import Condition, Reading, Vector, World
from tests.agreement.small import every

NAME = "generated"
RECORD = "P"
AT = date(2024, 1, 1)

Counts = tuple[int, ...]


class Unsuitable(Exception):
    """A term has no value for some patient, or the instance is too large: not used."""


@dataclass(frozen=True)
class Answer:
    """What the verdict must be, a witness of a refutation, and how long one need be at most."""

    status: Status
    scalars: int = -1
    counts: Counts = ()
    bound: int | None = None


@dataclass
class Situation:
    """The classes of patients for one choice of the other inputs."""

    world: World
    members: dict[Vector, list[dict[str, Value]]]


class Patients:
    """Every patient of a shadow, in classes, for every choice of the other inputs."""

    def __init__(self, shadow: str, terms: int) -> None:
        self.library: Library = read(shadow)
        program, problems = link(self.library, NAME, at=AT)
        assert program is not None, problems
        self.program: Program = program
        self.terms = terms
        self.record = self.library.record(f"{NAME}.{RECORD}")
        self.records = [r for r in every(self.record.type) if self._is_valid(r)]
        first = program.clauses[ClauseRef(NAME, "term0")]
        self.bindings = first.inputs[1:]
        names = [each.name for each in self.bindings]
        choices = product(*(every(each.type) for each in self.bindings))
        self.met: dict[object, tuple[Reading, list[Counts]]] = {}
        """The lists that meet hypotheses, which are asked for several times."""
        self.situations = [self._situation(dict(zip(names, c, strict=True))) for c in choices]

    def _is_valid(self, record: Value) -> bool:
        rules = self.record.invariants
        try:
            return all(evaluate(self.program, r.condition, {"self": record}) for r in rules)
        except EvaluationError as error:
            raise Unsuitable from error

    def _situation(self, scalars: Mapping[str, Value]) -> Situation:
        members: dict[Vector, list[dict[str, Value]]] = {}
        for record in self.records:
            assert isinstance(record, dict)
            members.setdefault(self.vector(record, scalars), []).append(record)
        return Situation(World(list(members), scalars), members)  # type: ignore[arg-type]

    def vector(self, record: Mapping[str, Value], scalars: Mapping[str, Value]) -> Vector:
        """Return the values of the terms for one patient."""
        arguments = (dict(record), *scalars.values())
        refs = (ClauseRef(NAME, f"term{n}") for n in range(self.terms))
        try:
            return tuple(call(self.program, ref, arguments) for ref in refs)  # type: ignore[misc]
        except EvaluationError as error:
            raise Unsuitable from error


def compositions(classes: int, most: int) -> Iterator[Counts]:
    """Yield every list of at most `most` patients, as counts of classes."""
    if not classes:
        yield ()
        return
    for number in range(most + 1):
        for others in compositions(classes - 1, most - number):
            yield (number, *others)


def lists(classes: int, most: int) -> int:
    """Return how many there are."""
    found = 1
    for n in range(1, classes + 1):
        found = found * (most + n) // n
    return found


def longest(classes: int, room: int) -> int:
    """Return a length up to which there are at most `room` lists."""
    most = 1
    while most < 60 and lists(classes, most + 1) <= room:
        most += 1
    return most


@dataclass
class Problem:
    """Hypotheses and a claim about the lists of some patients."""

    patients: Patients
    hypotheses: Sequence[Condition]
    claim: Condition

    # Enumeration ----------------------------------------------------------------------------------

    def meeting(self, situation: Situation, most: int) -> Iterator[tuple[Reading, Counts]]:
        """Yield the lists of at most `most` patients that meet the hypotheses."""
        key = (tuple(self.hypotheses), id(situation), most)
        if key not in self.patients.met:
            reading = Reading(situation.world)
            several = compositions(len(situation.world.classes), most)
            found = [c for c in several if all(reading.holds(h, c) for h in self.hypotheses)]
            self.patients.met[key] = reading, found
        reading, found = self.patients.met[key]
        yield from ((reading, counts) for counts in found)

    def by_enumeration(self, most: int) -> Answer:
        """Return the verdict over the lists of at most `most` patients, with a shortest witness."""
        status, best = Status.VACUOUS, None
        for number, situation in enumerate(self.patients.situations):
            for reading, counts in self.meeting(situation, most):
                if reading.holds(self.claim, counts):
                    status = Status.PROVED
                elif best is None or sum(counts) < sum(best[1]):
                    best = number, counts
        if best is not None:
            return Answer(Status.REFUTED, *best, bound=most)
        return Answer(status, bound=most)

    # Rows -----------------------------------------------------------------------------------------

    def by_rows(self) -> Answer:
        """Return the verdict over all lists; raises `NotLinear` and `Undecided`."""
        status, bound = Status.VACUOUS, 0
        for number, situation in enumerate(self.patients.situations):
            linear = Linear(situation.world)
            meeting: list[Rows] = [()]
            for each in self.hypotheses:
                meeting = _possible(linear, both(meeting, linear.alternatives(each)))
            broken = both(meeting, linear.alternatives(self.claim, False))
            for rows in broken:
                point = _point(linear, rows)
                if point is not None:
                    width = len(situation.world.classes)
                    return Answer(Status.REFUTED, number, point[:width], sum(point[:width]))
                bound = max(bound, witness_bound(matrix(rows, linear.columns)))
            if status is Status.VACUOUS:
                points = (_point(linear, rows) for rows in meeting)
                if any(point is not None for point in points):
                    status = Status.PROVED
        return Answer(status, bound=bound)


def _possible(linear: Linear, several: Sequence[Rows]) -> list[Rows]:
    """Return the alternatives of which there is a rational point."""
    if len(several) == 1:
        return list(several)
    return [rows for rows in several if rational(_filled(linear, rows)) is not None]


def _point(linear: Linear, rows: Rows) -> tuple[int, ...] | None:
    return integer(_filled(linear, rows))


def _filled(linear: Linear, rows: Rows) -> list[Row]:
    """Return rows over all columns, at least one."""
    width = max(1, linear.columns)
    return matrix(rows, width) or [Row((Fraction(0),) * width, ">=", Fraction(0))]
