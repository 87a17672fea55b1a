"""`check` on generated programs: what it accepts has a value for every input."""

from __future__ import annotations

import random

import pytest

from convention_dsl.core.errors import EvaluationError
from convention_dsl.core.evaluate import call
from convention_dsl.core.nodes import ClauseRef
from convention_dsl.diagnostics import has_errors
from convention_dsl.proof.check import check
from tests.agreement.agree import DATES
from tests.agreement.engines import linked, read
from tests.agreement.inputs import random_value
from tests.agreement.programs import generate


@pytest.mark.parametrize("block", range(4))
def test_a_clean_program_has_a_value_for_every_input(block: int) -> None:
    clean = 0
    for seed in range(block * 8, block * 8 + 8):
        generated = generate(random.Random(seed))
        library = read(generated.text)
        if has_errors(check(library, "generated")):
            continue
        clean += 1
        rng = random.Random(seed)
        for day in DATES:
            program = linked(library, day)
            ref = ClauseRef("generated", generated.clause)
            for _ in range(20):
                inputs = program.clauses[ref].inputs
                arguments = [random_value(binding.type, rng) for binding in inputs]
                try:
                    call(program, ref, arguments)
                except EvaluationError as error:
                    pytest.fail(f"seed {seed}: {error.kind} for {arguments}")
    assert clean
