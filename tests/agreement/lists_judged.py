"""What the prover says of a generated property about a list, against what force says.

A counterexample is replayed twice: by the reference evaluator, and patient by patient through the
shadow's terms and the arithmetic of `lists_terms`. A certificate is given to the checker.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from time import monotonic

from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.program import Library, Program, Status
from convention_dsl.core.values import belongs
from convention_dsl.proof import engine, replay
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.properties import obligations
from convention_dsl.proof.recheck import checker
from convention_dsl.proof.verdict import Counterexample, Verdict
from tests.agreement.engines import linked, read
from tests.agreement.lists import Instance, generate
from tests.agreement.lists_force import AT, Answer, Unsuitable
from tests.agreement.lists_limits import shortfall, threshold
from tests.agreement.lists_linear import NotLinear
from tests.agreement.lists_lp import Undecided
from tests.agreement.lists_terms import Reading

NAME = "generated"


@dataclass
class Judged:
    """What came of one instance."""

    text: str
    family: str
    features: frozenset[str]
    answer: Answer
    verdict: Verdict
    seconds: float
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def drawn(seed: object, vacuous: float = 0.25) -> tuple[Instance, Answer, Counter[str]]:
    """Return the first usable instance of a seed, its answer, and why others were not used."""
    skipped: Counter[str] = Counter()
    for attempt in range(200):
        rng = random.Random(f"{seed} {attempt}")
        try:
            instance = generate(rng)
            answer = instance.answer()
        except (Unsuitable, NotLinear, Undecided) as reason:
            skipped[type(reason).__name__] += 1
            continue
        if answer.status is Status.VACUOUS and rng.random() > vacuous:
            skipped["vacuous"] += 1
            continue
        return instance, answer, skipped
    raise AssertionError(f"no instance of {seed}")


def posed(text: str) -> tuple[Program, Obligation]:
    """Return the program of a text and its only property as an obligation."""
    program = linked(read(text), AT)
    return program, obligation_of(program, program.library)


def obligation_of(program: Program, library: Library) -> Obligation:
    from convention_dsl.core.link import link_property

    (property_,) = library.books[NAME].properties
    (found,) = obligations(program, link_property(program, property_)).values()
    return found


def judged(seed: object, limits: Limits = DEFAULT_LIMITS, *, check: bool = True) -> Judged:
    """Draw an instance and compare the prover's verdict with the answer."""
    instance, answer, skipped = drawn(seed)
    return compared(instance, answer, skipped, limits, check=check)


def compared(
    instance: Instance,
    answer: Answer,
    skipped: Mapping[str, int],
    limits: Limits = DEFAULT_LIMITS,
    *,
    check: bool = True,
) -> Judged:
    """Compare the prover's verdict with the answer."""
    program, obligation = posed(instance.text)
    limits = replace(limits, largest_shortfall=len(instance.text) % 4 == 0)
    began = monotonic()
    verdict = engine.decide(program, obligation, limits)
    seconds = monotonic() - began
    done = Judged(instance.text, instance.family, instance.features, answer, verdict, seconds)
    done.counts.update({f"not used: {name}": n for name, n in skipped.items()})
    if verdict.status not in (answer.status, Status.UNKNOWN):
        done.problems.append(f"{verdict.status} where force says {answer}")
    if verdict.counterexample is not None:
        done.problems += _replayed(instance, program, obligation, verdict.counterexample)
        size = _size(verdict.counterexample)
        if answer.counts and instance.family == "capped" and size > sum(answer.counts):
            done.counts["longer than the shortest counterexample"] += 1
    if verdict.worst is not None:
        done.counts["largest shortfalls"] += 1
        done.problems += shortfall(instance, verdict)
        found_worst = verdict.worst.counterexample
        done.problems += _replayed(instance, program, obligation, found_worst)
    if verdict.status is Status.REFUTED and verdict.counterexample is None:
        done.problems.append("refuted without a counterexample")
    if check and verdict.certificate is not None and verdict.status is Status.PROVED:
        done.counts["certificates"] += 1
        found = checker.check(program, obligation, verdict.certificate, limits)
        if not found.ok:
            done.problems.append(f"the checker refuses the certificate: {found.failure}")
    if verdict.status is Status.PROVED and verdict.certificate is None:
        done.problems.append("proved without a certificate")
    if is_asking(instance):
        try:
            verdict, wrong = threshold(instance, limits)
        except NotLinear:
            return done
        done.problems += wrong
        done.counts[f"threshold ({instance.family}) {verdict.status}"] += 1
    return done


def is_asking(instance: Instance) -> bool:
    """Return whether it is also asked for which constants the claim holds: of some, it is slow."""
    claim = instance.open_claim
    if claim.unless is not None or len(instance.text) % 8 != 1:
        return False
    if instance.family == "cone":
        return claim.sign == ">=" and claim.per_patient
    return instance.family == "capped" and claim.sign in (">=", ">")


# Replay -------------------------------------------------------------------------------------------


def _size(found: Counterexample) -> int:
    return sum(count for _, count in _groups(found))


def _groups(found: Counterexample) -> Iterator[tuple[Value, int]]:
    doctor = found.inputs.get("d")
    value = doctor["patients"] if isinstance(doctor, dict) else found.inputs["L"]
    if isinstance(value, Multiset):
        yield from value.groups
    else:
        assert isinstance(value, tuple)
        yield from ((each, 1) for each in value)


def _replayed(
    instance: Instance, program: Program, obligation: Obligation, found: Counterexample
) -> list[str]:
    """Return what is wrong with a counterexample."""
    problems = []
    referee = replay.Referee(program, obligation, found.parameters)
    if referee.judge(found.inputs) is not replay.Replay.REFUTES:
        problems.append("the evaluator does not refute with the counterexample")
    for binding in obligation.inputs:
        if not belongs(found.inputs[binding.name], binding.type):
            problems.append(f"{binding.name} is not of its type")
    patients = instance.problem.patients
    groups = list(_groups(found))
    if any(record not in patients.records or count < 1 for record, count in groups):
        return [*problems, f"the list has something that is no patient: {groups}"]
    given = {**found.inputs, "bonus": found.parameters.get(f"{NAME}.bonus", Fraction(1))}
    scalars = {each.name: given[each.name] for each in patients.bindings}
    situation = next(s for s in patients.situations if s.world.scalars == scalars)
    counts = [0] * len(situation.world.classes)
    for record, count in groups:
        assert isinstance(record, dict)
        counts[situation.world.classes.index(patients.vector(record, scalars))] += count
    reading = Reading(situation.world)
    if not all(reading.holds(each, counts) for each in instance.problem.hypotheses):
        problems.append(f"the counterexample does not meet the hypotheses: {found.inputs}")
    if reading.holds(instance.problem.claim, counts):
        problems.append(f"the claim holds of the counterexample: {found.inputs}")
    return problems


__all__: Sequence[str] = ("Judged", "compared", "drawn", "judged", "posed")
