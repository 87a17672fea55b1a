"""One generated program, several inputs, three engines."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.core.program import Program
from tests.agreement.engines import (
    Disagreement,
    Encoded,
    Generated,
    evaluated,
    linked,
    read,
)
from tests.agreement.inputs import random_value
from tests.agreement.programs import generate

DATES = (date(2024, 3, 1), date(2025, 3, 1), date(2025, 8, 1))

Fault = Callable[[Program], Program]


@dataclass
class Comparison:
    """What came of one program."""

    text: str
    features: frozenset[str]
    pairs: int = 0
    unknown: int = 0
    undefined: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)


def compare(
    rng: random.Random,
    inputs: int,
    *,
    python_fault: Fault | None = None,
    solver_fault: Fault | None = None,
    engines: tuple[str, ...] = ("python", "solver"),
) -> Comparison:
    """Generate a program and `inputs` inputs from `rng`, and compare the engines on each.

    A fault changes the program that one engine is given: the comparison should notice.
    """
    generated = generate(rng)
    program = linked(read(generated.text), rng.choice(DATES))
    ref = ClauseRef("generated", generated.clause)
    done = Comparison(generated.text, generated.features)
    faulty = program if python_fault is None else python_fault(program)
    python = Generated(faulty, ref) if "python" in engines else None
    faulty = program if solver_fault is None else solver_fault(program)
    solver = Encoded(faulty, ref) if "solver" in engines else None
    types = [binding.type for binding in program.clauses[ref].inputs]
    for _ in range(inputs):
        arguments = tuple(random_value(of, rng) for of in types)
        expected = evaluated(program, ref, arguments)
        done.pairs += 1
        done.undefined += isinstance(expected, str)
        if python is not None:
            found = python.answer(arguments)
            if found != expected:
                done.disagreements.append(Disagreement("python", expected, found, arguments))
        if solver is not None:
            found = solver.answer(arguments, expected)
            if found == "unknown":
                done.unknown += 1
            elif found != expected:
                done.disagreements.append(Disagreement("solver", expected, found, arguments))
    return done
