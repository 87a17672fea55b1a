"""Thresholds of small properties, held to what trying every input says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

import pytest

from convention_dsl.core.evaluate import evaluate
from convention_dsl.core.link import link, link_property
from convention_dsl.core.nodes import Value
from convention_dsl.core.program import Program, PropertyDef, Status
from convention_dsl.proof.prove import prove
from convention_dsl.proof.verdict import Verdict
from tests.semantics.helpers import good

KINDS = (
    ("integer 0..6", [Fraction(each) for each in range(7)]),
    ("integer -3..2", [Fraction(each) for each in range(-3, 3)]),
    ("number 0..2 step 0.25", [Fraction(each, 4) for each in range(9)]),
)
SEEDS = range(60)
NUMBERS = [Fraction(each) for each in range(5)]


def linear(rng: Random) -> str:
    return f"{rng.randint(-3, 3)} * x + {rng.randint(-3, 3)} * n + {rng.randint(-6, 6)}"


def comparison(rng: Random) -> str:
    return f"{linear(rng)} {rng.choice(('<=', '>=', '<', '>', '<=', '>=', '='))} {linear(rng)}"


def claim(rng: Random) -> str:
    form = rng.choice(("{}", "{}", "{}", "b implies {}", "{} or b", "({}) or ({})", "{} and {}"))
    return form.format(comparison(rng), comparison(rng))


def text(rng: Random) -> tuple[str, list[Fraction]]:
    """Return a property that asks for x, and the values of x."""
    kind, values = rng.choice(KINDS)
    hypothesis = rng.choice(("", "", f"such that {comparison(rng)}", "such that n >= x and b"))
    # A sum of the two inputs, so that something always depends on each.
    line = f"for which x : {kind} for every n : integer 0..4, b : boolean {hypothesis}"
    return f"property it {line}\n  then ({claim(rng)}) and (x + n >= x or b)\n", values


def cases() -> Iterator[Mapping[str, Value]]:
    for n, b in product(NUMBERS, (False, True)):
        yield {"n": n, "b": b}


def holds(program: Program, linked: PropertyDef, x: Fraction) -> bool:
    """Return whether the property holds for one value, by the evaluator."""
    for case in cases():
        inputs = {**case, "x": x}
        meant = all(evaluate(program, each, inputs) is True for each in linked.hypotheses)
        if meant and evaluate(program, linked.claim, inputs) is not True:
            return False
    return True


def said(verdict: Verdict, x: Fraction) -> bool:
    """Return whether the verdict says that the property holds for one value."""
    found = verdict.threshold
    if found is None or found.value is None:
        always = verdict.status is Status.VACUOUS or (found is not None and found.always)
        assert always or verdict.status is Status.REFUTED
        return always
    return x >= found.value if found.at_least else x <= found.value


@dataclass(frozen=True)
class Outcome:
    """A generated property, the values for which it holds, and the verdict."""

    written: str
    values: list[Fraction]
    good: list[bool]
    program: Program
    linked: PropertyDef
    verdict: Verdict

    @property
    def is_one_sided(self) -> bool:
        """Whether the good values, if any, are all those on one side of a limit."""
        return self.good in (sorted(self.good), sorted(self.good, reverse=True))


@cache
def outcome(seed: int) -> Outcome:
    written, values = text(Random(seed))
    library = good(written)
    program, problems = link(library, "sample", at=None)
    assert program is not None, problems
    linked = link_property(program, library.books["sample"].properties[0])
    (result,) = prove(library, "sample")
    good_values = [holds(program, linked, x) for x in values]
    return Outcome(written, values, good_values, program, linked, result.verdict)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_threshold_parts_the_good_values_from_the_others(seed: int) -> None:
    found = outcome(seed)
    if found.verdict.status is Status.UNKNOWN:
        return
    assert [said(found.verdict, x) for x in found.values] == found.good, found.written
    beyond = found.verdict.threshold.beyond if found.verdict.threshold else None
    if beyond is not None:
        assert evaluate(found.program, found.linked.claim, beyond.inputs) is False


def test_what_is_not_one_sided_has_no_threshold() -> None:
    found = [each for each in map(outcome, SEEDS) if not each.is_one_sided]
    assert found
    assert {each.verdict.status for each in found} == {Status.UNKNOWN}


def test_most_thresholds_are_found() -> None:
    found = [each.verdict.status for each in map(outcome, SEEDS) if each.is_one_sided]
    assert {Status.PROVED, Status.REFUTED} <= set(found)
    assert found.count(Status.UNKNOWN) * 5 <= len(found)
