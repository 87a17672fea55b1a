"""Every engine on the same samples: what agrees, what is refused, what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.calculator.plan.conversion import decode
from convention_dsl.calculator.plan.lower import UnsupportedError
from convention_dsl.calculator.plan.plan import Plan, Raw
from convention_dsl.calculator.plan.width import beyond
from tests.agreement.answers import Answer, Failure, outcome, same
from tests.agreement.backends import Engine, run_all
from tests.agreement.backends.python import ENGINES
from tests.agreement.samples import Sample


@dataclass(frozen=True)
class Difference:
    """An engine that does not say what the evaluator says."""

    engine: str
    sample: Sample
    case: int
    found: object

    def __str__(self) -> str:
        expected, inputs = self.sample.expected[self.case], self.sample.arguments[self.case]
        return (
            f"seed {self.sample.seed!r}, case {self.case}: {self.engine} says {self.found},"
            f" not {expected}\n  of {inputs}\n{self.sample.text}"
        )


@dataclass
class Tally:
    """What came of one engine. A refused program is one that its printer, or the plan, refuses."""

    programs: int = 0
    pairs: int = 0
    """Program–input pairs on which the engine agreed or differed."""
    refused: Counter[str] = field(default_factory=Counter)
    """The refused programs by the construct that is the reason."""
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what another tally counted."""
        self.programs += other.programs
        self.pairs += other.pairs
        self.refused += other.refused
        self.differences += other.differences


def with_program(name: str, samples: Sequence[Sample]) -> Tally:
    """Compare an engine that takes programs; none is made for other amounts in rows."""
    given = [sample for sample in samples if "other figures in rows" not in sample.features]
    tally = Tally(len(given))
    for sample in given:
        _compare(tally, name, sample, ENGINES[name](sample.program, sample.ref, sample.arguments))
    return tally


def with_engine(engine: Engine, samples: Sequence[Sample]) -> Tally:
    """Compare an engine with the evaluator."""
    tally = Tally(len(samples))
    printed = []
    for sample in samples:
        reason = _reason(engine, sample)
        if reason is None:
            printed.append(sample)
        else:
            tally.refused[reason] += 1
    work = [(sample.plan, sample.cases) for sample in printed if sample.plan is not None]
    for sample, given in zip(printed, run_all(engine, work), strict=True):
        if isinstance(given, UnsupportedError):
            tally.refused[given.construct.en] += 1
        elif isinstance(given, Exception):
            _compare(tally, engine.name, sample, [given] * len(sample.cases))
        else:
            assert sample.plan is not None
            _compare(tally, engine.name, sample, [decoded(sample.plan, each) for each in given])
    return tally


def decoded(plan: Plan, values: Mapping[str, Raw]) -> Answer | Exception:
    """Return what an engine's values mean; the exception where they mean nothing."""
    try:
        return outcome(lambda: decode(plan, values))
    except Exception as error:
        return error


def _reason(engine: Engine, sample: Sample) -> str | None:
    """Return why a sample is not for an engine, None where it is."""
    if sample.plan is None:
        assert sample.refusal is not None
        return f"not in plans: {sample.refusal.construct.en}"
    if beyond(sample.plan, engine.limit) is not None:
        return "a number beyond the engine's limit"
    return None


def _compare(tally: Tally, engine: str, sample: Sample, given: Sequence[object]) -> None:
    for case, (found, expected) in enumerate(zip(given, sample.expected, strict=True)):
        tally.pairs += 1
        if not same(expected, found) and not _both_fail_on_elements(sample, expected, found):
            tally.differences.append(Difference(engine, sample, case, found))


def _both_fail_on_elements(sample: Sample, expected: object, found: object) -> bool:
    """Return whether elements of a list fail: a table has no first one, whose failure is told."""
    has_lists = sample.plan is not None and bool(sample.plan.lists)
    return has_lists and isinstance(expected, Failure) and isinstance(found, Failure)
