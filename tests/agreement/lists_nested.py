"""Properties about doctors with lists of patients, or about two lists, against small inputs.

Force is one-sided here: the reference evaluator is asked about every small input, so that a
`proved` that a small input breaks, or a `vacuous` that a small input meets, is found. A refutation
is replayed and a certificate checked, as everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations_with_replacement, product

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.nodes import Multiset, Value
from convention_dsl.core.program import Program, Status
from convention_dsl.proof import engine
from convention_dsl.proof.limits import DEFAULT_LIMITS, Limits
from convention_dsl.proof.obligation import Obligation
from convention_dsl.proof.recheck import checker
from convention_dsl.proof.replay import Referee, Replay
from convention_dsl.proof.verdict import Verdict
from convention_dsl.types import ListType, RecordType, Type
from tests.agreement.lists_judged import posed
from tests.agreement.properties import HEAD, Author
from tests.agreement.small import ENUMERATIONS, INNER, any_fields, every
from tests.agreement.small_words import Words

DOCTOR = """
record Doctor
  zone : Kind
  patients : list of P
"""
DUES = """
clause dues (d: Doctor) : amount
  = sum of (new(p) for p in d.patients)
    plus {0} € if d.zone = dry
clause former (d: Doctor) : amount
  = (if d.zone = wet then {1} else 100 %) * (sum of (old(p) for p in d.patients))
"""


@dataclass
class Nested:
    """What came of one program."""

    text: str
    verdict: Verdict
    problems: list[str] = field(default_factory=list)


class Writer:
    """Writes one program."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        fields = any_fields(rng, rng.choice((2, 3, 4)))
        self.author = Author(rng, fields, Words(rng, fields))
        self.is_nation = rng.random() < 0.6

    def text(self) -> str:
        rng, author = self.rng, self.author
        record, _ = author.record()
        head = HEAD + ENUMERATIONS + INNER + record.partition("  such that")[0]
        for name in ("old", "new"):
            head += author.clause(name)
            author.learn(amounts=f"{name}(@)")
        if self.is_nation:
            head += DOCTOR + DUES.format(rng.randint(0, 3), rng.choice(("90 %", "50 %", "120 %")))
        inputs = "N : list of Doctor" if self.is_nation else "L, M : list of P"
        lines = ['\nproperty promise "generated"', f"  for every {inputs}"]
        lines += [f"  such that {self.hypothesis()}" for _ in range(rng.choice((0, 1, 1, 2)))]
        claim = f"{self.amount()} {rng.choice(('>=', '>=', '>', '='))} {self.amount()}"
        count = rng.choice(("", f" + {rng.choice(('-2', '-1', '1'))} € * {self.count()}"))
        return "\n".join([head, *lines, f"  then {claim}{count}", "  at 2024-01-01", ""])

    def condition(self) -> str:
        return self.author.words.boolean(self.rng.choice((0, 0, 1))).replace("@", "p")

    def where(self) -> str:
        return f" where {self.condition()}" if self.rng.random() < 0.4 else ""

    def of_doctors(self) -> str:
        return self.rng.choice(("", "", " where d.zone = dry", " where d.zone = wet"))

    def amount(self) -> str:
        body = self.rng.choice(("old(p)", "new(p)", "new(p)", "(new(p) - old(p))"))
        if not self.is_nation:
            return f"(sum of ({body} for p in {self.rng.choice('LM')}{self.where()}))"
        if self.rng.random() < 0.5:
            clause = self.rng.choice(("dues", "dues", "former"))
            return f"(sum of ({clause}(d) for d in N{self.of_doctors()}))"
        inner = f"sum of ({body} for p in d.patients{self.where()})"
        return f"(sum of ({inner} for d in N{self.of_doctors()}))"

    def count(self) -> str:
        if not self.is_nation:
            return f"(number of (p in {self.rng.choice('LM')}{self.where()}))"
        if self.rng.random() < 0.4:
            return f"(number of (d in N{self.of_doctors()}))"
        inner = f"number of (p in d.patients{self.where()})"
        return f"(sum of ({inner} for d in N{self.of_doctors()}))"

    def hypothesis(self) -> str:
        rng = self.rng
        sign = rng.choice((">=", "<=", "=", "<"))
        forms = [
            lambda: f"{self.count()} {sign} {self.count()}",
            lambda: f"{self.count()} <= {rng.choice('123')}",
            lambda: f"{self.count()} >= {rng.choice('12')}",
            lambda: f"{self.amount()} {sign} {self.amount()}",
        ]
        if self.is_nation:
            forms += [
                lambda: "some (d in N: d.zone = wet)",
                lambda: f"all (d in N: all (p in d.patients: {self.condition()}))",
            ]
            if rng.random() < 0.2:
                # a condition on each doctor's own list: mostly outside the method
                forms = [
                    lambda: f"some (d in N: dues(d) > {rng.choice('12')} €)",
                    lambda: f"all (d in N: number of (p in d.patients) {sign} {rng.choice('12')})",
                    lambda: "all (d in N: dues(d) >= former(d))",
                ]
        return rng.choice(forms)()


# Small inputs -------------------------------------------------------------------------------------


def small(of: Type, most: int) -> Iterator[Value]:
    """Yield the values of a type with lists of at most `most` elements."""
    match of:
        case ListType():
            elements = list(small(of.element, most))
            for size in range(most + 1):
                for chosen in combinations_with_replacement(range(len(elements)), size):
                    yield tuple(elements[at] for at in chosen)
        case RecordType():
            names = [name for name, _ in of.fields]
            for values in product(*(list(small(part, most)) for _, part in of.fields)):
                yield dict(zip(names, values, strict=True))
        case _:
            yield from every(of)


def tried(program: Program, obligation: Obligation, room: int = 400) -> Iterator[bool]:
    """Yield whether the claim holds, for small inputs that meet the hypotheses."""
    chosen: list[Sequence[Value]] = []
    for binding in obligation.inputs:
        values = list(small(binding.type, 2))
        chosen.append(values[:room] + values[room :: max(1, len(values) // room)])
    names = [binding.name for binding in obligation.inputs]
    combinations = list(product(*chosen))
    for values in combinations[:: max(1, len(combinations) // room)]:
        inputs = dict(zip(names, values, strict=True))
        try:
            if all(evaluate(program, each, inputs) for each in obligation.hypotheses):
                yield evaluate(program, obligation.claim, inputs) is True
        except EvaluationError:
            continue


def judged_nested(seed: object, limits: Limits = DEFAULT_LIMITS) -> Nested:
    """Draw a program and compare the prover's verdict with small inputs."""
    text = Writer(random.Random(f"nested {seed}")).text()
    program, obligation = posed(text)
    limits = replace(limits, largest_shortfall=False)
    verdict = engine.decide(program, obligation, limits)
    done = Nested(text, verdict)
    outcomes = list(tried(program, obligation))
    if verdict.status is Status.PROVED and not all(outcomes):
        done.problems.append("proved, and a small input breaks it")
    if verdict.status is Status.VACUOUS and outcomes:
        done.problems.append("vacuous, and a small input meets the hypotheses")
    if verdict.counterexample is not None:
        found = verdict.counterexample
        inputs: Mapping[str, Value] = found.inputs
        if Referee(program, obligation, found.parameters).judge(inputs) is not Replay.REFUTES:
            done.problems.append(f"the evaluator does not refute with {inputs}")
        if any(_has_none(value) for value in inputs.values()):
            done.problems.append(f"a count below 1 in {inputs}")
    if verdict.status is Status.PROVED:
        certificate = verdict.certificate
        answer = certificate and checker.check(program, obligation, certificate, limits)
        if answer is None or not answer.ok:
            done.problems.append(f"no certificate that is accepted: {answer and answer.failure}")
    return done


def _has_none(value: Value) -> bool:
    if isinstance(value, Multiset):
        return any(count < 1 or _has_none(each) for each, count in value.groups)
    if isinstance(value, dict):
        return any(map(_has_none, value.values()))
    return isinstance(value, tuple) and any(map(_has_none, value))
