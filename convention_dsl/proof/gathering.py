"""Findings of several programs, told once, with the dates and readings in which alone they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from convention_dsl.core.program import Period, Program
from convention_dsl.diagnostics import Diagnostic, Label, TypedValue
from convention_dsl.proof.finding import Finding, Findings
from convention_dsl.proof.witness import shown


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A program by what makes it one of several: its stretch of dates, and its readings."""

    stretch: Period
    readings: tuple[tuple[str, str], ...]


@dataclass
class _Found:
    """A finding, the first program in which it is so, and all of them."""

    finding: Finding
    program: Program
    occurrences: list[Occurrence]


@dataclass
class Gathering:
    """What was found so far, and in which programs."""

    programs: list[Occurrence] = field(default_factory=list)
    found: dict[object, _Found] = field(default_factory=dict)
    subjects: dict[str, set[Occurrence]] = field(default_factory=dict)

    def add(self, findings: Findings, program: Program, occurrence: Occurrence) -> None:
        """Note what is so of one clause in one program."""
        for finding in findings.list:
            known = self.found.setdefault(finding.key, _Found(finding, program, []))
            known.occurrences.append(occurrence)
        for subject in findings.subjects:
            self.subjects.setdefault(subject, set()).add(occurrence)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each finding that counts."""
        for found in self.found.values():
            if self._counts(found):
                yield self._diagnostic(found)

    def _counts(self, found: _Found) -> bool:
        """Return whether the finding holds wherever its row stands."""
        subject = found.finding.subject
        return subject is None or self.subjects.get(subject, set()) <= set(found.occurrences)

    def _diagnostic(self, found: _Found) -> Diagnostic:
        finding = found.finding
        labels = finding.labels
        if finding.subject is None:
            labels += tuple(self._restrictions(found))
        witness = finding.witness
        arguments = dict(finding.arguments)
        if witness and witness.shown:
            arguments["value"] = TypedValue(*witness.shown)
        rows = shown(found.program, witness) if witness else ()
        return Diagnostic(finding.code, finding.span, arguments, labels, witness_values=rows)

    def _restrictions(self, found: _Found) -> Iterator[Label]:
        """Yield in which dates and readings alone the finding is so."""
        span = found.finding.span
        here = {occurrence.stretch for occurrence in found.occurrences}
        if here != {occurrence.stretch for occurrence in self.programs}:
            phrase, arguments = _dates(sorted(here, key=lambda each: str(each.start or "")))
            yield Label(span, phrase, arguments)
        every = {choice for occurrence in self.programs for choice in occurrence.readings}
        met = {choice for occurrence in found.occurrences for choice in occurrence.readings}
        for clause in sorted({clause for clause, _ in every}):
            names = [name for of, name in sorted(met) if of == clause]
            if len(names) < sum(of == clause for of, _ in every):
                yield Label(span, "readings", {"reading": names, "of": clause.partition(".")[2]})


def _dates(stretches: Sequence[Period]) -> tuple[str, dict[str, object]]:
    first, last = stretches[0].start, stretches[-1].end
    if first is None:
        return "until", {"end": last}
    if last is None:
        return "from", {"start": first}
    return "between", {"start": first, "end": last}
