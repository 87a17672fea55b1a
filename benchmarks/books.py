"""The rule books and the generated ones, compiled in process for the benchmarks."""

from __future__ import annotations

import random
from datetime import date

from measure import ROOT

from convention_dsl.calculator.python import Compiled, compile_program
from convention_dsl.core.link import link
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Library
from convention_dsl.pipeline import load
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

FMT = ClauseRef("fmt_2026", "fmt")
DAY = date(2026, 3, 1)

RawPatient = tuple[int, bool, int, bool, bool, int, bool, bool, bool, int, int, int]


def rules() -> Library:
    """Return the bundled rule books."""
    return load([ROOT / "rules" / "fmt"]).library


def library_of(text: str) -> Library:
    """Return the library of one generated book."""
    source = Source("grid.conv", text)
    file, problems = parse(source)
    library, more = elaborate({source.path: file})
    if problems or more:
        raise SystemExit(f"the generated book is wrong: {[*problems, *more]}")
    return library


def compiled_fmt() -> Compiled:
    """Return the generated Python of the FMT of one patient."""
    program, problems = link(rules(), "fmt_2026", at=DAY)
    if program is None or problems:
        raise SystemExit(f"the FMT book does not link: {problems}")
    return compile_program(program, [FMT])


def raw_patients(count: int, seed: int = 2026) -> list[RawPatient]:
    """Return patients as plain scalars, the same for every run."""
    dice = random.Random(seed)
    return [raw_patient(dice) for _ in range(count)]


def raw_patient(dice: random.Random) -> RawPatient:
    """Return one patient: every field varies, most patients have done some of the actions."""
    age = dice.randint(0, 100)
    ald = dice.random() < 0.25
    numbers = sum(1 << n for n in dice.sample(range(1, 33), dice.randint(1, 2))) if ald else 0
    actions = sum(1 << i for i in range(15) if dice.random() < 0.2)
    return (
        age,
        ald,
        numbers,
        dice.random() < 0.11,
        dice.random() < 0.9,
        actions,
        dice.random() < 0.52,
        dice.random() < 0.08,
        dice.random() < 0.1,
        dice.choice((0, 0, 0, 1, 3, 4, 12)),
        dice.randint(0, 20),
        dice.randint(0, 5),
    )
