"""One small generated book, and everything said of it compared with trying everything."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from convention_dsl.core.program import Scope, Status
from convention_dsl.proof.check import check
from convention_dsl.proof.limits import Limits
from tests.agreement.checked import Findings, examined
from tests.agreement.engines import read
from tests.agreement.judged import ENUMERATION, SOLVER, Judge, essence
from tests.agreement.properties import NAME, generate
from tests.agreement.rested import rests


@dataclass
class Tried:
    """What came of one book: how much was compared, and every way in which it was wrong."""

    text: str
    features: frozenset[str]
    verdicts: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    rests: int = 0
    findings: Findings = field(default_factory=Findings)
    problems: list[str] = field(default_factory=list)


def tried(rng: random.Random, *, seeds: Sequence[int] = (1,), most: int | None = None) -> Tried:
    """Generate a book; compare verdicts of both engines, grounds, and what `check` says."""
    judge = Judge(generate(rng, most))
    first = judge.results(SOLVER)
    judge.compare(first, "solver")
    judge.compare(judge.results(ENUMERATION), "enumeration")
    done = Tried(judge.book.text, judge.book.features, judge.verdicts, len(judge.unknown))
    done.rests, wrong = rests(judge, rng, first)
    done.findings = examined(judge)
    done.problems = [*judge.problems, *wrong, *done.findings.problems]
    for seed in seeds:
        again = judge.results(Limits(points=0, seed=seed))
        pairs = zip(map(essence, first), map(essence, again), strict=True)
        done.problems += [f"seed {seed}: {one}\n  {two}" for one, two in pairs if one != two]
    values = [each for each in first if each.scope is Scope.VALUES]
    undefined = [each for each in values if each.verdict.status is Status.UNKNOWN]
    if undefined and not _is_told(judge):
        done.problems.append(f"undefined, and check is silent: {undefined[0].property.name}")
    return done


def _is_told(judge: Judge) -> bool:
    """Return whether `check` finds something wrong in the book with its properties."""
    codes = (each.code for each in check(read(judge.book.text), NAME))
    return any(code[0] == "E" or code == "W0209" for code in codes)
