"""Generated programs as the engines need them: lowered, with inputs and what is right for each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from convention_dsl.calculator.plan.conversion import encode
from convention_dsl.calculator.plan.lower import UnsupportedError, lower
from convention_dsl.calculator.plan.plan import Plan
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef, Value
from convention_dsl.core.program import Program
from tests.agreement.answers import Answer, outcome
from tests.agreement.backends import Case
from tests.agreement.engines import linked, read
from tests.agreement.figures import changed, with_figures
from tests.agreement.inputs import random_value
from tests.agreement.target_programs import generate_target

DATES = (date(2024, 3, 1), date(2025, 3, 1), date(2025, 8, 1))


@dataclass(frozen=True)
class Sample:
    """One clause of a generated program, inputs for it, and what the evaluator says of each."""

    seed: str
    text: str
    features: frozenset[str]
    program: Program
    ref: ClauseRef
    arguments: Sequence[tuple[Value, ...]]
    expected: Sequence[Answer]
    plan: Plan | None
    refusal: UnsupportedError | None = None
    cases: Sequence[Case] = field(default=())
    """The columns and lists of each input."""


def sampled(seed: str, inputs: int) -> Sample:
    """Return the program of a seed with `inputs` inputs, one in three with other figures."""
    rng = random.Random(seed)
    generated = generate_target(rng)
    program = linked(read(generated.text), rng.choice(DATES))
    ref = ClauseRef("generated", generated.clause)
    features = generated.features
    is_editable, has_other_figures = rng.random() < 0.2, rng.random() < 0.35
    plan: Plan | None = None
    refusal: UnsupportedError | None = None
    try:
        plan = lower(program, ref, editable=is_editable)
    except UnsupportedError as error:
        refusal = error
    if plan is not None and has_other_figures:
        plan, figures = changed(plan, rng)
        program = with_figures(program, figures)
        features |= {"other figures in rows" if is_editable else "other figures"}
    types = [binding.type for binding in program.clauses[ref].inputs]
    arguments = [tuple(random_value(of, rng) for of in types) for _ in range(inputs)]
    expected = [outcome(lambda given=each: call(program, ref, given)) for each in arguments]
    head = (seed, generated.text, features, program, ref, arguments, expected)
    cases = [] if plan is None else [encode(plan, each) for each in arguments]
    return Sample(*head, plan, refusal, cases)
