"""Proving a book: every property, in every reading, stretch of dates and scope, in file order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import (
    link,
    link_property,
    readings_reached,
    stretches,
    with_values,
)
from convention_dsl.core.nodes import ParameterRef, Value
from convention_dsl.core.program import Library, Period, Program, PropertyDef, Scope, parameter_id
from convention_dsl.core.texts import property_expressions
from convention_dsl.proof.engine import decide, unknown
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.obligation import Obligation, Reached, reached, same_question
from convention_dsl.proof.populations import with_populations
from convention_dsl.proof.properties import expected, obligations
from convention_dsl.proof.total import TotalCases
from convention_dsl.proof.verdict import Counterexample, PropertyResult, ShownValue, Verdict

if TYPE_CHECKING:
    from convention_dsl.proof.recheck.checker import CheckResult

Readings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked: names (None: every property), a date, readings by `book.clause`, claims.

    `claims` are properties that are not in the book, decided after its own. `texts` are the books
    whose exceptions count (None: the book and all it uses).
    """

    names: tuple[str, ...] | None = None
    at: date | None = None
    readings: Readings = field(default_factory=dict)
    claims: tuple[PropertyDef, ...] = ()
    texts: frozenset[str] | None = None


EVERYTHING = Selection()


def prove(
    library: Library,
    book: str,
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[PropertyDef], None] | None = None,
    *,
    recheck: bool = False,
) -> Iterator[PropertyResult]:
    """Yield a verdict per property, reading, stretch and scope; `progress` hears what begins.

    `recheck`: certificates are checked again, by other means than those that found them.
    """
    proving = _Proving(library, book, selection, limits, recheck=recheck)
    for property_ in (*library.books[book].properties, *selection.claims):
        if selection.names is None or property_.name in selection.names:
            if progress is not None:
                progress(property_)
            yield from proving.results(property_)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of dates with the program linked at its beginning, and the obligation there."""

    period: Period
    program: Program
    obligation: Obligation
    reached: Reached
    property: PropertyDef


class _Proving:
    """The programs of one book, linked once per date and choice of readings."""

    def __init__(
        self,
        library: Library,
        book: str,
        selection: Selection,
        limits: Limits,
        *,
        recheck: bool,
    ) -> None:
        self.library = library
        self.book = book
        self.selection = selection
        self.limits = limits
        self.recheck = recheck
        self.programs: dict[object, Program | None] = {}
        self.total: dict[int, tuple[Program, TotalCases]] = {}

    def results(self, property_: PropertyDef) -> Iterator[PropertyResult]:
        """Yield the verdicts of one property."""
        for reading in self._readings(property_):
            by_scope: dict[Scope, list[_Stretch]] = {}
            for period in self._periods(property_):
                program = self._program(property_, period, reading)
                if program is None:
                    yield self._unlinked(property_, reading, period)
                    continue
                linked = link_property(program, property_)
                for scope, obligation in obligations(program, linked).items():
                    known = reached(program, obligation)
                    stretch = _Stretch(period, program, obligation, known, linked)
                    by_scope.setdefault(scope, []).append(stretch)
            for scope, found in by_scope.items():
                for period, first in _merged(found):
                    verdict = self._decide(first)
                    result = self._result(property_, reading, scope, period, verdict)
                    yield replace(result, rechecked=self._rechecked(first, verdict))

    # What is asked --------------------------------------------------------------------------------

    def _readings(self, property_: PropertyDef) -> Iterator[Readings]:
        exprs = property_expressions(property_)
        reached_ = readings_reached(self.library, exprs, texts=self.selection.texts)
        choices = [self._choices(clause, names) for clause, names in reached_.items()]
        for combination in product(*choices):
            yield dict(zip(reached_, combination, strict=True))

    def _choices(self, clause: str, names: Sequence[str]) -> Sequence[str]:
        chosen = self.selection.readings.get(clause)
        return (chosen,) if chosen in names and chosen is not None else names

    def _periods(self, property_: PropertyDef) -> list[Period]:
        asked = property_.period
        if self.selection.at is not None:
            at = self.selection.at
            if asked is not None and not asked.contains(at):
                return []
            return [Period(at, at)]
        exprs = property_expressions(property_)
        texts = self.selection.texts
        return stretches(self.library, self.book, texts=texts, period=asked, exprs=exprs)

    def _program(self, property_: PropertyDef, period: Period, reading: Readings) -> Program | None:
        day = period.start or period.end
        own = property_ in self.library.books[self.book].properties
        key = (day, tuple(sorted(reading.items())), None if own else property_.name)
        if key not in self.programs:
            exprs = property_expressions(property_)
            texts = self.selection.texts
            self.programs[key], _ = link(
                self.library, self.book, at=day, readings=reading, texts=texts, also=exprs
            )
        return self.programs[key]

    # Verdicts -------------------------------------------------------------------------------------

    def _decide(self, stretch: _Stretch) -> Verdict:
        program = stretch.program
        if id(program) not in self.total:
            self.total[id(program)] = program, TotalCases(program)
        verdict = self._verdict(stretch, self.total[id(program)][1])
        verdict = with_populations(self.library, stretch.property, verdict)
        return with_shown(program, stretch.property, verdict)

    def _verdict(self, stretch: _Stretch, total: TotalCases) -> Verdict:
        """Return the verdict on a stretch: that of its threshold where it asks for one."""
        asked, obligation = stretch.property.threshold, stretch.obligation
        if asked is None:
            return decide(stretch.program, obligation, self.limits, total)
        from convention_dsl.proof.lists.threshold import decide_threshold

        return decide_threshold(stretch.program, stretch.property, obligation, self.limits, total)

    def _rechecked(self, stretch: _Stretch, verdict: Verdict) -> CheckResult | None:
        """Return what a second look says of the certificate, where there is one to look at."""
        if not self.recheck or verdict.certificate is None:
            return None
        from convention_dsl.proof.recheck.checker import check_verdict

        return check_verdict(stretch.program, stretch.obligation, verdict, self.limits)

    def _unlinked(
        self, property_: PropertyDef, reading: Readings, period: Period
    ) -> PropertyResult:
        return self._result(property_, reading, Scope.VALUES, period, unknown("not linked"))

    def _result(
        self,
        property_: PropertyDef,
        reading: Readings,
        scope: Scope,
        period: Period,
        verdict: Verdict,
    ) -> PropertyResult:
        wanted = expected(property_, scope, frozenset(reading.values()))
        return PropertyResult(property_, reading, scope, period.start, period.end, verdict, wanted)


def _merged(stretches_: Sequence[_Stretch]) -> list[tuple[Period, _Stretch]]:
    """Join adjacent stretches that ask the same question."""
    found: list[tuple[Period, _Stretch]] = []
    for stretch in stretches_:
        if found:
            period, first = found[-1]
            one = (first.obligation, first.reached)
            if same_question(one, (stretch.obligation, stretch.reached)):
                found[-1] = Period(period.start, stretch.period.end), first
                continue
        found.append((stretch.period, stretch))
    return found


def with_shown(program: Program, property_: PropertyDef, verdict: Verdict) -> Verdict:
    """Return `verdict` with the values of what the property shows, for its counterexamples."""
    if verdict.counterexample is not None:
        shown = _with_shown(program, property_, verdict.counterexample)
        verdict = replace(verdict, counterexample=shown)
    if verdict.threshold is not None and verdict.threshold.beyond is not None:
        beyond = _with_shown(program, property_, verdict.threshold.beyond)
        verdict = replace(verdict, threshold=replace(verdict.threshold, beyond=beyond))
    if verdict.worst is not None:
        largest = _with_shown(program, property_, verdict.worst.counterexample)
        verdict = replace(verdict, worst=replace(verdict.worst, counterexample=largest))
    return verdict


def _with_shown(program: Program, property_: PropertyDef, found: Counterexample) -> Counterexample:
    values: Mapping[str, Value] = found.parameters
    chosen = {k: v for k, v in values.items() if isinstance(v, bool | date) or _is_number(v)}
    at = with_values(program, chosen)  # type: ignore[arg-type]
    shown = []
    for text, expr in property_.shown:
        if (
            isinstance(expr, ParameterRef)
            and parameter_id(expr.book, expr.name, expr.pin) in values
        ):
            continue
        try:
            shown.append(ShownValue(text, expr.type, evaluate(at, expr, found.inputs)))
        except EvaluationError:
            continue
    return replace(found, values=tuple(shown))


def _is_number(value: Value) -> bool:
    from fractions import Fraction

    return isinstance(value, Fraction)
