"""What `prove` says of a generated book against what trying every input says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Library, Scope, Status
from convention_dsl.proof.limits import Limits
from convention_dsl.proof.prove import prove
from convention_dsl.proof.verdict import PropertyResult, Verdict
from tests.agreement.engines import read
from tests.agreement.force import Answer, Decision
from tests.agreement.properties import CHANGES, NAME, Book, Property
from tests.agreement.worlds import Small

SOLVER = Limits(points=0)
ENUMERATION = Limits(points=2_500)
DAYS = (
    "2024-01-01",
    "2024-05-01",
    "2024-06-30",
    *CHANGES,
    "2024-12-31",
    "2025-06-30",
    "2025-12-31",
)
DATED = ("dated table", "dated exception", "parameter par3", "parameter par5")

Readings = Mapping[str, str]


class Judge:
    """Compares verdicts with the answers found by force, which are kept."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.verdicts: Counter[str] = Counter()
        self.unknown: list[Verdict] = []
        """Verdicts that settle what could be settled, and why they do not."""
        self.problems: list[str] = []
        self.small = Small(book)
        self._decisions: dict[str, Decision] = {}
        self._answers: dict[object, Answer] = {}

    @cached_property
    def library(self) -> Library:
        return read(self.book.text)

    def results(self, limits: Limits) -> list[PropertyResult]:
        return list(prove(self.library, NAME, limits=limits))

    # What is right --------------------------------------------------------------------------------

    @cached_property
    def readings(self) -> list[Readings]:
        """Every choice of readings."""
        if "reading" not in self.book.features:
            return [{}]
        return [{f"{NAME}.flag": name} for name in ("strict", "broad")]

    def day(self, day: str) -> date:
        """Return the first day of the stretch in which a day is."""
        if not self.book.features.intersection(DATED):
            return date.fromisoformat(DAYS[0])
        return date.fromisoformat(max(start for start in (DAYS[0], *CHANGES) if start <= day))

    def answer(self, property_: Property, day: date, readings: Readings, scope: Scope) -> Answer:
        """Return the answer found by trying everything."""
        open_ = scope is Scope.OPEN
        key = (property_.name, day, tuple(readings.items()), open_)
        if key not in self._answers:
            worlds = self.small.worlds(day, readings, open_=open_)
            if property_.name not in self._decisions:
                self._decisions[property_.name] = Decision(self.small, property_)
            decision = self._decisions[property_.name]
            self._answers[key] = decision.answer(worlds, day, readings)
        return self._answers[key]

    # Comparing ------------------------------------------------------------------------------------

    def compare(self, results: Sequence[PropertyResult], engine: str) -> None:
        """Compare the results of one run with what is right, at every date and reading."""
        for property_ in self.book.properties:
            own = [each for each in results if each.property.name == property_.name]
            self.verdicts.update(str(each.verdict.status) for each in own)
            for readings in self.readings:
                for day in DAYS:
                    for problem in self._at(property_, own, day, readings):
                        self.problems.append(
                            f"{engine}: {property_.name} {day} {dict(readings)}: {problem}"
                        )

    def _at(
        self, property_: Property, results: Sequence[PropertyResult], day: str, readings: Readings
    ) -> Iterator[str]:
        found = [
            each
            for each in results
            if _covers(each, date.fromisoformat(day)) and each.reading.items() <= readings.items()
        ]
        if day < property_.start or (property_.end and property_.end < day):
            if found:
                yield "a verdict outside the period asked"
            return
        scopes = {each.scope: each.verdict for each in found}
        if len(scopes) != len(found) or not found:
            yield f"{len(found)} verdicts"
            return
        for scope, verdict in scopes.items():
            right = self.answer(property_, self.day(day), readings, scope)
            yield from self._scope(verdict, right)
        yield from self._missing(property_, scopes, self.day(day), readings)

    def _missing(
        self, property_: Property, scopes: Mapping[Scope, Verdict], day: date, readings: Readings
    ) -> Iterator[str]:
        """A scope that was not decided must say nothing more than the other."""
        amounts = self.small.open_amounts(day, readings)
        if Scope.OPEN in scopes:
            wanted = "at the values" not in property_.scopes
            with_values = all(each.present is not None for each in amounts)
            if not wanted and with_values:
                yield "decided for open amounts, not asked"
            if Scope.VALUES not in scopes and with_values and not property_.scopes:
                yield "not decided at the values"
        elif amounts and property_.scopes != ("at the values",):
            one = self.answer(property_, day, readings, Scope.VALUES)
            two = self.answer(property_, day, readings, Scope.OPEN)
            if (one.status, one.inputs) != (two.status, two.inputs):
                yield "not decided for open amounts"

    def _scope(self, verdict: Verdict, right: Answer) -> Iterator[str]:
        if verdict.status is Status.UNKNOWN and right.status is not Status.UNKNOWN:
            reason = verdict.reason.key if verdict.reason else ""
            if not any(each is verdict for each in self.unknown):
                self.unknown.append(verdict)
            if reason not in ("time", "non-linear", "memory"):
                yield f"unknown ({reason}), and it is {right.status}"
            return
        if verdict.status is not right.status:
            yield f"{verdict.status}, and it is {right.status} {_inputs(right)}"
            return
        if right.status is Status.REFUTED:
            found = verdict.counterexample
            assert found is not None
            same = all(right.amounts.get(id_) == value for id_, value in found.parameters.items())
            if not _same(found.inputs, right.inputs) or not same:
                yield (
                    f"counterexample {dict(found.inputs)} {dict(found.parameters)},"
                    f" and the simplest is {_inputs(right)}"
                )


def _same(found: Mapping[str, Value], right: Mapping[str, Value]) -> bool:
    """Return whether inputs are the same; a twin that is left out is like the other."""
    whole = {name: found.get(name, found.get(name.rstrip("'"))) for name in right}
    return found.keys() <= right.keys() and whole == right


def _inputs(answer: Answer) -> str:
    return f"{dict(answer.inputs)} {dict(answer.amounts)}"


def _covers(result: PropertyResult, day: date) -> bool:
    before = result.start is None or result.start <= day
    return before and (result.end is None or day <= result.end)


def essence(result: PropertyResult) -> str:
    """Return all of a result but the time it took, as text."""
    verdict = result.verdict
    return repr(
        (
            result.property.name,
            dict(result.reading),
            result.scope,
            result.start,
            result.end,
            verdict.status,
            verdict.counterexample,
            verdict.reason,
            verdict.contradiction,
            verdict.grounds,
            verdict.minimal,
            verdict.confidence,
            verdict.clauses,
        )
    )
